//! Measures of a text that mean the same in every script.

/// How much a character of a script written without spaces counts beside a letter.
const DENSE: usize = 3;

/// The weight of a text: letters and digits, those of scripts without spaces counted threefold, so
/// that a sentence weighs about the same in every language.
pub(crate) fn mass(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_alphanumeric).count();
    }
    text.chars().map(char_mass).sum()
}

fn char_mass(c: char) -> usize {
    match c {
        '\0'..='\x7f' => usize::from(c.is_ascii_alphanumeric()),
        _ if is_dense(c) => DENSE,
        _ if c.is_alphanumeric() => 1,
        _ => 0,
    }
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
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | '」' | '』' | '）' | ']'
            )
    });
    end.chars().next_back().is_some_and(ends_sentence)
}

/// A text's letters and digits in lower case: for comparing what may differ in marks and spaces.
pub(crate) fn letters(text: &str) -> String {
    if text.is_ascii() {
        return ascii_letters(text.as_bytes());
    }
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                letters.push(c.to_ascii_lowercase());
            }
        } else if c.is_alphanumeric() {
            letters.extend(c.to_lowercase());
        }
    }
    letters
}

/// The same of ASCII, without a branch a byte: it is asked of nearly all text there is.
fn ascii_letters(text: &[u8]) -> String {
    let mut letters = vec![0; text.len()];
    let mut length = 0;
    for byte in text {
        letters[length] = byte.to_ascii_lowercase();
        length += usize::from(byte.is_ascii_alphanumeric());
    }
    letters.truncate(length);
    String::from_utf8(letters).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_letters_and_digits() {
        assert_eq!(letters("It's 5 o'clock!"), "its5oclock");
        assert_eq!(letters("L’été: 20 °C"), "lété20c");
        assert_eq!(letters("..."), "");
    }

    #[test]
    fn a_sentence_weighs_the_same_in_dense_scripts() {
        assert_eq!(mass("One, two."), 6);
        assert_eq!(mass("é 一二"), 7);
    }
}
