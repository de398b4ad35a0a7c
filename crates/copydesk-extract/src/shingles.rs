//! Resemblance of texts by their shingles (Broder, "On the resemblance and containment of
//! documents", 1997).

use crate::measure::is_dense;

/// So many words make a shingle; in scripts without spaces each character is a word.
const WIDTH: usize = 3;
/// Texts resemble when they share this part of their shingles, in percent.
const MIN_SHARED: usize = 75;
/// One shingle of four, by these bits of its hash, is a sample by which resembling texts are found.
const SAMPLE_BITS: u32 = 2;

/// A text's shingles as hashes.
#[derive(Debug, Default)]
pub(crate) struct Shingles {
    sorted: Vec<u64>,
    samples: Vec<u64>,
}

impl Shingles {
    /// Hashes a text's shingles, letters and digits only, in any case.
    pub fn of(text: &str) -> Self {
        let mut sorted = Vec::new();
        let mut last = [0_u64; WIDTH];
        words(text, |word| {
            last.rotate_left(1);
            last[WIDTH - 1] = word;
            sorted.push(last.iter().fold(0, |all, &one| mix(all, one)));
        });
        sorted.drain(..(WIDTH - 1).min(sorted.len()));
        sorted.sort_unstable();
        sorted.dedup();
        let samples = sorted
            .iter()
            .copied()
            .filter(|hash| hash >> (u64::BITS - SAMPLE_BITS) == 0);
        Self {
            samples: samples.collect(),
            sorted,
        }
    }

    /// Some of them, chosen by their hash, so that resembling texts have some in common.
    pub fn samples(&self) -> &[u64] {
        &self.samples
    }
}

/// Whether two texts share most of their shingles: the intersection over the greater set.
pub(crate) fn resembles(one: &Shingles, other: &Shingles) -> bool {
    let most = one.sorted.len().max(other.sorted.len());
    let least = one.sorted.len().min(other.sorted.len());
    if most == 0 || least * 100 < most * MIN_SHARED {
        return false;
    }
    let shared = one
        .sorted
        .iter()
        .filter(|hash| other.sorted.binary_search(hash).is_ok())
        .count();
    shared * 100 >= most * MIN_SHARED
}

fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Tells the hash of each word.
fn words(text: &str, mut found: impl FnMut(u64)) {
    let mut word = 0;
    for c in text.chars() {
        if is_dense(c) {
            if word != 0 {
                found(std::mem::take(&mut word));
            }
            found(mix(1, u64::from(c)));
        } else if c.is_alphanumeric() {
            let lower = if c.is_ascii() {
                c.to_ascii_lowercase()
            } else {
                c.to_lowercase().next().unwrap_or(c)
            };
            word = mix(word.max(1), u64::from(lower));
        } else if word != 0 {
            found(std::mem::take(&mut word));
        }
    }
    if word != 0 {
        found(word);
    }
}
