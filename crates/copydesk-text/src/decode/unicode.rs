//! UTF-16 and UTF-32 without byte order mark.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::coding::Coding;
use super::model::{BIT, Tongue};
use super::multi::wide;

/// Bytes that are looked at for controls, and as UTF-32: enough for a sure answer.
const LOOKED_AT: usize = 4 << 10;

/// Bytes by which most texts are seen not to be UTF-16. A pair cut at their end is one odd character.
const QUICK_LOOK: usize = 80;

/// One character in so many may be one that hardly stands in texts.
const CHARACTERS_PER_ODD_ONE: usize = 20;

/// A character that stands in no text: controls, halves of pairs, code points not in use.
const STRAY: u32 = 25 * BIT;

/// A printable ASCII character or white space.
const ASCII: u32 = 4 * BIT;

/// How much rarer UTF-16 without byte order mark is than other encodings.
const RARITY: u64 = 8 * BIT as u64;

/// A letter of the block that the character before it is of.
const SAME_BLOCK: u32 = 7 * BIT;

/// Any other character.
const OTHER: u32 = 13 * BIT;

/// UTF-32, whose every fourth byte is nought: two characters are proof.
pub(super) fn utf32(bytes: &[u8]) -> Option<Coding> {
    let looked_at = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    [Coding::Utf32Le, Coding::Utf32Be]
        .into_iter()
        .find(|coding| {
            let text = coding.decode(looked_at);
            text.chars().nth(1).is_some() && is_text(&text)
        })
}

/// The order of bytes in which they are text in UTF-16, and what that costs in sixteenths of a bit.
pub(super) fn utf16(bytes: &[u8]) -> Option<(Coding, u64)> {
    let whole = bytes.get(..bytes.len() & !1)?;
    let read = |encoding| {
        let coding = Coding::Web(encoding);
        if !is_text(&coding.decode(whole.get(..QUICK_LOOK).unwrap_or(whole))) {
            return None;
        }
        let text = coding.decode(whole);
        (!text.is_empty() && is_text(&text)).then(|| (coding, cost(&text)))
    };
    let both = [UTF_16LE, UTF_16BE].into_iter().filter_map(read);
    both.min_by_key(|(_, cost)| *cost)
}

/// What the bytes of ASCII among them cost as such.
pub(super) fn cost_of_ascii(bytes: &[u8]) -> u64 {
    let ascii = bytes.iter().filter(|byte| byte.is_ascii());
    let cost = |byte: &u8| if is_control(*byte) { STRAY } else { ASCII };
    ascii.map(cost).map(u64::from).sum()
}

/// Whether there are controls, as in UTF-16 and not in texts of a byte a character.
pub(super) fn has_controls(bytes: &[u8]) -> bool {
    let looked_at = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    // Without a way out, many bytes are looked at at once.
    let mut stretches = looked_at.chunks(128);
    stretches.any(|stretch| {
        stretch
            .iter()
            .fold(false, |found, &byte| found | is_control(byte))
    })
}

fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B) || byte == 0x7F
}

fn is_text(text: &str) -> bool {
    let (mut all, mut odd) = (0, 0);
    for c in text.chars() {
        all += 1;
        odd += usize::from(!is_usual(c));
    }
    odd * CHARACTERS_PER_ODD_ONE <= all
}

/// Whether a character is of a block that texts are written in.
fn is_usual(c: char) -> bool {
    matches!(c,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}'..='\u{24F}' | '\u{300}'..='\u{6FF}'
        | '\u{900}'..='\u{11FF}' | '\u{1780}'..='\u{17FF}' | '\u{1E00}'..='\u{1FFF}'
        | '\u{2000}'..='\u{206F}' | '\u{20A0}'..='\u{22FF}' | '\u{2500}'..='\u{27BF}'
        | '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{FEFF}' | '\u{FF01}'..='\u{FFEF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{2FFFF}')
}

/// How surprising the text is in the tongue that fits best.
fn cost(text: &str) -> u64 {
    let tongues = [Tongue::Chinese, Tongue::Japanese, Tongue::Korean];
    let in_tongue = |tongue| {
        let mut before = ' ';
        let cost = |c| {
            let cost = cost_after(tongue, before, c);
            before = c;
            u64::from(cost)
        };
        text.chars().map(cost).sum::<u64>()
    };
    RARITY + tongues.into_iter().map(in_tongue).min().unwrap_or(0)
}

fn cost_after(tongue: Tongue, before: char, c: char) -> u32 {
    let is_near = u32::from(c).abs_diff(u32::from(before)) < 0x80;
    match c {
        c if !is_usual(c) => STRAY,
        c if c.is_ascii() => ASCII,
        '\u{2E80}'.. => wide(tongue, c),
        _ if is_near => SAME_BLOCK,
        _ => OTHER,
    }
}
