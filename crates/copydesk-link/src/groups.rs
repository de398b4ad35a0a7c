//! Groups of copies, and their lineage, out of compared pairs.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::roundups::{Part, Roundups};
use crate::verdict::Verdict;

/// Articles by rank, those that came first in their lineage first: what each was compared with, in
/// ascending order, and what came of it.
pub type Pairs = Vec<Vec<(usize, Verdict)>>;

/// What an article is to others, by rank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ties {
    /// The group that it belongs to, if any.
    pub joined: Option<Joined>,
    /// The articles that it holds whole.
    pub parts: Vec<Part>,
    /// The articles that hold it whole.
    pub wholes: Vec<Part>,
}

impl Ties {
    /// The same with other numbers for the ranks.
    pub fn renumbered(mut self, number: impl Fn(usize) -> usize) -> Self {
        if let Some(joined) = &mut self.joined {
            joined.reference = number(joined.reference);
            joined.parent = number(joined.parent);
        }
        let parts = self.parts.iter_mut().chain(&mut self.wholes);
        parts.for_each(|part| part.rank = number(part.rank));
        self
    }
}

/// An article's membership in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The member that came first, of which all are copies.
    pub reference: usize,
    /// The member that this one most likely derives from: of those that came before it the one that it
    /// shares most with; the reference itself at the reference.
    pub parent: usize,
    /// Of the article with its parent.
    pub verdict: Verdict,
}

/// Groups the articles. `compare` is asked about those that were not compared yet; where it has nothing
/// to say they are no copies.
///
/// Each member is itself a copy of its group's reference, never only of another member.
pub fn group(pairs: &Pairs, mut compare: impl FnMut(usize, usize) -> Option<Verdict>) -> Vec<Ties> {
    let roundups = Roundups::find(pairs);
    let mut joined = join(pairs, &roundups, &mut compare);
    lead(&mut joined, &mut compare);
    let parents: Vec<Option<Joined>> = (0..pairs.len())
        .map(|rank| Some(with_parent(rank, joined[rank]?, pairs, &joined, &roundups)))
        .collect();
    let parts = roundups.parts(pairs);
    let wholes = reversed(&parts);
    let ties = parents.into_iter().zip(parts).zip(wholes);
    ties.map(|((joined, parts), wholes)| Ties {
        joined,
        parts,
        wholes,
    })
    .collect()
}

/// Each article joins the reference that it shares most with, of those that its copies lead to; one
/// that is a copy of no reference becomes one, and stays alone if nothing joins it. None joins what it
/// is a part of, or what has a part of it.
fn join(
    pairs: &Pairs,
    roundups: &Roundups,
    compare: &mut impl FnMut(usize, usize) -> Option<Verdict>,
) -> Vec<Option<Joined>> {
    let mut joined: Vec<Option<Joined>> = Vec::with_capacity(pairs.len());
    for (rank, pairs) in pairs.iter().enumerate() {
        let earlier = pairs.iter().take_while(|&&(other, _)| other < rank);
        let (copies, others): (Vec<_>, Vec<_>) =
            earlier.partition(|&&(other, verdict)| roundups.are_copies(rank, other, &verdict));
        let reference =
            |&(copy, _): &(usize, Verdict)| joined[copy].map_or(copy, |joined| joined.reference);
        let mut references: BTreeSet<usize> = copies.into_iter().map(reference).collect();
        for part in others.into_iter().filter(|(_, verdict)| verdict.is_held()) {
            references.remove(&reference(part));
        }
        let verdict = |reference| match known(pairs, reference) {
            Some(verdict) => Some(verdict),
            None => compare(rank, reference),
        };
        joined.push(closest(rank, references, roundups, verdict));
    }
    joined
}

/// The reference that an article joins: a verified copy with the largest share, the first of equals.
fn closest(
    rank: usize,
    references: BTreeSet<usize>,
    roundups: &Roundups,
    mut verdict: impl FnMut(usize) -> Option<Verdict>,
) -> Option<Joined> {
    let to = |reference| {
        Some(Joined {
            reference,
            parent: reference,
            verdict: verdict(reference)?,
        })
    };
    let joined = references.into_iter().filter_map(to);
    let copies = joined.filter(|to| roundups.are_copies(rank, to.reference, &to.verdict));
    copies.min_by_key(|to| Reverse(to.verdict.share()))
}

/// Enters the references into the groups that they lead.
fn lead(joined: &mut [Option<Joined>], compare: &mut impl FnMut(usize, usize) -> Option<Verdict>) {
    let led: BTreeSet<usize> = joined.iter().flatten().map(|to| to.reference).collect();
    for reference in led {
        let verdict = compare(reference, reference);
        joined[reference] = verdict.map(|verdict| Joined {
            reference,
            parent: reference,
            verdict,
        });
    }
}

/// Finds the parent among the members of the group that the article was compared with.
fn with_parent(
    rank: usize,
    to: Joined,
    pairs: &Pairs,
    joined: &[Option<Joined>],
    roundups: &Roundups,
) -> Joined {
    let earlier = pairs[rank].iter().take_while(|&&(other, _)| other < rank);
    let of_group = earlier.filter(|&&(other, verdict)| {
        joined[other].is_some_and(|other| other.reference == to.reference)
            && roundups.are_copies(rank, other, &verdict)
    });
    let parents = of_group.map(|&(parent, verdict)| Joined {
        parent,
        verdict,
        ..to
    });
    let first = |to: &Joined| (Reverse(to.verdict.share()), to.parent);
    parents.chain([to]).min_by_key(first).unwrap_or(to)
}

fn known(pairs: &[(usize, Verdict)], other: usize) -> Option<Verdict> {
    let place = pairs.binary_search_by_key(&other, |&(other, _)| other);
    place.ok().map(|place| pairs[place].1)
}

fn reversed(parts: &[Vec<Part>]) -> Vec<Vec<Part>> {
    let mut wholes = vec![Vec::new(); parts.len()];
    for (whole, parts) in parts.iter().enumerate() {
        for &Part { rank, share } in parts {
            wholes[rank].push(Part { rank: whole, share });
        }
    }
    wholes
}
