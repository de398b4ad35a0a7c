//! What articles have to do with each other: near-duplicates, roundups and their parts, and
//! similar articles.
//!
//! [`link`] is a pure function of the articles given. [`Index`] is the same for articles that come and go
//! one by one; it can be larger than memory, on a [`Shelf`] of which it knows only that it keeps bytes.
//! [`Copies`] is the part of it that finds near-duplicates and roundups alone. Time grows in proportion to
//! the number of articles.
#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod align;
mod changes;
mod comparisons;
mod copies;
mod groups;
mod hash;
mod heads;
mod index;
mod lineage;
mod profile;
mod reading;
mod related;
mod roundups;
mod shelf;
mod texts;
mod verdict;
mod words;

use copydesk_record::Links;

pub use changes::{Change, changes};
pub use copies::Copies;
pub use index::Index;
pub use reading::{Reader, Reading};
pub use shelf::{Shelf, Table};
pub use words::is_unspaced;

/// One article, as far as linking needs to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doc<'a> {
    /// Its id, unique among the articles linked together.
    pub id: &'a str,
    /// Its headline.
    pub title: Option<&'a str>,
    /// Its body.
    pub text: &'a str,
    /// When it was published, ISO 8601 at any precision.
    pub published: Option<&'a str>,
    /// Its language, BCP 47.
    pub language: Option<&'a str>,
}

/// Finds the groups of near-duplicates, the roundups and the similar articles among `docs`, and
/// says it of each: one `Links` for each of `docs`, in their order.
///
/// The order of `docs` changes nothing but the order of the results.
#[must_use]
pub fn link(docs: &[Doc<'_>]) -> Vec<Links> {
    let order = in_order(docs);
    let ranked: Vec<Doc<'_>> = order.iter().map(|&place| docs[place]).collect();
    let mut index = Index::default();
    index.add(&ranked);
    let mut links = vec![Links::default(); docs.len()];
    for (number, &place) in (0..).zip(&order) {
        links[place] = index.links(number);
    }
    links
}

/// The articles in an order that is their own: by date, then by id.
fn in_order(docs: &[Doc<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..docs.len()).collect();
    order.sort_by_key(|&place| (docs[place].published, docs[place].id));
    order
}
