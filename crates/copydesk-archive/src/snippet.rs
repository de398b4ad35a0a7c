use std::collections::BTreeSet;
use std::ops::Range;

use tantivy::tokenizer::{TokenStream, Tokenizer};

use crate::Piece;
use crate::query::Terms;
use crate::stem::Inflection;
use crate::tokenizer::Words;

/// Length of a snippet, in characters.
const LENGTH: usize = 200;

/// How much of it stands before the first word found, in characters, so that it is read in context.
const BEFORE: usize = 40;

/// How much of its end is given up to end with a word, in characters: a word's length, so that text
/// without spaces is not cut at a far one.
const WORD: usize = 30;

/// A place of the text, in bytes, and the term that stands there.
type Found = (Range<usize>, String);

/// The passage of a text that has most of the terms, most of them different ones; the text's
/// beginning when it has none. Ellipses stand for the text around it, spaces for line ends.
pub fn snippet(text: &str, language: Option<&str>, terms: &Terms) -> Vec<Piece> {
    let found = found(text, language, terms);
    let window = around(text, best(text, &found));
    let inside = |place: &Range<usize>| window.start <= place.start && place.end <= window.end;
    let marked = merged(found.into_iter().map(|(place, _)| place).filter(inside));
    pieces(text, &window, &marked)
}

/// Where the text has a term; another form of a word stands under its stem.
fn found(text: &str, language: Option<&str>, terms: &Terms) -> Vec<Found> {
    let stemmed = Some(language).filter(|_| !terms.stems.is_empty());
    let inflection = stemmed.flatten().and_then(Inflection::of);
    let stem = |word: &str| {
        inflection?
            .term(word)
            .filter(|stem| terms.stems.contains(stem))
    };
    let mut words = Words::Marked;
    let mut stream = words.token_stream(text);
    let mut found = Vec::new();
    while let Some(token) = stream.next() {
        let as_asked = || {
            terms
                .words
                .contains(&token.text)
                .then(|| token.text.clone())
        };
        if let Some(term) = stem(&token.text).or_else(as_asked) {
            found.push((token.offset_from..token.offset_to, term));
        }
    }
    found
}

/// Where the best passage's first word stands: the earliest with most different terms, then with
/// most terms.
fn best(text: &str, found: &[Found]) -> usize {
    let mut best = (0, 0, 0);
    for (index, (place, _)) in found.iter().enumerate() {
        let end = forward(text, place.start, LENGTH - BEFORE);
        let inside = found
            .iter()
            .skip(index)
            .take_while(|(place, _)| place.end <= end);
        let terms: Vec<&str> = inside.map(|(_, term)| term.as_str()).collect();
        let different = terms.iter().collect::<BTreeSet<_>>().len();
        if (different, terms.len()) > (best.0, best.1) {
            best = (different, terms.len(), place.start);
        }
    }
    best.2
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
    use super::*;

    fn shown(text: &str, terms: &[&str]) -> String {
        let terms = Terms {
            words: terms.iter().map(|term| (*term).to_owned()).collect(),
            stems: BTreeSet::from(["en:ferri".to_owned()]),
        };
        let mark = |piece: Piece| {
            if piece.hit {
                format!("[{}]", piece.text)
            } else {
                piece.text
            }
        };
        snippet(text, Some("en"), &terms)
            .into_iter()
            .map(mark)
            .collect()
    }

    #[test]
    fn a_short_text_is_shown_whole_with_its_hits() {
        assert_eq!(
            shown("The ferry is late.\n\nFerry talks.", &["ferry"]),
            "The [ferry] is late. [Ferry] talks."
        );
        assert_eq!(shown("Two ferries.", &["ferry"]), "Two [ferries].");
        assert_eq!(shown("No such word.", &["ferry"]), "No such word.");
        assert_eq!(shown("", &["ferry"]), "");
    }

    #[test]
    fn the_passage_with_most_different_terms_is_chosen() {
        let text = format!(
            "ferry {} ferry harbour {}",
            "blah ".repeat(100),
            "more ".repeat(100)
        );
        let shown = shown(&text, &["ferry", "harbour"]);
        assert!(
            shown.starts_with("… blah") && shown.contains("[ferry] [harbour]"),
            "{shown}"
        );
        assert!(
            shown.ends_with("more…") && shown.chars().count() < LENGTH + 10,
            "{shown}"
        );
    }

    #[test]
    fn text_without_spaces_is_cut_anywhere_and_not_at_a_far_space() {
        let text = "天气".repeat(200) + "消防 " + &"大火".repeat(200);
        let shown = shown(&text, &["消防"]);
        assert_eq!(shown.chars().count(), LENGTH + "……[]".chars().count());
        assert!(shown.contains("[消防]"), "{shown}");
    }

    #[test]
    fn pairs_of_an_unspaced_word_are_marked_as_one() {
        let text = "天气".repeat(200) + "消防员扑灭了大火";
        let shown = shown(&text, &["消防", "防员"]);
        assert!(shown.ends_with("[消防员]扑灭了大火"), "{shown}");
    }
}
