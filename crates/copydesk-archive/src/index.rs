use std::path::Path;

use rusqlite::Connection;
use tantivy::store::Compressor;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyError, Term};

use crate::Error;
use crate::fields::{self, Fields, WORDS};
use crate::store::Store;
use crate::tokenizer::Words;

/// Rises when the same text is cut into other terms; an index of another version is made anew.
const VERSION: i64 = 2;

/// Memory for articles not yet written, in bytes: some thousand pages, so that a usual commit makes
/// one segment.
const HEAP: usize = 32 << 20;

/// The full-text index as it was when it was opened: of each article the fields that can be
/// searched, and its page's number.
pub struct FullText {
    pub reader: IndexReader,
    pub fields: Fields,
    /// The last page that it knows of.
    pub last: i64,
    index: Index,
}

impl FullText {
    /// Opens the index in a directory.
    ///
    /// # Errors
    /// When there is none, it cannot be read, or it is of another version.
    pub fn open(dir: &Path) -> tantivy::Result<Self> {
        let (schema, fields) = fields::schema();
        let index = Index::open_in_dir(dir)?;
        // Before the reader, which may then know more than `last` says, and never less.
        let last = last_page(&index).filter(|_| index.schema() == schema);
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
        let dir = store.index_dir();
        let newest = store.newest()?;
        let usable = Self::open(&dir).ok().filter(|index| index.last <= newest);
        match usable.map(|index| index.catch_up(store, newest)) {
            Some(Ok(())) => Self::open(&dir).map_err(|error| store.index_error(error)),
            _ => Self::rebuilt(store),
        }
    }

    /// A new index of all that SQLite holds. The caller holds the archive's lock.
    pub fn rebuilt(store: &Store) -> Result<Self, Error> {
        let dir = store.index_dir();
        let index = create(&dir)
            .and_then(|()| Self::open(&dir))
            .map_err(|error| store.index_error(error))?;
        index.catch_up(store, store.newest()?)?;
        Self::open(&dir).map_err(|error| store.index_error(error))
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

    /// Whether all its files have their checksums.
    pub fn is_sound(&self) -> bool {
        self.index
            .validate_checksum()
            .is_ok_and(|damaged| damaged.is_empty())
    }

    /// Adds the pages after the last one that it knows of, up to the newest.
    fn catch_up(&self, store: &Store, newest: i64) -> Result<(), Error> {
        if self.last == newest {
            return Ok(());
        }
        let fail = |error| store.index_error(error);
        let mut writer = self.index.writer_with_num_threads(1, HEAP).map_err(fail)?;
        store
            .read(|connection| self.add_pages(connection, &writer))?
            .map_err(fail)?;
        commit(&mut writer, newest)
            .and_then(|()| writer.wait_merging_threads())
            .map_err(fail)
    }

    fn add_pages(
        &self,
        connection: &Connection,
        writer: &IndexWriter,
    ) -> rusqlite::Result<tantivy::Result<()>> {
        let sql = "SELECT page, id, article, title, dek, authors, section, site, url, day, published, language,
                   text FROM page JOIN content USING (page) WHERE page > ? ORDER BY page";
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([self.last])?;
        while let Some(row) = rows.next()? {
            // A page that was taken in anew has a new number and its old id.
            writer.delete_term(Term::from_field_text(
                self.fields.id,
                &row.get::<_, String>("id")?,
            ));
            let document = row
                .get::<_, bool>("article")?
                .then(|| self.fields.document(row))
                .transpose()?;
            if let Some(Err(error)) = document.map(|document| writer.add_document(document)) {
                return Ok(Err(error));
            }
        }
        Ok(Ok(()))
    }
}

/// What the last commit notes: the last page that it knows of; `None` in another version's index.
fn last_page(index: &Index) -> Option<i64> {
    let payload = index.load_metas().ok()?.payload?;
    let (version, last) = payload.split_once(' ')?;
    last.parse().ok().filter(|_| version.parse() == Ok(VERSION))
}

/// Makes an empty index in place of whatever the directory holds.
fn create(dir: &Path) -> tantivy::Result<()> {
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
    commit(&mut index.writer_with_num_threads(1, HEAP)?, 0)
}

fn commit(writer: &mut IndexWriter, last: i64) -> tantivy::Result<()> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&format!("{VERSION} {last}"));
    prepared.commit().map(drop)
}
