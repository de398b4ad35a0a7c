use std::sync::LazyLock;

use copydesk_record::RepairKind;
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, ISO_8859_2, MACINTOSH, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
};

use super::code_pages::CP437;
use super::utf8::Class;

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
    /// By class and next byte: whether a byte of the class is undecodable before it.
    drops_one: [[bool; 256]; Class::COUNT],
    /// By classes: whether two bytes of them are undecodable together.
    drops_two: [[bool; Class::COUNT]; Class::COUNT],
    /// For single-byte encodings: the continuation bytes that it leaves undefined.
    undefined: Vec<u8>,
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
            drops_one: [[false; 256]; Class::COUNT],
            drops_two: [[false; Class::COUNT]; Class::COUNT],
            undefined: Vec::new(),
        }
    }

    /// The byte strings that were read as `c`, each as a big-endian number; ASCII has none.
    pub(super) fn units(&self, c: char) -> impl Iterator<Item = u16> {
        let more = self.more.partition_point(|&(other, _)| other < c);
        let more = self
            .more
            .iter()
            .skip(more)
            .take_while(move |&&(other, _)| other == c);
        self.unit(c).into_iter().chain(more.map(|&(_, unit)| unit))
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
        let other = [RepairKind::Utf8AsWindows1251, RepairKind::Utf8AsWindows1253];
        self.is_single_byte && !other.contains(&self.kind)
    }

    /// Whether the reading can lose a byte of the class before `next` (0 at the end of the text).
    pub(super) fn drops_one(&self, class: Class, next: u8) -> bool {
        self.drops_one
            .get(class.index())
            .is_some_and(|row| row.get(usize::from(next)) == Some(&true))
    }

    /// Whether the reading can lose two bytes of the classes together.
    pub(super) fn drops_two(&self, first: Class, second: Class) -> bool {
        self.drops_two
            .get(first.index())
            .is_some_and(|row| row.get(second.index()) == Some(&true))
    }

    /// The continuation bytes that can be lost one by one, where these are few and known.
    pub(super) fn undefined(&self) -> &[u8] {
        &self.undefined
    }

    fn learn(&mut self, encoding: &'static Encoding, first: u8) {
        match decoded(encoding, &[first]) {
            Some(c) => {
                self.add(c, u16::from(first));
                if is_c1(c) {
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
        if Class::of(byte) != Some(Class::Continuation) {
            return;
        }
        let row = Class::Continuation.index();
        self.drops_one[row] = [true; 256];
        self.drops_two[row][row] = true;
        if self.is_single_byte() {
            self.undefined.push(byte);
        }
    }

    fn learn_dropped(&mut self, first: u8, next: u8) {
        let Some(class) = Class::of(first) else {
            return;
        };
        self.drops_one[class.index()][usize::from(next)] = true;
        if let Some(second) = Class::of(next) {
            self.drops_two[class.index()][second.index()] = true;
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
mod tests {
    use super::*;

    fn reading(kind: RepairKind) -> &'static Reading {
        SINGLE_BYTE
            .iter()
            .chain(&DOUBLE_BYTE)
            .find(|reading| reading.kind == kind)
            .expect("a known kind")
    }

    #[test]
    fn knows_the_bytes_of_characters() {
        let gbk = reading(RepairKind::Utf8AsGb18030);
        assert_eq!(gbk.unit('漏'), Some(0xC2A9));
        assert!(gbk.units('€').eq([0x80, 0xA2E3]));
        assert_eq!(gbk.unit('a'), None);
        let latin = reading(RepairKind::Utf8AsWindows1252);
        assert_eq!(latin.unit('€'), Some(0x80));
        assert_eq!(latin.unit('\u{80}'), Some(0x80));
    }

    #[test]
    fn knows_what_is_lost() {
        let cyrillic = reading(RepairKind::Utf8AsWindows1251);
        assert_eq!(cyrillic.undefined(), [0x98]);
        let gbk = reading(RepairKind::Utf8AsGb18030);
        assert!(gbk.drops_one(Class::Continuation, b'0'));
        assert!(!gbk.drops_one(Class::Lead(3), b'I'));
        assert!(gbk.drops_two(Class::Continuation, Class::Lead(3)));
    }
}
