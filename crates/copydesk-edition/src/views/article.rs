use askama::Template;
use copydesk_archive::{Member, Summary};
use copydesk_record::{Article, Evidence, Reason};

use super::body::{Figure, Lookup, Part, parts};
use super::changes::Version;
use super::imprint::{self, Fact};
use super::story::{Story, stories};
use super::{Frame, Way};
use crate::dates::{self, When};
use crate::edition::LocalEdition;
use crate::words::{Words, direction};
use crate::{Error, addresses, terms};

/// How many similar articles are shown: two rows of three.
const SIMILAR: usize = 6;

/// An article.
#[derive(Template)]
#[template(path = "article.html")]
pub(crate) struct ArticlePage {
    frame: Frame,
    lang: String,
    dir: &'static str,
    notice: Option<String>,
    dek: Option<String>,
    byline: String,
    published: Option<Dated>,
    modified: Option<Dated>,
    section: Option<Way>,
    site: Option<String>,
    lead: Option<Figure>,
    parts: Vec<Part>,
    truncated: bool,
    copies: Vec<Copy>,
    versions: Vec<Version>,
    repeated: usize,
    similar: Vec<Story>,
    related: Vec<Way>,
    imprint: Vec<Fact>,
    proof: String,
    original: Option<Way>,
    source: String,
    captured: Option<When>,
}

/// A date and where it was found.
struct Dated {
    when: When,
    day: Option<String>,
    evidence: Option<String>,
}

/// Another copy of the article.
struct Copy {
    story: Story,
    relation: &'static str,
}

impl ArticlePage {
    /// The article with this id; `None` when the archive has none.
    pub(crate) fn load(edition: &LocalEdition, id: &str) -> Result<Option<Self>, Error> {
        let Some(article) = edition.archive.article(id)? else {
            return Ok(None);
        };
        let frame = edition.frame(&title(&article))?;
        let neighbours = Neighbours::load(edition, &article)?;
        let page = with_lookup(edition, &article, |lookup| {
            Self::new(frame, &article, neighbours, lookup)
        });
        Ok(Some(page))
    }

    fn new(frame: Frame, article: &Article, neighbours: Neighbours, lookup: &Lookup) -> Self {
        let lead = article
            .lead_image
            .as_ref()
            .and_then(|image| Figure::new(image, lookup));
        let words = frame.words;
        let lead_source = lead.as_ref().map(|figure| figure.photo.src.as_str());
        Self {
            lang: article.language.clone().unwrap_or_default(),
            dir: direction(article.language.as_deref()),
            notice: notice(article, words),
            dek: dek(article),
            byline: article.authors.join(", "),
            published: dated(article, "published", article.published.as_deref(), words),
            modified: dated(article, "modified", article.modified.as_deref(), words),
            section: article.section.as_deref().map(Way::section),
            site: article
                .site
                .clone()
                .filter(|site| !article.authors.contains(site)),
            parts: parts(&article.blocks, lead_source, lookup),
            lead,
            truncated: article.truncated,
            repeated: repeated(article),
            copies: copies(article, neighbours.copies, words),
            versions: neighbours.versions,
            similar: neighbours.similar,
            related: related(article, lookup),
            imprint: imprint::useful_facts(&article.imprint, words),
            proof: addresses::proof(&article.id),
            original: article.url.as_deref().map(|url| Way::web(url, url)),
            source: article.source.clone(),
            captured: article.crawled.as_deref().map(|iso| When::new(iso, words)),
            frame,
        }
    }
}

/// What the archive knows of an article's company.
#[derive(Default)]
struct Neighbours {
    copies: Vec<Member>,
    versions: Vec<Version>,
    similar: Vec<Story>,
}

impl Neighbours {
    fn load(edition: &LocalEdition, article: &Article) -> Result<Self, Error> {
        let (archive, words) = (&edition.archive, edition.words);
        let versions = Version::all(archive, &article.id, words)?;
        let Some(links) = &article.links else {
            return Ok(Self {
                versions,
                ..Self::default()
            });
        };
        let copies = match &links.duplicates {
            Some(duplicate) => archive.group(&duplicate.group)?,
            None => Vec::new(),
        };
        let mut similar = archive.summaries(&links.similar)?;
        similar.retain(|summary| copies.iter().all(|copy| copy.summary.id != summary.id));
        Ok(Self {
            copies,
            versions,
            similar: stories(worth_showing(similar), words),
        })
    }
}

/// The first articles, each headline once: other prints of a text are a click away from it.
fn worth_showing(similar: Vec<Summary>) -> Vec<Summary> {
    let mut shown: Vec<Summary> = Vec::with_capacity(SIMILAR);
    for summary in similar {
        if shown.len() < SIMILAR && shown.iter().all(|other| other.title != summary.title) {
            shown.push(summary);
        }
    }
    shown
}

/// Calls `f` with what the archive knows of the addresses in an article. An address that cannot be
/// looked up is one that the archive does not have: the text is worth more than the link.
pub(crate) fn with_lookup<T>(
    edition: &LocalEdition,
    article: &Article,
    f: impl FnOnce(&Lookup) -> T,
) -> T {
    let (archive, words) = (&edition.archive, edition.words);
    let own = |url: &str| {
        archive
            .by_address(url)
            .ok()
            .flatten()
            .map(|id| addresses::article(&id))
    };
    let picture = |url: &str| {
        let key = archive.picture_key(&article.source, article.url.as_deref(), url);
        key.ok().flatten().map(|key| addresses::picture(&key))
    };
    f(&Lookup {
        words,
        article: &own,
        picture: &picture,
    })
}

/// The headline; a page without one is called by its source.
pub(crate) fn title(article: &Article) -> String {
    article
        .title
        .clone()
        .unwrap_or_else(|| article.source.clone())
}

/// Why the page is not what a reader expects of an article.
pub(crate) fn notice(article: &Article, words: Words) -> Option<String> {
    let error = article
        .error
        .as_ref()
        .map(|error| words.fill("This page could not be used: {}", &[&error.to_string()]));
    error.or_else(|| terms::kind(words, article.kind).map(str::to_owned))
}

/// The standfirst, unless the body opens with it.
fn dek(article: &Article) -> Option<String> {
    article
        .dek
        .clone()
        .filter(|dek| !article.text.starts_with(dek.as_str()))
}

fn dated(article: &Article, field: &str, iso: Option<&str>, words: Words) -> Option<Dated> {
    let from = article
        .evidence
        .get(field)
        .and_then(|evidence| match evidence {
            Evidence::From(from) => Some(from),
            Evidence::Candidates(candidates) => candidates.first().map(|chosen| &chosen.from),
        });
    iso.map(|iso| Dated {
        when: When::new(iso, words),
        day: dates::civil_day(iso).map(|day| addresses::day(&day)),
        evidence: from.map(|from| terms::evidence(words, from)),
    })
}

fn repeated(article: &Article) -> usize {
    let removed = article.removed.iter().flatten();
    removed
        .filter(|removal| removal.reason == Reason::Duplicate)
        .count()
}

fn copies(article: &Article, members: Vec<Member>, words: Words) -> Vec<Copy> {
    let others = members
        .into_iter()
        .filter(|member| member.summary.id != article.id);
    let copy = |member: Member| Copy {
        relation: if member.duplicate.of == member.summary.id {
            words.say("the version that the others are compared with")
        } else {
            terms::relation(words, member.duplicate.relation)
        },
        story: Story::new(member.summary, words),
    };
    others.map(copy).collect()
}

fn related(article: &Article, lookup: &Lookup) -> Vec<Way> {
    let way = |title: &str, url: &str| match (lookup.article)(url) {
        Some(own) => Way::own(title, own),
        None => Way::web(title, url),
    };
    let related = article.related.iter();
    related
        .map(|link| way(&link.title, link.url.as_deref().unwrap_or_default()))
        .collect()
}

#[cfg(test)]
mod tests;
