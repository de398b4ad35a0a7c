//! What was done to a text: its bytes in one encoding were read in another.

use std::sync::LazyLock;

use copydesk_record::RepairKind;
use encoding_rs::{BIG5, EUC_JP, EUC_KR, GBK, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1253};

use super::dense::{
    self,
    Dense::{self, Cyrillic, Latin},
};
use super::original::{Original, Pairs};
use super::reading::{KOI8, Reading, SINGLE_BYTE};
use super::suspect;

/// A wrong reading.
pub(super) struct Damage {
    /// What a repair of it is called.
    pub(super) kind: RepairKind,
    /// The encoding that the bytes were in.
    pub(super) original: &'static Original,
    /// How they were read.
    pub(super) reading: &'static Reading,
}

/// What the text looks like, what its repair is called, the encoding it was in, and how it was read.
type Legacy = (Dense, RepairKind, Original, fn() -> &'static Reading);

/// Encodings other than UTF-8 whose bytes were read as single bytes.
static LEGACY: [Legacy; 10] = [
    (
        Latin,
        RepairKind::Gb18030AsWindows1252,
        legacy(|| Pairs::new(GBK)),
        latin,
    ),
    (
        Latin,
        RepairKind::Big5AsWindows1252,
        legacy(|| Pairs::new(BIG5)),
        latin,
    ),
    (
        Latin,
        RepairKind::ShiftJisAsWindows1252,
        legacy(|| Pairs::new(SHIFT_JIS)),
        latin,
    ),
    (
        Latin,
        RepairKind::EucJpAsWindows1252,
        legacy(|| Pairs::new(EUC_JP)),
        latin,
    ),
    (
        Latin,
        RepairKind::EucKrAsWindows1252,
        legacy(|| Pairs::new(EUC_KR)),
        latin,
    ),
    (
        Latin,
        RepairKind::Windows1251AsWindows1252,
        legacy(|| Pairs::new(WINDOWS_1251)),
        latin,
    ),
    (
        Latin,
        RepairKind::Koi8RAsWindows1252,
        legacy(|| Pairs::new(KOI8_R)),
        latin,
    ),
    (
        Latin,
        RepairKind::Windows1253AsWindows1252,
        legacy(|| Pairs::new(WINDOWS_1253)),
        latin,
    ),
    (
        Cyrillic,
        RepairKind::Koi8RAsWindows1251,
        legacy(|| Pairs::new(KOI8_R)),
        cyrillic,
    ),
    (
        Cyrillic,
        RepairKind::Windows1251AsKoi8R,
        legacy(|| Pairs::new(WINDOWS_1251)),
        koi8,
    ),
];

const fn legacy(pairs: fn() -> Pairs) -> Original {
    Original::Legacy(LazyLock::new(pairs))
}

fn latin() -> &'static Reading {
    &SINGLE_BYTE[0]
}

fn cyrillic() -> &'static Reading {
    &SINGLE_BYTE[1]
}

fn koi8() -> &'static Reading {
    &KOI8
}

impl Damage {
    /// UTF-8 that was read like this.
    pub(super) fn of_utf8(reading: &'static Reading) -> Self {
        Self {
            kind: reading.kind,
            original: &Original::Utf8,
            reading,
        }
    }

    /// Whether few bytes can have been lost, so that what they were is found soon.
    pub(super) fn is_cheap(&self) -> bool {
        self.reading.is_single_byte() && !self.original.is_of_pairs()
    }

    /// Whether the bytes were UTF-8.
    pub(super) fn is_of_utf8(&self) -> bool {
        self.original.is_utf8()
    }
}

/// The damages that a line may have suffered: a quick look that spares clean text the search.
pub(super) fn suspected(line: &str) -> Vec<Damage> {
    let mut damages: Vec<Damage> = suspect::readings(line)
        .into_iter()
        .map(Damage::of_utf8)
        .collect();
    let dense = dense::dense(line);
    let legacy = LEGACY.iter().filter(|(looks, ..)| dense == Some(*looks));
    damages.extend(legacy.map(|(_, kind, original, reading)| Damage {
        kind: *kind,
        original,
        reading: reading(),
    }));
    damages
}
