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
    let mut pairs = Vec::new();
    for band in 0..BANDS {
        let keys = signatures.iter().map(|signature| band_key(signature, band));
        pair_up(
            ranked(
                keys.enumerate()
                    .filter(|&(rank, _)| !profiles[rank].shingles.is_empty()),
            ),
            &mut pairs,
        );
    }
    let anchors = profiles
        .iter()
        .enumerate()
        .flat_map(|(rank, profile)| profile.anchors.iter().map(move |&key| (rank, key)));
    pair_up(ranked(anchors), &mut pairs);
    pair_up(
        ranked(profiles.iter().map(|profile| profile.exact).enumerate()),
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
    for (row, least) in least.iter_mut().enumerate() {
        let (factor, offset) = (
            hash::mix(2 * row as u64 + 1) | 1,
            hash::mix(2 * row as u64 + 2),
        );
        let value = |&shingle: &u32| {
            (u64::from(shingle).wrapping_mul(factor).wrapping_add(offset) >> 32) as u32
        };
        *least = profile.shingles.iter().map(value).min().unwrap_or(u32::MAX);
    }
    least
}

fn band_key(signature: &Signature, band: usize) -> u64 {
    hash::sequence(
        signature
            .iter()
            .skip(band * ROWS)
            .take(ROWS)
            .map(|&row| u64::from(row)),
    )
}

/// Keys with the ranks that have them, ascending.
fn ranked(keys: impl Iterator<Item = (usize, u64)>) -> Vec<(u64, u32)> {
    let mut keyed: Vec<(u64, u32)> = keys.map(|(rank, key)| (key, rank as u32)).collect();
    keyed.sort_unstable();
    keyed.dedup();
    keyed
}

/// The pairs of each bucket, a bucket being the ranks that have the same key.
fn pair_up(keyed: Vec<(u64, u32)>, pairs: &mut Vec<Pair>) {
    for bucket in keyed
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|bucket| bucket.len() > 1)
    {
        for (place, &(_, rank)) in bucket.iter().enumerate() {
            let preferred = bucket[..place.min(PAIRED_WITH)].iter();
            let neighbour = bucket[place.min(PAIRED_WITH)..place].last();
            pairs.extend(
                preferred
                    .chain(neighbour)
                    .map(|&(_, other)| (other as usize, rank as usize)),
            );
        }
    }
}
