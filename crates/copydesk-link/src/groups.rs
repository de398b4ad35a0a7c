//! Groups of copies out of candidate pairs.

use std::collections::BTreeSet;

use copydesk_record::{Contains, Duplicate, Links};

use crate::Doc;
use crate::candidates::Pair;
use crate::overlap::{Overlap, are_copies};
use crate::profile::Profile;
use crate::roundups::{Roundups, Share};

/// Articles that share at least so much are prints of one text: who has read the one has read the other.
const PRINT: f64 = 0.5;

/// What the articles are to each other, by rank.
#[derive(Debug)]
pub struct Groups {
    /// `None` for an article that stands alone.
    joined: Vec<Option<Joined>>,
    /// At each reference the member with the smallest id, which names the group.
    first: Vec<usize>,
    roundups: Roundups,
}

/// An article's membership in a group.
#[derive(Clone, Copy, Debug)]
struct Joined {
    reference: usize,
    /// Of the article with the reference.
    overlap: Overlap,
}

impl Groups {
    /// Verifies every candidate pair, and builds groups of those that are copies.
    ///
    /// Each member is itself a copy of its group's reference, never only of another member.
    pub fn find(docs: &[Doc<'_>], profiles: &[Profile], candidates: &[Pair]) -> Self {
        let compare = |&(a, b): &Pair| ((a, b), Overlap::new(&profiles[a], &profiles[b]));
        let pairs: Vec<(Pair, Overlap)> = candidates.iter().map(compare).collect();
        let roundups = Roundups::find(profiles, &pairs);
        let joined = join(profiles, &pairs, &roundups);
        Self {
            first: first_members(docs, &joined),
            joined,
            roundups,
        }
    }

    /// The reference of an article's group; `None` when it stands alone.
    pub fn reference(&self, rank: usize) -> Option<usize> {
        Some(self.joined[rank]?.reference)
    }

    /// The article whose text one is a print of: the reference of its group when they share most of
    /// it, else itself.
    pub fn print_of(&self, rank: usize) -> usize {
        let joined = self.joined[rank].filter(|joined| joined.overlap.share >= PRINT);
        joined.map_or(rank, |joined| joined.reference)
    }

    /// What is to be said of one article: all of it but the similar ones.
    pub fn links(&self, rank: usize, docs: &[Doc<'_>]) -> Links {
        Links {
            duplicates: self.joined[rank].map(|joined| self.duplicate(joined, docs)),
            contains: contains(&self.roundups.parts[rank], docs),
            part_of: contains(&self.roundups.wholes[rank], docs),
            ..Links::default()
        }
    }

    fn duplicate(&self, Joined { reference, overlap }: Joined, docs: &[Doc<'_>]) -> Duplicate {
        Duplicate {
            group: docs[self.first[reference]].id.to_owned(),
            relation: overlap.relation(),
            of: docs[reference].id.to_owned(),
            share: overlap.share,
        }
    }
}

/// Parts or wholes, by id.
fn contains(shares: &[Share], docs: &[Doc<'_>]) -> Vec<Contains> {
    let contains = |&(rank, share): &Share| Contains {
        id: docs[rank].id.to_owned(),
        share,
    };
    let mut contains: Vec<Contains> = shares.iter().map(contains).collect();
    contains.sort_by(|a, b| a.id.cmp(&b.id));
    contains
}

/// Each article joins the reference that it shares most with, of those that its copies lead to; one
/// that is a copy of no reference becomes one, and stays alone if nothing joins it.
fn join(
    profiles: &[Profile],
    pairs: &[(Pair, Overlap)],
    roundups: &Roundups,
) -> Vec<Option<Joined>> {
    let mut joined: Vec<Option<Joined>> = Vec::with_capacity(profiles.len());
    for (rank, copies) in preferred_copies(profiles, pairs, roundups)
        .iter()
        .enumerate()
    {
        let reference = |&copy: &usize| joined[copy].map_or(copy, |joined| joined.reference);
        let references: BTreeSet<usize> = copies.iter().map(reference).collect();
        joined.push(closest(rank, &references, profiles, roundups));
    }
    let led: BTreeSet<usize> = joined
        .iter()
        .flatten()
        .map(|joined| joined.reference)
        .collect();
    for reference in led {
        let overlap = Overlap::new(&profiles[reference], &profiles[reference]);
        joined[reference] = Some(Joined { reference, overlap });
    }
    joined
}

/// For each article the more preferred ones that it is a copy of.
fn preferred_copies(
    profiles: &[Profile],
    pairs: &[(Pair, Overlap)],
    roundups: &Roundups,
) -> Vec<Vec<usize>> {
    let mut preferred = vec![Vec::new(); profiles.len()];
    for &((a, b), overlap) in pairs {
        if are_copies(&profiles[a], &profiles[b], overlap) && !roundups.related(profiles, a, b) {
            preferred[b].push(a);
        }
    }
    preferred
}

/// The reference that an article joins: a verified copy with the largest share, the most preferred
/// of equals.
fn closest(
    rank: usize,
    references: &BTreeSet<usize>,
    profiles: &[Profile],
    roundups: &Roundups,
) -> Option<Joined> {
    let compare = |&reference: &usize| {
        let overlap = Overlap::new(&profiles[rank], &profiles[reference]);
        let copy = are_copies(&profiles[rank], &profiles[reference], overlap);
        (copy && !roundups.related(profiles, rank, reference))
            .then_some(Joined { reference, overlap })
    };
    // The last of equals is taken, so the most preferred must come last.
    let copies = references.iter().rev().filter_map(compare);
    copies.max_by(|a, b| a.overlap.share.total_cmp(&b.overlap.share))
}

/// At each reference the member with the smallest id.
fn first_members(docs: &[Doc<'_>], joined: &[Option<Joined>]) -> Vec<usize> {
    let mut first: Vec<usize> = (0..docs.len()).collect();
    for (rank, joined) in joined.iter().enumerate() {
        let Some(Joined { reference, .. }) = *joined else {
            continue;
        };
        if docs[rank].id < docs[first[reference]].id {
            first[reference] = rank;
        }
    }
    first
}
