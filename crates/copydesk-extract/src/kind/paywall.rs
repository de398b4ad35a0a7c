//! Whether a page ends where its paywall begins.
//!
//! No sign alone is enough: sites that let some readers in state `isAccessibleForFree: false` beside
//! the whole text, and offer subscriptions under free articles.

use copydesk_record::{BlockKind, Reason};
use serde_json::Value;

use super::{View, wall_phrases};
use crate::fate::Fate;
use crate::hints::class_names;
use crate::measure::{is_sentence, mass};
use crate::metadata::Fact;
use crate::metadata::json_ld;
use crate::unit::Unit;

/// A body with more text than this is more than the beginning that a paywall shows.
pub(super) const MAX_STUB: usize = 1_500;
/// A body with less text than this is a beginning when a paywall's words follow it.
const MAX_TEASER: usize = 800;
/// So many units after the body's end the paywall's words stand at the most.
const NEAR: usize = 12;
/// After a longer body they stand so near.
const NEXT: usize = 2;
/// So many of the body's last units may be the paywall's words.
const LAST: usize = 3;
/// A text heavier than this is prose, whatever its words.
const MAX_LINE: usize = 400;
/// A last line lighter than this says nothing by its end.
const MIN_LAST: usize = 30;
/// A word heavier than this is a sentence of a script without spaces.
const MAX_WORD: usize = 12;
/// An article has fewer sections for subscribers.
const MAX_SECTIONS: usize = 16;
/// Words that the stated number may be off: captions, tables, boxes count in it.
const WORDS_FACTOR: usize = 2;

/// What tells that the page ends where its paywall begins, if it does.
pub(super) fn evidence(view: View<'_>) -> Option<Fact> {
    let last = view.last_of_body()?;
    let body = mass(&view.article.text);
    let is_paid = json_ld::is_paid(view.head.json_ld.iter().map(|(object, _)| object));
    let is_cut = is_cut_off(&view.units[last]);
    let is_open = || is_paid && shows_section(view, body);
    let near = if body < MAX_STUB { NEAR } else { NEXT };
    if let Some(unit) = phrase(view, last, near) {
        let is_stub = body < MAX_STUB && (is_paid || has_wall(view));
        if is_cut || body < MAX_TEASER || is_stub || (is_paid && !is_open()) {
            return Some(Fact::new("paywall", unit.text.clone(), Some(unit.span)));
        }
    }
    let has_section = || !sections(view).is_empty();
    if is_paid && body < MAX_STUB && !is_open() && (is_cut || body < MAX_TEASER || has_section()) {
        let from = "json_ld:isAccessibleForFree";
        return Some(Fact::new(from, "false".to_owned(), None));
    }
    let words = stated_words(view).filter(|&words| is_far_below(&view.article.text, words));
    words
        .filter(|_| has_wall(view))
        .map(|words| Fact::new("json_ld:wordCount", words.to_string(), None))
}

/// The unit at the body's end, before readers' comments, that says that the rest is for subscribers.
fn phrase<'a>(view: View<'a>, last: usize, near: usize) -> Option<&'a Unit> {
    let end = (last + near + 1).min(view.units.len());
    let units = view.units.iter().zip(view.fates).take(end);
    units
        .skip((last + 1).saturating_sub(LAST))
        .take_while(|(_, fate)| **fate != Fate::Cut(Reason::Comment))
        .map(|(unit, _)| unit)
        .find(|unit| unit.mass <= MAX_LINE && wall_phrases::holds_one(&unit.text))
}

/// Whether the body's last unit stops in the middle of a sentence.
fn is_cut_off(unit: &Unit) -> bool {
    let text = unit.text.trim_end_matches(['"', '”', '»', ' ', ']', ')']);
    let has_dots = text.ends_with('…') || text.ends_with("...");
    let is_prose = unit.kind == BlockKind::Paragraph && unit.mass >= MIN_LAST;
    has_dots || (is_prose && !is_sentence(&unit.text))
}

/// Whether an element's class or id names a paywall.
fn has_wall(view: View<'_>) -> bool {
    let names = |name: &str| {
        let name = name.to_ascii_lowercase();
        let mut words = ["paywall", "regwall", "pay-wall", "registerwall"].iter();
        words.any(|word| name.contains(word))
    };
    let mut nodes = view.tree.descendants(view.tree.root());
    nodes.any(|node| class_names(view.tree, node).any(names))
}

/// The classes and ids of the sections that the structured data says are for subscribers.
fn sections(view: View<'_>) -> Vec<&str> {
    let objects = view.head.json_ld.iter().map(|(object, _)| object);
    let parts = objects.filter_map(|object| object.get("hasPart"));
    let parts = parts.flat_map(|part| match part {
        Value::Array(parts) => parts.iter().collect(),
        part => vec![part],
    });
    let selectors = parts.filter_map(|part| part.get("cssSelector")?.as_str());
    let last = |selector: &'_ str| selector.rfind(['.', '#', '>', ' ']).map_or(0, |at| at + 1);
    selectors
        .map(|selector| &selector[last(selector)..])
        .filter(|name| !name.is_empty() && !name.contains(['[', ':']))
        .take(MAX_SECTIONS)
        .collect()
}

/// Whether the sections for subscribers hold a good part of the body, so that it is shown after all.
fn shows_section(view: View<'_>, body: usize) -> bool {
    let sections = sections(view);
    if sections.is_empty() {
        return false;
    }
    let tree = view.tree;
    let is_section = |node| {
        let mut names = class_names(tree, node).flat_map(str::split_whitespace);
        names.any(|name| sections.contains(&name))
    };
    let mut is_inside = vec![false; tree.len()];
    for node in tree.descendants(tree.root()) {
        let is_below = tree.parent(node).is_some_and(|up| is_inside[up as usize]);
        is_inside[node as usize] = is_below || is_section(node);
    }
    let units = view.units.iter().zip(view.fates);
    let shown: usize = units
        .filter(|(unit, fate)| **fate == Fate::Body && unit.kind.is_text())
        .filter(|(unit, _)| is_inside.get(unit.node as usize) == Some(&true))
        .map(|(unit, _)| unit.mass)
        .sum();
    shown * 3 >= body
}

/// How many words the structured data says that the article has.
fn stated_words(view: View<'_>) -> Option<usize> {
    let counts = view.head.json_ld.iter().filter_map(|(object, _)| {
        let count = object
            .get("wordCount")
            .filter(|_| json_ld::is_article(object))?;
        let number = count.as_u64().map(|count| usize::try_from(count).ok());
        number.unwrap_or_else(|| count.as_str()?.trim().parse().ok())
    });
    counts.max()
}

/// Whether a text has much fewer words than stated; never in scripts without spaces.
fn is_far_below(text: &str, stated: usize) -> bool {
    let words = text.split_whitespace().count();
    mass(text) <= words * MAX_WORD && words.saturating_mul(WORDS_FACTOR) <= stated
}
