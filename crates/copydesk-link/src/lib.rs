//! What articles have to do with each other: near-duplicates, roundups and their parts, and
//! similar articles.
//!
//! [`link`] is a pure function of the articles given, in memory; it knows nothing of storage or of
//! JSON. Copies are found by MinHash with a low threshold and then verified on the exact shingle
//! sets; similar articles by the cosine of TF-IDF vectors. Time and memory grow in proportion to the
//! number of articles, memory by about 12 KB for an article of 300 words beside its text.
#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod candidates;
mod groups;
mod hash;
mod overlap;
mod profile;
mod related;
mod roundups;
mod words;

use std::cmp::Reverse;

use copydesk_record::Links;

use groups::Groups;
use profile::Profile;
use related::Related;
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
/// The order of `docs` changes nothing but the order of the results. `story` is left open.
#[must_use]
pub fn link(docs: &[Doc<'_>]) -> Vec<Links> {
    let order = by_preference(docs);
    let ranked: Vec<Doc<'_>> = order.iter().map(|&index| docs[index]).collect();
    let profiles: Vec<Profile> = ranked.iter().map(Profile::new).collect();
    let groups = Groups::find(&ranked, &profiles, &candidates::find(&profiles));
    let mut related = Related::default();
    let prints: Vec<usize> = (0..ranked.len())
        .map(|rank| groups.print_of(rank))
        .collect();
    related.add(&ranked, &prints);
    let id = |rank: usize| ranked[rank].id.to_owned();
    let mut links = vec![Links::default(); docs.len()];
    for (rank, &index) in order.iter().enumerate() {
        links[index] = Links {
            story: related.story(rank).map(id),
            similar: related.similar(rank).into_iter().map(id).collect(),
            ..groups.links(rank, &ranked)
        };
    }
    links
}

/// The articles in the order in which they are preferred as a group's reference: the earliest
/// published first (dates compared as they are written, undated ones last), of those the longest
/// text, of those the smallest id.
fn by_preference(docs: &[Doc<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..docs.len()).collect();
    order.sort_by_key(|&index| {
        let doc = &docs[index];
        (
            doc.published.is_none(),
            doc.published,
            Reverse(doc.text.len()),
            doc.id,
        )
    });
    order
}
