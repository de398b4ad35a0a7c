//! How sure it is that two articles are of one event.

use crate::related::article::{Article, TERMS, Term, UNIT};
use crate::related::vector::Kind;

/// What two articles have in common: cosines of their vectors (Salton and Buckley 1988).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Common {
    /// Of all terms.
    pub all: f64,
    /// Of the names alone.
    pub names: f64,
    /// Of the numbers alone.
    pub numbers: f64,
}

/// One article, laid out to be compared with many.
#[derive(Debug)]
pub struct Against {
    /// Its terms by their lower bits; a taken slot sends to the next one. An empty one weighs nothing.
    slots: Box<[Term; SLOTS]>,
    names: u16,
    numbers: u16,
    years: Box<[u16]>,
}

/// Four times as many as an article has terms.
const SLOTS: usize = 4 * TERMS;

const EMPTY: Term = Term {
    term: 0,
    kind: Kind::Word,
    weight: 0,
};

impl Against {
    /// Lays an article out.
    pub fn new(article: &Article) -> Self {
        let mut slots = Box::new([EMPTY; SLOTS]);
        for &term in article.terms.iter().filter(|term| term.weight > 0) {
            let mut slot = term.term as usize % SLOTS;
            while slots[slot].weight > 0 {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = term;
        }
        Self {
            slots,
            names: article.names,
            numbers: article.numbers,
            years: article.years.clone(),
        }
    }

    /// What another article has in common with it.
    pub fn common(&self, other: &Article) -> Common {
        let (mut all, mut names, mut numbers) = (0, 0, 0);
        for term in &other.terms {
            let Some(of_this) = self.find(term.term) else {
                continue;
            };
            let product = u32::from(of_this.weight) * u32::from(term.weight);
            all += product;
            match (of_this.kind, term.kind) {
                (Kind::Name, Kind::Name) => names += product,
                (Kind::Number, Kind::Number) => numbers += product,
                _ => {}
            }
        }
        let all = cosine(all, UNIT as u16, UNIT as u16);
        // A script without capitals shows no names: there all words stand for them.
        let named = self.names > 0 && other.names > 0;
        Common {
            all,
            names: if named {
                cosine(names, self.names, other.names)
            } else {
                all
            },
            numbers: cosine(numbers, self.numbers, other.numbers),
        }
    }

    /// Whether both may be of one time: both name a year, or one names none.
    pub fn years_agree(&self, other: &Article) -> bool {
        let years = &self.years;
        years.is_empty()
            || other.years.is_empty()
            || years.iter().any(|year| other.years.contains(year))
    }

    fn find(&self, term: u32) -> Option<&Term> {
        let mut slot = term as usize % SLOTS;
        loop {
            let found = self.slots.get(slot).filter(|found| found.weight > 0)?;
            if found.term == term {
                return Some(found);
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

/// The strength of the tie between two articles in one language, from 0 to 1.
///
/// A linear function of the square roots of the cosines, fitted by logistic regression to pairs of
/// articles of ECB+ (Cybulska and Vossen 2014) and scaled; texts that share no year are less likely
/// of one event.
pub fn within_language(common: Common, years: bool) -> f64 {
    strength([1.175, 0.4375, 0.3625, 0.1625], -0.6875, common, years)
}

/// The same for two articles in different languages, which share only names and numbers.
pub fn across_languages(common: Common, years: bool) -> f64 {
    strength([0.0, 1.1625, 0.48, 0.1725], -0.5325, common, years)
}

fn strength([all, names, numbers, same]: [f64; 4], base: f64, common: Common, years: bool) -> f64 {
    let years = if years { same } else { 0.0 };
    let sum =
        all * common.all.sqrt() + names * common.names.sqrt() + numbers * common.numbers.sqrt();
    (base + sum + years).clamp(0.0, 1.0)
}

fn cosine(product: u32, a: u16, b: u16) -> f64 {
    let lengths = u32::from(a) * u32::from(b);
    if lengths > 0 {
        f64::from(product) / f64::from(lengths)
    } else {
        0.0
    }
}
