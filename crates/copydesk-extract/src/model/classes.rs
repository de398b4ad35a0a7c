//! What the class names and ids around a unit say, learned from many hosts.

use std::collections::HashMap;

use crate::hints::{ClassWords, class_names};
use crate::model::tables::WORDS;
use crate::tree::{NodeId, Tree};

/// The scores of elements, each class name looked up once: a page has few, many times.
pub(crate) struct Classes<'a> {
    tree: &'a Tree,
    known: HashMap<&'a str, i32>,
    scores: Vec<Option<i32>>,
}

impl<'a> Classes<'a> {
    /// Knows nothing yet.
    pub fn new(tree: &'a Tree) -> Self {
        Self {
            tree,
            known: HashMap::new(),
            scores: vec![None; tree.len()],
        }
    }

    /// The log-odds, in tenths, that text below the element is the article's: the strongest word's.
    pub fn score(&mut self, node: NodeId) -> i32 {
        if let Some(score) = self.scores[node as usize] {
            return score;
        }
        let score = class_names(self.tree, node)
            .map(|value| *self.known.entry(value).or_insert_with(|| of_name(value)))
            .fold(0, stronger);
        self.scores[node as usize] = Some(score);
        score
    }
}

fn of_name(value: &str) -> i32 {
    ClassWords::of(value)
        .stretches(1)
        .map(look_up)
        .fold(0, stronger)
}

fn stronger(one: i32, other: i32) -> i32 {
    if other.abs() > one.abs() { other } else { one }
}

fn look_up(word: &str) -> i32 {
    let found = WORDS.binary_search_by(|(entry, _)| entry.cmp(&word));
    found.map_or(0, |index| i32::from(WORDS[index].1))
}
