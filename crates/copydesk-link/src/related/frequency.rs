//! In how many articles a term stands.

use std::collections::HashMap;

use crate::hash::Quick;
use crate::related::background::Background;
use crate::related::numbers::log2;

/// The languages that articles are in, by number.
#[derive(Debug, Default)]
pub struct Languages(Vec<Language>);

/// A language, and how often words stand in it.
#[derive(Debug)]
struct Language {
    code: Option<String>,
    frequencies: Frequencies,
}

impl Languages {
    /// The number of a language, of which the region does not count; a new one gets the next.
    pub fn number(&mut self, code: Option<&str>) -> usize {
        let code = code.and_then(|code| code.split('-').next());
        let is_it = |language: &Language| language.code.as_deref() == code;
        self.0.iter().position(is_it).unwrap_or_else(|| {
            self.0.push(Language {
                code: code.map(str::to_owned),
                frequencies: Frequencies::new(code),
            });
            self.0.len() - 1
        })
    }

    /// Counts the terms of an article in a language, each given once.
    pub fn count(&mut self, number: usize, terms: impl Iterator<Item = u64>) {
        self.0[number].frequencies.count(terms);
    }

    /// How often words stand in a language.
    pub fn frequencies(&self, number: usize) -> &Frequencies {
        &self.0[number].frequencies
    }

    /// Whether two articles are in one language, as far as is known.
    pub fn are_one(&self, a: usize, b: usize) -> bool {
        a == b || [a, b].iter().any(|&number| self.0[number].code.is_none())
    }
}

/// How many articles there are, and in how many of them a term stands, for one language.
#[derive(Debug)]
pub struct Frequencies {
    background: Background,
    articles: u32,
    having: HashMap<u64, u32, Quick>,
}

impl Frequencies {
    /// Those of no article yet, but with what is known of the language.
    fn new(language: Option<&str>) -> Self {
        Self {
            background: Background::of(language),
            articles: 0,
            having: HashMap::default(),
        }
    }

    fn count(&mut self, terms: impl Iterator<Item = u64>) {
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
