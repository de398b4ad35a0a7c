//! The inverted index: which articles have a term, and so which share the most with one.

use std::cmp::Reverse;

use crate::related::article::{Article, Term};
use crate::related::postings::{Day, Order, Posting, Postings};
use crate::related::vector::Kind;
use crate::shelf::Backing;

/// Articles that share none of an article's so many heaviest terms are no neighbours of it.
const ASKED: usize = 32;

/// So many of the articles that share the most of them are compared whole, and kept: more than are
/// named, since prints of one text among them are not.
pub const COMPARED: usize = 40;

/// An article is found by so many of its heaviest terms.
const POSTED: usize = 64;

/// For each term the articles that have it among their heaviest, by their days.
#[derive(Debug)]
pub struct InvertedIndex<'a> {
    postings: Postings<'a>,
    /// A 0 for each article, where what others share with one is summed up.
    sums: Vec<u32>,
}

/// What tells where an article stands among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// Its number.
    pub number: u32,
    /// Number of its language.
    pub language: u8,
    /// The day of its publication.
    pub day: Option<i32>,
}

/// 1 March 1900 as [`time::day`](crate::related::time::day) counts.
const EPOCH: i32 = 693_960;

impl At {
    /// What sorts it among others.
    fn order(&self) -> Order {
        let day = self.day.map_or(0, |day| day.saturating_sub(EPOCH));
        (day.clamp(0, Day::MAX.into()) as Day, self.number)
    }
}

impl<'a> InvertedIndex<'a> {
    /// That of an index.
    pub fn new(backing: Backing<'a>) -> Self {
        Self {
            postings: Postings::new(backing),
            sums: Vec::new(),
        }
    }

    /// Adds an article.
    pub fn add(&mut self, at: At, article: &Article) {
        let (day, number) = at.order();
        for term in heaviest(article, POSTED) {
            let posting = Posting {
                number,
                day,
                weight: term.weight,
                kind: term.kind,
                language: at.language,
            };
            self.postings.add(term.term, posting);
        }
    }

    /// Takes an article out.
    pub fn remove(&mut self, at: At, article: &Article) {
        for term in heaviest(article, POSTED) {
            self.postings.remove(term.term, at.order());
        }
    }

    /// The articles that may be nearest to one, not itself, in no order. Of articles in a language that
    /// `comparable` does not hold for, only names and numbers are looked at.
    pub fn candidates(
        &mut self,
        at: At,
        article: &Article,
        comparable: impl Fn(u8) -> bool,
    ) -> Vec<u32> {
        let (mut touched, sums) = (Vec::new(), &mut self.sums);
        for term in heaviest(article, ASKED) {
            self.postings.nearest(term.term, at.order(), |posting| {
                let told = posting.kind != Kind::Word && posting.kind == term.kind;
                // None is greater, but on a shelf that is damaged.
                if posting.number > at.number || !(told || comparable(posting.language)) {
                    return;
                }
                let other = posting.number as usize;
                if sums.len() <= other {
                    sums.resize(other + 1, 0);
                }
                if sums[other] == 0 {
                    touched.push(posting.number);
                }
                sums[other] += u32::from(posting.weight) * u32::from(term.weight);
            });
        }
        let sum = |other: u32| (std::mem::take(&mut self.sums[other as usize]), other);
        let sums = touched.into_iter().map(sum);
        most(sums.filter(|&(_, other)| other != at.number).collect())
    }

    /// Lays down what is to be on a shelf.
    pub fn lay_down(&mut self) {
        self.postings.lay_down();
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

/// Those with the largest sums, of equals those with the lowest numbers.
fn most(mut sums: Vec<(u32, u32)>) -> Vec<u32> {
    let order = |&(sum, number): &(u32, u32)| (Reverse(sum), number);
    if sums.len() > COMPARED {
        sums.select_nth_unstable_by_key(COMPARED, order);
        sums.truncate(COMPARED);
    }
    sums.into_iter().map(|(_, number)| number).collect()
}
