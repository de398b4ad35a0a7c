//! What a decoding shows that does not stand in texts.

use super::coding::Coding;

/// How many characters above ASCII there are for each stray that may be a slip: a byte from another
/// encoding pasted in, or one lost on the way.
pub(super) const CHARACTERS_PER_STRAY: usize = 20;

/// What a decoding shows that does not stand in texts.
pub(super) struct Strays {
    /// Undecodable places and C1 controls.
    pub(super) count: usize,
    above_ascii: usize,
}

impl Strays {
    pub(super) fn is_few(&self) -> bool {
        self.count * CHARACTERS_PER_STRAY <= self.above_ascii
    }
}

/// Counts the strays in the bytes as the encoding decodes them.
pub(super) fn strays(bytes: &[u8], coding: Coding) -> Strays {
    let text = coding.decode(bytes);
    let mut strays = Strays {
        count: 0,
        above_ascii: 0,
    };
    for c in text.chars().filter(|c| !c.is_ascii()) {
        strays.above_ascii += 1;
        strays.count += usize::from(matches!(
            c,
            '\u{80}'..='\u{9F}' | char::REPLACEMENT_CHARACTER
        ));
    }
    strays
}
