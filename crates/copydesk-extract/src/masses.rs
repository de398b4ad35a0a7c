//! Where in the tree the page's prose stands.

use std::collections::HashSet;

use crate::tree::{NodeId, Tree};
use crate::unit::Sheet;

/// How much prose stands below each element.
pub(crate) struct Masses {
    below: Vec<usize>,
    /// The elements whose children prose stands in.
    pub beside: HashSet<NodeId>,
    /// All of it.
    pub total: usize,
}

impl Masses {
    /// Sums up the units' weights.
    pub fn new(tree: &Tree, sheet: &Sheet, weights: &[usize]) -> Self {
        let mut masses = Self {
            below: vec![0; tree.len()],
            beside: HashSet::new(),
            total: 0,
        };
        for (unit, &mass) in sheet.units.iter().zip(weights) {
            if mass > 0 {
                masses.total += mass;
                masses.beside.extend(tree.parent(unit.node));
                for node in tree.ancestors(unit.node) {
                    masses.below[node as usize] += mass;
                }
            }
        }
        masses
    }

    fn of(&self, node: NodeId) -> usize {
        self.below.get(node as usize).copied().unwrap_or(0)
    }

    /// The share of the page's prose below an element, in percent.
    pub fn share(&self, node: NodeId) -> usize {
        self.of(node) * 100 / self.total.max(1)
    }
}
