/// A UTF-8 sequence of which some bytes have been seen and some are still to come. A character above
/// the Basic Multilingual Plane may also be six bytes, its two surrogates each as a sequence of three
/// (CESU-8, Unicode Technical Report 26).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Partial {
    /// The bytes of the whole sequence, 2 to 4, or 6 once a surrogate is seen.
    total: u8,
    /// How many of them have been seen or lost.
    seen: u8,
    /// The byte that was lost at once with the first one, 0 when none was.
    prior: u8,
    /// What became of each byte.
    fates: [Fate; 4],
    /// The bits of the code point so far, those of lost bytes 0.
    value: u32,
}

/// What became of a byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is there, or still to come.
    #[default]
    Seen,
    /// It was lost by itself.
    Alone,
    /// It was lost at once with the next byte.
    First,
    /// It was lost at once with the byte before.
    Second,
}

/// The first byte of a surrogate in CESU-8.
const LEAD_OF_SURROGATE: u8 = 0xED;

/// What a byte does to a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fed {
    /// More bytes are needed.
    Partial(Partial),
    /// The sequence is whole.
    Whole(char),
    /// The sequence is over, but not all of its bytes are known.
    Lost(Partial),
}

/// The kinds of byte above ASCII that occur in UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// `80..=BF`
    Continuation,
    /// The first byte of a sequence of two, three or four bytes.
    Lead(u8),
}

impl Class {
    /// The class of a byte; `None` for ASCII and for bytes that never occur in UTF-8.
    pub(super) fn of(byte: u8) -> Option<Self> {
        match byte {
            0x80..=0xBF => Some(Self::Continuation),
            0xC2..=0xDF => Some(Self::Lead(2)),
            0xE0..=0xEF => Some(Self::Lead(3)),
            0xF0..=0xF4 => Some(Self::Lead(4)),
            _ => None,
        }
    }
}

impl Partial {
    /// The sequence that a lead byte opens.
    pub(super) fn open(byte: u8) -> Option<Self> {
        let Some(Class::Lead(total)) = Class::of(byte) else {
            return None;
        };
        let value = u32::from(byte) & (0x7F >> total);
        Some(Self {
            total,
            seen: 1,
            prior: 0,
            fates: [Fate::Seen; 4],
            value,
        })
    }

    /// A sequence of `total` bytes whose lead byte was lost, with `prior` if that is not 0.
    pub(super) fn open_lost(total: u8, fate: Fate, prior: u8) -> Self {
        Self {
            total,
            seen: 1,
            prior,
            fates: [fate, Fate::Seen, Fate::Seen, Fate::Seen],
            value: 0,
        }
    }

    /// The sequence after one more byte; `None` when UTF-8 does not allow that byte here.
    pub(super) fn feed(self, byte: u8) -> Option<Fed> {
        let expected = match (self.total, self.seen) {
            (6, 3) => byte == LEAD_OF_SURROGATE,
            (6, 4) => matches!(byte, 0xB0..=0xBF),
            _ => Class::of(byte) == Some(Class::Continuation),
        };
        if !expected {
            return None;
        }
        let is_surrogate =
            Self::open(LEAD_OF_SURROGATE) == Some(self) && matches!(byte, 0xA0..=0xAF);
        Self {
            value: self.value << 6 | u32::from(byte & 0x3F),
            total: if is_surrogate { 6 } else { self.total },
            ..self
        }
        .advance()
    }

    /// The sequence after one more byte that was lost; `None` in one of six, which is too rare.
    pub(super) fn feed_lost(mut self, fate: Fate) -> Option<Fed> {
        let known = self.fates.get_mut(usize::from(self.seen))?;
        *known = fate;
        self.value <<= 6;
        (self.total < 6).then(|| self.advance())?
    }

    /// Whether two of three bytes are there.
    pub(super) fn has_two_of_three(self) -> bool {
        (self.total, self.seen) == (3, 2)
    }

    /// Whether it is `E2 80`, which begins dashes and quotes.
    pub(super) fn is_general_punctuation(self) -> bool {
        (self.total, self.seen, self.value) == (3, 2, 0x80)
    }

    /// Whether byte A0 comes here in texts that programs with single bytes read: in sequences of two
    /// bytes, in those of three below the East Asian blocks (the first two of which hold only rare
    /// scripts where A0 is the second byte), and in those of emoji.
    pub(super) fn takes_no_break_space(self) -> bool {
        let lead = self.value >> (6 * u32::from(self.seen.saturating_sub(1)));
        match (self.total, self.seen) {
            _ if self.holes() > 0 => false,
            (2, _) => true,
            (3, 1) => matches!(lead, 2 | 3),
            (3, _) => lead <= 3,
            (4, _) => lead == 0,
            _ => false,
        }
    }

    /// Whether it is the lead byte of a character of ISO 8859-1.
    pub(super) fn is_latin1(self) -> bool {
        (self.total, self.seen) == (2, 1) && matches!(self.value, 2 | 3)
    }

    /// Which bytes were lost, as a set of bits, the first byte lowest.
    pub(super) fn holes(self) -> u32 {
        let lost = |&at: &usize| self.fates[at] != Fate::Seen;
        (0..self.fates.len()).filter(lost).map(|at| 1 << at).sum()
    }

    /// Whether all of its bytes were lost.
    pub(super) fn is_lost(self) -> bool {
        self.holes() == (1 << self.total) - 1
    }

    /// How many bytes the sequence has.
    pub(super) fn total(self) -> usize {
        self.total.into()
    }

    /// What became of each byte.
    pub(super) fn fates(self) -> [Fate; 4] {
        self.fates
    }

    /// The byte that was lost at once with the first one, 0 when none was.
    pub(super) fn prior(self) -> u8 {
        self.prior
    }

    /// The bits of the code point that are known, and those that are not.
    pub(super) fn bits(self) -> (u32, u32) {
        let unknown = (0..self.total()).filter(|&at| self.fates[at] != Fate::Seen);
        let all = |at| match at {
            0 => 0x7F >> self.total,
            _ => 0x3F,
        };
        (
            self.value,
            unknown.map(|at| all(at) << self.shift(at)).sum(),
        )
    }

    /// The bits that a byte gives the code point; `None` when it cannot stand at that place.
    pub(super) fn bits_of(self, at: usize, byte: u8) -> Option<u32> {
        let bits = match (at, Class::of(byte)?) {
            (0, Class::Lead(total)) if total == self.total => byte & (0x7F >> total),
            (1.., Class::Continuation) => byte & 0x3F,
            _ => return None,
        };
        Some(u32::from(bits) << self.shift(at))
    }

    /// How far left in the code point the bits of a byte stand.
    fn shift(self, at: usize) -> usize {
        6 * (self.total() - 1).saturating_sub(at)
    }

    /// A number that is different for sequences that can go on differently.
    pub(super) fn sort(self) -> u32 {
        u32::from(self.total) << 8 | u32::from(self.seen) << 5 | self.holes()
    }

    /// A number that is different for different sequences.
    pub(super) fn key(self) -> u64 {
        let fates = self
            .fates
            .iter()
            .fold(0, |key, &fate| key << 2 | fate as u64);
        u64::from(self.value) << 24
            | u64::from(self.prior) << 16
            | fates << 8
            | u64::from(self.total) << 5
            | u64::from(self.seen) << 2
    }

    fn advance(self) -> Option<Fed> {
        let next = Self {
            seen: self.seen + 1,
            ..self
        };
        match next.holes() {
            _ if next.seen < next.total => Some(Fed::Partial(next)),
            0 => next.character().map(Fed::Whole),
            _ => Some(Fed::Lost(next)),
        }
    }

    /// The character, unless the sequence is longer than the character needs (an overlong form).
    fn character(self) -> Option<char> {
        if self.total == 6 {
            return self.of_surrogates();
        }
        char::from_u32(self.value).filter(|c| c.len_utf8() == usize::from(self.total))
    }

    /// The character of the ten low bits of each surrogate.
    fn of_surrogates(self) -> Option<char> {
        let (high, low) = (self.value >> 18 & 0x3FF, self.value & 0x3FF);
        char::from_u32(0x1_0000 + (high << 10 | low))
    }
}

#[cfg(test)]
mod tests;
