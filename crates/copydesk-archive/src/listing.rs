use std::collections::BTreeMap;

use copydesk_record::{Imprint, ImprintKind, Links, is_standing};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Filter, Member, Stats, Summary};
use crate::{opening, pictures};

/// The columns of a [`Summary`], as [`summary`] reads them.
pub const COLUMNS: &str = "id, title, dek, opening, authors, published, crawled, section, site, language, \
     url, source, lead_image";

/// Newest first. SQLite holds NULL for smaller than any text, so undated articles come last.
pub const NEWEST: &str = "published DESC, crawled DESC, id";

/// The articles of a filter, newest first.
pub fn articles(connection: &Connection, filter: &Filter) -> rusqlite::Result<Vec<Summary>> {
    let (listed, values) = listed(filter);
    let (limit, offset) = (clamp(filter.limit), clamp(filter.offset));
    let sql =
        format!("SELECT {COLUMNS} FROM {listed} ORDER BY {NEWEST} LIMIT {limit} OFFSET {offset}");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| summary(connection, row))?;
    rows.collect()
}

/// How many articles a filter lets through, wherever it starts and ends.
pub fn count(connection: &Connection, filter: &Filter) -> rusqlite::Result<usize> {
    let (listed, values) = listed(filter);
    let mut statement = connection.prepare_cached(&format!("SELECT count(*) FROM {listed}"))?;
    statement.query_row(params_from_iter(values), |row| size(row, 0))
}

/// The articles that a filter lets through, and the values that this asks for. Only conditions that
/// hold for something are in it: SQLite uses no index for others.
fn listed(filter: &Filter) -> (String, Vec<&str>) {
    let mut sql = "page LEFT JOIN link USING (page) WHERE current".to_owned();
    let mut values = Vec::new();
    let equal = [
        ("section", &filter.section),
        ("day", &filter.day),
        ("site", &filter.site),
        ("story", &filter.story),
    ];
    for (column, value) in equal {
        if let Some(value) = value {
            sql += &format!(" AND {column} = ?");
            values.push(value.as_str());
        }
    }
    if filter.undated {
        sql += " AND day IS NULL";
    }
    if !filter.with_duplicates {
        sql += " AND folded IS NOT 1";
    }
    (sql, values)
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

/// The listed articles' numbers and ids, in the order of the numbers.
pub fn numbered(connection: &Connection) -> rusqlite::Result<Vec<(u64, String)>> {
    let sql = "SELECT page, id FROM page LEFT JOIN link USING (page)
               WHERE current AND folded IS NOT 1 ORDER BY page";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let number = u64::try_from(row.get::<_, i64>(0)?).unwrap_or_default();
        Ok((number, row.get(1)?))
    })?;
    rows.collect()
}

/// The page with an id, whatever its kind.
pub fn by_id(connection: &Connection, id: &str) -> rusqlite::Result<Option<Summary>> {
    let sql = format!("SELECT {COLUMNS} FROM page WHERE id = ?");
    connection
        .prepare_cached(&sql)?
        .query_row([id], |row| summary(connection, row))
        .optional()
}

/// The captures of an article, the one that is shown first, then the newest.
pub fn versions(connection: &Connection, id: &str) -> rusqlite::Result<Vec<Summary>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM page WHERE article AND key = (SELECT key FROM page WHERE id = ? AND article)
         ORDER BY current DESC, crawled DESC, page DESC"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let versions = statement.query_map([id], |row| summary(connection, row))?;
    versions.collect()
}

/// The members of a group of near-duplicates, its reference first.
pub fn group(connection: &Connection, group: &str) -> rusqlite::Result<Vec<Member>> {
    let sql = format!(
        "SELECT {COLUMNS}, links FROM page JOIN link USING (page)
         WHERE duplicates = ? AND current ORDER BY folded, {NEWEST}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let members = statement.query_map([group], |row| member(connection, row))?;
    members.filter_map(Result::transpose).collect()
}

/// The name of the story of an article, by the id of any version of it.
pub fn story_of(connection: &Connection, id: &str) -> rusqlite::Result<Option<String>> {
    let sql =
        "SELECT story FROM page AS version JOIN page USING (key) JOIN link ON link.page = page.page
               WHERE version.id = ? AND page.current";
    let mut statement = connection.prepare_cached(sql)?;
    let story = statement.query_row([id], |row| row.get(0)).optional()?;
    Ok(story.flatten())
}

/// A row of [`COLUMNS`] and `links`; `None` when the links say of no group.
fn member(connection: &Connection, row: &Row<'_>) -> rusqlite::Result<Option<Member>> {
    let links: Links = decoded(&row.get::<_, String>("links")?)?;
    let summary = summary(connection, row)?;
    Ok(links
        .duplicates
        .map(|duplicate| Member { summary, duplicate }))
}

/// The standing facts of all pages by site, each once, in the order in which they were first met.
pub fn imprints(
    connection: &Connection,
) -> rusqlite::Result<BTreeMap<Option<String>, Vec<Imprint>>> {
    let sql = "SELECT site, imprint FROM page WHERE imprint <> '[]'
               GROUP BY site, imprint ORDER BY min(page)";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut sites: BTreeMap<Option<String>, Vec<Imprint>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let site = sites.entry(row.get(0)?).or_default();
        for fact in decoded::<Vec<Imprint>>(&row.get::<_, String>(1)?)? {
            if !site.contains(&fact) {
                site.push(fact);
            }
        }
    }
    for (site, page) in standing(connection)? {
        let facts = sites.entry(site).or_default();
        if facts.iter().all(|fact| fact.value != page.value) {
            facts.push(page);
        }
    }
    Ok(sites)
}

/// The standing pages that the archive has, by site, as the links that lead to them.
fn standing(connection: &Connection) -> rusqlite::Result<Vec<(Option<String>, Imprint)>> {
    let sql = "SELECT site, title, coalesce(url, canonical_url) FROM page
               WHERE NOT article AND NOT failed ORDER BY page";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut pages = Vec::new();
    while let Some(row) = rows.next()? {
        let (site, title): (Option<String>, Option<String>) = (row.get(0)?, row.get(1)?);
        let (label, value): (String, Option<String>) = (title.unwrap_or_default(), row.get(2)?);
        let address = Option::as_deref(&value).unwrap_or_default();
        if is_standing(&label, site.as_deref(), address) {
            let kind = ImprintKind::Link;
            let label = Some(label);
            pages.push((site, Imprint { kind, label, value }));
        }
    }
    Ok(pages)
}

/// How much there is.
pub fn stats(connection: &Connection) -> rusqlite::Result<Stats> {
    let sql = "SELECT count(*), count(*) FILTER (WHERE current), count(*) FILTER (WHERE current AND folded),
               count(*) FILTER (WHERE failed), (SELECT count(*) FROM picture)
               FROM page LEFT JOIN link USING (page)";
    let stats = |row: &Row<'_>| {
        Ok(Stats {
            pages: size(row, 0)?,
            articles: size(row, 1)?,
            duplicates: size(row, 2)?,
            errors: size(row, 3)?,
            pictures: size(row, 4)?,
        })
    };
    connection.prepare_cached(sql)?.query_row([], stats)
}

/// Reads a row of [`COLUMNS`].
pub fn summary(connection: &Connection, row: &Row<'_>) -> rusqlite::Result<Summary> {
    let title: Option<String> = row.get("title")?;
    let (opening, source): (String, String) = (row.get("opening")?, row.get("source")?);
    let lead_image: Option<String> = row.get("lead_image")?;
    let authors: String = row.get("authors")?;
    let mut summary = Summary {
        id: row.get("id")?,
        title: title.unwrap_or_else(|| opening::title(&opening, &source)),
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
fn size(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
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

fn clamp(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
