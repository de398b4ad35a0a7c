use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::columns::Columns;
use crate::facets::{COUNTED, Counts};
use crate::hidden::Pages;

/// Collects what matches a query and is listed.
pub struct Matches {
    /// The columns of each segment.
    pub columns: Vec<Arc<Columns>>,
    /// What is not listed.
    pub hidden: Arc<Pages>,
    /// How many of the best are kept.
    pub most: usize,
}

/// What matched.
pub struct Matched {
    /// How many.
    pub total: usize,
    /// How many of them have each value, for all facets.
    pub counts: Counts,
    /// The numbers of the best ones' pages: best first, of equals the last to arrive.
    pub pages: Vec<i64>,
}

impl Collector for Matches {
    type Fruit = Matched;
    type Child = SegmentMatches;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<SegmentMatches> {
        let place = usize::try_from(segment).unwrap_or(usize::MAX);
        let columns = self.columns.get(place).cloned().unwrap_or_default();
        let numbers =
            |names: &Option<StrColumn>| names.as_ref().map_or(0, |names| names.num_terms());
        Ok(SegmentMatches {
            total: 0,
            counts: columns
                .names()
                .each_ref()
                .map(|names| vec![0; numbers(names)]),
            best: Best::new(self.most),
            hidden: Arc::clone(&self.hidden),
            columns,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<(usize, Counts, Best)>) -> tantivy::Result<Matched> {
        let (mut total, mut counts, mut best) = (0, Counts::default(), Best::new(self.most));
        for (some, of_segment, best_of_segment) in segments {
            total += some;
            for (all, counts) in counts.iter_mut().zip(of_segment) {
                merge(all, counts);
            }
            best_of_segment
                .kept
                .into_iter()
                .for_each(|one| best.push(one));
        }
        Ok(Matched {
            total,
            counts,
            pages: best.sorted().into_iter().map(|(_, page)| page).collect(),
        })
    }
}

fn merge(all: &mut BTreeMap<String, usize>, counts: BTreeMap<String, usize>) {
    for (value, count) in counts {
        *all.entry(value).or_default() += count;
    }
}

/// What matched in one segment.
pub struct SegmentMatches {
    columns: Arc<Columns>,
    hidden: Arc<Pages>,
    total: usize,
    /// For each facet how many have each value, by the values' numbers.
    counts: [Vec<usize>; COUNTED],
    best: Best,
}

impl SegmentCollector for SegmentMatches {
    type Fruit = (usize, Counts, Best);

    fn collect(&mut self, document: DocId, score: Score) {
        let row = self.columns.row(document);
        let Some(row) = row.filter(|row| !self.hidden.contains(row.page)) else {
            return;
        };
        self.total += 1;
        for (counts, &value) in self.counts.iter_mut().zip(&row.values) {
            let place = usize::try_from(value).unwrap_or(usize::MAX);
            counts
                .get_mut(place)
                .into_iter()
                .for_each(|count| *count += 1);
        }
        self.best.push((score, row.page));
    }

    fn harvest(self) -> Self::Fruit {
        let mut named = Counts::default();
        let columns = self.counts.iter().zip(self.columns.names());
        for (named, (counts, column)) in named.iter_mut().zip(columns) {
            if let Some(column) = column {
                *named = names(counts, column);
            }
        }
        (self.total, named, self.best)
    }
}

/// The counts by the values themselves. A dictionary that cannot be read names none.
fn names(counts: &[usize], column: &StrColumn) -> BTreeMap<String, usize> {
    let found: Vec<(u64, usize)> = (0..)
        .zip(counts.iter().copied())
        .filter(|&(_, count)| count > 0)
        .collect();
    let numbers: Vec<u64> = found.iter().map(|&(number, _)| number).collect();
    let mut names = Vec::new();
    let dictionary = column.dictionary();
    let read = dictionary.sorted_ords_to_term_cb(&numbers, |name| {
        names.push(String::from_utf8_lossy(name).into_owned());
    });
    let counts = found.into_iter().map(|(_, count)| count);
    read.map_or_else(
        |_| BTreeMap::new(),
        |_| names.into_iter().zip(counts).collect(),
    )
}

/// A match: its score, and its page's number, of which no other has the same.
type Match = (Score, i64);

/// The best of the matches so far, and some that may be worse.
pub struct Best {
    most: usize,
    kept: Vec<Match>,
    /// The last of so many as are wanted, as they were last put in order: what comes behind it is not
    /// wanted any more.
    last: Option<Match>,
}

impl Best {
    fn new(most: usize) -> Self {
        Self {
            most,
            kept: Vec::new(),
            last: None,
        }
    }

    fn push(&mut self, one: Match) {
        if self.last.is_some_and(|last| order(&last, &one).is_lt()) {
            return;
        }
        self.kept.push(one);
        // Half of what is put in order is new, however many are wanted.
        if self.kept.len() >= self.most.saturating_mul(2).max(1) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        self.kept.sort_unstable_by(order);
        self.kept.truncate(self.most);
        self.last = self.kept.last().copied();
    }

    fn sorted(mut self) -> Vec<Match> {
        self.cut();
        self.kept
    }
}

/// The better one first, of equals the last to arrive.
fn order(one: &Match, other: &Match) -> Ordering {
    other.0.total_cmp(&one.0).then(other.1.cmp(&one.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_kept_in_order_whenever_they_come() {
        let mut matches: Vec<Match> = (0..100)
            .map(|page| ((page * 37 % 10) as Score, page))
            .collect();
        for most in [0, 1, 7, 100, 200] {
            let mut best = Best::new(most);
            matches.iter().for_each(|&one| best.push(one));
            let mut sorted = matches.clone();
            sorted.sort_by(order);
            sorted.truncate(most);
            assert_eq!(best.sorted(), sorted);
            matches.reverse();
        }
    }
}
