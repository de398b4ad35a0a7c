use std::sync::LazyLock;

use copydesk_record::RepairKind;
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, ISO_8859_2, KOI8_R, MACINTOSH, SHIFT_JIS, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
};

use super::code_pages::CP437;

/// How UTF-8 bytes were misread: which bytes each character of the damaged text stands for, and
/// which bytes left no character at all.
pub(super) struct Reading {
    /// What a repair of this damage is called.
    pub(super) kind: RepairKind,
    /// For each character of the Basic Multilingual Plane its byte, or its two bytes as one
    /// big-endian number; 0 when it has none.
    units: Vec<u16>,
    /// Further bytes of characters that have several, and those of all higher characters, sorted.
    more: Vec<(char, u16)>,
    /// Whether every byte was read as one character.
    is_single_byte: bool,
    /// By byte from 80 on and next byte: whether a decoder finds no character in the pair.
    lost: Vec<bool>,
    /// By byte from 80 on: the bytes from 80 on with which it can be lost at once.
    lost_with: Vec<Vec<u8>>,
    /// By byte from 80 on: whether it is lost before any byte at all.
    undefined: [bool; 128],
}

/// The misreadings as single bytes, the commonest first: they show in text of any script.
pub(super) static SINGLE_BYTE: [LazyLock<Reading>; 9] = [
    LazyLock::new(|| Reading::new(RepairKind::Utf8AsWindows1252, WINDOWS_1252)),
    LazyLock::new(|| Reading::new(RepairKind::Utf8AsWindows1251, WINDOWS_1251)),
    LazyLock::new(|| Reading::new(RepairKind::Utf8AsWindows1250, WINDOWS_1250)),
    LazyLock::new(|| Reading::new(RepairKind::Utf8AsWindows1253, WINDOWS_1253)),
    LazyLock::new(|| Reading::new(RepairKind::Utf8AsWindows1254, WINDOWS_1254)),
    LazyLock::new(|| Reading::new(RepairKind::Utf8AsWindows1257, WINDOWS_1257)),
    LazyLock::new(|| Reading::new(RepairKind::Utf8AsIso8859Part2, ISO_8859_2)),
    LazyLock::new(|| Reading::new(RepairKind::Utf8AsMacRoman, MACINTOSH)),
    LazyLock::new(|| Reading::of_code_page(RepairKind::Utf8AsCp437, CP437)),
];

/// The misreading as KOI8-R, in which UTF-8 is never found but other Cyrillic text.
pub(super) static KOI8: LazyLock<Reading> =
    LazyLock::new(|| Reading::new(RepairKind::Windows1251AsKoi8R, KOI8_R));

/// The misreadings as pairs of bytes: they show as East Asian text.
pub(super) static DOUBLE_BYTE: [LazyLock<Reading>; 4] = [
    LazyLock::new(|| Reading::new(RepairKind::Utf8AsGb18030, GBK)),
    LazyLock::new(|| Reading::new(RepairKind::Utf8AsShiftJis, SHIFT_JIS)),
    LazyLock::new(|| Reading::new(RepairKind::Utf8AsEucKr, EUC_KR)),
    LazyLock::new(|| Reading::new(RepairKind::Utf8AsBig5, BIG5)),
];

impl Reading {
    /// Turns a decoder around. Every pair is decoded once, about a millisecond's work.
    fn new(kind: RepairKind, encoding: &'static Encoding) -> Self {
        let mut reading = Self::empty(kind, encoding.is_single_byte());
        for first in 0x80..=0xFF {
            reading.learn(encoding, first);
        }
        let lost_with = |first| {
            let seconds = 0x80..=0xFF;
            seconds
                .filter(|&second| reading.loses_pair(first, second))
                .collect()
        };
        reading.lost_with = (0x80..=0xFF).map(lost_with).collect();
        if encoding == WINDOWS_1252 {
            reading.learn_latin1();
        }
        reading.more.sort_unstable();
        reading
    }

    /// Turns a code page around that has a character for each byte, given those from `80` on.
    fn of_code_page(kind: RepairKind, page: &str) -> Self {
        let mut reading = Self::empty(kind, true);
        for (c, byte) in page.chars().zip(0x80..) {
            reading.add(c, byte);
        }
        reading
    }

    fn empty(kind: RepairKind, is_single_byte: bool) -> Self {
        Self {
            kind,
            units: vec![0; 0x1_0000],
            more: Vec::new(),
            is_single_byte,
            lost: vec![false; 128 * 256],
            lost_with: Vec::new(),
            undefined: [false; 128],
        }
    }

    /// The byte strings that were read as `c`, each as a big-endian number; ASCII has none.
    pub(super) fn units(&self, c: char) -> impl Iterator<Item = u16> {
        let further = std::iter::once_with(move || self.further(c)).flatten();
        self.unit(c).into_iter().chain(further)
    }

    fn further(&self, c: char) -> impl Iterator<Item = u16> {
        let from = self.more.partition_point(|&(other, _)| other < c);
        let more = self.more.iter().skip(from);
        more.take_while(move |&&(other, _)| other == c)
            .map(|&(_, unit)| unit)
    }

    /// The likeliest byte string that was read as `c`, in one look-up.
    pub(super) fn unit(&self, c: char) -> Option<u16> {
        self.units
            .get(c as usize)
            .copied()
            .filter(|&unit| unit != 0)
    }

    /// What a byte alone was read as.
    #[cfg(test)]
    pub(super) fn char(&self, byte: u8) -> Option<char> {
        ('\u{80}'..='\u{FFFF}').find(|&c| self.unit(c) == Some(byte.into()))
    }

    /// Whether every byte was read as one character.
    pub(super) fn is_single_byte(&self) -> bool {
        self.is_single_byte
    }

    /// Whether the encoding is for text in Latin letters, where damage is sparse.
    pub(super) fn is_latin(&self) -> bool {
        let other = [
            RepairKind::Utf8AsWindows1251,
            RepairKind::Utf8AsWindows1253,
            RepairKind::Windows1251AsKoi8R,
        ];
        self.is_single_byte && !other.contains(&self.kind)
    }

    /// Whether there is one byte, and no other, that is lost wherever it stands.
    pub(super) fn has_one_undefined(&self) -> bool {
        self.is_single_byte && self.undefined.iter().filter(|&&is| is).count() == 1
    }

    /// Whether so many pairs are undecodable that whole characters are lost.
    pub(super) fn is_lossy(&self) -> bool {
        matches!(self.kind, RepairKind::Utf8AsBig5 | RepairKind::Utf8AsEucKr)
    }

    /// Whether the reading can lose the byte before `next` (0 at the end of the text).
    pub(super) fn loses(&self, byte: u8, next: u8) -> bool {
        self.is_undefined(byte) || self.finds_none(byte, next)
    }

    /// The bytes with which the reading can lose one at once.
    pub(super) fn lost_with(&self, first: u8) -> &[u8] {
        let with = high(first).and_then(|index| self.lost_with.get(index));
        with.map_or(&[], Vec::as_slice)
    }

    /// The bytes that are lost wherever they stand.
    pub(super) fn undefined(&self) -> impl Iterator<Item = u8> {
        (0x80..=0xFF).filter(|&byte| self.is_undefined(byte))
    }

    /// Whether the reading can lose the two bytes at once.
    pub(super) fn loses_pair(&self, first: u8, second: u8) -> bool {
        let is_each = self.is_undefined(first) && self.is_undefined(second);
        is_each || !self.is_single_byte() && self.finds_none(first, second)
    }

    fn is_undefined(&self, byte: u8) -> bool {
        high(byte).is_some_and(|index| self.undefined[index])
    }

    fn finds_none(&self, first: u8, second: u8) -> bool {
        high(first).is_some_and(|index| self.lost[index * 256 + usize::from(second)])
    }

    fn learn(&mut self, encoding: &'static Encoding, first: u8) {
        match decoded(encoding, &[first]) {
            Some(c) => {
                self.add(c, u16::from(first));
                // Others than the WHATWG's know no euro sign in GBK.
                if is_c1(c) || self.kind == RepairKind::Utf8AsGb18030 {
                    self.learn_undefined(first);
                }
            }
            None if self.is_single_byte => self.learn_undefined(first),
            None => self.learn_pairs(encoding, first),
        }
    }

    fn learn_pairs(&mut self, encoding: &'static Encoding, first: u8) {
        for next in 0..=0xFF {
            let c = decoded(encoding, &[first, next]);
            if let Some(c) = c {
                self.add(c, u16::from_be_bytes([first, next]));
            }
            if c.is_none_or(is_private) {
                self.learn_dropped(first, next);
            }
        }
    }

    /// A byte that some decoders know no character for. Where the WHATWG's has a C1 control, others
    /// have none.
    fn learn_undefined(&mut self, byte: u8) {
        if let Some(index) = high(byte) {
            self.undefined[index] = true;
        }
    }

    fn learn_dropped(&mut self, first: u8, next: u8) {
        if let Some(index) = high(first) {
            self.lost[index * 256 + usize::from(next)] = true;
        }
    }

    /// ISO 8859-1, which differs from windows-1252 in reading `80..=9F` as C1 controls.
    fn learn_latin1(&mut self) {
        for byte in 0x80..=0x9F {
            self.add(char::from(byte), u16::from(byte));
        }
    }

    fn add(&mut self, c: char, unit: u16) {
        match self.units.get_mut(c as usize) {
            Some(known) if *known == 0 => *known = unit,
            Some(known) if *known == unit => {}
            _ => self.more.push((c, unit)),
        }
    }
}

fn high(byte: u8) -> Option<usize> {
    usize::from(byte).checked_sub(0x80)
}

/// The one character that the bytes are read as; `None` when they are undecodable or not one.
fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<char> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn is_c1(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9F}')
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

#[cfg(test)]
mod tests;
