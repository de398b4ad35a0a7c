//! Text in which tags are text, up to the end tag of its element.

use memchr::{memchr, memchr2};

use super::decode::Decode;
use super::{Mode, Token, Tokenizer, ends_name};

/// The kinds of such text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tree) enum Raw {
    /// With character references, as in a title.
    Rcdata,
    /// Without, as in a style sheet.
    Rawtext,
    /// A script: `<!--` hides tags from view.
    Script,
}

impl Tokenizer<'_> {
    pub(super) fn raw(&mut self, raw: Raw) -> Option<Token> {
        self.mode = Mode::Data;
        let (end, how) = match raw {
            Raw::Rcdata => (self.plain_end(), Decode::TEXT),
            Raw::Rawtext => (self.plain_end(), Decode::RAW),
            Raw::Script => (self.script_end(), Decode::RAW),
        };
        self.text(end, how)
    }

    /// Where the next end tag of the open element is.
    fn plain_end(&self) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = self.at;
        while let Some(found) = memchr(b'<', &bytes[at..]) {
            at += found;
            if self.is_own_end(at) {
                return at;
            }
            at += 1;
        }
        bytes.len()
    }

    /// Where the end tag of the open script is. Between `<!--` and `-->` a script may hold another,
    /// with its end tag.
    fn script_end(&self) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = self.at;
        let (mut is_hidden, mut is_nested) = (false, false);
        loop {
            let next = match is_hidden {
                false => memchr(b'<', &bytes[at..]),
                true => memchr2(b'<', b'-', &bytes[at..]),
            };
            let Some(next) = next else {
                return bytes.len();
            };
            at += next;
            if !is_nested && self.is_own_end(at) {
                return at;
            }
            let rest = &bytes[at..];
            if is_hidden && rest.starts_with(b"-->") {
                (is_hidden, is_nested) = (false, false);
            } else if !is_hidden && rest.starts_with(b"<!--") {
                is_hidden = true;
                // Its dashes may be those of `-->`.
                at += 1;
            } else if is_hidden
                && begins_with_name(rest, if is_nested { b"</" } else { b"<" }, b"script")
            {
                is_nested = !is_nested;
            }
            at += 1;
        }
    }

    /// Whether the end tag of the open element stands here.
    fn is_own_end(&self, at: usize) -> bool {
        let name = self.string(self.last_name).as_bytes();
        begins_with_name(&self.source.as_bytes()[at..], b"</", name)
    }
}

/// Whether the bytes begin with this mark and name, the name in any case and ending there.
fn begins_with_name(bytes: &[u8], mark: &[u8], name: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(mark) else {
        return false;
    };
    let found = rest.get(..name.len());
    let ends = rest.get(name.len()).is_some_and(|&byte| ends_name(byte));
    ends && found.is_some_and(|found| found.eq_ignore_ascii_case(name))
}
