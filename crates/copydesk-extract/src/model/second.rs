//! The second look at a unit: what the first made of its neighbours.

use crate::model::features::Page;

/// How many elements around a unit are looked at.
const LEVELS: usize = 5;
/// How many units before and after.
const NEIGHBOURS: usize = 4;
/// So far the next good text is looked for.
const MAX_GAP: usize = 99;
/// A neighbour that is not there.
const NOBODY: i32 = -30_000;

/// The sum of scores, and of text that scored above nothing.
#[derive(Clone, Copy, Default)]
struct Votes {
    units: i32,
    score: i64,
    mass: i64,
    good: i64,
}

impl Votes {
    fn add(&mut self, score: i32, mass: i32) {
        self.units += 1;
        self.score += i64::from(score);
        self.mass += i64::from(mass);
        self.good += if score > 0 { i64::from(mass) } else { 0 };
    }

    fn add_all(&mut self, other: Self) {
        self.units += other.units;
        self.score += other.score;
        self.mass += other.mass;
        self.good += other.good;
    }

    fn mean(self) -> i32 {
        i32::try_from(self.score / i64::from(self.units.max(1))).unwrap_or(0)
    }

    fn share_of(self, whole: i64) -> i32 {
        i32::try_from(self.good * 100 / whole.max(1)).unwrap_or(0)
    }
}

/// The first scores, summed up over the page.
pub(crate) struct Second<'a> {
    page: &'a Page<'a>,
    scores: &'a [i32],
    below: Vec<Votes>,
    shapes: Vec<Votes>,
    before: Vec<Votes>,
    total: Votes,
}

impl<'a> Second<'a> {
    /// Sums up.
    pub fn new(page: &'a Page<'a>, scores: &'a [i32]) -> Self {
        let one = |(index, &score): (usize, &i32)| {
            let mut votes = Votes::default();
            votes.add(score, page.mass(index));
            votes
        };
        let votes = scores.iter().enumerate().map(one);
        let mut second = Self {
            page,
            scores,
            below: page.elements().below(votes, Votes::add_all),
            shapes: vec![Votes::default(); page.shapes()],
            before: Vec::with_capacity(scores.len()),
            total: Votes::default(),
        };
        for (index, &score) in scores.iter().enumerate() {
            let mass = page.mass(index);
            second.before.push(second.total);
            second.total.add(score, mass);
            second.shapes[page.shape(index)].add(score, mass);
        }
        second
    }

    /// Tells what the second look adds to a unit's features.
    pub fn features(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        put("score", 0, self.scores[index]);
        for distance in 1..=NEIGHBOURS {
            for (side, other) in [
                (-1, index.checked_sub(distance)),
                (1, Some(index + distance)),
            ] {
                let score = other.and_then(|other| self.scores.get(other));
                put(
                    "near_score",
                    side * distance as i32,
                    score.copied().unwrap_or(NOBODY),
                );
            }
        }
        let elements = self.page.elements();
        let mut around = elements.around(elements.block(index));
        for level in 0..LEVELS {
            let votes = around
                .next()
                .map_or(self.total, |element| self.below[element]);
            put("mean_score", level as i32, votes.mean());
            put("good_share", level as i32, votes.share_of(self.total.good));
            put("good_density", level as i32, votes.share_of(votes.mass));
        }
        let shape = self.shapes[self.page.shape(index)];
        put("shape_score", 0, shape.mean());
        put("shape_good", 0, shape.share_of(self.total.good));
        put(
            "good_before",
            0,
            self.before[index].share_of(self.total.good),
        );
        put(
            "good_page",
            0,
            i32::try_from(self.total.good).unwrap_or(i32::MAX),
        );
        put("good_page_density", 0, self.total.share_of(self.total.mass));
        self.window(index, put);
    }

    /// The text that scored well in a stretch of the page, and how far the next such text is.
    fn window(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        for (at, reach) in [3, 8].into_iter().enumerate() {
            let window = index.saturating_sub(reach)..(index + reach + 1).min(self.scores.len());
            let mut votes = Votes::default();
            for other in window.filter(|&other| other != index) {
                votes.add(self.scores[other], self.page.mass(other));
            }
            put("window_score", at as i32, votes.mean());
            put("window_good", at as i32, votes.share_of(votes.mass));
        }
        let is_good = |&score: &i32| score > 0;
        let mut before = self.scores[..index].iter().rev().take(MAX_GAP);
        let mut after = self.scores[index + 1..].iter().take(MAX_GAP);
        let (before, after) = (before.position(is_good), after.position(is_good));
        let gap = |gap: Option<usize>| gap.unwrap_or(MAX_GAP) as i32;
        put("gap_before", 0, gap(before));
        put("gap_after", 0, gap(after));
    }
}
