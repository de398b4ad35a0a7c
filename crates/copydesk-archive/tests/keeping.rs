//! What the archive keeps, and that it keeps it as it was.

mod common;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use common::{add, archive, found, page, page_with, story};
use copydesk_archive::{Added, Archive, Committed, Error};
use copydesk_record::{Article, ErrorCode, Form, Page, PageError};
use rusqlite::{Connection, types::Value};

/// All that SQLite holds, its own counters included.
fn dump(dir: &Path) -> Vec<Vec<Value>> {
    let connection = Connection::open(dir.join("archive.sqlite")).unwrap();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let names: Vec<String> = connection
        .prepare(tables)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(names.iter().any(|name| name == "sqlite_sequence"));
    names
        .iter()
        .flat_map(|name| rows(&connection, name))
        .collect()
}

fn rows(connection: &Connection, table: &str) -> Vec<Vec<Value>> {
    let mut statement = connection
        .prepare(&format!("SELECT * FROM {table}"))
        .unwrap();
    let columns = statement.column_count();
    let rows = statement
        .query_map([], |row| {
            (0..columns).map(|column| row.get(column)).collect()
        })
        .unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_page_comes_back_as_it_went_in() {
    let (dir, archive) = archive();
    let (mut page, record) = page_with("a.txt", "Ferry", &story("ferry"), |record| {
        record.published = Some("2012-09-17T08:30+08:00".to_owned());
        record.authors = vec!["Ann Lee".to_owned()];
    });
    page.form = Form::Text;
    assert_eq!(
        add(&archive, &[(page.clone(), record.clone())]),
        Committed {
            pages: 1,
            pictures: 0
        }
    );

    for archive in [archive, Archive::open(dir.path()).unwrap()] {
        let kept = archive.article(&record.id).unwrap().unwrap();
        assert_eq!(
            Article {
                links: None,
                ..kept.clone()
            },
            record
        );
        assert!(kept.links.is_some());
        let stored = archive.stored_page(&record.id).unwrap().unwrap();
        assert_eq!(
            (stored.bytes, stored.form, stored.digest),
            (page.bytes.clone(), Form::Text, record.digest.clone())
        );
        assert_eq!(archive.article("unknown").unwrap(), None);
        assert_eq!(archive.stored_page("unknown").unwrap(), None);
    }
}

#[test]
fn the_same_pages_again_change_nothing_at_all() {
    let (dir, archive) = archive();
    let pages = [
        page("a.html", "Ferry", &story("ferry")),
        page("b.html", "Harbour", &story("harbour")),
    ];
    let add_all = || {
        let mut writer = archive.writer().unwrap();
        let added: Vec<Added> = pages
            .iter()
            .map(|(page, record)| writer.add(page, record).unwrap())
            .collect();
        let picture = writer
            .add_picture(
                "img/x.png",
                Some("https://a.example/x.png"),
                "image/png",
                b"png",
            )
            .unwrap();
        (added, picture, writer.commit().unwrap())
    };
    assert_eq!(
        add_all(),
        (
            vec![Added::New; 2],
            Added::New,
            Committed {
                pages: 2,
                pictures: 1
            }
        )
    );
    let before = dump(dir.path());
    assert_eq!(
        add_all(),
        (
            vec![Added::Unchanged; 2],
            Added::Unchanged,
            Committed::default()
        )
    );
    assert_eq!(dump(dir.path()), before);
}

#[test]
fn a_writer_that_does_not_commit_leaves_no_trace() {
    let (dir, archive) = archive();
    add(&archive, &[page("a.html", "Ferry", &story("ferry"))]);
    let before = dump(dir.path());
    let mut writer = archive.writer().unwrap();
    let (page, record) = page("b.html", "Harbour", &story("harbour"));
    writer.add(&page, &record).unwrap();
    writer
        .add_picture("x.png", None, "image/png", b"png")
        .unwrap();
    drop(writer);
    assert_eq!(dump(dir.path()), before);
    assert_eq!(found(&archive, "harbour"), [""; 0]);
    assert_eq!(add(&archive, &[(page, record)]).pages, 1);
}

#[test]
fn other_bytes_under_the_same_id_take_the_earlier_ones_place() {
    let (_dir, archive) = archive();
    let (first, record) = page("a.html", "Ferry", &story("ferry"));
    let later = Page {
        bytes: b"later".to_vec(),
        ..first.clone()
    };
    let corrected = Article {
        title: Some("Harbour".to_owned()),
        text: story("harbour"),
        ..record.clone()
    };
    add(&archive, &[(first, record.clone())]);
    add(&archive, &[(later, corrected)]);
    assert_eq!(
        archive.stored_page(&record.id).unwrap().unwrap().bytes,
        b"later"
    );
    assert_eq!(archive.stats().unwrap().pages, 1);
    assert_eq!(found(&archive, "ferry"), [""; 0]);
    assert_eq!(found(&archive, "harbour"), ["Harbour"]);
    assert!(!archive.check().unwrap().index_rebuilt);
}

#[test]
fn pages_that_could_not_be_used_are_kept_and_exported_in_order() {
    let (_dir, archive) = archive();
    let failed = Article {
        error: Some(PageError::new(ErrorCode::Empty, "b.html: no bytes")),
        ..Article::new("b", "b.html")
    };
    let empty = Page {
        source: "b.html".to_owned(),
        ..Page::default()
    };
    add(
        &archive,
        &[
            page("c.html", "Ferry", &story("ferry")),
            (empty, failed),
            page("a.html", "Harbour", &story("harbour")),
        ],
    );
    let mut sources = Vec::new();
    archive
        .export(&mut |record| {
            sources.push(record?.source);
            Ok(())
        })
        .unwrap();
    assert_eq!(sources, ["c.html", "b.html", "a.html"]);
    let stats = archive.stats().unwrap();
    assert_eq!((stats.pages, stats.articles, stats.errors), (3, 2, 1));
    let stopped = archive.export(&mut |_| Err(std::io::Error::other("disk full").into()));
    assert!(matches!(stopped, Err(Error::Output(_))));
}

#[test]
fn readers_see_the_last_commit_while_a_writer_writes() {
    let (dir, archive) = archive();
    add(&archive, &[page("a.html", "Ferry", &story("ferry"))]);
    let mut writer = archive.writer().unwrap();
    let (page, record) = page("b.html", "Harbour", &story("harbour"));
    writer.add(&page, &record).unwrap();
    let other = Archive::open(dir.path()).unwrap();
    for archive in [&archive, &other] {
        assert_eq!(archive.stats().unwrap().pages, 1);
        assert_eq!(found(archive, "ferry"), ["Ferry"]);
    }
    writer.commit().unwrap();
    for archive in [&archive, &other] {
        assert_eq!(archive.stats().unwrap().pages, 2);
        assert_eq!(found(archive, "harbour"), ["Harbour"]);
    }
}

#[test]
fn writers_wait_for_each_other() {
    let (dir, archive) = archive();
    let committed = AtomicBool::new(false);
    let writer = archive.writer().unwrap();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            let other = Archive::open(dir.path()).unwrap();
            let mut writer = other.writer().unwrap();
            assert!(
                committed.load(Ordering::SeqCst),
                "the second writer did not wait"
            );
            let (page, record) = page("b.html", "Harbour", &story("harbour"));
            writer.add(&page, &record).unwrap();
            writer.commit().unwrap()
        });
        std::thread::sleep(Duration::from_millis(100));
        let (page, record) = page("a.html", "Ferry", &story("ferry"));
        let mut writer = writer;
        writer.add(&page, &record).unwrap();
        writer.commit().unwrap();
        committed.store(true, Ordering::SeqCst);
        drop(writer);
        assert_eq!(second.join().unwrap().pages, 1);
    });
    assert_eq!(archive.stats().unwrap().pages, 2);
}

#[test]
fn a_lost_damaged_or_stale_index_is_made_good() {
    let (dir, archive) = archive();
    let index = dir.path().join("index");
    let stale = dir.path().join("stale");
    add(&archive, &[page("a.html", "Ferry", &story("ferry"))]);
    copy(&index, &stale);

    std::fs::remove_dir_all(&index).unwrap();
    add(&archive, &[page("b.html", "Harbour", &story("harbour"))]);
    assert_eq!(
        [found(&archive, "ferry"), found(&archive, "harbour")],
        [["Ferry"], ["Harbour"]]
    );

    // As when SQLite had committed and the index had not.
    std::fs::remove_dir_all(&index).unwrap();
    std::fs::rename(&stale, &index).unwrap();
    assert_eq!(
        found(&Archive::open(dir.path()).unwrap(), "harbour"),
        ["Harbour"]
    );

    std::fs::write(index.join("meta.json"), "{").unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    assert_eq!(found(&archive, "harbour"), ["Harbour"]);
    assert!(!archive.check().unwrap().index_rebuilt);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for file in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[test]
fn an_index_ahead_of_sqlite_is_made_anew() {
    let (dir, archive) = archive();
    add(&archive, &[page("a.html", "Ferry", &story("ferry"))]);
    drop(archive);
    for file in ["archive.sqlite", "archive.sqlite-wal", "archive.sqlite-shm"] {
        let _ = std::fs::remove_file(dir.path().join(file));
    }
    let archive = Archive::open(dir.path()).unwrap();
    assert_eq!(found(&archive, "ferry"), [""; 0]);
}

#[test]
fn check_names_what_is_lost_and_mends_the_index() {
    let (dir, archive) = archive();
    let (first, record) = page("a.html", "Ferry", &story("ferry"));
    let pages = [
        (first, record.clone()),
        page("b.html", "Harbour", &story("harbour")),
    ];
    add(&archive, &pages);
    let sound = archive.check().unwrap();
    assert_eq!(
        (sound.pages, sound.damaged.len(), sound.index_rebuilt),
        (2, 0, false)
    );

    let connection = Connection::open(dir.path().join("archive.sqlite")).unwrap();
    connection
        .execute("UPDATE content SET bytes = x'00' WHERE page = 1", [])
        .unwrap();
    connection
        .execute("UPDATE content SET record = x'00' WHERE page = 2", [])
        .unwrap();
    std::fs::remove_dir_all(dir.path().join("index")).unwrap();
    let report = archive.check().unwrap();
    assert_eq!(report.damaged.len(), 2, "{report:?}");
    assert!(report.damaged[0].contains(&record.id) && report.index_rebuilt);
    assert_eq!(found(&archive, "ferry"), ["Ferry"]);
    assert!(matches!(
        archive.stored_page(&record.id),
        Err(Error::Damaged { .. })
    ));
    assert_eq!(
        add(&archive, &pages).pages,
        2,
        "taken in again they are whole"
    );
    connection
        .execute("DELETE FROM content WHERE page = 3", [])
        .unwrap();
    assert_eq!(archive.check().unwrap().damaged.len(), 1);
    assert_eq!(add(&archive, &pages).pages, 1);
    let mended = archive.check().unwrap();
    assert_eq!((mended.pages, mended.damaged.len()), (2, 0));
}

#[test]
fn check_finds_damage_of_the_file_itself() {
    let (dir, archive) = archive();
    let pages: Vec<_> = (0..30)
        .map(|number| page(&number.to_string(), "Ferry", &story(&format!("a{number}b"))))
        .collect();
    add(&archive, &pages);
    drop(archive);
    let path = dir.path().join("archive.sqlite");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    let damaged = Archive::open(dir.path())
        .and_then(|archive| archive.check())
        .map(|report| report.damaged);
    assert!(damaged.is_err() || damaged.is_ok_and(|damaged| !damaged.is_empty()));
}

#[test]
fn an_archive_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Archive>();
}

#[test]
fn a_strange_or_newer_file_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("archive.sqlite");
    std::fs::write(
        &path,
        "These are my notes, and no database at all.".repeat(50),
    )
    .unwrap();
    assert!(matches!(
        Archive::open(dir.path()),
        Err(Error::NotAnArchive { .. })
    ));
    assert!(
        std::fs::read_to_string(&path)
            .unwrap()
            .starts_with("These are my notes")
    );

    std::fs::remove_file(&path).unwrap();
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE other (x)")
        .unwrap();
    assert!(matches!(
        Archive::open(dir.path()),
        Err(Error::NotAnArchive { .. })
    ));

    std::fs::remove_file(&path).unwrap();
    drop(Archive::open(dir.path()).unwrap());
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 1000)
        .unwrap();
    assert!(matches!(
        Archive::open(dir.path()),
        Err(Error::TooNew { found: 1000, .. })
    ));
}

#[test]
fn check_finds_a_damaged_picture() {
    let (dir, archive) = archive();
    let mut writer = archive.writer().unwrap();
    writer
        .add_picture("img/a.png", None, "image/png", b"a picture")
        .unwrap();
    writer.commit().unwrap();
    // A check waits for the writer to end.
    drop(writer);
    assert_eq!(archive.check().unwrap().damaged, Vec::<String>::new());

    let connection = Connection::open(dir.path().join("archive.sqlite")).unwrap();
    connection
        .execute("UPDATE picture SET bytes = x'00'", [])
        .unwrap();
    assert_eq!(archive.check().unwrap().damaged.len(), 1);
}
