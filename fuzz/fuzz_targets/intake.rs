//! Any file gives at least one item, each time the same ones, and no page over the limit.
#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use copydesk_intake::{Item, Limits, items};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

/// The suffixes that files are treated by.
const SUFFIXES: &[&str] = &[
    "", ".html", ".txt", ".warc", ".warc.gz", ".wet", ".jsonl", ".xml", ".rss", ".atom", ".gz",
];

/// Small limits, so that small inputs reach them.
const LIMITS: Limits = Limits {
    page_bytes: 1 << 12,
    expansion: 4,
    feed_bytes: 1 << 13,
    folder_depth: 4,
};

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

fuzz_target!(|input: (u8, &[u8])| {
    let (kind, bytes) = input;
    let suffix = SUFFIXES[usize::from(kind) % SUFFIXES.len()];
    let path = FOLDER.path().join(format!("file{suffix}"));
    fs::write(&path, bytes).unwrap();
    let found = read(&path);
    assert!(!found.is_empty());
    assert_eq!(found, read(&path));
    for item in found {
        if let Item::Page(page) = item {
            assert!(page.bytes.len() as u64 <= LIMITS.page_bytes.max(LIMITS.feed_bytes));
        }
    }
});

fn read(path: &PathBuf) -> Vec<Item> {
    items(std::slice::from_ref(path), LIMITS).collect()
}
