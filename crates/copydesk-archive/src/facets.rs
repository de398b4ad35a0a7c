use std::collections::BTreeMap;

use crate::fields::{PRIMARY_LANGUAGE, SECTION_NAME, SITE_NAME, YEAR};
use crate::query::narrowing;
use crate::{Facet, FacetKind, FacetValue};

/// How many facets there are.
pub const COUNTED: usize = 4;

/// The facets in the order in which they are given, and their columns.
pub const FACETS: [(FacetKind, &str); COUNTED] = [
    (FacetKind::Section, SECTION_NAME),
    (FacetKind::Site, SITE_NAME),
    (FacetKind::Language, PRIMARY_LANGUAGE),
    (FacetKind::Year, YEAR),
];

/// Most values of a facet: as many as one looks through.
const MOST_VALUES: usize = 10;

/// How many documents have each value of a column, for all columns of [`FACETS`] in their order.
pub type Counts = [BTreeMap<String, usize>; COUNTED];

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
