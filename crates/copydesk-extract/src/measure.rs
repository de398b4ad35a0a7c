//! Measures of a text that mean the same in every script.

use std::borrow::Cow;

/// How much a character of a script written without spaces counts beside a letter.
const DENSE: usize = 3;

/// The weight of a text: letters and digits, those of scripts without spaces counted threefold, so
/// that a sentence weighs about the same in every language.
pub(crate) fn mass(text: &str) -> usize {
    let pieces = text.as_bytes().chunks(PIECE).enumerate();
    let masses = pieces.map(|(number, piece)| {
        let ascii = piece
            .iter()
            .map(|byte| u8::from(byte.is_ascii_alphanumeric()));
        let others = if piece.is_ascii() {
            0
        } else {
            mass_above_ascii(text, number * PIECE, piece)
        };
        usize::from(ascii.sum::<u8>()) + others
    });
    masses.sum()
}

/// So many bytes are weighed at once: their count is a byte.
const PIECE: usize = 128;

/// The weight of the characters above ASCII that begin in a piece of a text.
fn mass_above_ascii(text: &str, start: usize, piece: &[u8]) -> usize {
    let bytes = (start..).zip(piece);
    // The first byte of a character above ASCII.
    let starts = bytes.filter(|(_, byte)| **byte >= 0xc0);
    let masses = starts.map(|(at, _)| text[at..].chars().next().map_or(0, char_mass));
    masses.sum()
}

fn char_mass(c: char) -> usize {
    if is_dense(c) {
        DENSE
    } else {
        usize::from(is_letter(c))
    }
}

/// Whether a character is a letter or digit of any script: without a search where most letters and
/// marks above ASCII are.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '×' | '÷' => false,
        'À'..='ʯ' | 'А'..='ҁ' | '一'..='鿯' | '가'..='힣' => true,
        '\u{2010}'..='\u{205e}' | '\u{3000}'..='\u{3003}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// A text in lower case, as [`str::to_lowercase`] has it.
pub(crate) fn lower(text: &str) -> Cow<'_, str> {
    let is_changed = |c: char| c.is_ascii_uppercase() || !(c.is_ascii() || is_small(c));
    if !text.contains(is_changed) {
        return Cow::Borrowed(text);
    }
    if text.is_ascii() {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    Cow::Owned(text.to_lowercase())
}

/// Whether a character above ASCII is its own small one: without a search where most are.
pub(crate) fn is_small(c: char) -> bool {
    match c {
        'ß'..='ÿ' | 'а'..='џ' | '가'..='힣' | '\u{2010}'..='\u{205e}' => true,
        _ => is_dense(c) || c.to_lowercase().eq([c]),
    }
}

/// Tells a word in lower case, without an allocation where it is short and ASCII as most are.
pub(crate) fn with_lower<T>(word: &str, tell: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0; 32];
    let short = buffer.get_mut(..word.len()).filter(|_| word.is_ascii());
    let Some(short) = short else {
        return tell(&word.to_lowercase());
    };
    short.copy_from_slice(word.as_bytes());
    short.make_ascii_lowercase();
    tell(std::str::from_utf8(short).unwrap_or_default())
}

/// Whether a character belongs to a script written without spaces.
pub(crate) fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character ends a sentence, in any script.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '！'
            | '？'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '።'
            | '։'
            | '။'
            | '។'
            | '｡'
    )
}

/// Whether a text ends as a sentence does, closing quotes and brackets aside.
pub(crate) fn is_sentence(text: &str) -> bool {
    last_sign(text).is_some_and(ends_sentence)
}

/// Whether a text ends with a question.
pub(crate) fn is_question(text: &str) -> bool {
    last_sign(text).is_some_and(|c| matches!(c, '?' | '？' | '؟'))
}

/// Whether a text begins with a quotation mark of any language.
pub(crate) fn begins_quoted(text: &str) -> bool {
    text.trim_start().starts_with([
        '"', '“', '„', '‟', '«', '»', '‘', '‚', '‹', '›', '\'', '「', '『', '《', '＂',
    ])
}

/// The last character but for what closes quotations and brackets.
fn last_sign(text: &str) -> Option<char> {
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | '」' | '』' | '）' | ']'
            )
    });
    end.chars().next_back()
}

/// Whether a text says that it goes on elsewhere, as teasers do.
pub(crate) fn breaks_off(text: &str) -> bool {
    let end = text.trim_end_matches([']', ')', ' ']);
    end.ends_with('…') || end.ends_with("...")
}

/// A text's letters and digits in lower case: for comparing what may differ in marks and spaces.
pub(crate) fn letters(text: &str) -> String {
    let mut letters = Vec::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.bytes().position(|byte| !byte.is_ascii());
        let (ascii, others) = rest.split_at(end.unwrap_or(rest.len()));
        push_ascii(&mut letters, ascii.as_bytes());
        rest = push_others(&mut letters, others);
    }
    String::from_utf8(letters).unwrap_or_default()
}

/// Adds the letters of ASCII without a branch a byte: it is asked of nearly all text there is.
fn push_ascii(letters: &mut Vec<u8>, text: &[u8]) {
    let mut length = letters.len();
    letters.resize(length + text.len(), 0);
    for byte in text {
        letters[length] = byte.to_ascii_lowercase();
        length += usize::from(byte.is_ascii_alphanumeric());
    }
    letters.truncate(length);
}

/// Adds the letters above ASCII with which a text begins; returns what follows them.
fn push_others<'a>(letters: &mut Vec<u8>, text: &'a str) -> &'a str {
    let mut chars = text.chars();
    let mut rest = text;
    while let Some(c) = chars.next().filter(|c| !c.is_ascii()) {
        rest = chars.as_str();
        if !is_letter(c) {
            continue;
        }
        let mut push = |c: char| letters.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        if is_small(c) {
            push(c);
        } else {
            c.to_lowercase().for_each(push);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_letters_and_digits() {
        assert_eq!(letters("It's 5 o'clock!"), "its5oclock");
        assert_eq!(letters("L’été: 20 °C"), "lété20c");
        assert_eq!(letters("..."), "");
        for text in ["é", "a–b É1", "ÀÉ x", "漢字A、b", "“A” ‘B’…", "İK"] {
            let all = text.chars().filter(|c| c.is_alphanumeric());
            let expected: String = all.flat_map(char::to_lowercase).collect();
            assert_eq!(letters(text), expected);
        }
    }

    #[test]
    fn short_cuts_change_nothing() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphanumeric(), "{c:?}");
            if !c.is_ascii() {
                assert_eq!(is_small(c), c.to_lowercase().eq([c]), "{c:?}");
            }
        }
        for text in ["a B", "a b", "ÉTÉ", "été", "ΣΑΣ 1", "K", "漢字A"] {
            assert_eq!(lower(text), text.to_lowercase());
            assert!(with_lower(text, |lower| lower == text.to_lowercase()));
        }
    }

    #[test]
    fn a_sentence_weighs_the_same_in_dense_scripts() {
        assert_eq!(mass("One, two."), 6);
        assert_eq!(mass("é 一二"), 7);
        let long = "é 一二 and more than a piece of ASCII, then 漢字".repeat(3);
        assert_eq!(mass(&long), long.chars().map(char_mass).sum::<usize>());
    }
}
