//! Finds the article's body among a page's units.
//!
//! Each unit is given a score, and the body is the run of units with the greatest sum: maximum
//! subsequence segmentation (Pasternack and Roth, "Extracting Article Text from the Web with Maximum
//! Subsequence Segmentation", WWW 2009). The scores differ from theirs: they come from the unit's own
//! text, from where the page's prose stands in the tree, and from what the page says of itself.

use std::collections::{BTreeMap, HashMap, HashSet};

use copydesk_record::{BlockKind, Reason};

use crate::imprint;
use crate::measure::{is_sentence, letters};
use crate::phrases;
use crate::tree::{NodeId, Tree};
use crate::unit::{Sheet, Unit};

/// A text lighter than this is no prose, sentence or not.
const MIN_PROSE: usize = 50;
/// A text heavier than this is prose even if it does not end as a sentence.
const SURE_PROSE: usize = 140;
/// An element with more than this share of the page's prose, in percent, is no menu or box, whatever
/// it is called.
const BELIEVED_UP_TO: usize = 40;
/// Readers may write much more than the article's author did.
const BELIEVED_COMMENTS: usize = 90;
/// The headline stands above the body: when less than this share of the page's prose, in percent,
/// follows a line, it is another showing of it.
const MIN_AFTER_HEADLINE: usize = 50;
/// A box with more than this share of the page's prose, in percent, is more than its first line says.
const MAX_BOX: usize = 15;
/// The same for readers' comments, of which there may be many.
const MAX_COMMENT_BOX: usize = 60;
/// The structured data's body is believed to be the whole one when it holds at least this share of
/// the page's prose, in percent.
const MIN_STATED: usize = 50;
/// The score of what stands above the headline.
const ABOVE_HEADLINE: i64 = -30;
/// The score of prose that is not in the structured data's body.
const NOT_STATED: i64 = -40;
/// The score of a publisher's standing facts, which end a body.
const IMPRINT: i64 = -15;
/// When less than this share of the page's prose, in percent, would be left, hints are overdone.
const MIN_FREE: usize = 20;
/// The body's container is the smallest element with this share of the page's prose, in percent.
const CONTAINER_SHARE: usize = 60;

/// What the page says of itself that helps to find the body.
#[derive(Debug, Default)]
pub(crate) struct Clues {
    /// The index of the unit that shows the headline.
    pub headline: Option<usize>,
    /// The letters of the body as its structured data gives it.
    pub article_body: Option<String>,
}

/// What was found out about the page's units.
pub(crate) struct Findings {
    /// Whether each unit is part of the body.
    pub body: Vec<bool>,
    /// What the elements around each unit say of it, where they are believed.
    pub hints: Vec<Option<Reason>>,
}

/// Finds the body.
pub(crate) fn find(tree: &Tree, sheet: &Sheet, clues: &Clues) -> Findings {
    let prose: Vec<usize> = sheet.units.iter().map(prose_mass).collect();
    let mut hints = believed(tree, sheet, &prose);
    hint_boxes(tree, sheet, &prose, &mut hints);
    let free = Masses::new(tree, sheet, |index| {
        if hints[index].is_none() {
            prose[index]
        } else {
            0
        }
    });
    let container = free.container(tree);
    let headline = clues.headline.filter(|&headline| {
        let after: usize = (headline..prose.len())
            .filter(|&index| hints[index].is_none())
            .map(|index| prose[index])
            .sum();
        after * 100 >= free.total * MIN_AFTER_HEADLINE
    });
    let stated: Vec<bool> = states(sheet, &prose, clues.article_body.as_deref());
    let in_stated: usize = (0..prose.len())
        .filter(|&index| stated[index] && hints[index].is_none())
        .map(|index| prose[index])
        .sum();
    let trusts_stated = in_stated * 100 >= free.total * MIN_STATED;
    let scores: Vec<i64> = (0..sheet.units.len())
        .map(
            |index| match (trusts_stated && prose[index] > 0, stated[index]) {
                _ if headline.is_some_and(|headline| index <= headline) => ABOVE_HEADLINE,
                (true, true) => 2 * prose[index] as i64,
                (true, false) => NOT_STATED,
                _ => score(
                    tree,
                    &sheet.units[index],
                    prose[index],
                    hints[index],
                    &free,
                    container,
                ),
            },
        )
        .collect();
    let (start, end) = best_run(&scores);
    let body = (0..sheet.units.len())
        .map(|index| {
            (start..end).contains(&index) && keeps(&sheet.units[index], scores[index], hints[index])
        })
        .collect();
    Findings { body, hints }
}

/// The weight of a unit's text if it is prose, else 0.
fn prose_mass(unit: &Unit) -> usize {
    let is_candidate = matches!(
        unit.kind,
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem | BlockKind::Preformatted
    );
    if !is_candidate || unit.linked * 3 > unit.text.len() {
        return 0;
    }
    let mass = unit.mass;
    let is_prose = mass >= SURE_PROSE || (mass >= MIN_PROSE && is_sentence(&unit.text));
    if is_prose { mass } else { 0 }
}

/// The hints that are believed: not those of elements which, with all that are named like them, hold
/// much of the page's prose, and not those of the commonest reason when next to nothing were left.
fn believed(tree: &Tree, sheet: &Sheet, prose: &[usize]) -> Vec<Option<Reason>> {
    let total: usize = prose.iter().sum();
    let mut by_name: HashMap<(&str, &str), usize> = HashMap::new();
    for (unit, mass) in sheet.units.iter().zip(prose) {
        if let Some((node, _)) = unit.hint {
            *by_name.entry(name_of(tree, node)).or_default() += mass;
        }
    }
    let is_believed = |&(node, reason): &(NodeId, Reason)| {
        let mass = by_name.get(&name_of(tree, node)).copied().unwrap_or(0);
        mass * 100
            <= total
                * if reason == Reason::Comment {
                    BELIEVED_COMMENTS
                } else {
                    BELIEVED_UP_TO
                }
    };
    let mut hints: Vec<Option<Reason>> = sheet
        .units
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
fn hint_boxes(tree: &Tree, sheet: &Sheet, prose: &[usize], hints: &mut [Option<Reason>]) {
    let all = Masses::new(tree, sheet, |index| prose[index]);
    let mut range: HashMap<NodeId, (usize, usize)> = HashMap::new();
    for (index, unit) in sheet.units.iter().enumerate() {
        for node in tree.ancestors(unit.node) {
            range.entry(node).or_insert((index, index)).1 = index;
        }
    }
    for (index, unit) in sheet.units.iter().enumerate() {
        let Some(reason) = phrases::label(unit) else {
            continue;
        };
        let most = if reason == Reason::Comment {
            MAX_COMMENT_BOX
        } else {
            MAX_BOX
        };
        let heads = |node: &NodeId| {
            range.get(node).is_some_and(|range| range.0 == index) && all.share(*node) <= most
        };
        let last = tree
            .ancestors(unit.node)
            .take_while(heads)
            .last()
            .and_then(|node| range.get(&node))
            .map_or(index, |range| range.1);
        hints[index..=last]
            .iter_mut()
            .filter(|hint| hint.is_none())
            .for_each(|hint| *hint = Some(reason));
    }
}

/// What an element is called: its class and id.
fn name_of(tree: &Tree, node: NodeId) -> (&str, &str) {
    (
        tree.attribute(node, "class").unwrap_or_default(),
        tree.any_name(node).map_or("", |name| name),
    )
}

/// How much prose stands below each element.
struct Masses {
    below: Vec<usize>,
    /// The elements whose children prose stands in.
    beside: HashSet<NodeId>,
    total: usize,
}

impl Masses {
    fn new(tree: &Tree, sheet: &Sheet, mass: impl Fn(usize) -> usize) -> Self {
        let mut masses = Self {
            below: vec![0; tree.len()],
            beside: HashSet::new(),
            total: 0,
        };
        for (index, unit) in sheet.units.iter().enumerate() {
            let mass = mass(index);
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
    fn share(&self, node: NodeId) -> usize {
        self.of(node) * 100 / self.total.max(1)
    }

    fn container(&self, tree: &Tree) -> NodeId {
        let mut container = tree.root();
        while let Some(child) = tree
            .children(container)
            .find(|&child| self.share(child) >= CONTAINER_SHARE)
        {
            container = child;
        }
        container
    }
}

/// Which units of prose the structured data's `articleBody` holds.
fn states(sheet: &Sheet, prose: &[usize], body: Option<&str>) -> Vec<bool> {
    let Some(body) = body else {
        return vec![false; prose.len()];
    };
    let units = sheet.units.iter().zip(prose);
    units
        .map(|(unit, &mass)| mass > 0 && body.contains(&letters(&unit.text)))
        .collect()
}

fn score(
    tree: &Tree,
    unit: &Unit,
    prose: usize,
    hint: Option<Reason>,
    free: &Masses,
    container: NodeId,
) -> i64 {
    if unit.kind == BlockKind::Figure {
        return 0;
    }
    if hint.is_some() {
        return -10;
    }
    if imprint::fact(unit).is_some() {
        return IMPRINT;
    }
    let inside = tree.ancestors(unit.node).any(|node| node == container);
    if prose == 0 && inside && unit.linked * 3 <= unit.text.len() {
        if unit.kind == BlockKind::Table {
            return unit.mass.min(300) as i64 / 4;
        }
        let is_beside_prose = tree
            .parent(unit.node)
            .is_some_and(|parent| free.beside.contains(&parent));
        if unit.kind == BlockKind::Paragraph && is_beside_prose && is_sentence(&unit.text) {
            return unit.mass as i64 / 2;
        }
    }
    match (prose, inside) {
        (0, true) if unit.is_linked() => -25,
        (0, true) if unit.kind == BlockKind::ListItem && unit.linked * 2 < unit.text.len() => {
            unit.mass.min(60) as i64 / 3
        }
        (0, true) => -5,
        (0, false) => -25,
        (prose, true) => prose.min(400) as i64,
        (prose, false) => {
            let near = tree
                .ancestors(unit.node)
                .nth(2)
                .map_or(0, |node| free.share(node));
            if near >= 30 {
                prose.min(400) as i64
            } else {
                -20
            }
        }
    }
}

/// The half-open range with the greatest sum, the first of equals; Kadane's algorithm.
fn best_run(scores: &[i64]) -> (usize, usize) {
    let (mut best, mut best_range) = (0, (0, 0));
    let (mut sum, mut start) = (0, 0);
    for (index, score) in scores.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, index);
        }
        sum += score;
        if sum > best {
            (best, best_range) = (sum, (start, index + 1));
        }
    }
    best_range
}

/// Whether a unit inside the body's range is part of the body.
fn keeps(unit: &Unit, score: i64, hint: Option<Reason>) -> bool {
    if unit.kind == BlockKind::Figure || unit.kind == BlockKind::Caption {
        return hint.is_none_or(|reason| reason == Reason::Caption);
    }
    hint.is_none() && (score > -20 || unit.kind == BlockKind::Table)
}
