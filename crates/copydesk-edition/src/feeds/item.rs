use askama::Template;
use copydesk_archive::Summary;
use copydesk_record::Article;
use jiff::Timestamp;

use super::xml;
use crate::edition::LocalEdition;
use crate::origin::Origin;
use crate::views::{Lookup, Part, parts};
use crate::{Error, addresses, dates};

/// An article in a feed. Its texts are such as XML can carry.
pub(super) struct Item {
    /// The same wherever the archive is served.
    pub id: String,
    pub link: String,
    /// Where the page was once published.
    pub original: Option<String>,
    pub title: String,
    pub language: Option<String>,
    pub authors: Vec<String>,
    pub section: Option<String>,
    pub published: Option<Timestamp>,
    /// When it was last changed; else published; else captured.
    pub updated: Option<Timestamp>,
    pub summary: String,
    pub image: Option<String>,
    pub html: String,
}

/// An article's text as a feed carries it.
#[derive(Template)]
#[template(path = "feed_body.html")]
struct Body {
    parts: Vec<Part>,
}

impl Item {
    /// The article that a listing shows so, unless it went meanwhile.
    pub(super) fn load(
        edition: &LocalEdition,
        origin: &Origin,
        summary: Summary,
    ) -> Result<Option<Self>, Error> {
        let Some(article) = edition.archive.article(&summary.id)? else {
            return Ok(None);
        };
        let parts = body(edition, origin, &article);
        let html = Body { parts }.render()?;
        Ok(Some(Self::new(origin, article, &summary, &html)))
    }

    pub(super) fn new(origin: &Origin, article: Article, summary: &Summary, html: &str) -> Self {
        let instant = |date: &Option<String>| date.as_deref().and_then(dates::instant);
        let published = instant(&article.published);
        let picture = summary.picture.as_deref().map(addresses::picture);
        Self {
            id: format!("urn:copydesk:{}", addresses::path_segment(&article.id)),
            link: origin.at(&addresses::article(&article.id)),
            original: article.url.as_deref().and_then(addresses::web),
            title: xml(&summary.title),
            language: article.language.as_deref().map(xml),
            authors: article.authors.iter().map(|author| xml(author)).collect(),
            section: article.section.as_deref().map(xml),
            published,
            updated: instant(&article.modified)
                .or(published)
                .or_else(|| instant(&article.crawled)),
            summary: xml(article.dek.as_deref().unwrap_or(&summary.opening)),
            image: picture.map(|path| origin.at(&path)),
            html: xml(html),
        }
    }
}

/// The article's text; its links and pictures are absolute.
fn body(edition: &LocalEdition, origin: &Origin, article: &Article) -> Vec<Part> {
    let archive = &edition.archive;
    let own = |url: &str| archive.by_address(url).ok().flatten();
    let key = |url: &str| {
        let key = archive.picture_key(&article.source, article.url.as_deref(), url);
        key.ok().flatten()
    };
    let lookup = Lookup {
        words: edition.words,
        adopted: &|_| None,
        article: &|url| own(url).map(|id| origin.at(&addresses::article(&id))),
        picture: &|url| key(url).map(|key| origin.at(&addresses::picture(&key))),
    };
    parts(&article.blocks, None, &lookup)
}
