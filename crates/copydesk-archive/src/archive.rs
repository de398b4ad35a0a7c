use std::path::Path;
use std::time::SystemTime;

use copydesk_record::Article;
use rusqlite::{Connection, OptionalExtension};

use crate::content::{PAGES, PageRow, RECORDS, RecordRow};
use crate::listing::{self, COLUMNS, NEWEST};
use crate::search::Searcher;
use crate::store::Store;
use crate::{
    CheckReport, Error, Filter, Kept, Member, Picture, Results, SiteImprint, Stats, StoredPage,
    Summary, Writer,
};
use crate::{check, content, identity, pictures, places};

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

    /// The text of a page's record.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn text(&self, id: &str) -> Result<Option<String>, Error> {
        let sql = "SELECT text FROM page JOIN content USING (page) WHERE id = ?";
        self.store.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_row([id], |row| row.get(0)).optional()
        })
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

    /// The articles that listings show, by id, each with its number: pages are numbered in the order of
    /// their arrival, and keep their numbers.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn numbered(&self) -> Result<Vec<(u64, String)>, Error> {
        self.store.read(listing::numbered)
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
        self.store
            .read(|connection| listing::group(connection, group))
    }

    /// All versions of an article, the captures of one address: the newest first.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn versions(&self, id: &str) -> Result<Vec<Summary>, Error> {
        self.store
            .read(|connection| listing::versions(connection, id))
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

    /// The articles that match a query, best first, of equals the last to arrive.
    ///
    /// All words of a query must occur, in title, standfirst, text or authors' names, in any form where
    /// the article's language is one whose inflections are known; `"phrases"` as they stand; `-excluded`
    /// words must not; `one OR other` and brackets work. `title:`, `text:`, `author:`, `section:`, `site:`
    /// (its name or host) and `language:` before a word, phrase or bracket ask for it there; `published:`
    /// takes a year, month or day or a period (`2012-09..2012-11`, `[2012-09-01 TO 2012-09-30]`), `after:`
    /// its first day and `before:` the day after its last. Chinese, Japanese, Korean and Thai words are
    /// found wherever their characters stand together, traditional and simplified alike. A query that
    /// cannot be read so is no error: the results say why, and are those of what could be read.
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
        self.store
            .read(|connection| pictures::picture(connection, key))
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

    /// The id of the article that has an address: as its own, else as the one that its captures
    /// say it has, else as the one that one article alone of that site says it has.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn by_address(&self, url: &str) -> Result<Option<String>, Error> {
        let url = url.split('#').next().unwrap_or(url);
        self.store
            .read(|connection| identity::by_address(connection, url))
    }

    /// The name of the story that an article is told in, by the id of the article or of another version of it.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn story_of(&self, id: &str) -> Result<Option<String>, Error> {
        self.store
            .read(|connection| listing::story_of(connection, id))
    }

    /// The scheme, host and port of the pages' own and canonical addresses, as `https://paper.example`,
    /// in alphabetical order; the first 64.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn origins(&self) -> Result<Vec<String>, Error> {
        self.store.read(places::origins)
    }

    /// The ids of the articles that listings show, in the order of their arrival, each with the date of
    /// its capture, else of its publication: `limit` of them from `offset` on.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn listed(
        &self,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<(String, Option<String>)>, Error> {
        self.store
            .read(|connection| places::listed(connection, offset, limit))
    }

    /// The id of the page that has an address, an article or not: of several the one that is current,
    /// else the one crawled last. Pages that could not be used are none.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn page_by_address(&self, url: &str) -> Result<Option<String>, Error> {
        let url = url.split('#').next().unwrap_or(url);
        let sql = "SELECT id FROM page WHERE (url = ?1 OR canonical_url = ?1) AND NOT failed
                   ORDER BY current DESC, url IS NOT ?1, crawled DESC, page DESC LIMIT 1";
        self.store.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_row([url], |row| row.get(0)).optional()
        })
    }

    /// The standing facts of all pages, by site: first the pages that name no site, then by name. Standing
    /// pages that the archive has are links among them, whether a page leads there or not.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn sources(&self) -> Result<Vec<SiteImprint>, Error> {
        let sites = self.store.read(listing::imprints)?.into_iter();
        Ok(sites
            .map(|(site, imprint)| SiteImprint { site, imprint })
            .collect())
    }

    /// How much the archive holds.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn stats(&self) -> Result<Stats, Error> {
        self.store.read(listing::stats)
    }

    /// The number of the last change. It grows with every commit that changes what listings hold.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn last_change(&self) -> Result<i64, Error> {
        self.store.newest()
    }

    /// When the archive was last written, by the clock of the file system: no change is later. `None`
    /// when that cannot be known.
    #[must_use]
    pub fn changed(&self) -> Option<SystemTime> {
        self.store.changed()
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
    /// their arrival; for a page whose record cannot be read back, [`Error::Damaged`].
    ///
    /// # Errors
    /// The first error of `each`, and when the archive cannot be read at all.
    pub fn export(
        &self,
        each: &mut dyn FnMut(Result<Article, Error>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for page in self.numbers()? {
            let record = self
                .store
                .read(|connection| content::record(connection, page));
            let Some(record) = record? else { continue };
            each(record.map_err(|damage| self.damaged(&damage.id, damage.what)))?;
        }
        Ok(())
    }

    /// All pages with what their records are made from, in the order of their arrival; for one that
    /// cannot be read back, [`Error::Damaged`].
    ///
    /// # Errors
    /// When the archive cannot be read at all.
    pub fn kept(&self) -> Result<impl Iterator<Item = Result<Kept, Error>> + Send, Error> {
        let kept = |page| {
            let kept = self
                .store
                .read(|connection| content::kept(connection, page));
            let kept = kept.transpose()?;
            Some(kept.and_then(|kept| kept.map_err(|damage| self.damaged(&damage.id, damage.what))))
        };
        Ok(self.numbers()?.filter_map(kept))
    }

    /// The numbers that pages can have.
    fn numbers(&self) -> Result<std::ops::RangeInclusive<i64>, Error> {
        Ok(1..=self.store.last_page()?)
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
