//! How a line is set, and where it stands beside another.

use html5ever::LocalName;

use crate::tree::{NodeId, Tree};
use crate::unit::Unit;

/// So many nodes of a line's block are looked at for its first and last text. Blocks with more are
/// boxes of a whole page, whose lines `<br>` parts, and the lines at its top are what is asked about.
const MAX_NODES: usize = 2_000;

/// How a line is set: its block, and the innermost inline element that all of it is in.
#[derive(PartialEq)]
pub(super) struct Shape<'a>([Option<(&'a LocalName, Option<&'a str>)>; 2]);

/// A line's shape.
pub(super) fn shape<'a>(tree: &'a Tree, unit: &Unit) -> Shape<'a> {
    let look = |node: NodeId| Some((tree.name(node)?, tree.attribute(node, "class")));
    Shape([look(unit.node), set_in(tree, unit).and_then(look)])
}

/// The innermost inline element that holds all of a line, as bold or italic lines have one.
fn set_in(tree: &Tree, unit: &Unit) -> Option<NodeId> {
    let nodes = tree.descendants(unit.node).take(MAX_NODES);
    let mut texts = nodes.filter(|&node| {
        let span = tree.node(node).span;
        tree.text(node).is_some() && span.end > unit.span.start && span.start < unit.span.end
    });
    let first = texts.next()?;
    let last = texts.last().unwrap_or(first);
    let around = tree.ancestors(first).skip(1);
    let mut inline = around.take_while(|&element| element != unit.node);
    inline.find(|&element| holds(tree, element, last))
}

/// Whether two lines are in one element: both of them, or the blocks that they are.
pub(super) fn are_siblings(tree: &Tree, one: &Unit, other: &Unit) -> bool {
    one.node == other.node || tree.parent(one.node) == tree.parent(other.node)
}

/// Whether two lines stand in one box: an element around the block of each, not far up, is the same.
pub(super) fn are_beside(tree: &Tree, one: &Unit, other: &Unit) -> bool {
    let boxes = |unit: &Unit| tree.ancestors(unit.node).skip(1).take(2);
    one.node == other.node || boxes(one).any(|own| boxes(other).any(|around| around == own))
}

/// Whether an element is a node or holds it.
pub(super) fn holds(tree: &Tree, element: NodeId, node: NodeId) -> bool {
    tree.ancestors(node).any(|up| up == element)
}
