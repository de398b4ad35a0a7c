//! A database of which a part was overwritten.

use std::fs;
use std::path::Path;

use copydesk::archive::Archive;
use tempfile::TempDir;

use crate::support::run;
use crate::{add, memory, pages, records, text};

/// The size of SQLite's pages.
const PAGE: usize = 4096;

fn archive() -> TempDir {
    let (pages, archive) = (pages(0..30), memory());
    assert_eq!(add(pages.path(), archive.path(), &[]).status, 0);
    archive
}

/// A copy of an archive, a page of its database overwritten.
fn damaged(archive: &Path, page: usize) -> TempDir {
    let copy = memory();
    fs::create_dir(copy.path().join("index")).unwrap();
    for file in fs::read_dir(archive.join("index"))
        .unwrap()
        .map(Result::unwrap)
    {
        fs::copy(
            file.path(),
            copy.path().join("index").join(file.file_name()),
        )
        .unwrap();
    }
    let mut bytes = fs::read(archive.join("archive.sqlite")).unwrap();
    bytes[page * PAGE..][..PAGE].fill(0x5a);
    fs::write(copy.path().join("archive.sqlite"), bytes).unwrap();
    copy
}

#[test]
fn wherever_a_page_is_damaged_it_is_found_and_the_rest_is_read() {
    let archive = archive();
    let size = fs::metadata(archive.path().join("archive.sqlite"))
        .unwrap()
        .len();
    let last = usize::try_from(size).unwrap() / PAGE;
    let mut read = 0;
    for page in 1..last {
        let copy = damaged(archive.path(), page);
        let opened = match Archive::open(copy.path()) {
            Ok(opened) => opened,
            Err(error) => {
                let error = error.to_string();
                assert!(
                    error.contains("run `copydesk check`"),
                    "page {page}: {error}"
                );
                continue;
            }
        };
        let report = opened.check().map(|report| report.damaged.len());
        assert!(!matches!(report, Ok(0)), "page {page}");
        let (kept, lost) = records(&opened);
        assert!(
            kept.len() + lost.len() >= 30 || report.is_err(),
            "page {page}: {} and {lost:?}",
            kept.len()
        );
        read += usize::from(kept.len() >= 20);
    }
    assert!(
        read * 10 >= last * 8,
        "most could be read in {read} of {last} cases"
    );
}

#[test]
fn what_is_lost_is_named_and_the_rest_is_given() {
    let archive = archive();
    let database = archive.path().join("archive.sqlite");
    let bytes = fs::read(&database).unwrap();
    // Where the pages' own bytes are: zlib's header follows a digest.
    let at = find(&bytes, b"sha256:").unwrap() / PAGE;
    let copy = damaged(archive.path(), at);
    let ran = |arguments: &[&str]| run(&[arguments, &["--archive", text(copy.path())]].concat());
    let found = ran(&["search", "tide", "--limit", "50"]);
    assert_eq!(found.status, 0, "{found:?}");
    assert!(
        found
            .stderr
            .contains("some of what was found cannot be shown"),
        "{found:?}"
    );
    let checked = ran(&["check"]);
    assert_eq!(checked.status, 1, "{checked:?}");
    assert!(checked.text().contains("30 pages checked"), "{checked:?}");
    let named = checked
        .stderr
        .lines()
        .filter(|line| line.contains("copydesk: page "))
        .count();
    assert!(named > 0, "{checked:?}");
    let exported = ran(&["export"]);
    assert_eq!(
        (exported.status, exported.records().len()),
        (1, 30 - named),
        "{exported:?}"
    );
    assert_eq!(exported.stderr.lines().count(), named);
    let left = ran(&["search", "tide", "--limit", "50"]).stderr;
    assert!(left.contains(&format!("{} found", 30 - named)), "{left}");
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}
