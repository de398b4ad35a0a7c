use std::ops::Range;

use super::dates::Period;

/// Words that are asked for: one word, or several that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub scope: Scope,
    pub text: String,
    /// Whether they stood in quotation marks, and are meant as written.
    pub quoted: bool,
    /// Where they stand in the query, in bytes.
    pub place: Range<usize>,
}

/// A query's form.
#[derive(Debug)]
pub enum Node {
    Words(Asked),
    Dates(Period),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
}

impl Node {
    /// The words that are asked for; not those to be left out.
    pub fn wanted(&self) -> Vec<&Asked> {
        match self {
            Self::Words(asked) => vec![asked],
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().flat_map(Self::wanted).collect(),
            Self::Dates(_) | Self::Not(_) => Vec::new(),
        }
    }

    /// Whether it asks for the same words as another.
    pub fn repeats(&self, other: &Self) -> bool {
        let (Self::Words(asked), Self::Words(other)) = (self, other) else {
            return false;
        };
        let words = |asked: &Asked| (asked.scope, asked.quoted);
        asked.text == other.text && words(asked) == words(other)
    }

    /// Whether it asks for something, and not only for something to be left out.
    pub fn is_asking(&self) -> bool {
        match self {
            Self::Words(_) | Self::Dates(_) => true,
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().any(Self::is_asking),
            Self::Not(_) => false,
        }
    }
}

/// Where a word is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Everywhere,
    Title,
    Text,
    Author,
    Section,
    Site,
    Language,
}
