//! The pairs of neighbouring bytes in a sample, which is all that single-byte encodings are told by.

use super::model::BIT;

/// A pair of neighbouring bytes, and how often it occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) first: u8,
    pub(super) second: u8,
    pub(super) count: u32,
}

/// The pairs of a sample.
pub(super) struct Pairs {
    /// Those with a byte above ASCII.
    pub(super) high: Vec<Pair>,
    /// Those of ASCII in lower case, with a letter.
    pub(super) ascii: Vec<Pair>,
    /// What it costs to say which words are ASCII and which are not, in sixteenths of a bit.
    pub(super) switching: u32,
}

impl Pairs {
    /// Whether most bytes above ASCII stand beside others, as where the letters are not Latin.
    pub(super) fn is_dense(&self) -> bool {
        let is_both = |pair: &&Pair| !pair.first.is_ascii() && !pair.second.is_ascii();
        2 * self.high.iter().filter(is_both).count() > self.high.len()
    }

    /// The sample's edges count as spaces.
    pub(super) fn of(sample: &[u8]) -> Self {
        let (mut high, mut ascii) = (Vec::with_capacity(sample.len() + 1), Vec::new());
        let mut first = b' ';
        for &second in sample.iter().chain(b" ") {
            if first.is_ascii() && second.is_ascii() {
                if first.is_ascii_alphabetic() || second.is_ascii_alphabetic() {
                    ascii.push(joined(
                        first.to_ascii_lowercase(),
                        second.to_ascii_lowercase(),
                    ));
                }
            } else {
                high.push(joined(first, second));
            }
            first = second;
        }
        Self {
            high: counted(high),
            ascii: counted(ascii),
            switching: switching(sample),
        }
    }
}

fn joined(first: u8, second: u8) -> u16 {
    u16::from_be_bytes([first, second])
}

fn counted(mut pairs: Vec<u16>) -> Vec<Pair> {
    pairs.sort_unstable();
    let same = pairs.chunk_by(|a, b| a == b);
    same.filter_map(|same| {
        let [first, second] = same.first()?.to_be_bytes();
        let count = u32::try_from(same.len()).unwrap_or(u32::MAX);
        Some(Pair {
            first,
            second,
            count,
        })
    })
    .collect()
}

/// Texts of one script are commoner than mixed ones.
const TWO_SCRIPTS: u32 = 3 * BIT;

/// Each word costs what the share of its kind among all words is worth (its entropy).
fn switching(sample: &[u8]) -> u32 {
    let is_part = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let words = sample
        .split(|byte| !is_part(byte))
        .filter(|word| !word.is_empty());
    let (mut all, mut ascii) = (0_u32, 0_u32);
    for word in words {
        all += 1;
        ascii += u32::from(word.is_ascii());
    }
    let others = all - ascii;
    if others == 0 || ascii == 0 {
        return 0;
    }
    TWO_SCRIPTS + others * bits(all, others) + ascii * bits(all, ascii)
}

/// The binary logarithm of a ratio of one or more, in sixteenths; nought when there is none.
fn bits(dividend: u32, divisor: u32) -> u32 {
    let Some(ratio) = (u64::from(dividend) << 32).checked_div(u64::from(divisor)) else {
        return 0;
    };
    let Some(whole) = ratio.max(1).ilog2().checked_sub(32) else {
        return 0;
    };
    // The fraction's digits: squaring doubles the logarithm.
    let mut rest = ratio >> (whole + 1);
    let mut sum = whole * BIT;
    for digit in [BIT / 2, BIT / 4, BIT / 8, BIT / 16] {
        rest = (rest * rest) >> 31;
        if rest >> 32 > 0 {
            rest >>= 1;
            sum += digit;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_of_ratios() {
        let table = [
            (1, 1, 0),
            (8, 2, 32),
            (3, 2, 9),
            (7, 1, 44),
            (0, 0, 0),
            (5, 0, 0),
        ];
        for (dividend, divisor, expected) in table {
            assert_eq!(bits(dividend, divisor), expected, "{dividend} / {divisor}");
        }
    }

    #[test]
    fn counts_pairs_of_both_kinds() {
        let pairs = Pairs::of(b"Na na\xEF na\xEF");
        let pair = |first, second, count| Pair {
            first,
            second,
            count,
        };
        assert_eq!(pairs.high, [pair(b'a', 0xEF, 2), pair(0xEF, b' ', 2)]);
        assert!(pairs.ascii.contains(&pair(b'n', b'a', 3)));
        assert!(pairs.switching > 0);
        assert_eq!(Pairs::of(b"only words").switching, 0);
    }
}
