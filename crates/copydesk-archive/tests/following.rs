//! The index follows SQLite, whatever became of either.

mod common;

use std::path::Path;

use common::{add, archive, found, page, story};
use copydesk_archive::{Added, Archive};
use copydesk_record::{Article, Kind};
use rusqlite::Connection;

/// A copy of a directory of files, in place of what the other one holds.
fn copy(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    std::fs::create_dir(to).unwrap();
    for file in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// Opens an archive whose index missed what `change` does.
fn left_behind(change: impl FnOnce(&Archive)) -> (tempfile::TempDir, Archive) {
    let (dir, archive) = archive();
    add(
        &archive,
        &[
            page("a.html", "Ferry", &story("ferry")),
            page("b.html", "Gulls", &story("gulls")),
        ],
    );
    let (index, stale) = (dir.path().join("index"), dir.path().join("stale"));
    copy(&index, &stale);
    change(&archive);
    drop(archive);
    copy(&stale, &index);
    let archive = Archive::open(dir.path()).unwrap();
    (dir, archive)
}

fn sql(archive: &Path, statement: &str) {
    let connection = Connection::open(archive.join("archive.sqlite")).unwrap();
    connection
        .execute_batch(&format!("PRAGMA foreign_keys = ON; {statement}"))
        .unwrap();
}

#[test]
fn a_record_made_anew_is_followed() {
    let (_, ferry) = page("a.html", "Ferry", &story("ferry"));
    let anew = Article {
        title: Some("Harbour".to_owned()),
        text: story("harbour"),
        ..ferry
    };
    let (_dir, archive) = left_behind(|archive| {
        let mut writer = archive.writer().unwrap();
        assert_eq!(writer.replace(&anew).unwrap(), Added::New);
        assert_eq!(writer.replace(&anew).unwrap(), Added::Unchanged);
        assert_eq!(writer.commit().unwrap().pages, 1);
    });
    assert_eq!(found(&archive, "harbour"), ["Harbour"]);
    assert_eq!(found(&archive, "ferry"), [""; 0]);
    assert!(!archive.check().unwrap().index_rebuilt);
}

#[test]
fn a_record_that_is_no_article_any_more_is_taken_out() {
    let (_, ferry) = page("a.html", "Ferry", &story("ferry"));
    let (_dir, archive) = left_behind(|archive| {
        let mut writer = archive.writer().unwrap();
        writer
            .replace(&Article {
                kind: Kind::Consent,
                ..ferry
            })
            .unwrap();
        writer.commit().unwrap();
    });
    assert_eq!(found(&archive, "ferry"), [""; 0]);
    assert_eq!(archive.stats().unwrap().articles, 1);
    assert!(!archive.check().unwrap().index_rebuilt);
}

#[test]
fn the_page_added_last_may_go() {
    let (dir, archive) = archive();
    add(
        &archive,
        &[
            page("a.html", "Ferry", &story("ferry")),
            page("b.html", "Gulls", &story("gulls")),
        ],
    );
    sql(dir.path(), "DELETE FROM page WHERE page = 2");
    let archive = Archive::open(dir.path()).unwrap();
    assert_eq!(found(&archive, "gulls"), [""; 0]);
    assert!(!archive.check().unwrap().index_rebuilt);
}

#[test]
fn an_index_of_another_archive_is_made_anew() {
    let (ours, archive) = archive();
    add(&archive, &[page("a.html", "Ferry", &story("ferry"))]);
    let (theirs, other) = common::archive();
    add(&other, &[page("a.html", "Gulls", &story("gulls"))]);
    drop((archive, other));
    copy(&theirs.path().join("index"), &ours.path().join("index"));
    let archive = Archive::open(ours.path()).unwrap();
    assert_eq!(found(&archive, "ferry"), ["Ferry"]);
    assert_eq!(found(&archive, "gulls"), [""; 0]);
}

#[test]
fn an_index_that_was_half_written_is_made_anew() {
    let (dir, archive) = archive();
    add(&archive, &[page("a.html", "Ferry", &story("ferry"))]);
    drop(archive);
    let index = dir.path().join("index");
    let names: Vec<_> = std::fs::read_dir(&index)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    for name in names.iter().filter(|name| name.is_file()) {
        let whole = std::fs::read(name).unwrap();
        std::fs::write(name, &whole[..whole.len() / 2]).unwrap();
        let archive = Archive::open(dir.path()).unwrap();
        assert!(archive.check().unwrap().damaged.is_empty());
        assert_eq!(found(&archive, "ferry"), ["Ferry"], "{}", name.display());
        std::fs::write(name, &whole).unwrap();
    }
}

#[test]
fn readers_open_while_another_writes_and_the_index_is_behind() {
    let (dir, archive) = archive();
    add(&archive, &[page("a.html", "Ferry", &story("ferry"))]);
    let (index, stale) = (dir.path().join("index"), dir.path().join("stale"));
    copy(&index, &stale);
    add(&archive, &[page("b.html", "Gulls", &story("gulls"))]);
    let mut writer = archive.writer().unwrap();
    copy(&stale, &index);
    let reader = Archive::open(dir.path()).unwrap();
    assert_eq!(found(&reader, "ferry"), ["Ferry"]);
    let (page, record) = page("c.html", "Harbour", &story("harbour"));
    writer.add(&page, &record).unwrap();
    writer.commit().unwrap();
    assert_eq!(found(&reader, "gulls"), ["Gulls"]);
    assert_eq!(found(&reader, "harbour"), ["Harbour"]);
}

#[test]
fn a_commit_begins_another() {
    let (dir, archive) = archive();
    let mut writer = archive.writer().unwrap();
    let mut commit = |source: &str, title: &str| {
        let (page, record) = page(source, title, &story(title));
        writer.add(&page, &record).unwrap();
        writer.commit().unwrap().pages
    };
    assert_eq!(
        (commit("a.html", "Ferry"), commit("b.html", "Gulls")),
        (1, 1)
    );
    let (page, record) = page("c.html", "Harbour", &story("harbour"));
    writer.add(&page, &record).unwrap();
    drop(writer);
    let archive = Archive::open(dir.path()).unwrap();
    assert_eq!(archive.stats().unwrap().pages, 2);
    assert_eq!(found(&archive, "Gulls"), ["Gulls"]);
}
