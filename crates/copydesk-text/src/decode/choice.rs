//! Which encoding bytes are read in: what the byte order mark, the declarations and the bytes say.

use std::cell::OnceCell;

use copydesk_record::CharsetEvidence;
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use super::Declared;
use super::coding::Coding;
use super::content::{Content, escaped};
use super::strays::strays;
use super::unicode::{has_controls, utf32};
use super::utf8::Utf8;

/// Confidence in what the bytes prove: a byte order mark, UTF-8 above ASCII, UTF-32.
const SURE: f64 = 0.99;

/// Confidence in a declaration that nothing speaks against, and in statistics that are clear.
const LIKELY: f64 = 0.9;

/// Confidence where the bytes say little or nothing.
const UNSURE: f64 = 0.5;

/// UTF-8 sequences that overrule the declaration of another encoding: so many are rarer by chance
/// than a wrong declaration.
pub(super) const MIN_AGAINST_DECLARED: usize = 3;

/// An encoding, what it was concluded from, and the confidence in it.
pub(super) type Choice = (Coding, CharsetEvidence, f64);

/// Chooses in the order of the WHATWG's standards, but believes no declaration that cannot be true.
pub(super) fn choose(bytes: &[u8], declared: Declared<'_>) -> Choice {
    if let Some(coding) = Coding::by_mark(bytes) {
        return (coding, CharsetEvidence::Bom, SURE);
    }
    let seen = Seen::of(bytes);
    let declared = declared.encodings();
    let evidence = match declared.first() {
        Some(_) => CharsetEvidence::ContentAgainstDeclared,
        None => CharsetEvidence::Content,
    };
    let unmarked = seen.unmarked();
    let mut believed = declared.iter().copied();
    let believed = believed.find(|&(encoding, _)| match unmarked {
        Some((coding, _)) => coding == Coding::Web(encoding),
        None => seen.is_believable(encoding),
    });
    match (believed, unmarked, declared.first()) {
        (Some((encoding, evidence)), ..) => {
            let proven = encoding == UTF_8 && !seen.utf8.is_ascii();
            let confidence = if proven { SURE } else { LIKELY };
            (Coding::Web(encoding), evidence, confidence)
        }
        (None, Some((coding, confidence)), _) => (coding, evidence, confidence),
        (None, None, None) => seen.by_content(evidence),
        (None, None, Some(&first)) => seen.against(first),
    }
}

impl Declared<'_> {
    /// The encodings that the labels name, the most trusted first.
    fn encodings(&self) -> Vec<(&'static Encoding, CharsetEvidence)> {
        let http = self.http.and_then(by_label);
        let meta = self.meta.and_then(by_label).map(as_in_meta);
        let http = http.map(|encoding| (encoding, CharsetEvidence::Http));
        let meta = meta.map(|encoding| (encoding, CharsetEvidence::Meta));
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

/// The bytes and what has been found out about them.
struct Seen<'a> {
    bytes: &'a [u8],
    utf8: Utf8,
    content: OnceCell<Content<'a>>,
}

impl<'a> Seen<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            utf8: Utf8::of(bytes),
            content: OnceCell::new(),
        }
    }

    fn content(&self) -> &Content<'a> {
        self.content.get_or_init(|| Content::of(self.bytes))
    }

    /// UTF-32 or UTF-16 that shows by control bytes such as nought.
    fn unmarked(&self) -> Option<(Coding, f64)> {
        if !has_controls(self.bytes) {
            return None;
        }
        if let Some(coding) = utf32(self.bytes) {
            return Some((coding, SURE));
        }
        let best = self.content().best()?;
        is_utf16(best).then_some((best, LIKELY))
    }

    /// Whether the bytes can be what a declaration says they are.
    fn is_believable(&self, encoding: &'static Encoding) -> bool {
        if encoding == UTF_8 {
            return self.utf8.is_mostly_valid();
        }
        if is_utf16(Coding::Web(encoding)) {
            return self.bytes.contains(&0);
        }
        let is_utf8 = self.utf8.is_mostly_valid() && self.utf8.sequences >= MIN_AGAINST_DECLARED;
        self.utf8.is_ascii()
            || !is_utf8
                && strays(self.bytes, Coding::Web(encoding)).is_few()
                && !self.content().refutes(encoding)
    }

    /// What the bytes say against the first declaration, unless that explains them as well.
    fn against(&self, (encoding, evidence): (&'static Encoding, CharsetEvidence)) -> Choice {
        let declared = Coding::Web(encoding);
        let found = self.by_content(CharsetEvidence::ContentAgainstDeclared);
        let strays = |coding| strays(self.bytes, coding).count;
        let is_better = self.utf8.is_mostly_valid()
            || self.content().refutes(encoding)
            || strays(found.0) < strays(declared);
        if found.0 != declared && is_better {
            found
        } else {
            (declared, evidence, UNSURE)
        }
    }

    fn by_content(&self, evidence: CharsetEvidence) -> Choice {
        if let Some(encoding) = escaped(self.bytes) {
            return (Coding::Web(encoding), evidence, LIKELY);
        }
        if self.utf8.is_mostly_valid() {
            let confidence = if self.utf8.is_ascii() { UNSURE } else { SURE };
            return (Coding::Web(UTF_8), evidence, confidence);
        }
        let content = self.content();
        let confidence = if content.is_clear() { LIKELY } else { UNSURE };
        let best = content.best().unwrap_or(Coding::Web(WINDOWS_1252));
        (best, evidence, confidence)
    }
}

fn is_utf16(coding: Coding) -> bool {
    matches!(coding, Coding::Web(encoding) if encoding == UTF_16LE || encoding == UTF_16BE)
}
