use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rusqlite::{Connection, OptionalExtension, Row};
use tantivy::collector::{Count, FilterCollector, TopDocs};
use tantivy::query::Query;
use tantivy::{DocId, Score, SegmentReader};

use crate::index::FullText;
use crate::listing::{COLUMNS, summary};
use crate::query;
use crate::snippet::snippet;
use crate::store::Store;
use crate::{Error, Hit, Results, Summary};

/// Searches an archive, with what it keeps between searches.
pub struct Searcher {
    index: RwLock<Arc<FullText>>,
    hidden: Mutex<Hidden>,
}

/// The numbers of pages that are indexed and not listed: copies and earlier captures.
#[derive(Clone, Default)]
struct Hidden {
    /// The archive's newest page when they were read; a commit that changes them adds a page.
    newest: i64,
    pages: Arc<HashSet<i64>>,
}

impl Searcher {
    /// Opens the index, after bringing it up to date when it lacks pages or cannot be used.
    pub fn open(store: &Store) -> Result<Self, Error> {
        let newest = store.newest()?;
        let index = match FullText::open(&store.index_dir()) {
            Ok(index) if index.last == newest => index,
            _ => {
                let _lock = store.lock()?;
                FullText::updated(store)?
            }
        };
        Ok(Self {
            index: RwLock::new(Arc::new(index)),
            hidden: Mutex::default(),
        })
    }

    /// Searches from now on with another index.
    pub fn replace(&self, index: FullText) {
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(index);
    }

    /// The index as this process last opened it.
    fn index(&self) -> Arc<FullText> {
        Arc::clone(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The listed articles that match a query.
    pub fn search(
        &self,
        store: &Store,
        query: &str,
        offset: usize,
        limit: usize,
    ) -> Result<Results, Error> {
        let newest = store.newest()?;
        let (index, hidden) = (self.fresh(store, newest), self.hidden(store, newest)?);
        let understood = query::understand(index.schema(), index.fields, query);
        let found = find(&index, &*understood.query, hidden, offset, limit);
        let (total, pages) = found.map_err(|error| store.index_error(error))?;
        let terms = query::terms(&*understood.query, index.fields);
        let rows = store.read(|connection| hit_rows(connection, &pages))?;
        let hits = rows.into_iter().map(|(summary, text)| Hit {
            snippet: snippet(&text, &terms),
            summary,
        });
        Ok(Results {
            total,
            hits: hits.collect(),
            explanation: understood.explanation,
        })
    }

    /// The index with the commits of other processes.
    fn fresh(&self, store: &Store, newest: i64) -> Arc<FullText> {
        let index = self.index();
        let newer = (index.last < newest).then(|| FullText::open(&store.index_dir()));
        let Some(Ok(newer)) = newer else { return index };
        self.replace(newer);
        self.index()
    }

    fn hidden(&self, store: &Store, newest: i64) -> Result<Arc<HashSet<i64>>, Error> {
        let mut hidden = self.hidden.lock().unwrap_or_else(PoisonError::into_inner);
        if hidden.newest != newest {
            *hidden = Hidden {
                newest,
                pages: Arc::new(store.read(hidden_pages)?),
            };
        }
        Ok(Arc::clone(&hidden.pages))
    }
}

fn hidden_pages(connection: &Connection) -> rusqlite::Result<HashSet<i64>> {
    let sql = "SELECT page FROM page LEFT JOIN link USING (page) WHERE article AND (NOT current OR folded IS 1)";
    connection
        .prepare_cached(sql)?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// What listings show of some pages, and their texts. A page that was taken in anew since the index
/// was opened is no longer there under its number, and left out.
fn hit_rows(connection: &Connection, pages: &[i64]) -> rusqlite::Result<Vec<(Summary, String)>> {
    let sql = format!("SELECT {COLUMNS}, text FROM page JOIN content USING (page) WHERE page = ?");
    let mut statement = connection.prepare_cached(&sql)?;
    let hit = |row: &Row<'_>| Ok((summary(connection, row)?, row.get("text")?));
    let rows = pages
        .iter()
        .map(|page| statement.query_row([page], hit).optional());
    rows.filter_map(Result::transpose).collect()
}

/// How many pages match, and the numbers of those asked for: best first, of equals the last to arrive.
fn find(
    index: &FullText,
    query: &dyn Query,
    hidden: Arc<HashSet<i64>>,
    offset: usize,
    limit: usize,
) -> tantivy::Result<(usize, Vec<i64>)> {
    let searcher = index.reader.searcher();
    let all = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    let best = TopDocs::with_limit(limit.clamp(1, all.max(1))).and_offset(offset.min(all));
    let listed = move |page: i64| !hidden.contains(&page);
    let wanted = (Count, best.tweak_score(score_and_page));
    let (total, best) = searcher.search(
        query,
        &FilterCollector::new("page".to_owned(), listed, wanted),
    )?;
    let pages = best.into_iter().map(|((_, page), _)| page);
    Ok((total, pages.take(limit).collect()))
}

fn score_and_page(segment: &SegmentReader) -> impl Fn(DocId, Score) -> (Score, i64) + use<> {
    let pages = segment.fast_fields().i64("page");
    let pages = pages.map(|column| column.first_or_default_col(0)).ok();
    move |document, score| {
        (
            score,
            pages.as_ref().map_or(0, |pages| pages.get_val(document)),
        )
    }
}
