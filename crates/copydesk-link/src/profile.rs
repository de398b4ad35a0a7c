//! What of an article is kept for comparing it.

use crate::Doc;
use crate::hash;
use crate::words::{Spacing, Token, tokens};

/// One window in this many is an anchor: of a part of 50 words some three are.
const ANCHOR_SAMPLE: u64 = 16;

/// An anchor's length in pairs of words: so long that no two articles share it by chance.
const ANCHOR_PAIRS: usize = 4;

/// What of an article is kept for comparing it: 4 bytes for each of its words, and little more.
#[derive(Debug, Default)]
pub struct Profile {
    /// Hash of title and text as they are.
    pub exact: u64,
    /// Hashes of the pairs of neighbouring words (of 4 or 8 characters in scripts without spaces),
    /// ascending, each once.
    pub shingles: Vec<u32>,
    /// Hashes of the words that have digits, ascending, each once.
    pub numbers: Vec<u32>,
    /// Hashes of the words that look like names, ascending, each once.
    pub names: Vec<u32>,
    /// A sample of the longer windows, chosen by their hash alone, so that a text that holds another
    /// whole has all its anchors.
    pub anchors: Vec<u64>,
}

impl Profile {
    /// The profile of one article.
    pub fn new(doc: &Doc<'_>) -> Self {
        let tokens = tokens(doc.text);
        let size = usual_spacing(&tokens).shingle();
        let text =
            [doc.title.unwrap_or_default(), doc.text].map(|part| hash::bytes(part.as_bytes()));
        let anchors = windows(&tokens, size * ANCHOR_PAIRS);
        Self {
            exact: hash::sequence(text),
            // A text that is shorter than a shingle is one.
            shingles: set(windows(&tokens, size.min(tokens.len()))),
            numbers: set(marked(&tokens, |token| token.number)),
            names: set(marked(&tokens, |token| token.name)),
            anchors: anchors.filter(|hash| hash % ANCHOR_SAMPLE == 0).collect(),
        }
    }
}

/// The hash of each run of so many tokens.
fn windows(tokens: &[Token], size: usize) -> impl Iterator<Item = u64> {
    let hash = |window: &[Token]| hash::sequence(window.iter().map(|token| token.hash));
    tokens.windows(size.max(1)).map(hash)
}

fn marked(tokens: &[Token], mark: fn(&Token) -> bool) -> impl Iterator<Item = u64> {
    tokens
        .iter()
        .filter(move |token| mark(token))
        .map(|token| token.hash)
}

/// How most of a text is written.
fn usual_spacing(tokens: &[Token]) -> Spacing {
    let count = |spacing| {
        tokens
            .iter()
            .filter(|token| token.spacing == spacing)
            .count()
    };
    [Spacing::Spaced, Spacing::Ideographic, Spacing::Letters]
        .into_iter()
        .max_by_key(|&spacing| count(spacing))
        .unwrap_or(Spacing::Spaced)
}

/// The hashes in ascending order, each once, 32 bits of each: two sets of a thousand then share one
/// by chance once in 4,000 pairs.
fn set(hashes: impl Iterator<Item = u64>) -> Vec<u32> {
    let mut set: Vec<u32> = hashes.map(|hash| (hash >> 32) as u32).collect();
    set.sort_unstable();
    set.dedup();
    set.shrink_to_fit();
    set
}
