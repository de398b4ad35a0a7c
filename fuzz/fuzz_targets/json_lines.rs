//! Each line of JSON lines that is not blank is one item; the records can be written, read again
//! and linked.
#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use copydesk_extract::{Options, extract};
use copydesk_intake::{Item, Limits, items};
use copydesk_link::{Doc, link};
use copydesk_record::Article;
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

fuzz_target!(|input: Vec<(&str, Option<&str>)>| {
    let rest = input
        .iter()
        .map(|(text, raw)| raw.map_or_else(|| row(text), one_line));
    let lines: String = [row("the first line says what the file is")]
        .into_iter()
        .chain(rest)
        .collect();
    let path: PathBuf = FOLDER.path().join("rows.jsonl");
    fs::write(&path, &lines).unwrap();
    let found: Vec<Item> = items(&[path], Limits::default()).collect();
    assert_eq!(
        found.len(),
        lines
            .split('\n')
            .filter(|line| !line.trim_ascii().is_empty())
            .count()
    );
    let records: Vec<Article> = found.into_iter().filter_map(record).collect();
    records.iter().for_each(reads_back);
    assert_eq!(
        link(&records.iter().map(doc).collect::<Vec<_>>()).len(),
        records.len()
    );
});

fn row(text: &str) -> String {
    format!(
        "{}\n",
        serde_json::json!({ "id": text.len().to_string(), "text": text })
    )
}

/// A line that may be anything.
fn one_line(raw: &str) -> String {
    format!("{}\n", raw.replace('\n', " "))
}

fn record(item: Item) -> Option<Article> {
    match item {
        Item::Page(page) => Some(extract(
            &page,
            Options {
                proof: true,
                ..Options::default()
            },
        )),
        _ => None,
    }
}

fn reads_back(record: &Article) {
    let json = serde_json::to_string(record).unwrap();
    assert_eq!(&serde_json::from_str::<Article>(&json).unwrap(), record);
}

fn doc(record: &Article) -> Doc<'_> {
    Doc {
        id: &record.id,
        title: record.title.as_deref(),
        text: &record.text,
        published: record.published.as_deref(),
        language: record.language.as_deref(),
    }
}
