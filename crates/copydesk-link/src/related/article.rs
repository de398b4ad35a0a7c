//! What is kept of an article to compare it with others.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::hash::Quick;
use crate::related::frequency::Frequencies;
use crate::related::vector::{Counted, Kind};
use crate::words::tokens;

/// So many of an article's heaviest terms are kept; the rest hardly move the cosine.
pub const TERMS: usize = 128;

/// How much more a name says than another word that is as rare.
const NAME: f64 = 1.5;

/// How much more a number says.
const NUMBER: f64 = 3.0;

/// Years that an article can be about; other numbers of four digits are mostly amounts.
const YEARS: std::ops::Range<u16> = 1980..2040;

/// What is kept of an article: 8 bytes for each of its heaviest terms, and little more.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Article {
    /// Its heaviest terms, ascending: a vector of length 1.
    pub terms: Box<[Term]>,
    /// The length of that part of the vector that is names.
    pub names: u16,
    /// The length of that part which is numbers.
    pub numbers: u16,
    /// The years that it names, ascending.
    pub years: Box<[u16]>,
}

/// A term, and its part of a vector.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The upper half of its hash.
    pub term: u32,
    /// What it is.
    pub kind: Kind,
    /// Its part of the vector, in parts of [`UNIT`], so that sums are the same in any order.
    pub weight: u16,
}

/// The length of a vector.
pub const UNIT: u32 = 1 << 15;

impl Article {
    /// Weighs the terms of an article by how rare they are.
    pub fn new(counted: &[Counted], frequencies: &Frequencies<'_>) -> Self {
        let weight = |counted: &Counted| {
            emphasis(counted.kind) * counted.weight() * frequencies.rarity(counted.term)
        };
        let mut weighed: Vec<(&Counted, f64)> = counted
            .iter()
            .map(|counted| (counted, weight(counted)))
            .collect();
        weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.term.cmp(&b.0.term)));
        weighed.truncate(TERMS);
        weighed.sort_unstable_by_key(|(counted, _)| counted.term);
        let length = length(weighed.iter().map(|&(_, weight)| weight)).max(f64::MIN_POSITIVE);
        let terms: Box<[Term]> = weighed
            .iter()
            .map(|&(counted, weight)| Term {
                term: (counted.term >> 32) as u32,
                kind: counted.kind,
                weight: (weight / length * f64::from(UNIT)) as u16,
            })
            .collect();
        Self {
            names: length_of(&terms, Kind::Name),
            numbers: length_of(&terms, Kind::Number),
            years: years(counted).into(),
            terms,
        }
    }
}

fn emphasis(kind: Kind) -> f64 {
    match kind {
        Kind::Word => 1.0,
        Kind::Name => NAME,
        Kind::Number => NUMBER,
    }
}

fn length_of(terms: &[Term], kind: Kind) -> u16 {
    let of_kind = terms.iter().filter(|term| term.kind == kind);
    length(of_kind.map(|term| f64::from(term.weight))) as u16
}

fn length(weights: impl Iterator<Item = f64>) -> f64 {
    weights.map(|weight| weight * weight).sum::<f64>().sqrt()
}

static YEAR_OF: LazyLock<HashMap<u64, u16, Quick>> = LazyLock::new(|| {
    let hash = |year: u16| Some((tokens(&year.to_string()).first()?.hash, year));
    YEARS.filter_map(hash).collect()
});

fn years(counted: &[Counted]) -> Vec<u16> {
    let numbers = counted
        .iter()
        .filter(|counted| counted.kind == Kind::Number);
    let mut years: Vec<u16> = numbers
        .filter_map(|counted| YEAR_OF.get(&counted.term).copied())
        .collect();
    years.sort_unstable();
    years
}
