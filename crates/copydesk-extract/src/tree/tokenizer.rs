//! The HTML Standard's tokenizer over a string, without copying: tokens are stretches of the source,
//! but for what has character references, line ends to be normalised or NULs.
//!
//! It has the Standard's states only where they differ in what ends a token, and no parse errors.

mod declaration;
mod decode;
mod raw;
mod reference;
mod tag;

use copydesk_record::Span;
use memchr::memchr2;

use super::strings::Stretch;
pub(super) use declaration::Doctype;
pub(super) use decode::source_length;
use decode::{Decode, NUL_SHOWN};
pub(super) use raw::Raw;
pub(super) use tag::{MAX_ATTRIBUTES, RawAttribute};

/// A token, as the Standard's tree construction takes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Text without NUL characters.
    Text(Stretch),
    /// A NUL character where text is expected, and what it is shown as where it is shown.
    Nul(Stretch),
    /// A start tag; its attributes are with the tokenizer until the next token.
    StartTag { name: Stretch, self_closing: bool },
    /// An end tag.
    EndTag { name: Stretch },
    /// A comment, or markup that counts as one.
    Comment(Stretch),
    /// A document type declaration.
    Doctype(Doctype),
}

/// Where a text ends that the next tag begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// At markup.
    Data,
    /// At the end tag of the element that has begun, in text of this kind.
    Raw(Raw),
    /// Never.
    PlainText,
}

/// Cuts a source into tokens.
pub(super) struct Tokenizer<'a> {
    source: &'a str,
    /// Where the next token begins.
    at: usize,
    /// How text is to be read; the tree builder says so after a start tag.
    pub mode: Mode,
    /// The last start tag's name.
    last_name: Stretch,
    /// The last start tag's attributes.
    pub attributes: Vec<RawAttribute>,
    /// Texts that are not what stands in the source.
    pub decoded: String,
}

impl<'a> Tokenizer<'a> {
    pub fn new(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            mode: Mode::Data,
            last_name: Stretch::default(),
            attributes: Vec::new(),
            decoded: NUL_SHOWN.to_owned(),
        }
    }

    /// The string that a stretch stands for.
    pub fn string(&self, stretch: Stretch) -> &str {
        stretch.of(self.source, &self.decoded)
    }

    /// The next token and where it stands; `None` at the end. `in_foreign` says whether the tree builder
    /// stands in SVG or MathML, where CDATA sections are text.
    pub fn next(&mut self, in_foreign: impl Fn() -> bool) -> Option<(Token, Span)> {
        while self.at < self.source.len() {
            let start = self.at;
            let token = match self.mode {
                Mode::Data => self.data(&in_foreign),
                Mode::Raw(raw) => self.raw(raw),
                Mode::PlainText => self.text(self.source.len(), Decode::RAW),
            };
            if let Some(token) = token {
                return Some((token, Span::new(start, self.at)));
            }
        }
        None
    }

    /// Text up to the next markup, or that markup; `None` for what is neither.
    fn data(&mut self, in_foreign: &impl Fn() -> bool) -> Option<Token> {
        let end = self.end_of_text();
        if end > self.at {
            return self.text(end, Decode::TEXT);
        }
        match self.ahead(0) {
            0 => self.nul(),
            _ => self.markup(in_foreign),
        }
    }

    /// Where the next markup or NUL is.
    fn end_of_text(&self) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = self.at;
        while let Some(found) = memchr2(b'<', 0, &bytes[at..]) {
            at += found;
            if bytes[at] == 0 || is_markup(&bytes[at..]) {
                return at;
            }
            at += 1;
        }
        bytes.len()
    }

    fn markup(&mut self, in_foreign: &impl Fn() -> bool) -> Option<Token> {
        match (self.ahead(1), self.ahead(2)) {
            (b'!', _) => self.declaration(in_foreign),
            (b'/', b'>') => {
                self.at += 3;
                None
            }
            (b'/', letter) if letter.is_ascii_alphabetic() => self.end_tag(),
            (b'/', _) => Some(self.bogus_comment(2)),
            (b'?', _) => Some(self.bogus_comment(1)),
            _ => self.start_tag(),
        }
    }

    /// The text up to `end`; `None` when there is none.
    fn text(&mut self, end: usize, how: Decode) -> Option<Token> {
        let text = self.decode(self.at, end, how);
        self.at = end;
        (text.len() > 0).then_some(Token::Text(text))
    }

    fn nul(&mut self) -> Option<Token> {
        self.at += 1;
        Some(Token::Nul(Stretch::of_decoded(0, NUL_SHOWN.len())))
    }

    /// The byte so many after the next, 0 past the end.
    fn ahead(&self, count: usize) -> u8 {
        let bytes = self.source.as_bytes();
        bytes.get(self.at + count).copied().unwrap_or(0)
    }

    /// The bytes that are left.
    fn rest(&self) -> &'a [u8] {
        &self.source.as_bytes()[self.at..]
    }
}

/// Whether bytes that begin with `<` begin markup; else it is a character like others.
fn is_markup(bytes: &[u8]) -> bool {
    match bytes.get(1) {
        Some(b'!' | b'?') => true,
        Some(b'/') => bytes.len() > 2,
        Some(byte) => byte.is_ascii_alphabetic(),
        None => false,
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
}

/// Whether a tag's name ends before this byte.
fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

#[cfg(test)]
mod tests;
