//! In how many articles a term stands.

use std::collections::HashMap;

use crate::hash::Quick;
use crate::related::background;
use crate::related::numbers::log2;

/// How many articles there are, and in how many of them a term stands, for one language.
#[derive(Debug)]
pub struct Frequencies {
    language: Option<String>,
    articles: u32,
    having: HashMap<u64, u32, Quick>,
}

impl Frequencies {
    /// Those of no article yet, but with what is known of the language.
    pub fn new(language: Option<&str>) -> Self {
        Self {
            language: language.map(str::to_owned),
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
        let language = self.language.as_deref();
        let articles = self.articles + background::articles(language);
        let having = self.having.get(&term).copied().unwrap_or(0);
        log2(articles + 1) - log2((having + background::articles_with(language, term)).max(1))
    }
}
