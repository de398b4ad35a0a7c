//! The search for what a damaged line was: a beam over the line's characters and the states of a decoder.

mod guess;
mod loss;
mod node;
mod place;
mod source;
mod step;
mod trail;

use super::damage::Damage;
use super::plausible::Context;
use loss::{gap, marked};
use node::Node;
use place::Place;
use source::Source;
use trail::Trail;

pub(super) use loss::is_mark;
pub(super) use node::{ENTER, SPARED, is_text};
pub(super) use step::Step;

/// How many ways are kept that end at a character's border.
const WIDTH: usize = 64;
/// How many ways are kept that end within a character.
const WIDTH_WITHIN: usize = 160;
/// A way that costs so many quarter bits more than the best of its sort is given up.
const HOPELESS: i32 = 56;
/// So many ways to the same place are looked at, on average.
const ALIKE: usize = 4;
/// Of each sort, after how many ways losses without a trace are thought of.
const PROMISING: usize = 4;
/// Where bytes may be missing at more places of a line, lost characters are not guessed at: a millisecond's
/// work each.
const MOST_LOSSES: usize = 1024;
/// So many times at most bytes are lost one after the other: the end of a character and all of the next.
const MOST_GAPS: usize = 3;
/// So many characters before a broken sequence bytes may have been lost without a trace.
const LOSS_BEFORE: usize = 2;

/// The cheapest account of how a line came to look as it does.
pub(super) struct Account {
    /// How much better it explains the line than that nothing happened, in quarter bits.
    pub(super) gain: i32,
    /// What each character of the line stands for.
    pub(super) steps: Vec<Step>,
}

/// Finds the cheapest account of the line as text that has in part suffered the damage; `left` is how many
/// characters there may still be in lines in which lost ones are guessed at.
pub(super) fn explain(line: &[char], damage: &Damage, left: &mut usize) -> Account {
    let mut beam = Beam::new(line, damage);
    let losses = beam.losses();
    let is_cheap = damage.reading.is_single_byte() && !damage.original.is_of_pairs();
    let is_bounded = damage.reading.is_single_byte() || losses <= MOST_LOSSES;
    beam.claim.infers = is_cheap || is_bounded && line.len() <= *left;
    if losses > 0 && beam.claim.infers && !is_cheap {
        *left -= line.len();
    }
    beam.search()
}

/// How much better than nothing the damage explains the line, in quarter bits, when lost characters are
/// not guessed at: enough to tell which damages are worth a search.
pub(super) fn glance(line: &[char], damage: &Damage) -> i32 {
    Beam::new(line, damage).search().gain
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
                Some(_) => None,
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
fn prune(reached: Vec<Node>, trail: &mut Trail) -> Vec<Node> {
    let mut survivors = Vec::new();
    for nodes in by_sort(reached) {
        let width = if nodes[0].place.is_border() {
            WIDTH
        } else {
            WIDTH_WITHIN
        };
        let nodes = cheapest(nodes, width * ALIKE);
        keep(nodes, width, trail, &mut survivors);
    }
    survivors
}

/// The ways by the sort of their places, since others cannot be compared.
fn by_sort(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    let mut sorts: Vec<(u32, Vec<Node>)> = Vec::new();
    for node in nodes {
        let sort = node.place.sort();
        match sorts.iter_mut().find(|(own, _)| *own == sort) {
            Some((_, nodes)) => nodes.push(node),
            None => sorts.push((sort, vec![node])),
        }
    }
    sorts.sort_unstable_by_key(|&(sort, _)| sort);
    sorts.into_iter().map(|(_, nodes)| nodes).collect()
}

/// So many of the ways, the cheapest, as far as they have hope.
fn cheapest(mut nodes: Vec<Node>, count: usize) -> Vec<Node> {
    let best = nodes.iter().map(|node| node.cost).min().unwrap_or(0);
    nodes.retain(|node| node.cost <= best + HOPELESS);
    if nodes.len() > count {
        nodes.select_nth_unstable_by_key(count, |node| (node.cost, node.key()));
        nodes.truncate(count);
    }
    nodes
}

/// Keeps the cheapest of ways that go on alike, and the cheapest of those.
fn keep(mut nodes: Vec<Node>, width: usize, trail: &mut Trail, survivors: &mut Vec<Node>) {
    nodes.sort_unstable_by_key(|node| (node.key(), node.cost));
    let groups: Vec<&[Node]> = nodes
        .chunk_by(|one, other| one.key() == other.key())
        .collect();
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_unstable_by_key(|&index| (groups[index][0].cost, index));
    for index in order.into_iter().take(width) {
        let node = &groups[index][0];
        let number = trail.add(node.from, node.step);
        survivors.push(node.after(number));
        for rival in &groups[index][1..] {
            trail.add_rival(number, rival.from, rival.step, rival.cost - node.cost);
        }
    }
}

/// The ways after which it is worth while to think of losses.
fn promising(nodes: &[Node]) -> Vec<Node> {
    let mut promising = Vec::new();
    for nodes in by_sort(nodes.to_vec()) {
        let mut nodes = cheapest(nodes, PROMISING);
        nodes.sort_unstable_by_key(|node| (node.cost, node.key()));
        let best = nodes[0].cost;
        promising.extend(
            nodes
                .into_iter()
                .filter(|node| node.cost <= best + HOPELESS / 2),
        );
    }
    promising
}

/// What is assumed of a line.
#[derive(Clone, Copy)]
struct Claim<'a> {
    damage: &'a Damage,
    /// Whether lost characters are guessed at.
    infers: bool,
}

struct Beam<'a> {
    line: &'a [char],
    claim: Claim<'a>,
    /// After which characters bytes may be missing.
    may_lack: Vec<bool>,
}

impl<'a> Beam<'a> {
    fn new(line: &'a [char], damage: &'a Damage) -> Self {
        Self {
            line,
            claim: Claim {
                damage,
                infers: false,
            },
            may_lack: breaks(line, damage),
        }
    }

    /// At how many places bytes may be missing.
    fn losses(&self) -> usize {
        let marks = self.line.iter().filter(|&&c| is_mark(c)).count();
        marks + self.may_lack.iter().filter(|&&may| may).count()
    }

    fn search(&self) -> Account {
        let mut trail = Trail::default();
        let mut layer = vec![Node::start()];
        for at in 0..self.line.len() {
            layer = prune(self.advance(at, &layer), &mut trail);
        }
        let borders = layer.iter().filter(|node| node.place.is_border());
        let best = borders.min_by_key(|node| node.total());
        let gain = best.map_or(0, |node| unrepaired(self.line) - node.total());
        let steps = best.map_or_else(Vec::new, |node| trail.back(node.from));
        Account { gain, steps }
    }

    /// All ways to go on with the character at `at`.
    fn advance(&self, at: usize, layer: &[Node]) -> Vec<Node> {
        let Some(&c) = self.line.get(at) else {
            return Vec::new();
        };
        let next = self.line.get(at + 1).copied();
        let clean = |node: &Node| node.clean(c, next, self.claim.damage.original);
        let mut reached = self.read(at, layer);
        reached.extend(layer.iter().filter_map(clean));
        if self.may_lack[at + 1] {
            self.lack(at, &mut reached);
        }
        if is_mark(c) {
            let next = self.first(at + 1);
            for node in promising(layer) {
                reached.extend(marked(node, next, self.claim));
            }
        }
        reached
    }

    /// Adds what can come of bytes lost after the character at `at`.
    fn lack(&self, at: usize, reached: &mut Vec<Node>) {
        let next = self.first(at + 1);
        let times = match self.claim.damage.reading.is_single_byte() {
            true => 1,
            false => MOST_GAPS,
        };
        let mut lacking = promising(reached);
        for _ in 0..times {
            let gaps = lacking.into_iter().flat_map(|node| self.gap(node, next));
            let gaps: Vec<Node> = gaps.collect();
            lacking = promising(&gaps);
            reached.extend(gaps);
        }
    }

    /// All that can come of the sources of a character, with bytes lost before a damaged stretch.
    fn read(&self, at: usize, layer: &[Node]) -> Vec<Node> {
        let mut read = Vec::new();
        for source in Source::all(self.line, at, self.claim.damage) {
            for node in layer.iter().filter(|node| source.fits(node.place)) {
                let entered = node.damaged(source.cost());
                source.feed(entered, self.claim, &mut |node| read.push(node));
                if self.may_lack[at] && matches!(node.place, Place::Open | Place::Clean) {
                    let begun = self.gap(entered, source.first()).into_iter();
                    begun.for_each(|node| {
                        source.feed(node, self.claim, &mut |node| read.push(node));
                    });
                }
            }
        }
        read
    }

    fn gap(&self, node: Node, next: u8) -> Vec<Node> {
        gap(node, next, self.claim)
    }

    fn first(&self, at: usize) -> u8 {
        Source::first_at(self.line, at, self.claim.damage)
    }
}
