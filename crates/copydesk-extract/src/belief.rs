//! Which hints are believed: what elements say of their text, weighed against the page's prose.

use std::collections::BTreeMap;

use copydesk_record::Reason;

use crate::elements::Elements;
use crate::hash::Map;
use crate::hints::class_names;
use crate::phrases;
use crate::tree::{NodeId, Tree};
use crate::unit::Unit;

/// An element with more than this share of the page's prose, in percent, is no menu or box, whatever
/// it is called.
const BELIEVED_UP_TO: usize = 40;
/// Readers may write much more than the article's author did.
const BELIEVED_COMMENTS: usize = 90;
/// When less than this share of the page's prose, in percent, would be left, hints are overdone.
const MIN_FREE: usize = 20;
/// A box with more than this share of the page's prose, in percent, is more than its first line says.
const MAX_BOX: usize = 15;
/// The same for readers' comments, of which there may be many.
const MAX_COMMENT_BOX: usize = 60;

/// What is believed of each unit: its elements' hints, and the lines that name the box they head.
pub(crate) fn hints(
    tree: &Tree,
    elements: &Elements,
    units: &[Unit],
    prose: &[usize],
) -> Vec<Option<Reason>> {
    let mut hints = believed(tree, units, prose);
    hint_boxes(elements, units, prose, &mut hints);
    hints
}

/// The hints that are believed: not those of elements which, with all that are named like them, hold
/// much of the page's prose, and not those of the commonest reason when next to nothing were left.
fn believed(tree: &Tree, units: &[Unit], prose: &[usize]) -> Vec<Option<Reason>> {
    let total: usize = prose.iter().sum();
    let mut by_name: Map<(&str, &str), usize> = Map::default();
    for (unit, mass) in units.iter().zip(prose) {
        if let Some((node, _)) = unit.hint {
            *by_name.entry(name_of(tree, node)).or_default() += mass;
        }
    }
    let is_believed = |&(node, reason): &(NodeId, Reason)| {
        let mass = by_name.get(&name_of(tree, node)).copied().unwrap_or(0);
        let is_comment = reason == Reason::Comment;
        let most = if is_comment {
            BELIEVED_COMMENTS
        } else {
            BELIEVED_UP_TO
        };
        mass * 100 <= total * most
    };
    let mut hints: Vec<Option<Reason>> = units
        .iter()
        .map(|unit| unit.hint.filter(is_believed).map(|(_, reason)| reason))
        .collect();
    while let Some(reason) = overdone(&hints, prose, total) {
        hints
            .iter_mut()
            .filter(|hint| **hint == Some(reason))
            .for_each(|hint| *hint = None);
    }
    hints
}

/// The reason that most of the hinted prose has, when too little is left without one.
fn overdone(hints: &[Option<Reason>], prose: &[usize], total: usize) -> Option<Reason> {
    let mut by_reason: BTreeMap<Option<Reason>, usize> = BTreeMap::new();
    for (hint, mass) in hints.iter().zip(prose) {
        *by_reason.entry(*hint).or_default() += mass;
    }
    let free = by_reason.remove(&None).unwrap_or(0);
    by_reason.remove(&Some(Reason::Comment));
    let (reason, mass) = by_reason.into_iter().max_by_key(|(_, mass)| *mass)?;
    if mass > 0 && free * 100 < total * MIN_FREE {
        reason
    } else {
        None
    }
}

/// Where a line names the box that it heads, all of the box is what the line says.
fn hint_boxes(elements: &Elements, units: &[Unit], prose: &[usize], hints: &mut [Option<Reason>]) {
    let total = prose.iter().sum::<usize>().max(1);
    let mut boxes = None;
    for (index, unit) in units.iter().enumerate() {
        let Some(reason) = phrases::label(unit) else {
            continue;
        };
        let boxes = boxes.get_or_insert_with(|| stretches(elements, prose));
        let most = if reason == Reason::Comment {
            MAX_COMMENT_BOX
        } else {
            MAX_BOX
        };
        let is_headed = |element: &usize| {
            let found = &boxes[*element];
            found.first == index && found.prose * 100 / total <= most
        };
        let around = elements.around(elements.block(index));
        let headed = around.take_while(is_headed).last();
        let last = headed.map_or(index, |element| boxes[element].last);
        hints[index..=last]
            .iter_mut()
            .filter(|hint| hint.is_none())
            .for_each(|hint| *hint = Some(reason));
    }
}

/// The units below an element: the first, the last, and the weight of their prose.
#[derive(Clone, Copy)]
struct Stretch {
    first: usize,
    last: usize,
    prose: usize,
}

impl Default for Stretch {
    fn default() -> Self {
        Self {
            first: usize::MAX,
            last: 0,
            prose: 0,
        }
    }
}

/// What stands below each element.
fn stretches(elements: &Elements, prose: &[usize]) -> Vec<Stretch> {
    let one = |(index, &prose): (usize, &usize)| Stretch {
        first: index,
        last: index,
        prose,
    };
    elements.below(prose.iter().enumerate().map(one), |all, one| {
        all.first = all.first.min(one.first);
        all.last = all.last.max(one.last);
        all.prose += one.prose;
    })
}

/// What an element is called: its class or id, and its name.
fn name_of(tree: &Tree, node: NodeId) -> (&str, &str) {
    let name = tree.any_name(node).map_or("", |name| name);
    (class_names(tree, node).next().unwrap_or_default(), name)
}
