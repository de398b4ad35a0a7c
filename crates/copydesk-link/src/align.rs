//! Two articles laid side by side: which stretches of them say the same, in the same order.
//!
//! Shingles that both have are matched where they first stand. Matches that follow each other closely
//! in both texts are a stretch, so that changed words part none, while paragraphs in another order are
//! stretches of their own, and words that both have by chance are none.

use crate::profile::{Shingle, Shingles};
use crate::verdict::Verdict;

/// So many shingles may lie between two matches of a stretch: of words of which 30 % were changed, one
/// pair in two is left, and hardly ever are so many in a row lost.
const GAP: u32 = 16;

/// With fewer matches a stretch may be by chance.
const MATCHES: usize = 3;

/// No match.
const NONE: u32 = u32::MAX;

/// What two articles have in common, the first being the one that was asked for first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// How many shingles are matched within stretches.
    pub common: usize,
    /// How many are matched, those outside of stretches too: in a long text a pair of common words first
    /// stands elsewhere.
    pub matched: usize,
    /// Each article.
    pub sides: [Side; 2],
    /// How many matches in stretches are of each [`Class`](crate::profile::Class), as the first and the second have it.
    pub kept: [[usize; 3]; 2],
}

/// One of two articles that are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// How many shingles it has.
    pub length: usize,
    /// How many of them the stretches cover, changed ones too.
    pub covered: usize,
    /// How many of those are of each [`Class`](crate::profile::Class).
    pub classes: [usize; 3],
    /// Where the middle half of the matches stands.
    pub middle: (u32, u32),
    /// Where nine tenths of them stand: beyond may be some by chance.
    pub reach: (u32, u32),
}

impl Alignment {
    /// The same with the articles exchanged.
    #[must_use]
    pub fn reversed(mut self) -> Self {
        self.sides.reverse();
        self.kept.reverse();
        self
    }
}

/// An article whose shingles are looked up, to be compared with many.
#[derive(Debug, Default)]
pub struct Aligner {
    /// The hash of a shingle and its place and one, at the hash or after it; a power of two.
    slots: Vec<(u32, u32)>,
    matches: Vec<(u32, u32)>,
}

impl Aligner {
    /// Takes the article that others are compared with.
    pub fn load(&mut self, article: &Shingles) {
        let size = (article.all.len() * 2).next_power_of_two();
        self.slots.clear();
        self.slots.resize(size, (0, 0));
        for (place, shingle) in (1..).zip(&article.all) {
            let slot = self.slot(shingle.hash());
            if let Some(slot) = self.slots.get_mut(slot) {
                *slot = (shingle.hash(), place);
            }
        }
    }

    /// Where a hash is, or where it would be.
    fn slot(&self, hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self
            .slots
            .get(slot)
            .is_some_and(|&(other, place)| place != 0 && other != hash)
        {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn place(&self, shingle: Shingle) -> u32 {
        let found = self.slots.get(self.slot(shingle.hash()));
        found.map_or(NONE, |&(_, place)| place.wrapping_sub(1))
    }

    /// Compares the article that was taken with another one. The same comes of it whichever of the two
    /// was taken.
    pub fn compare(&mut self, first: &Shingles, second: &Shingles) -> Verdict {
        Verdict::new(first, second, &self.align(first, second))
    }

    fn align(&mut self, first: &Shingles, second: &Shingles) -> Alignment {
        self.matches.clear();
        for (place, &shingle) in (0..).zip(&second.all) {
            let other = self.place(shingle);
            if other != NONE {
                self.matches.push((place, other));
            }
        }
        if first.exact < second.exact {
            self.matches
                .iter_mut()
                .for_each(|pair| *pair = (pair.1, pair.0));
            self.matches.sort_unstable();
            stretches(&mut self.matches, first, second)
        } else {
            stretches(&mut self.matches, second, first).reversed()
        }
    }
}

/// The stretches of matches, which are in the order of the first article.
fn stretches(matches: &mut [(u32, u32)], first: &Shingles, second: &Shingles) -> Alignment {
    let side = |article: &Shingles| Side {
        length: article.all.len(),
        ..Side::default()
    };
    let mut alignment = Alignment {
        matched: matches.len(),
        sides: [side(first), side(second)],
        ..Alignment::default()
    };
    let follows =
        |a: &(u32, u32), b: &(u32, u32)| b.0 - a.0 <= GAP && b.1 > a.1 && b.1 - a.1 <= GAP;
    let mut kept = 0;
    let mut from = 0;
    while let Some(rest) = matches.get(from..).filter(|rest| !rest.is_empty()) {
        let length = rest.chunk_by(follows).next().map_or(1, <[_]>::len);
        if length >= MATCHES {
            alignment.add(&rest[..length], first, second);
            matches.copy_within(from..from + length, kept);
            kept += length;
        }
        from += length;
    }
    alignment.place(&mut matches[..kept]);
    alignment
}

impl Alignment {
    /// Counts a stretch.
    fn add(&mut self, stretch: &[(u32, u32)], first: &Shingles, second: &Shingles) {
        self.common += stretch.len();
        let firsts = stretch.iter().map(|&(place, _)| place);
        let seconds = stretch.iter().map(|&(_, place)| place);
        count(&mut self.sides[0], &mut self.kept[0], &first.all, firsts);
        count(&mut self.sides[1], &mut self.kept[1], &second.all, seconds);
    }

    /// Finds where in each article the matches stand.
    fn place(&mut self, matches: &mut [(u32, u32)]) {
        let firsts = |matches: &[(u32, u32)]| matches.iter().map(|pair| pair.0).collect::<Vec<_>>();
        self.sides[0].place(&firsts(matches));
        matches.iter_mut().for_each(|pair| *pair = (pair.1, pair.0));
        matches.sort_unstable();
        self.sides[1].place(&firsts(matches));
    }
}

impl Side {
    fn place(&mut self, places: &[u32]) {
        let without = |part: usize| {
            let less = places.len() / part;
            let to = places.len().checked_sub(1 + less)?;
            Some((*places.get(less)?, *places.get(to)?))
        };
        self.middle = without(4).unwrap_or_default();
        self.reach = without(20).unwrap_or_default();
    }
}

/// Counts the shingles at these places, and all between them.
fn count(
    side: &mut Side,
    kept: &mut [usize; 3],
    shingles: &[Shingle],
    mut places: impl DoubleEndedIterator<Item = u32> + Clone,
) {
    let class = |&shingle: &Shingle| shingle.class() as usize;
    let matched = places
        .clone()
        .filter_map(|place| shingles.get(place as usize));
    matched.map(class).for_each(|class| kept[class] += 1);
    let end = |place: Option<u32>| place.map(|place| place as usize);
    let from = end(places.next()).unwrap_or(0);
    let to = end(places.next_back()).unwrap_or(from);
    let covered = shingles.get(from..=to).unwrap_or_default();
    side.covered += covered.len();
    covered
        .iter()
        .map(class)
        .for_each(|class| side.classes[class] += 1);
}
