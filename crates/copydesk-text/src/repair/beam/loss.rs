use std::ops::RangeInclusive;

use super::super::original::{Original, Pending};
use super::super::utf8::{Fate, Partial};
use super::Claim;
use super::node::Node;
use super::place::Loss;

/// The bytes above ASCII of legacy encodings.
const BYTES: RangeInclusive<u8> = 0x80..=0xFE;

/// Whether decoders put this character where bytes were undecodable.
pub(in super::super) fn is_mark(c: char) -> bool {
    matches!(c, '?' | char::REPLACEMENT_CHARACTER)
}

/// All that can come of taking the next character for the mark of lost bytes.
pub(super) fn marked(node: Node, next: u8, claim: Claim) -> Vec<Node> {
    let loss = if claim.damage.reading.has_one_undefined() {
        Loss::Certain
    } else {
        Loss::Shown
    };
    lose(node.marking(), next, loss, claim)
}

/// All that can come of bytes lost without a trace before the byte `next`.
pub(super) fn gap(node: Node, next: u8, claim: Claim) -> Vec<Node> {
    let node = node.gapping(claim.damage.reading);
    lose(node, next, Loss::Unseen, claim)
}

/// All that can come of losing one or two bytes at once.
fn lose(node: Node, next: u8, loss: Loss, claim: Claim) -> Vec<Node> {
    let mut lost = Vec::new();
    match claim.damage.original {
        Original::Utf8 => lose_of_sequence(node, next, loss, claim, &mut lost),
        Original::Legacy(_) if claim.infers => guess(node, next, loss, claim, &mut lost),
        Original::Legacy(_) => {}
    }
    lost
}

/// The same of UTF-8: what the bytes were is thought of when the character is over.
fn lose_of_sequence(node: Node, next: u8, loss: Loss, claim: Claim, lost: &mut Vec<Node>) {
    let skip = |node: Node, fate, lost: &mut Vec<Node>| match node.pending() {
        (Some(Pending::Sequence(partial)), before) => {
            if let Some(fed) = partial.feed_lost(fate) {
                let loss = loss.max(before);
                node.fed(fed.into(), loss, next, claim, &mut |node| lost.push(node));
            }
        }
        _ => lost.extend([3, 2].map(|total| {
            let partial = Partial::open_lost(total, fate, prior(&node, fate));
            node.within(Pending::Sequence(partial), loss)
        })),
    };
    skip(node, Fate::Alone, lost);
    let mut first = Vec::new();
    skip(node, Fate::First, &mut first);
    first
        .into_iter()
        .for_each(|node| skip(node, Fate::Second, lost));
}

/// The byte that was lost at once with the first one of a sequence.
fn prior(node: &Node, fate: Fate) -> u8 {
    match fate {
        Fate::Second => node.last_byte(),
        _ => 0,
    }
}

/// The same of a legacy encoding: all that the bytes can have been.
fn guess(node: Node, next: u8, loss: Loss, claim: Claim, lost: &mut Vec<Node>) {
    let reading = claim.damage.reading;
    let feed = |node: Node, byte, give: &mut dyn FnMut(Node)| {
        let (pending, before) = node.pending();
        if let Some(fed) = claim.damage.original.feed(pending, byte) {
            node.fed(fed, loss.max(before), next, claim, give);
        }
    };
    for first in BYTES {
        let with = reading.lost_with(first);
        if reading.loses(first, next) {
            feed(node, first, &mut |node| lost.push(node));
        }
        let mut half = Vec::new();
        if !with.is_empty() {
            feed(node, first, &mut |node| half.push(node));
        }
        for (node, &second) in half
            .iter()
            .flat_map(|node| with.iter().map(move |second| (*node, second)))
        {
            feed(node, second, &mut |node| lost.push(node));
        }
    }
}
