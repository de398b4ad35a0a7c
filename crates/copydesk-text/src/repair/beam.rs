//! The search for what a damaged line was: a beam over the line's characters and the states of a decoder.

mod breaks;
mod guess;
mod loss;
mod node;
mod place;
mod prune;
mod source;
mod step;
mod trail;

use super::damage::Damage;
use super::plausible::Context;
use breaks::breaks;
use loss::{gap, marked};
use node::Node;
use place::Place;
use prune::{promising, prune};
use source::Source;
use trail::Trail;

pub(super) use loss::is_mark;
pub(super) use node::{ENTER, SPARED, is_text};
pub(super) use step::Step;

/// Where bytes may be missing at more places of a line, lost characters are not guessed at: a quarter of a
/// millisecond's work each.
const MOST_LOSSES: usize = 1024;
/// So many times at most bytes are lost one after the other: the end of a character and all of the next.
const MOST_GAPS: usize = 3;

/// The cheapest account of how a line came to look as it does.
pub(super) struct Account {
    /// How much better it explains the line than that nothing happened, in quarter bits.
    pub(super) gain: i32,
    /// What each character of the line stands for.
    pub(super) steps: Vec<Step>,
}

/// Finds the cheapest account of the line as text that has in part suffered the damage, with what was lost
/// guessed at; `None` when nothing was or that would be too much work. `left` is how many characters there may
/// still be in lines in which it is guessed at.
pub(super) fn explain(line: &[char], damage: &Damage, left: &mut usize) -> Option<Account> {
    let mut beam = Beam::new(line, damage);
    let losses = beam.losses();
    let is_cheap = damage.is_cheap();
    let is_bounded = damage.reading.is_single_byte() || losses <= MOST_LOSSES;
    beam.claim.infers = losses > 0 && (is_cheap || is_bounded && line.len() <= *left);
    if beam.claim.infers && !is_cheap {
        *left -= line.len();
    }
    beam.claim.infers.then(|| beam.search())
}

/// The same when nothing is guessed at: enough to tell which damages are worth that.
pub(super) fn glance(line: &[char], damage: &Damage) -> Account {
    Beam::new(line, damage).search()
}

fn unrepaired(line: &[char]) -> i32 {
    let mut context = Context::default();
    line.iter().map(|&c| context.read(c)).sum::<i32>() + context.end()
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
            layer = prune(self.advance(at, &layer), self.claim.infers, &mut trail);
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
        let times = match self.claim.infers && !self.claim.damage.reading.is_single_byte() {
            true => MOST_GAPS,
            false => 1,
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
