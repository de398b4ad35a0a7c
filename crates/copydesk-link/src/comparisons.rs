//! Texts compared two by two: which are copies or parts of others.

use std::collections::{HashMap, HashSet};

use crate::align::Aligner;
use crate::groups::Pairs;
use crate::hash::Quick;
use crate::postings::Postings;
use crate::profile::Profile;
use crate::verdict::Verdict;

/// Texts by their numbers, which count from 0 in the order in which they were added, and those pairs of
/// them that have to do with each other.
///
/// The pairs depend on the texts alone, not on the order in which they came or on how many were added at
/// once. Adding a text takes time in proportion to its length.
#[derive(Debug, Default)]
pub struct Comparisons {
    profiles: Vec<Profile>,
    /// By which the heads of buckets are chosen.
    priorities: Vec<u64>,
    postings: Postings,
    /// Of texts that are copies or parts of others: these, and what was found.
    edges: HashMap<u32, Vec<Edge>, Quick>,
    /// How many texts are compared; those after them are only entered.
    compared: u32,
    /// Texts that new ones pushed out of the heads of a bucket.
    displaced: Vec<u32>,
    aligner: Aligner,
}

/// What one text is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edge {
    other: u32,
    verdict: Verdict,
}

impl Comparisons {
    /// Adds a text, to be compared later.
    pub fn enter(&mut self, profile: Profile) {
        let number = self.profiles.len() as u32;
        self.priorities.push(profile.exact);
        for &key in &profile.keys {
            let displaced = self.postings.add(key, number, &self.priorities);
            self.displaced.extend(displaced);
        }
        self.profiles.push(profile);
    }

    /// Compares the texts that were entered since the last time, and returns them and all others that
    /// are no longer compared with what they were.
    pub fn compare(&mut self) -> Vec<u32> {
        let (first, end) = (self.compared, self.profiles.len() as u32);
        let mut displaced = std::mem::take(&mut self.displaced);
        displaced.retain(|&number| number < first);
        displaced.sort_unstable();
        displaced.dedup();
        let recheck = |number| self.recheck(number);
        let mut changed: Vec<u32> = displaced.into_iter().flat_map(recheck).collect();
        (first..end).for_each(|number| self.compare_new(number));
        self.compared = end;
        changed.extend(first..end);
        changed
    }

    /// The texts that one was found to have to do with.
    pub fn others(&self, number: u32) -> impl Iterator<Item = u32> {
        let edges = self.edges.get(&number).into_iter().flatten();
        edges.map(|edge| edge.other)
    }

    /// What was found of pairs, by the ranks of texts that have no edges to others.
    pub fn pairs(&self, texts: &[u32]) -> Pairs {
        let ranks = texts.iter().enumerate().map(|(rank, &text)| (text, rank));
        let ranks: HashMap<u32, usize, Quick> = ranks.collect();
        let of_text = |text: &u32| {
            let edges = self.edges.get(text).into_iter().flatten();
            let pair = |edge: &Edge| Some((*ranks.get(&edge.other)?, edge.verdict));
            let mut pairs: Vec<(usize, Verdict)> = edges.filter_map(pair).collect();
            pairs.sort_unstable_by_key(|&(rank, _)| rank);
            pairs
        };
        texts.iter().map(of_text).collect()
    }

    /// What two texts are to each other.
    pub fn verdict(&mut self, first: u32, second: u32) -> Verdict {
        let profile = |number: u32| &self.profiles[number as usize];
        self.aligner.load(profile(first));
        self.aligner.compare(profile(first), profile(second))
    }

    /// Takes away the edges of a text to those that it is no longer compared with, and returns both
    /// ends of them. It cannot have won any.
    fn recheck(&mut self, number: u32) -> Vec<u32> {
        let Some(edges) = self.edges.remove(&number) else {
            return Vec::new();
        };
        let candidates: HashSet<u32, Quick> = self.candidates(number).collect();
        let (kept, lost): (Vec<Edge>, Vec<Edge>) = edges
            .into_iter()
            .partition(|edge| candidates.contains(&edge.other));
        for Edge { other, .. } in &lost {
            let edges = self.edges.entry(*other).or_default();
            edges.retain(|edge| edge.other != number);
        }
        self.edges.insert(number, kept);
        let ends = lost.iter().flat_map(|edge| [number, edge.other]);
        ends.collect()
    }

    /// Compares a new text with all that may share words with it, each pair of new ones once.
    fn compare_new(&mut self, number: u32) {
        let is_to_do = |&other: &u32| other > number || other < self.compared;
        let others: Vec<u32> = self.candidates(number).filter(is_to_do).collect();
        if !others.is_empty() {
            self.aligner.load(&self.profiles[number as usize]);
        }
        for other in others {
            self.verify(number, other);
        }
    }

    /// Compares the text that the aligner has with another one, and keeps what is worth it.
    fn verify(&mut self, number: u32, other: u32) {
        let profile = |number: u32| &self.profiles[number as usize];
        let verdict = self.aligner.compare(profile(number), profile(other));
        if verdict.matters() {
            let edge = Edge { other, verdict };
            self.edges.entry(number).or_default().push(edge);
            let edge = Edge {
                other: number,
                verdict: verdict.reversed(),
            };
            self.edges.entry(other).or_default().push(edge);
        }
    }

    /// The texts that share enough keys with one, ascending.
    fn candidates(&self, number: u32) -> impl Iterator<Item = u32> {
        let profile = &self.profiles[number as usize];
        let beside = |&key: &u32| self.postings.beside(key, number);
        let mut shared: Vec<u32> = profile.keys.iter().flat_map(beside).copied().collect();
        shared.sort_unstable();
        let enough = |shared: &[u32]| {
            let other = *shared.first().filter(|&&other| other != number)?;
            let least = profile.least_shared(self.profiles.get(other as usize)?);
            (shared.len() >= least).then_some(other)
        };
        let candidates = shared.chunk_by(|a, b| a == b).filter_map(enough);
        candidates.collect::<Vec<u32>>().into_iter()
    }
}
