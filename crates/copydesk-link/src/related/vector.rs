//! An article as a vector of weighted terms.

use serde::{Deserialize, Serialize};

use crate::Doc;
use crate::hash;
use crate::related::numbers::log2;
use crate::words::{Spacing, Token, tokens};

/// What kind of term it is: names and numbers tell one event from another of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Any other word, or a pair of characters of a script without spaces.
    Word,
    /// A word that the article only ever begins with a capital letter, and once within a sentence.
    Name,
    /// A word of digits.
    Number,
}

/// A term of an article, and how much it has of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Hash of the term.
    pub term: u64,
    /// What it is.
    pub kind: Kind,
    /// How often it stands there, those at the beginning counted more often.
    pub count: u32,
}

/// A word at the beginning counts so many times more; after each [`HALF`] words, half of that.
const LEAD: u32 = 16;

/// See [`LEAD`]: in twenty words a news story has named who and where.
const HALF: usize = 20;

/// So many tokens of a text count: what it is about it has said by then.
const TOKENS: usize = 1_600;

/// The terms of title and text, whose tokens are given, ascending, each once.
pub fn counted(doc: &Doc<'_>, text: &[Token]) -> Vec<Counted> {
    let mut uses = uses(doc, text.get(..TOKENS).unwrap_or(text));
    uses.sort_unstable_by_key(|&(term, _)| term);
    uses.chunk_by(|a, b| a.0 == b.0).map(Counted::new).collect()
}

/// One use of a term.
#[derive(Clone, Copy)]
struct Use {
    count: u32,
    number: bool,
    name: bool,
    lower: bool,
}

impl Counted {
    /// The logarithm of how often it stands there: the tenth time says less than the first.
    pub fn weight(&self) -> f64 {
        1.0 + log2(self.count)
    }

    fn new(uses: &[(u64, Use)]) -> Self {
        let any = |is: fn(&Use) -> bool| uses.iter().any(|(_, used)| is(used));
        let kind = if any(|used| used.number) {
            Kind::Number
        } else if any(|used| used.name) && !any(|used| used.lower) {
            Kind::Name
        } else {
            Kind::Word
        };
        Self {
            term: uses.first().map_or(0, |&(term, _)| term),
            kind,
            count: uses.iter().map(|(_, used)| used.count).sum(),
        }
    }
}

/// Each use of a term, in order. A title that opens the text too is read once.
///
/// Terms are words; in scripts without spaces the pairs of characters, or of four letters.
fn uses(doc: &Doc<'_>, text: &[Token]) -> Vec<(u64, Use)> {
    let title = doc.title.filter(|title| !doc.text.starts_with(title));
    let mut all = tokens(title.unwrap_or_default());
    all.extend_from_slice(text);
    let (mut uses, mut words) = (Vec::with_capacity(all.len()), 0);
    for run in all.chunk_by(|a, b| a.spacing == b.spacing) {
        let size = run.first().map_or(1, |token| match token.spacing {
            Spacing::Spaced => 1,
            spacing => spacing.shingle() / 2,
        });
        let count = |place: usize| 1 + (LEAD >> ((words + place / size) / HALF).min(31));
        let windows = run.windows(size).enumerate();
        uses.extend(windows.map(|(place, window)| (term(window), used(window, count(place)))));
        words += run.len() / size;
    }
    uses
}

fn term(window: &[Token]) -> u64 {
    match window {
        [word] => word.hash,
        _ => hash::sequence(window.iter().map(|token| token.hash)),
    }
}

fn used(window: &[Token], count: u32) -> Use {
    let token = window.first();
    Use {
        count,
        number: token.is_some_and(|token| token.number && !token.letters),
        name: token.is_some_and(|token| token.name),
        lower: token.is_some_and(|token| token.lower),
    }
}
