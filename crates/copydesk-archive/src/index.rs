use std::path::Path;

use rusqlite::{Connection, OptionalExtension};
use tantivy::store::Compressor;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError,
    Term,
};

use crate::Error;
use crate::fields::{self, Fields, WORDS};
use crate::store::{Store, is_damage};
use crate::tokenizer::Words;

/// Rises when the same text is cut into other terms; an index of another version is made anew.
const VERSION: i64 = 3;

/// Memory for articles not yet written, in bytes: some thousand pages, so that a usual commit makes
/// one segment.
const HEAP: usize = 32 << 20;

/// The full-text index as it was when it was opened: of each article the fields that can be
/// searched, and its page's number.
pub struct FullText {
    pub reader: IndexReader,
    pub fields: Fields,
    /// The last change that it knows of.
    pub last: i64,
    index: Index,
}

impl FullText {
    /// Opens an archive's index.
    ///
    /// # Errors
    /// When there is none, it cannot be read, or it is another archive's or of another version.
    pub fn open(store: &Store) -> Result<Self, Error> {
        let mark = mark(store)?;
        Self::open_in(&store.index_dir(), &mark).map_err(|error| store.index_error(error))
    }

    fn open_in(dir: &Path, mark: &str) -> tantivy::Result<Self> {
        let (schema, fields) = fields::schema();
        let index = Index::open_in_dir(dir)?;
        // Before the reader, which may then know more than `last` says, and never less.
        let last = last_change(&index, mark).filter(|_| index.schema() == schema);
        let other = || TantivyError::SchemaError("it is of another version".to_owned());
        let last = last.ok_or_else(other)?;
        index
            .tokenizers()
            .register(WORDS, TextAnalyzer::from(Words::Indexed));
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            reader,
            fields,
            last,
            index,
        })
    }

    /// The index of an archive, brought up to date with SQLite; made anew when it cannot be used.
    /// The caller holds the archive's lock.
    pub fn updated(store: &Store) -> Result<Self, Error> {
        let newest = store.newest()?;
        let usable = Self::open(store).ok().filter(|index| index.last <= newest);
        match usable.map(|index| index.catch_up(store, newest)) {
            Some(Ok(())) => Self::open(store),
            Some(Err(full @ Error::Full { .. })) => Err(full),
            _ => Self::rebuilt(store),
        }
    }

    /// A new index of all that SQLite holds. The caller holds the archive's lock.
    pub fn rebuilt(store: &Store) -> Result<Self, Error> {
        create(&store.index_dir(), &mark(store)?).map_err(|error| store.index_error(error))?;
        Self::open(store)?.catch_up(store, store.newest()?)?;
        Self::open(store)
    }

    /// The numbers of all pages that it holds, ascending.
    pub fn pages(&self) -> tantivy::Result<Vec<i64>> {
        let mut pages = Vec::new();
        for segment in self.reader.searcher().segment_readers() {
            let column = segment.fast_fields().i64("page")?;
            pages.extend(
                segment
                    .doc_ids_alive()
                    .filter_map(|document| column.first(document)),
            );
        }
        pages.sort_unstable();
        Ok(pages)
    }

    /// The numbers of all pages that it should hold: those that hold an article and can be read.
    pub fn expected(&self, store: &Store) -> Result<Vec<i64>, Error> {
        let mut pages = Vec::new();
        for page in 1..=store.last_page()? {
            let document = store.read(|connection| self.readable(connection, page))?;
            pages.extend(document.map(|_| page));
        }
        Ok(pages)
    }

    /// Whether all its files have their checksums.
    pub fn is_sound(&self) -> bool {
        self.index
            .validate_checksum()
            .is_ok_and(|damaged| damaged.is_empty())
    }

    /// Follows the changes after the last one that it knows of, up to the newest.
    fn catch_up(&self, store: &Store, newest: i64) -> Result<(), Error> {
        if self.last == newest {
            return Ok(());
        }
        let mark = mark(store)?;
        let fail = |error| store.index_error(error);
        let mut writer = self.index.writer_with_num_threads(1, HEAP).map_err(fail)?;
        store
            .read(|connection| self.follow(connection, &writer))?
            .map_err(fail)?;
        commit(&mut writer, &mark, newest)
            .and_then(|()| writer.wait_merging_threads())
            .map_err(fail)
    }

    /// Takes out what the changed pages had, and adds what they have now.
    fn follow(
        &self,
        connection: &Connection,
        writer: &IndexWriter,
    ) -> rusqlite::Result<tantivy::Result<()>> {
        for page in changed(connection, self.last)? {
            // The first commit of an index has nothing to take out.
            if self.last > 0 {
                writer.delete_term(Term::from_field_i64(self.fields.page, page));
            }
            let document = self.readable(connection, page)?;
            if let Some(Err(error)) = document.map(|document| writer.add_document(document)) {
                return Ok(Err(error));
            }
        }
        Ok(Ok(()))
    }

    /// What of a page is indexed; nothing of one that holds no article or is gone.
    fn document(
        &self,
        connection: &Connection,
        page: i64,
    ) -> rusqlite::Result<Option<TantivyDocument>> {
        let sql = "SELECT page, id, title, dek, authors, section, site, url, day, published, language, text
                   FROM page JOIN content USING (page) WHERE page = ? AND article";
        let mut statement = connection.prepare_cached(sql)?;
        statement
            .query_row([page], |row| self.fields.document(row))
            .optional()
    }

    /// The same; nothing of a page that cannot be read, which `check` names.
    fn readable(
        &self,
        connection: &Connection,
        page: i64,
    ) -> rusqlite::Result<Option<TantivyDocument>> {
        match self.document(connection, page) {
            Err(error) if is_damage(&error) => Ok(None),
            document => document,
        }
    }
}

/// The pages that changed after a change, gone ones too.
fn changed(connection: &Connection, after: i64) -> rusqlite::Result<Vec<i64>> {
    let mut statement =
        connection.prepare_cached("SELECT page FROM change WHERE change > ? ORDER BY change")?;
    statement.query_map([after], |row| row.get(0))?.collect()
}

/// What the commits of an archive's index begin with: the form of the index, and the archive's name.
fn mark(store: &Store) -> Result<String, Error> {
    Ok(format!("{VERSION} {} ", store.name()?))
}

/// What the last commit notes: the last change that it knows of; `None` in an index that is of
/// another version or archive.
fn last_change(index: &Index, mark: &str) -> Option<i64> {
    let payload = index.load_metas().ok()?.payload?;
    payload.strip_prefix(mark)?.parse().ok()
}

/// Makes an empty index in place of whatever the directory holds.
fn create(dir: &Path, mark: &str) -> tantivy::Result<()> {
    if dir.exists() {
        std::fs::remove_dir_all(dir)?;
    }
    std::fs::create_dir_all(dir)?;
    let settings = IndexSettings {
        docstore_compression: Compressor::None,
        ..IndexSettings::default()
    };
    let index = Index::builder()
        .schema(fields::schema().0)
        .settings(settings)
        .create_in_dir(dir)?;
    commit(&mut index.writer_with_num_threads(1, HEAP)?, mark, 0)
}

fn commit(writer: &mut IndexWriter, mark: &str, last: i64) -> tantivy::Result<()> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&format!("{mark}{last}"));
    prepared.commit().map(drop)
}
