//! What begins with `<!`: comments, document types, CDATA sections; and what counts as a comment.

use memchr::{memchr, memchr_iter, memmem};

use super::decode::Decode;
use super::{Stretch, Token, Tokenizer, is_space};

/// A document type declaration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tree) struct Doctype {
    pub name: Option<Stretch>,
    pub public: Option<Stretch>,
    pub system: Option<Stretch>,
    pub force_quirks: bool,
}

const DOCTYPE: &[u8] = b"<!doctype";
const CDATA: &[u8] = b"<![CDATA[";

impl Tokenizer<'_> {
    pub(super) fn declaration(&mut self, in_foreign: &impl Fn() -> bool) -> Option<Token> {
        let rest = self.rest();
        if rest.starts_with(b"<!--") {
            return Some(self.comment());
        }
        if begins_with(rest, DOCTYPE) {
            return Some(self.doctype());
        }
        if rest.starts_with(CDATA) && in_foreign() {
            return self.cdata();
        }
        Some(self.bogus_comment(2))
    }

    fn comment(&mut self) -> Token {
        let rest = &self.rest()[4..];
        let (text, taken) = match rest {
            [b'>', ..] => (0, 1),
            [b'-', b'>', ..] => (0, 2),
            _ => end_of_comment(rest),
        };
        let start = self.at + 4;
        self.at = start + taken;
        Token::Comment(self.decode(start, start + text, Decode::RAW))
    }

    /// A comment from so many bytes after the `<` to the next `>`.
    pub(super) fn bogus_comment(&mut self, from: usize) -> Token {
        let start = self.at + from;
        let length = memchr(b'>', &self.rest()[from..]);
        let end = length.map_or(self.source.len(), |length| start + length);
        self.at = (end + 1).min(self.source.len());
        Token::Comment(self.decode(start, end, Decode::RAW))
    }

    /// The text of a CDATA section; `None` when it has none.
    fn cdata(&mut self) -> Option<Token> {
        let start = self.at + CDATA.len();
        let length = memmem::find(&self.source.as_bytes()[start..], b"]]>");
        let end = length.map_or(self.source.len(), |length| start + length);
        self.at = (end + 3).min(self.source.len());
        let text = self.decode(start, end, Decode::RAW);
        (text.len() > 0).then_some(Token::Text(text))
    }

    fn doctype(&mut self) -> Token {
        self.at += DOCTYPE.len();
        let mut doctype = Doctype::default();
        doctype.force_quirks = self.fill(&mut doctype).is_none();
        // Whatever else stands in it does not count.
        let length = memchr(b'>', self.rest());
        self.at += length.map_or(self.rest().len(), |length| length + 1);
        Token::Doctype(doctype)
    }

    /// Reads a declaration up to its end or to what is not expected; `None` when it is not whole.
    fn fill(&mut self, doctype: &mut Doctype) -> Option<()> {
        self.skip_space();
        if matches!(self.rest().first()?, b'>') {
            return None;
        }
        doctype.name = Some(self.name(|byte| is_space(byte) || byte == b'>'));
        self.skip_space();
        let rest = self.rest();
        if begins_with(rest, b"public") {
            self.at += 6;
            doctype.public = Some(self.identifier(&mut doctype.public)?);
            self.skip_space();
            if !matches!(self.rest().first()?, b'"' | b'\'') {
                return self.ends();
            }
        } else if begins_with(rest, b"system") {
            self.at += 6;
        } else {
            return self.ends();
        }
        doctype.system = Some(self.identifier(&mut doctype.system)?);
        self.skip_space();
        self.rest().first().map(|_| ())
    }

    fn ends(&self) -> Option<()> {
        (*self.rest().first()? == b'>').then_some(())
    }

    /// Takes a quoted identifier; one that is cut short is left in `cut`.
    fn identifier(&mut self, cut: &mut Option<Stretch>) -> Option<Stretch> {
        self.skip_space();
        let rest = self.rest();
        let quote = *rest.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
        let ends = |byte: &u8| *byte == quote || *byte == b'>';
        let length = rest[1..].iter().position(ends).unwrap_or(rest.len() - 1);
        let start = self.at + 1;
        self.at = start + length;
        let identifier = self.decode(start, start + length, Decode::RAW);
        if self.ahead(0) != quote {
            *cut = Some(identifier);
            return None;
        }
        self.at += 1;
        Some(identifier)
    }
}

fn begins_with(bytes: &[u8], word: &[u8]) -> bool {
    bytes
        .get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The length of a comment's text, and that with its end mark.
fn end_of_comment(rest: &[u8]) -> (usize, usize) {
    let marks = [&b"--!"[..], b"--"];
    for end in memchr_iter(b'>', rest) {
        let text = &rest[..end];
        if let Some(text) = marks.iter().find_map(|mark| text.strip_suffix(*mark)) {
            return (text.len(), end + 1);
        }
    }
    let cut = marks.iter().find_map(|mark| rest.strip_suffix(*mark));
    let text = cut.or(rest.strip_suffix(b"-")).unwrap_or(rest);
    (text.len(), rest.len())
}
