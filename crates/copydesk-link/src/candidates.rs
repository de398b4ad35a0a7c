//! Pairs of articles that may share text: MinHash with locality-sensitive hashing (Broder 1997;
//! Indyk and Motwani 1998), and sampled anchors for an article inside another.

use crate::hash;
use crate::profile::Profile;

/// Bands of the signature; two articles that agree in one of them are a pair.
const BANDS: usize = 64;

/// Rows of a band. With 64 bands of 2, a pair of Jaccard index .25 is found with probability .98.
const ROWS: usize = 2;

/// In a bucket each article is paired with so many of the most preferred and with its neighbour:
/// a bucket of n gives some n pairs and not n².
const PAIRED_WITH: usize = 8;

/// A pair of ranks, the more preferred one first.
pub type Pair = (usize, usize);

/// All pairs that may share text, ascending, each once.
pub fn find(profiles: &[Profile]) -> Vec<Pair> {
    let signatures: Vec<Signature> = profiles.iter().map(signature).collect();
    let written = |&(rank, _): &(usize, u64)| !profiles[rank].shingles.is_empty();
    let mut pairs = Vec::new();
    for band in 0..BANDS {
        let keys = signatures.iter().map(|signature| band_key(signature, band));
        pair_up(keys.enumerate().filter(written), &mut pairs);
    }
    let anchors = profiles.iter().map(|profile| &profile.anchors).enumerate();
    pair_up(
        anchors.flat_map(|(rank, keys)| keys.iter().map(move |&key| (rank, key))),
        &mut pairs,
    );
    pair_up(
        profiles
            .iter()
            .map(|profile| profile.exact)
            .enumerate()
            .filter(written),
        &mut pairs,
    );
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

type Signature = [u32; BANDS * ROWS];

/// The least value of each hash function over the shingles.
fn signature(profile: &Profile) -> Signature {
    let mut least = [u32::MAX; BANDS * ROWS];
    for (row, least) in (0..).zip(&mut least) {
        // Multiply-shift hashing (Dietzfelbinger et al. 1997), with seeds of our own.
        let (factor, offset) = (hash::mix(2 * row + 1) | 1, hash::mix(2 * row + 2));
        let hash = |shingle: u32| u64::from(shingle).wrapping_mul(factor).wrapping_add(offset);
        let value = |&shingle: &u32| (hash(shingle) >> 32) as u32;
        *least = profile.shingles.iter().map(value).min().unwrap_or(u32::MAX);
    }
    least
}

fn band_key(signature: &Signature, band: usize) -> u64 {
    let rows = signature.iter().skip(band * ROWS).take(ROWS);
    hash::sequence(rows.map(|&row| u64::from(row)))
}

/// Adds the pairs of each bucket, a bucket being the ranks that have the same key.
fn pair_up(keys: impl Iterator<Item = (usize, u64)>, pairs: &mut Vec<Pair>) {
    let mut keyed: Vec<(u64, usize)> = keys.map(|(rank, key)| (key, rank)).collect();
    keyed.sort_unstable();
    keyed.dedup();
    for bucket in keyed.chunk_by(|a, b| a.0 == b.0) {
        for (place, &(_, rank)) in bucket.iter().enumerate() {
            let (preferred, others) = bucket[..place].split_at(place.min(PAIRED_WITH));
            let paired = preferred.iter().chain(others.last());
            pairs.extend(paired.map(|&(_, other)| (other, rank)));
        }
    }
}
