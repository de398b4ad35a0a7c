use std::collections::BTreeMap;
use std::path::Path;

use copydesk_record::{Article, Imprint, Links};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::content::{PAGES, PageRow, RECORDS, RecordRow};
use crate::listing::{self, COLUMNS, NEWEST, decoded, size};
use crate::search::Searcher;
use crate::store::Store;
use crate::{
    CheckReport, Error, Filter, Member, Picture, Results, SiteImprint, Stats, StoredPage, Summary,
    Writer,
};
use crate::{check, pictures};

/// An archive directory, open for reading by any number of threads and, through
/// [`writer`](Self::writer), for writing by one.
///
/// Readers see the last commit and wait for no one. Every method fails with an [`Error`] that names
/// the directory when a file of it cannot be read.
pub struct Archive {
    pub(crate) store: Store,
    pub(crate) searcher: Searcher,
}

impl Archive {
    /// Opens the archive in `dir`, or creates an empty one there. When the search index lacks what
    /// SQLite holds, or cannot be read, it is brought up to date first.
    ///
    /// # Errors
    /// [`Error::NotAnArchive`] and [`Error::TooNew`] when the directory's file is not ours or not yet
    /// known; else when the directory cannot be made, read or written.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        let store = Store::open(dir)?;
        let searcher = Searcher::open(&store)?;
        Ok(Self { store, searcher })
    }

    /// Starts writing. Waits until no other process or thread writes.
    ///
    /// # Errors
    /// When the lock or the database cannot be opened for writing.
    pub fn writer(&self) -> Result<Writer<'_>, Error> {
        Writer::new(self)
    }

    /// The whole record of a page, with its proof and its links.
    ///
    /// # Errors
    /// [`Error::Damaged`] when the record cannot be read back.
    pub fn article(&self, id: &str) -> Result<Option<Article>, Error> {
        let sql = format!("{RECORDS} WHERE id = ?");
        let row = self.store.read(|connection| {
            connection
                .prepare_cached(&sql)?
                .query_row([id], RecordRow::read)
                .optional()
        })?;
        row.map(|row| row.unpack().map_err(|what| self.damaged(id, what)))
            .transpose()
    }

    /// A page as it was taken in.
    ///
    /// # Errors
    /// [`Error::Damaged`] when the bytes cannot be read back or are not those that were taken in.
    pub fn stored_page(&self, id: &str) -> Result<Option<StoredPage>, Error> {
        let sql = format!("{PAGES} WHERE id = ?");
        let row = self
            .store
            .read(|connection| connection.query_row(&sql, [id], PageRow::read).optional())?;
        row.map(|row| row.unpack().map_err(|what| self.damaged(id, what)))
            .transpose()
    }

    /// The articles of a filter, newest first (dates compared as they are written), undated ones
    /// last. Of each address the current version only, of each group of near-duplicates the
    /// reference only unless the filter says otherwise.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn articles(&self, filter: &Filter) -> Result<Vec<Summary>, Error> {
        self.store
            .read(|connection| listing::articles(connection, filter))
    }

    /// How many articles a filter lets through; its offset and limit do not count.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn count(&self, filter: &Filter) -> Result<usize, Error> {
        self.store
            .read(|connection| listing::count(connection, filter))
    }

    /// The sections and how many articles each has, the largest first, equals by name.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn sections(&self) -> Result<Vec<(String, usize)>, Error> {
        self.store
            .read(|connection| listing::tally(connection, "section", "count(*) DESC, section"))
    }

    /// The days of publication, as `2012-09-17`, and how many articles each has, newest first.
    /// Articles whose day is not known are not in it.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn days(&self) -> Result<Vec<(String, usize)>, Error> {
        self.store
            .read(|connection| listing::tally(connection, "day", "day DESC"))
    }

    /// All members of a group of near-duplicates, its reference first.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn group(&self, group: &str) -> Result<Vec<Member>, Error> {
        let sql = format!(
            "SELECT {COLUMNS}, links FROM page JOIN link USING (page)
             WHERE duplicates = ? AND current ORDER BY folded, {NEWEST}"
        );
        self.store.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let members = statement.query_map([group], |row| member(connection, row))?;
            members.filter_map(Result::transpose).collect()
        })
    }

    /// What listings show of some pages, in the order asked; unknown ids are left out.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn summaries(&self, ids: &[String]) -> Result<Vec<Summary>, Error> {
        let by_id =
            |connection: &Connection, id: &String| listing::by_id(connection, id).transpose();
        self.store
            .read(|connection| ids.iter().filter_map(|id| by_id(connection, id)).collect())
    }

    /// The articles that match a query, best first; see the crate's README for its language. A query
    /// that cannot be read as written is no error: the results say so.
    ///
    /// # Errors
    /// When the archive or its index cannot be read.
    pub fn search(&self, query: &str, offset: usize, limit: usize) -> Result<Results, Error> {
        self.searcher.search(&self.store, query, offset, limit)
    }

    /// A picture by its key, the 64 hexadecimal digits of its SHA-256.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn picture(&self, key: &str) -> Result<Option<Picture>, Error> {
        let sql = "SELECT media_type, bytes FROM picture WHERE key = ?";
        let picture = |row: &Row<'_>| {
            Ok(Picture {
                media_type: row.get(0)?,
                bytes: row.get(1)?,
            })
        };
        self.store
            .read(|connection| connection.query_row(sql, [key], picture).optional())
    }

    /// The key of the picture that a page shows as `image_url`: the one known by that address, else
    /// the file that lies where the address leads from the page's own file (an address from the
    /// site's root is tried from each folder that holds the page).
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn picture_key(
        &self,
        article_source: &str,
        article_url: Option<&str>,
        image_url: &str,
    ) -> Result<Option<String>, Error> {
        self.store
            .read(|connection| pictures::key(connection, article_source, article_url, image_url))
    }

    /// The id of the article that has an address, as its own or as its canonical one.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn by_address(&self, url: &str) -> Result<Option<String>, Error> {
        let url = url.split('#').next().unwrap_or(url);
        let sql = format!(
            "SELECT id FROM page WHERE (url = ?1 OR canonical_url = ?1) AND current
             ORDER BY url IS NOT ?1, {NEWEST} LIMIT 1"
        );
        self.store.read(|connection| {
            connection
                .query_row(&sql, [url], |row| row.get(0))
                .optional()
        })
    }

    /// The standing facts of all pages, by site: first the pages that name no site, then by name.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn sources(&self) -> Result<Vec<SiteImprint>, Error> {
        let sites = self.store.read(imprints)?;
        Ok(sites
            .into_iter()
            .map(|(site, imprint)| SiteImprint { site, imprint })
            .collect())
    }

    /// How much the archive holds.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn stats(&self) -> Result<Stats, Error> {
        let sql =
            "SELECT count(*), coalesce(sum(current), 0), coalesce(sum(current AND folded IS 1), 0),
                   coalesce(sum(failed), 0), (SELECT count(*) FROM picture)
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
        self.store
            .read(|connection| connection.query_row(sql, [], stats))
    }

    /// The article with the most passages removed and repaired; it needs records with the proof.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn most_damaged(&self) -> Result<Option<Summary>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM page WHERE current ORDER BY damage DESC, {NEWEST} LIMIT 1"
        );
        self.store.read(|connection| {
            connection
                .query_row(&sql, [], |row| listing::summary(connection, row))
                .optional()
        })
    }

    /// Gives one record a page, of all kinds and with those that could not be used, in the order of
    /// their arrival.
    ///
    /// # Errors
    /// The first error of `each`, and [`Error::Damaged`] when a record cannot be read back.
    pub fn export(&self, each: &mut dyn FnMut(Article) -> Result<(), Error>) -> Result<(), Error> {
        self.store.read(|connection| {
            let mut statement = connection.prepare(&format!("{RECORDS} ORDER BY page"))?;
            let mut rows = statement.query_map([], RecordRow::read)?;
            Ok(rows.try_for_each(|row| {
                let row = row.map_err(|error| self.store.error(error))?;
                each(row.unpack().map_err(|what| self.damaged(&row.id, what))?)
            }))
        })?
    }

    /// Verifies the archive: SQLite's own check, each page's digest, each record; and the index,
    /// which is made anew if it does not agree.
    ///
    /// # Errors
    /// When the archive cannot be read at all, or the index not be written.
    pub fn check(&self) -> Result<CheckReport, Error> {
        check::check(self)
    }

    fn damaged(&self, id: &str, what: String) -> Error {
        Error::Damaged {
            path: self.store.dir().to_owned(),
            id: id.to_owned(),
            what,
        }
    }
}

/// A row of [`COLUMNS`] and `links`; `None` when the links say of no group.
fn member(connection: &Connection, row: &Row<'_>) -> rusqlite::Result<Option<Member>> {
    let links: Links = decoded(&row.get::<_, String>("links")?)?;
    let summary = listing::summary(connection, row)?;
    Ok(links
        .duplicates
        .map(|duplicate| Member { summary, duplicate }))
}

fn imprints(connection: &Connection) -> rusqlite::Result<BTreeMap<Option<String>, Vec<Imprint>>> {
    let sql = "SELECT site, imprint FROM page WHERE imprint <> '[]' GROUP BY site, imprint ORDER BY min(page)";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut sites: BTreeMap<Option<String>, Vec<Imprint>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let facts: Vec<Imprint> = decoded(&row.get::<_, String>(1)?)?;
        let site = sites.entry(row.get(0)?).or_default();
        let new: Vec<Imprint> = facts
            .into_iter()
            .filter(|fact| !site.contains(fact))
            .collect();
        site.extend(new);
    }
    Ok(sites)
}
