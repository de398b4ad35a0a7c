//! Archives that earlier versions made are read, searched, checked and added to.
//!
//! `fixtures/version-N` holds an archive whose tables have the form N, made by the program of its
//! time from `fixtures/pages`. None is ever changed; a new form gets a new one.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::{add, found, page, story};
use copydesk_archive::Archive;
use rusqlite::Connection;

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut fixtures: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("archive.sqlite").is_file())
        .collect();
    fixtures.sort();
    fixtures
}

/// A copy of a fixture's archive.
fn copied(fixture: &Path) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(
        fixture.join("archive.sqlite"),
        dir.path().join("archive.sqlite"),
    )
    .unwrap();
    dir
}

fn version(dir: &Path) -> i64 {
    let connection = Connection::open(dir.join("archive.sqlite")).unwrap();
    connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn each_version_has_a_fixture() {
    let today = tempfile::tempdir().unwrap();
    drop(Archive::open(today.path()).unwrap());
    let kept: Vec<i64> = fixtures()
        .iter()
        .map(|fixture| version(copied(fixture).path()))
        .collect();
    assert_eq!(kept, (1..=version(today.path())).collect::<Vec<_>>());
}

#[test]
fn what_they_hold_is_all_there() {
    for fixture in fixtures() {
        let dir = copied(&fixture);
        let archive = Archive::open(dir.path()).unwrap();
        let report = archive.check().unwrap();
        assert_eq!(
            (report.pages, &report.damaged[..], report.index_rebuilt),
            (7, &[][..], false),
            "{report:?}"
        );
        let mut titles = BTreeMap::new();
        archive
            .export(&mut |record| {
                let record = record?;
                titles.insert(record.source, record.title.unwrap_or_default());
                Ok(())
            })
            .unwrap();
        assert_eq!(titles.len(), 7);
        assert_eq!(titles["./feed.xml#0"], "Lamp oil runs short");
        assert_eq!(
            found(&archive, "herring gulls"),
            ["Gulls hold the fish market"]
        );
        assert_eq!(found(&archive, "码头工人"), ["沙丁鱼季节推迟两周"]);
        assert_eq!(archive.stats().unwrap().pictures, 1);
        let bridge = archive
            .by_address("https://post.example/2012/bridge")
            .unwrap()
            .unwrap();
        assert_eq!(archive.versions(&bridge).unwrap().len(), 2);
    }
}

#[test]
fn they_are_added_to() {
    for fixture in fixtures() {
        let dir = copied(&fixture);
        let archive = Archive::open(dir.path()).unwrap();
        let known = archive.kept().unwrap().map(Result::unwrap).next().unwrap();
        let mut writer = archive.writer().unwrap();
        writer.add(&known.page, &known.record).unwrap();
        assert_eq!(writer.commit().unwrap().pages, 0, "what they have is known");
        drop(writer);
        add(&archive, &[page("a.html", "Harbour", &story("harbour"))]);
        assert_eq!(found(&archive, "harbour0"), ["Harbour"]);
        let report = Archive::open(dir.path()).unwrap().check().unwrap();
        assert_eq!(
            (report.pages, report.damaged.len(), report.index_rebuilt),
            (8, 0, false)
        );
    }
}

#[test]
fn their_pages_come_back_as_they_were_found() {
    for fixture in fixtures() {
        let archive = copied(&fixture);
        let archive = Archive::open(archive.path()).unwrap();
        let kept: Vec<_> = archive.kept().unwrap().map(Result::unwrap).collect();
        let of = |source: &str| {
            let of = kept.iter().find(|kept| kept.page.source == source);
            of.unwrap().page.clone()
        };
        let warc = of("./bridge.warc#0");
        assert_eq!(
            (
                warc.url.as_deref(),
                warc.crawled.as_deref(),
                warc.http_status,
                warc.http_charset
                    .map(|charset| charset.to_lowercase())
                    .as_deref()
            ),
            (
                Some("https://post.example/2012/bridge"),
                Some("2012-03-06T09:00:00Z"),
                Some(200),
                Some("utf-8")
            ),
        );
        let known = of("./feed.xml#0").known.unwrap();
        assert_eq!(
            (&known.from[..], known.title.as_deref()),
            ("feed", Some("Lamp oil runs short"))
        );
        assert_eq!(known.authors, ["Cara Wick"]);
        assert_eq!(
            of("./gulls.html").bytes,
            std::fs::read(fixture.join("../pages/gulls.html")).unwrap()
        );
    }
}
