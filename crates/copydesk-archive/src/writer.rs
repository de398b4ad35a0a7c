use std::fs::File;

use copydesk_record::{Article, Kind, Page, digest};
use rusqlite::{Connection, OptionalExtension, named_params};

use crate::identity::{self, Claim};
use crate::index::FullText;
use crate::{Added, Archive, Committed, Error};
use crate::{content, linking, listing, opening, pictures};

/// Pages of the database that a writer keeps in memory: those that linking comes back to, which are all
/// over its tables. A smaller cache writes them again and again before the commit.
const CACHE_KIB: i64 = 64 << 10;

/// Adds to an archive: at each [`commit`](Self::commit) all that was added since the one before, or
/// nothing. What was not committed when it goes is gone.
///
/// While it lives no other process or thread can write to the archive.
pub struct Writer<'a> {
    archive: &'a Archive,
    // Closed, and so rolled back, before the lock is given up: fields are dropped in this order.
    connection: Connection,
    _lock: File,
    added: Committed,
    /// Whether the next commit links all articles anew.
    links_anew: bool,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(archive: &'a Archive) -> Result<Self, Error> {
        let lock = archive.store.lock()?;
        let connection = archive.store.connect()?;
        let cache = connection.pragma_update(None, "cache_size", -CACHE_KIB);
        cache.map_err(|error| archive.store.error(error))?;
        Ok(Self {
            archive,
            connection,
            _lock: lock,
            added: Committed::default(),
            links_anew: false,
        })
    }

    /// Adds a page and its record; pages that could not be used are kept too, their bytes may be
    /// empty. A page whose id and bytes the archive has is left as it is, whatever its record, unless
    /// it is damaged. Other bytes under the same id take the place of the earlier ones.
    ///
    /// # Errors
    /// When the archive cannot be written, as when the disk is full. What was added since the last
    /// commit is then gone.
    pub fn add(&mut self, page: &Page, article: &Article) -> Result<Added, Error> {
        self.begin()?;
        let added = try_add(&self.connection, page, article);
        let added = added.map_err(|error| self.undo(error))?;
        self.added.pages += usize::from(added == Added::New);
        Ok(added)
    }

    /// Adds a picture under its path `source` and, when it has one, its address. A picture that the
    /// archive has under the same names is left as it is.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub fn add_picture(
        &mut self,
        source: &str,
        url: Option<&str>,
        media_type: &str,
        bytes: &[u8],
    ) -> Result<Added, Error> {
        self.begin()?;
        let added = pictures::add(&self.connection, &[Some(source), url], media_type, bytes);
        let added = added.map_err(|error| self.undo(error))?;
        self.added.pictures += usize::from(added == Added::New);
        Ok(added)
    }

    /// Gives a page that the archive has the record that today's rules make of it. The page keeps its
    /// id, its bytes and its place. [`Added::New`] when the record differs from the one before.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub fn replace(&mut self, article: &Article) -> Result<Added, Error> {
        self.begin()?;
        let replaced = try_replace(&self.connection, article);
        let replaced = replaced.map_err(|error| self.undo(error))?;
        self.added.pages += usize::from(replaced == Added::New);
        Ok(replaced)
    }

    /// Lets the next commit link all articles as if they had come in the order of their pages, whatever
    /// came and went since. How stories grew and what is similar to what depends on that order.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub fn link_anew(&mut self) -> Result<(), Error> {
        self.begin()?;
        self.links_anew = true;
        Ok(())
    }

    /// Links what was added since the last commit with all that is there, and makes it lasting and
    /// searchable. When nothing was new, nothing is written.
    ///
    /// # Errors
    /// When the database cannot be written, the archive stays as it was at the last commit.
    /// [`Error::Index`]: the pages are safe, only the index lacks them; the next commit or opening
    /// adds them.
    pub fn commit(&mut self) -> Result<Committed, Error> {
        let added = std::mem::take(&mut self.added);
        let links_anew = std::mem::take(&mut self.links_anew);
        if added == Committed::default() && !links_anew {
            return Ok(added);
        }
        let linked = match links_anew {
            true => linking::anew(&self.connection),
            false => linking::follow(&self.connection),
        };
        linked.map_err(|error| self.undo(error))?;
        self.execute("COMMIT").map_err(|error| self.undo(error))?;
        let store = &self.archive.store;
        self.archive.searcher.replace(FullText::updated(store)?);
        Ok(added)
    }

    /// Begins a transaction unless there is one: a commit and some errors end it.
    fn begin(&self) -> Result<(), Error> {
        if !self.connection.is_autocommit() {
            return Ok(());
        }
        let begun = self.execute("BEGIN IMMEDIATE");
        begun.map_err(|error| self.archive.store.error(error))
    }

    /// Takes back what was added since the last commit, so that no part of it can be committed.
    fn undo(&mut self, error: rusqlite::Error) -> Error {
        self.added = Committed::default();
        // After some errors SQLite has done so itself.
        let _ = self.execute("ROLLBACK");
        self.archive.store.error(error)
    }

    fn execute(&self, statement: &str) -> rusqlite::Result<()> {
        self.connection.execute_batch(statement)
    }
}

fn try_add(connection: &Connection, page: &Page, article: &Article) -> rusqlite::Result<Added> {
    let sql = "SELECT page, digest FROM page LEFT JOIN content USING (page) WHERE id = ?";
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let known: Option<(i64, Option<String>)> = connection
        .prepare_cached(sql)?
        .query_row([&article.id], row)
        .optional()?;
    let digest = digest(&page.bytes);
    match known {
        Some((number, Some(known))) if known == digest && is_whole(connection, number)? => {
            return Ok(Added::Unchanged);
        }
        Some((number, _)) => remove(connection, number)?,
        None => {}
    }
    write(connection, article, &digest)?;
    let number = connection.last_insert_rowid();
    content::insert(connection, number, page, article)?;
    settle(connection, Claim::of(connection, number)?)?;
    Ok(Added::New)
}

fn try_replace(connection: &Connection, article: &Article) -> rusqlite::Result<Added> {
    let sql = "SELECT page, digest FROM page JOIN content USING (page) WHERE id = ?";
    let (number, digest): (i64, String) = connection
        .prepare_cached(sql)?
        .query_row([&article.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if !content::replace(connection, number, article)? {
        return Ok(Added::Unchanged);
    }
    let before = Claim::of(connection, number)?;
    write(connection, article, &digest)?;
    settle(connection, before)?;
    settle(connection, Claim::of(connection, number)?)?;
    Ok(Added::New)
}

/// Whether a page and its record can be read back; else taking the page in again mends it.
fn is_whole(connection: &Connection, number: i64) -> rusqlite::Result<bool> {
    Ok(content::kept(connection, number)?.is_some_and(|kept| kept.is_ok()))
}

fn remove(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    let before = Claim::of(connection, number)?;
    connection.execute("DELETE FROM page WHERE page = ?", [number])?;
    settle(connection, before)
}

fn settle(connection: &Connection, claim: Option<Claim>) -> rusqlite::Result<()> {
    claim.map_or(Ok(()), |claim| identity::settle(connection, &claim))
}

/// Writes a page's row, in place of the one with its id.
fn write(connection: &Connection, article: &Article, digest: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO page (id, key, article, failed, current, title, dek, opening, authors, published, day,
               crawled, section, site, language, url, canonical_url, source, lead_image, imprint, damage)
               VALUES (:id, :key, :article, :failed, 0, :title, :dek, :opening, :authors, :published, :day,
               :crawled, :section, :site, :language, :url, :canonical_url, :source, :lead_image, :imprint, :damage)
               ON CONFLICT (id) DO UPDATE SET key = excluded.key, article = excluded.article, failed = excluded.failed,
               current = 0, title = excluded.title, dek = excluded.dek, opening = excluded.opening,
               authors = excluded.authors, published = excluded.published, day = excluded.day,
               crawled = excluded.crawled, section = excluded.section, site = excluded.site,
               language = excluded.language, url = excluded.url, canonical_url = excluded.canonical_url,
               source = excluded.source, lead_image = excluded.lead_image, imprint = excluded.imprint,
               damage = excluded.damage";
    connection.prepare_cached(sql)?.execute(named_params! {
        ":id": article.id,
        ":key": identity::own(article, digest),
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
