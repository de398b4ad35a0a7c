//! Articles that are known, and which of them are near-duplicates, roundups, or parts of one.

use std::collections::{HashMap, HashSet};

use copydesk_record::{Contains, Duplicate, Links, Relation};

use crate::Doc;
use crate::align::Aligner;
use crate::groups::{self, Joined, Pairs, Ties};
use crate::hash::{self, Quick};
use crate::lineage::Precedence;
use crate::postings::Postings;
use crate::profile::{Profile, Profiler};
use crate::roundups::Part;
use crate::verdict::Verdict;
use crate::words::Token;

/// An article that shares at least so many thousandths with its parent is a print of the same text: who
/// has read the one has read the other.
const PRINT: usize = 500;

/// Articles by their numbers, which count from 0 in the order in which they were added; and which of
/// them are near-duplicates, roundups, or parts of one.
///
/// What is found depends on the articles alone, not on the order in which they came or on how many
/// were added at once. Adding one takes time in proportion to its length and to the group that it joins.
#[derive(Debug, Default)]
pub struct Copies {
    precedences: Vec<Precedence>,
    profiles: Vec<Profile>,
    /// By which the heads of buckets are chosen.
    priorities: Vec<u64>,
    postings: Postings,
    /// Of articles that are copies or parts of others: these, and what was found.
    edges: HashMap<u32, Vec<Edge>, Quick>,
    found: HashMap<u32, Found, Quick>,
    desk: Desk,
}

/// Memory that is used again for each article.
#[derive(Debug, Default)]
struct Desk {
    profiler: Profiler,
    aligner: Aligner,
    /// How many keys each article shares with the one at hand; 0 between articles.
    counts: Vec<u16>,
    touched: Vec<u32>,
}

/// What was found of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    /// By the numbers of the articles.
    ties: Ties,
    /// The article after which its group is named.
    name: u32,
}

/// What one article is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edge {
    other: u32,
    verdict: Verdict,
}

impl Copies {
    /// Adds articles, and returns the numbers of all of which something else holds now, in no order.
    /// `read` is given each and its text's tokens.
    pub fn add(
        &mut self,
        docs: &[Doc<'_>],
        mut read: impl FnMut(&Doc<'_>, &[Token]),
    ) -> Vec<usize> {
        let first = self.profiles.len() as u32;
        let mut displaced = Vec::new();
        for doc in docs {
            self.enter(doc, &mut displaced);
            read(doc, self.desk.profiler.tokens());
        }
        displaced.retain(|&number| number < first);
        displaced.sort_unstable();
        displaced.dedup();
        let mut freed: Vec<u32> = displaced
            .into_iter()
            .flat_map(|number| self.recheck(number))
            .collect();
        let added = first..self.profiles.len() as u32;
        added.clone().for_each(|number| self.compare(number, first));
        freed.extend(added);
        let changed = self.regroup(&freed);
        changed.into_iter().map(|number| number as usize).collect()
    }

    /// How many articles are known.
    pub fn len(&self) -> usize {
        self.profiles.len()
    }

    /// The article whose text one is a print of: itself, unless its parent has most of it.
    pub fn text(&self, mut number: usize) -> usize {
        while let Some(parent) = self.printed_from(number) {
            number = parent;
        }
        number
    }

    fn printed_from(&self, number: usize) -> Option<usize> {
        let joined = self.found(number)?.ties.joined?;
        let verdict = joined.verdict;
        let holds_nothing_new = matches!(verdict.relation(), Relation::Same | Relation::Cut);
        let is_print = joined.parent != number && (holds_nothing_new || verdict.share() >= PRINT);
        is_print.then_some(joined.parent)
    }

    /// An article's group, its parts, and what holds it.
    pub fn links(&self, number: usize) -> Links {
        let Some(Found { ties, name }) = self.found(number) else {
            return Links::default();
        };
        Links {
            duplicates: ties.joined.map(|joined| Duplicate {
                group: self.id(*name as usize),
                relation: joined.verdict.relation(),
                of: self.id(joined.parent),
                share: fraction(joined.verdict.share()),
            }),
            contains: self.contains(&ties.parts),
            part_of: self.contains(&ties.wholes),
            ..Links::default()
        }
    }

    /// An article's id.
    pub fn id(&self, number: usize) -> String {
        let precedence = self.precedences.get(number);
        precedence.map_or_else(String::new, |precedence| precedence.id().to_owned())
    }

    fn found(&self, number: usize) -> Option<&Found> {
        self.found.get(&u32::try_from(number).ok()?)
    }

    fn contains(&self, parts: &[Part]) -> Vec<Contains> {
        let contains = |part: &Part| Contains {
            id: self.id(part.rank),
            share: fraction(part.share),
        };
        let mut contains: Vec<Contains> = parts.iter().map(contains).collect();
        contains.sort_by(|a, b| a.id.cmp(&b.id));
        contains
    }

    /// Takes an article's profile and keys, and adds those that it pushed out of the heads of a bucket.
    fn enter(&mut self, doc: &Doc<'_>, displaced: &mut Vec<u32>) {
        let number = self.profiles.len() as u32;
        let profile = self.desk.profiler.profile(doc);
        let id = hash::bytes(doc.id.as_bytes());
        self.priorities.push(hash::sequence([profile.exact, id]));
        for &key in &profile.keys {
            displaced.extend(self.postings.add(key, number, &self.priorities));
        }
        self.profiles.push(profile);
        self.precedences.push(Precedence::new(doc));
        self.desk.counts.push(0);
    }

    /// Takes away the edges of an article to those that it is no longer compared with, and returns both
    /// ends of them. It cannot have won any.
    fn recheck(&mut self, number: u32) -> Vec<u32> {
        let Some(edges) = self.edges.remove(&number) else {
            return Vec::new();
        };
        let candidates: HashSet<u32, Quick> = self.candidates(number).into_iter().collect();
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

    /// Compares a new article with all that may share text with it, each pair of new ones once.
    fn compare(&mut self, number: u32, first: u32) {
        let mut others = self.candidates(number);
        others.retain(|&other| other > number || other < first);
        if !others.is_empty() {
            self.desk.aligner.load(&self.profiles[number as usize]);
        }
        for other in others {
            self.verify(number, other);
        }
    }

    /// Compares the article that the aligner has with another one, and keeps what is worth it.
    fn verify(&mut self, number: u32, other: u32) {
        let profile = |number: u32| &self.profiles[number as usize];
        let verdict = self.desk.aligner.compare(profile(number), profile(other));
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

    /// The articles that share enough keys with one.
    fn candidates(&mut self, number: u32) -> Vec<u32> {
        let profile = &self.profiles[number as usize];
        let Desk {
            counts, touched, ..
        } = &mut self.desk;
        let beside = |&key: &u32| self.postings.beside(key, number);
        for &other in profile.keys.iter().flat_map(beside) {
            let count = &mut counts[other as usize];
            if *count == 0 {
                touched.push(other);
            }
            *count = count.saturating_add(1);
        }
        let enough = |&other: &u32| {
            let count = std::mem::take(&mut counts[other as usize]);
            let least = profile.least_shared(&self.profiles[other as usize]);
            other != number && usize::from(count) >= least
        };
        touched.drain(..).filter(enough).collect()
    }

    /// Groups anew the articles that edges lead to from these, and returns all of them.
    fn regroup(&mut self, from: &[u32]) -> Vec<u32> {
        let mut seen: HashSet<u32, Quick> = HashSet::default();
        for &number in from {
            if seen.insert(number) {
                let mut members = vec![number];
                self.reach(&mut members, &mut seen);
                self.group(members);
            }
        }
        seen.into_iter().collect()
    }

    /// Adds all articles that edges lead to.
    fn reach(&self, members: &mut Vec<u32>, seen: &mut HashSet<u32, Quick>) {
        let mut next = 0;
        while let Some(member) = members.get(next) {
            let edges = self.edges.get(member).into_iter().flatten();
            let new = edges
                .map(|edge| edge.other)
                .filter(|&other| seen.insert(other));
            let new: Vec<u32> = new.collect();
            members.extend(new);
            next += 1;
        }
    }

    /// Groups articles that have no edges to others.
    fn group(&mut self, mut members: Vec<u32>) {
        members
            .iter()
            .for_each(|number| drop(self.found.remove(number)));
        if members.len() == 1 {
            return;
        }
        let precedence = |number: u32| &self.precedences[number as usize];
        members.sort_unstable_by(|&a, &b| precedence(a).cmp(precedence(b)));
        let pairs = self.pairs(&members);
        let (profiles, aligner) = (&self.profiles, &mut self.desk.aligner);
        let ties = groups::group(&pairs, |first, second| {
            let profile = |rank: usize| &profiles[members[rank] as usize];
            aligner.load(profile(first));
            aligner.compare(profile(first), profile(second))
        });
        let names = self.names(&members, &ties);
        for ((ties, name), &number) in ties.into_iter().zip(names).zip(&members) {
            let ties = ties.renumbered(|rank| members[rank] as usize);
            self.found.insert(number, Found { ties, name });
        }
    }

    /// For each member the number of the one with the smallest id in its group.
    fn names(&self, members: &[u32], ties: &[Ties]) -> Vec<u32> {
        let mut names = members.to_vec();
        let id = |number: u32| self.precedences[number as usize].id();
        for (ties, &number) in ties.iter().zip(members) {
            if let Some(Joined { reference, .. }) = ties.joined
                && id(number) < id(names[reference])
            {
                names[reference] = number;
            }
        }
        let reference = |rank: usize| ties[rank].joined.map_or(rank, |joined| joined.reference);
        (0..members.len())
            .map(|rank| names[reference(rank)])
            .collect()
    }

    /// What was found of pairs, by the ranks of the members.
    fn pairs(&self, members: &[u32]) -> Pairs {
        let ranks: HashMap<u32, usize, Quick> = members
            .iter()
            .enumerate()
            .map(|(rank, &number)| (number, rank))
            .collect();
        let of_member = |member: &u32| {
            let edges = self.edges.get(member).into_iter().flatten();
            let mut pairs: Vec<(usize, Verdict)> = edges
                .map(|edge| (ranks[&edge.other], edge.verdict))
                .collect();
            pairs.sort_unstable_by_key(|&(rank, _)| rank);
            pairs
        };
        members.iter().map(of_member).collect()
    }
}

/// A share in thousandths as a number from 0 to 1.
fn fraction(thousandths: usize) -> f64 {
    thousandths as f64 / 1000.0
}
