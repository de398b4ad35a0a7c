//! What changed between two versions of a text.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::is_unspaced;

/// Longer texts, counted in words of both, are compared by lines: time grows with the length times the
/// number of changes.
const MOST_WORDS: usize = 20_000;

/// A passage of the old or the new version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change<'a> {
    /// In both.
    Same(&'a str),
    /// In the old version only.
    Removed(&'a str),
    /// In the new version only.
    Added(&'a str),
}

/// The difference of two texts in words, in characters where a script does not part its words, by
/// Myers' algorithm (1986). What is same and what was removed is the old text; what is same and what was
/// added the new one.
#[must_use]
pub fn changes<'a>(old: &'a str, new: &'a str) -> Vec<Change<'a>> {
    let (mut olds, mut news) = (words(old), words(new));
    if olds.len() + news.len() > MOST_WORDS {
        (olds, news) = (lines(old), lines(new));
    }
    let mut changes = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &olds, &news) {
        let removed = slice(old, &olds, op.old_range());
        let added = slice(new, &news, op.new_range());
        match op {
            DiffOp::Equal { .. } => changes.push(Change::Same(added)),
            _ => changes.extend([Change::Removed(removed), Change::Added(added)]),
        }
    }
    changes.retain(|change| !change.text().is_empty());
    changes
}

impl<'a> Change<'a> {
    /// The passage.
    #[must_use]
    pub fn text(self) -> &'a str {
        match self {
            Self::Same(text) | Self::Removed(text) | Self::Added(text) => text,
        }
    }
}

/// The text that a range of its pieces covers.
fn slice<'a>(text: &'a str, pieces: &[&str], range: Range<usize>) -> &'a str {
    let length = |pieces: &[&str]| pieces.iter().map(|piece| piece.len()).sum::<usize>();
    let start = length(&pieces[..range.start]);
    &text[start..start + length(&pieces[range])]
}

/// Words and what parts them, each by itself; together they are the text.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match is_of_word(first) {
            true => rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() && !is_unspaced(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Change::{Added, Removed, Same};
    use super::*;

    #[test]
    fn changed_words_are_found() {
        assert_eq!(
            changes("Three people were hurt.", "Four people were badly hurt."),
            [
                Removed("Three"),
                Added("Four"),
                Same(" people were "),
                Added("badly "),
                Same("hurt."),
            ]
        );
    }

    #[test]
    fn scripts_without_spaces_change_by_characters() {
        assert_eq!(
            changes("三人受伤。", "四人受伤。"),
            [Removed("三"), Added("四"), Same("人受伤。")]
        );
    }

    #[test]
    fn a_text_is_the_same_as_itself_and_all_of_it_new_beside_nothing() {
        assert_eq!(changes("Rain.", "Rain."), [Same("Rain.")]);
        assert_eq!(changes("", "Rain."), [Added("Rain.")]);
        assert!(changes("", "").is_empty());
    }

    #[test]
    fn long_texts_are_compared_by_lines() {
        let old: String = (0..15_000).map(|n| format!("{n} w\n")).collect();
        let new = old.replacen("7 w\n", "7 v\n", 1);
        assert_eq!(
            changes(&old, &new)[1..3],
            [Removed("7 w\n"), Added("7 v\n")]
        );
    }

    proptest! {
        #[test]
        fn the_changes_give_both_versions(old in "[ab京 \n.]{0,30}", new in "[ab京 \n.]{0,30}") {
            let changes = changes(&old, &new);
            let text = |is: fn(&&Change<'_>) -> bool| changes.iter().filter(is).map(|change| change.text()).collect::<String>();
            prop_assert_eq!(text(|change| !matches!(change, Added(_))), &old[..]);
            prop_assert_eq!(text(|change| !matches!(change, Removed(_))), &new[..]);
        }
    }
}
