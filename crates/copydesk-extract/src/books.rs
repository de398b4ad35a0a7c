//! The books: what became of every text run of the page.

use std::fmt;

use copydesk_record::{Account, Accounts, Article, Form, Page, Place, Span};

use crate::source::source;
use crate::tree::{NodeId, TooManyNodes, Tree};
use crate::unit::Run;

/// A field of the record, or an entry of one that is a list, that a unit went to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// The headline.
    Title,
    /// The standfirst.
    Dek,
    /// A block.
    Block(usize),
    /// A removal.
    Removed(usize),
    /// A standing fact.
    Imprint(usize),
    /// A related link.
    Related(usize),
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => f.write_str("title"),
            Self::Dek => f.write_str("dek"),
            Self::Block(index) => write!(f, "blocks/{index}"),
            Self::Removed(index) => write!(f, "removed/{index}"),
            Self::Imprint(index) => write!(f, "imprint/{index}"),
            Self::Related(index) => write!(f, "related/{index}"),
        }
    }
}

/// Which units went to which fields: pairs in no order, since most units have one field.
#[derive(Debug, Default)]
pub(crate) struct Places(Vec<(usize, Field)>);

impl Places {
    /// Notes that a unit went to a field, and perhaps to others too.
    pub fn add(&mut self, unit: usize, field: Field) {
        self.0.push((unit, field));
    }

    /// Of a unit, in the order in which they were noted; when the pairs are in the units' order.
    fn of(&self, unit: usize) -> Place {
        let start = self.0.partition_point(|(other, _)| *other < unit);
        let fields = self.0[start..]
            .iter()
            .take_while(|(other, _)| *other == unit);
        let mut names = fields.map(|(_, field)| field.to_string());
        match (names.next(), names.next()) {
            (Some(one), None) => Place::One(one),
            (first, second) => {
                Place::Several(first.into_iter().chain(second).chain(names).collect())
            }
        }
    }
}

/// The accounts of all runs, in source order.
pub(crate) fn accounts(runs: &[Run], mut places: Places) -> Accounts {
    places.0.sort_by_key(|(unit, _)| *unit);
    let mut accounts: Vec<Account> = runs
        .iter()
        .map(|run| Account {
            span: run.span,
            to: places.of(run.unit),
        })
        .collect();
    accounts.sort_by_key(|account| (account.span.start, account.span.end));
    accounts
}

/// Whether the books balance: a record's accounts are disjoint, in source order, and together exactly
/// the page's text runs. A page that could not be used has no books, and owes none.
#[must_use]
pub fn balances(page: &Page, article: &Article) -> bool {
    let Some(accounts) = &article.accounts else {
        return article.error.is_some();
    };
    let spans: Vec<Span> = accounts.iter().map(|account| account.span).collect();
    let is_disjoint = spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
    is_disjoint && text_runs(page).is_ok_and(|runs| joined(&spans) == joined(&runs))
}

/// The spans with those that touch made one, since a run may be split.
fn joined(spans: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => joined.push(*span),
        }
    }
    joined
}

/// The spans of all text runs of a page, in source order, found by a walk of its tree that knows
/// nothing of units: for checking that a record's accounts balance.
///
/// A run is a text node with a character that is not white space and no ancestor whose text is never
/// shown (see [`Tree::is_unseen`]); in a text page, a line.
///
/// # Errors
/// [`TooManyNodes`] when the page is over the tree's limits.
pub fn text_runs(page: &Page) -> Result<Vec<Span>, TooManyNodes> {
    let (source, _) = source(page);
    let mut spans = match page.form {
        Form::Html => tree_runs(&Tree::parse(source)?),
        Form::Text => line_runs(&source),
    };
    spans.sort_unstable();
    Ok(spans)
}

fn tree_runs(tree: &Tree) -> Vec<Span> {
    let is_seen = |node: NodeId| tree.ancestors(node).all(|up| !tree.is_unseen(up));
    tree.descendants(tree.root())
        .filter(|&node| {
            tree.text(node).is_some_and(|text| !text.trim().is_empty()) && is_seen(node)
        })
        .map(|node| tree.node(node).span)
        .collect()
}

fn line_runs(source: &str) -> Vec<Span> {
    let mut start = 0;
    let mut spans = Vec::new();
    for line in source.split_inclusive(['\n', '\r']) {
        let lead = line.len() - line.trim_start().len();
        if !line.trim().is_empty() {
            spans.push(Span::new(start + lead, start + lead + line.trim().len()));
        }
        start += line.len();
    }
    spans
}
