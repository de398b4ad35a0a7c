//! Finds what a page prints twice: exactly, or with small differences, as between a print version
//! and one for telephones.

mod judge;
mod kept;
mod pictures;
mod reprint;
mod shares;
mod stream;

use crate::unit::Unit;
use judge::judge;
use pictures::repeat_pictures;
use reprint::reprints;
use stream::Stream;

/// A text beside the body that is lighter than this may say what the body says by chance.
const MIN_MASS: usize = 40;

/// For each unit, the index of the body's unit that says the same and is kept.
///
/// The page's words are compared in a row, so how a print is parted into paragraphs does not matter.
/// Inside the body a text counts as printed again when it says much, and little that is said once
/// stands between it and its like, or it has a long paragraph that is printed exactly twice: so it is
/// with a body printed twice, while a refrain has new verses before it, rows of results are no prose, a
/// form that is filled in anew differs in every line, and answers quote what they answer. Of two prints
/// the one with paragraphs is kept, else the one that says more, else the first. A sentence that
/// follows itself is printed twice, and so is one that opens the body and comes once again, as
/// standfirsts do. What stands outside the body and says what the body says is a duplicate in any case.
pub(crate) fn duplicates(units: &[Unit], body: &[bool]) -> Vec<Option<usize>> {
    let stream = Stream::new(units, body, MIN_MASS);
    let reprints = reprints(&stream);
    if reprints.is_empty() {
        return vec![None; units.len()];
    }
    let mut found = judge(units, &stream, &reprints).found(units.len());
    repeat_pictures(units, body, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_record::{BlockKind, Span};

    /// Units of a hundred and some letters; what a capital says differs by a word from the small letter's.
    fn unit(c: char) -> Unit {
        let mut unit = Unit::new(BlockKind::Paragraph, 0, Span::default());
        let word = |step: u8| format!("{}{}", c.to_ascii_lowercase(), char::from(b'a' + step));
        let words: Vec<String> = (0..26).map(|step| word(step).repeat(2)).collect();
        unit.text = format!(
            "{} {}.",
            words.join(" "),
            if c.is_ascii_uppercase() {
                "altered"
            } else {
                "first"
            }
        );
        unit.mass = crate::measure::mass(&unit.text);
        unit
    }

    fn found(texts: &str) -> Vec<Option<usize>> {
        let units: Vec<Unit> = texts.chars().map(unit).collect();
        duplicates(&units, &vec![true; units.len()])
    }

    #[test]
    fn a_body_printed_twice_is_found() {
        let (a, b, c) = (Some(0), Some(1), Some(2));
        assert_eq!(found("abcdabc"), [None, None, None, None, a, b, c]);
    }

    #[test]
    fn a_body_printed_twice_with_small_differences_is_found() {
        assert_eq!(found("abcdABCD")[4..], [Some(0), Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_body_printed_three_times_is_found() {
        assert_eq!(found("abcabcabc").iter().flatten().count(), 6);
    }

    #[test]
    fn a_refrain_is_no_duplicate() {
        assert_eq!(found("arbrcr"), [None; 6]);
        assert_eq!(found("arsbrscrs"), [None; 9]);
        assert_eq!(found("abrstcdrstefrst"), [None; 15]);
    }

    #[test]
    fn a_body_printed_twice_around_what_differs_is_found() {
        assert_eq!(found("abcxdefabcydef").iter().flatten().count(), 6);
    }

    #[test]
    fn an_opening_that_comes_once_again_is_a_standfirst() {
        assert_eq!(found("abcda")[4], Some(0));
        assert_eq!(found("abcaad")[3..5], [None, Some(0)]);
    }

    #[test]
    fn a_sentence_that_follows_itself_is_printed_twice() {
        assert_eq!(found("aabc"), [None, Some(0), None, None]);
        assert_eq!(found("aaaab")[1..], [Some(0), Some(0), Some(0), None]);
    }

    #[test]
    fn what_repeats_outside_the_body_is_a_duplicate() {
        let units: Vec<Unit> = "abcb".chars().map(unit).collect();
        let found = duplicates(&units, &[true, true, true, false]);
        assert_eq!(found, [None, None, None, Some(1)]);
    }
}
