use copydesk_record::digest;
use rusqlite::Connection;

use crate::content::{PAGES, PageRow, RECORDS, RecordRow};
use crate::index::FullText;
use crate::store::Store;
use crate::{Archive, CheckReport, Error};

/// What a check finds wrong, a line each.
type Check = fn(&Connection) -> rusqlite::Result<Vec<String>>;

/// Verifies an archive, and makes its index anew if it does not agree with SQLite.
pub fn check(archive: &Archive) -> Result<CheckReport, Error> {
    let store = &archive.store;
    // A commit between looking at SQLite and at the index would look like a difference.
    let _lock = store.lock()?;
    // Where SQLite itself is damaged, what can be read is still checked.
    let found = |check: Check| {
        store
            .read(check)
            .unwrap_or_else(|error| vec![error.to_string()])
    };
    let damaged = [
        found(database),
        found(pages),
        found(records),
        found(pictures),
    ]
    .concat();
    let agrees = FullText::open(&store.index_dir()).is_ok_and(|index| agrees(&index, store));
    if !agrees {
        archive.searcher.replace(FullText::rebuilt(store)?);
    }
    Ok(CheckReport {
        pages: archive.stats()?.pages,
        damaged,
        index_rebuilt: !agrees,
    })
}

/// What SQLite finds wrong with its own file.
fn database(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let lines: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(lines
        .into_iter()
        .filter(|line| line != "ok")
        .map(|line| format!("archive.sqlite: {line}"))
        .collect())
}

/// The pages whose bytes are not those that were taken in.
fn pages(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("{PAGES} ORDER BY page"))?;
    let mut rows = statement.query([])?;
    let mut damaged = Vec::new();
    while let Some(row) = rows.next()? {
        let page = PageRow::read(row)?;
        damaged.extend(
            page.unpack()
                .err()
                .map(|what| format!("{}: {what}", page.id)),
        );
    }
    Ok(damaged)
}

/// The pages whose records cannot be read back.
fn records(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("{RECORDS} ORDER BY page"))?;
    let mut rows = statement.query([])?;
    let mut damaged = Vec::new();
    while let Some(row) = rows.next()? {
        let record = RecordRow::read(row)?;
        damaged.extend(
            record
                .unpack()
                .err()
                .map(|what| format!("{}: {what}", record.id)),
        );
    }
    Ok(damaged)
}

/// The pictures whose bytes are not those that their key names.
fn pictures(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT key, bytes FROM picture ORDER BY key")?;
    let mut rows = statement.query([])?;
    let mut damaged = Vec::new();
    while let Some(row) = rows.next()? {
        let (key, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        if digest(&bytes) != format!("sha256:{key}") {
            damaged.push(format!(
                "picture {key}: its bytes are not those that were taken in"
            ));
        }
    }
    Ok(damaged)
}

/// Whether the index's files are whole, and it holds the articles that SQLite holds, each once.
fn agrees(index: &FullText, store: &Store) -> bool {
    let articles = store.read(|connection| {
        let mut statement =
            connection.prepare("SELECT page FROM page WHERE article ORDER BY page")?;
        statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<i64>>>()
    });
    let same = articles.is_ok_and(|articles| index.pages().is_ok_and(|pages| pages == articles));
    let newest = store.newest().is_ok_and(|newest| newest == index.last);
    same && newest && index.is_sound()
}
