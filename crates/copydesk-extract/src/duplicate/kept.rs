//! Which of the places that say the same is kept.

use crate::duplicate::shares::{Share, is_covered, main_of, places};
use crate::duplicate::stream::Stream;

/// The places that are dropped, each with one that says the same.
pub(crate) struct Kept<'a> {
    stream: &'a Stream,
    dropped: Vec<Option<usize>>,
}

impl<'a> Kept<'a> {
    /// All are kept.
    pub fn new(stream: &'a Stream) -> Self {
        let dropped = vec![None; stream.units.len()];
        Self { stream, dropped }
    }

    /// Drops each place that is said by those which it shares its text with.
    pub fn drop(&mut self, mut shares: Vec<Share>) {
        shares.sort_unstable();
        places(&shares).for_each(|own| self.drop_one(own));
    }

    /// The same for those that are said by places which are left.
    pub fn drop_beside_others(&mut self, mut shares: Vec<Share>) {
        shares.sort_unstable();
        for own in places(&shares) {
            let is_left = |share: &&Share| self.dropped[share.of].is_none();
            let left: Vec<Share> = own.iter().filter(is_left).copied().collect();
            self.drop_one(&left);
        }
    }

    fn drop_one(&mut self, own: &[Share]) {
        let Some(main) = main_of(own).filter(|_| is_covered(self.stream, own)) else {
            return;
        };
        let (place, kept) = (own[0].place, self.kept(main));
        if self.dropped[place].is_none() && kept != place {
            self.dropped[place] = Some(kept);
        }
    }

    /// The place that is kept for a place.
    fn kept(&mut self, mut place: usize) -> usize {
        while let Some(next) = self.dropped[place] {
            // Each look makes the way shorter.
            self.dropped[place] = self.dropped[next].or(Some(next));
            place = next;
        }
        place
    }

    /// For each of so many units that is dropped the one that is kept in its stead.
    pub fn found(mut self, count: usize) -> Vec<Option<usize>> {
        let mut found = vec![None; count];
        for place in 0..self.dropped.len() {
            if self.dropped[place].is_some() {
                found[self.stream.units[place]] = Some(self.stream.units[self.kept(place)]);
            }
        }
        found
    }
}
