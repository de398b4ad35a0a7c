mod loss;
mod node;
mod source;

use super::plausible::Context;
use super::reading::Reading;
use loss::{gap, marked};
use node::{Node, Place};
use source::Source;

pub(super) use loss::is_mark;
pub(super) use node::Step;

/// The cheapest account of how a line came to look as it does.
pub(super) struct Account {
    /// How much better it explains the line than that nothing happened, in bits.
    pub(super) gain: i32,
    /// What each character of the line stands for.
    pub(super) steps: Vec<Step>,
}

/// Finds the cheapest account of the line as text that was in part read by `reading`: a shortest
/// path (Viterbi) over the line's characters and the states of a UTF-8 decoder.
pub(super) fn explain(line: &[char], reading: &Reading) -> Account {
    let lattice = Lattice { line, reading };
    let mut layers: Vec<Layer> = Vec::with_capacity(line.len() + 1);
    let mut layer = [None; Place::COUNT];
    keep(&mut layer, Node::start());
    for at in 0..line.len() {
        layers.push(layer);
        layer = lattice.advance(at, &layer);
    }
    layers.push(layer);
    let gain = cheapest(&layer).map_or(0, |node| unrepaired(line) - node.total());
    Account {
        gain,
        steps: trace(&layers),
    }
}

/// The cheapest node of each place after so many characters.
type Layer = [Option<Node>; Place::COUNT];

fn unrepaired(line: &[char]) -> i32 {
    let mut context = Context::default();
    line.iter().map(|&c| context.read(c)).sum::<i32>() + context.end()
}

fn keep(layer: &mut Layer, node: Node) {
    let Some(best) = layer.get_mut(node.place.index()) else {
        return;
    };
    if best.is_none_or(|best| node.is_cheaper(&best)) {
        *best = Some(node);
    }
}

fn cheapest(layer: &Layer) -> Option<Node> {
    let ends = layer.iter().take(Place::BOUNDARIES).flatten();
    ends.min_by_key(|node| node.total()).copied()
}

fn trace(layers: &[Layer]) -> Vec<Step> {
    let mut steps = Vec::with_capacity(layers.len());
    let mut node = layers.last().and_then(cheapest);
    for layer in layers.iter().rev().skip(1) {
        let Some(reached) = node else { break };
        steps.push(reached.step);
        node = layer.get(reached.from).copied().flatten();
    }
    steps.reverse();
    steps
}

struct Lattice<'a> {
    line: &'a [char],
    reading: &'a Reading,
}

impl Lattice<'_> {
    /// The layer after the character at `at`.
    fn advance(&self, at: usize, layer: &Layer) -> Layer {
        let mut next = [None; Place::COUNT];
        let Some(&c) = self.line.get(at) else {
            return next;
        };
        let sources = Source::all(self.line, at, self.reading);
        for node in layer.iter().flatten().map(|node| node.next()) {
            let read = sources
                .iter()
                .flat_map(|&source| self.read(node, at, source));
            let lost = is_mark(c).then(|| marked(node, self.first(at + 1), self.reading));
            let reached = node
                .clean(c)
                .into_iter()
                .chain(read)
                .chain(lost.into_iter().flatten());
            reached.for_each(|node| keep(&mut next, node));
        }
        next
    }

    /// All that can come of the source at a node, with bytes lost before a stretch or after it.
    fn read(&self, node: Node, at: usize, source: Source) -> Vec<Node> {
        if !source.fits(node.place) {
            return Vec::new();
        }
        let entered = node.damaged(source.cost());
        let mut starts = vec![entered];
        if matches!(node.place, Place::Open | Place::Clean) {
            starts.extend(gap(entered, source.first(), self.reading));
        }
        let mut read: Vec<Node> = starts
            .into_iter()
            .filter_map(|node| source.feed(node))
            .collect();
        let next = self.first(at + 1);
        let cut: Vec<Node> = read
            .iter()
            .flat_map(|&node| gap(node, next, self.reading))
            .collect();
        read.extend(cut);
        read
    }

    fn first(&self, at: usize) -> u8 {
        Source::first_at(self.line, at, self.reading)
    }
}
