//! What an alignment says of two articles.

use copydesk_record::Relation;
use serde::{Deserialize, Serialize};

use crate::align::{Alignment, Side};
use crate::profile::{Class, LINE, Shingles};

/// Least Jaccard index of copies, in thousandths: where 30 % of the words were changed twice, some .13
/// remains. What tells copies from others is how much the stretches cover.
const COPY: usize = 100;

/// Copies have so much of the shorter one in stretches that both have, in thousandths.
const COVERED: usize = 600;

/// And so much of the longer one.
const COVERED_LONGER: usize = 300;

/// A shorter text is no article, so that holding it says nothing; in shingles.
const SHORTEST_PART: u32 = 40;

/// The share of a text that makes it held whole, but for a few words, in thousandths.
const WHOLE: usize = 900;

/// With fewer shingles that have a number or name it is by chance how many of them agree.
const FEW: usize = 6;

/// The same where less than [`EDITED`] of the plain words agree.
const FEW_OF_EDITED: usize = 24;

/// A text of which fewer plain words are kept was edited through and through, in thousandths.
const EDITED: usize = 650;

/// In copies at least so much is kept of the names, as a part of what is kept of plain words, in
/// thousandths.
const OTHER_NAMES: usize = 333;

/// The same of the numbers.
const OTHER_NUMBERS: usize = 450;

/// The same of the numbers where [`SAME_NAMES`] of the names are kept.
const NO_NUMBERS: usize = 150;
const SAME_NAMES: usize = 600;

/// The same of numbers and names taken together.
const OTHER_MARKED: usize = 400;

/// What is to be known of two articles that were compared, the second being the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// How many shingles they share.
    pub common: u32,
    /// How many they share at any place.
    matched: u32,
    /// Whether stretches cover most of the shorter one.
    covered: bool,
    /// How many shingles each has.
    pub lengths: [u32; 2],
    /// Where in each the middle half of what they share stands.
    pub middles: [(u32, u32); 2],
    /// Where nine tenths of it stand.
    pub reaches: [(u32, u32); 2],
    /// Whether one tells what the other does, with the same numbers and names.
    pub alike: bool,
    /// Whether, beyond that, so much of each is alike that they are copies by themselves.
    near: bool,
    /// Whether they are one text, title included.
    pub equal: bool,
}

impl Verdict {
    /// Judges two articles by their alignment.
    pub fn new(first: &Shingles, second: &Shingles, alignment: &Alignment) -> Self {
        let lengths = alignment.sides.each_ref().map(|side| side.length as u32);
        let sides = alignment.sides.each_ref();
        let (middles, reaches) = (sides.map(|side| side.middle), sides.map(|side| side.reach));
        let (shorter, longer) = covered(alignment);
        let alike = shorter >= COVERED && !is_template(alignment);
        let verdict = Self {
            common: alignment.common as u32,
            matched: alignment.matched as u32,
            covered: shorter >= COVERED,
            lengths,
            middles,
            reaches,
            alike: alike && lengths.iter().all(|&length| length as usize >= LINE),
            near: longer >= COVERED_LONGER,
            equal: lengths[0] > 0 && first.exact == second.exact,
        };
        Self {
            near: verdict.alike && verdict.near && verdict.share() >= COPY,
            ..verdict
        }
    }

    /// The same with the articles exchanged.
    #[must_use]
    pub fn reversed(mut self) -> Self {
        self.lengths.reverse();
        self.middles.reverse();
        self.reaches.reverse();
        self
    }

    /// Whether they are copies of each other, judged by the two alone.
    pub fn is_copy(&self) -> bool {
        self.equal || self.near
    }

    /// Whether they have to do with each other: copies, or one a part of the other.
    pub fn matters(&self) -> bool {
        self.is_copy() || self.is_held()
    }

    /// Which of the two is shorter, the first of equals: 0 or 1.
    pub fn shorter(&self) -> usize {
        usize::from(self.lengths[1] < self.lengths[0])
    }

    /// The length of the shorter one as a share of the longer, in thousandths.
    pub fn length_ratio(&self) -> usize {
        let [a, b] = self.lengths.map(|length| length as usize);
        thousandths(a.min(b), a.max(b))
    }

    /// Whether the longer one holds the shorter one whole.
    pub fn is_held(&self) -> bool {
        let shorter = self.shorter();
        self.covered && self.lengths[shorter] >= SHORTEST_PART && self.share_of(shorter) >= WHOLE
    }

    /// The share of one that is in the other, in thousandths.
    pub fn share_of(&self, side: usize) -> usize {
        thousandths(self.matched as usize, self.lengths[side] as usize)
    }

    /// The Jaccard index, in thousandths.
    pub fn share(&self) -> usize {
        if self.equal {
            return 1000;
        }
        let both = self.lengths[0] + self.lengths[1] - self.common;
        thousandths(self.common as usize, both as usize)
    }

    /// How the first differs from the second.
    pub fn relation(&self) -> Relation {
        let whole = |side| self.equal || self.share_of(side) >= WHOLE;
        match (whole(0), whole(1)) {
            (true, true) => Relation::Same,
            (true, false) => Relation::Cut,
            (false, true) => Relation::Extended,
            (false, false) => Relation::Updated,
        }
    }
}

/// The shares of the shorter and of the longer one that the stretches cover, in thousandths; of equals
/// the one that is covered less counts as the shorter, whichever comes first.
fn covered(alignment: &Alignment) -> (usize, usize) {
    let mut sides = alignment.sides.each_ref();
    sides.sort_by_key(|side| (side.length, side.covered));
    let share = |side: &Side| thousandths(side.covered, side.length);
    (share(sides[0]), share(sides[1]))
}

/// Whether two texts that look alike are one template filled in twice: market reports, weather and
/// results are made of the same sentences with other numbers and names, so that these agree far less
/// than the words around them do.
///
/// An update changes some numbers and keeps the names. So where most names agree, hardly any number
/// does in a template, as in two reports of one exchange.
fn is_template(alignment: &Alignment) -> bool {
    let plain = Kept::of(alignment, &[Class::Plain]);
    let names = Kept::of(alignment, &[Class::Name]);
    let numbers = Kept::of(alignment, &[Class::Number]);
    let marked = Kept::of(alignment, &[Class::Number, Class::Name]);
    let vouched = names.is_enough(&plain) && names.share(&plain) >= SAME_NAMES;
    names.is_below(OTHER_NAMES, &plain)
        || numbers.is_below(if vouched { NO_NUMBERS } else { OTHER_NUMBERS }, &plain)
        || marked.is_below(OTHER_MARKED, &plain)
}

/// How many shingles of some classes there are where two texts are alike, in the text that has fewer,
/// and how many of them the other has too.
struct Kept {
    kept: usize,
    of: usize,
}

impl Kept {
    fn of(alignment: &Alignment, classes: &[Class]) -> Self {
        let sum = |counts: &[usize; 3]| classes.iter().map(|&class| counts[class as usize]).sum();
        let side = |side: usize| Self {
            kept: sum(&alignment.kept[side]),
            of: sum(&alignment.sides[side].classes),
        };
        let (first, second) = (side(0), side(1));
        if (first.of, first.kept) <= (second.of, second.kept) {
            first
        } else {
            second
        }
    }

    /// The share that is kept, as a part of the share of plain words that is, in thousandths. One plain
    /// word counts as kept in any text, so that a text without any is compared with the whole.
    fn share(&self, plain: &Self) -> usize {
        thousandths(self.kept * (plain.of + 1), self.of * (plain.kept + 1))
    }

    /// Whether there are so many that it says something: more where plain words were changed as well.
    fn is_enough(&self, plain: &Self) -> bool {
        let is_edited = plain.kept * 1000 < plain.of * EDITED;
        self.of >= if is_edited { FEW_OF_EDITED } else { FEW }
    }

    fn is_below(&self, least: usize, plain: &Self) -> bool {
        self.is_enough(plain) && self.share(plain) < least
    }
}

/// A share of nothing is nothing.
fn thousandths(part: usize, whole: usize) -> usize {
    (part * 1000).checked_div(whole).unwrap_or(0)
}
