use copydesk_record::{Article, Form, Links, Page, digest};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::found::Found;
use crate::listing::encoded;
use crate::pack::{pack, unpack};
use crate::store::is_damage;
use crate::{Kept, StoredPage};

/// The rows that [`RecordRow::read`] reads.
pub const RECORDS: &str = "SELECT id, record, links, text FROM page
     LEFT JOIN content USING (page) LEFT JOIN link USING (page)";

/// The same without links.
const UNLINKED: &str =
    "SELECT id, record, NULL AS links, text FROM page LEFT JOIN content USING (page)";

/// The rows that [`PageRow::read`] reads.
pub const PAGES: &str =
    "SELECT id, form, digest, bytes, found FROM page LEFT JOIN content USING (page)";

/// Keeps a page's bytes, its record and its text under its number.
pub fn insert(
    connection: &Connection,
    number: i64,
    page: &Page,
    article: &Article,
) -> rusqlite::Result<()> {
    let form = match page.form {
        Form::Html => "html",
        Form::Text => "text",
    };
    let mut statement =
        connection.prepare_cached("INSERT INTO content VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    statement.execute(params![
        number,
        form,
        digest(&page.bytes),
        pack(&page.bytes).map_err(conversion)?,
        pack(&json(article)?).map_err(conversion)?,
        article.text,
        encoded(&Found::of(page))?,
    ])?;
    Ok(())
}

/// Gives a page another record; whether that was another one than it had.
pub fn replace(connection: &Connection, number: i64, article: &Article) -> rusqlite::Result<bool> {
    let kept = "SELECT record FROM content WHERE page = ?";
    let kept: Vec<u8> = connection
        .prepare_cached(kept)?
        .query_row([number], |row| row.get(0))?;
    let json = json(article)?;
    if unpack(&kept).is_ok_and(|kept| kept == json) {
        return Ok(false);
    }
    let record = pack(&json).map_err(conversion)?;
    let sql = "UPDATE content SET record = ?, text = ? WHERE page = ?";
    let mut statement = connection.prepare_cached(sql)?;
    statement.execute(params![record, article.text, number])?;
    Ok(true)
}

/// A record as it is kept: links have a table of their own.
fn json(article: &Article) -> rusqlite::Result<Vec<u8>> {
    serde_json::to_vec(&Article {
        links: None,
        ..article.clone()
    })
    .map_err(conversion)
}

fn conversion(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}

/// A record as it is kept.
pub struct RecordRow {
    /// The page's id.
    pub id: String,
    record: Vec<u8>,
    links: Option<String>,
    text: String,
}

impl RecordRow {
    /// Reads a row of [`RECORDS`].
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            record: row.get(1)?,
            links: row.get(2)?,
            text: row.get(3)?,
        })
    }

    /// The record with its links, or what is wrong with it.
    pub fn unpack(&self) -> Result<Article, String> {
        let json = unpack(&self.record)
            .map_err(|error| format!("its record cannot be unpacked ({error})"))?;
        let article: Article = parse(serde_json::from_slice(&json), "record")?;
        let links = self.links.as_deref().map(serde_json::from_str::<Links>);
        let links = links.map(|links| parse(links, "links")).transpose()?;
        if (&article.id, &article.text) != (&self.id, &self.text) {
            return Err("its record is not that of its row".to_owned());
        }
        Ok(Article { links, ..article })
    }
}

/// What of a page cannot be read back.
pub struct Damage {
    /// The page's id; its number, when the id is lost.
    pub id: String,
    /// What is wrong with it.
    pub what: String,
}

/// The record of the page with a number, or what is wrong with it; `None` when there is no such page.
/// Links that cannot be read are left out.
pub fn record(
    connection: &Connection,
    page: i64,
) -> rusqlite::Result<Option<Result<Article, Damage>>> {
    let row = match row(connection, RECORDS, page, RecordRow::read)? {
        Some(Err(_)) => row(connection, UNLINKED, page, RecordRow::read)?,
        row => row,
    };
    Ok(row.map(|row| {
        let row = row?;
        row.unpack().map_err(|what| Damage { id: row.id, what })
    }))
}

/// The page with a number and its record, or what is wrong with them; `None` when there is no such
/// page.
pub fn kept(connection: &Connection, page: i64) -> rusqlite::Result<Option<Result<Kept, Damage>>> {
    let Some(record) = record(connection, page)? else {
        return Ok(None);
    };
    let row = row(connection, PAGES, page, PageRow::read)?;
    Ok(row.map(|row| {
        let (record, row) = (record?, row?);
        let page = row.page(&record);
        let page = page.map_err(|what| Damage { id: row.id, what })?;
        Ok(Kept { page, record })
    }))
}

/// What is wrong with the links of the page with a number.
pub fn damaged_links(connection: &Connection, page: i64) -> rusqlite::Result<Option<Damage>> {
    let links = "SELECT links FROM page LEFT JOIN link USING (page)";
    let read = |row: &Row<'_>| row.get(0).map(drop::<Option<String>>);
    Ok(row(connection, links, page, read)?.and_then(Result::err))
}

/// A row of the page with a number. That a part of the row cannot be read is no error of the
/// database as a whole.
fn row<T>(
    connection: &Connection,
    rows: &str,
    page: i64,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<Result<T, Damage>>> {
    let mut statement = connection.prepare_cached(&format!("{rows} WHERE page = ?"))?;
    match statement.query_row([page], read).optional() {
        Err(error) if is_damage(&error) => Ok(Some(Err(Damage {
            id: id(connection, page),
            what: format!("its row cannot be read ({error})"),
        }))),
        row => Ok(row?.map(Ok)),
    }
}

/// The id of the page with a number, from the index of ids: the row itself is damaged.
fn id(connection: &Connection, page: i64) -> String {
    // The sign keeps SQLite from looking the row up.
    let sql = "SELECT id FROM page WHERE +page = ?";
    let id = connection.query_row(sql, [page], |row| row.get(0));
    id.unwrap_or_else(|_| format!("number {page}"))
}

fn parse<T>(parsed: serde_json::Result<T>, what: &str) -> Result<T, String> {
    parsed.map_err(|error| format!("its {what} cannot be read ({error})"))
}

/// A page as it is kept.
pub struct PageRow {
    /// The page's id.
    pub id: String,
    form: String,
    digest: String,
    bytes: Vec<u8>,
    found: Option<String>,
}

impl PageRow {
    /// Reads a row of [`PAGES`].
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            form: row.get(1)?,
            digest: row.get(2)?,
            bytes: row.get(3)?,
            found: row.get(4)?,
        })
    }

    /// The page as it was taken in, or what is wrong with it.
    pub fn unpack(&self) -> Result<StoredPage, String> {
        let bytes = unpack(&self.bytes)
            .map_err(|error| format!("its bytes cannot be unpacked ({error})"))?;
        if digest(&bytes) != self.digest {
            return Err("its bytes are not those that were taken in".to_owned());
        }
        let form = if self.form == "text" {
            Form::Text
        } else {
            Form::Html
        };
        Ok(StoredPage {
            bytes,
            form,
            digest: self.digest.clone(),
        })
    }

    /// The page as it was found: what a record is made from. `record` is the one that it has.
    fn page(&self, record: &Article) -> Result<Page, String> {
        let stored = self.unpack()?;
        let found = match &self.found {
            Some(found) => parse(serde_json::from_str(found), "surroundings")?,
            None => Found::from_record(record),
        };
        Ok(found.page(self.id.clone(), stored))
    }
}
