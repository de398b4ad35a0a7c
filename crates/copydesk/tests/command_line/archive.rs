//! `add`, `search`, `export` and `check`: what an archive keeps, and whether it is whole.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use crate::support::{PAPER, Ran, check, copydesk, run};

/// An archive of the sample newspaper.
struct Paper(TempDir);

impl Paper {
    fn new() -> Self {
        let paper = Self(tempfile::tempdir().unwrap());
        let added = paper.add();
        // One page of the paper is empty.
        assert_eq!(added.status, 1, "{added:?}");
        paper
    }

    fn add(&self) -> Ran {
        run(&["add", PAPER, "--archive", self.dir()])
    }

    fn dir(&self) -> &str {
        self.0.path().to_str().unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        run(&[arguments, &["--archive", self.dir()]].concat())
    }

    #[track_caller]
    fn check(&self, arguments: &[&str], expected: (i32, &str, &str)) {
        check(
            &[arguments, &["--archive", self.dir()]].concat(),
            "",
            expected,
        );
    }

    fn database(&self) -> Connection {
        Connection::open(self.0.path().join("archive.sqlite")).unwrap()
    }

    /// All rows of all tables.
    fn content(&self) -> Vec<(String, Vec<Value>)> {
        let database = self.database();
        let mut tables = database
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .unwrap();
        let tables = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
        tables
            .flat_map(|table| rows(&database, &table.unwrap()))
            .collect()
    }
}

fn rows(database: &Connection, table: &str) -> Vec<(String, Vec<Value>)> {
    let mut statement = database
        .prepare(&format!("SELECT * FROM {table} ORDER BY 1"))
        .unwrap();
    let columns = statement.column_count();
    let values = statement
        .query_map([], |row| {
            (0..columns).map(|column| row.get(column)).collect()
        })
        .unwrap();
    values.map(|row| (table.to_owned(), row.unwrap())).collect()
}

#[test]
fn adding_again_changes_nothing() {
    let paper = Paper::new();
    let (content, export) = (paper.content(), paper.run(&["export", "--proof"]).stdout);
    let again = paper.add();
    assert!(again.stderr.contains("(0 new)"), "{}", again.stderr);
    assert!(paper.run(&["export", "--proof"]).stdout == export);
    assert!(paper.content() == content);
}

#[test]
fn what_came_of_it_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let added = run(&["add", PAPER, "--archive", dir.path().to_str().unwrap()]);
    assert_eq!(added.text(), "");
    for told in [
        "Pages read",
        "Passages removed",
        "empty.html: the file is empty",
        "The books             balance",
    ] {
        assert!(
            added.stderr.contains(told),
            "no {told:?} in {}",
            added.stderr
        );
    }
}

#[test]
fn search_finds_words_phrases_and_other_scripts() {
    let paper = Paper::new();
    paper.check(
        &["search", "dredging"],
        (0, "Judge halts dredging", " found, "),
    );
    paper.check(
        &["search", "\"mission hall\""],
        (0, "Dredging quarrel ends", " found, "),
    );
    paper.check(
        &["search", "dredging", "--limit", "1"],
        (0, "\n", " found, 1 shown"),
    );
    paper.check(&["search", "zeppelin"], (0, "", "0 found, 0 shown"));
    paper.check(&["search", "скумбрия"], (0, "Скумбрия опоздала", "1 found"));
    paper.check(
        &["search", "港口"],
        (0, "盐沼湾港口清淤计划引发争议", " found, "),
    );
    paper.check(
        &["search", "(\"dredging"],
        (0, "Judge halts dredging", "A quotation mark is left open"),
    );
}

#[test]
fn export_gives_every_page_and_markdown_the_articles() {
    let paper = Paper::new();
    let (cleaned, exported) = (
        run(&["clean", PAPER]).records(),
        paper.run(&["export"]).records(),
    );
    let ids = |records: &[serde_json::Value]| {
        records
            .iter()
            .map(|record| record["id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&exported), ids(&cleaned));
    assert!(
        exported
            .iter()
            .all(|record| record.get("accounts").is_none())
    );
    let proven = paper.run(&["export", "--proof"]).records();
    assert!(proven.iter().any(|record| record["accounts"].is_array()));
    paper.check(
        &["export", "--format", "markdown"],
        (0, "# Judge halts dredging", ""),
    );
}

#[test]
fn a_lost_index_is_made_anew() {
    let paper = Paper::new();
    paper.check(&["check"], (0, "36 pages checked, all sound", ""));
    fs::remove_dir_all(paper.0.path().join("index")).unwrap();
    paper.check(&["check"], (0, "all sound", ""));
    paper.check(&["search", "dredging"], (0, "Judge halts dredging", ""));
}

#[test]
fn a_broken_index_is_made_anew() {
    let paper = Paper::new();
    for entry in fs::read_dir(paper.0.path().join("index")).unwrap() {
        fs::write(entry.unwrap().path(), b"rust").unwrap();
    }
    paper.check(&["check"], (0, "all sound", ""));
    paper.check(&["search", "dredging"], (0, "Judge halts dredging", ""));
}

#[test]
fn a_damaged_page_is_named() {
    let paper = Paper::new();
    let id: String = {
        let database = paper.database();
        let packed: Vec<u8> = database
            .query_row("SELECT bytes FROM content WHERE page = 3", [], |row| {
                row.get(0)
            })
            .unwrap();
        database
            .execute(
                "UPDATE content SET bytes = ?1 WHERE page = 3",
                [flipped(packed)],
            )
            .unwrap();
        database
            .query_row("SELECT id FROM page WHERE page = 3", [], |row| row.get(0))
            .unwrap()
    };
    paper.check(&["check"], (1, "1 damaged", &id));
}

/// The bytes with one bit changed in the middle.
fn flipped(mut bytes: Vec<u8>) -> Vec<u8> {
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    bytes
}

#[test]
fn a_reader_that_has_left_is_no_error() {
    let paper = Paper::new();
    for arguments in [&["check"][..], &["export"], &["search", "dredging"]] {
        let mut command = copydesk(&[arguments, &["--archive", paper.dir()]].concat());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
    }
}

#[test]
fn no_archive_is_wrong_usage() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().to_str().unwrap();
    for arguments in [&["search", "x"][..], &["export"], &["check"]] {
        let arguments = [arguments, &["--archive", dir]].concat();
        check(
            &arguments,
            "",
            (
                2,
                "",
                "holds no archive; make one with `copydesk add PATH --archive",
            ),
        );
    }
    check(
        &["add", "https://a.example", "--archive", dir],
        "",
        (2, "", "`copydesk watch`"),
    );
    check(&["add", PAPER], "", (2, "", "--archive"));
    assert!(!Path::new(dir).join("archive.sqlite").exists());
}
