//! Texts compared two by two: which are copies or parts of others.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::align::Aligner;
use crate::groups::Pairs;
use crate::hash::Quick;
use crate::heads::Heads;
use crate::profile::{Anchors, Profile, Shingles};
use crate::shelf::{Backing, Mapped, Numbered, Table};
use crate::verdict::Verdict;

/// Texts by their numbers, which count from 0 in the order in which they were added, and those pairs of
/// them that have to do with each other.
///
/// The pairs depend on the texts alone, not on the order in which they came or on what was taken out again. Adding a text takes time in proportion to its length.
#[derive(Debug)]
pub struct Comparisons<'a> {
    anchors: Numbered<'a, Anchors>,
    shingles: Numbered<'a, Shingles>,
    heads: Heads<'a>,
    /// Of texts that are copies or parts of others: these, and what was found.
    edges: Mapped<'a, Vec<Edge>>,
    aligner: Aligner,
}

/// What one text is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// The other one.
    pub other: u32,
    /// What came of comparing it with the other one.
    pub verdict: Verdict,
}

impl<'a> Comparisons<'a> {
    /// Those of an index that has so many texts.
    pub fn new(backing: Backing<'a>, shingles: Backing<'a>, count: u32) -> Self {
        Self {
            anchors: Numbered::new(backing, Table::Anchors, count),
            shingles: Numbered::new(shingles, Table::Shingles, count),
            heads: Heads::new(backing),
            edges: Mapped::new(backing, Table::Edges),
            aligner: Aligner::default(),
        }
    }

    /// Adds a text, compares it with all that may share words with it, and returns it and all others that
    /// are no longer compared with what they were.
    pub fn add(&mut self, profile: Profile) -> Vec<u32> {
        let Profile { anchors, shingles } = profile;
        let keys = anchors.keys.clone();
        let number = self.anchors.push(anchors);
        self.shingles.push(shingles);
        let mut displaced = Vec::new();
        for key in keys {
            let priority = |text| priority(&self.anchors, text);
            displaced.extend(self.heads.add(key, number, priority));
        }
        displaced.sort_unstable();
        displaced.dedup();
        let recheck = |number| self.recheck(number);
        let mut changed: Vec<u32> = displaced.into_iter().flat_map(recheck).collect();
        let others = self.candidates(number);
        self.compare_with(number, &others);
        changed.push(number);
        changed
    }

    /// Takes a text out, and returns all others that are no longer compared with what they were.
    pub fn remove(&mut self, number: u32) -> Vec<u32> {
        let Some(anchors) = self.anchors.take(number) else {
            return Vec::new();
        };
        self.shingles.take(number);
        let edges = self.edges.take(number.into()).unwrap_or_default();
        let mut changed: Vec<u32> = edges.iter().map(|edge| edge.other).collect();
        changed.iter().for_each(|&other| self.part(other, number));
        let priority = |text| priority(&self.anchors, text);
        let remove = |&key: &u32| self.heads.remove(key, number, priority);
        let mut promoted: Vec<u32> = anchors.keys.iter().filter_map(remove).collect();
        promoted.sort_unstable();
        promoted.dedup();
        changed.extend(promoted.into_iter().flat_map(|text| self.widen(text)));
        changed
    }

    /// What a text was found to have to do with others.
    pub fn edges(&self, number: u32) -> Vec<Edge> {
        let edges = self.edges.get(number.into());
        edges.map_or_else(Vec::new, |edges| edges.clone())
    }

    /// What was found of pairs, by the ranks of texts that have no edges to others.
    pub fn pairs(&self, texts: &[u32]) -> Pairs {
        let ranks = texts.iter().enumerate().map(|(rank, &text)| (text, rank));
        let ranks: HashMap<u32, usize, Quick> = ranks.collect();
        let of_text = |&text: &u32| {
            let edges = self.edges(text).into_iter();
            let pair = |edge: Edge| Some((*ranks.get(&edge.other)?, edge.verdict));
            let mut pairs: Vec<(usize, Verdict)> = edges.filter_map(pair).collect();
            pairs.sort_unstable_by_key(|&(rank, _)| rank);
            pairs
        };
        texts.iter().map(of_text).collect()
    }

    /// What two texts are to each other.
    pub fn verdict(&mut self, first: u32, second: u32) -> Option<Verdict> {
        let first = self.shingles.get(first)?;
        self.aligner.load(&first);
        Some(self.aligner.compare(&first, &*self.shingles.get(second)?))
    }

    /// What tells a text by itself.
    pub fn exact(&self, number: u32) -> u64 {
        priority(&self.anchors, number)
    }

    /// Lays down what is to be on a shelf.
    pub fn lay_down(&mut self) {
        self.anchors.lay_down();
        self.shingles.lay_down();
        self.heads.lay_down();
        self.edges.lay_down();
    }

    /// Takes away the edges of a text to those that it is no longer compared with, and returns both
    /// ends of them. It cannot have won any.
    fn recheck(&mut self, number: u32) -> Vec<u32> {
        let edges = self.edges(number);
        if edges.is_empty() {
            return Vec::new();
        }
        let candidates: HashSet<u32, Quick> = self.candidates(number).into_iter().collect();
        let (kept, lost): (Vec<Edge>, Vec<Edge>) = edges
            .into_iter()
            .partition(|edge| candidates.contains(&edge.other));
        lost.iter().for_each(|edge| self.part(edge.other, number));
        self.edges.put(number.into(), kept);
        let ends = lost.iter().flat_map(|edge| [number, edge.other]);
        ends.collect()
    }

    /// Takes away a text's edge to another one.
    fn part(&mut self, number: u32, other: u32) {
        if let Some(edges) = self.edges.change(number.into()) {
            edges.retain(|edge| edge.other != other);
        }
    }

    /// Compares a text with all that it is compared with now and was not before, and returns both ends of
    /// its new edges.
    fn widen(&mut self, number: u32) -> Vec<u32> {
        let known: Vec<u32> = self.edges(number).iter().map(|edge| edge.other).collect();
        let mut others = self.candidates(number);
        others.retain(|other| !known.contains(other));
        self.compare_with(number, &others);
        let edges = self.edges(number).into_iter().skip(known.len());
        edges.flat_map(|edge| [number, edge.other]).collect()
    }

    /// Compares a text with others, and keeps what is worth it.
    fn compare_with(&mut self, number: u32, others: &[u32]) {
        if others.is_empty() {
            return;
        }
        let Some(shingles) = self.shingles.get(number) else {
            return;
        };
        self.aligner.load(&shingles);
        for &other in others {
            let Some(of_other) = self.shingles.get(other) else {
                continue;
            };
            let verdict = self.aligner.compare(&shingles, &of_other);
            if verdict.matters() {
                let edge = Edge { other, verdict };
                self.edges.entry(number.into()).push(edge);
                let edge = Edge {
                    other: number,
                    verdict: verdict.reversed(),
                };
                self.edges.entry(other.into()).push(edge);
            }
        }
    }

    /// The texts that share enough keys with one, ascending.
    fn candidates(&mut self, number: u32) -> Vec<u32> {
        let Some(anchors) = self.anchors.get(number) else {
            return Vec::new();
        };
        anchors.keys.iter().for_each(|&key| self.heads.load(key));
        let beside = |&key: &u32| self.heads.beside(key, number);
        let mut shared: Vec<u32> = anchors.keys.iter().flat_map(beside).copied().collect();
        shared.sort_unstable();
        let enough = |shared: &[u32]| {
            let other = *shared.first().filter(|&&other| other != number)?;
            let least = anchors.least_shared(&*self.anchors.get(other)?);
            (shared.len() >= least).then_some(other)
        };
        let candidates = shared.chunk_by(|a, b| a == b).filter_map(enough);
        candidates.collect()
    }
}

/// By which the heads of buckets are chosen.
fn priority(anchors: &Numbered<'_, Anchors>, text: u32) -> u64 {
    anchors.get(text).map_or(u64::MAX, |anchors| anchors.exact)
}
