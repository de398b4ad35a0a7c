//! Start and end tags.

use memchr::memchr;

use super::decode::Decode;
use super::{Stretch, Token, Tokenizer, ends_name, is_space};

/// Attributes that an element keeps, so that looking for repeated ones stays cheap; of more, only
/// the last is kept.
pub(in crate::tree) const MAX_ATTRIBUTES: usize = 256;

/// An attribute of a tag: its name in lower case, and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tree) struct RawAttribute {
    pub name: Stretch,
    pub value: Stretch,
}

impl Tokenizer<'_> {
    pub(super) fn start_tag(&mut self) -> Option<Token> {
        self.at += 1;
        let name = self.name(ends_name);
        let self_closing = self.rest_of_tag()?;
        self.last_name = name;
        Some(Token::StartTag { name, self_closing })
    }

    pub(super) fn end_tag(&mut self) -> Option<Token> {
        self.at += 2;
        let name = self.name(ends_name);
        self.rest_of_tag()?;
        Some(Token::EndTag { name })
    }

    /// Takes the attributes and the tag's end; returns whether the tag closes itself. `None` when the
    /// source ends first: such a tag is dropped.
    fn rest_of_tag(&mut self) -> Option<bool> {
        self.attributes.clear();
        loop {
            self.skip_space();
            match self.rest().first()? {
                b'>' => {
                    self.at += 1;
                    return Some(false);
                }
                b'/' if self.ahead(1) == b'>' => {
                    self.at += 2;
                    return Some(true);
                }
                b'/' => self.at += 1,
                _ => self.attribute(),
            }
        }
    }

    fn attribute(&mut self) {
        let name = self.name(|byte| ends_name(byte) || byte == b'=');
        self.skip_space();
        let value = if self.ahead(0) == b'=' {
            self.at += 1;
            self.value()
        } else {
            Stretch::default()
        };
        self.keep(RawAttribute { name, value });
    }

    /// Of attributes with the same name the first counts.
    fn keep(&mut self, attribute: RawAttribute) {
        let name = self.string(attribute.name);
        let is_new = |earlier: &RawAttribute| self.string(earlier.name) != name;
        if self.attributes.iter().all(is_new) {
            self.attributes.truncate(MAX_ATTRIBUTES);
            self.attributes.push(attribute);
        }
    }

    fn value(&mut self) -> Stretch {
        self.skip_space();
        let rest = self.rest();
        let (from, length) = match rest.first() {
            Some(&quote @ (b'"' | b'\'')) => (1, memchr(quote, &rest[1..])),
            _ => {
                let ends = |&byte: &u8| is_space(byte) || byte == b'>';
                (0, rest.iter().position(ends))
            }
        };
        let length = length.unwrap_or(rest.len() - from);
        let start = self.at + from;
        self.at = (start + length + from).min(self.source.len());
        self.decode(start, start + length, Decode::VALUE)
    }

    /// Takes a name of at least one byte, in lower case.
    pub(super) fn name(&mut self, ends: impl Fn(u8) -> bool) -> Stretch {
        let rest = self.rest();
        let after_first = rest.get(1..).unwrap_or_default();
        let more = after_first.iter().position(|&byte| ends(byte));
        let start = self.at;
        self.at += more.unwrap_or(after_first.len()) + 1;
        self.lower_case(start, self.at)
    }

    pub(super) fn skip_space(&mut self) {
        let rest = self.rest();
        let spaces = rest.iter().position(|&byte| !is_space(byte));
        self.at += spaces.unwrap_or(rest.len());
    }
}
