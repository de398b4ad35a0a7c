//! The elements around the page's units: the part of the tree that decides about them, numbered so
//! that sums over it need no search.

use crate::tree::{NodeId, Tree};
use crate::unit::Unit;

/// No element.
const NONE: u32 = u32::MAX;

/// The units' blocks and all elements around them, each after the one that it stands in.
pub(crate) struct Elements {
    all: Vec<Element>,
    /// The element of each node.
    of_nodes: Vec<u32>,
    /// The block of each unit.
    blocks: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Element {
    node: NodeId,
    parent: u32,
}

impl Elements {
    /// Numbers the elements of a page.
    pub fn new(tree: &Tree, units: &[Unit]) -> Self {
        let mut elements = Self {
            all: Vec::new(),
            of_nodes: vec![NONE; tree.len()],
            blocks: Vec::with_capacity(units.len()),
        };
        let mut inner = Vec::new();
        for unit in units {
            let block = elements.add(tree, unit.node, &mut inner);
            elements.blocks.push(block);
        }
        elements
    }

    fn add(&mut self, tree: &Tree, node: NodeId, inner: &mut Vec<NodeId>) -> u32 {
        let is_new = |node: &NodeId| self.of_nodes[*node as usize] == NONE;
        inner.extend(tree.ancestors(node).take_while(is_new));
        let known = inner.last().map_or(Some(node), |&last| tree.parent(last));
        let mut element = known.map_or(NONE, |node| self.of_nodes[node as usize]);
        while let Some(node) = inner.pop() {
            self.all.push(Element {
                node,
                parent: element,
            });
            element = (self.all.len() - 1) as u32;
            self.of_nodes[node as usize] = element;
        }
        element
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The block of a unit.
    pub fn block(&self, unit: usize) -> usize {
        self.blocks[unit] as usize
    }

    /// The element of a node, if it stands around a unit.
    pub fn of(&self, node: NodeId) -> Option<usize> {
        let element = *self.of_nodes.get(node as usize)?;
        (element != NONE).then_some(element as usize)
    }

    /// The element's node.
    pub fn node(&self, element: usize) -> NodeId {
        self.all[element].node
    }

    /// The nodes of all elements, each after the one that it stands in.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.all.iter().map(|element| element.node)
    }

    /// The element that an element stands in.
    pub fn parent(&self, element: usize) -> Option<usize> {
        let parent = self.all[element].parent;
        (parent != NONE).then_some(parent as usize)
    }

    /// An element and those around it, innermost first.
    pub fn around(&self, element: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(element), |&element| self.parent(element))
    }

    /// What stands below each element, given what each unit is by itself.
    pub fn below<T: Copy + Default>(
        &self,
        units: impl Iterator<Item = T>,
        add: impl Fn(&mut T, T),
    ) -> Vec<T> {
        let mut below = vec![T::default(); self.len()];
        for (&block, unit) in self.blocks.iter().zip(units) {
            add(&mut below[block as usize], unit);
        }
        for element in (0..self.len()).rev() {
            if let Some(parent) = self.parent(element) {
                let own = below[element];
                add(&mut below[parent], own);
            }
        }
        below
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Base;
    use crate::walk;

    #[test]
    fn sums_are_those_of_all_units_below() {
        let html = "<div>a<p>b<i>c</i></p><ul><li>d</li></ul></div><p>e</p>";
        let tree = Tree::parse(html).unwrap_or_else(|_| Tree::empty());
        let sheet = walk::sheet(&tree, &Base::new(None, None));
        let elements = Elements::new(&tree, &sheet.units);
        let below = elements.below(sheet.units.iter().map(|_| 1), |sum, one| *sum += one);
        for (element, &sum) in below.iter().enumerate() {
            let node = elements.node(element);
            let units = sheet.units.iter();
            let inside = units.filter(|unit| tree.ancestors(unit.node).any(|up| up == node));
            assert_eq!(sum, inside.count());
        }
        assert_eq!(below[0], sheet.units.len());
    }
}
