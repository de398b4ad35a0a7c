use copydesk_record::{Article, Form, Links, Page, digest};
use rusqlite::{Connection, Row, params};

use crate::StoredPage;
use crate::pack::{pack, unpack};

/// The rows that [`RecordRow::read`] reads.
pub const RECORDS: &str =
    "SELECT id, record, links FROM page JOIN content USING (page) LEFT JOIN link USING (page)";

/// The rows that [`PageRow::read`] reads.
pub const PAGES: &str = "SELECT id, form, digest, bytes FROM page JOIN content USING (page)";

/// Keeps a page's bytes, its record and its text under its number.
pub fn insert(
    connection: &Connection,
    number: i64,
    page: &Page,
    article: &Article,
) -> rusqlite::Result<()> {
    let json = serde_json::to_vec(&Article {
        links: None,
        ..article.clone()
    })
    .map_err(conversion)?;
    let form = match page.form {
        Form::Html => "html",
        Form::Text => "text",
    };
    let mut statement =
        connection.prepare_cached("INSERT INTO content VALUES (?, ?, ?, ?, ?, ?)")?;
    let bytes = pack(&page.bytes).map_err(conversion)?;
    let record = pack(&json).map_err(conversion)?;
    statement.execute(params![
        number,
        form,
        digest(&page.bytes),
        bytes,
        record,
        article.text
    ])?;
    Ok(())
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
}

impl RecordRow {
    /// Reads a row of [`RECORDS`].
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            record: row.get(1)?,
            links: row.get(2)?,
        })
    }

    /// The record with its links, or what is wrong with it.
    pub fn unpack(&self) -> Result<Article, String> {
        let json = unpack(&self.record)
            .map_err(|error| format!("its record cannot be unpacked ({error})"))?;
        let article: Article = parse(serde_json::from_slice(&json), "record")?;
        let links = self.links.as_deref().map(serde_json::from_str::<Links>);
        let links = links.map(|links| parse(links, "links")).transpose()?;
        Ok(Article { links, ..article })
    }
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
}

impl PageRow {
    /// Reads a row of [`PAGES`].
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            form: row.get(1)?,
            digest: row.get(2)?,
            bytes: row.get(3)?,
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
}
