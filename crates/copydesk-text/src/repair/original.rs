//! The encodings that damaged text was in before it was misread.

use std::sync::LazyLock;

use encoding_rs::Encoding;

use super::utf8::{Fed as Utf8Fed, Partial};

/// An encoding, as far as it takes bytes above ASCII.
pub(super) enum Original {
    /// UTF-8.
    Utf8,
    /// Another encoding, of one or two bytes a character.
    Legacy(LazyLock<Pairs>),
}

/// What an encoding makes of its bytes.
pub(super) struct Pairs {
    /// By byte from 80 on; NUL when the byte is no character by itself.
    singles: Vec<char>,
    /// By lead byte from 80 on and trail byte; NUL when the pair is none.
    pairs: Vec<char>,
    has_pairs: bool,
}

impl Pairs {
    /// Every byte and pair is decoded once, about a millisecond's work.
    pub(super) fn new(encoding: &'static Encoding) -> Self {
        let one = |bytes: &[u8]| {
            let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
            let mut chars = text.chars();
            let c = chars.next().filter(|_| chars.next().is_none())?;
            let is_text = !matches!(c, '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}');
            is_text.then_some(c)
        };
        let mut singles = vec!['\0'; 128];
        let mut pairs = Vec::with_capacity(128 * 256);
        for (lead, single) in (0x80..=0xFF).zip(&mut singles) {
            *single = one(&[lead]).unwrap_or('\0');
            pairs.extend((0..=0xFF).map(|trail| one(&[lead, trail]).unwrap_or('\0')));
        }
        let has_pairs = pairs.iter().any(|&c| c != '\0');
        Self {
            singles,
            pairs,
            has_pairs,
        }
    }

    fn single(&self, byte: u8) -> Option<char> {
        let index = usize::from(byte).checked_sub(0x80)?;
        self.singles.get(index).copied().filter(|&c| c != '\0')
    }

    fn pair(&self, lead: u8, trail: u8) -> Option<char> {
        let index = usize::from(lead).checked_sub(0x80)? * 256 + usize::from(trail);
        self.pairs.get(index).copied().filter(|&c| c != '\0')
    }

    fn is_lead(&self, byte: u8) -> bool {
        self.single(byte).is_none() && (0x81..=0xFE).contains(&byte)
    }
}

/// The bytes of a character that is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pending {
    /// A sequence of UTF-8.
    Sequence(Partial),
    /// The first of two bytes.
    Lead(u8),
}

/// What a byte makes of what came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fed {
    /// More bytes are needed.
    Pending(Pending),
    /// A character is whole.
    Whole(char),
    /// A sequence is over, but not all of its bytes are known.
    Lost(Partial),
}

impl From<Utf8Fed> for Fed {
    fn from(fed: Utf8Fed) -> Self {
        match fed {
            Utf8Fed::Partial(partial) => Self::Pending(Pending::Sequence(partial)),
            Utf8Fed::Whole(c) => Self::Whole(c),
            Utf8Fed::Lost(partial) => Self::Lost(partial),
        }
    }
}

impl Original {
    /// Whether it is UTF-8.
    pub(super) fn is_utf8(&self) -> bool {
        matches!(self, Self::Utf8)
    }

    /// Whether characters are of two bytes, of which the second may be any.
    pub(super) fn is_of_pairs(&self) -> bool {
        match self {
            Self::Utf8 => false,
            Self::Legacy(pairs) => pairs.has_pairs,
        }
    }

    /// What one more byte makes of the pending ones; `None` when it cannot come here.
    pub(super) fn feed(&self, pending: Option<Pending>, byte: u8) -> Option<Fed> {
        match (self, pending) {
            (_, None) if byte.is_ascii() => Some(Fed::Whole(char::from(byte))),
            (Self::Utf8, None) => Some(Fed::Pending(Pending::Sequence(Partial::open(byte)?))),
            (Self::Legacy(pairs), None) => match pairs.single(byte) {
                Some(c) => Some(Fed::Whole(c)),
                None => pairs
                    .is_lead(byte)
                    .then_some(Fed::Pending(Pending::Lead(byte))),
            },
            (Self::Legacy(pairs), Some(Pending::Lead(lead))) => {
                Some(Fed::Whole(pairs.pair(lead, byte)?))
            }
            (Self::Utf8, Some(Pending::Sequence(partial))) => Some(partial.feed(byte)?.into()),
            _ => None,
        }
    }
}
