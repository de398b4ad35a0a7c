//! Character references.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The longest names of references that may do without `;` (such as `&frac12`).
const MAX_BARE: usize = 6;

/// The longest name of a reference.
const MAX_NAME: usize = 32;

/// Pushes what the `&` at the front of `raw` means; returns how many bytes it takes. What is no
/// reference means itself.
pub(super) fn push(to: &mut String, raw: &str, is_value: bool) -> usize {
    let found = match raw.as_bytes().get(1) {
        Some(b'#') => numeric(&raw[2..]).map(|(c, length)| ([Some(c), None], length + 2)),
        _ => named(&raw[1..], is_value).map(|(chars, length)| (chars, length + 1)),
    };
    let (chars, length) = found.unwrap_or(([Some('&'), None], 1));
    to.extend(chars.into_iter().flatten());
    length
}

/// The character of a numeric reference after `&#`, and its length.
fn numeric(text: &str) -> Option<(char, usize)> {
    let is_hex = text.starts_with(['x', 'X']);
    let (digits, radix) = (&text[usize::from(is_hex)..], if is_hex { 16 } else { 10 });
    let is_digit = |c: char| c.is_digit(radix);
    let length = digits.find(|c| !is_digit(c)).unwrap_or(digits.len());
    if length == 0 {
        return None;
    }
    // What does not fit is beyond Unicode too.
    let code = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    let semicolon = usize::from(digits[length..].starts_with(';'));
    let length = usize::from(is_hex) + length + semicolon;
    Some((character(code), length))
}

fn character(code: u32) -> char {
    let c1 = code.checked_sub(0x80).and_then(|index| {
        let replacement = C1_REPLACEMENTS.get(index as usize)?;
        *replacement
    });
    c1.or(char::from_u32(code).filter(|&c| c != '\0'))
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The characters of a named reference after `&`, and its length.
fn named(text: &str, is_value: bool) -> Option<([Option<char>; 2], usize)> {
    let bytes = text.as_bytes();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric();
    let length = bytes
        .iter()
        .take(MAX_NAME)
        .take_while(|b| is_name(b))
        .count();
    if bytes.get(length) == Some(&b';')
        && let Some(chars) = look_up(&text[..=length])
    {
        return Some((chars, length + 1));
    }
    let mut lengths = (2..=length.min(MAX_BARE)).rev();
    let (chars, length) = lengths.find_map(|length| Some((look_up(&text[..length])?, length)))?;
    // In addresses such as `?a=1&copy=2` it is no reference.
    let goes_on = |byte: &u8| *byte == b'=' || is_name(byte);
    let is_text = is_value && bytes.get(length).is_some_and(goes_on);
    (!is_text).then_some((chars, length))
}

fn look_up(name: &str) -> Option<[Option<char>; 2]> {
    // Beginnings of names are in the table too, as zeros.
    let &(first, second) = NAMED_ENTITIES.get(name).filter(|(first, _)| *first != 0)?;
    let second = char::from_u32(second).filter(|&c| c != '\0');
    Some([char::from_u32(first), second])
}
