use askama::Template;
use copydesk_archive::{Archive, Member, Summary};
use copydesk_record::{Article, Evidence, Reason};

use super::body::{Figure, Lookup, Part, parts};
use super::changes::Version;
use super::head::Head;
use super::imprint::{self, Fact};
use super::story::{Story, stories};
use super::{Frame, Way};
use crate::dates::{self, When};
use crate::origin::Origin;
use crate::{Edition, Error, addresses, words};

/// How many similar articles are shown: two rows of three.
const SIMILAR: usize = 6;

/// An article.
#[derive(Template)]
#[template(path = "article.html")]
pub(crate) struct ArticlePage {
    frame: Frame,
    head: Option<Head>,
    /// The way to the version that listings show, when this is an earlier one.
    current: Option<Way>,
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
    pub(crate) fn load(
        edition: &Edition,
        origin: &Origin,
        id: &str,
    ) -> Result<Option<Self>, Error> {
        let Some(article) = edition.archive.article(id)? else {
            return Ok(None);
        };
        let frame = edition.frame(&title(&article))?;
        let neighbours = Neighbours::load(&edition.archive, &article)?;
        let mut page = with_lookup(&edition.archive, &article, |lookup| {
            Self::new(frame, &article, neighbours, lookup)
        });
        page.head = page.head(&article, origin);
        Ok(Some(page))
    }

    /// What the page says to machines; an earlier version names the current one as the permanent address.
    fn head(&self, article: &Article, origin: &Origin) -> Option<Head> {
        let own = addresses::article(&article.id);
        let current = self.current.as_ref().and_then(|way| way.href.as_deref());
        let picture = self.lead.as_ref().map(|figure| figure.photo.src.as_str());
        let paper = &self.frame.paper;
        Head::new(article, paper, origin, current.unwrap_or(&own), picture)
    }

    fn new(frame: Frame, article: &Article, neighbours: Neighbours, lookup: &Lookup) -> Self {
        let lead = article
            .lead_image
            .as_ref()
            .and_then(|image| Figure::new(image, lookup));
        let lead_source = lead.as_ref().map(|figure| figure.photo.src.as_str());
        Self {
            head: None,
            current: current(article, &neighbours.versions),
            lang: article.language.clone().unwrap_or_default(),
            dir: words::direction(article.language.as_deref()),
            notice: notice(article),
            dek: dek(article),
            byline: article.authors.join(", "),
            published: dated(article, "published", article.published.as_deref()),
            modified: dated(article, "modified", article.modified.as_deref()),
            section: article.section.as_deref().map(Way::section),
            site: article
                .site
                .clone()
                .filter(|site| !article.authors.contains(site)),
            parts: parts(&article.blocks, lead_source, lookup),
            lead,
            truncated: article.truncated,
            repeated: repeated(article),
            copies: copies(article, neighbours.copies),
            versions: neighbours.versions,
            similar: neighbours.similar,
            related: related(article, lookup),
            imprint: imprint::useful_facts(&article.imprint),
            proof: addresses::proof(&article.id),
            original: article.url.as_deref().map(|url| Way::web(url, url)),
            source: article.source.clone(),
            captured: article.crawled.as_deref().map(When::new),
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
    fn load(archive: &Archive, article: &Article) -> Result<Self, Error> {
        let versions = Version::all(archive, &article.id)?;
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
            similar: stories(worth_showing(similar)),
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
    archive: &Archive,
    article: &Article,
    f: impl FnOnce(&Lookup) -> T,
) -> T {
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

/// The way to the current version, the first of all, from another one.
fn current(article: &Article, versions: &[Version]) -> Option<Way> {
    let current = &versions.first()?.story.href;
    let is_other = *current != addresses::article(&article.id);
    is_other.then(|| Way::own("The current version", current.clone()))
}

/// Why the page is not what a reader expects of an article.
pub(crate) fn notice(article: &Article) -> Option<String> {
    let error = article
        .error
        .as_ref()
        .map(|error| format!("This page could not be used: {error}"));
    error.or_else(|| words::kind(article.kind).map(str::to_owned))
}

/// The standfirst, unless the body opens with it.
fn dek(article: &Article) -> Option<String> {
    article
        .dek
        .clone()
        .filter(|dek| !article.text.starts_with(dek.as_str()))
}

fn dated(article: &Article, field: &str, iso: Option<&str>) -> Option<Dated> {
    let from = article
        .evidence
        .get(field)
        .and_then(|evidence| match evidence {
            Evidence::From(from) => Some(from),
            Evidence::Candidates(candidates) => candidates.first().map(|chosen| &chosen.from),
        });
    iso.map(|iso| Dated {
        when: When::new(iso),
        day: dates::civil_day(iso).map(|day| addresses::day(&day)),
        evidence: from.map(|from| words::evidence(from)),
    })
}

fn repeated(article: &Article) -> usize {
    let removed = article.removed.iter().flatten();
    removed
        .filter(|removal| removal.reason == Reason::Duplicate)
        .count()
}

fn copies(article: &Article, members: Vec<Member>) -> Vec<Copy> {
    let others = members
        .into_iter()
        .filter(|member| member.summary.id != article.id);
    let copy = |member: Member| Copy {
        relation: if member.duplicate.of == member.summary.id {
            "the version that the others are compared with"
        } else {
            words::relation(member.duplicate.relation)
        },
        story: member.summary.into(),
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
