//! The learned model that tells how likely each unit is part of the article.
//!
//! Features of each unit and of its neighbourhood go through gradient-boosted regression trees
//! (Friedman 2001); a second set of trees sees what the first made of the neighbours. All is counted
//! in integers, so that every machine agrees. `training/` makes the trees.

mod classes;
mod features;
mod lexicon;
mod rings;
mod second;
mod sums;
mod tables;
mod trees;
mod words;

pub(crate) use features::Page;
pub(crate) use second::Second;
#[cfg(feature = "training")]
pub(crate) use words::words;

use std::iter::Zip;
use std::ops::Range;
use std::slice::{Iter, IterMut};
use std::sync::LazyLock;

use copydesk_record::Reason;

use crate::elements::Elements;
use crate::tree::Tree;
use crate::unit::Unit;
use tables::{FIRST, SECOND};
use trees::{Column, Offsets, ROWS, Scorer, narrow};

/// A unit has no more features.
const MAX_FEATURES: usize = 256;

static OFFSETS: LazyLock<Offsets> =
    LazyLock::new(|| Offsets::new(&[&FIRST, &SECOND], MAX_FEATURES));
static FIRST_SCORER: LazyLock<Scorer> = LazyLock::new(|| Scorer::new(&FIRST, &OFFSETS));
static SECOND_SCORER: LazyLock<Scorer> = LazyLock::new(|| Scorer::new(&SECOND, &OFFSETS));

/// What is known of the page before its text is looked at.
pub(crate) struct Clues<'a> {
    /// The elements around the units.
    pub elements: &'a Elements,
    /// The index of the unit that shows the headline.
    pub headline: Option<usize>,
    /// What the page says that it is about: title and description.
    pub about: Vec<&'a str>,
    /// Whether its structured data says that it is an article.
    pub says_article: bool,
    /// Whether the structured data's body holds each unit: 1 and 0, or -1 when there is none.
    pub stated: Vec<i32>,
    /// The weight of each unit's text if it is prose, else 0.
    pub prose: &'a [usize],
    /// The names of those whom the page's head states as its authors.
    pub authors: &'a [String],
    /// What is believed of each unit, see `belief`.
    pub hints: &'a [Option<Reason>],
}

/// How likely each unit is part of the article, in thousandths of log-odds: above 0 it rather is.
pub(crate) fn scores(tree: &Tree, units: &[Unit], clues: &Clues<'_>) -> Vec<i32> {
    let page = Page::new(tree, units, clues);
    let count = units.len();
    let mut rows = Rows::new(0);
    let mut first = Vec::with_capacity(count + ROWS);
    for block in blocks(count) {
        rows.push(block, |index, row| {
            page.features(index, &mut |_, _, value| row.put(value));
        });
        first.extend(FIRST_SCORER.score(rows.last(), &[]));
    }
    first.truncate(count);
    let second = Second::new(&page, &first);
    let mut again = Vec::with_capacity(count + ROWS);
    let mut more = Rows::new(rows.width);
    for (block, columns) in blocks(count).zip(rows.blocks()) {
        more.columns.clear();
        more.push(block, |index, row| {
            second.features(index, &mut |_, _, value| row.put(value));
        });
        again.extend(SECOND_SCORER.score(columns, more.last()));
    }
    again.truncate(count);
    again
}

/// The units that are scored at once.
fn blocks(count: usize) -> impl Iterator<Item = Range<usize>> {
    let starts = (0..count).step_by(ROWS);
    starts.map(move |start| start..(start + ROWS).min(count))
}

/// Features of units, block after block, each feature of a block's units side by side.
struct Rows {
    columns: Vec<Column>,
    /// How many columns a block has.
    width: usize,
    /// What is taken off each feature.
    offsets: &'static [i32],
}

/// The features of one unit.
struct Row<'a> {
    columns: Zip<IterMut<'a, Column>, Iter<'static, i32>>,
    at: usize,
}

impl Row<'_> {
    fn put(&mut self, value: i32) {
        if let Some((column, &offset)) = self.columns.next() {
            column[self.at] = narrow(value, offset);
        }
    }
}

impl Rows {
    /// Rows of the features from one on.
    fn new(feature: usize) -> Self {
        Self {
            columns: Vec::new(),
            width: 0,
            offsets: OFFSETS.from(feature),
        }
    }

    /// Adds a block.
    fn push(&mut self, units: Range<usize>, features: impl Fn(usize, &mut Row<'_>)) {
        if self.width == 0 {
            let mut most = vec![[0; ROWS]; self.offsets.len()];
            let columns = most.iter_mut().zip(self.offsets);
            let mut row = Row { columns, at: 0 };
            features(units.start, &mut row);
            self.width = self.offsets.len() - row.columns.len();
        }
        let start = self.columns.len();
        self.columns.resize(start + self.width, [0; ROWS]);
        for (at, index) in units.enumerate() {
            let columns = self.columns[start..].iter_mut().zip(self.offsets);
            features(index, &mut Row { columns, at });
        }
    }

    fn last(&self) -> &[Column] {
        &self.columns[self.columns.len() - self.width..]
    }

    fn blocks(&self) -> impl Iterator<Item = &[Column]> {
        self.columns.chunks(self.width.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Base;
    use crate::walk;

    /// The tables tell features apart by their place; when features change, `scripts/train` makes
    /// the tables anew.
    #[test]
    fn the_tables_know_these_features() {
        let tree = Tree::parse("<p>A sentence.</p>").unwrap_or_else(|_| Tree::empty());
        let sheet = walk::sheet(&tree, &Base::new(None, None));
        let clues = Clues {
            elements: &Elements::new(&tree, &sheet.units),
            headline: None,
            about: Vec::new(),
            says_article: false,
            stated: vec![-1],
            prose: &[11],
            authors: &[],
            hints: &[None],
        };
        let page = Page::new(&tree, &sheet.units, &clues);
        let mut names = Vec::new();
        let mut put = |name: &str, at: i32, _: i32| names.push(format!("{name}{at:+}"));
        page.features(0, &mut put);
        Second::new(&page, &[0]).features(0, &mut put);
        assert_eq!(names, tables::NAMES);
    }
}
