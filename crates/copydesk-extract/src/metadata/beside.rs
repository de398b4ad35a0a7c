//! Dates in boxes beside the text, which may be this article's or others'.

use html5ever::local_name;

use super::date_line::{Said, said};
use super::scene::{MAX_LINE, Place, Scene};
use crate::tree::{NodeId, Tree};

/// So many levels above a date stands the box that holds its label too.
const MAX_LEVELS: usize = 4;
/// Nodes of a box that are looked at for links.
const MAX_NODES: usize = 60;

/// Where a marked element of this article stands, and what its box says that it is, if it stands in one.
/// Of what belongs to others, a date is this article's whose box has nothing else but a label that says
/// published, and no link: other articles' dates stand by links to them.
pub(super) fn place(scene: &mut Scene<'_>, node: NodeId) -> Option<(Place, Option<Said>)> {
    let place = scene.place(node);
    if place != Place::Others {
        return Some((place, None));
    }
    let label = said(&label(scene, node)?, true);
    let is_own = label == Said::Published && !scene.is_in_comments(node);
    is_own.then_some((Place::Far, Some(label)))
}

/// What stands before an element's text in the box around it, if no link leads from there.
fn label(scene: &Scene<'_>, node: NodeId) -> Option<String> {
    let own = scene.short_text(node, MAX_LINE)?;
    let larger = |around: NodeId| {
        let text = scene.short_text(around, MAX_LINE)?;
        (text.len() > own.len()).then_some((around, text))
    };
    let mut around = scene.tree().ancestors(node).take(MAX_LEVELS);
    let (around, text) = around.find_map(larger)?;
    let at = text.find(own.trim())?;
    let label = text.get(..at)?.trim();
    (!is_linked(scene.tree(), around)).then(|| label.to_owned())
}

/// Whether a link is in or around an element.
fn is_linked(tree: &Tree, node: NodeId) -> bool {
    let inner = tree.descendants(node).take(MAX_NODES);
    let mut nodes = tree.ancestors(node).chain(inner);
    nodes.any(|node| tree.name(node) == Some(&local_name!("a")))
}

/// Keeps those that stand in boxes only if all are of one day: else they are those of a list.
pub(super) fn only_agreed<T>(found: &mut Vec<T>, day: impl Fn(&T) -> Option<&str>) {
    let mut days = found.iter().filter_map(&day);
    let first = days.next();
    let is_list = days.any(|other| Some(other) != first);
    drop(days);
    if is_list {
        found.retain(|one| day(one).is_none());
    }
}
