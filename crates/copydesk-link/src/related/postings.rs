//! Which articles have a term, in the order of their days.

use serde::{Deserialize, Serialize};

use crate::related::vector::Kind;
use crate::shelf::{Backing, Buckets, Mapped, Table};

/// Of a term that more articles have, only so many are looked at, those that stand nearest in time:
/// so time does not grow with the square of the number of articles.
const MOST_ARTICLES: usize = 500;

/// The postings of a term that more articles have lie in runs of at most so many, and mostly of at least
/// half as many: so that a new one moves few others, and a window lies in three of them.
const RUN: usize = 4 * MOST_ARTICLES;

/// An article, and the weight that a term has there.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Posting {
    /// Its number.
    pub number: u32,
    /// The day of its publication.
    pub day: Day,
    /// The weight of the term.
    pub weight: u16,
    /// What the term is there.
    pub kind: Kind,
    /// Number of the article's language.
    pub language: u8,
}

/// A day in few bits: days after 1 March 1900, where 0 are all before and those not known.
pub type Day = u16;

/// What sorts the postings of a term: day and number of the article.
pub type Order = (Day, u32);

impl Posting {
    fn order(&self) -> Order {
        (self.day, self.number)
    }
}

/// The postings of each term, in order.
#[derive(Debug)]
pub struct Postings<'a> {
    /// Of terms that few articles have, all.
    few: Buckets<'a, Posting>,
    /// Of terms that more have, where their runs begin.
    starts: Mapped<'a, Vec<Start>>,
    /// The runs, by term and number of the run.
    runs: Mapped<'a, Vec<Posting>>,
}

/// Where a run begins, and its number among those of the term.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Start {
    order: Order,
    run: u32,
}

impl<'a> Postings<'a> {
    /// Those of an index.
    pub fn new(backing: Backing<'a>) -> Self {
        Self {
            few: Buckets::new(backing, Table::Terms),
            starts: Mapped::new(backing, Table::Starts),
            runs: Mapped::new(backing, Table::Runs),
        }
    }

    /// Adds an article to a term.
    pub fn add(&mut self, term: u32, posting: Posting) {
        if let Some((place, run)) = self.run(term, posting.order()) {
            self.add_to_run(term, place, run, posting);
        } else if let Some(postings) = self.few.add(term, posting) {
            sink(postings);
            if postings.len() > RUN {
                self.divide(term);
            }
        }
    }

    /// Takes an article from a term.
    pub fn remove(&mut self, term: u32, order: Order) {
        let remove = |postings: &mut Vec<Posting>| {
            if let Ok(place) = postings.binary_search_by_key(&order, Posting::order) {
                postings.remove(place);
            }
        };
        match self.run(term, order) {
            Some((_, run)) => self.runs.change(key(term, run)).map_or((), remove),
            None => self.few.change(term, remove),
        }
    }

    /// Gives the postings of a term that stand nearest to one, which is among them.
    pub fn nearest(&mut self, term: u32, order: Order, mut give: impl FnMut(&Posting)) {
        let Some(starts) = self.starts.get(term.into()) else {
            self.few.load(term);
            window([self.few.get(term)], order).for_each(give);
            return;
        };
        let place = place(&starts, order);
        let run = |place: Option<usize>| {
            let start = starts.get(place?)?;
            self.runs.get(key(term, start.run))
        };
        let runs = [place.checked_sub(1), Some(place), Some(place + 1)].map(run);
        let runs = runs
            .each_ref()
            .map(|run| run.as_deref().map_or(&[][..], Vec::as_slice));
        window(runs, order).for_each(&mut give);
    }

    /// Lays down what is to be on a shelf.
    pub fn lay_down(&mut self) {
        self.few.lay_down();
        self.starts.lay_down();
        self.runs.lay_down();
    }

    /// The place and the number of the run that a posting belongs to, if its term has runs.
    fn run(&self, term: u32, order: Order) -> Option<(usize, u32)> {
        let starts = self.starts.get(term.into())?;
        let place = place(&starts, order);
        Some((place, starts.get(place)?.run))
    }

    fn add_to_run(&mut self, term: u32, place: usize, run: u32, posting: Posting) {
        let Some(postings) = self.runs.change(key(term, run)) else {
            return;
        };
        postings.push(posting);
        sink(postings);
        if postings.len() <= RUN {
            return;
        }
        let later = postings.split_off(RUN / 2);
        let Some(starts) = self.starts.change(term.into()) else {
            return;
        };
        let run = starts.len() as u32;
        let order = later.first().map_or(posting.order(), Posting::order);
        starts.insert(place + 1, Start { order, run });
        self.runs.put(key(term, run), later);
    }

    /// Lays the postings of a term into a run.
    fn divide(&mut self, term: u32) {
        let mut postings = Vec::new();
        self.few.change(term, |all| postings = std::mem::take(all));
        let start = Start {
            order: (0, 0),
            run: 0,
        };
        self.starts.put(term.into(), vec![start]);
        self.runs.put(key(term, 0), postings);
    }
}

/// The place of the last run that begins before a posting.
fn place(starts: &[Start], order: Order) -> usize {
    let after = starts.partition_point(|start| start.order <= order);
    after.saturating_sub(1)
}

fn key(term: u32, run: u32) -> u64 {
    u64::from(term) << 32 | u64::from(run)
}

/// Puts the last posting where it belongs.
fn sink(postings: &mut [Posting]) {
    let Some((last, before)) = postings.split_last() else {
        return;
    };
    let place = before.partition_point(|posting| posting.order() < last.order());
    if let Some(after) = postings.get_mut(place..) {
        after.rotate_right(1);
    }
}

/// Of postings in order, one run after the other, those around a place.
fn window<const N: usize>(runs: [&[Posting]; N], order: Order) -> impl Iterator<Item = &Posting> {
    let is_before = |posting: &Posting| posting.order() < order;
    let before: usize = runs.iter().map(|run| run.partition_point(is_before)).sum();
    let all: usize = runs.iter().map(|run| run.len()).sum();
    let start = before.saturating_sub(MOST_ARTICLES / 2);
    let start = start.min(all.saturating_sub(MOST_ARTICLES));
    runs.into_iter().flatten().skip(start).take(MOST_ARTICLES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posting(number: u32, day: Day) -> Posting {
        Posting {
            number,
            day,
            weight: 1,
            kind: Kind::Word,
            language: 0,
        }
    }

    /// What stands nearest to a posting, in postings of one term that are given and sorted.
    fn expected(all: &[Order], order: Order) -> Vec<Order> {
        let before = all.iter().filter(|&&other| other < order).count();
        let start = before.saturating_sub(MOST_ARTICLES / 2);
        let start = start.min(all.len().saturating_sub(MOST_ARTICLES));
        all.iter()
            .skip(start)
            .take(MOST_ARTICLES)
            .copied()
            .collect()
    }

    fn nearest(postings: &mut Postings<'_>, order: Order) -> Vec<Order> {
        let mut found = Vec::new();
        postings.nearest(7, order, |posting| found.push(posting.order()));
        found
    }

    #[test]
    fn what_is_nearest_does_not_depend_on_runs() {
        let mut postings = Postings::new(Backing::default());
        let mut all: Vec<Order> = Vec::new();
        for number in 0..5 * RUN as u32 {
            let day = (number.wrapping_mul(2_654_435_761) >> 20) as Day;
            postings.add(7, posting(number, day));
            let at = all.partition_point(|&other| other < (day, number));
            all.insert(at, (day, number));
            if number % 97 == 0 {
                let order = (day, number);
                assert_eq!(
                    nearest(&mut postings, order),
                    expected(&all, order),
                    "{number}"
                );
            }
        }
        assert!(
            postings
                .starts
                .get(7)
                .is_some_and(|starts| starts.len() > 4)
        );
        for &order in &all.clone()[..300] {
            postings.remove(7, order);
            all.remove(0);
        }
        let order = all[250];
        assert_eq!(nearest(&mut postings, order), expected(&all, order));
    }
}
