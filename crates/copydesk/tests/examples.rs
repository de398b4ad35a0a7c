//! The sample paper: every page's record against its golden file in `examples/expected/`, and what
//! was found against the truth in `examples/truth.jsonl`, which was written before any page.
//!
//! `UPDATE=1 cargo test --release -p copydesk --test examples` writes the golden files anew; look at
//! the difference before you commit it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The records of the sample paper by the name of their golden file.
fn records() -> BTreeMap<String, Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["clean", "--proof", "examples/saltmarsh-courier"])
        .current_dir(root())
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let records = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    records
        .map(|record| (name(record["source"].as_str().unwrap()), record))
        .collect()
}

fn name(source: &str) -> String {
    let page = source.strip_prefix("examples/saltmarsh-courier/").unwrap();
    page.replace(['/', '#'], "__")
}

#[test]
fn records_are_as_expected() {
    let folder = root().join("examples/expected");
    let records = records();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        for (name, record) in &records {
            let pretty = serde_json::to_string_pretty(record).unwrap();
            std::fs::write(folder.join(format!("{name}.json")), pretty + "\n").unwrap();
        }
    }
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert_eq!(files.len(), records.len(), "golden files and pages");
    for (name, record) in &records {
        let expected = std::fs::read(folder.join(format!("{name}.json"))).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        assert_eq!(
            record, &expected,
            "{name}: see how to update in this test's head"
        );
    }
}

/// How much is still missed, at most.
const FORBIDDEN_SNIPPETS: usize = 7;
const WRONG_TITLES: usize = 1;
const WRONG_AUTHORS: usize = 1;
/// One is with a word before it that belongs to the page, one stands only in a feed.
const WRONG_DEKS: usize = 2;

#[test]
fn the_truth_is_found() {
    let records = records();
    let truth = std::fs::read_to_string(root().join("examples/truth.jsonl")).unwrap();
    let mut missed = BTreeMap::<&str, Vec<String>>::new();
    let (mut pages, mut paragraphs) = (0, 0);
    for line in truth.lines() {
        let truth: Value = serde_json::from_str(line).unwrap();
        let page = truth["page"].as_str().unwrap();
        let Some(record) = find(&records, page) else {
            assert_eq!(truth["kind"], "other", "{page} has no record");
            continue;
        };
        assert_eq!(record["kind"], truth["kind"], "{page}");
        pages += 1;
        let text = squeezed(record["text"].as_str().unwrap());
        for paragraph in strings(&truth["paragraphs"]) {
            paragraphs += 1;
            if !text.contains(&squeezed(&paragraph)) {
                missed
                    .entry("paragraph")
                    .or_default()
                    .push(format!("{page}: {paragraph}"));
            }
        }
        for snippet in strings(&truth["not_in_text"])
            .filter(|snippet| truth["kind"] == "article" && text.contains(snippet))
        {
            missed
                .entry("snippet")
                .or_default()
                .push(format!("{page}: {snippet}"));
        }
        if truth["kind"] == "article" {
            compare(page, record, &truth, &mut missed);
        }
    }
    println!("{pages} pages, {paragraphs} paragraphs; missed: {missed:#?}");
    let count = |what: &str| missed.get(what).map_or(0, Vec::len);
    assert!(
        pages >= 36 && paragraphs >= 300,
        "{pages} pages, {paragraphs} paragraphs"
    );
    assert_eq!(count("paragraph"), 0);
    assert!(count("snippet") <= FORBIDDEN_SNIPPETS);
    assert!(count("title") <= WRONG_TITLES);
    assert!(count("authors") <= WRONG_AUTHORS);
    assert!(count("dek") <= WRONG_DEKS);
    assert_eq!(count("published"), 0);
    assert_eq!(count("language"), 0);
}

fn compare(page: &str, record: &Value, truth: &Value, missed: &mut BTreeMap<&str, Vec<String>>) {
    let mut note = |field: &'static str, is_right: bool| {
        if !is_right {
            let line = format!("{page}: {} instead of {}", record[field], truth[field]);
            missed.entry(field).or_default().push(line);
        }
    };
    note("title", record["title"] == truth["title"]);
    note("authors", record["authors"] == truth["authors"]);
    note("dek", record["dek"] == truth["dek"]);
    note("language", record["language"] == truth["language"]);
    let day = |value: &Value| {
        value
            .as_str()
            .map(|date| date.chars().take(10).collect::<String>())
    };
    note(
        "published",
        day(&record["published"]) == day(&truth["published"]),
    );
}

/// The record of a page as the truth names it: by path, by address in the WARC, by guid in the feed.
fn find<'a>(records: &'a BTreeMap<String, Value>, page: &str) -> Option<&'a Value> {
    let key = page.rsplit_once('#').map_or(page, |(_, key)| key);
    let by_url = |record: &&Value| record["url"].as_str().is_some_and(|url| url.contains(key));
    records
        .get(&page.replace('/', "__"))
        .or_else(|| records.values().find(by_url).filter(|_| page.contains('#')))
}

fn strings(value: &Value) -> impl Iterator<Item = String> + '_ {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|item| item.as_str().map(str::to_owned))
}

/// The text with its white space collapsed, and table cells parted as records part them.
fn squeezed(text: &str) -> String {
    text.replace(" | ", " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
