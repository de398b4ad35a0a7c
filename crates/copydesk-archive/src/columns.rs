use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;
use tantivy::{DocId, SegmentReader};

use crate::facets::{COUNTED, FACETS};

/// The columns of the index's segments in memory, as far as they were read. A segment never changes,
/// and a commit leaves most of them as they are.
#[derive(Default)]
pub struct KnownColumns(Mutex<BTreeMap<SegmentId, Arc<Columns>>>);

impl KnownColumns {
    /// Those of a searcher's segments, in their order.
    pub fn of(&self, searcher: &tantivy::Searcher) -> tantivy::Result<Vec<Arc<Columns>>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let segments = searcher.segment_readers();
        let kept = |segment: &SegmentReader| match known.get(&segment.segment_id()) {
            Some(columns) => Ok(Arc::clone(columns)),
            None => Columns::read(segment).map(Arc::new),
        };
        let columns: tantivy::Result<Vec<_>> = segments.iter().map(kept).collect();
        let columns = columns?;
        let ids = segments.iter().map(SegmentReader::segment_id);
        *known = ids.zip(columns.iter().cloned()).collect();
        Ok(columns)
    }
}

/// What is looked at of every article that matches, by its place in a segment. tantivy's columns are
/// packed, and to unpack a value takes several times as long as to find it here.
#[derive(Default)]
pub struct Columns {
    rows: Vec<Row>,
    names: [Option<StrColumn>; COUNTED],
}

/// One article.
#[derive(Clone, Copy)]
pub struct Row {
    /// Its page's number.
    pub page: i64,
    /// For each of [`FACETS`] the number of its value; as many as there are values when it has none.
    pub values: [u32; COUNTED],
}

impl Columns {
    fn read(segment: &SegmentReader) -> tantivy::Result<Self> {
        let mut rows = Vec::new();
        let pages = segment.fast_fields().i64("page")?;
        rows.extend((0..segment.max_doc()).map(|document| Row {
            page: pages.first(document).unwrap_or_default(),
            values: [0; COUNTED],
        }));
        let mut names = [const { None }; COUNTED];
        for (facet, (name, (_, column))) in names.iter_mut().zip(FACETS).enumerate() {
            *name = segment.fast_fields().str(column)?;
            let Some(column) = name else { continue };
            let none = column.num_terms() as u64;
            for (document, row) in (0..).zip(&mut rows) {
                let value = column.ords().first(document).unwrap_or(none);
                if let Some(place) = row.values.get_mut(facet) {
                    *place = u32::try_from(value).unwrap_or(u32::MAX);
                }
            }
        }
        Ok(Self { rows, names })
    }

    /// The article with a number in the segment.
    pub fn row(&self, document: DocId) -> Option<&Row> {
        self.rows.get(usize::try_from(document).ok()?)
    }

    /// For each of [`FACETS`] the names of its values; `None` where no article has one.
    pub fn names(&self) -> &[Option<StrColumn>; COUNTED] {
        &self.names
    }
}
