//! What units have in common with those that they repeat.

use std::collections::BTreeSet;

use crate::duplicate::reprint::{Match, Reprint};
use crate::duplicate::stream::Stream;
use crate::unit::Unit;

/// A unit is repeated when this part of its text is, in percent.
const MIN_SHARED: usize = 75;

/// The weight of the text that a place has in common with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Share {
    pub place: usize,
    pub of: usize,
    pub weight: usize,
}

/// What the places of a reprint share with earlier ones, in order of place. A form that is filled in
/// anew shares nothing.
pub(crate) fn shares(stream: &Stream, units: &[Unit], reprint: &Reprint) -> Vec<Share> {
    let mut shares = Vec::new();
    for found in &reprint.0 {
        push(&mut shares, stream, found);
    }
    let same = |own: &&[Share]| have_the_same_numbers(stream, units, own);
    places(&shares).filter(same).flatten().copied().collect()
}

/// The same seen from the other side.
pub(crate) fn turned(shares: &[Share]) -> Vec<Share> {
    let turn = |share: &Share| Share {
        place: share.of,
        of: share.place,
        weight: share.weight,
    };
    let mut turned: Vec<Share> = shares.iter().map(turn).collect();
    turned.sort_unstable();
    turned
}

/// The shares of each place.
pub(crate) fn places(shares: &[Share]) -> impl Iterator<Item = &[Share]> {
    shares.chunk_by(|one, other| one.place == other.place)
}

/// Whether so much of a place is shared that it says nothing of its own.
pub(crate) fn is_covered(stream: &Stream, own: &[Share]) -> bool {
    let weight: usize = own.iter().map(|share| share.weight).sum();
    let all = |share: &Share| stream.weight(stream.words(share.place));
    own.first()
        .is_some_and(|share| weight * 100 >= all(share) * MIN_SHARED)
}

/// The place that another one shares most with, the first of equals; none of nothing.
pub(crate) fn main_of(own: &[Share]) -> Option<usize> {
    let most = own.iter().map(|share| share.weight).max()?;
    let main = own.iter().find(|share| share.weight == most)?;
    Some(main.of)
}

/// Parts a match at the ends of units.
fn push(shares: &mut Vec<Share>, stream: &Stream, found: &Match) {
    let mut step = 0;
    while step < found.length {
        let (place, of) = (stream.place(found.at + step), stream.place(found.of + step));
        let left = stream.words(place).end - found.at;
        let left_of = stream.words(of).end - found.of;
        let end = left.min(left_of).min(found.length).max(step + 1);
        let weight = stream.weight(found.at + step..found.at + end);
        match shares.last_mut() {
            Some(last) if (last.place, last.of) == (place, of) => last.weight += weight,
            _ => shares.push(Share { place, of, weight }),
        }
        step = end;
    }
}

/// Whether a place or those that it repeats have no number that the others have not.
fn have_the_same_numbers(stream: &Stream, units: &[Unit], own: &[Share]) -> bool {
    let text = |place: usize| units[stream.units[place]].text.as_str();
    let one = own.first().map_or("", |share| text(share.place));
    let one: BTreeSet<&str> = numbers(one).collect();
    let other: BTreeSet<&str> = own
        .iter()
        .flat_map(|share| numbers(text(share.of)))
        .collect();
    one.is_subset(&other) || other.is_subset(&one)
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_numeric());
    words.filter(|word| !word.is_empty())
}
