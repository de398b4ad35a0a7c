use askama::Template;
use copydesk_archive::{Filter, Summary};
use copydesk_record::{Article, Evidence, Reason};

use super::body::{Figure, Lookup, Part, parts};
use super::changes::Version;
use super::head::Head;
use super::imprint::{self, Fact};
use super::story::{Story, stories};
use super::timeline::Timeline;
use super::variants::Variant;
use super::{Frame, Way};
use crate::dates::{self, When};
use crate::edition::LocalEdition;
use crate::origin::Origin;
use crate::words::{Words, direction};
use crate::{Error, addresses, terms};

/// How many similar articles are shown: two rows of three.
const SIMILAR: usize = 6;

/// An article.
#[derive(Template)]
#[template(path = "article.html")]
pub(crate) struct ArticlePage {
    frame: Frame,
    head: Option<Head>,
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
    variants: Vec<Variant>,
    versions: Vec<Version>,
    revision: Option<Revision>,
    repeated: usize,
    timeline: Timeline,
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

/// What a reader should know of the article's versions before reading.
struct Revision {
    said: String,
    way: Option<Way>,
}

impl ArticlePage {
    /// The article with this id; `None` when the archive has none.
    pub(crate) fn load(
        edition: &LocalEdition,
        origin: &Origin,
        id: &str,
    ) -> Result<Option<Self>, Error> {
        let Some(article) = edition.archive.article(id)? else {
            return Ok(None);
        };
        let frame = edition.frame(&title(&article))?;
        let neighbours = Neighbours::load(edition, &article)?;
        let mut page = with_lookup(edition, &article, |lookup| {
            Self::new(frame, &article, neighbours, lookup)
        });
        page.lead_nowhere_else(edition, &article)?;
        page.head = page.head(&article, origin);
        Ok(Some(page))
    }

    /// What the page says to machines; an earlier version names the current one as the permanent address.
    fn head(&self, article: &Article, origin: &Origin) -> Option<Head> {
        let own = addresses::article(&article.id);
        let current = self.versions.first().map(|version| &version.story.href);
        let photo = self.lead.as_ref().and_then(|figure| figure.photo.as_ref());
        let picture = photo.map(|photo| photo.src.as_str());
        let paper = &self.frame.paper;
        Head::new(article, paper, origin, current.unwrap_or(&own), picture)
    }

    /// Takes away the links to a section and a day that no listed article has, as those of an earlier
    /// version and of a standing page may be.
    fn lead_nowhere_else(
        &mut self,
        edition: &LocalEdition,
        article: &Article,
    ) -> Result<(), Error> {
        let section = Filter {
            section: article.section.clone(),
            ..Filter::default()
        };
        if let (Some(way), false) = (&mut self.section, edition.has(section)?) {
            way.href = None;
        }
        let day = Filter {
            day: article.published.as_deref().and_then(dates::civil_day),
            ..Filter::default()
        };
        if let (Some(date), false) = (&mut self.published, edition.has(day)?) {
            date.day = None;
        }
        Ok(())
    }

    fn new(frame: Frame, article: &Article, neighbours: Neighbours, lookup: &Lookup) -> Self {
        let lead = article
            .lead_image
            .as_ref()
            .map(|image| Figure::new(image, lookup))
            .filter(|figure| !figure.is_empty());
        let words = frame.words;
        Self {
            head: None,
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
            parts: parts(&article.blocks, lead.as_ref(), lookup),
            lead,
            truncated: article.truncated,
            repeated: repeated(article),
            variants: neighbours.variants,
            revision: revision(&neighbours.versions, &article.id, words),
            versions: neighbours.versions,
            timeline: neighbours.timeline,
            similar: neighbours.similar,
            related: related(article, lookup),
            imprint: imprint::useful_facts(&article.imprint, lookup.adopted, words),
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
    variants: Vec<Variant>,
    versions: Vec<Version>,
    timeline: Timeline,
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
        let timeline = match &links.story {
            Some(name) => Timeline::load(archive, name, &article.id, words)?,
            None => Timeline::default(),
        };
        similar.retain(|summary| !timeline.has(&summary.id));
        similar.retain(|summary| copies.iter().all(|copy| copy.summary.id != summary.id));
        Ok(Self {
            variants: Variant::all(archive, article, copies, words)?,
            versions,
            timeline,
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
        adopted: &imprint::adopted(archive),
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

/// Says that there are other versions, and leads to what changed or to the current one.
fn revision(versions: &[Version], id: &str, words: Words) -> Option<Revision> {
    let current = versions.first()?;
    if current.story.href != addresses::article(id) {
        let href = current.story.href.clone();
        return Some(Revision {
            said: words.say("This is an earlier version.").to_owned(),
            way: Some(Way::own(words.say("To the current version"), href)),
        });
    }
    let way = |href| Way::own(words.say("What the last one changed"), href);
    let count = words.count(versions.len(), "version|versions");
    Some(Revision {
        said: words.fill("Captured in {}.", &[&count]),
        way: current.changes.clone().map(way),
    })
}

fn repeated(article: &Article) -> usize {
    let removed = article.removed.iter().flatten();
    removed
        .filter(|removal| removal.reason == Reason::Duplicate)
        .count()
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
