use std::fs::File;

use copydesk_record::{Article, Kind, Page, digest};
use rusqlite::{Connection, OptionalExtension, named_params};

use crate::index::FullText;
use crate::{Added, Archive, Committed, Error};
use crate::{content, listing, opening, pictures, relink};

/// Adds to an archive: all that is added until [`commit`](Self::commit), or nothing.
///
/// While it lives no other process or thread can write to the archive.
pub struct Writer<'a> {
    archive: &'a Archive,
    // Closed, and so rolled back, before the lock is given up: fields are dropped in this order.
    connection: Connection,
    _lock: File,
    added: Committed,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(archive: &'a Archive) -> Result<Self, Error> {
        let lock = archive.store.lock()?;
        let connection = archive.store.connect()?;
        connection
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(|error| archive.store.error(error))?;
        Ok(Self {
            archive,
            connection,
            _lock: lock,
            added: Committed::default(),
        })
    }

    /// Adds a page and its record; pages that could not be used are kept too, their bytes may be
    /// empty. A page whose id and bytes the archive has is left as it is, whatever its record. Other
    /// bytes under the same id take the place of the earlier ones.
    ///
    /// # Errors
    /// When the archive cannot be written, as when the disk is full.
    pub fn add(&mut self, page: &Page, article: &Article) -> Result<Added, Error> {
        let added = self
            .try_add(page, article)
            .map_err(|error| self.archive.store.error(error))?;
        self.added.pages += usize::from(added == Added::New);
        Ok(added)
    }

    /// Adds a picture under its path `source` and, when it has one, its address. A picture that the
    /// archive has under the same names is left as it is.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn add_picture(
        &mut self,
        source: &str,
        url: Option<&str>,
        media_type: &str,
        bytes: &[u8],
    ) -> Result<Added, Error> {
        let added = pictures::add(&self.connection, &[Some(source), url], media_type, bytes);
        let added = added.map_err(|error| self.archive.store.error(error))?;
        self.added.pictures += usize::from(added == Added::New);
        Ok(added)
    }

    /// Links the articles anew, and makes all that was added lasting and searchable. When nothing
    /// was new, nothing is written.
    ///
    /// # Errors
    /// When the database cannot be written, the archive stays as it was. [`Error::Index`]: the pages
    /// are safe, only the index lacks them; the next commit or opening adds them.
    pub fn commit(self) -> Result<Committed, Error> {
        let store = &self.archive.store;
        if self.added == Committed::default() {
            return Ok(self.added);
        }
        if self.added.pages > 0 {
            relink::relink(&self.connection).map_err(|error| store.error(error))?;
        }
        self.connection
            .execute_batch("COMMIT")
            .map_err(|error| store.error(error))?;
        self.archive.searcher.replace(FullText::updated(store)?);
        Ok(self.added)
    }

    fn try_add(&self, page: &Page, article: &Article) -> rusqlite::Result<Added> {
        let sql = "SELECT key, digest FROM page JOIN content USING (page) WHERE id = ?";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let known: Option<(String, String)> = self
            .connection
            .prepare_cached(sql)?
            .query_row([&article.id], row)
            .optional()?;
        if known
            .as_ref()
            .is_some_and(|(_, known)| *known == digest(&page.bytes))
        {
            return Ok(Added::Unchanged);
        }
        if let Some((key, _)) = known {
            self.connection
                .execute("DELETE FROM page WHERE id = ?", [&article.id])?;
            choose_current(&self.connection, &key)?;
        }
        insert(&self.connection, article)?;
        content::insert(
            &self.connection,
            self.connection.last_insert_rowid(),
            page,
            article,
        )?;
        choose_current(&self.connection, key(article))?;
        Ok(Added::New)
    }
}

/// What all captures of one article have in common: its address, else the canonical one, else where
/// it came from.
fn key(article: &Article) -> &str {
    article
        .url
        .as_deref()
        .or(article.canonical_url.as_deref())
        .unwrap_or(&article.source)
}

/// Marks of all captures with a key that hold the article the one crawled last, of equals the one
/// added last. A later consent wall or error does not take an article's place.
fn choose_current(connection: &Connection, key: &str) -> rusqlite::Result<()> {
    let sql = "UPDATE page SET current = page IS
               (SELECT page FROM page WHERE key = ?1 AND article ORDER BY crawled DESC, page DESC LIMIT 1)
               WHERE key = ?1";
    connection.prepare_cached(sql)?.execute([key]).map(drop)
}

fn insert(connection: &Connection, article: &Article) -> rusqlite::Result<()> {
    let sql = "INSERT INTO page (id, key, article, failed, current, title, dek, opening, authors, published, day,
               crawled, section, site, language, url, canonical_url, source, lead_image, imprint, damage)
               VALUES (:id, :key, :article, :failed, 0, :title, :dek, :opening, :authors, :published, :day,
               :crawled, :section, :site, :language, :url, :canonical_url, :source, :lead_image, :imprint, :damage)";
    connection.prepare_cached(sql)?.execute(named_params! {
        ":id": article.id,
        ":key": key(article),
        ":article": matches!(article.kind, Kind::Article | Kind::Live),
        ":failed": article.error.is_some(),
        ":title": article.title,
        ":dek": article.dek,
        ":opening": opening::opening(&article.text),
        ":authors": listing::encoded(&article.authors)?,
        ":published": article.published,
        ":day": article.published.as_deref().and_then(day),
        ":crawled": article.crawled,
        ":section": article.section,
        ":site": article.site,
        ":language": article.language,
        ":url": article.url,
        ":canonical_url": article.canonical_url,
        ":source": article.source,
        ":lead_image": article.lead_image.as_ref().map(listing::encoded).transpose()?,
        ":imprint": listing::encoded(&article.imprint)?,
        ":damage": damage(article),
    })?;
    Ok(())
}

/// The day of an ISO 8601 date, when it is known that precisely.
fn day(date: &str) -> Option<&str> {
    let day = date.get(..10)?;
    let digits = |(at, byte): (usize, u8)| {
        if at == 4 || at == 7 {
            byte == b'-'
        } else {
            byte.is_ascii_digit()
        }
    };
    day.bytes().enumerate().all(digits).then_some(day)
}

/// How many passages were removed and repaired.
fn damage(article: &Article) -> i64 {
    let passages =
        article.removed.as_ref().map_or(0, Vec::len) + article.repairs.as_ref().map_or(0, Vec::len);
    i64::try_from(passages).unwrap_or(i64::MAX)
}
