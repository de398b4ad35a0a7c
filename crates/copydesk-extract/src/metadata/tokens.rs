//! A text's words, numbers and marks, in any script, for dates to be read from.

/// So many tokens of a text are looked at.
const MAX_TOKENS: usize = 400;

/// A number with its count of digits, a word, or a mark.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(u32, usize),
    Word(&'a str),
    Mark(char),
}

/// A text's tokens, and where each begins.
pub(super) fn tokens(text: &str) -> (Vec<Token<'_>>, Vec<usize>) {
    let (mut tokens, mut starts) = (Vec::new(), Vec::new());
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if tokens.len() >= MAX_TOKENS {
            break;
        }
        let at = text.len() - rest.len();
        let length = if digit(first).is_some() {
            let (number, digits, length) = number(rest);
            tokens.push(Token::Number(number, digits));
            length
        } else if first.is_alphabetic() && !is_date_sign(first) {
            let word = rest
                .char_indices()
                .find(|&(_, c)| !(c.is_alphabetic() || is_vowel_killer(c)) || is_date_sign(c))
                .map_or(rest.len(), |(at, _)| at);
            tokens.push(Token::Word(&rest[..word]));
            word
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Mark(first));
            }
            first.len_utf8()
        };
        starts.resize(tokens.len(), at);
        rest = &rest[length..];
    }
    (tokens, starts)
}

/// The number with which a text begins, how many digits it has, and how many bytes.
fn number(text: &str) -> (u32, usize, usize) {
    let (mut number, mut digits, mut length) = (0_u32, 0, 0);
    for (c, value) in text.chars().map_while(|c| Some((c, digit(c)?))) {
        number = number.saturating_mul(10).saturating_add(value);
        digits += 1;
        length += c.len_utf8();
    }
    (number, digits, length)
}

/// The value of a digit in one of the scripts that have their own.
pub(super) fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let zeros = [
        '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}',
    ];
    let from = |zero: char| u32::from(c).checked_sub(u32::from(zero));
    zeros.into_iter().filter_map(from).find(|value| *value < 10)
}

/// Signs within words of India and Thailand that are no letters.
fn is_vowel_killer(c: char) -> bool {
    matches!(
        c,
        '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{bcd}' | '\u{e47}'..='\u{e4e}'
    )
}

/// The signs for year, month and day in Chinese, Japanese and Korean.
fn is_date_sign(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
}
