//! How well each encoding of one or two bytes a character explains a sample.

use encoding_rs::{BIG5, CoderResult, Decoder, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};

use super::model::{BIT, Tongue, character};

type Entry = (&'static Encoding, u32, Tongue);

/// The encodings; how much rarer each is than the commonest, in sixteenths of a bit; their tongues.
const ENCODINGS: [Entry; 5] = [
    (GBK, 0, Tongue::Chinese),
    (BIG5, BIT, Tongue::Chinese),
    (SHIFT_JIS, BIT, Tongue::Japanese),
    (EUC_JP, 2 * BIT, Tongue::Japanese),
    (EUC_KR, BIT, Tongue::Korean),
];

/// A character that the tongue does not have.
const UNKNOWN: u32 = 13 * BIT;

/// What stands in no text: undecodable bytes, controls, code points for private use.
const STRAY: u32 = 23 * BIT;

/// The first byte of a character at the sample's end.
const CUT: u32 = 12 * BIT;

/// An ASCII letter right after a wide character, and a wide character right after one.
const ASCII_AFTER_WIDE: u32 = 8 * BIT;
const WIDE_AFTER_ASCII: u32 = 5 * BIT;

/// Bytes that are decoded at a time.
const CHUNK: usize = 32;

/// What each encoding makes of the sample, in sixteenths of a bit. Once that is above the limit the
/// sample is not read on.
pub(super) fn costs(
    sample: &[u8],
    switching: u32,
    limit: u64,
) -> impl Iterator<Item = (&'static Encoding, u64)> {
    let mut text = String::with_capacity(4 * CHUNK);
    let cost = move |entry: &Entry| {
        text.clear();
        (entry.0, cost_as(sample, entry, switching, limit, &mut text))
    };
    ENCODINGS.iter().map(cost)
}

/// What one of the encodings makes of the sample; `None` for others.
pub(super) fn cost(sample: &[u8], switching: u32, encoding: &'static Encoding) -> Option<u64> {
    let entry = ENCODINGS.iter().find(|entry| entry.0 == encoding)?;
    let mut text = String::with_capacity(4 * CHUNK);
    Some(cost_as(sample, entry, switching, u64::MAX, &mut text))
}

fn cost_as(
    sample: &[u8],
    &(encoding, rarity, tongue): &Entry,
    switching: u32,
    limit: u64,
    text: &mut String,
) -> u64 {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut surprise = Surprise::new(tongue, u64::from(rarity + switching));
    for chunk in sample.chunks(CHUNK) {
        decode_some(&mut decoder, chunk, text, false);
        surprise.read(text);
        text.clear();
        if surprise.sum > limit {
            return surprise.sum;
        }
    }
    decode_some(&mut decoder, b"", text, true);
    surprise.sum + if text.is_empty() { 0 } else { u64::from(CUT) }
}

/// Appends what the bytes decode to, for which there is room by the sizes chosen.
fn decode_some(decoder: &mut Decoder, mut bytes: &[u8], text: &mut String, last: bool) {
    loop {
        let (result, read, _) = decoder.decode_to_string(bytes, text, last);
        bytes = bytes.get(read..).unwrap_or_default();
        match result {
            CoderResult::InputEmpty => return,
            CoderResult::OutputFull => text.reserve(4 * CHUNK),
        }
    }
}

/// Sums up how surprising a text is in a tongue, in sixteenths of a bit. ASCII costs nothing, since
/// all the encodings have it.
struct Surprise {
    tongue: Tongue,
    sum: u64,
    before: char,
}

impl Surprise {
    fn new(tongue: Tongue, sum: u64) -> Self {
        Self {
            tongue,
            sum,
            before: ' ',
        }
    }

    fn read(&mut self, text: &str) {
        for c in text.chars() {
            let cost = match (self.before.is_ascii(), c.is_ascii()) {
                (true, true) => 0,
                (false, true) if c.is_ascii_alphabetic() => ASCII_AFTER_WIDE,
                (false, true) => 0,
                (true, false) if self.before.is_ascii_alphabetic() => {
                    WIDE_AFTER_ASCII + wide(self.tongue, c)
                }
                (_, false) => wide(self.tongue, c),
            };
            self.sum += u64::from(cost);
            self.before = c;
        }
    }
}

/// How surprising a character above ASCII is.
pub(super) fn wide(tongue: Tongue, c: char) -> u32 {
    if let Some(cost) = character(tongue, c) {
        return cost;
    }
    match c {
        '、' | '。' | '，' | '．' | '・' | '：' | '；' | '？' | '！' | '「' | '」' | '『'
        | '』' | '（' | '）' | '《' | '》' | '〈' | '〉' | '【' | '】' | '“' | '”' | '‘' | '’'
        | '…' | '—' | '～' | '〜' | '\u{3000}' | '·' => 6 * BIT,
        '\u{FF01}'..='\u{FF5E}' => 8 * BIT,
        '\u{FF61}'..='\u{FF9F}' => 11 * BIT,
        '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | char::REPLACEMENT_CHARACTER => STRAY,
        _ => UNKNOWN,
    }
}
