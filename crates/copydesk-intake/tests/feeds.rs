//! The 1,700 feeds of feedparser's tests, well-formed and not: each is read as far as it goes, or
//! refused in words.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use copydesk_intake::Item;
use support::*;

/// Of the feeds with an item that has a text, so many give pages. The others hold base64, or what
/// is no text by its type.
const WITH_TEXT: usize = 701;

#[test]
fn all_feeds_are_read_or_refused() {
    let Some(archive) = shared("feeds").map(|dir| dir.join("feeds.tar.xz")) else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let unpacked = Command::new("tar")
        .arg("xJf")
        .arg(&archive)
        .arg("-C")
        .arg(dir.path())
        .status();
    assert!(unpacked.unwrap().success());
    let (mut files, mut with_text, mut refused) = (0, 0, Vec::new());
    for path in files_under(&dir.path().join("tests")) {
        let items = read(&path);
        assert!(!items.is_empty(), "{}", path.display());
        files += 1;
        let has_page = items.iter().any(|item| matches!(item, Item::Page(_)));
        with_text += usize::from(has_page);
        if !has_page && holds_text(&fs::read(&path).unwrap()) {
            refused.push(format!("{}: {}", path.display(), briefs(&items).join("; ")));
        }
    }
    println!(
        "{files} files, {with_text} with pages; refused:\n{}",
        refused.join("\n")
    );
    assert!(
        files > 1_700 && with_text >= WITH_TEXT,
        "{with_text} of {files}"
    );
}

/// Whether a feed has an element that texts of items stand in.
fn holds_text(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let body = text
        .split_once("-->")
        .map_or(text.as_str(), |(_, body)| body);
    let item = body
        .split_once("<item")
        .or(body.split_once("<entry"))
        .map_or("", |(_, item)| item);
    [
        "<content",
        "<summary",
        "<description",
        "encoded>",
        "<abstract",
        "body>",
    ]
    .iter()
    .any(|tag| item.contains(tag))
}

fn files_under(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .flat_map(|path| {
            if path.is_dir() {
                files_under(&path)
            } else {
                vec![path]
            }
        })
        .collect();
    files.sort();
    files
}
