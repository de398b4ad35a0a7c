use std::borrow::Cow;

use copydesk_record::{Charset, CharsetEvidence};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

mod content;

use content::{Utf8, escaped, guess, strays};

/// Confidence in what the bytes prove: a byte order mark, or UTF-8 above ASCII.
const SURE: f64 = 0.99;

/// Confidence in a declaration that nothing speaks against, and in statistics over enough bytes.
const LIKELY: f64 = 0.9;

/// Confidence where the bytes say little or nothing.
const UNSURE: f64 = 0.5;

/// The bytes above ASCII from which on statistics over them are right nearly always.
const ENOUGH_BYTES: usize = 100;

/// UTF-8 sequences that overrule the declaration of another encoding: so many are rarer by chance
/// than a wrong declaration.
const MIN_AGAINST_DECLARED: usize = 3;

/// What a page's surroundings and the page itself declare its encoding to be: labels of the WHATWG
/// Encoding Standard, in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Declared<'a> {
    /// The `charset` of the HTTP header's `Content-Type`.
    pub http: Option<&'a str>,
    /// The `charset` of the page's `<meta>`.
    pub meta: Option<&'a str>,
}

/// Decodes a page's bytes, without byte order mark, and says what they were read as: UTF-8 is borrowed. It
/// never fails: what cannot be decoded becomes U+FFFD.
///
/// A byte order mark decides, then the HTTP header, then `<meta>`, then the bytes themselves, as in
/// the WHATWG's standards, with one difference: a declaration is not believed when the bytes are
/// UTF-8 above ASCII and it says something else, or when it leaves much undecodable.
///
/// ```
/// use copydesk_text::{Declared, decode};
/// let declared = Declared { http: Some("iso-8859-1"), meta: None };
/// assert_eq!(decode(b"caf\xE9", declared).0, "café");
/// ```
#[must_use]
pub fn decode<'a>(bytes: &'a [u8], declared: Declared<'_>) -> (Cow<'a, str>, Charset) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return read(bytes, (encoding, CharsetEvidence::Bom, SURE));
    }
    read(bytes, choose(bytes, &declared.encodings()))
}

/// Decodes bytes as [`decode`] did when it named the encoding `name`; `None` when there is no
/// encoding of that name.
#[must_use]
pub fn decode_as(bytes: &[u8], name: &str) -> Option<String> {
    let encoding = Encoding::for_label(name.as_bytes())?;
    Some(encoding.decode_with_bom_removal(bytes).0.into_owned())
}

/// An encoding, what it was concluded from, and the confidence in it.
type Choice = (&'static Encoding, CharsetEvidence, f64);

fn read(bytes: &[u8], (encoding, evidence, confidence): Choice) -> (Cow<'_, str>, Charset) {
    let text = encoding.decode_with_bom_removal(bytes).0;
    (
        text,
        Charset {
            name: encoding.name().to_owned(),
            evidence,
            confidence,
        },
    )
}

impl Declared<'_> {
    /// The encodings that the labels name, the most trusted first.
    fn encodings(&self) -> Vec<(&'static Encoding, CharsetEvidence)> {
        let http = self
            .http
            .and_then(by_label)
            .map(|encoding| (encoding, CharsetEvidence::Http));
        let meta = self
            .meta
            .and_then(by_label)
            .map(|encoding| (as_in_meta(encoding), CharsetEvidence::Meta));
        http.into_iter().chain(meta).collect()
    }
}

/// The encoding of a label; not the one that stands for encodings that are no longer decoded.
fn by_label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.as_bytes()).filter(|&encoding| encoding != REPLACEMENT)
}

/// A `<meta>` that could be read is not in UTF-16, whatever it says (HTML Standard).
fn as_in_meta(encoding: &'static Encoding) -> &'static Encoding {
    match encoding {
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        encoding if encoding == X_USER_DEFINED => WINDOWS_1252,
        encoding => encoding,
    }
}

fn choose(bytes: &[u8], declared: &[(&'static Encoding, CharsetEvidence)]) -> Choice {
    let utf8 = Utf8::of(bytes);
    let believed = declared
        .iter()
        .find(|(encoding, _)| is_believable(bytes, encoding, &utf8));
    match (believed, declared.first()) {
        (Some(&(encoding, evidence)), _) => {
            let proven = encoding == UTF_8 && !utf8.is_ascii();
            (encoding, evidence, if proven { SURE } else { LIKELY })
        }
        (None, None) => by_content(bytes, &utf8, CharsetEvidence::Content),
        (None, Some(&first)) => against(bytes, &utf8, first),
    }
}

/// Whether the bytes can be what a declaration says they are.
fn is_believable(bytes: &[u8], encoding: &'static Encoding, utf8: &Utf8) -> bool {
    if encoding == UTF_8 {
        return utf8.is_mostly_valid();
    }
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return bytes.contains(&0);
    }
    let is_utf8 = utf8.is_mostly_valid() && utf8.sequences >= MIN_AGAINST_DECLARED;
    utf8.is_ascii() || !is_utf8 && strays(bytes, encoding).is_few()
}

/// What the bytes say against the first declaration, unless that explains them better after all.
fn against(
    bytes: &[u8],
    utf8: &Utf8,
    (encoding, evidence): (&'static Encoding, CharsetEvidence),
) -> Choice {
    let found = by_content(bytes, utf8, CharsetEvidence::ContentAgainstDeclared);
    let better =
        utf8.is_mostly_valid() || strays(bytes, found.0).count < strays(bytes, encoding).count;
    if better {
        found
    } else {
        (encoding, evidence, UNSURE)
    }
}

fn by_content(bytes: &[u8], utf8: &Utf8, evidence: CharsetEvidence) -> Choice {
    if let Some(encoding) = escaped(bytes) {
        return (encoding, evidence, LIKELY);
    }
    if utf8.is_mostly_valid() {
        return (UTF_8, evidence, if utf8.is_ascii() { UNSURE } else { SURE });
    }
    let (encoding, enough) = guess(bytes, ENOUGH_BYTES);
    (encoding, evidence, if enough { LIKELY } else { UNSURE })
}

#[cfg(test)]
mod tests;
