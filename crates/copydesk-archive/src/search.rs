use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Row};
use tantivy::query::Query;

use crate::columns::{Columns, KnownColumns};
use crate::facets::facets;
use crate::hidden::{LastHidden, Pages};
use crate::index::FullText;
use crate::listing::{COLUMNS, summary};
use crate::matches::{Matched, Matches};
use crate::query::{self, Builder, Terms, Understood};
use crate::snippet::Snippets;
use crate::store::{Store, is_damage};
use crate::suggest::{self, suggestion};
use crate::{Error, Hit, Problem, Results, Summary};

/// Until an index that another process makes is looked for again.
const PATIENCE: Duration = Duration::from_millis(20);

/// Searches an archive, with what it keeps between searches.
pub struct Searcher {
    index: RwLock<Arc<FullText>>,
    hidden: LastHidden,
    columns: KnownColumns,
}

impl Searcher {
    /// Opens the index, after bringing it up to date when it lacks pages or cannot be used. While
    /// another process writes, that is its work.
    pub fn open(store: &Store) -> Result<Self, Error> {
        let index = loop {
            if let Some(index) = usable(store)? {
                break index;
            }
            std::thread::sleep(PATIENCE);
        };
        Ok(Self {
            index: RwLock::new(Arc::new(index)),
            hidden: LastHidden::default(),
            columns: KnownColumns::default(),
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
        let newest = store.newest().unwrap_or(self.index().last);
        let (index, hidden) = (self.fresh(store, newest), self.hidden.pages(store, newest)?);
        let fail = |error| store.index_error(error);
        let view = View::new(&index, &self.columns, hidden).map_err(fail)?;
        let understood = query::understand(&view.searcher, index.fields, query);
        let found = view.find(&*understood.query, offset, limit).map_err(fail)?;
        let (rows, lost) = store.read(|connection| hit_rows(connection, &found.pages))?;
        Ok(Results {
            suggestion: view
                .suggestion(query, &understood, found.total)
                .map_err(fail)?,
            total: found.total,
            hits: hits(rows, &view.builder().terms(&understood.words)),
            facets: match understood.problem {
                // Nothing can be added to a query that was not understood.
                Some(_) => Vec::new(),
                None => facets(query, found.total, found.counts),
            },
            problem: understood.problem.or(lost.then_some(Problem::Damaged)),
        })
    }

    /// The index with the commits of other processes.
    fn fresh(&self, store: &Store, newest: i64) -> Arc<FullText> {
        let index = self.index();
        let newer = (index.last < newest).then(|| FullText::open(store));
        let Some(Ok(newer)) = newer else { return index };
        self.replace(newer);
        self.index()
    }
}

/// The index, up to date unless another process writes or it cannot be brought so far; `None` when
/// there is none yet, and another process makes it.
fn usable(store: &Store) -> Result<Option<FullText>, Error> {
    let index = FullText::open(store).ok();
    let newest = match (store.newest(), &index) {
        // Its numbers of changes are damaged; what the index has can be found.
        (Err(_), Some(_)) => return Ok(index),
        (newest, _) => newest?,
    };
    let index = index.filter(|index| index.last <= newest);
    if index.as_ref().is_some_and(|index| index.last == newest) {
        return Ok(index);
    }
    let Some(_lock) = store.try_lock()? else {
        return Ok(index);
    };
    match (FullText::updated(store), index) {
        (Err(_), Some(index)) => Ok(Some(index)),
        (updated, _) => updated.map(Some),
    }
}

/// What listings show of some pages, and their texts; whether some cannot be read. A page that was
/// taken in anew since the index was opened is no longer there under its number, and left out.
fn hit_rows(
    connection: &Connection,
    pages: &[i64],
) -> rusqlite::Result<(Vec<(Summary, String)>, bool)> {
    let sql = format!("SELECT {COLUMNS}, text FROM page JOIN content USING (page) WHERE page = ?");
    let mut statement = connection.prepare_cached(&sql)?;
    let hit = |row: &Row<'_>| Ok((summary(connection, row)?, row.get("text")?));
    let (mut rows, mut lost) = (Vec::new(), false);
    for page in pages {
        match statement.query_row([page], hit).optional() {
            Err(error) if is_damage(&error) => lost = true,
            row => rows.extend(row?),
        }
    }
    Ok((rows, lost))
}

fn hits(rows: Vec<(Summary, String)>, terms: &Terms) -> Vec<Hit> {
    let mut snippets = Snippets::new(terms);
    let hit = |(summary, text): (Summary, String)| Hit {
        snippet: snippets.of(&text, summary.language.as_deref()),
        summary,
    };
    rows.into_iter().map(hit).collect()
}

/// The index at one moment, without what is hidden.
struct View<'a> {
    index: &'a FullText,
    searcher: tantivy::Searcher,
    columns: Vec<Arc<Columns>>,
    hidden: Arc<Pages>,
}

impl<'a> View<'a> {
    fn new(index: &'a FullText, known: &KnownColumns, hidden: Arc<Pages>) -> tantivy::Result<Self> {
        let searcher = index.reader.searcher();
        Ok(Self {
            columns: known.of(&searcher)?,
            searcher,
            index,
            hidden,
        })
    }

    fn builder(&self) -> Builder<'_> {
        Builder {
            searcher: &self.searcher,
            fields: self.index.fields,
        }
    }

    /// What matches, and of the best the part asked for.
    fn find(&self, query: &dyn Query, offset: usize, limit: usize) -> tantivy::Result<Matched> {
        let all = usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX);
        let mut matched = self.searcher.search(
            query,
            &Matches {
                columns: self.columns.clone(),
                hidden: Arc::clone(&self.hidden),
                most: offset.saturating_add(limit).min(all),
            },
        )?;
        matched.pages.drain(..offset.min(matched.pages.len()));
        Ok(matched)
    }

    /// The query spelled otherwise, if that finds more than the little that was found.
    fn suggestion(
        &self,
        query: &str,
        understood: &Understood,
        total: usize,
    ) -> tantivy::Result<Option<String>> {
        if total > suggest::ENOUGH {
            return Ok(None);
        }
        let suggested = suggestion(self.builder(), query, &understood.words);
        let Some(suggested) = suggested else {
            return Ok(None);
        };
        let understood = query::understand(&self.searcher, self.index.fields, &suggested);
        let more = self.find(&*understood.query, 0, 0)?.total;
        Ok(Some(suggested).filter(|_| more > total))
    }
}
