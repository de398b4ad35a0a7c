//! What stands below each element, and in units of the same shape.

use crate::elements::Elements;
use crate::hash::{Map, fixed};
use crate::hints::ByClass;
use crate::model::words::Counts;
use crate::tree::{NodeId, Tree};
use crate::unit::Unit;

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
    let whole = whole.max(1);
    part.checked_mul(100).map_or_else(
        || i32::try_from(i64::from(part) * 100 / i64::from(whole)).unwrap_or(i32::MAX),
        |part| part / whole,
    )
}

/// A count as a feature.
pub(crate) fn clip(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Each unit by itself.
pub(crate) fn of_units(units: &[Unit], counts: &[Counts], prose: &[usize]) -> Vec<Sums> {
    let one = |index: usize| {
        let unit = &units[index];
        let linked = unit.mass * unit.linked / unit.text.len().max(1);
        Sums {
            units: 1,
            mass: clip(unit.mass),
            prose: clip(prose[index]),
            linked: clip(linked),
            ends: counts[index].ends,
        }
    };
    (0..units.len()).map(one).collect()
}

/// Units whose elements have the same names and classes up to some level are of one shape.
pub(crate) struct Shapes {
    /// Each block's shape; 0 of elements that are none.
    pub of: Vec<usize>,
    /// All shapes.
    pub all: Vec<Shape>,
}

/// What the units of a shape are together.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub units: i32,
    pub mean_mass: i32,
    /// Their part of the page's prose, in percent.
    pub prose_share: i32,
    /// The parts of their text that are prose, and linked, in percent.
    pub prose_density: i32,
    pub link_density: i32,
}

impl Shape {
    /// What these sums say on a page with that total.
    pub fn new(sums: Sums, total: Sums) -> Self {
        Self {
            units: sums.units,
            mean_mass: sums.mass / sums.units.max(1),
            prose_share: percent(sums.prose, total.prose),
            prose_density: percent(sums.prose, sums.mass),
            link_density: percent(sums.linked, sums.mass),
        }
    }
}

impl Shapes {
    /// Sorts units by the names and classes of their block and of one more element around it, and of
    /// three more.
    pub fn of(tree: &Tree, elements: &Elements, units: &[Sums], total: Sums) -> [Self; 2] {
        let mut classes = ByClass::new(tree);
        let own: Vec<u64> = elements
            .nodes()
            .map(|node| own_key(tree, node, &mut classes))
            .collect();
        [2, 4].map(|levels| {
            let (of, sums) = Self::sort(elements, &own, units, levels);
            let shapes = sums.into_iter().map(|sums| Shape::new(sums, total));
            let all = shapes.collect();
            Self { of, all }
        })
    }

    /// Each block's shape, and the sums of each.
    fn sort(
        elements: &Elements,
        own: &[u64],
        units: &[Sums],
        levels: usize,
    ) -> (Vec<usize>, Vec<Sums>) {
        let mut known: Map<u64, usize> = Map::default();
        let mut of = vec![None; elements.len()];
        let mut sums: Vec<Sums> = Vec::new();
        for (index, &unit) in units.iter().enumerate() {
            let block = elements.block(index);
            let shape = *of[block].get_or_insert_with(|| {
                let around = elements.around(block).take(levels);
                let key = around.fold(0_u64, |key, element| {
                    (key.rotate_left(5) ^ own[element]).wrapping_mul(0x9e37_79b9_7f4a_7c15)
                });
                *known.entry(key).or_insert(sums.len())
            });
            if shape == sums.len() {
                sums.push(Sums::default());
            }
            sums[shape].add(unit);
        }
        let of = of.into_iter().map(Option::unwrap_or_default);
        (of.collect(), sums)
    }
}

/// A hash of an element's name and class.
fn own_key(tree: &Tree, node: NodeId, known: &mut ByClass<u64>) -> u64 {
    let name: &str = tree.any_name(node).map_or("", |name| name);
    let class = tree.class_and_id(node).next();
    let class = class.map_or(0, |class| {
        known.of(class, |class| class_key(tree.class_value(class)))
    });
    fixed(name) ^ class
}

/// A hash of a class but for the number at its end; 0 when nothing else is there.
fn class_key(class: &str) -> u64 {
    match class.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "" => 0,
        class => fixed(class).rotate_left(32),
    }
}
