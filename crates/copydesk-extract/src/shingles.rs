//! Resemblance of texts by their shingles (Broder, "On the resemblance and containment of
//! documents", 1997).

use std::cell::OnceCell;

use crate::measure::{is_dense, is_letter};

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
    /// All of them, sorted, which few texts are asked for.
    all: OnceCell<Vec<u64>>,
}

impl<'a> Shingles<'a> {
    /// Those of a text, letters and digits only, in any case.
    pub fn of(text: &'a str) -> Self {
        let all = OnceCell::new();
        Self { text, all }
    }

    /// Tells some of them, chosen by their hash, so that resembling texts have some in common.
    pub fn samples(&self, mut found: impl FnMut(u64)) {
        hashes(self.text, |hash| {
            if hash >> (u64::BITS - SAMPLE_BITS) == 0 {
                found(hash);
            }
        });
    }

    fn all(&self) -> &[u64] {
        self.all.get_or_init(|| {
            let mut all = Vec::new();
            hashes(self.text, |hash| all.push(hash));
            all.sort_unstable();
            all.dedup();
            all
        })
    }
}

/// Tells each of a text's shingles.
fn hashes(text: &str, mut found: impl FnMut(u64)) {
    let mut last = [0_u64; WIDTH];
    let mut count = 0;
    words(text, |word| {
        last.rotate_left(1);
        last[WIDTH - 1] = word;
        count += 1;
        if count >= WIDTH {
            found(last.iter().fold(0, |all, &one| mix(all, one)));
        }
    });
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
        if c.is_ascii_alphanumeric() {
            word = mix(word.max(1), u64::from(c.to_ascii_lowercase()));
        } else if c.is_ascii() {
            if word != 0 {
                found(std::mem::take(&mut word));
            }
        } else if is_dense(c) {
            if word != 0 {
                found(std::mem::take(&mut word));
            }
            found(mix(1, u64::from(c)));
        } else if is_letter(c) {
            let lower = c.to_lowercase().next().unwrap_or(c);
            word = mix(word.max(1), u64::from(lower));
        } else if word != 0 {
            found(std::mem::take(&mut word));
        }
    }
    if word != 0 {
        found(word);
    }
}
