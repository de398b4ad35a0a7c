//! Which articles are one text, word for word.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::shelf::{Backing, Mapped, Numbered, Table};

/// The texts of articles, by numbers of their own that count from 0 in the order in which they came. All
/// articles of a text are one: what is found of it holds for each.
#[derive(Debug)]
pub struct Texts<'a> {
    /// Texts by the hash of what is in them.
    known: Mapped<'a, u32>,
    articles: Numbered<'a, Prints>,
}

/// The articles of a text; mostly there is one, which takes no memory of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Prints {
    One(u32),
    /// The one that came first, and all.
    Many(u32, Vec<u32>),
}

impl Prints {
    fn as_slice(&self) -> &[u32] {
        match self {
            Self::One(article) => std::slice::from_ref(article),
            Self::Many(_, articles) => articles,
        }
    }

    fn earliest(&self) -> u32 {
        match self {
            Self::One(article) | Self::Many(article, _) => *article,
        }
    }

    /// Adds an article that came after all others.
    fn add(&mut self, article: u32) {
        match self {
            Self::One(first) => *self = Self::Many(*first, vec![*first, article]),
            Self::Many(_, articles) => articles.push(article),
        }
    }
}

impl<'a> Texts<'a> {
    /// The texts of an index, of which there are so many.
    pub fn new(backing: Backing<'a>, count: u32) -> Self {
        Self {
            known: Mapped::new(backing, Table::Exact),
            articles: Numbered::new(backing, Table::Texts, count),
        }
    }

    /// How many numbers were given.
    pub fn len(&self) -> u32 {
        self.articles.len()
    }

    /// Adds an article by the hash of its text, and returns the text. One that has nothing to tell it by
    /// is a text of its own.
    pub fn add(&mut self, article: u32, exact: Option<u64>) -> u32 {
        let known = exact.and_then(|exact| self.known.get(exact).map(|text| *text));
        if let Some(text) = known
            && let Some(prints) = self.articles.change(text)
        {
            prints.add(article);
            return text;
        }
        let text = self.articles.push(Prints::One(article));
        if let Some(exact) = exact {
            self.known.put(exact, text);
        }
        text
    }

    /// Takes an article of a text away; whether it was the last one, and the text is gone.
    pub fn remove(&mut self, text: u32, article: u32, exact: u64) -> bool {
        let mut articles = self.articles(text);
        articles.retain(|&other| other != article);
        let earliest = articles.iter().min().copied();
        if let (Some(prints), Some(earliest)) = (self.articles.change(text), earliest) {
            *prints = Prints::Many(earliest, articles);
            return false;
        }
        self.articles.take(text);
        if self.known.get(exact).is_some_and(|known| *known == text) {
            self.known.take(exact);
        }
        true
    }

    /// The articles of a text, in the order in which they were sorted last; those that came later follow.
    pub fn articles(&self, text: u32) -> Vec<u32> {
        let prints = self.articles.get(text);
        prints.map_or_else(Vec::new, |prints| prints.as_slice().to_vec())
    }

    /// The first of them.
    pub fn first(&self, text: u32) -> Option<u32> {
        self.articles.get(text)?.as_slice().first().copied()
    }

    /// The one of them that came first.
    pub fn earliest(&self, text: u32) -> Option<u32> {
        Some(self.articles.get(text)?.earliest())
    }

    /// How many they are.
    pub fn count(&self, text: u32) -> usize {
        let prints = self.articles.get(text);
        prints.map_or(0, |prints| prints.as_slice().len())
    }

    /// Sorts the articles of a text.
    pub fn sort(&mut self, text: u32, order: impl Fn(u32, u32) -> Ordering) {
        if self.count(text) < 2 {
            return;
        }
        if let Some(Prints::Many(_, articles)) = self.articles.change(text) {
            articles.sort_by(|&a, &b| order(a, b));
        }
    }

    /// Lays down what is to be on a shelf.
    pub fn lay_down(&mut self) {
        self.known.lay_down();
        self.articles.lay_down();
    }
}
