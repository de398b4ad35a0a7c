//! Our own hashing, so that results are the same in every run and on every machine.

use std::hash::{BuildHasherDefault, Hasher};

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): spreads any change over all 64 bits.
pub fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Adds one item to the hash of a sequence; the order of items counts.
pub fn extend(hash: u64, item: u64) -> u64 {
    mix(hash.wrapping_add(0x9e37_79b9_7f4a_7c15) ^ item)
}

/// The hash of a sequence of items.
pub fn sequence(items: impl IntoIterator<Item = u64>) -> u64 {
    items.into_iter().fold(0, extend)
}

/// The hash of some bytes.
pub fn bytes(bytes: &[u8]) -> u64 {
    let word = |chunk: &[u8]| {
        chunk
            .iter()
            .fold(0, |word, &byte| word << 8 | u64::from(byte))
    };
    extend(sequence(bytes.chunks(8).map(word)), bytes.len() as u64)
}

/// Makes the maps whose keys are hashes already, or numbers.
pub type Quick = BuildHasherDefault<Spread>;

/// The hasher of such maps.
#[derive(Debug, Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = extend(self.0, self::bytes(bytes));
    }

    fn write_u64(&mut self, key: u64) {
        // The map takes its place from the low bits and a tag from the high ones; a key may be a number.
        self.0 = key.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }

    fn write_u32(&mut self, key: u32) {
        self.write_u64(key.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_length_and_every_byte_count() {
        assert_ne!(sequence([1, 2]), sequence([2, 1]));
        assert_ne!(bytes(b"abc"), bytes(b"\0abc"));
        assert_ne!(bytes(b"0123456789"), bytes(b"012345678x"));
        assert_eq!(bytes(b"0123456789"), bytes(b"0123456789"));
    }
}
