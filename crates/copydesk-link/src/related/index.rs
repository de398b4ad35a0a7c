//! Which articles have a term, and so which share the most with one.

use std::collections::HashMap;

use crate::hash::Quick;
use crate::related::article::{Article, Term};
use crate::related::vector::Kind;

/// Of a term that more articles have, only so many are compared, those that stand nearest in time:
/// so time does not grow with the square of the number of articles.
const MOST_ARTICLES: usize = 2_000;

/// So many articles are found at most.
const NEIGHBOURS: usize = 64;

/// Weights are kept in 32,768ths, so that sums are the same in any order.
const UNIT: f32 = 32_768.0;

/// The least cosine of neighbours; below it only common words agree.
const LEAST: f64 = 0.05;

/// For each term the articles that have it among their heaviest.
#[derive(Debug, Default)]
pub struct Index {
    postings: HashMap<u64, Vec<Posting>, Quick>,
}

/// An article, by rank, and the weight that a term has there.
#[derive(Clone, Copy, Debug)]
struct Posting {
    rank: u32,
    weight: u16,
    kind: Kind,
}

/// An article, by rank, and the cosine of its vector with another.
pub type Neighbour = (usize, f64);

impl Index {
    /// Adds an article; ranks are added in ascending order.
    pub fn add(&mut self, rank: usize, article: &Article) {
        for term in &article.terms {
            let posting = Posting {
                rank: rank as u32,
                weight: fixed(term),
                kind: term.kind,
            };
            self.postings.entry(key(term)).or_default().push(posting);
        }
    }

    /// The articles nearest to one, best first and the lowest ranks of equals; not itself. Of
    /// articles that `comparable` does not hold for, only names and numbers are compared.
    ///
    /// `sums` has a 0 for each article, before and after.
    pub fn neighbours(
        &self,
        rank: usize,
        article: &Article,
        sums: &mut [u32],
        comparable: impl Fn(usize) -> bool,
    ) -> Vec<Neighbour> {
        let mut touched = Vec::new();
        for term in &article.terms {
            for posting in self.nearest(term, rank) {
                let other = posting.rank as usize;
                let told = posting.kind != Kind::Word && posting.kind == term.kind;
                if told || comparable(other) {
                    if sums[other] == 0 {
                        touched.push(other);
                    }
                    sums[other] += u32::from(posting.weight) * u32::from(fixed(term));
                }
            }
        }
        let cosine = |sum: u32| f64::from(sum) / f64::from(UNIT * UNIT);
        let sums = touched
            .into_iter()
            .map(|other| (other, cosine(std::mem::take(&mut sums[other]))));
        best(
            sums.filter(|&(other, cosine)| other != rank && cosine >= LEAST)
                .collect(),
        )
    }

    /// The postings of a term around a rank.
    fn nearest(&self, term: &Term, rank: usize) -> &[Posting] {
        let postings = self.postings.get(&key(term)).map_or(&[][..], Vec::as_slice);
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

fn best(mut neighbours: Vec<Neighbour>) -> Vec<Neighbour> {
    let order = |a: &Neighbour, b: &Neighbour| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if neighbours.len() > NEIGHBOURS {
        neighbours.select_nth_unstable_by(NEIGHBOURS, order);
        neighbours.truncate(NEIGHBOURS);
    }
    neighbours.sort_unstable_by(order);
    neighbours
}

fn fixed(term: &Term) -> u16 {
    (term.weight * UNIT) as u16
}

/// Spread over all bits, as a key must be.
fn key(term: &Term) -> u64 {
    u64::from(term.term) << 32 | u64::from(term.term)
}
