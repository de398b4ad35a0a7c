//! The standfirst: the sentence or two between headline and body.

use std::collections::HashSet;

use copydesk_record::{BlockKind, Reason};

use crate::fate::Fate;
use crate::hints::class_names;
use crate::measure::{is_dense, letters};
use crate::metadata::head::Head;
use crate::tree::Tree;
use crate::unit::Unit;

/// How far below the headline an unnamed standfirst may stand, in units.
const NEXT_LINES: usize = 3;
/// A line lighter than this is no standfirst.
const MIN_DEK: usize = 25;
/// A line lighter than this is none, even if it is named so.
const MIN_NAMED: usize = 10;
/// A line heavier than this is no standfirst.
const MAX_DEK: usize = 300;
/// A line with fewer words in lower case is a list of names.
const MIN_WORDS: usize = 3;
/// Parts of class names that name a standfirst.
const NAMES: &[&str] = &[
    "dek",
    "standfirst",
    "subtitle",
    "subheadline",
    "sub-headline",
    "teaser-text",
    "article-lead",
    "article__lead",
    "chapo",
    "entradilla",
    "summary",
];

/// The index of the standfirst's unit, and where it stands: `above_body` or `opens_body`.
///
/// It is the unit between headline and body that is named so, says what the page's description says,
/// or follows the headline and says something; else the body's first unit, when it is named so, or
/// the page prints all of the body but it twice.
pub(crate) fn dek(
    tree: &Tree,
    head: &Head,
    units: &[Unit],
    fates: &[Fate],
) -> Option<(usize, &'static str)> {
    let first = fates.iter().position(|fate| *fate == Fate::Body)?;
    let headline = fates
        .iter()
        .position(|fate| *fate == Fate::Title)
        .unwrap_or(first);
    let description = ["description", "og:description"]
        .into_iter()
        .find_map(|name| head.meta(name));
    let description = description
        .map(|(content, _)| letters(content))
        .unwrap_or_default();
    let is_named = |index: usize| {
        let unit = &units[index];
        unit.mass >= MIN_NAMED && (unit.letters() == description || is_named(tree, unit))
    };
    let reads_so =
        |index: usize| fates[index] == Fate::Cut(Reason::Other) && reads_like_dek(&units[index]);
    let above = (headline + 1..first)
        .find(|&index| is_named(index))
        .or_else(|| {
            (headline + 1..first.min(headline + NEXT_LINES)).find(|&index| reads_so(index))
        });
    let opening = || Some(first).filter(|&first| is_named(first) || is_printed_once(fates, first));
    above
        .map(|index| (index, "above_body"))
        .or_else(|| opening().map(|index| (index, "opens_body")))
}

fn is_named(tree: &Tree, unit: &Unit) -> bool {
    let classes = tree
        .ancestors(unit.node)
        .take(2)
        .flat_map(|node| class_names(tree, node));
    classes
        .map(str::to_ascii_lowercase)
        .any(|class| NAMES.iter().any(|name| class.contains(name)))
}

/// Whether a line below the headline says something of its own.
fn reads_like_dek(unit: &Unit) -> bool {
    let is_lower = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    let words = unit.text.split_whitespace().filter(is_lower).count();
    let says_something = words >= MIN_WORDS || unit.text.chars().any(is_dense);
    says_something
        && unit.linked == 0
        && (MIN_DEK..=MAX_DEK).contains(&unit.mass)
        && unit.kind != BlockKind::ListItem
}

/// Whether all of the body but its first unit is printed twice.
fn is_printed_once(fates: &[Fate], first: usize) -> bool {
    let repeated: HashSet<usize> = fates
        .iter()
        .filter_map(|fate| match fate {
            Fate::Repeats(first) => Some(*first),
            _ => None,
        })
        .collect();
    let mut rest = (first + 1..fates.len())
        .filter(|&index| fates[index] == Fate::Body)
        .peekable();
    rest.peek().is_some()
        && !repeated.contains(&first)
        && rest.all(|index| repeated.contains(&index))
}
