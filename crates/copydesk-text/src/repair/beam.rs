//! The search for what a damaged line was: a beam over the line's characters and the states of a decoder.

mod loss;
mod node;
mod source;
mod trail;

use super::damage::Damage;
use super::plausible::Context;
use loss::{gap, marked};
use node::{Node, Place};
use source::Source;
use trail::Trail;

pub(super) use loss::is_mark;
pub(super) use node::Step;

/// How many ways are kept that end at a character's border.
const WIDTH: usize = 24;
/// How many ways are kept that end within a character.
const WIDTH_WITHIN: usize = 64;
/// A way that costs so many quarter bits more than the best of its sort is given up.
const HOPELESS: i32 = 80;
/// Of each sort, after how many ways losses without a trace are thought of.
const PROMISING: usize = 8;
/// So many characters before a broken sequence bytes may have been lost without a trace.
const LOSS_BEFORE: usize = 3;

/// The cheapest account of how a line came to look as it does.
pub(super) struct Account {
    /// How much better it explains the line than that nothing happened, in quarter bits.
    pub(super) gain: i32,
    /// What each character of the line stands for.
    pub(super) steps: Vec<Step>,
}

/// Finds the cheapest account of the line as text that has in part suffered the damage.
pub(super) fn explain(line: &[char], damage: &Damage) -> Account {
    let beam = Beam {
        line,
        damage,
        may_lack: breaks(line, damage),
    };
    let mut trail = Trail::default();
    let mut layer = vec![Node::start()];
    for at in 0..line.len() {
        layer = prune(beam.advance(at, &layer), &mut trail);
    }
    let best = layer
        .iter()
        .filter(|node| node.place.is_border())
        .min_by_key(|node| node.total());
    let gain = best.map_or(0, |node| unrepaired(line) - node.total());
    let steps = best.map_or_else(Vec::new, |node| trail.back(node.from));
    Account { gain, steps }
}

fn unrepaired(line: &[char]) -> i32 {
    let mut context = Context::default();
    line.iter().map(|&c| context.read(c)).sum::<i32>() + context.end()
}

/// After which characters bytes may be missing: a little before each place where the original's
/// sequences break, for what was lost shows there.
fn breaks(line: &[char], damage: &Damage) -> Vec<bool> {
    let has_few_to_lose = damage.reading.is_single_byte() && damage.original.is_of_pairs();
    if has_few_to_lose || damage.reading.is_lossy() {
        return vec![true; line.len() + 1];
    }
    let mut near = vec![false; line.len() + 1];
    let mut pending = None;
    let mut mark = |at: usize| {
        let from = at.saturating_sub(LOSS_BEFORE);
        near[from..=at].iter_mut().for_each(|near| *near = true);
    };
    for (at, &c) in line.iter().enumerate() {
        let unit = (!c.is_ascii()).then(|| damage.reading.unit(c)).flatten();
        let bytes = unit.map(u16::to_be_bytes);
        let bytes = bytes.iter().flatten().filter(|&&byte| byte != 0);
        let mut is_broken = unit.is_none() && pending.take().is_some();
        for &byte in bytes {
            pending = match damage.original.feed(pending, byte) {
                Some(super::original::Fed::Pending(more)) => Some(more),
                Some(super::original::Fed::Whole(_)) => None,
                None => {
                    is_broken = true;
                    match damage.original.feed(None, byte) {
                        Some(super::original::Fed::Pending(more)) => Some(more),
                        _ => None,
                    }
                }
            };
        }
        if is_broken {
            mark(at);
        }
    }
    if pending.is_some() {
        mark(line.len());
    }
    near
}

/// The cheapest of the ways that cannot be told apart from here on, as far as they have hope.
fn prune(mut reached: Vec<Node>, trail: &mut Trail) -> Vec<Node> {
    reached.sort_unstable_by_key(|node| (node.key(), node.cost));
    let mut kept: Vec<Node> = Vec::new();
    let mut rivals: Vec<(usize, Node)> = Vec::new();
    for node in reached {
        match kept.last() {
            Some(last) if last.key() == node.key() => rivals.push((kept.len() - 1, node)),
            _ => kept.push(node),
        }
    }
    let mut order: Vec<usize> = (0..kept.len()).collect();
    order.sort_unstable_by_key(|&index| (kept[index].place.sort(), kept[index].cost, index));
    let mut numbers = vec![None; kept.len()];
    let mut survivors: Vec<Node> = Vec::new();
    let (mut sort, mut count, mut best) = (None, 0, 0);
    for index in order {
        let node = &kept[index];
        if sort != Some(node.place.sort()) {
            (sort, count, best) = (Some(node.place.sort()), 0, node.cost);
        }
        let width = if node.place.is_border() {
            WIDTH
        } else {
            WIDTH_WITHIN
        };
        if count < width && node.cost <= best + HOPELESS {
            count += 1;
            let number = trail.add(node.from, node.step);
            numbers[index] = Some((number, node.cost));
            survivors.push(node.after(number));
        }
    }
    for (index, rival) in rivals {
        if let Some((number, cost)) = numbers[index] {
            trail.add_rival(number, rival.from, rival.step, rival.cost - cost);
        }
    }
    survivors
}

/// The ways after which it is worth while to think of losses.
fn promising(nodes: &mut [Node]) -> Vec<Node> {
    nodes.sort_unstable_by_key(|node| (node.place.sort(), node.cost));
    let mut promising: Vec<Node> = Vec::new();
    let (mut count, mut best) = (0, (None, 0));
    for node in nodes.iter() {
        if best.0 != Some(node.place.sort()) {
            (count, best) = (0, (Some(node.place.sort()), node.cost));
        }
        if count < PROMISING && node.cost <= best.1 + HOPELESS / 2 {
            count += 1;
            promising.push(*node);
        }
    }
    promising
}

struct Beam<'a> {
    line: &'a [char],
    damage: &'a Damage,
    /// After which characters bytes may be missing.
    may_lack: Vec<bool>,
}

impl Beam<'_> {
    /// All ways to go on with the character at `at`.
    fn advance(&self, at: usize, layer: &[Node]) -> Vec<Node> {
        let Some(&c) = self.line.get(at) else {
            return Vec::new();
        };
        let mut reached = self.read(at, layer);
        if self.may_lack[at + 1] {
            let next = self.first(at + 1);
            let gaps = |nodes: Vec<Node>| -> Vec<Node> {
                let gaps = nodes.into_iter();
                gaps.flat_map(|node| gap(node, next, self.damage)).collect()
            };
            let mut once = gaps(promising(&mut reached));
            if !self.damage.reading.is_single_byte() {
                reached.extend(gaps(promising(&mut once)));
            }
            reached.extend(once);
        }
        reached.extend(
            layer
                .iter()
                .filter_map(|node| node.clean(c, self.damage.original)),
        );
        if is_mark(c) {
            let next = self.first(at + 1);
            let marks = layer
                .iter()
                .flat_map(|node| marked(*node, next, self.damage));
            reached.extend(marks);
        }
        reached
    }

    /// All that can come of the sources of a character, with bytes lost before a damaged stretch.
    fn read(&self, at: usize, layer: &[Node]) -> Vec<Node> {
        let mut read = Vec::new();
        for source in Source::all(self.line, at, self.damage) {
            for node in layer.iter().filter(|node| source.fits(node.place)) {
                let entered = node.damaged(source.cost());
                read.extend(source.feed(entered, self.damage));
                if self.may_lack[at] && matches!(node.place, Place::Open | Place::Clean) {
                    let begun = gap(entered, source.first(), self.damage).into_iter();
                    read.extend(begun.filter_map(|node| source.feed(node, self.damage)));
                }
            }
        }
        read
    }

    fn first(&self, at: usize) -> u8 {
        Source::first_at(self.line, at, self.damage)
    }
}
