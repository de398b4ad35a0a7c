use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::fields::{PRIMARY_LANGUAGE, SECTION_NAME, SITE_NAME, YEAR};
use crate::query::narrowing;
use crate::{Facet, FacetKind, FacetValue};

/// The facets in the order in which they are given, and their columns.
const FACETS: [(FacetKind, &str); 4] = [
    (FacetKind::Section, SECTION_NAME),
    (FacetKind::Site, SITE_NAME),
    (FacetKind::Language, PRIMARY_LANGUAGE),
    (FacetKind::Year, YEAR),
];

/// Most values of a facet: as many as one looks through.
const MOST_VALUES: usize = 10;

/// How many documents have each value of a column, for all columns of [`FACETS`] in their order.
pub type Counts = Vec<BTreeMap<String, usize>>;

/// The facets of what a query found; of a facet whose one value all have, there is nothing to choose.
pub fn facets(query: &str, total: usize, counts: Counts) -> Vec<Facet> {
    let kinds = FACETS.iter().map(|&(kind, _)| kind);
    let facet = |(kind, counts)| facet(query, kind, counts);
    let tells = |facet: &Facet| {
        let all = facet.values.len() == 1 && facet.values.iter().all(|value| value.count == total);
        !facet.values.is_empty() && !all || facet.values.iter().any(|value| value.chosen)
    };
    kinds.zip(counts).map(facet).filter(tells).collect()
}

fn facet(query: &str, kind: FacetKind, counts: BTreeMap<String, usize>) -> Facet {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(a, many), (b, more)| more.cmp(many).then(a.cmp(b)));
    counts.truncate(MOST_VALUES);
    if kind == FacetKind::Year {
        counts.sort_by(|(a, _), (b, _)| b.cmp(a));
    }
    let value = |(value, count): (String, usize)| {
        let (query, chosen) = narrowing(query, kind, &value);
        FacetValue {
            value,
            count,
            query,
            chosen,
        }
    };
    let values = counts.into_iter().map(value).collect();
    Facet { kind, values }
}

/// Counts the values of the documents found.
pub struct FacetCounts;

impl Collector for FacetCounts {
    type Fruit = Counts;
    type Child = SegmentCounts;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentCounts> {
        let column = |&(_, name): &(FacetKind, &str)| {
            let column = segment.fast_fields().str(name)?;
            Ok(column.map(|column| (vec![0; column.num_terms()], column)))
        };
        let columns: tantivy::Result<_> = FACETS.iter().map(column).collect();
        Ok(SegmentCounts { columns: columns? })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Counts>) -> tantivy::Result<Counts> {
        let mut merged = vec![BTreeMap::new(); FACETS.len()];
        for (all, counts) in segments.into_iter().flat_map(|segment| (0..).zip(segment)) {
            let Some(all): Option<&mut BTreeMap<String, usize>> = merged.get_mut(all) else {
                continue;
            };
            for (value, count) in counts {
                *all.entry(value).or_default() += count;
            }
        }
        Ok(merged)
    }
}

/// The counts of one segment: of each column that it has, by the values' numbers.
pub struct SegmentCounts {
    columns: Vec<Option<(Vec<usize>, StrColumn)>>,
}

impl SegmentCollector for SegmentCounts {
    type Fruit = Counts;

    fn collect(&mut self, document: DocId, _: Score) {
        for (counts, column) in self.columns.iter_mut().flatten() {
            for value in column.term_ords(document) {
                let place = usize::try_from(value)
                    .ok()
                    .and_then(|value| counts.get_mut(value));
                place.into_iter().for_each(|count| *count += 1);
            }
        }
    }

    fn harvest(self) -> Counts {
        let column = |column: Option<(Vec<usize>, StrColumn)>| match column {
            Some((counts, column)) => named(&counts, &column),
            None => BTreeMap::new(),
        };
        self.columns.into_iter().map(column).collect()
    }
}

/// The counts by the values themselves. A dictionary that cannot be read names none.
fn named(counts: &[usize], column: &StrColumn) -> BTreeMap<String, usize> {
    let found: Vec<(u64, usize)> = (0..)
        .zip(counts.iter().copied())
        .filter(|&(_, count)| count > 0)
        .collect();
    let numbers: Vec<u64> = found.iter().map(|&(number, _)| number).collect();
    let mut names = Vec::new();
    let dictionary = column.dictionary();
    let read = dictionary.sorted_ords_to_term_cb(&numbers, |name| {
        names.push(String::from_utf8_lossy(name).into_owned());
    });
    let counts = found.into_iter().map(|(_, count)| count);
    read.map_or_else(
        |_| BTreeMap::new(),
        |_| names.into_iter().zip(counts).collect(),
    )
}
