//! Articles that hold others whole.

use crate::candidates::Pair;
use crate::overlap::{Overlap, are_copies};
use crate::profile::Profile;

/// An article longer than its part by more than this has so much else that it is no copy of it.
const MUCH_ELSE: f64 = 0.4;

/// A part is at most so much of what holds it.
const PART: f64 = 0.6;

/// A shorter text is no article, so that holding it says nothing; in shingles.
const SHORTEST_PART: usize = 40;

/// An article, by its rank, and the share of the part that the whole holds.
pub type Share = (usize, f64);

/// Which articles hold which, by rank.
#[derive(Debug)]
pub struct Roundups {
    /// What each article holds, by rank and in its order.
    pub parts: Vec<Vec<Share>>,
    /// What holds each article, by rank.
    pub wholes: Vec<Vec<Share>>,
    /// Whether each article holds several that are no copies of each other.
    several: Vec<bool>,
}

impl Roundups {
    /// Finds them among compared pairs.
    ///
    /// An article that has another whole and much else besides holds it. With less besides it may
    /// as well be a longer copy; then it holds it only if it also has another article whole that is
    /// no copy of the first.
    pub fn find(profiles: &[Profile], pairs: &[(Pair, Overlap)]) -> Self {
        let mut parts = held_whole(profiles, pairs);
        let several: Vec<bool> = parts
            .iter()
            .map(|parts| are_several(profiles, parts))
            .collect();
        for (whole, parts) in parts.iter_mut().enumerate() {
            let much_else = |part| length_ratio(profiles, part, whole) < MUCH_ELSE;
            parts.retain(|&(part, _)| several[whole] || much_else(part));
        }
        Self {
            wholes: reversed(&parts),
            parts,
            several,
        }
    }

    /// Whether one of two articles is a roundup that may hold the other, so that they are no copies:
    /// it holds it whole, or holds several articles and is much longer.
    pub fn related(&self, profiles: &[Profile], a: usize, b: usize) -> bool {
        [(a, b), (b, a)].into_iter().any(|(part, whole)| {
            let longer = length_ratio(profiles, part, whole) < PART;
            let holds = self.parts[whole]
                .binary_search_by_key(&part, |&(rank, _)| rank)
                .is_ok();
            holds || (self.several[whole] && longer)
        })
    }
}

/// What each article holds whole, by rank. Pairs are in order, and so then are the parts.
fn held_whole(profiles: &[Profile], pairs: &[(Pair, Overlap)]) -> Vec<Vec<Share>> {
    let mut parts = vec![Vec::new(); profiles.len()];
    for &((a, b), overlap) in pairs {
        for (part, whole, overlap) in [(a, b, overlap), (b, a, overlap.reversed())] {
            if profiles[part].shingles.len() >= SHORTEST_PART && overlap.is_part(PART) {
                parts[whole].push((part, overlap.of_first));
            }
        }
    }
    parts
}

fn are_several(profiles: &[Profile], parts: &[Share]) -> bool {
    let Some((&(first, _), others)) = parts.split_first() else {
        return false;
    };
    let first = &profiles[first];
    others
        .iter()
        .map(|&(other, _)| &profiles[other])
        .any(|other| !are_copies(first, other, Overlap::new(first, other)))
}

fn length_ratio(profiles: &[Profile], part: usize, whole: usize) -> f64 {
    profiles[part].shingles.len() as f64 / profiles[whole].shingles.len() as f64
}

fn reversed(parts: &[Vec<Share>]) -> Vec<Vec<Share>> {
    let mut wholes = vec![Vec::new(); parts.len()];
    for (whole, parts) in parts.iter().enumerate() {
        for &(part, share) in parts {
            wholes[part].push((whole, share));
        }
    }
    wholes
}
