//! What stands below each element, and in units of the same shape.

use std::collections::HashMap;

use crate::hints::class_names;
use crate::model::words::Counts;
use crate::tree::{NodeId, Tree};
use crate::unit::Sheet;

/// Sums over units.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    /// Units.
    pub units: i32,
    /// The weight of their texts.
    pub mass: i32,
    /// The weight of those that are prose.
    pub prose: i32,
    /// The weight of linked text.
    pub linked: i32,
    /// Marks that end a sentence.
    pub ends: i32,
}

impl Sums {
    /// Adds one unit.
    pub fn add(&mut self, one: Self) {
        self.units = self.units.saturating_add(one.units);
        self.mass = self.mass.saturating_add(one.mass);
        self.prose = self.prose.saturating_add(one.prose);
        self.linked = self.linked.saturating_add(one.linked);
        self.ends = self.ends.saturating_add(one.ends);
    }
}

/// Part of a whole in percent; 0 of nothing.
pub(crate) fn percent(part: i32, whole: i32) -> i32 {
    let share = i64::from(part) * 100 / i64::from(whole.max(1));
    i32::try_from(share).unwrap_or(i32::MAX)
}

/// Each unit by itself.
pub(crate) fn of_units(sheet: &Sheet, counts: &[Counts], prose: &[usize]) -> Vec<Sums> {
    let clip = |mass: usize| i32::try_from(mass).unwrap_or(i32::MAX);
    let one = |index: usize| {
        let unit = &sheet.units[index];
        let linked = unit.mass * unit.linked / unit.text.len().max(1);
        Sums {
            units: 1,
            mass: clip(unit.mass),
            prose: clip(prose[index]),
            linked: clip(linked),
            ends: counts[index].ends,
        }
    };
    (0..sheet.units.len()).map(one).collect()
}

/// The sums below each element of the tree.
pub(crate) fn below(tree: &Tree, sheet: &Sheet, units: &[Sums]) -> Vec<Sums> {
    let mut below = vec![Sums::default(); tree.len()];
    for (unit, &sums) in sheet.units.iter().zip(units) {
        for node in tree.ancestors(unit.node) {
            below[node as usize].add(sums);
        }
    }
    below
}

/// Units whose elements have the same names and classes up to some level are of one shape.
pub(crate) struct Shapes {
    /// Each unit's shape.
    pub of: Vec<usize>,
    /// The sums of each shape.
    pub sums: Vec<Sums>,
}

impl Shapes {
    /// Sorts units by the names and classes of their block and so many elements around it.
    pub fn new(tree: &Tree, sheet: &Sheet, units: &[Sums], levels: usize) -> Self {
        let mut known: HashMap<u64, usize> = HashMap::new();
        let mut shapes = Self {
            of: Vec::new(),
            sums: Vec::new(),
        };
        for (unit, &sums) in sheet.units.iter().zip(units) {
            let key = key(tree, unit.node, levels);
            let shape = *known.entry(key).or_insert(shapes.sums.len());
            if shape == shapes.sums.len() {
                shapes.sums.push(Sums::default());
            }
            shapes.sums[shape].add(sums);
            shapes.of.push(shape);
        }
        shapes
    }
}

/// A hash (FNV-1a) of the names and classes of an element and those around it.
fn key(tree: &Tree, node: NodeId, levels: usize) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut push = |text: &str| {
        for byte in text.bytes().chain([b'|']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for element in tree.ancestors(node).take(levels) {
        push(tree.any_name(element).map_or("", |name| name));
        let class = class_names(tree, element).next().unwrap_or_default();
        push(class.trim_end_matches(|c: char| c.is_ascii_digit()));
    }
    hash
}
