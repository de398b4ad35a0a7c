//! The inverted index: which articles have a term, and so which share the most with one.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::hash::Quick;
use crate::related::article::{Article, Term};
use crate::related::vector::Kind;

/// Of a term that more articles have, only so many are looked at, those that stand nearest in time:
/// so time does not grow with the square of the number of articles.
const MOST_ARTICLES: usize = 500;

/// Articles that share none of an article's so many heaviest terms are no neighbours of it.
const ASKED: usize = 32;

/// So many of the articles that share the most of them are compared whole, and kept: more than are
/// named, since prints of one text among them are not.
pub const COMPARED: usize = 40;

/// An article is found by so many of its heaviest terms.
const POSTED: usize = 64;

/// For each term the articles that have it among their heaviest.
#[derive(Debug, Default)]
pub struct InvertedIndex {
    postings: HashMap<u64, Postings, Quick>,
}

/// The articles that have a term, in ascending order. Most terms have one only, which takes no memory
/// of its own.
#[derive(Debug)]
enum Postings {
    One(Posting),
    Many(Vec<Posting>),
}

impl Postings {
    fn push(&mut self, posting: Posting) {
        match self {
            Self::One(first) => *self = Self::Many(vec![*first, posting]),
            Self::Many(postings) => postings.push(posting),
        }
    }

    fn as_slice(&self) -> &[Posting] {
        match self {
            Self::One(posting) => std::slice::from_ref(posting),
            Self::Many(postings) => postings,
        }
    }
}

/// An article, by rank, and the weight that a term has there.
#[derive(Clone, Copy, Debug)]
struct Posting {
    rank: u32,
    weight: u16,
    kind: Kind,
}

impl InvertedIndex {
    /// Adds an article; ranks are added in ascending order.
    pub fn add(&mut self, rank: usize, article: &Article) {
        for term in heaviest(article, POSTED) {
            let posting = Posting {
                rank: rank as u32,
                weight: term.weight,
                kind: term.kind,
            };
            self.postings
                .entry(key(&term))
                .and_modify(|postings| postings.push(posting))
                .or_insert(Postings::One(posting));
        }
    }

    /// The articles that may be nearest to one, not itself, in no order. Of articles that
    /// `comparable` does not hold for, only names and numbers are looked at.
    ///
    /// `sums` has a 0 for each article, before and after.
    pub fn candidates(
        &self,
        rank: usize,
        article: &Article,
        sums: &mut [u32],
        comparable: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let mut touched = Vec::new();
        for term in heaviest(article, ASKED) {
            for posting in self.nearest(&term, rank) {
                let other = posting.rank as usize;
                let told = posting.kind != Kind::Word && posting.kind == term.kind;
                if told || comparable(other) {
                    if sums[other] == 0 {
                        touched.push(other);
                    }
                    sums[other] += u32::from(posting.weight) * u32::from(term.weight);
                }
            }
        }
        let sums = touched
            .into_iter()
            .map(|other| (std::mem::take(&mut sums[other]), other));
        most(sums.filter(|&(_, other)| other != rank).collect())
    }

    /// The postings of a term around a rank.
    fn nearest(&self, term: &Term, rank: usize) -> &[Posting] {
        let postings = self
            .postings
            .get(&key(term))
            .map_or(&[][..], Postings::as_slice);
        if postings.len() <= MOST_ARTICLES {
            return postings;
        }
        let place = postings.partition_point(|posting| (posting.rank as usize) < rank);
        let start = place
            .saturating_sub(MOST_ARTICLES / 2)
            .min(postings.len() - MOST_ARTICLES);
        &postings[start..start + MOST_ARTICLES]
    }
}

/// An article's heaviest terms, at most so many.
fn heaviest(article: &Article, most: usize) -> Vec<Term> {
    let mut terms = article.terms.to_vec();
    let order = |term: &Term| (Reverse(term.weight), term.term);
    if terms.len() > most {
        terms.select_nth_unstable_by_key(most, order);
        terms.truncate(most);
    }
    terms
}

/// Those with the largest sums, of equals those with the lowest ranks.
fn most(mut sums: Vec<(u32, usize)>) -> Vec<usize> {
    let order = |&(sum, rank): &(u32, usize)| (Reverse(sum), rank);
    if sums.len() > COMPARED {
        sums.select_nth_unstable_by_key(COMPARED, order);
        sums.truncate(COMPARED);
    }
    sums.into_iter().map(|(_, rank)| rank).collect()
}

/// Spread over all bits, as a key must be.
fn key(term: &Term) -> u64 {
    u64::from(term.term) << 32 | u64::from(term.term)
}
