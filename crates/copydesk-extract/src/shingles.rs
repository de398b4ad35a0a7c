//! Resemblance of texts by their shingles (Broder, "On the resemblance and containment of
//! documents", 1997).

use std::cell::OnceCell;

use crate::measure::is_dense;

/// So many words make a shingle; in scripts without spaces each character is a word.
const WIDTH: usize = 3;
/// Texts resemble when they share this part of their shingles, in percent.
const MIN_SHARED: usize = 75;
/// One shingle of four, by these bits of its hash, is a sample by which resembling texts are found.
const SAMPLE_BITS: u32 = 2;

/// A text's shingles as hashes.
#[derive(Debug)]
pub(crate) struct Shingles<'a> {
    text: &'a str,
    samples: Vec<u64>,
    all: OnceCell<Vec<u64>>,
}

impl<'a> Shingles<'a> {
    /// Looks at a text's shingles, letters and digits only, in any case.
    pub fn of(text: &'a str) -> Self {
        let is_sample = |hash: u64| hash >> (u64::BITS - SAMPLE_BITS) == 0;
        Self {
            text,
            samples: hashes(text, is_sample),
            all: OnceCell::new(),
        }
    }

    /// Some of them, chosen by their hash, so that resembling texts have some in common.
    pub fn samples(&self) -> &[u64] {
        &self.samples
    }

    /// All of them, which few texts are asked for.
    fn all(&self) -> &[u64] {
        self.all.get_or_init(|| hashes(self.text, |_| true))
    }
}

/// Those of a text's shingles that are wanted, sorted.
fn hashes(text: &str, is_wanted: impl Fn(u64) -> bool) -> Vec<u64> {
    let mut hashes = Vec::new();
    let mut last = [0_u64; WIDTH];
    let mut count = 0;
    words(text, |word| {
        last.rotate_left(1);
        last[WIDTH - 1] = word;
        count += 1;
        let hash = last.iter().fold(0, |all, &one| mix(all, one));
        if count >= WIDTH && is_wanted(hash) {
            hashes.push(hash);
        }
    });
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Whether two texts share most of their shingles: the intersection over the greater set.
pub(crate) fn resembles(one: &Shingles<'_>, other: &Shingles<'_>) -> bool {
    let (one, other) = (one.all(), other.all());
    let most = one.len().max(other.len());
    let least = one.len().min(other.len());
    if most == 0 || least * 100 < most * MIN_SHARED {
        return false;
    }
    let is_shared = |hash: &&u64| other.binary_search(hash).is_ok();
    one.iter().filter(is_shared).count() * 100 >= most * MIN_SHARED
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
