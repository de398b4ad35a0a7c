use askama::Template;

use copydesk_archive::Problem;

use super::Frame;
use crate::edition::LocalEdition;
use crate::words::Words;
use crate::{Error, terms};

/// The page that searches without a server.
#[derive(Template)]
#[template(path = "files_search.html")]
pub(crate) struct FilesSearchPage {
    frame: Frame,
    shards: usize,
    articles: usize,
    /// What the script says of queries that it cannot read, by the names that it knows.
    problems: [(&'static str, String); 8],
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
            problems: problems(edition.words),
            frame,
            shards,
            articles,
        })
    }
}

/// Why a query is not taken as it is written; `{}` stands for what is meant in it.
fn problems(words: Words) -> [(&'static str, String); 8] {
    let place = || "{}".to_owned();
    [
        ("long", Problem::TooLong),
        ("quote", Problem::OpenQuote),
        ("brackets", Problem::Brackets),
        ("field", Problem::NoField(place())),
        ("date", Problem::NoDate(place())),
        ("code", Problem::NoLanguage(place())),
        ("excluded", Problem::OnlyExcluded),
        ("words", Problem::NoWords),
    ]
    .map(|(name, problem)| (name, terms::problem(words, &problem)))
}
