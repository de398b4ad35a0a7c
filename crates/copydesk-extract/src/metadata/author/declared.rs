//! Authors that the head states.

use super::site::doubt_site;
use super::{Candidate, weighed};
use crate::metadata::head::Head;
use crate::metadata::json_ld;
use crate::metadata::leads::is_lead;
use crate::metadata::names::{distinct, names_in};

/// Metas that name the author, and how much they are believed.
const METAS: &[(&str, u32)] = &[
    ("citation_author", 10),
    ("citation_authors", 10),
    ("parsely-author", 8),
    ("sailthru.author", 8),
    ("byl", 8),
    ("cxenseparse:author", 8),
    ("article:author_name", 8),
    ("author", 7),
    ("article:author", 6),
    ("og:article:author", 6),
    ("articleauthor", 6),
    ("dc.creator", 6),
    ("dcterms.creator", 6),
    ("twitter:misc:written by", 6),
];

/// A newsroom may sign its news; other sites only fill a field.
pub(super) fn from_json_ld(head: &Head, site: &[String]) -> Vec<Candidate> {
    let works = json_ld::works(&head.json_ld);
    let authors = works.map(|(object, span, is_article)| {
        let authors = json_ld::authors(object, &head.json_ld);
        let names = authors.iter().flat_map(|name| names_in(name)).collect();
        let weight = if is_article { 9 } else { 7 };
        let mut candidate = weighed("json_ld", distinct(names), Some(span), weight);
        if !json_ld::is_of_type(object, |kind| kind.contains("News")) {
            doubt_site(&mut candidate, site);
        }
        candidate
    });
    authors.collect()
}

pub(super) fn from_metas(head: &Head) -> Vec<Candidate> {
    let fact = |&(name, weight): &(&'static str, u32)| {
        let (_, span) = head.meta(name)?;
        let contents = head.metas(name).map(|(content, _)| content);
        let names = contents
            .flat_map(|content| in_order(name, content))
            .collect();
        Some(weighed(
            format!("meta:{name}"),
            distinct(names),
            Some(span),
            weight,
        ))
    };
    METAS.iter().filter_map(fact).collect()
}

/// The names in a meta; libraries' metas write `Lee, Ann`.
fn in_order(meta: &str, content: &str) -> Vec<String> {
    let is_library = meta.starts_with("citation") || meta.starts_with("dc");
    match content.split_once(", ") {
        Some((last, first)) if is_library && !first.contains(',') && !last.contains(' ') => {
            names_in(&format!("{first} {last}"))
        }
        _ => names_in(content),
    }
}

/// `twitter:label1` and `twitter:data1`, where the label says that an author follows.
pub(super) fn from_labels(head: &Head) -> Vec<Candidate> {
    let pair = |(label, data): (&'static str, &'static str)| {
        let (label, _) = head.meta(label)?;
        let (content, span) = head.meta(data)?;
        is_lead(label).then(|| weighed(format!("meta:{data}"), names_in(content), Some(span), 6))
    };
    [
        ("twitter:label1", "twitter:data1"),
        ("twitter:label2", "twitter:data2"),
    ]
    .into_iter()
    .filter_map(pair)
    .collect()
}
