//! Comparing two articles exactly.

use std::cmp::Ordering;

use copydesk_record::Relation;

use crate::profile::Profile;

/// Least Jaccard index of copies: where 30 % of the words were changed, some .31 remains; two
/// articles that quote the same passages reach .18.
const COPY: f64 = 0.23;

/// Least Jaccard index of short copies, where a shared formula weighs more.
const SHORT_COPY: f64 = 0.5;

/// A text of fewer shingles is short.
const SHORT: usize = 50;

/// A text of fewer shingles is a mere line; its copies are those that equal it, title included.
const LINE: usize = 8;

/// The share of a text that makes it held whole, but for a few words.
const WHOLE: f64 = 0.9;

/// With fewer numbers or names in a text it is by chance whether they agree.
const FEW: usize = 4;

/// Copies share at least so many of the numbers of the one that has fewer: an update changes some.
const SAME_NUMBERS: f64 = 0.3;

/// The same of names, which updates and rewritten copies hardly change.
const SAME_NAMES: f64 = 0.5;

/// How two articles' shingles overlap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// The share of the first that is in the second.
    pub of_first: f64,
    /// The share of the second that is in the first.
    pub of_second: f64,
    /// The share of both that is common: the Jaccard index.
    pub share: f64,
}

impl Overlap {
    /// Compares two articles.
    pub fn new(first: &Profile, second: &Profile) -> Self {
        let common = common(&first.shingles, &second.shingles);
        let (a, b) = (first.shingles.len(), second.shingles.len());
        Self {
            of_first: ratio(common, a),
            of_second: ratio(common, b),
            share: ratio(common, a + b - common),
        }
    }

    /// The same seen from the second.
    pub fn reversed(self) -> Self {
        Self {
            of_first: self.of_second,
            of_second: self.of_first,
            share: self.share,
        }
    }

    /// How the first differs from the second.
    pub fn relation(self) -> Relation {
        match (self.of_first >= WHOLE, self.of_second >= WHOLE) {
            (true, true) => Relation::Same,
            (true, false) => Relation::Cut,
            (false, true) => Relation::Extended,
            (false, false) => Relation::Updated,
        }
    }

    /// Whether the second holds the first whole, the first being at most so much of the second.
    pub fn is_part(self, most: f64) -> bool {
        self.of_first >= WHOLE && self.of_second < most * self.of_first
    }
}

/// Whether two articles are copies of each other: the same title and text, or a text that is mostly
/// the same and has the same numbers and names.
pub fn are_copies(first: &Profile, second: &Profile, overlap: Overlap) -> bool {
    let length = first.shingles.len().min(second.shingles.len());
    let least = if length < SHORT { SHORT_COPY } else { COPY };
    let alike = length >= LINE && overlap.share >= least && !are_template(first, second);
    alike || (length > 0 && first.exact == second.exact)
}

/// Whether two texts that look alike are one template filled in twice: market reports, weather and
/// results are made of the same sentences with other numbers and names.
fn are_template(first: &Profile, second: &Profile) -> bool {
    differ(&first.numbers, &second.numbers, SAME_NUMBERS)
        || differ(&first.names, &second.names, SAME_NAMES)
}

fn differ(first: &[u32], second: &[u32], least: f64) -> bool {
    let fewer = first.len().min(second.len());
    fewer >= FEW && ratio(common(first, second), fewer) < least
}

/// How many items two ascending sets share.
fn common(first: &[u32], second: &[u32]) -> usize {
    let (mut a, mut b, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (first.get(a), second.get(b)) {
        let order = x.cmp(y);
        a += usize::from(order != Ordering::Greater);
        b += usize::from(order != Ordering::Less);
        common += usize::from(order == Ordering::Equal);
    }
    common
}

/// A share of nothing is nothing.
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
