use std::collections::BTreeMap;

use copydesk_record::{Account, Article};

use super::place::{Fate, mark};
use crate::words;

/// Faults that are named one by one; of more the number is enough.
const FAULTS_NAMED: usize = 10;

/// The books of a page: what became of every text run, added up.
pub(super) struct Books {
    /// How many text runs there are.
    pub runs: String,
    /// How many bytes they have, of the source's.
    pub bytes: String,
    /// The source's bytes.
    pub source_bytes: String,
    /// The sums by what became of the runs.
    pub sums: Vec<Sum>,
    /// Why the books do not balance; empty when they do.
    pub faults: Vec<String>,
}

/// The runs that one thing became of.
pub(super) struct Sum {
    pub fate: Fate,
    pub runs: String,
    pub bytes: String,
}

impl Books {
    /// The books, if the record has any, checked against the source: every run inside it, in its
    /// order, apart from the others, and gone to a place that the record has.
    pub(super) fn new(source: &str, article: &Article) -> Option<Self> {
        let accounts = article.accounts.as_ref()?;
        let mut sums: BTreeMap<Fate, (usize, usize)> = BTreeMap::new();
        for account in accounts {
            let (runs, bytes) = sums.entry(mark(&account.to, article).fate).or_default();
            *runs += 1;
            *bytes += length(account);
        }
        let sum = |(fate, (runs, bytes)): (Fate, (usize, usize))| Sum {
            fate,
            runs: words::grouped(runs),
            bytes: words::grouped(bytes),
        };
        Some(Self {
            runs: words::counted(accounts.len(), "text run", "text runs"),
            bytes: words::counted(accounts.iter().map(length).sum(), "byte", "bytes"),
            source_bytes: words::grouped(source.len()),
            sums: sums.into_iter().map(sum).collect(),
            faults: faults(source, article, accounts),
        })
    }
}

fn length(account: &Account) -> usize {
    // A hostile record's sums must not overflow.
    account
        .span
        .end
        .saturating_sub(account.span.start)
        .min(u32::MAX as usize)
}

fn faults(source: &str, article: &Article, accounts: &[Account]) -> Vec<String> {
    let mut at = 0;
    let mut faults = Vec::new();
    for account in accounts {
        faults.extend(fault(source, article, account, at));
        at = at.max(account.span.end);
    }
    let more = faults.len().saturating_sub(FAULTS_NAMED);
    faults.truncate(FAULTS_NAMED);
    if more > 0 {
        faults.push(format!("and {} more", words::grouped(more)));
    }
    faults
}

/// What is wrong with one account, after others that end at `at`.
fn fault(source: &str, article: &Article, account: &Account, at: usize) -> Option<String> {
    let (start, end) = (account.span.start, account.span.end);
    let what = if source.get(start..end).is_none_or(str::is_empty) {
        "is no stretch of the source"
    } else if start < at {
        "overlaps a run before it or is out of order"
    } else if mark(&account.to, article).fate == Fate::Unknown {
        "went to a place that the record does not have"
    } else {
        return None;
    };
    Some(format!("the run at bytes {start} to {end} {what}"))
}
