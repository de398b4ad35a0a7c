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
    fn of(score: i32, mass: i32) -> Self {
        let mass = i64::from(mass);
        Self {
            units: 1,
            score: i64::from(score),
            mass,
            good: if score > 0 { mass } else { 0 },
        }
    }

    fn add(&mut self, other: Self) {
        self.units += other.units;
        self.score += other.score;
        self.mass += other.mass;
        self.good += other.good;
    }

    fn take_off(&mut self, other: Self) {
        self.units -= other.units;
        self.score -= other.score;
        self.mass -= other.mass;
        self.good -= other.good;
    }

    fn mean(self) -> i32 {
        i32::try_from(self.score / i64::from(self.units.max(1))).unwrap_or(0)
    }

    fn share_of(self, whole: i64) -> i32 {
        i32::try_from(self.good * 100 / whole.max(1)).unwrap_or(0)
    }

    fn said(self, total: Self) -> Said {
        Said {
            mean: self.mean(),
            share: self.share_of(total.good),
            density: self.share_of(self.mass),
        }
    }
}

/// The first scores, summed up over the page.
pub(crate) struct Second<'a> {
    page: &'a Page<'a>,
    scores: &'a [i32],
    /// What stands below each element.
    below: Vec<Said>,
    shapes: Vec<Said>,
    /// What stands before each unit, and before the page's end.
    before: Vec<Votes>,
    total: Votes,
    /// What the whole page says.
    all: Said,
}

/// What votes say.
#[derive(Clone, Copy)]
struct Said {
    mean: i32,
    /// Their part of the page's good text, and the part of theirs that is good, in percent.
    share: i32,
    density: i32,
}

impl<'a> Second<'a> {
    /// Sums up.
    pub fn new(page: &'a Page<'a>, scores: &'a [i32]) -> Self {
        let votes: Vec<Votes> = scores
            .iter()
            .enumerate()
            .map(|(index, &score)| Votes::of(score, page.mass(index)))
            .collect();
        let below = page.elements().below(votes.iter().copied(), Votes::add);
        let mut shapes = vec![Votes::default(); page.shapes()];
        let mut before = Vec::with_capacity(votes.len() + 1);
        let mut total = Votes::default();
        for (index, &own) in votes.iter().enumerate() {
            before.push(total);
            total.add(own);
            shapes[page.shape(index)].add(own);
        }
        before.push(total);
        let said = |votes: Vec<Votes>| votes.into_iter().map(|one| one.said(total)).collect();
        Self {
            page,
            scores,
            below: said(below),
            shapes: said(shapes),
            before,
            total,
            all: total.said(total),
        }
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
            let said = around
                .next()
                .map_or(self.all, |element| self.below[element]);
            put("mean_score", level as i32, said.mean);
            put("good_share", level as i32, said.share);
            put("good_density", level as i32, said.density);
        }
        let shape = self.shapes[self.page.shape(index)];
        put("shape_score", 0, shape.mean);
        put("shape_good", 0, shape.share);
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
        put("good_page_density", 0, self.all.density);
        self.window(index, put);
    }

    /// The text that scored well in a stretch of the page, and how far the next such text is.
    fn window(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        for (at, reach) in [3, 8].into_iter().enumerate() {
            let end = (index + reach + 1).min(self.scores.len());
            let mut votes = self.before[end];
            votes.take_off(self.before[index.saturating_sub(reach)]);
            votes.take_off(Votes::of(self.scores[index], self.page.mass(index)));
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
