use std::ops::RangeInclusive;

use super::super::damage::Damage;
use super::super::original::{Original, Pending};
use super::node::{Loss, Node};

/// What it costs more where single bytes were read, few of which are undefined, that a character cannot
/// be known.
const RARE: i32 = 52;

/// What it costs to take a `?` or a U+FFFD for the mark of lost bytes.
const MARKED: i32 = 8;

/// Whether decoders put this character where bytes were undecodable.
pub(in super::super) fn is_mark(c: char) -> bool {
    matches!(c, '?' | char::REPLACEMENT_CHARACTER)
}

/// All that can come of taking the next character for the mark of lost bytes.
pub(super) fn marked(node: Node, next: u8, damage: &Damage, infers: bool) -> Vec<Node> {
    let loss = if damage.reading.has_one_undefined() {
        Some(Loss::Certain)
    } else {
        Some(Loss::Shown)
    };
    lose(node.damaged(MARKED), next, damage, loss.filter(|_| infers))
}

/// All that can come of bytes lost without a trace before the byte `next`.
pub(super) fn gap(node: Node, next: u8, damage: &Damage, infers: bool) -> Vec<Node> {
    let node = node.gapping(damage.reading.is_single_byte());
    lose(node, next, damage, infers.then_some(Loss::Unseen))
}

/// All that can come of losing one or two bytes at once, where the reading can lose them.
fn lose(node: Node, next: u8, damage: &Damage, loss: Option<Loss>) -> Vec<Node> {
    let mut lost = unknown(node, damage);
    if let Some(loss) = loss {
        guess(node, next, damage, loss, &mut lost);
    }
    lost
}

/// All that the lost bytes can have been.
fn guess(node: Node, next: u8, damage: &Damage, loss: Loss, lost: &mut Vec<Node>) {
    let (pending, _) = node.pending();
    let reading = damage.reading;
    for first in candidates(damage.original, pending) {
        let (alone, with) = (reading.loses(first, next), reading.lost_with(first));
        if !alone && with.is_empty() {
            continue;
        }
        let Some(one) = node.feed(damage.original, first, loss) else {
            continue;
        };
        let range = candidates(damage.original, one.pending().0);
        let seconds = with.iter().filter(|second| range.contains(second));
        lost.extend(seconds.filter_map(|&second| one.feed(damage.original, second, loss)));
        lost.extend(alone.then_some(one));
    }
}

/// The bytes above ASCII that may come next.
fn candidates(original: &Original, pending: Option<Pending>) -> RangeInclusive<u8> {
    match (original, pending) {
        (Original::Utf8, Some(_)) => 0x80..=0xBF,
        // Characters above the Basic Multilingual Plane are too rare to be guessed at.
        (Original::Utf8, None) => 0xC2..=0xEF,
        _ => 0x80..=0xFE,
    }
}

/// A character of which too much was lost.
fn unknown(node: Node, damage: &Damage) -> Vec<Node> {
    let (pending, _) = node.pending();
    if !matches!((damage.original, pending), (Original::Utf8, _)) {
        return Vec::new();
    }
    let mut lost = Vec::new();
    let rare = if damage.reading.is_single_byte() {
        RARE
    } else {
        0
    };
    for one in damage.original.feed_lost(pending) {
        let Some(one) = node.costing(rare).fed(one, Loss::Unseen) else {
            continue;
        };
        lost.push(one);
        let (pending, _) = one.pending();
        let more = damage.original.feed_lost(pending);
        lost.extend(
            more.into_iter()
                .filter_map(|fed| one.fed(fed, Loss::Unseen)),
        );
    }
    lost
}
