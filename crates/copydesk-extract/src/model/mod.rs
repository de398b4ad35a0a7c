//! The learned model that tells how likely each unit is part of the article.
//!
//! Features of each unit and of its neighbourhood go through gradient-boosted regression trees
//! (Friedman 2001); a second set of trees sees what the first made of the neighbours. All is counted
//! in integers, so that every machine agrees. `training/` makes the trees.

mod classes;
mod features;
mod second;
mod sums;
mod tables;
mod trees;
mod words;

pub(crate) use features::Page;
pub(crate) use second::Second;

use copydesk_record::Reason;

use crate::tree::Tree;
use crate::unit::Sheet;
use tables::{FIRST, SECOND};

/// Room for a unit's features.
const WIDTH: usize = 256;

/// What is known of the page before its text is looked at.
pub(crate) struct Clues<'a> {
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
    /// What is believed of each unit, see `belief`.
    pub hints: &'a [Option<Reason>],
}

/// How likely each unit is part of the article, in thousandths of log-odds: above 0 it rather is.
pub(crate) fn scores(tree: &Tree, sheet: &Sheet, clues: &Clues<'_>) -> Vec<i32> {
    let page = Page::new(tree, sheet, clues);
    let mut rows: Vec<Vec<i32>> = (0..sheet.units.len())
        .map(|index| {
            let mut row = Vec::with_capacity(WIDTH);
            page.features(index, &mut |_, _, value| row.push(value));
            row
        })
        .collect();
    let first: Vec<i32> = rows.iter().map(|row| FIRST.score(row)).collect();
    let second = Second::new(&page, &first);
    let again = |(index, row): (usize, &mut Vec<i32>)| {
        second.features(index, &mut |_, _, value| row.push(value));
        SECOND.score(row)
    };
    rows.iter_mut().enumerate().map(again).collect()
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
            headline: None,
            about: Vec::new(),
            says_article: false,
            stated: vec![-1],
            prose: &[11],
            hints: &[None],
        };
        let page = Page::new(&tree, &sheet, &clues);
        let mut names = Vec::new();
        let mut put = |name: &str, at: i32, _: i32| names.push(format!("{name}{at:+}"));
        page.features(0, &mut put);
        Second::new(&page, &[0]).features(0, &mut put);
        assert_eq!(names, tables::NAMES);
    }
}
