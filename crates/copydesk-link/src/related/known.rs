//! What is known of an article among others.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::related::inverted::{At, COMPARED};

/// What is known of an article, beside its vector.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Known {
    /// The article whose text it is a print of; mostly itself.
    pub text: u32,
    /// Number of its language.
    pub language: u8,
    /// The day of its publication.
    pub day: Option<i32>,
    /// Of a text's first print, the others.
    pub prints: Vec<u32>,
    /// The most similar articles, best first.
    pub neighbours: Vec<Neighbour>,
}

/// An article near to another, and the cosine of their vectors.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Neighbour {
    /// Its number.
    pub number: u32,
    /// The cosine.
    pub cosine: f32,
}

impl Known {
    /// An article that is a print of a text and has no neighbours yet.
    pub fn new(at: At, text: u32) -> Self {
        Self {
            text,
            language: at.language,
            day: at.day,
            prints: Vec::new(),
            neighbours: Vec::new(),
        }
    }

    /// Takes another article among the most similar ones; whether it is one of them.
    pub fn meet(&mut self, other: Neighbour) -> bool {
        let is_nearer = |known: &Neighbour| known.order(&other).is_lt();
        let place = self.neighbours.partition_point(is_nearer);
        if place >= COMPARED {
            return false;
        }
        self.neighbours.truncate(COMPARED - 1);
        self.neighbours.insert(place, other);
        true
    }
}

impl Neighbour {
    /// The nearest first, the lowest numbers of equals.
    pub fn order(&self, other: &Self) -> Ordering {
        let nearest = other.cosine.total_cmp(&self.cosine);
        nearest.then(self.number.cmp(&other.number))
    }
}
