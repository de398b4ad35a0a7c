mod build;
mod dates;
mod narrow;
mod node;
mod parse;
mod phrase;
mod scan;
mod standing;

use tantivy::Searcher;
use tantivy::query::{EmptyQuery, Query};

use crate::Problem;
use crate::fields::Fields;

pub use build::{Builder, Terms};
pub use narrow::narrowing;
pub use node::{Asked, Scope};

/// Longest query, in bytes: more than anyone writes.
pub const LONGEST: usize = 2_000;

/// Most words, phrases and conditions in a query: each is looked for in some fields and in the
/// inflections of some languages.
pub const MOST_WORDS: usize = 32;

/// How deep brackets may be nested: the parser calls itself for each.
const DEEPEST: usize = 16;

/// A query as it was understood.
pub struct Understood {
    /// What to look for.
    pub query: Box<dyn Query>,
    /// The words that it asks for.
    pub words: Vec<Asked>,
    /// Why it is not the query as written.
    pub problem: Option<Problem>,
}

/// Reads a query: words that must all occur, `"phrases"`, `-excluded`, `OR`, brackets, and words of one
/// field after its name, as `author:smith`. Every query can be read; where it cannot as written, it
/// is said why.
pub fn understand(searcher: &Searcher, fields: Fields, query: &str) -> Understood {
    let parsed = parse::parse(query);
    let words = parsed.node.wanted().into_iter().cloned().collect();
    let builder = Builder { searcher, fields };
    let query: Box<dyn Query> = if parsed.node.is_asking() {
        builder.query(&parsed.node)
    } else {
        Box::new(EmptyQuery)
    };
    Understood {
        query,
        words,
        problem: parsed.problem,
    }
}
