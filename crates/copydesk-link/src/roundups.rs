//! Articles that hold others whole, and how they are told from longer copies.

use serde::{Deserialize, Serialize};

use crate::groups::Pairs;
use crate::verdict::Verdict;

/// An article longer than its part by more than this has so much else that it is a copy of it only if
/// copies of both lie between them, in thousandths.
const MUCH_ELSE: usize = 350;

/// A smaller part of an article does not make a roundup of it; in thousandths.
const SMALLEST: usize = 100;

/// An article that another holds, or that holds another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its rank.
    pub rank: usize,
    /// The share of the part that the whole holds, in thousandths.
    pub share: usize,
}

/// Which articles hold others, and which are linked by copies, by rank.
#[derive(Debug)]
pub struct Roundups {
    /// Of what each article holds whole, where the first ends and where the last begins.
    held: Vec<(u32, u32)>,
    /// Each article's chain: the same for those that copies lead from one to the other.
    chains: Vec<usize>,
}

impl Roundups {
    /// Finds them among compared pairs.
    pub fn find(pairs: &Pairs) -> Self {
        let mut found = Self {
            held: pairs.iter().map(|pairs| held(pairs)).collect(),
            chains: (0..pairs.len()).collect(),
        };
        for (rank, pairs) in pairs.iter().enumerate() {
            for (other, verdict) in pairs {
                if found.are_near(rank, *other, verdict) {
                    found.connect(rank, *other);
                }
            }
        }
        for rank in 0..pairs.len() {
            found.chains[rank] = found.chain(rank);
        }
        found
    }

    /// Whether two articles are copies: by themselves, or one holds the other whole and a chain of
    /// copies leads from one to the other, as from a cut version over the full one to a much longer
    /// one. A roundup is no copy of what is much shorter.
    pub fn are_copies(&self, first: usize, second: usize, verdict: &Verdict) -> bool {
        self.are_near(first, second, verdict)
            || (verdict.alike
                && verdict.is_held()
                && !self.is_roundup(first, second, verdict)
                && self.chains[first] == self.chains[second])
    }

    /// What each article holds whole without being a copy of it, by rank and in its order.
    pub fn parts(&self, pairs: &Pairs) -> Vec<Vec<Part>> {
        let of_whole = |(whole, pairs): (usize, &Vec<(usize, Verdict)>)| {
            let held = pairs.iter().filter(|(_, verdict)| is_part(verdict));
            let parts = held.filter(|(part, verdict)| !self.are_copies(whole, *part, verdict));
            let part = |&(rank, verdict): &(usize, Verdict)| Part {
                rank,
                share: verdict.share_of(1),
            };
            parts.map(part).collect()
        };
        pairs.iter().enumerate().map(of_whole).collect()
    }

    /// Whether two articles are copies by themselves.
    fn are_near(&self, first: usize, second: usize, verdict: &Verdict) -> bool {
        let much_else = verdict.is_held() && verdict.length_ratio() < MUCH_ELSE;
        verdict.is_copy() && !much_else && !self.is_roundup(first, second, verdict)
    }

    /// Whether the longer one holds, beside what the shorter one is in it, another article whole.
    fn is_roundup(&self, first: usize, second: usize, verdict: &Verdict) -> bool {
        let longer = 1 - verdict.shorter();
        let (end, start) = self.held[[first, second][longer]];
        let (from, to) = verdict.reaches[longer];
        end < from || to < start
    }

    fn connect(&mut self, first: usize, second: usize) {
        let (first, second) = (self.chain(first), self.chain(second));
        self.chains[first.max(second)] = first.min(second);
    }

    fn chain(&mut self, rank: usize) -> usize {
        let mut rank = rank;
        while self.chains[rank] != rank {
            self.chains[rank] = self.chains[self.chains[rank]];
            rank = self.chains[rank];
        }
        rank
    }
}

/// Whether the first of two articles holds the second whole, and is longer.
fn is_part(verdict: &Verdict) -> bool {
    verdict.shorter() == 1 && verdict.is_held()
}

/// Where the first of all parts of an article ends, and where the last begins.
fn held(pairs: &[(usize, Verdict)]) -> (u32, u32) {
    let verdicts = pairs.iter().map(|(_, verdict)| verdict);
    let parts = verdicts.filter(|verdict| is_part(verdict) && verdict.length_ratio() >= SMALLEST);
    let places = parts.map(|verdict| verdict.middles[0]);
    places.fold((u32::MAX, 0), |(end, start), (from, to)| {
        (end.min(to), start.max(from))
    })
}
