use super::reading::Reading;

/// The no-break space in most encodings. Programs that take it for just a space break the UTF-8
/// sequences that it stands in.
const NO_BREAK_SPACE: u8 = 0xA0;

/// The no-break space and a space, where the two became one.
const BOTH_SPACES: u16 = 0xA020;

/// How many characters before and after a space tell whether the text is Vietnamese.
const NEARBY: usize = 40;

/// What follows the `à` of words that begin with it. They are all Portuguese.
const AFTER_FIRST: [&str; 6] = ["s", "quela", "quelas", "quele", "queles", "quilo"];

/// What follows the `à` of a Vietnamese syllable.
const AFTER_VIETNAMESE: [&str; 8] = ["i", "y", "o", "u", "m", "n", "ng", "nh"];

/// What the space at `line[at]` was, if it was a no-break space within a sequence. `à` (`C3 A0`)
/// ends words more often than it stands in them, so its sequence mostly swallowed a space. It is a
/// small letter, and so none among capitals.
pub(super) fn bytes_of_space(line: &[char], at: usize, reading: &Reading) -> Option<u16> {
    let before = at.checked_sub(1).and_then(|at| line.get(at))?;
    if reading.unit('\u{A0}') != Some(NO_BREAK_SPACE.into()) {
        return None;
    }
    let is_a_grave = reading.unit(*before) == Some(0xC3);
    if is_a_grave && is_among_capitals(line, at) {
        return None;
    }
    let is_alone = !is_a_grave || line.get(at + 1) == Some(&' ') || goes_on(line, at, reading);
    Some(if is_alone {
        NO_BREAK_SPACE.into()
    } else {
        BOTH_SPACES
    })
}

/// Whether the letter before the one at `line[at - 1]` is a capital, be it in the same word or not.
fn is_among_capitals(line: &[char], at: usize) -> bool {
    let before = line.get(..at.saturating_sub(1)).unwrap_or_default();
    let near = before.iter().rev().take(2);
    near.filter(|c| c.is_alphabetic()).any(|c| c.is_uppercase())
}

/// Whether the word whose `à` ends in the space goes on after it.
fn goes_on(line: &[char], at: usize, reading: &Reading) -> bool {
    let rest = line.get(at + 1..).unwrap_or_default();
    let longest = AFTER_FIRST.iter().map(|word| word.len()).max().unwrap_or(0);
    let word: String = rest
        .iter()
        .take(longest + 1)
        .take_while(|c| c.is_ascii_lowercase())
        .collect();
    let is_whole = rest
        .get(word.len())
        .is_none_or(|next| next.is_ascii() && !next.is_alphanumeric() && *next != '\'');
    let is_first = at.checked_sub(2).is_none_or(|before| {
        line.get(before)
            .is_some_and(|before| !before.is_alphanumeric())
    });
    let word = word.as_str();
    is_whole
        && (is_first && AFTER_FIRST.contains(&word)
            || AFTER_VIETNAMESE.contains(&word) && is_vietnamese(line, at, reading))
}

/// Whether a letter that only Vietnamese has (`E1 BA` or `E1 BB` and a third byte) is near.
fn is_vietnamese(line: &[char], at: usize, reading: &Reading) -> bool {
    let end = line.len().min(at + NEARBY);
    let nearby = line.get(at.saturating_sub(NEARBY)..end).unwrap_or_default();
    let units = |pair: &[char]| pair.iter().map(|&c| reading.unit(c)).collect::<Vec<_>>();
    nearby
        .windows(2)
        .any(|pair| matches!(units(pair)[..], [Some(0xE1), Some(0xBA | 0xBB)]))
}
