//! The encodings that bytes can be in: those of the WHATWG, and UTF-32.

use std::borrow::Cow;

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS};

/// An encoding that can be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// One of the WHATWG Encoding Standard.
    Web(&'static Encoding),
    Utf32Le,
    Utf32Be,
}

/// UTF-32's byte order marks. The first begins with that of UTF-16.
const MARKS: [(&[u8], Coding); 2] = [
    (b"\xFF\xFE\0\0", Coding::Utf32Le),
    (b"\0\0\xFE\xFF", Coding::Utf32Be),
];

impl Coding {
    pub(super) fn by_mark(bytes: &[u8]) -> Option<Self> {
        let utf32 = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark));
        let web = || Encoding::for_bom(bytes).map(|(encoding, _)| Self::Web(encoding));
        utf32.map(|&(_, coding)| coding).or_else(web)
    }

    /// The encoding of a name that [`Coding::name`] gives, or of a WHATWG label.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        let utf32 = [Self::Utf32Le, Self::Utf32Be];
        let utf32 = utf32.into_iter().find(|coding| coding.name() == name);
        utf32.or_else(|| Encoding::for_label(name.as_bytes()).map(Self::Web))
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
        }
    }

    pub(super) fn is_single_byte(self) -> bool {
        matches!(self, Self::Web(encoding) if encoding.is_single_byte())
    }

    /// Decodes without the byte order mark. What cannot be decoded becomes U+FFFD.
    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Web(encoding) => {
                let text = encoding.decode_with_bom_removal(bytes).0;
                if JAPANESE.contains(&encoding) {
                    as_in_jis(text)
                } else {
                    text
                }
            }
            Self::Utf32Le => utf32(bytes, u32::from_le_bytes).into(),
            Self::Utf32Be => utf32(bytes, u32::from_be_bytes).into(),
        }
    }
}

/// The characters of JIS X 0208 that Windows, and so the WHATWG, take for others of much the same shape.
/// None of the others can be written in these encodings.
const AS_IN_JIS: [(char, char); 6] = [
    ('～', '〜'),
    ('∥', '‖'),
    ('－', '−'),
    ('￠', '¢'),
    ('￡', '£'),
    ('￢', '¬'),
];

const JAPANESE: [&Encoding; 3] = [SHIFT_JIS, EUC_JP, ISO_2022_JP];

/// Gives the text the characters that JIS X 0208 names, as the rest of its text has them.
fn as_in_jis(text: Cow<'_, str>) -> Cow<'_, str> {
    let named = |c: char| AS_IN_JIS.iter().find(|&&(windows, _)| windows == c);
    if !text.contains(|c| named(c).is_some()) {
        return text;
    }
    text.chars()
        .map(|c| named(c).map_or(c, |&(_, jis)| jis))
        .collect()
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> String {
    let (units, rest) = bytes.as_chunks::<4>();
    let character =
        |unit: &[u8; 4]| char::from_u32(number(*unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
    let cut = (!rest.is_empty()).then_some(char::REPLACEMENT_CHARACTER);
    let text = units.iter().map(character).chain(cut);
    let mut text = text.peekable();
    text.next_if_eq(&'\u{FEFF}');
    text.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_has_the_characters_of_jis() {
        let coding = Coding::by_name("Shift_JIS").unwrap();
        assert_eq!(coding.decode(b"1\x81\x604 \x81\x7C \x81\x61"), "1〜4 − ‖");
        let coding = Coding::by_name("EUC-KR").unwrap();
        assert_eq!(coding.decode(b"\xA2\xA6"), "～");
    }

    #[test]
    fn utf_32_in_both_orders() {
        let text = "Aé語\u{1F600}";
        let little: Vec<u8> = text
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect();
        let big: Vec<u8> = text
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        assert_eq!(Coding::Utf32Le.decode(&little), text);
        assert_eq!(Coding::Utf32Be.decode(&big), text);
        assert_eq!(Coding::by_name("UTF-32BE"), Some(Coding::Utf32Be));
        let marked = [b"\0\0\xFE\xFF".as_slice(), &big].concat();
        assert_eq!(Coding::by_mark(&marked), Some(Coding::Utf32Be));
        assert_eq!(Coding::Utf32Be.decode(&marked), text);
        assert_eq!(Coding::Utf32Le.decode(b"\0\0\x11\0A"), "\u{FFFD}\u{FFFD}");
    }
}
