//! Whether a page is one of several that an article was parted into.
//!
//! A pager is told from other numbers by where it leads, to the page's own address with the number of
//! a page, or by being a row of numbers, this page's without a link, right after the body. Pagers of comments stand behind comments, and lists of articles are no articles.

mod address;

use copydesk_record::Reason;
use url::Url;

use super::View;
use crate::fate::Fate;
use crate::metadata::Fact;
use crate::unit::Unit;

use address::{Address, leads_on};

/// So many units before the body's end a pager stands at the most, and so many after it.
const BEFORE: usize = 5;
const AFTER: usize = 20;
/// A row of numbers stands so near.
const NEXT: usize = 4;
/// A text heavier than this does not only count pages.
const MAX_LINE: usize = 60;
/// An article has no more pages.
const MAX_PAGES: usize = 99;
/// Words for a page, before its number.
const WORDS: &[&str] = &[
    "page",
    "seite",
    "página",
    "pagina",
    "pàgina",
    "sida",
    "side",
    "strona",
    "strana",
    "sayfa",
    "sivu",
    "oldal",
    "страница",
    "стр",
    "сторінка",
    "σελίδα",
    "halaman",
    "trang",
    "صفحة",
    "עמוד",
];

/// What tells that the page is one of several, if it is.
pub(super) fn evidence(view: View<'_>) -> Option<Fact> {
    let last = view.last_of_body()?;
    let own = view.address().and_then(|own| Url::parse(own).ok());
    let neighbours = || {
        let own = own.as_ref()?;
        let mut hrefs = view.head.neighbours.iter();
        let href = hrefs.find(|href| leads_on(own, href))?;
        Some(Fact::new("rel", href.clone(), None))
    };
    neighbours().or_else(|| {
        let unit = around(view, last)
            .find(|unit| counts_pages(unit) || own.as_ref().is_some_and(|own| pages(own, unit)))
            .or_else(|| {
                around(view, last)
                    .take(BEFORE + NEXT)
                    .find(|unit| is_row(unit))
            })?;
        Some(Fact::new("pager", unit.text.clone(), Some(unit.span)))
    })
}

/// The units about the body's end, up to the readers' comments.
fn around<'a>(view: View<'a>, last: usize) -> impl Iterator<Item = &'a Unit> {
    let end = (last + AFTER + 1).min(view.units.len());
    let units = view.units.iter().zip(view.fates).take(end);
    let is_comment = |fate: Fate| fate == Fate::Cut(Reason::Comment);
    units
        .skip(last.saturating_sub(BEFORE))
        .take_while(move |(_, fate)| !is_comment(**fate))
        .map(|(unit, _)| unit)
}

/// Whether a unit's links lead to further pages of an address.
fn pages(own: &Url, unit: &Unit) -> bool {
    unit.mass <= MAX_LINE && unit.links.iter().any(|link| leads_on(own, &link.url))
}

/// Whether a unit is a row of pages' numbers: this page's is no link, or all lead to pages of one
/// article.
fn is_row(unit: &Unit) -> bool {
    let tokens = unit.text.split(|c: char| !c.is_alphanumeric());
    let tokens: Vec<&str> = tokens.filter(|token| !token.is_empty()).collect();
    let numbers: Vec<usize> = tokens.iter().filter_map(|token| number(token)).collect();
    let is_counting = numbers.iter().copied().eq(1..=numbers.len());
    let has_own = unit.links.len() < tokens.len() && unit.links.len() + 1 >= numbers.len();
    unit.mass <= MAX_LINE && numbers.len() >= 3 && is_counting && (has_own || are_one(unit))
}

/// Whether all of a unit's links but one lead to numbered pages of one article.
fn are_one(unit: &Unit) -> bool {
    let links = unit
        .links
        .iter()
        .filter_map(|link| Url::parse(&link.url).ok());
    let pages: Vec<Address> = links.filter_map(|url| Address::numbered(&url)).collect();
    let first = pages.first().map(|page| &page.stem);
    let is_same = |page: &Address| page.is_marked && Some(&page.stem) == first;
    pages.len() >= 2 && pages.len() + 1 >= unit.links.len() && pages.iter().all(is_same)
}

fn number(text: &str) -> Option<usize> {
    text.parse().ok().filter(|&number| number <= MAX_PAGES)
}

/// Whether a line counts pages: `Seite 1 von 3`, `第1页 共4页`.
fn counts_pages(unit: &Unit) -> bool {
    unit.mass <= MAX_LINE && of_several(&unit.text.to_lowercase())
}

fn of_several(line: &str) -> bool {
    let spelt = line.replace('/', " of ");
    let tokens: Vec<&str> = spelt
        .split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .collect();
    let is_part = |own: usize, all: usize| (1..=all).contains(&own) && all > 1;
    let is_counted = |window: &[&str]| {
        let [word, own, of, all] = window else {
            return false;
        };
        let of = of.chars().count() <= 3;
        WORDS.contains(word)
            && of
            && number(own)
                .zip(number(all))
                .is_some_and(|(a, b)| is_part(a, b))
    };
    let is_dense = line.split('共').nth(1).is_some_and(|rest| {
        let digits: String = rest
            .trim_start()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let after = rest.trim_start().get(digits.len()..).unwrap_or_default();
        after.trim_start().starts_with(['页', '頁']) && number(&digits).is_some_and(|all| all > 1)
    });
    is_dense || tokens.windows(4).any(is_counted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_numbers_is_a_pager_when_one_is_no_link() {
        let row = |text: &str, links: usize| {
            let mut unit = Unit::new(copydesk_record::BlockKind::Paragraph, 0, Default::default());
            unit.text = text.to_owned();
            unit.mass = crate::measure::mass(text);
            let link = copydesk_record::Link {
                span: Default::default(),
                url: "x".into(),
            };
            unit.links = vec![link; links];
            is_row(&unit)
        };
        assert!(row("[1] [2] [3] [4]", 3));
        assert!(row("1 2 3 下一页", 3));
        assert!(!row("[1] [2] [3]", 0) && !row("1 2 4", 2) && !row("2 3 4", 2) && !row("1 2", 1));
    }

    fn on(own: &str, href: &str) -> bool {
        leads_on(&Url::parse(own).unwrap(), href)
    }

    #[test]
    fn a_page_of_the_same_article_is_known_by_its_address() {
        assert!(on(
            "https://www.a.example/x/story/",
            "https://a.example/x/story/2/"
        ));
        assert!(on("https://a.example/x/story", "story?page=2"));
        assert!(on("https://a.example/x/story", "/x/story/seite-2"));
        assert!(on("https://a.example/x/story.html", "story_2.html"));
        assert!(on(
            "https://a.example/x/story-166.html",
            "/x/story-166-p2.html"
        ));
        assert!(on("https://a.example/c_489_2.htm", "c_489_3.htm"));
        assert!(on("https://a.example/story,nId,52", "story,nId,52,nPack,2"));
    }

    #[test]
    fn other_numbers_are_no_pages() {
        assert!(!on("https://a.example/news/5", "/news/6"));
        assert!(!on("https://a.example/?p=3289", "/?p=968"));
        assert!(!on(
            "https://a.example/x/story",
            "/x/story?page=2&box=teaser"
        ));
        assert!(!on("https://a.example/x/story", "/x/story-2"));
        assert!(!on("https://a.example/x/story", "/x/story?page=2010"));
        assert!(!on("https://a.example/x/story", "/x/other/2"));
    }

    #[test]
    fn a_line_counts_pages() {
        for line in [
            "seite 1 von 2",
            "page 2 of 4",
            "страница 1 из 3",
            "第1页 共4页",
            "(page 1/3)",
        ] {
            assert!(of_several(line), "{line}");
        }
        assert!(!of_several("page 1 of 1") && !of_several("page 3") && !of_several("共1页"));
    }
}
