//! Which encoding the bytes themselves speak for, where they are not UTF-8.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, GBK, ISO_2022_JP, ISO_8859_8, ISO_8859_8_I};

use super::coding::Coding;
use super::model::BIT;
use super::pairs::Pairs;
use super::{multi, single, unicode};

/// Bytes of lines above ASCII that are judged by: enough for a sure answer in any encoding, at most
/// a millisecond's work.
const GUESS_BYTES: usize = 32 << 10;

/// Of so few bytes each word helps, also those of ASCII.
const FEW_BYTES: usize = 1024;

/// How much better than another the best encoding must explain the bytes to be the likely one.
const CLEAR: u64 = 32 * BIT as u64;

/// How much better than a declared encoding it must explain them to overrule it: in all, and for
/// each byte above ASCII.
const REFUTED: u64 = 64 * BIT as u64;
const REFUTED_EACH: u64 = 2 * BIT as u64;

/// What the bytes say of their encoding.
pub(super) struct Content<'a> {
    sample: Cow<'a, [u8]>,
    pairs: Pairs,
    /// What the other encodings take for ASCII that UTF-16 does not.
    ascii: u64,
    /// The encodings that explain the bytes best and nearly as well, with the bits that the bytes
    /// take in them, in sixteenths; the fewest first.
    ranked: Vec<(Coding, u64)>,
}

impl<'a> Content<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        let sample = sample(bytes);
        let pairs = Pairs::of(&sample);
        let mut web = single::costs(&pairs, CLEAR);
        let limit = least(&web).saturating_add(CLEAR);
        web.extend(multi::costs(&sample, pairs.switching, limit));
        let utf16 = if may_be_utf16(&sample) {
            unicode::utf16(&sample)
        } else {
            None
        };
        let ascii = utf16.map_or(0, |_| unicode::cost_of_ascii(&sample));
        let web = web.into_iter();
        let web = web.map(|(encoding, cost)| (Coding::Web(encoding), cost.saturating_add(ascii)));
        let mut ranked: Vec<_> = web.chain(utf16).collect();
        let limit = least(&ranked).saturating_add(CLEAR);
        ranked.retain(|&(_, cost)| cost < limit);
        ranked.sort_by_key(|&(_, cost)| cost);
        Self {
            sample,
            pairs,
            ascii,
            ranked,
        }
    }

    /// The encoding that explains the bytes best.
    pub(super) fn best(&self) -> Option<Coding> {
        self.ranked.first().map(|&(coding, _)| coding)
    }

    /// Whether no encoding that gives another text explains the bytes nearly as well.
    pub(super) fn is_clear(&self) -> bool {
        let Some(best) = self.best() else {
            return false;
        };
        let bytes: Vec<_> = self.pairs.high.iter().map(|pair| pair.second).collect();
        let text = best.decode(&bytes);
        let is_same = |coding: Coding| coding.is_single_byte() && coding.decode(&bytes) == text;
        let mut near = self.ranked.iter().skip(1);
        near.all(|&(coding, _)| is_same(coding))
    }

    /// Whether the best encoding explains the bytes so much better than this one that they cannot be
    /// in it. What is not known cannot be refuted.
    pub(super) fn refutes(&self, encoding: &'static Encoding) -> bool {
        let encoding = alike(encoding);
        let multi = || multi::cost(&self.sample, self.pairs.switching, encoding);
        let cost = single::cost(&self.pairs, encoding).or_else(multi);
        let Some((cost, &(_, least))) = cost.zip(self.ranked.first()) else {
            return false;
        };
        let high = high(&self.sample) as u64;
        cost.saturating_add(self.ascii).saturating_sub(least) >= REFUTED.max(REFUTED_EACH * high)
    }
}

/// What the best takes.
fn least<T>(costs: &[(T, u64)]) -> u64 {
    costs.iter().map(|&(_, cost)| cost).min().unwrap_or(0)
}

/// Texts in UTF-16 are full of noughts or, where they are Chinese, Japanese or Korean, of bytes above
/// ASCII.
fn may_be_utf16(sample: &[u8]) -> bool {
    is_dense(sample) || unicode::has_controls(sample)
}

fn is_dense(bytes: &[u8]) -> bool {
    4 * high(bytes) >= bytes.len()
}

fn high(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !byte.is_ascii()).count()
}

/// The encoding that is judged for another that decodes alike.
fn alike(encoding: &'static Encoding) -> &'static Encoding {
    match encoding {
        encoding if encoding == GB18030 => GBK,
        encoding if encoding == ISO_8859_8_I => ISO_8859_8,
        encoding => encoding,
    }
}

/// ISO-2022-JP, which hides in ASCII: it shifts to Japanese by escape sequences.
pub(super) fn escaped(bytes: &[u8]) -> Option<&'static Encoding> {
    let shifts = bytes
        .windows(3)
        .any(|window| matches!(window, b"\x1B$B" | b"\x1B$@" | b"\x1B(J"));
    (shifts && bytes.is_ascii()).then_some(ISO_2022_JP)
}

/// The bytes, of many the first; where more than a few are mostly ASCII, such as markup, those of the
/// first lines with bytes above ASCII. UTF-16 has no such lines.
fn sample(bytes: &[u8]) -> Cow<'_, [u8]> {
    let start = bytes.get(..GUESS_BYTES).unwrap_or(bytes);
    if start.len() <= FEW_BYTES || may_be_utf16(start) {
        return Cow::Borrowed(start);
    }
    let lines = bytes.split_inclusive(|&byte| byte == b'\n');
    let mut sample = Vec::with_capacity(GUESS_BYTES);
    for line in lines.filter_map(from_first_above_ascii) {
        let room = GUESS_BYTES - sample.len();
        sample.extend_from_slice(line.get(..room).unwrap_or(line));
        if sample.len() == GUESS_BYTES {
            break;
        }
    }
    Cow::Owned(sample)
}

/// The line from shortly before its first byte above ASCII; `None` when it has none.
fn from_first_above_ascii(line: &[u8]) -> Option<&[u8]> {
    let first = line.iter().position(|byte| !byte.is_ascii())?;
    line.get(first.saturating_sub(8)..)
}
