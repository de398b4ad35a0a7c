use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use crate::Piece;

/// Length of a snippet, in characters.
pub const LENGTH: usize = 200;

/// How much of it stands before the first word found, in characters, so that it is read in context.
const BEFORE: usize = 40;

/// How much of its end is given up to end with a word, in characters: a word's length, so that text
/// without spaces is not cut at a far one.
const WORD: usize = 30;

/// A place of the text, in bytes, and the term that stands there.
pub type Found = (Range<usize>, String);

/// The passage that has most of the places found, in order, most of them different terms; the text's
/// beginning when there are none.
pub fn passage(text: &str, found: Vec<Found>) -> Vec<Piece> {
    let window = around(text, best(text, &found));
    let inside = |place: &Range<usize>| window.start <= place.start && place.end <= window.end;
    let marked = merged(found.into_iter().map(|(place, _)| place).filter(inside));
    pieces(text, &window, &marked)
}

/// Where the best passage's first word stands: the earliest with most different terms, then with
/// most terms. Each place is added once and taken out once, as the passage moves on.
fn best(text: &str, found: &[Found]) -> usize {
    let (mut best, mut inside) = ((0, 0, 0), BTreeMap::new());
    let mut at = found.first().map_or(0, |(place, _)| place.start);
    let (mut end, mut next) = (forward(text, at, LENGTH - BEFORE), 0);
    for (index, (place, term)) in found.iter().enumerate() {
        let moved = text.get(at..place.start).unwrap_or_default();
        end = forward(text, end, moved.chars().count());
        at = place.start;
        while let Some((_, term)) = found.get(next).filter(|(place, _)| place.end <= end) {
            *inside.entry(term.as_str()).or_insert(0_usize) += 1;
            next += 1;
        }
        let total = next.saturating_sub(index);
        if (inside.len(), total) > (best.0, best.1) {
            best = (inside.len(), total, place.start);
        }
        // A word longer than a passage was never inside.
        if total > 0 {
            take_out(&mut inside, term);
        }
        next = next.max(index + 1);
    }
    best.2
}

fn take_out<'a>(inside: &mut BTreeMap<&'a str, usize>, term: &'a str) {
    if let Entry::Occupied(mut entry) = inside.entry(term) {
        *entry.get_mut() -= 1;
        if *entry.get() == 0 {
            entry.remove();
        }
    }
}

/// The passage around a place, from a word's beginning to a word's end where words are parted.
fn around(text: &str, place: usize) -> Range<usize> {
    let back = backward(text, place, BEFORE);
    let lead = text.get(back..place).unwrap_or_default();
    let start = match lead.find(char::is_whitespace) {
        Some(space) if back > 0 => back + space,
        _ => back,
    };
    let end = forward(text, start, LENGTH);
    let last = backward(text, end, WORD).max(place);
    let space = text
        .get(last..end)
        .and_then(|word| word.rfind(char::is_whitespace));
    match space {
        Some(space) if end < text.len() && space > 0 => start..last + space,
        _ => start..end,
    }
}

/// The place a number of characters back, at least the text's start.
fn backward(text: &str, from: usize, characters: usize) -> usize {
    let before = text.get(..from).unwrap_or_default();
    let mut places = before.char_indices().rev();
    places.nth(characters - 1).map_or(0, |(at, _)| at)
}

/// The place a number of characters on, at most the text's end.
fn forward(text: &str, from: usize, characters: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    rest.char_indices()
        .nth(characters)
        .map_or(text.len(), |(at, _)| from + at)
}

/// Places in order, those that touch or overlap as one: the pairs of an unspaced word.
fn merged(places: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for place in places {
        match merged.last_mut().filter(|last| place.start <= last.end) {
            Some(last) => last.end = last.end.max(place.end),
            None => merged.push(place),
        }
    }
    merged
}

fn pieces(text: &str, window: &Range<usize>, marked: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |text: &str, hit| {
        if !text.is_empty() {
            pieces.push(Piece {
                text: text.to_owned(),
                hit,
            });
        }
    };
    let part = |range: Range<usize>| {
        text.get(range)
            .unwrap_or_default()
            .replace("\n\n", " ")
            .replace('\n', " ")
    };
    push(if window.start > 0 { "…" } else { "" }, false);
    let mut at = window.start;
    for place in marked {
        push(&part(at..place.start), false);
        push(&part(place.clone()), true);
        at = place.end;
    }
    push(&part(at..window.end), false);
    push(if window.end < text.len() { "…" } else { "" }, false);
    pieces
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Each passage counted by itself.
    fn counted(text: &str, found: &[Found]) -> usize {
        let mut best = (0, 0, 0);
        for (index, (place, _)) in found.iter().enumerate() {
            let end = forward(text, place.start, LENGTH - BEFORE);
            let inside = found.iter().skip(index);
            let inside = inside.take_while(|(place, _)| place.end <= end);
            let terms: Vec<&String> = inside.map(|(_, term)| term).collect();
            let different = terms.iter().collect::<BTreeSet<_>>().len();
            if (different, terms.len()) > (best.0, best.1) {
                best = (different, terms.len(), place.start);
            }
        }
        best.2
    }

    #[test]
    fn the_best_passage_is_that_of_all_counted() {
        let mut text = String::new();
        let mut found = Vec::new();
        for number in 0..3_000_usize {
            let word = match number * number % 97 {
                0 => "長".repeat(LENGTH),
                part @ 1..40 => format!("word{}", part % 7),
                _ => "ß".repeat(number * 31 % 23),
            };
            let start = text.len();
            text += &word;
            if !word.starts_with('ß') && !word.is_empty() {
                found.push((start..text.len(), word));
            }
            text.push(' ');
        }
        for from in (0..found.len()).step_by(50) {
            let found = found.get(from..(from + 200).min(found.len())).unwrap();
            assert_eq!(best(&text, found), counted(&text, found), "{from}");
        }
    }
}
