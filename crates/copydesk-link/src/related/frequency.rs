//! In how many articles a term stands.

use std::collections::HashMap;

use crate::hash::Quick;
use crate::related::background::Background;
use crate::related::numbers::log2;

/// How many articles there are, and in how many of them a term stands, for one language.
#[derive(Debug)]
pub struct Frequencies {
    background: Background,
    articles: u32,
    having: HashMap<u64, u32, Quick>,
}

impl Frequencies {
    /// Those of no article yet, but with what is known of the language.
    pub fn new(language: Option<&str>) -> Self {
        Self {
            background: Background::of(language),
            articles: 0,
            having: HashMap::default(),
        }
    }

    /// Counts one article's terms, each given once.
    pub fn count(&mut self, terms: impl Iterator<Item = u64>) {
        self.articles += 1;
        for term in terms {
            *self.having.entry(term).or_default() += 1;
        }
    }

    /// A term's inverse document frequency, next to 0 when all articles have it.
    pub fn rarity(&self, term: u64) -> f64 {
        let articles = self.articles + self.background.articles();
        let having = self.having.get(&term).copied().unwrap_or(0);
        log2(articles + 1) - log2((having + self.background.articles_with(term)).max(1))
    }
}
