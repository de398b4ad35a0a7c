use copydesk_link::{Doc, link};
use copydesk_record::Links;
use rusqlite::{Connection, Row, params};

use crate::listing::encoded;

/// Links the current articles anew, and keeps what changed.
pub fn relink(connection: &Connection) -> rusqlite::Result<()> {
    let articles = articles(connection)?;
    let docs: Vec<Doc<'_>> = articles.iter().map(Linked::doc).collect();
    let links = link(&docs);
    connection.execute(
        "DELETE FROM link WHERE page NOT IN (SELECT page FROM page WHERE current)",
        [],
    )?;
    for (article, links) in articles.iter().zip(links) {
        keep(connection, article, &links)?;
    }
    Ok(())
}

/// What linking needs of an article.
struct Linked {
    page: i64,
    id: String,
    title: Option<String>,
    published: Option<String>,
    language: Option<String>,
    text: String,
}

impl Linked {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            page: row.get(0)?,
            id: row.get(1)?,
            title: row.get(2)?,
            published: row.get(3)?,
            language: row.get(4)?,
            text: row.get(5)?,
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
}

fn articles(connection: &Connection) -> rusqlite::Result<Vec<Linked>> {
    let sql =
        "SELECT page, id, title, published, language, text FROM page JOIN content USING (page)
               WHERE current ORDER BY page";
    connection
        .prepare(sql)?
        .query_map([], Linked::read)?
        .collect()
}

/// Writes an article's links unless they are as they were.
fn keep(connection: &Connection, article: &Linked, links: &Links) -> rusqlite::Result<()> {
    let json = encoded(links)?;
    let folded = links
        .duplicates
        .as_ref()
        .is_some_and(|duplicate| duplicate.of != article.id);
    let group = links.duplicates.as_ref().map(|duplicate| &duplicate.group);
    let sql = "INSERT INTO link (page, links, duplicates, folded, story) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT DO UPDATE SET links = excluded.links, duplicates = excluded.duplicates,
               folded = excluded.folded, story = excluded.story WHERE links <> excluded.links";
    connection.prepare_cached(sql)?.execute(params![
        article.page,
        json,
        group,
        folded,
        links.story
    ])?;
    Ok(())
}
