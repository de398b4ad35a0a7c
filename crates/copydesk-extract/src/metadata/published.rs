//! Publication and modification dates: every candidate that the page offers, the best first.

use copydesk_record::Span;
use serde_json::Value;

use super::Fact;
use super::date::{Order, find};
use super::head::{Head, Mark};
use super::json_ld;
use crate::tree::Tree;

/// Metas that give the date of publication, the surest first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "article.published",
    "published-date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.created",
    "dc.date",
    "article_date_original",
    "date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "originalpublicationdate",
    "ptime",
    "displaydate",
    "weibo:article:create_at",
    "release_date",
    "rbpubdate",
    "creation_date",
    "created",
    "citation_publication_date",
    "bt:pubdate",
];

/// Metas that give the date of the last change.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "article:modified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "modified",
    "update_date",
    "revision_date",
];

/// A line longer than this, in bytes, is prose and not a date line.
const MAX_DATE_LINE: usize = 160;

/// Candidates for the publication date; `lines` are the short lines around the headline, with places.
pub(crate) fn published(
    tree: &Tree,
    head: &Head,
    address: Option<&str>,
    lines: &[(&str, Span)],
    order: Order,
) -> Vec<Fact> {
    let mut facts = from_json_ld(head, "datePublished");
    facts.extend(from_metas(head, PUBLISHED, order));
    facts.extend(from_marks(
        tree,
        head,
        Mark::DatePublished,
        "itemprop:datePublished",
        order,
    ));
    let times = from_marks(tree, head, Mark::Time, "time", order);
    let lines = lines
        .iter()
        .filter(|(line, _)| line.len() <= MAX_DATE_LINE)
        .filter_map(|(line, span)| Some(Fact::new("line", find(line, order)?, Some(*span))));
    facts.extend(lines);
    facts.extend(from_address(address));
    facts.extend(times);
    facts
}

/// Candidates for the date of the last change.
pub(crate) fn modified(tree: &Tree, head: &Head, order: Order) -> Vec<Fact> {
    let mut facts = from_json_ld(head, "dateModified");
    facts.extend(from_metas(head, MODIFIED, order));
    facts.extend(from_marks(
        tree,
        head,
        Mark::DateModified,
        "itemprop:dateModified",
        order,
    ));
    facts
}

fn from_json_ld(head: &Head, property: &str) -> Vec<Fact> {
    let dated = |is_wanted: fn(&Value) -> bool| {
        head.json_ld
            .iter()
            .filter(move |(object, _)| is_wanted(object))
            .filter_map(move |(object, span)| {
                let value = find(&json_ld::text(object, property)?, Order::DayFirst)?;
                Some(Fact::new("json_ld", value, Some(*span)))
            })
    };
    let is_page: fn(&Value) -> bool =
        |object| json_ld::is_of_type(object, |kind| kind == "WebPage");
    dated(json_ld::is_article).chain(dated(is_page)).collect()
}

fn from_metas(head: &Head, names: &[&str], order: Order) -> Vec<Fact> {
    names
        .iter()
        .flat_map(|name| {
            head.metas(name)
                .map(move |(content, span)| (name, content, span))
        })
        .filter_map(|(name, content, span)| {
            Some(Fact::new(
                format!("meta:{name}"),
                find(content, order)?,
                Some(span),
            ))
        })
        .collect()
}

fn from_marks(tree: &Tree, head: &Head, wanted: Mark, from: &str, order: Order) -> Vec<Fact> {
    head.marked
        .iter()
        .filter(|(mark, _)| *mark == wanted)
        .filter_map(|&(_, node)| {
            let value = ["datetime", "content", "title"]
                .iter()
                .filter_map(|name| tree.attribute(node, name))
                .find_map(|value| find(value, order))
                .or_else(|| find(&tree.text_below(node), order))?;
            Some(Fact::new(from, value, Some(tree.node(node).span)))
        })
        .collect()
}

/// The date in an address such as `/2012/09/17/` or `/20120917/`.
fn from_address(address: Option<&str>) -> Option<Fact> {
    let path = address?.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(())
    };
    let value = parts.windows(3).find_map(|window| {
        number(window[0], 4)?;
        number(window[1], 2)?;
        number(window[2], 2)?;
        find(&window.join("-"), Order::DayFirst)
    });
    let compact = || {
        parts.iter().find_map(|part| {
            number(part, 8)?;
            find(part, Order::DayFirst)
        })
    };
    Some(Fact::new("address", value.or_else(compact)?, None))
}
