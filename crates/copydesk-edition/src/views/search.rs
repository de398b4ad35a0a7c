use askama::Template;
use copydesk_archive::{Hit, Piece, Results};

use super::Frame;
use super::frame::{PAGE_SIZE, Pager, offset};
use super::story::Story;
use crate::Error;
use crate::edition::LocalEdition;

/// What a search found.
#[derive(Template)]
#[template(path = "search.html")]
pub(crate) struct SearchPage {
    frame: Frame,
    count: String,
    explanation: Option<String>,
    hits: Vec<Found>,
    pager: Option<Pager>,
}

struct Found {
    story: Story,
    snippet: Vec<Piece>,
}

impl SearchPage {
    /// The answer to any query, the empty one too. A page beyond the last has no hits.
    pub(crate) fn load(edition: &LocalEdition, query: &str, page: usize) -> Result<Self, Error> {
        let frame = Frame {
            query: query.to_owned(),
            ..edition.frame(edition.words.say("Search"))?
        };
        let results = match query.trim() {
            "" => Results::default(),
            query => edition.archive.search(query, offset(page), PAGE_SIZE)?,
        };
        Ok(Self::new(frame, results, page))
    }

    fn new(frame: Frame, results: Results, page: usize) -> Self {
        let words = frame.words;
        let found = |hit: Hit| Found {
            story: Story::new(hit.summary, words),
            snippet: hit.snippet,
        };
        Self {
            count: match results.total {
                0 => words.say("No story has it.").to_owned(),
                total => words.count(total, "story|stories"),
            },
            explanation: results.explanation,
            hits: results.hits.into_iter().map(found).collect(),
            pager: Pager::new("/search", Some(&frame.query), page, results.total),
            frame,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(query: &str, results: Results) -> String {
        let frame = Frame {
            query: query.to_owned(),
            ..Frame::default()
        };
        SearchPage::new(frame, results, 1).render().unwrap()
    }

    #[test]
    fn hits_are_marked_and_everything_is_escaped() {
        let evil = "\"><script>alert(1)</script>";
        let piece = |text: &str, hit| Piece {
            text: text.to_owned(),
            hit,
        };
        let html = rendered(
            evil,
            Results {
                total: 1,
                hits: vec![Hit {
                    summary: copydesk_archive::Summary {
                        id: evil.into(),
                        title: evil.into(),
                        dek: None,
                        opening: evil.into(),
                        authors: vec![evil.into()],
                        published: Some(evil.into()),
                        crawled: None,
                        section: Some(evil.into()),
                        site: Some(evil.into()),
                        language: Some(evil.into()),
                        url: None,
                        source: evil.into(),
                        lead_image: None,
                        picture: Some(evil.into()),
                    },
                    snippet: vec![piece("a <b> ", false), piece("<word>", true)],
                }],
                explanation: Some(evil.into()),
            },
        );
        assert!(!html.contains("<script"));
        assert!(html.contains("a &#60;b&#62; <mark>&#60;word&#62;</mark>"));
    }

    #[test]
    fn nothing_asked_and_nothing_found_are_told_apart() {
        assert!(rendered("", Results::default()).contains("What are you looking for?"));
        assert!(rendered("xyzzy", Results::default()).contains("No story"));
    }
}
