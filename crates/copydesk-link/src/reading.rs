//! All that linking takes from an article's text.

use crate::Doc;
use crate::lineage::Precedence;
use crate::profile::{Profile, Profiler};
use crate::related::{Counted, counted, day};

/// An article as it was read for linking, which depends on nothing but the article: so many can be read
/// at the same time.
#[derive(Debug)]
pub struct Reading {
    pub(crate) precedence: Precedence,
    pub(crate) profile: Profile,
    /// Whether there is a word in its text.
    pub(crate) has_words: bool,
    /// The terms of title and text, ascending.
    pub(crate) terms: Vec<Counted>,
    /// Its language without a region.
    pub(crate) language: Option<Box<str>>,
    /// The day of its publication.
    pub(crate) day: Option<i32>,
}

/// Reads articles, one after the other in the same memory.
#[derive(Debug, Default)]
pub struct Reader {
    profiler: Profiler,
}

impl Reader {
    /// Reads an article.
    pub fn read(&mut self, doc: &Doc<'_>) -> Reading {
        let profile = self.profiler.read(doc);
        let language = doc.language.and_then(|code| code.split('-').next());
        Reading {
            precedence: Precedence::new(doc),
            profile,
            has_words: !self.profiler.tokens().is_empty(),
            terms: counted(doc, self.profiler.tokens()),
            language: language.map(Into::into),
            day: doc.published.and_then(day),
        }
    }
}
