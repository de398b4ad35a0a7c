//! How sure it is that two articles are of one event.

use std::cmp::Ordering;

use crate::related::article::{Article, Term};
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

impl Common {
    /// Compares two articles.
    pub fn new(a: &Article, b: &Article) -> Self {
        let (mut all, mut names, mut numbers) = (0.0, 0.0, 0.0);
        for (x, y) in shared(&a.terms, &b.terms) {
            let product = f64::from(x.weight) * f64::from(y.weight);
            all += product;
            match (x.kind, y.kind) {
                (Kind::Name, Kind::Name) => names += product,
                (Kind::Number, Kind::Number) => numbers += product,
                _ => {}
            }
        }
        Self {
            all,
            names: cosine(names, a.names, b.names),
            numbers: cosine(numbers, a.numbers, b.numbers),
        }
    }
}

/// The strength of the tie between two articles in one language, from 0 to 1.
///
/// A linear function of the square roots of the cosines, fitted by logistic regression to pairs of
/// articles of ECB+ (Cybulska and Vossen 2014) and scaled; texts that share no year are less likely
/// of one event.
pub fn within_language(common: Common, years: bool) -> f64 {
    // A script that has no capitals marks no names.
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

fn cosine(product: f64, a: f32, b: f32) -> f64 {
    let lengths = f64::from(a) * f64::from(b);
    if lengths > 0.0 {
        product / lengths
    } else {
        0.0
    }
}

/// The terms that both have.
fn shared<'a>(a: &'a [Term], b: &'a [Term]) -> impl Iterator<Item = (&'a Term, &'a Term)> {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            let order = x.term.cmp(&y.term);
            i += usize::from(order != Ordering::Greater);
            j += usize::from(order != Ordering::Less);
            if order == Ordering::Equal {
                return Some((x, y));
            }
        }
        None
    })
}
