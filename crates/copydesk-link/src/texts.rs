//! Which articles are one text, word for word.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::hash::Quick;

/// Articles by number, and the texts that they are, by numbers of their own; both count from 0 in the
/// order in which they came. All articles of a text are one: what is found of it holds for each.
#[derive(Debug, Default)]
pub struct Texts {
    /// The text of each article.
    of: Vec<u32>,
    /// Texts by the hash of what is in them.
    known: HashMap<u64, u32, Quick>,
    /// The article that was the first to have each text.
    first: Vec<u32>,
    /// All articles of the texts that several have.
    several: HashMap<u32, Vec<u32>, Quick>,
}

impl Texts {
    /// Adds an article by the hash of its text, and returns the text. One that has nothing to tell it by
    /// is a text of its own.
    pub fn add(&mut self, exact: Option<u64>) -> u32 {
        let (article, new) = (self.of.len() as u32, self.first.len() as u32);
        let text = exact.map_or(new, |exact| *self.known.entry(exact).or_insert(new));
        self.of.push(text);
        match self.first.get(text as usize) {
            None => self.first.push(article),
            Some(&first) => {
                let articles = self.several.entry(text).or_insert_with(|| vec![first]);
                articles.push(article);
            }
        }
        text
    }

    /// The text of an article.
    pub fn of(&self, article: usize) -> Option<u32> {
        self.of.get(article).copied()
    }

    /// The articles of a text, in the order in which they were sorted last.
    pub fn articles(&self, text: u32) -> &[u32] {
        let only = || self.first.get(text as usize).map(std::slice::from_ref);
        let several = self.several.get(&text).map(Vec::as_slice);
        several.or_else(only).unwrap_or_default()
    }

    /// Sorts the articles of a text; those that come later follow them.
    pub fn sort(&mut self, text: u32, mut order: impl FnMut(u32, u32) -> Ordering) {
        if let Some(articles) = self.several.get_mut(&text) {
            articles.sort_by(|&a, &b| order(a, b));
        }
    }
}
