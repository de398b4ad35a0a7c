use std::collections::BTreeMap;

use copydesk_record::{Account, Article};

use super::place::{Fate, mark};
use crate::words::Words;

/// Faults that are named one by one; of more the number is enough.
const FAULTS_NAMED: usize = 10;

/// The books of a page: what became of every text run, added up.
pub(super) struct Books {
    /// How many text runs there are, and how many of the source's bytes they have.
    pub sum: String,
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
    pub(super) fn new(source: &str, article: &Article, words: Words) -> Option<Self> {
        let accounts = article.accounts.as_ref()?;
        let mut sums: BTreeMap<Fate, (usize, usize)> = BTreeMap::new();
        for account in accounts {
            let (runs, bytes) = sums
                .entry(mark(&account.to, article, words).fate)
                .or_default();
            *runs += 1;
            *bytes += length(account);
        }
        let sum = |(fate, (runs, bytes)): (Fate, (usize, usize))| Sum {
            fate,
            runs: words.number(runs),
            bytes: words.number(bytes),
        };
        Some(Self {
            sum: words.fill(
                "{} with {} of the {} bytes of the source.",
                &[
                    &words.count(accounts.len(), "text run|text runs"),
                    &words.number(accounts.iter().map(length).sum()),
                    &words.number(source.len()),
                ],
            ),
            sums: sums.into_iter().map(sum).collect(),
            faults: faults(source, article, accounts, words),
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

fn faults(source: &str, article: &Article, accounts: &[Account], words: Words) -> Vec<String> {
    let mut at = 0;
    let mut faults = Vec::new();
    for account in accounts {
        faults.extend(fault(source, article, account, at, words));
        at = at.max(account.span.end);
    }
    let more = faults.len().saturating_sub(FAULTS_NAMED);
    faults.truncate(FAULTS_NAMED);
    if more > 0 {
        faults.push(words.fill("and {} more", &[&words.number(more)]));
    }
    faults
}

/// What is wrong with one account, after others that end at `at`.
fn fault(
    source: &str,
    article: &Article,
    account: &Account,
    at: usize,
    words: Words,
) -> Option<String> {
    let (start, end) = (account.span.start, account.span.end);
    let (from, to) = (words.number(start), words.number(end));
    let run = [from.as_str(), to.as_str()];
    let what = if source.get(start..end).is_none_or(str::is_empty) {
        words.fill(
            "The run at bytes {} to {} is no stretch of the source.",
            &run,
        )
    } else if start < at {
        words.fill(
            "The run at bytes {} to {} overlaps a run before it or is out of order.",
            &run,
        )
    } else if mark(&account.to, article, words).fate == Fate::Unknown {
        words.fill(
            "The run at bytes {} to {} went to a place that the record does not have.",
            &run,
        )
    } else {
        return None;
    };
    Some(what)
}
