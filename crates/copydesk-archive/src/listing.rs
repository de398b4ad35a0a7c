use copydesk_record::Article;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::pictures;
use crate::{Filter, Summary};

/// The columns of a [`Summary`], as [`summary`] reads them.
pub const COLUMNS: &str = "id, title, dek, opening, authors, published, crawled, section, site, language, \
     url, source, lead_image";

/// The articles that a [`Filter`] lets through.
const LISTED: &str = "page LEFT JOIN link USING (page)
    WHERE current AND (:with_duplicates OR folded IS NOT 1)
    AND (:section IS NULL OR section = :section) AND (:day IS NULL OR day = :day)
    AND (:site IS NULL OR site = :site) AND (NOT :undated OR day IS NULL)";

/// Newest first. SQLite holds NULL for smaller than any text, so undated articles come last.
pub const NEWEST: &str = "published DESC, crawled DESC, id";

/// Length of a summary's opening, in characters.
const OPENING: usize = 220;

/// Length of the first words that stand for a missing title, in characters.
const FIRST_WORDS: usize = 80;

/// The articles of a filter, newest first.
pub fn articles(connection: &Connection, filter: &Filter) -> rusqlite::Result<Vec<Summary>> {
    let sql =
        format!("SELECT {COLUMNS} FROM {LISTED} ORDER BY {NEWEST} LIMIT :limit OFFSET :offset");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(
        named_params! {
            ":with_duplicates": filter.with_duplicates, ":section": filter.section, ":day": filter.day,
            ":site": filter.site, ":undated": filter.undated,
            ":limit": clamp(filter.limit), ":offset": clamp(filter.offset),
        },
        |row| summary(connection, row),
    )?;
    rows.collect()
}

/// How many articles a filter lets through, wherever it starts and ends.
pub fn count(connection: &Connection, filter: &Filter) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached(&format!("SELECT count(*) FROM {LISTED}"))?;
    statement.query_row(
        named_params! {
            ":with_duplicates": filter.with_duplicates, ":section": filter.section, ":day": filter.day,
            ":site": filter.site, ":undated": filter.undated,
        },
        |row| size(row, 0),
    )
}

/// How many articles have each value of a column, in an order of SQL.
pub fn tally(
    connection: &Connection,
    column: &str,
    order: &str,
) -> rusqlite::Result<Vec<(String, usize)>> {
    let sql = format!(
        "SELECT {column}, count(*) FROM page LEFT JOIN link USING (page)
         WHERE current AND folded IS NOT 1 AND {column} IS NOT NULL GROUP BY {column} ORDER BY {order}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    statement
        .query_map([], |row| Ok((row.get(0)?, size(row, 1)?)))?
        .collect()
}

/// The page with an id, whatever its kind.
pub fn by_id(connection: &Connection, id: &str) -> rusqlite::Result<Option<Summary>> {
    let sql = format!("SELECT {COLUMNS} FROM page WHERE id = ?");
    connection
        .prepare_cached(&sql)?
        .query_row([id], |row| summary(connection, row))
        .optional()
}

/// Reads a row of [`COLUMNS`].
pub fn summary(connection: &Connection, row: &Row<'_>) -> rusqlite::Result<Summary> {
    let title: Option<String> = row.get("title")?;
    let (opening, source): (String, String) = (row.get("opening")?, row.get("source")?);
    let lead_image: Option<String> = row.get("lead_image")?;
    let authors: String = row.get("authors")?;
    let mut summary = Summary {
        id: row.get("id")?,
        title: title.unwrap_or_else(|| stand_in(&opening, &source)),
        dek: row.get("dek")?,
        opening,
        authors: decoded(&authors)?,
        published: row.get("published")?,
        crawled: row.get("crawled")?,
        section: row.get("section")?,
        site: row.get("site")?,
        language: row.get("language")?,
        url: row.get("url")?,
        source,
        lead_image: lead_image.map(|image| decoded(&image)).transpose()?,
        picture: None,
    };
    if let Some(image) = &summary.lead_image {
        summary.picture = pictures::key(
            connection,
            &summary.source,
            summary.url.as_deref(),
            &image.url,
        )?;
    }
    Ok(summary)
}

/// A count: SQLite's numbers have signs.
pub fn size(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    Ok(usize::try_from(row.get::<_, i64>(column)?).unwrap_or_default())
}

/// A JSON column's value, its error as SQLite's.
pub fn decoded<T: DeserializeOwned>(json: &str) -> rusqlite::Result<T> {
    serde_json::from_str(json)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))
}

/// A value as JSON for its column, the error as SQLite's.
pub fn encoded<T: Serialize + ?Sized>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// The beginning of an article's text, for listings.
pub fn opening(article: &Article) -> String {
    beginning(&article.text, OPENING)
}

fn stand_in(opening: &str, source: &str) -> String {
    let words = beginning(opening, FIRST_WORDS);
    if words.is_empty() {
        source.to_owned()
    } else {
        words
    }
}

/// The first words of a text up to a number of characters, in one line, with an ellipsis when more
/// follow. A text without spaces is cut where the number is reached.
fn beginning(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        length += word.chars().count() + usize::from(length > 0);
        if length > most {
            return cut(&line, word, most);
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The line before a word that is too long for it; of a script without spaces a part of the word.
fn cut(line: &str, word: &str, most: usize) -> String {
    let room = most.saturating_sub(line.chars().count());
    if line.is_empty() || word.chars().any(copydesk_link::is_unspaced) {
        let part: String = word.chars().take(room).collect();
        return format!("{line} {part}…").trim_start().to_owned();
    }
    format!("{line}…")
}

fn clamp(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
