//! How well each single-byte encoding explains a sample: the bits that its pairs of bytes take when
//! they are letters of the language that fits best.

use std::sync::LazyLock;

use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_5, ISO_8859_6, ISO_8859_7,
    ISO_8859_8, ISO_8859_10, ISO_8859_13, ISO_8859_14, ISO_8859_15, ISO_8859_16, KOI8_R, KOI8_U,
    MACINTOSH, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
    WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

use super::ascii::{LANES, by_ascii};
use super::model::{BIT, languages};
use super::pairs::{Pair, Pairs};
use super::symbols::{folded, is_letter};
use super::tongue::{Byte, Tongue};

const WEST: &str = "en fr de es pt it nl sv da nb fi is ca eu ga sq af";
const CENTRE: &str = "pl cs sk hu ro hr sl sq de";
const BALTIC: &str = "lt lv et";
const CYRILLIC: &str = "ru uk be bg mk sr";

/// The encodings: those of Latin letters first, and of those that decode alike the commonest; how much rarer each is than the
/// commonest, in sixteenths of a bit; and the languages that were written in it.
const ENCODINGS: [(&Encoding, u32, &str); 27] = [
    (WINDOWS_1252, 0, WEST),
    (WINDOWS_1250, BIT, CENTRE),
    (ISO_8859_2, 3 * BIT / 2, CENTRE),
    (WINDOWS_1254, BIT, "tr"),
    (WINDOWS_1257, 2 * BIT, BALTIC),
    (ISO_8859_13, 4 * BIT, BALTIC),
    (ISO_8859_4, 6 * BIT, BALTIC),
    (
        ISO_8859_15,
        5 * BIT,
        "en fr de es pt it nl sv da nb fi is ca eu ga sq af et",
    ),
    (ISO_8859_3, 6 * BIT, "eo"),
    (ISO_8859_16, 6 * BIT, "ro hr hu"),
    (ISO_8859_14, 6 * BIT, "cy"),
    (ISO_8859_10, 9 * BIT, "is et lt"),
    (MACINTOSH, 7 * BIT, WEST),
    (WINDOWS_1258, 2 * BIT, "vi"),
    (WINDOWS_1251, 0, CYRILLIC),
    (KOI8_R, BIT, "ru"),
    (KOI8_U, 2 * BIT, "uk be ru"),
    (ISO_8859_5, 2 * BIT, CYRILLIC),
    (IBM866, 2 * BIT, "ru uk be bg"),
    (X_MAC_CYRILLIC, 4 * BIT, CYRILLIC),
    (WINDOWS_1253, 0, "el"),
    (ISO_8859_7, BIT, "el"),
    (WINDOWS_1255, BIT, "he"),
    (ISO_8859_8, 2 * BIT, "he"),
    (WINDOWS_1256, BIT, "ar fa ur"),
    (ISO_8859_6, 2 * BIT, "ar"),
    (WINDOWS_874, BIT, "th"),
];

static READINGS: LazyLock<Vec<Reading>> =
    LazyLock::new(|| ENCODINGS.iter().map(Reading::of).collect());

/// What each single-byte encoding makes of the pairs, in sixteenths of a bit. Where that is more than
/// `margin` above what another takes, it may be only a lower bound.
pub(super) fn costs(pairs: &Pairs, margin: u64) -> Vec<(&'static Encoding, u64)> {
    let by_ascii = by_ascii(&pairs.ascii);
    let mut limit = u64::MAX;
    let mut cost = |reading: &Reading| {
        let cost = reading.cost(pairs, &by_ascii, limit);
        limit = limit.min(cost.saturating_add(margin));
        (reading.encoding, cost)
    };
    let first_of_others = READINGS.partition_point(|reading| reading.is_latin);
    let (latin, others) = READINGS.split_at(first_of_others);
    // The likely ones first, so that the others are soon given up.
    if !pairs.is_dense() {
        return READINGS.iter().map(cost).collect();
    }
    let others: Vec<_> = others.iter().map(&mut cost).collect();
    latin.iter().map(cost).chain(others).collect()
}

/// What one of the encodings makes of the pairs; `None` for others.
pub(super) fn cost(pairs: &Pairs, encoding: &'static Encoding) -> Option<u64> {
    let mut readings = READINGS.iter();
    let reading = readings.find(|reading| reading.encoding == encoding)?;
    Some(reading.cost(pairs, &by_ascii(&pairs.ascii), u64::MAX))
}

/// A single-byte encoding, and what its bytes are.
struct Reading {
    encoding: &'static Encoding,
    rarity: u32,
    is_latin: bool,
    bytes: [Byte; 256],
    tongues: Vec<Tongue>,
}

impl Reading {
    fn of(&(encoding, rarity, codes): &(&'static Encoding, u32, &str)) -> Self {
        let mut characters = ['\0'; 256];
        for (byte, c) in (0..=u8::MAX).zip(&mut characters) {
            *c = character(encoding, byte);
        }
        let letters = characters.map(|c| is_letter(c).then(|| folded(c)));
        let tongues: Vec<_> = languages()
            .iter()
            .enumerate()
            .filter(|(_, language)| codes.split(' ').any(|code| code == language.code))
            .map(|(number, language)| Tongue::of(language, number, &letters))
            .collect();
        Self {
            encoding,
            rarity,
            is_latin: tongues.iter().any(|tongue| tongue.is_latin),
            bytes: characters.map(Byte::of),
            tongues,
        }
    }

    /// Exact up to the limit, and somewhere above it else.
    fn cost(&self, pairs: &Pairs, by_ascii: &[u32; LANES], limit: u64) -> u64 {
        let switching = if self.is_latin { 0 } else { pairs.switching };
        let begin = u64::from(self.rarity + switching);
        let shared = sum(&pairs.high, begin, limit, |pair| self.shared(pair));
        let mut least = limit.saturating_add(1);
        for tongue in &self.tongues {
            let ascii = by_ascii.get(tongue.number).copied().unwrap_or(0);
            let begin = shared + u64::from(tongue.rarity + ascii);
            least = least.min(sum(&pairs.high, begin, least, |pair| tongue.cost(pair)));
        }
        least
    }

    /// What a pair costs in any language.
    fn shared(&self, pair: &Pair) -> u32 {
        let byte = |byte: u8| &self.bytes[usize::from(byte)];
        byte(pair.first).then(byte(pair.second))
    }
}

/// Adds up what pairs cost until that is above the limit.
fn sum(pairs: &[Pair], begin: u64, limit: u64, cost: impl Fn(&Pair) -> u32) -> u64 {
    let mut sum = begin;
    for pair in pairs {
        if sum > limit {
            break;
        }
        sum += u64::from(pair.count) * u64::from(cost(pair));
    }
    sum
}

fn character(encoding: &'static Encoding, byte: u8) -> char {
    let bytes = [byte];
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
}
