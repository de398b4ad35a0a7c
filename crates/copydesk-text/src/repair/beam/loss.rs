use std::ops::RangeInclusive;

use crate::model::{folded, lone_cost};

use super::super::damage::Damage;
use super::super::original::{Fed, Original, Pending};
use super::node::{Loss, Node};

/// The most quarter bits that a character of ordinary text costs alone.
const ORDINARY: i32 = 64;

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
        let Some(one) = guess_byte(node, first, damage, loss) else {
            continue;
        };
        let range = candidates(damage.original, one.pending().0);
        let seconds = with.iter().filter(|second| range.contains(second));
        lost.extend(seconds.filter_map(|&second| guess_byte(one, second, damage, loss)));
        lost.extend(alone.then_some(one));
    }
}

/// The node after a byte that was lost. Where pairs were read most bytes may be, so only characters of
/// ordinary text are thought of.
fn guess_byte(node: Node, byte: u8, damage: &Damage, loss: Loss) -> Option<Node> {
    let (pending, before) = node.pending();
    let fed = damage.original.feed(pending, byte)?;
    let is_rare = |c| !damage.reading.is_single_byte() && lone_cost(folded(c)) > ORDINARY;
    match fed {
        Fed::Whole(c) if is_rare(c) => None,
        fed => node.fed(fed, loss.max(before)),
    }
}

/// The bytes above ASCII that may come next.
fn candidates(original: &Original, pending: Option<Pending>) -> RangeInclusive<u8> {
    match (original, pending) {
        (Original::Utf8, Some(_)) => 0x80..=0xBF,
        // Of the characters whose first byte is lost only those of three bytes are guessed at: readings that
        // lose first bytes are those of East Asian text.
        (Original::Utf8, None) => 0xE1..=0xEF,
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
