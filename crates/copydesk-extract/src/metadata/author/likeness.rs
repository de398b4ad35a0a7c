//! How much a list of names supports another.

use crate::metadata::names::{folded, is_known};

/// How much a list supports a longer one that has all its names, in percent.
const PART: u32 = 80;

/// How much a name supports one that has all its words and others, in percent.
const FULLER: u32 = 60;

/// How much a first name supports the full name.
const FIRST: u32 = 80;

/// How much a full name supports the first name alone.
const FULL: u32 = 40;

/// Longer lists are not searched for parts of names.
const MANY: usize = 8;

/// How much two lists share of the names in either, in percent.
pub(super) fn likeness(one: &[String], other: &[String]) -> u32 {
    let looks_for_parts = one.len().max(other.len()) <= MANY;
    let (ours, theirs) = (folded_names(one), folded_names(other));
    let best = |own: &Folded<'_>| {
        let all = theirs
            .iter()
            .map(|other| sameness(own, other, looks_for_parts));
        all.max()
    };
    let shared: u32 = ours.iter().filter_map(best).sum();
    let [ones, others] =
        [one, other].map(|names| u32::try_from(names.len() * 100).unwrap_or(u32::MAX));
    if shared == others && shared < ones {
        return PART;
    }
    shared * 100 / (ones + others).saturating_sub(shared).max(1)
}

/// A name as it is compared: folded, whole and word by word.
struct Folded<'a> {
    name: &'a str,
    whole: String,
    words: Vec<String>,
}

fn folded_names(names: &[String]) -> Vec<Folded<'_>> {
    let names = names.iter().map(|name| Folded {
        name,
        whole: folded(name),
        words: name.split(' ').map(folded).collect(),
    });
    names.collect()
}

/// How much a name is supported by another, in percent.
fn sameness(own: &Folded<'_>, other: &Folded<'_>, looks_for_parts: bool) -> u32 {
    if own.whole == other.whole {
        return 100;
    }
    let has_all = |whole: &Folded<'_>, part: &Folded<'_>| {
        let is_in = |word: &String| word.len() > 1 && whole.words.contains(word);
        part.words.iter().all(is_in)
    };
    match (own.words.len() > 1, other.words.len() > 1) {
        _ if !looks_for_parts => 0,
        (true, false) if has_all(own, other) && is_known(own.name) => FIRST,
        (false, true) if has_all(other, own) => FULL,
        (true, true) if has_all(own, other) || has_all(other, own) => FULLER,
        _ => 0,
    }
}
