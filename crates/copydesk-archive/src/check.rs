use copydesk_record::digest;
use rusqlite::Connection;

use crate::index::FullText;
use crate::store::Store;
use crate::{Archive, CheckReport, Error, Picture};
use crate::{content, pictures};

/// Verifies an archive, and makes its index anew if it does not agree with SQLite.
pub fn check(archive: &Archive) -> Result<CheckReport, Error> {
    let store = &archive.store;
    // A commit between looking at SQLite and at the index would look like a difference.
    let _lock = store.lock()?;
    // Where SQLite itself is damaged, what can be read is still checked.
    let found = |check: fn(&Connection) -> rusqlite::Result<Vec<String>>| {
        let told = |error| vec![format!("archive.sqlite: {error}")];
        store.read(|connection| Ok(check(connection).unwrap_or_else(told)))
    };
    let mut damaged = found(database)?;
    let pages = pages(store, &mut damaged)?;
    damaged.extend(found(pictures)?);
    let agrees = FullText::open(store).is_ok_and(|index| agrees(&index, store));
    // Where the changes cannot be read, an index that is there is better than none.
    let can_rebuild = store.read(changes).is_ok();
    if !agrees && can_rebuild {
        archive.searcher.replace(FullText::rebuilt(store)?);
    }
    Ok(CheckReport {
        pages,
        damaged,
        index_rebuilt: !agrees && can_rebuild,
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

/// How many changes there are; it reads all of them.
fn changes(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT count(change + page) FROM change", [], |row| {
        row.get(0)
    })
}

/// Counts the pages, and names those whose bytes are not the ones that were taken in or whose records
/// cannot be read back.
fn pages(store: &Store, damaged: &mut Vec<String>) -> Result<usize, Error> {
    let mut pages = 0;
    for page in 1..=store.last_page()? {
        let Some(kept) = store.read(|connection| content::kept(connection, page))? else {
            continue;
        };
        pages += 1;
        let links = store.read(|connection| content::damaged_links(connection, page))?;
        let damage = kept.err().or(links);
        damaged.extend(damage.map(|damage| format!("page {}: {}", damage.id, damage.what)));
    }
    Ok(pages)
}

/// The pictures whose bytes are not those that their key names.
fn pictures(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT key FROM picture ORDER BY key")?;
    let keys = statement.query_map([], |row| row.get(0))?;
    let mut damaged = Vec::new();
    for key in keys {
        let key: String = key?;
        let picture = pictures::picture(connection, &key);
        let is_whole = |picture: Picture| digest(&picture.bytes) == format!("sha256:{key}");
        if !picture.is_ok_and(|picture| picture.is_some_and(is_whole)) {
            damaged.push(format!(
                "picture {key}: its bytes are not those that were taken in"
            ));
        }
    }
    Ok(damaged)
}

/// Whether the index's files are whole, and it holds the articles that SQLite holds, each once.
fn agrees(index: &FullText, store: &Store) -> bool {
    let expected = index.expected(store);
    let same = expected.is_ok_and(|expected| index.pages().is_ok_and(|pages| pages == expected));
    let newest = store.newest().is_ok_and(|newest| newest == index.last);
    same && newest && index.is_sound()
}
