//! Backups as docs/archive.md describes them.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use tempfile::TempDir;

use crate::service::Service;
use crate::support::run;
use crate::{add, check_is_sound, ids, memory, pages, start, text};

/// Copies an archive's database while others may read and write it.
fn back_up(archive: &Path) -> TempDir {
    let copy = memory();
    let to = copy.path().join("archive.sqlite");
    let database = Connection::open(archive.join("archive.sqlite")).unwrap();
    database.execute("VACUUM INTO ?", [text(&to)]).unwrap();
    copy
}

#[test]
fn a_copy_made_while_pages_are_added_is_an_archive() {
    let (some, others, archive) = (pages(0..10), pages(10..40), memory());
    let archive = archive.path();
    let (mut service, _) = Service::open(&[text(some.path()), "--archive", text(archive)]);
    let mut adding = start(&[
        "add",
        text(others.path()),
        "--archive",
        text(archive),
        "--commit-every",
        "0",
    ]);
    let mut copies = Vec::new();
    while adding.try_wait().unwrap().is_none() || copies.is_empty() {
        copies.push(back_up(archive));
    }
    assert!(adding.wait().unwrap().success());
    let all = ids(archive);
    for copy in &copies {
        check_is_sound(copy.path());
        let kept = ids(copy.path());
        assert!(kept.len() >= 10);
        assert_eq!(kept, all[..kept.len()]);
    }
    let restored = copies.swap_remove(0);
    assert_eq!(add(others.path(), restored.path(), &[]).status, 0);
    assert_eq!(ids(restored.path()), all);
    let links = |archive| run(&["export", "--archive", text(archive)]).stdout;
    assert!(links(restored.path()) == links(archive));
    assert_eq!(service.end(), Some(0));
}

#[test]
fn a_restored_database_under_a_newer_index_is_an_archive() {
    let (some, others, archive) = (pages(0..5), pages(5..9), memory());
    let archive = archive.path();
    add(some.path(), archive, &[]);
    let copy = back_up(archive);
    add(others.path(), archive, &[]);
    for file in ["archive.sqlite-wal", "archive.sqlite-shm"] {
        let _gone_already = fs::remove_file(archive.join(file));
    }
    fs::copy(
        copy.path().join("archive.sqlite"),
        archive.join("archive.sqlite"),
    )
    .unwrap();
    let found = |word: &str| run(&["search", word, "--archive", text(archive)]).stderr;
    assert!(found("\"tide 7\"").starts_with("0 found"));
    assert!(found("\"tide 3\"").starts_with("1 found"));
    check_is_sound(archive);
}
