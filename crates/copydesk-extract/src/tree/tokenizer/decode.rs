//! What stands in the source to what it means.

use memchr::memchr3_iter;

use super::{Stretch, Tokenizer, reference};

/// What a NUL character is shown as; the first of the decoded texts.
pub(super) const NUL_SHOWN: &str = "\u{fffd}";

/// How a stretch of the source is read. Line ends are normalised everywhere.
#[derive(Clone, Copy)]
pub(super) struct Decode {
    references: bool,
    is_value: bool,
}

impl Decode {
    /// Text with character references.
    pub const TEXT: Self = Self {
        references: true,
        is_value: false,
    };
    /// An attribute's value: references without `;` count only where nothing like a name follows.
    pub const VALUE: Self = Self {
        references: true,
        is_value: true,
    };
    /// Text without references, such as a script's.
    pub const RAW: Self = Self {
        references: false,
        is_value: false,
    };
}

impl Tokenizer<'_> {
    /// Reads a stretch of the source, in which a NUL is shown as U+FFFD.
    pub(super) fn decode(&mut self, start: usize, end: usize, how: Decode) -> Stretch {
        let raw = &self.source[start..end];
        let is_special = |at: &usize| how.references || raw.as_bytes()[*at] != b'&';
        let mut specials = memchr3_iter(b'&', b'\r', 0, raw.as_bytes()).filter(is_special);
        let Some(mut special) = specials.next() else {
            return Stretch::of_source(start, end);
        };
        let begin = self.decoded.len();
        let mut done = 0;
        loop {
            if special >= done {
                self.decoded.push_str(&raw[done..special]);
                done = special + push(&mut self.decoded, &raw[special..], how.is_value);
            }
            match specials.next() {
                Some(next) => special = next,
                None => break,
            }
        }
        self.decoded.push_str(&raw[done..]);
        Stretch::of_decoded(begin, self.decoded.len())
    }

    /// Reads a name: in lower case, NULs shown.
    pub(super) fn lower_case(&mut self, start: usize, end: usize) -> Stretch {
        let raw = &self.source[start..end];
        if !raw.bytes().any(|b| b.is_ascii_uppercase() || b == 0) {
            return Stretch::of_source(start, end);
        }
        let begin = self.decoded.len();
        for c in raw.chars() {
            match c {
                '\0' => self.decoded.push_str(NUL_SHOWN),
                _ => self.decoded.push(c.to_ascii_lowercase()),
            }
        }
        Stretch::of_decoded(begin, self.decoded.len())
    }
}

/// How many bytes of `raw`, which is text with character references, mean the first `length` bytes of
/// what it means.
pub(in crate::tree) fn source_length(raw: &str, length: usize) -> usize {
    let (mut taken, mut meant, mut scratch) = (0, 0, String::new());
    while let (true, Some(c)) = (meant < length, raw[taken..].chars().next()) {
        if matches!(c, '&' | '\r' | '\0') {
            scratch.clear();
            taken += push(&mut scratch, &raw[taken..], false);
            meant += scratch.len();
        } else {
            taken += c.len_utf8();
            meant += c.len_utf8();
        }
    }
    taken
}

/// Pushes what the character at the front of `raw` means; returns how many bytes it takes.
fn push(to: &mut String, raw: &str, is_value: bool) -> usize {
    match raw.as_bytes() {
        [b'&', ..] => reference::push(to, raw, is_value),
        [b'\r', b'\n', ..] => {
            to.push('\n');
            2
        }
        [b'\r', ..] => {
            to.push('\n');
            1
        }
        _ => {
            to.push_str(NUL_SHOWN);
            1
        }
    }
}
