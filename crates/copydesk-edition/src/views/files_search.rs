use askama::Template;

use super::Frame;
use crate::Error;
use crate::edition::LocalEdition;

/// The page that searches without a server.
#[derive(Template)]
#[template(path = "files_search.html")]
pub(crate) struct FilesSearchPage {
    frame: Frame,
    shards: usize,
    articles: usize,
}

impl FilesSearchPage {
    /// The page for an index of so many articles in so many files.
    pub(crate) fn new(
        edition: &LocalEdition,
        articles: usize,
        shards: usize,
    ) -> Result<Self, Error> {
        let frame = edition.frame(edition.words.say("Search"))?;
        Ok(Self {
            frame,
            shards,
            articles,
        })
    }
}
