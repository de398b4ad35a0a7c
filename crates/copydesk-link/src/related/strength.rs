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
pub struct Against<'a> {
    article: &'a Article,
    /// A term, and its place and 1, by the lower bits of the term; a taken slot sends to the next one.
    slots: Box<[(u32, u32); SLOTS]>,
}

/// Four times as many as an article has terms.
const SLOTS: usize = 4 * TERMS;

impl<'a> Against<'a> {
    /// Lays an article out.
    pub fn new(article: &'a Article) -> Self {
        let mut slots = Box::new([(0, 0); SLOTS]);
        for (place, term) in (1..).zip(&article.terms) {
            let mut slot = term.term as usize % SLOTS;
            while slots[slot].1 != 0 {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = (term.term, place);
        }
        Self { article, slots }
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
        let named = self.article.names > 0 && other.names > 0;
        Common {
            all,
            names: if named {
                cosine(names, self.article.names, other.names)
            } else {
                all
            },
            numbers: cosine(numbers, self.article.numbers, other.numbers),
        }
    }

    fn find(&self, term: u32) -> Option<&Term> {
        let mut slot = term as usize % SLOTS;
        loop {
            let (found, place) = self.slots[slot];
            let place = place.checked_sub(1)?;
            if found == term {
                return self.article.terms.get(place as usize);
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

/// Whether two articles may be of one time: both name a year, or one names none.
pub fn years_agree(a: &Article, b: &Article) -> bool {
    a.years.is_empty() || b.years.is_empty() || a.years.iter().any(|year| b.years.contains(year))
}

fn cosine(product: u32, a: u16, b: u16) -> f64 {
    let lengths = u32::from(a) * u32::from(b);
    if lengths > 0 {
        f64::from(product) / f64::from(lengths)
    } else {
        0.0
    }
}
