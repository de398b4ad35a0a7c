//! The values of `class` and `id`, numbered: a page has few, many times.

use crate::hash::Map;

use super::strings::Stretch;
use super::{NodeId, Tree};

/// Longer values are generated, and say nothing.
const MAX_LENGTH: usize = 400;

/// No value.
const NONE: u32 = u32::MAX;

/// The number of a value of `class` or `id`, below [`Tree::class_count`].
pub(crate) type ClassId = usize;

/// The values, and which each node has as its class and as its id.
pub(super) struct Classes {
    of_nodes: Vec<[u32; 2]>,
    values: Vec<Stretch>,
}

impl Classes {
    fn new(tree: &Tree) -> Self {
        let mut numbers: Map<&str, u32> = Map::default();
        let mut values = Vec::new();
        let mut number = |value: Stretch| {
            let next = values.len() as u32;
            let number = *numbers.entry(tree.string(value)).or_insert(next);
            if number == next {
                values.push(value);
            }
            number
        };
        let mut of_nodes = vec![[NONE; 2]; tree.len()];
        for (node, numbers) in of_nodes.iter_mut().enumerate() {
            for attribute in tree.raw_attributes(node as NodeId) {
                let place = match tree.string(attribute.name) {
                    "class" => 0,
                    "id" => 1,
                    _ => continue,
                };
                if attribute.value.len() <= MAX_LENGTH {
                    numbers[place] = number(attribute.value);
                }
            }
        }
        Self { of_nodes, values }
    }
}

impl Tree {
    fn classes(&self) -> &Classes {
        self.classes.get_or_init(|| Classes::new(self))
    }

    /// How many values of `class` and `id` there are.
    pub(crate) fn class_count(&self) -> usize {
        self.classes().values.len()
    }

    /// An element's class, but for one too long to mean something.
    pub(crate) fn class(&self, id: NodeId) -> Option<ClassId> {
        let [class, _] = self.classes().of_nodes[id as usize];
        (class != NONE).then_some(class as usize)
    }

    /// An element's class and id, but for those too long to mean something.
    pub(crate) fn class_and_id(&self, id: NodeId) -> impl Iterator<Item = ClassId> {
        let numbers = self.classes().of_nodes[id as usize].into_iter();
        numbers
            .filter(|&number| number != NONE)
            .map(|number| number as usize)
    }

    /// The value of a number.
    pub(crate) fn class_value(&self, class: ClassId) -> &str {
        self.string(self.classes().values[class])
    }
}
