//! What a line's words say against it.

use crate::measure::{is_dense, is_sentence};
use crate::metadata::date::{Order, find};
use crate::unit::Unit;

/// How much each thing that speaks against a line counts.
const AGAINST: i32 = 2;
/// A line lighter than this is none that only its place makes so.
const MIN_UNNAMED: usize = 25;
/// A line with fewer words in lower case is a list of names.
const MIN_WORDS: usize = 3;

/// What speaks against a line, by its words: names alone say nothing, and a list, a date, or a few
/// words with a link are a standfirst only where a description or a name says so.
pub(super) fn against(unit: &Unit, is_described: bool, is_named: bool) -> i32 {
    let text = unit.text.as_str();
    let starts_small =
        |word: &&str| word.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase());
    let words = text.split_whitespace().filter(starts_small).count();
    let missing = if text.contains(is_dense) {
        0
    } else {
        MIN_WORDS.saturating_sub(words)
    };
    let is_list = !is_described && (text.contains(['|', '•']) || text.ends_with([':', '：']));
    let is_line = !is_named && (unit.mass < MIN_UNNAMED || unit.linked > 0);
    let is_dated = !is_described && !is_sentence(text) && find(text, Order::DayFirst).is_some();
    let against = missing + usize::from(is_list) + usize::from(is_line) + usize::from(is_dated);
    AGAINST * against as i32
}
