//! How far bytes are UTF-8.

use super::strays::CHARACTERS_PER_STRAY;

/// How far the bytes are UTF-8; no more than that they are not, where that is plain.
pub(super) struct Utf8 {
    /// The sequences of two bytes and more.
    pub(super) sequences: usize,
    /// The places that are not UTF-8. A sequence cut by the end of the bytes is none.
    pub(super) invalid: usize,
}

impl Utf8 {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut utf8 = Self {
            sequences: 0,
            invalid: 0,
        };
        let mut rest = bytes;
        // `from_utf8` skips ASCII by words, which `utf8_chunks` does not.
        while let Err(error) = std::str::from_utf8(rest) {
            let (valid, invalid) = rest.split_at(error.valid_up_to());
            utf8.sequences += sequences(valid);
            utf8.invalid += 1;
            match error.error_len() {
                Some(_) if utf8.is_hopeless(bytes.len()) => return utf8,
                Some(length) => rest = &invalid[length..],
                None => {
                    utf8.invalid -= usize::from(utf8.sequences > 0);
                    return utf8;
                }
            }
        }
        utf8.sequences += sequences(rest);
        utf8
    }

    /// Whether so many bytes cannot hold the sequences that would outweigh what is invalid.
    fn is_hopeless(&self, length: usize) -> bool {
        self.invalid * CHARACTERS_PER_STRAY > length / 2
    }

    pub(super) fn is_ascii(&self) -> bool {
        self.sequences == 0 && self.invalid == 0
    }

    /// Whether at most a few places are not UTF-8.
    pub(super) fn is_mostly_valid(&self) -> bool {
        self.invalid * CHARACTERS_PER_STRAY <= self.sequences
    }
}

/// How many characters of valid UTF-8 take more than one byte.
fn sequences(valid: &[u8]) -> usize {
    // Short stretches are counted in a byte, which the compiler does for many bytes at once.
    let count = |stretch: &[u8]| {
        stretch
            .iter()
            .map(|&byte| u8::from(byte >= 0xC0))
            .sum::<u8>()
    };
    valid
        .chunks(usize::from(u8::MAX))
        .map(|stretch| usize::from(count(stretch)))
        .sum()
}
