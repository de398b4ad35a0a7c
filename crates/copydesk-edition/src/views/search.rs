use askama::Template;
use copydesk_archive::{Facet, FacetKind, FacetValue, Hit, Piece, Results};

use super::Frame;
use super::frame::{PAGE_SIZE, Pager, Way, offset};
use super::story::Story;
use crate::edition::LocalEdition;
use crate::words::Words;
use crate::{Error, addresses, terms};

/// Where a search is answered.
const SEARCH: &str = "/search";

/// What a search found.
#[derive(Template)]
#[template(path = "search.html")]
pub(crate) struct SearchPage {
    frame: Frame,
    count: String,
    explanation: Option<String>,
    /// The query with its misspelled words mended.
    suggestion: Option<Way>,
    facets: Vec<Narrowing>,
    hits: Vec<Found>,
    pager: Option<Pager>,
}

/// Ways to fewer results of one kind.
struct Narrowing {
    name: &'static str,
    choices: Vec<Choice>,
}

struct Choice {
    name: String,
    count: String,
    href: String,
    /// Whether the results are narrowed to it; the way then leads back.
    chosen: bool,
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
            explanation: results
                .problem
                .map(|problem| terms::problem(words, &problem)),
            suggestion: results.suggestion.map(suggestion),
            facets: results
                .facets
                .into_iter()
                .map(|facet| narrowing(facet, words))
                .collect(),
            hits: results.hits.into_iter().map(found).collect(),
            pager: Pager::new(SEARCH, Some(&frame.query), page, results.total),
            frame,
        }
    }
}

fn suggestion(query: String) -> Way {
    let href = addresses::numbered(SEARCH, Some(&query), 1);
    Way::own(query, href)
}

fn narrowing(facet: Facet, words: Words) -> Narrowing {
    let choice = |value: FacetValue| Choice {
        name: match facet.kind {
            FacetKind::Language => terms::language(&value.value).to_owned(),
            FacetKind::Section | FacetKind::Site | FacetKind::Year => value.value,
        },
        count: words.number(value.count),
        href: addresses::numbered(SEARCH, Some(&value.query), 1),
        chosen: value.chosen,
    };
    Narrowing {
        name: terms::facet(words, facet.kind),
        choices: facet.values.into_iter().map(choice).collect(),
    }
}

#[cfg(test)]
mod tests {
    use copydesk_archive::Problem;

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
                facets: vec![Facet {
                    kind: FacetKind::Site,
                    values: vec![FacetValue {
                        value: evil.into(),
                        count: 1,
                        query: evil.into(),
                        chosen: true,
                    }],
                }],
                problem: Some(Problem::NoField(evil.into())),
                suggestion: Some(evil.into()),
            },
        );
        assert!(!html.contains("<script"));
        assert!(html.contains("a &#60;b&#62; <mark>&#60;word&#62;</mark>"));
    }

    #[test]
    fn ways_to_fewer_results_are_links() {
        let value = FacetValue {
            value: "de".into(),
            count: 1_200,
            query: "ferry language:de".into(),
            chosen: false,
        };
        let facet = Facet {
            kind: FacetKind::Language,
            values: vec![value],
        };
        let html = rendered(
            "fery",
            Results {
                total: 1_300,
                facets: vec![facet],
                suggestion: Some("ferry".into()),
                ..Results::default()
            },
        );
        let way =
            "<a href=\"/search?q=ferry+language%3Ade\"><bdi>Deutsch</bdi></a> <span>1,200</span>";
        assert!(html.contains(way), "{html}");
        assert!(html.contains("Did you mean: <a href=\"/search?q=ferry\">ferry</a>"));
    }

    #[test]
    fn nothing_asked_and_nothing_found_are_told_apart() {
        assert!(rendered("", Results::default()).contains("What are you looking for?"));
        assert!(rendered("xyzzy", Results::default()).contains("No story"));
    }
}
