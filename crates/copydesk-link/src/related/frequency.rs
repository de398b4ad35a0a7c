//! In how many articles a term stands.

use serde::{Deserialize, Serialize};

use crate::hash;
use crate::related::background::Background;
use crate::related::numbers::log2;
use crate::related::vector::Counted;
use crate::shelf::{Backing, Mapped, Table};

/// How many languages have a number of their own; those that come later are one.
const LANGUAGES: usize = 255;

/// The languages that articles are in, by number, and how often terms stand in each.
#[derive(Debug)]
pub struct Languages<'a> {
    languages: Vec<Language>,
    /// By language and term.
    having: Mapped<'a, u32>,
}

/// A language, and how many articles are in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Language {
    code: Option<Box<str>>,
    articles: u32,
}

impl<'a> Languages<'a> {
    /// Those of an index that knows these.
    pub fn new(backing: Backing<'a>, languages: Vec<Language>) -> Self {
        Self {
            languages,
            having: Mapped::new(backing, Table::Counts),
        }
    }

    /// All of them.
    pub fn known(&self) -> &[Language] {
        &self.languages
    }

    /// The number of a language; a new one gets the next.
    pub fn number(&mut self, code: Option<&str>) -> u8 {
        let is_it = |language: &Language| language.code.as_deref() == code;
        let number = self.languages.iter().position(is_it).unwrap_or_else(|| {
            if self.languages.len() < LANGUAGES {
                self.languages.push(Language {
                    code: code.map(Into::into),
                    articles: 0,
                });
            }
            self.languages.len() - 1
        });
        number as u8
    }

    /// Counts the terms of an article in a language, each given once.
    pub fn count(&mut self, number: u8, terms: &[Counted]) {
        if let Some(language) = self.languages.get_mut(usize::from(number)) {
            language.articles += 1;
        }
        for counted in terms {
            *self.having.entry(key(number, counted.term)) += 1;
        }
    }

    /// How often terms stand in a language.
    pub fn frequencies(&self, number: u8) -> Frequencies<'_> {
        let language = self.languages.get(usize::from(number));
        Frequencies {
            having: &self.having,
            number,
            articles: language.map_or(0, |language| language.articles),
            background: Background::of(language.and_then(|language| language.code.as_deref())),
        }
    }

    /// Whether two articles are in one language, as far as is known.
    pub fn are_one(&self, a: u8, b: u8) -> bool {
        let language = |number: u8| self.languages.get(usize::from(number));
        let is_unknown = |number| language(number).is_none_or(|language| language.code.is_none());
        a == b || is_unknown(a) || is_unknown(b)
    }

    /// Lays down what is to be on a shelf.
    pub fn lay_down(&mut self) {
        self.having.lay_down();
    }
}

/// How many articles of one language there are, and in how many of them a term stands.
#[derive(Debug)]
pub struct Frequencies<'a> {
    having: &'a Mapped<'a, u32>,
    number: u8,
    articles: u32,
    background: Background,
}

impl Frequencies<'_> {
    /// A term's inverse document frequency, next to 0 when all articles have it.
    pub fn rarity(&self, term: u64) -> f64 {
        let articles = self.articles + self.background.articles();
        let having = self.having.get(key(self.number, term));
        let having = having.map_or(0, |having| *having) + self.background.articles_with(term);
        log2(articles + 1) - log2(having.max(1))
    }
}

fn key(language: u8, term: u64) -> u64 {
    hash::extend(language.into(), term)
}
