use copydesk_archive::{Archive, Filter, Summary};

use super::Form;
use crate::{Error, addresses};

/// Articles in a feed: what a reader who looks in once a day needs, with full text still light.
const FEED_SIZE: usize = 50;

/// What a feed is about.
#[derive(Clone)]
pub(crate) struct Topic {
    /// What it is called within the paper. The paper itself needs no name, and a story has none but its
    /// first headline.
    name: Option<String>,
    /// Its page's path, to which the feed's name is added.
    path: String,
    articles: Articles,
}

/// Where a topic's articles come from.
#[derive(Clone)]
enum Articles {
    Listed(Filter),
    Found(String),
}

impl Topic {
    /// All of the paper.
    pub(crate) fn everything() -> Self {
        Self {
            name: None,
            path: String::new(),
            articles: Articles::Listed(Filter::default()),
        }
    }

    /// A section.
    pub(crate) fn section(name: &str) -> Self {
        Self {
            name: Some(name.to_owned()),
            path: addresses::section(name),
            articles: Articles::Listed(Filter {
                section: Some(name.to_owned()),
                ..Filter::default()
            }),
        }
    }

    /// A story, the articles of one event.
    pub(crate) fn story(name: &str) -> Self {
        Self {
            name: None,
            path: addresses::story(name),
            articles: Articles::Listed(Filter {
                story: Some(name.to_owned()),
                ..Filter::default()
            }),
        }
    }

    /// What a search finds.
    pub(crate) fn search(query: &str) -> Self {
        Self {
            name: Some(query.to_owned()),
            path: "/search".to_owned(),
            articles: Articles::Found(query.to_owned()),
        }
    }

    /// Where its feed is.
    pub(crate) fn feed(&self, form: Form) -> String {
        let path = format!("{}/{}", self.path, form.file());
        addresses::numbered(&path, self.query(), 1)
    }

    /// Its page.
    pub(super) fn home(&self) -> String {
        let path = if self.is_everything() {
            "/"
        } else {
            &self.path
        };
        addresses::numbered(path, self.query(), 1)
    }

    /// The feed's title in a paper; a story is called by a headline.
    pub(crate) fn title(&self, paper: &str, headline: &str) -> String {
        match &self.name {
            Some(name) => format!("{paper}: {name}"),
            None if self.is_everything() => paper.to_owned(),
            None => format!("{paper}: {headline}"),
        }
    }

    /// Its newest articles; `None` when it is a part that the paper does not have. A search may have
    /// found nothing yet.
    pub(super) fn newest(&self, archive: &Archive) -> Result<Option<Vec<Summary>>, Error> {
        Ok(match &self.articles {
            Articles::Found(query) => Some(found(archive, query)?),
            Articles::Listed(filter) => {
                let limit = FEED_SIZE;
                let mut filter = Filter {
                    limit,
                    ..filter.clone()
                };
                let mut newest = archive.articles(&filter)?;
                if newest.is_empty() {
                    // As its page, which shows copies where there is nothing else.
                    filter.with_duplicates = true;
                    newest = archive.articles(&filter)?;
                }
                Some(newest).filter(|newest| self.is_everything() || !newest.is_empty())
            }
        })
    }

    fn is_everything(&self) -> bool {
        self.path.is_empty()
    }

    fn query(&self) -> Option<&str> {
        match &self.articles {
            Articles::Found(query) => Some(query),
            Articles::Listed(_) => None,
        }
    }
}

/// The best hits of a search, the newest first.
fn found(archive: &Archive, query: &str) -> Result<Vec<Summary>, Error> {
    if query.trim().is_empty() {
        return Ok(Vec::new());
    }
    let hits = archive.search(query, 0, FEED_SIZE)?.hits.into_iter();
    let mut found: Vec<Summary> = hits.map(|hit| hit.summary).collect();
    found.sort_by(|one, other| other.published.cmp(&one.published));
    Ok(found)
}
