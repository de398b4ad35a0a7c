use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, ISO_2022_JP, SHIFT_JIS};

/// Bytes of lines above ASCII that the statistics see: enough for a sure answer in any encoding, at
/// most a millisecond's work.
const GUESS_BYTES: usize = 32 << 10;

/// Encodings in which a character is one byte or two, the commonest first.
const MULTI_BYTE: [&Encoding; 5] = [GBK, BIG5, SHIFT_JIS, EUC_KR, EUC_JP];

/// How many characters above ASCII there are for each stray that may be a slip: a byte from another
/// encoding pasted in, or one lost on the way.
const CHARACTERS_PER_STRAY: usize = 20;

/// How far the bytes are UTF-8.
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
pub(super) fn strays(bytes: &[u8], encoding: &'static Encoding) -> Strays {
    let (text, _) = encoding.decode_with_bom_removal(bytes);
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

/// ISO-2022-JP, which hides in ASCII: it shifts to Japanese by escape sequences.
pub(super) fn escaped(bytes: &[u8]) -> Option<&'static Encoding> {
    let shifts = bytes
        .windows(3)
        .any(|window| matches!(window, b"\x1B$B" | b"\x1B$@" | b"\x1B(J"));
    (shifts && bytes.is_ascii()).then_some(ISO_2022_JP)
}

/// The encoding that the frequencies of bytes and pairs speak for, among those that are not UTF-8,
/// and whether there were at least `enough` bytes above ASCII to judge by.
///
/// The detector gives an encoding of several bytes up at the first slip. So where it settles for one
/// of single bytes, it is asked again of those lines only that such an encoding decodes wholly.
pub(super) fn guess(bytes: &[u8], enough: usize) -> (&'static Encoding, bool) {
    let (encoding, seen) = detect(bytes, |_| true);
    let is_sure = seen >= enough;
    if !encoding.is_single_byte() || !is_sure {
        return (encoding, is_sure);
    }
    let explains = |multi: &&'static Encoding| {
        let is_whole = |line: &[u8]| !multi.decode_without_bom_handling(line).1;
        strays(bytes, multi).is_few() && detect(bytes, is_whole).0 == *multi
    };
    let multi = MULTI_BYTE.iter().copied().find(|multi| explains(multi));
    (multi.unwrap_or(encoding), is_sure)
}

/// What the detector makes of the lines that pass, and how many bytes above ASCII it saw.
fn detect(bytes: &[u8], passes: impl Fn(&[u8]) -> bool) -> (&'static Encoding, usize) {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut room = GUESS_BYTES;
    let mut seen = 0;
    for line in bytes
        .split_inclusive(|&byte| byte == b'\n')
        .filter_map(from_first_above_ascii)
        .filter(|line| passes(line))
    {
        let part = line.get(..room).unwrap_or(line);
        detector.feed(part, false);
        seen += part.iter().filter(|byte| !byte.is_ascii()).count();
        room -= part.len();
        if room == 0 {
            break;
        }
    }
    (detector.guess(None, Utf8Detection::Deny), seen)
}

/// The line from shortly before its first byte above ASCII; `None` when it has none.
fn from_first_above_ascii(line: &[u8]) -> Option<&[u8]> {
    let first = line.iter().position(|byte| !byte.is_ascii())?;
    line.get(first.saturating_sub(8)..)
}
