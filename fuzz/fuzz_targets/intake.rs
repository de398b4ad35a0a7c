//! Any file gives at least one item, each time the same ones, and no page over the limit. What is said to be in a
//! container is found again at its place, and places ascend.
#![no_main]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use copydesk_intake::{Item, Limits, items};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

/// The suffixes that files are treated by.
const SUFFIXES: &[&str] = &[
    "", ".html", ".txt", ".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz", ".wacz", ".wet", ".jsonl", ".json", ".xml",
    ".rss", ".atom", ".cdf", ".gz", ".zst",
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
    let mut before = (0, 0);
    for item in &found {
        let Item::Page(page) = item else { continue };
        assert!(page.bytes.len() as u64 <= LIMITS.page_bytes.max(LIMITS.feed_bytes));
        if let Some(place) = place(&page.source, &path) {
            assert!(place >= before);
            before = place;
            assert_eq!(&read(Path::new(&page.source))[..], std::slice::from_ref(item));
        }
    }
});

/// The offset, and how far inside its frame the record is; none where containers lie in each other.
fn place(source: &str, path: &Path) -> Option<(u64, u64)> {
    let place = source.strip_prefix(path.to_str()?)?.strip_prefix('#')?;
    let (offset, inside) = place.split_once('+').unwrap_or((place, "0"));
    Some((offset.parse().ok()?, inside.parse().ok()?))
}

fn read(path: &Path) -> Vec<Item> {
    items(&[PathBuf::from(path)], LIMITS).collect()
}
