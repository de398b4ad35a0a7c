use copydesk_record::{Article, CharsetEvidence, Evidence, Known, Page};
use serde::{Deserialize, Serialize};

use crate::StoredPage;

/// What was known of a page from outside, as it is kept.
#[derive(Serialize, Deserialize)]
pub struct Found {
    source: String,
    url: Option<String>,
    crawled: Option<String>,
    http_status: Option<u16>,
    http_charset: Option<String>,
    known: Option<Known>,
}

impl Found {
    /// That of a page.
    pub fn of(page: &Page) -> Self {
        Self {
            source: page.source.clone(),
            url: page.url.clone(),
            crawled: page.crawled.clone(),
            http_status: page.http_status,
            http_charset: page.http_charset.clone(),
            known: page.known.clone(),
        }
    }

    /// What a record tells of it, for pages that were kept without. A charset that the HTTP header
    /// declared and the page overruled is lost; it would be overruled again.
    pub fn from_record(record: &Article) -> Self {
        let charset = record.charset.as_ref();
        let declared = charset.filter(|charset| charset.evidence == CharsetEvidence::Http);
        Self {
            source: record.source.clone(),
            url: record.url.clone(),
            crawled: record.crawled.clone(),
            http_status: record.http_status,
            http_charset: declared.map(|charset| charset.name.clone()),
            known: known(record),
        }
    }

    /// The page, under the id that it has.
    pub fn page(self, id: String, stored: StoredPage) -> Page {
        Page {
            source: self.source,
            bytes: stored.bytes,
            form: stored.form,
            id: Some(id),
            url: self.url,
            crawled: self.crawled,
            http_status: self.http_status,
            http_charset: self.http_charset,
            known: self.known,
        }
    }
}

/// The names by which a record's evidence says that a fact did not stand in the page.
const OUTSIDE: [&str; 2] = ["feed", "given"];

/// The facts of a record that its page's surroundings said.
fn known(record: &Article) -> Option<Known> {
    let outside = |field: &str| {
        let from = match record.evidence.get(field)? {
            Evidence::From(from) => from,
            Evidence::Candidates(candidates) => &candidates.first()?.from,
        };
        OUTSIDE.contains(&from.as_str()).then(|| from.clone())
    };
    let from = ["title", "published", "authors", "site"]
        .into_iter()
        .find_map(outside)?;
    let said = |field: &str| outside(field).is_some();
    Some(Known {
        from,
        title: record.title.clone().filter(|_| said("title")),
        published: record.published.clone().filter(|_| said("published")),
        authors: if said("authors") {
            record.authors.clone()
        } else {
            Vec::new()
        },
        site: record.site.clone().filter(|_| said("site")),
    })
}
