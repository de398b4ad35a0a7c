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
    for hunk in hunks(&capture_diff_slices(Algorithm::Myers, &olds, &news), &news) {
        let removed = slice(old, &olds, hunk.old);
        let added = slice(new, &news, hunk.new);
        match hunk.is_same {
            true => changes.push(Change::Same(added)),
            false => changes.extend([Change::Removed(removed), Change::Added(added)]),
        }
    }
    changes.retain(|change| !change.text().is_empty());
    changes
}

/// Pieces of either version that are the same, or stand for each other.
struct Hunk {
    is_same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// The hunks; changed words with a space between them are one, as a reader takes them.
fn hunks(ops: &[DiffOp], news: &[&str]) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut old, mut new) = (0, 0);
    for op in ops {
        // The operations cover both versions in their order. Where one of them has nothing, the place that
        // is said of it may be another.
        let mut hunk = Hunk {
            is_same: matches!(op, DiffOp::Equal { .. }),
            old: old..old + op.old_range().len(),
            new: new..new + op.new_range().len(),
        };
        (old, new) = (hunk.old.end, hunk.new.end);
        if let [.., before, gap] = hunks.as_slice()
            && !hunk.is_same
            && !before.is_same
            && gap.is_space(news)
        {
            (hunk.old.start, hunk.new.start) = (before.old.start, before.new.start);
            hunks.truncate(hunks.len() - 2);
        }
        hunks.push(hunk);
    }
    hunks
}

impl Hunk {
    /// Whether it is a space between words of a line.
    fn is_space(&self, news: &[&str]) -> bool {
        let pieces = news.get(self.new.clone()).unwrap_or_default();
        self.is_same && matches!(pieces, [" "])
    }
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
        let (word, after) = rest.split_at(word_end(rest).max(first.len_utf8()));
        words.push(word);
        rest = after;
    }
    words
}

/// Where the word that the text begins with ends; 0 if it begins with none. A number holds its points.
fn word_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let is_point = ".,".contains(c) && before.is_ascii_digit() && after.is_ascii_digit();
        if !is_of_word(c) && !is_point {
            return at;
        }
        before = c;
    }
    text.len()
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
    fn phrases_and_numbers_change_as_one() {
        assert_eq!(
            changes(
                "Nobody was hurt, 20,000 lost.",
                "Two people were hurt, 65,000 lost."
            ),
            [
                Removed("Nobody was"),
                Added("Two people were"),
                Same(" hurt, "),
                Removed("20,000"),
                Added("65,000"),
                Same(" lost."),
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
