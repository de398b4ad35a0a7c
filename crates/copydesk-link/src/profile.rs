//! What of an article is kept for comparing it.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::Doc;
use crate::hash::{self, Quick};
use crate::words::{self, Token};

/// An article has up to twice so many keys, and more when it is long: its anchors are sampled at the
/// rate of 1 in 1, 2, 4 or 8 that leaves so many.
const KEYS: usize = 32;

/// The sparsest sample, as a power of two: an article of 100 words still has some twelve keys in it,
/// by which it is found inside a long one.
const SPARSEST: u32 = 3;

/// With fewer keys one in common is enough.
const MANY: usize = 16;

/// At least one key in so many is common to copies: of a text of which half the words were changed, one
/// in sixteen is left.
const COMMON: usize = 32;

/// A text of fewer shingles is a mere line; its copies are those that equal it, title included.
pub const LINE: usize = 8;

/// What of an article is kept for comparing it.
#[derive(Debug)]
pub struct Profile {
    /// By what it is found.
    pub anchors: Anchors,
    /// By what it is laid beside others.
    pub shingles: Shingles,
}

/// By what an article is found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Anchors {
    /// Hash of title and text as they are.
    pub exact: u64,
    /// A sample of its anchors, which are pairs of neighbouring shingles, chosen by their hash alone:
    /// two articles that share text share the same of them. What has short words only is none, nor has a
    /// mere line any.
    pub keys: Box<[u32]>,
    /// Which sample: 1 in 2 to the power of this.
    pub sparseness: u32,
}

impl Anchors {
    /// How many keys another article must share, so that it is worth comparing: a copy has more, and
    /// of a few any may be missing.
    pub fn least_shared(&self, other: &Self) -> usize {
        let sparseness = self.sparseness.max(other.sparseness);
        let comparable = |of: &Self| of.keys.len() >> (sparseness - of.sparseness);
        match comparable(self).min(comparable(other)) {
            few if few < MANY => 1,
            many => (many / COMMON).max(2),
        }
    }
}

/// By what an article is laid beside others: 4 bytes for each of its words, and little more.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(into = "Vec<u8>", try_from = "Vec<u8>")]
pub struct Shingles {
    /// Hash of title and text as they are.
    pub exact: u64,
    /// The pairs of neighbouring words (4 or 8 characters in scripts without spaces), each once,
    /// where it first stands.
    pub all: Box<[Shingle]>,
}

impl From<Shingles> for Vec<u8> {
    fn from(shingles: Shingles) -> Self {
        let all = shingles
            .all
            .iter()
            .flat_map(|shingle| shingle.0.to_le_bytes());
        shingles
            .exact
            .to_le_bytes()
            .into_iter()
            .chain(all)
            .collect()
    }
}

impl TryFrom<Vec<u8>> for Shingles {
    type Error = &'static str;

    fn try_from(bytes: Vec<u8>) -> Result<Self, Self::Error> {
        let (&exact, rest) = bytes.split_first_chunk().ok_or("no hash")?;
        let (shingles, []) = rest.as_chunks() else {
            return Err("a part of a shingle");
        };
        let shingle = |&bytes| Shingle(u32::from_le_bytes(bytes));
        Ok(Self {
            exact: u64::from_le_bytes(exact),
            all: shingles.iter().map(shingle).collect(),
        })
    }
}

/// A hash of 30 bits, and two bits that say whether a number or a name is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shingle(u32);

/// What a shingle is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Words that are no names.
    Plain,
    /// A name, and no number.
    Name,
    /// A number.
    Number,
}

impl Shingle {
    fn new(tokens: &[Token]) -> Self {
        let hash = hash::sequence(tokens.iter().map(|token| token.hash)) >> 32;
        let number = u32::from(tokens.iter().any(|token| token.number));
        let name = u32::from(tokens.iter().any(|token| token.name));
        Self(hash as u32 & !3 | number << 1 | name)
    }

    /// What makes it the same as another.
    pub fn hash(self) -> u32 {
        self.0 >> 2
    }

    /// What it is made of.
    pub fn class(self) -> Class {
        match self.0 & 3 {
            0 => Class::Plain,
            1 => Class::Name,
            _ => Class::Number,
        }
    }
}

/// Makes profiles, one after the other in the same memory.
#[derive(Debug, Default)]
pub struct Profiler {
    tokens: Vec<Token>,
    shingles: Vec<Shingle>,
    keys: Vec<u32>,
    seen: HashSet<u32, Quick>,
}

impl Profiler {
    /// The tokens of the text that was read last.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The profile of an article.
    pub fn read(&mut self, doc: &Doc<'_>) -> Profile {
        self.tokens.clear();
        words::read(doc.text, &mut self.tokens);
        self.shingle();
        let sparseness = self.choose_keys();
        if self.shingles.len() < LINE {
            self.keys.clear();
        }
        self.seen.clear();
        let seen = &mut self.seen;
        self.shingles.retain(|shingle| seen.insert(shingle.hash()));
        let exact = exact(doc);
        Profile {
            anchors: Anchors {
                exact,
                keys: self.keys.as_slice().into(),
                sparseness,
            },
            shingles: Shingles {
                exact,
                all: self.shingles.as_slice().into(),
            },
        }
    }

    /// All shingles in order, each as long as where it begins asks for; a text that is shorter than one
    /// is one.
    fn shingle(&mut self) {
        self.shingles.clear();
        let size = |token: &Token| token.spacing.shingle();
        let window = |(at, token)| self.tokens.get(at..at + size(token));
        let windows = self.tokens.iter().enumerate().filter_map(window);
        self.shingles.extend(windows.map(Shingle::new));
        if self.shingles.is_empty() && !self.tokens.is_empty() {
            self.shingles.push(Shingle::new(&self.tokens));
        }
    }

    /// Chooses the keys, and says how sparsely.
    fn choose_keys(&mut self) -> u32 {
        let next = |(at, token): (usize, &Token)| self.shingles.get(at + token.spacing.shingle());
        let nexts = self.tokens.iter().enumerate().map_while(next);
        let anchors = nexts.clone().count();
        let sparseness = (anchors / KEYS).max(1).ilog2().min(SPARSEST);
        let mask = (1 << sparseness) - 1;
        let anchors =
            self.shingles.iter().zip(nexts).map(|(start, end)| {
                hash::mix(u64::from(start.hash()) << 32 | u64::from(end.hash()))
            });
        let tells = |at: usize| {
            let tokens = self.tokens.get(at..).unwrap_or_default();
            let size = tokens
                .first()
                .map_or(0, |token| 2 * token.spacing.shingle());
            tokens.iter().take(size).any(Token::tells)
        };
        self.keys.clear();
        // The bits that choose are not those that tell.
        let chosen = anchors
            .enumerate()
            .filter(|&(at, anchor)| anchor & mask == 0 && tells(at));
        self.keys
            .extend(chosen.map(|(_, anchor)| (anchor >> 32) as u32));
        self.keys.sort_unstable();
        self.keys.dedup();
        sparseness
    }
}

/// Of title and text as they are.
fn exact(doc: &Doc<'_>) -> u64 {
    let texts = [doc.title.unwrap_or_default(), doc.text];
    hash::sequence(texts.map(|text| hash::bytes(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<u32> {
        let doc = Doc {
            id: "",
            title: None,
            text,
            published: None,
            language: None,
        };
        Profiler::default().read(&doc).anchors.keys.to_vec()
    }

    #[test]
    fn words_that_are_in_every_text_are_no_anchors() {
        let (rain, council) = (
            "Forecasters expect that it is to be so in all of the valleys tonight, with heavy showers.",
            "Libraries close early, and that it is to be so in all of the county angered readers.",
        );
        let (rain, council) = (keys(rain), keys(council));
        assert!(rain.len() > 4 && council.len() > 4);
        let shared: Vec<&u32> = rain.iter().filter(|key| council.contains(key)).collect();
        // That which begins with `that it`, a word of four letters.
        assert_eq!(shared.len(), 1, "{rain:?} {council:?}");
    }

    #[test]
    fn shingles_are_read_as_they_were_written() {
        let all = [7, 0, u32::MAX].map(Shingle);
        let bytes = Vec::from(Shingles {
            exact: 1 << 60,
            all: all.into(),
        });
        assert!(Shingles::try_from(bytes[1..].to_vec()).is_err());
        let read = Shingles::try_from(bytes).unwrap();
        assert_eq!((read.exact, &*read.all), (1 << 60, &all[..]));
    }
}
