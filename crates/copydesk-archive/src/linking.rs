//! What articles have to do with each other, kept true as pages come, change and go.
//!
//! The index that they are linked by lies in tables of the archive. It follows the numbered changes of
//! pages, as the search index does, but in the transaction that makes them: so a commit costs what is
//! new, not what is there.

mod shelf;

use std::collections::BTreeSet;

use copydesk_link::{Doc, Index};
use copydesk_record::{Links, digest};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::listing::encoded;
use crate::store::is_damage;
use shelf::Tables;

/// Rises when the same articles would be kept otherwise; an index of another form is made anew.
const FORM: i64 = 1;

/// Articles that are added at once: groups of copies are made anew as often.
const BATCH: usize = 1024;

/// Articles that are added before all is laid down, which bounds the memory that a large commit takes.
const HELD: usize = 8 * BATCH;

/// Brings the links up to date with all changes of pages.
pub fn follow(connection: &Connection) -> rusqlite::Result<()> {
    let (form, after): (i64, i64) =
        connection.query_row("SELECT form, change FROM linking", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    if form == FORM && follow_after(connection, after)? {
        return Ok(());
    }
    // Of another form, or damaged.
    anew(connection)
}

/// Makes all links from the articles again, in the order of their pages.
pub fn anew(connection: &Connection) -> rusqlite::Result<()> {
    shelf::clear(connection)?;
    connection.execute_batch(
        "DELETE FROM linked;
         DELETE FROM link WHERE page NOT IN (SELECT page FROM page WHERE current)",
    )?;
    follow_after(connection, 0).map(drop)
}

/// Follows the changes after one; whether the index could be read.
fn follow_after(connection: &Connection, after: i64) -> rusqlite::Result<bool> {
    let tables = Tables::new(connection);
    let mut index = Index::on(&tables);
    if !knows_all(connection, &index)? {
        return Ok(false);
    }
    let (gone, new) = changes(connection, after)?;
    let mut changed: BTreeSet<u32> = BTreeSet::new();
    for page in &gone {
        changed.extend(index.remove(&[page.number]));
        page.unlink(connection)?;
    }
    for pages in new.chunks(HELD) {
        for pages in pages.chunks(BATCH) {
            changed.extend(add(connection, &mut index, pages)?);
        }
        for number in std::mem::take(&mut changed) {
            keep(connection, number, &index.links(number))?;
        }
        index.lay_down();
    }
    for number in changed {
        keep(connection, number, &index.links(number))?;
    }
    index.lay_down();
    drop(index);
    let is_sound = tables.finish()?;
    connection.execute(
        "UPDATE linking SET form = ?, change = (SELECT coalesce(max(change), 0) FROM change)",
        [FORM],
    )?;
    Ok(is_sound)
}

/// Whether an index has given out all numbers that articles have.
fn knows_all(connection: &Connection, index: &Index<'_>) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FROM linked WHERE number >= ?";
    let beyond: i64 = connection.query_row(sql, [index.len()], |row| row.get(0))?;
    Ok(beyond == 0)
}

/// An article that is in the index.
struct InIndex {
    number: u32,
    page: i64,
    digest: String,
}

impl InIndex {
    fn of(connection: &Connection, page: i64) -> rusqlite::Result<Option<Self>> {
        let sql = "SELECT number, page, digest FROM linked WHERE page = ?";
        let row = |row: &Row<'_>| {
            Ok(Self {
                number: row.get(0)?,
                page: row.get(1)?,
                digest: row.get(2)?,
            })
        };
        let mut statement = connection.prepare_cached(sql)?;
        statement.query_row([page], row).optional()
    }

    fn unlink(&self, connection: &Connection) -> rusqlite::Result<()> {
        let linked = "DELETE FROM linked WHERE number = ?";
        connection.prepare_cached(linked)?.execute([self.number])?;
        let link = "DELETE FROM link WHERE page = ?";
        connection.prepare_cached(link)?.execute([self.page])?;
        Ok(())
    }
}

/// The articles in the index that are no longer shown or say something else now, and those that are not
/// in it, as their pages and digests, both in the order in which they came.
fn changes(connection: &Connection, after: i64) -> rusqlite::Result<(Vec<InIndex>, Vec<New>)> {
    let sql = "SELECT page FROM change WHERE change > ? ORDER BY page";
    let mut statement = connection.prepare_cached(sql)?;
    let pages = statement.query_map([after], |row| row.get(0))?;
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for page in pages {
        let page: i64 = page?;
        let known = InIndex::of(connection, page)?;
        let shown = Shown::of(connection, page)?;
        let digest = shown.as_ref().map(Shown::digest);
        if known.as_ref().map(|known| &known.digest) == digest.as_ref() {
            continue;
        }
        new.extend(digest.map(|digest| New { page, digest }));
        gone.extend(known);
    }
    Ok((gone, new))
}

/// An article that is not in the index, or says something else there.
struct New {
    page: i64,
    digest: String,
}

/// Adds articles to the index, and returns the numbers of all articles whose links may have changed.
fn add(connection: &Connection, index: &mut Index<'_>, new: &[New]) -> rusqlite::Result<Vec<u32>> {
    let sql = "INSERT INTO linked (number, page, digest) VALUES (?, ?, ?)";
    let mut statement = connection.prepare_cached(sql)?;
    let mut shown = Vec::with_capacity(new.len());
    for New { page, digest } in new {
        let Some(article) = Shown::of(connection, *page)? else {
            continue;
        };
        statement.execute(params![index.len() + shown.len() as u32, page, digest])?;
        shown.push(article);
    }
    let docs: Vec<Doc<'_>> = shown.iter().map(Shown::doc).collect();
    Ok(index.add(&docs))
}

/// What linking needs to know of an article that is shown.
struct Shown {
    id: String,
    title: Option<String>,
    published: Option<String>,
    language: Option<String>,
    text: String,
}

impl Shown {
    fn of(connection: &Connection, page: i64) -> rusqlite::Result<Option<Self>> {
        let sql = "SELECT id, title, published, language, text FROM page JOIN content USING (page)
                   WHERE page = ? AND current";
        let mut statement = connection.prepare_cached(sql)?;
        let shown = statement.query_row([page], Self::read).optional();
        // What cannot be read is linked with nothing; `check` names it.
        shown.or_else(|error| {
            if is_damage(&error) {
                Ok(None)
            } else {
                Err(error)
            }
        })
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            title: row.get(1)?,
            published: row.get(2)?,
            language: row.get(3)?,
            text: row.get(4)?,
        })
    }

    fn doc(&self) -> Doc<'_> {
        Doc {
            id: &self.id,
            title: self.title.as_deref(),
            text: &self.text,
            published: self.published.as_deref(),
            language: self.language.as_deref(),
        }
    }

    fn digest(&self) -> String {
        let fields = [&self.title, &self.published, &self.language];
        let fields = fields.map(|field| field.as_deref().unwrap_or("\0"));
        let all = [&[self.id.as_str(), &self.text], &fields[..]].concat();
        digest(all.join("\0").as_bytes())
    }
}

/// Writes an article's links unless they are as they were.
fn keep(connection: &Connection, number: u32, links: &Links) -> rusqlite::Result<()> {
    let sql = "SELECT page, id FROM linked JOIN page USING (page) WHERE number = ?";
    let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let mut statement = connection.prepare_cached(sql)?;
    let article: Option<(i64, String)> = statement.query_row([number], row).optional()?;
    let Some((page, id)) = article else {
        return Ok(());
    };
    let duplicates = links.duplicates.as_ref();
    let folded = duplicates.is_some_and(|duplicate| duplicate.of != id);
    let group = duplicates.map(|duplicate| &duplicate.group);
    let sql = "INSERT INTO link (page, links, duplicates, folded, story) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT DO UPDATE SET links = excluded.links, duplicates = excluded.duplicates,
               folded = excluded.folded, story = excluded.story WHERE links <> excluded.links";
    connection.prepare_cached(sql)?.execute(params![
        page,
        encoded(links)?,
        group,
        folded,
        links.story
    ])?;
    Ok(())
}
