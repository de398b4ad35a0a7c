use super::super::plausible::is_ordinary;
use super::super::reading::Reading;
use super::super::utf8::{Class, Fed, Partial};
use super::node::{Node, Place};

/// What it costs to assume that bytes were lost without a trace.
const GAP: i32 = 4;

/// What it costs more where single bytes were read, of which only five are undefined, and the lost
/// one cannot be inferred.
const RARE: i32 = 8;

/// What it costs to take a `?` or a U+FFFD for the mark of lost bytes.
const MARKED: i32 = 2;

/// Whether decoders put this character where bytes were undecodable.
pub(in super::super) fn is_mark(c: char) -> bool {
    matches!(c, '?' | char::REPLACEMENT_CHARACTER)
}

/// All that can come of taking the next character for the mark of lost bytes.
pub(super) fn marked(node: Node, next: u8, reading: &Reading) -> Vec<Node> {
    lose(node.damaged(MARKED), next, reading, Infer::Certain)
}

/// All that can come of bytes lost without a trace before the byte `next`.
pub(super) fn gap(node: Node, next: u8, reading: &Reading) -> Vec<Node> {
    lose(node.costing(GAP), next, reading, Infer::Likely)
}

/// Which lost bytes are inferred. A mark says that a character could not be read, and so it stays
/// unless only one byte can have been there. A byte lost without a trace is assumed only because the
/// likeliest one makes sense of the text.
#[derive(Clone, Copy, PartialEq)]
enum Infer {
    Certain,
    Likely,
}

/// All that can come of losing one or two bytes at once, where the reading can lose them.
fn lose(node: Node, next: u8, reading: &Reading, infer: Infer) -> Vec<Node> {
    let mut lost = Vec::new();
    for (class, node) in lose_byte(node, reading, infer) {
        let second =
            lose_byte(node, reading, infer).filter(|&(second, _)| reading.drops_two(class, second));
        lost.extend(second.map(|(_, node)| node));
        lost.extend(reading.drops_one(class, next).then_some(node));
    }
    lost
}

/// All that can come of losing one byte. The lead byte of a sequence of four is left out: characters
/// above the Basic Multilingual Plane are too rare to be guessed at.
fn lose_byte(node: Node, reading: &Reading, infer: Infer) -> impl Iterator<Item = (Class, Node)> {
    let leads: &[u8] = if let Place::Within(_) = node.place {
        &[]
    } else {
        &[3, 2]
    };
    let opened = leads
        .iter()
        .map(move |&total| (Class::Lead(total), node.at(Partial::open_lost(total))));
    let continued = lose_continuation(node, reading, infer).map(|node| (Class::Continuation, node));
    continued.into_iter().chain(opened)
}

fn lose_continuation(mut node: Node, reading: &Reading, infer: Infer) -> Option<Node> {
    let Place::Within(partial) = node.place else {
        return None;
    };
    let bytes = reading.undefined();
    let likely = infer == Infer::Likely || bytes.len() == 1;
    if let Some(c) = only_ordinary(partial, bytes).filter(|_| likely) {
        node.step.inferred += 1;
        return node.fed(Fed::Whole(c));
    }
    let rare = if reading.is_single_byte() { RARE } else { 0 };
    node.costing(rare).fed(partial.feed_lost()?)
}

/// The character that lacks its last byte, when that is one of so few that only one of the
/// characters they make is an ordinary one.
fn only_ordinary(partial: Partial, undefined: &[u8]) -> Option<char> {
    let mut candidates = undefined
        .iter()
        .filter_map(|&byte| match partial.feed(byte)? {
            Fed::Whole(c) if is_ordinary(c) => Some(c),
            _ => None,
        });
    candidates.next().filter(|_| candidates.next().is_none())
}
