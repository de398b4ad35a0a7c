//! Whether a page is a list of links to articles: a front page, a section, a search's results.
//!
//! A list is not known by one sign. Each sign has a weight, which was learned once by logistic
//! regression on the development sets and rounded to whole numbers; see `tests/kinds.rs` for how
//! well they tell.

use copydesk_record::{BlockKind, Reason};

use super::View;
use crate::fate::Fate;
use crate::measure::mass;
use crate::unit::Unit;

/// A link lighter than this is no article's title.
const MIN_TITLE: usize = 20;
/// A page with fewer links to articles is no list of them.
const MIN_LINKS: usize = 4;
/// A page with more than this is a list.
const THRESHOLD: i32 = 3;
/// A slug of more words than this is made of a headline.
const MAX_NAME: usize = 3;

/// schema.org's types for lists.
const LIST_TYPES: &[&str] = &[
    "CollectionPage",
    "ItemList",
    "SearchResultsPage",
    "OfferCatalog",
];

/// Whether the page is a list.
pub(super) fn is_list(view: View<'_>) -> bool {
    let links = Links::count(view);
    links.all >= MIN_LINKS && said(view) + links.score() > THRESHOLD
}

/// What the page says of itself: an article has an author, a date, and a title of some length.
fn said(view: View<'_>) -> i32 {
    let article = view.article;
    let title = article.title.as_deref().map_or(0, mass);
    let kind = view.head.meta("og:type").map(|(kind, _)| kind);
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    let signs = [
        (-3, article.published.is_some()),
        (-2, !article.authors.is_empty()),
        (-2, view.says_article()),
        (-1, view.head.meta("article:published_time").is_some()),
        (-1, title >= 37),
        (2, title < 20),
        (-1, kind == "article"),
        (2, kind == "website"),
        (3, kind.starts_with("product")),
        (1, view.says(|kind| LIST_TYPES.contains(&kind))),
        (-3, view.address().is_some_and(names_article)),
        (1, view.address().is_some_and(is_front)),
    ];
    sum(&signs) - 3
}

/// Links that read like titles, and the stretches of body between them.
#[derive(Default)]
struct Links {
    all: usize,
    headings: usize,
    /// Those with body before and after them.
    between: usize,
    mass: usize,
    body: usize,
    stretches: usize,
    longest: usize,
}

impl Links {
    fn count(view: View<'_>) -> Self {
        let is_body = |fate: &Fate| *fate == Fate::Body;
        let first = view.fates.iter().position(is_body).unwrap_or(0);
        let last = view.fates.iter().rposition(is_body).unwrap_or(0);
        let (mut links, mut stretch) = (Self::default(), 0);
        for (index, (unit, fate)) in view.units.iter().zip(view.fates).enumerate() {
            if is_title(unit, *fate) {
                links.all += 1;
                links.mass += unit.mass;
                links.headings += usize::from(unit.kind == BlockKind::Heading);
                links.between += usize::from((first..last).contains(&index));
                links.end(&mut stretch);
            } else if *fate == Fate::Body && unit.kind.is_text() {
                stretch += unit.mass;
            }
        }
        links.end(&mut stretch);
        links
    }

    fn end(&mut self, stretch: &mut usize) {
        self.body += *stretch;
        self.longest = self.longest.max(*stretch);
        self.stretches += usize::from(*stretch > 0);
        *stretch = 0;
    }

    fn score(&self) -> i32 {
        let longest = self.longest * 100 / self.body.max(1);
        let share = self.mass * 100 / (self.body + self.mass).max(1);
        sum(&[
            (2, self.between >= 5),
            (2, self.between >= 20),
            (2, self.headings >= 10),
            (1, self.all >= 20),
            (-2, self.longest >= 2_400),
            (2, self.longest < 1_200),
            (1, self.longest < 600),
            (1, self.longest < 300),
            (1, longest < 50),
            (1, longest < 20),
            (1, self.stretches >= 5),
            (1, self.stretches >= 8),
            (1, share >= 30),
            (1, share >= 60),
        ])
    }
}

fn sum(signs: &[(i32, bool)]) -> i32 {
    let met = signs.iter().filter(|(_, is_met)| *is_met);
    met.map(|(weight, _)| weight).sum()
}

fn is_title(unit: &Unit, fate: Fate) -> bool {
    let is_other = matches!(
        fate,
        Fate::Cut(
            Reason::Navigation
                | Reason::Imprint
                | Reason::Share
                | Reason::Comment
                | Reason::Advert
                | Reason::Consent
        )
    );
    unit.kind != BlockKind::Figure && unit.mass >= MIN_TITLE && unit.is_linked() && !is_other
}

/// Whether an address has a part that is made of a headline, or of a day.
fn names_article(address: &str) -> bool {
    let mut segments = path(address).split('/');
    let is_slug = |segment: &str| segment.matches(['-', '_']).count() >= MAX_NAME;
    let is_number = |segment: &str, length| {
        segment.len() == length && segment.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_dated = segments
        .clone()
        .zip(segments.clone().skip(1))
        .any(|(year, month)| is_number(year, 4) && is_number(month, 2));
    is_dated || segments.any(is_slug)
}

/// Whether an address is that of a site's front page.
fn is_front(address: &str) -> bool {
    path(address).is_empty()
}

/// An address's path, without the slashes at its ends and without its query.
fn path(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    path.split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_a_headline_from_a_section() {
        assert!(names_article("https://a.example/news/bus-4-runs-again/"));
        assert!(names_article("https://a.example/2012/09/17/4711.html"));
        assert!(!names_article(
            "https://a.example/news/local-sport?a=b-c-d-e"
        ));
        assert!(is_front("https://a.example/?utm=1") && is_front("https://a.example"));
        assert!(!is_front("https://a.example/news"));
    }
}
