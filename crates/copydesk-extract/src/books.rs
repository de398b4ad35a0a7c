//! The books: what became of every text run of the page.

use copydesk_record::{Account, Accounts, Article, Form, Page, Place, Span};

use crate::source::source;
use crate::tree::{NodeId, TooManyNodes, Tree};
use crate::unit::Run;

/// The accounts of all runs, in source order; `places` has an entry a unit.
pub(crate) fn accounts(runs: &[Run], places: &[Vec<String>]) -> Accounts {
    let mut accounts: Vec<Account> = runs
        .iter()
        .map(|run| Account {
            span: run.span,
            to: place(&places[run.unit]),
        })
        .collect();
    accounts.sort_by_key(|account| (account.span.start, account.span.end));
    accounts
}

fn place(places: &[String]) -> Place {
    match places {
        [one] => Place::One(one.clone()),
        several => Place::Several(several.to_vec()),
    }
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
        Form::Html => tree_runs(&Tree::parse(&source)?),
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
