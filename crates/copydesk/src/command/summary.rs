//! The short table that says what came of taking pages in.

use std::fmt::Write;

use copydesk::Tally;
use copydesk::archive::Stats;

/// The table, a line a fact.
pub fn table(tally: &Tally, stats: &Stats) -> String {
    let mut out = String::new();
    let mut line = |label: &str, value: String| {
        let _ = writeln!(out, "{label:<22}{value}");
    };
    line("Pages read", format!("{} ({} new)", tally.pages, tally.new));
    line("Articles", tally.articles.to_string());
    line("Duplicates folded", stats.duplicates.to_string());
    line("Pictures", tally.pictures.to_string());
    line("Passages removed", removed(tally));
    line("Characters repaired", repaired(tally));
    if !tally.skipped.is_empty() {
        let parts: Vec<String> = tally
            .skipped
            .iter()
            .map(|(why, count)| format!("{count} {why}"))
            .collect();
        line("Inputs skipped", parts.join(", "));
    }
    line("Pages refused", tally.refused.len().to_string());
    for refused in &tally.refused {
        line("", format!("{}: {}", refused.source, refused.why));
    }
    line("The books", books(tally));
    out
}

fn removed(tally: &Tally) -> String {
    let total: usize = tally.removed.values().sum();
    let parts: Vec<String> = tally
        .removed
        .iter()
        .map(|(reason, count)| format!("{count} {}", reason.name()))
        .collect();
    if parts.is_empty() {
        "0".to_owned()
    } else {
        format!("{total}: {}", parts.join(", "))
    }
}

fn repaired(tally: &Tally) -> String {
    match tally.repaired {
        (all, 0) => all.to_string(),
        (all, lost) => format!("{all}, of which {lost} are lost for good and marked"),
    }
}

fn books(tally: &Tally) -> String {
    if tally.unbalanced.is_empty() {
        "balance: every piece of every page's text is accounted for".to_owned()
    } else {
        format!(
            "DO NOT BALANCE, please report these pages: {}",
            tally.unbalanced.join(", ")
        )
    }
}
