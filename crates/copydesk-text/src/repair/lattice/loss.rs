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
    lose(node.damaged(MARKED), next, reading, Trace::Mark)
}

/// All that can come of bytes lost without a trace before the byte `next`.
pub(super) fn gap(node: Node, next: u8, reading: &Reading) -> Vec<Node> {
    lose(node.costing(GAP), next, reading, Trace::Nothing)
}

/// What shows that bytes were lost.
#[derive(Clone, Copy, PartialEq)]
enum Trace {
    /// A mark: it says that there is a character that could not be read. So it is not guessed at unless
    /// only one byte can have been there.
    Mark,
    /// Nothing: a loss is assumed only because the likeliest byte makes sense of the text.
    Nothing,
}

/// All that can come of losing one or two bytes at once, where the reading can lose them.
fn lose(node: Node, next: u8, reading: &Reading, trace: Trace) -> Vec<Node> {
    let mut lost = Vec::new();
    for (class, node) in lose_byte(node, reading, trace) {
        let second =
            lose_byte(node, reading, trace).filter(|&(second, _)| reading.drops_two(class, second));
        lost.extend(second.map(|(_, node)| node));
        lost.extend(reading.drops_one(class, next).then_some(node));
    }
    lost
}

/// All that can come of losing one byte. The lead byte of a sequence of four is left out: characters
/// above the Basic Multilingual Plane are too rare to be guessed at.
fn lose_byte(node: Node, reading: &Reading, trace: Trace) -> impl Iterator<Item = (Class, Node)> {
    let leads: &[u8] = if let Place::Within(_) = node.place {
        &[]
    } else {
        &[3, 2]
    };
    let opened = leads
        .iter()
        .map(move |&total| (Class::Lead(total), node.at(Partial::open_lost(total))));
    let continued = lose_continuation(node, reading, trace).map(|node| (Class::Continuation, node));
    continued.into_iter().chain(opened)
}

fn lose_continuation(mut node: Node, reading: &Reading, trace: Trace) -> Option<Node> {
    let Place::Within(partial) = node.place else {
        return None;
    };
    let bytes = reading.undefined();
    let may_infer = trace == Trace::Nothing || bytes.len() == 1;
    if let Some(c) = only_ordinary(partial, bytes).filter(|_| may_infer) {
        node.step.inferred += 1;
        return node.fed(Fed::Whole(c));
    }
    let is_rare = reading.is_single_byte() && trace == Trace::Nothing;
    let rare = if is_rare { RARE } else { 0 };
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
