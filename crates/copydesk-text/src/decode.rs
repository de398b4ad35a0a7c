use std::borrow::Cow;

use copydesk_record::Charset;

mod ascii;
mod choice;
mod coding;
mod content;
mod model;
mod multi;
mod pairs;
mod single;
mod strays;
mod symbols;
mod tongue;
mod unicode;
mod utf8;

use choice::choose;
use coding::Coding;

/// What a page's surroundings and the page itself declare its encoding to be: labels of the WHATWG
/// Encoding Standard, in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Declared<'a> {
    /// The `charset` of the HTTP header's `Content-Type`.
    pub http: Option<&'a str>,
    /// The `charset` of the page's `<meta>`.
    pub meta: Option<&'a str>,
}

/// Decodes a page's bytes, without byte order mark, and says what they were read as. It never fails:
/// what cannot be decoded becomes U+FFFD.
///
/// A byte order mark decides, then the HTTP header, then `<meta>`, then the bytes themselves, as in
/// the WHATWG's standards, with one difference: a declaration is not believed when the bytes are
/// UTF-8 above ASCII and it says something else, when it leaves much undecodable, or when what it
/// makes of the bytes is improbable as text and another encoding explains them far better. UTF-16
/// and UTF-32 are known without byte order mark, too.
///
/// ```
/// use copydesk_text::{Declared, decode};
/// let declared = Declared { http: Some("iso-8859-1"), meta: None };
/// assert_eq!(decode(b"caf\xE9", declared).0, "café");
/// ```
#[must_use]
pub fn decode<'a>(bytes: &'a [u8], declared: Declared<'_>) -> (Cow<'a, str>, Charset) {
    let (coding, evidence, confidence) = choose(bytes, declared);
    let charset = Charset {
        name: coding.name().to_owned(),
        evidence,
        confidence,
    };
    (coding.decode(bytes), charset)
}

/// Decodes bytes as [`decode`] did when it named the encoding `name`; `None` when there is no
/// encoding of that name.
#[must_use]
pub fn decode_as(bytes: &[u8], name: &str) -> Option<String> {
    Coding::by_name(name).map(|coding| coding.decode(bytes).into_owned())
}

#[cfg(test)]
mod tests;
