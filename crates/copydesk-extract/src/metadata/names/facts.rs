//! Where a name ends in a line, and facts follow.

use super::whose::{Whose, whose};
use crate::metadata::given::is_given;
use crate::metadata::listed::{NO_NAMES, OTHERS, PARTICLES, SURNAMES, is_in, tables_of};
use crate::metadata::months;

/// Marks that end a name.
const ENDS: &[&str] = &[
    " | ",
    "|",
    " - ",
    " – ",
    " — ",
    " · ",
    " • ",
    " ⋅ ",
    "•",
    "·",
    " // ",
    " >",
    "(",
    "[",
    "（",
    "【",
    "@",
    "http",
    "www.",
    " :: ",
    "\u{a0}\u{a0}",
];

/// What stands before the first trailing fact: a mark, a date, an address, a word that no name has.
pub(super) fn before_facts(text: &str) -> &str {
    let may_end = text.contains(|c: char| !c.is_alphanumeric() && !matches!(c, ' ' | '.' | ','));
    let end = ENDS
        .iter()
        .filter(|end| may_end && text.contains(**end))
        .filter_map(|end| text.find(end))
        .min();
    let text = &text[..end.unwrap_or(text.len())];
    let date = text
        .match_indices(|c: char| c.is_ascii_digit())
        .map(|(at, _)| at)
        .find(|&at| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-'));
    let text = date.map_or(text, |at| without_month(&text[..at]));
    let text = first_sentence(text);
    let mut at = 0;
    for word in text.split(' ') {
        let end = at + word.len();
        if at > 0 && ends_name(&text[..at - 1], word, end == text.len()) {
            return &text[..at];
        }
        at = end + 1;
    }
    text
}

/// Whether a word behind a name is no part of it. Groups' names have such words: `BBC News`. A few are
/// surnames where nothing follows: `Min Sun`.
fn ends_name(before: &str, word: &str, is_last: bool) -> bool {
    let word = word.trim_end_matches([':', ',']);
    let tables = tables_of(word);
    let is_listed = tables.has(NO_NAMES) && !tables.has(PARTICLES) || tables.has(OTHERS);
    let is_surname = || is_last && tables.has(SURNAMES) && is_given(before);
    is_listed && whose(before) != Whose::Group && !is_surname()
}

/// A text up to its first full stop that ends no initial and no short form.
fn first_sentence(text: &str) -> &str {
    let ends_word = |at: &usize| {
        let word = text[..*at].rsplit([' ', '.']).next().unwrap_or_default();
        word.chars().skip(1).filter(|c| c.is_lowercase()).count() >= 3
    };
    let end = text.match_indices(". ").map(|(at, _)| at).find(ends_word);
    &text[..end.unwrap_or(text.len())]
}

/// A text without the month or day of the week that stood before a date's digits.
fn without_month(text: &str) -> &str {
    let mut rest = text.trim_end_matches(|c: char| !c.is_alphabetic());
    while let Some((before, word)) = rest.rsplit_once(' ') {
        if months::number(word).is_none() && !is_in(NO_NAMES, word) {
            break;
        }
        rest = before.trim_end_matches(|c: char| !c.is_alphabetic() && c != '.');
    }
    rest
}
