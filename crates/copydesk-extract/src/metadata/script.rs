//! What data in scripts, attributes and comments say of the page, where nothing else does.

use html5ever::local_name;

use super::Fact;
use super::date::{Order, find};
use super::doubt::day;
use super::head::cut;
use crate::tree::{Data, NodeId, Tree};

/// So many bytes are searched in all: of scripts, and again of attributes.
const MAX_SEARCHED: usize = 256 << 10;
/// A date's string is at most so long.
const MAX_VALUE: usize = 40;
/// Names under which data keep the date of publication, the surest first.
const NAMES: &[&str] = &[
    "datePublished",
    "publishedDate",
    "publishDate",
    "published_at",
    "publishedAt",
    "publish_date",
    "date_published",
    "pubDate",
    "publicationDate",
    "publication_date",
    "datePosted",
    "article_date_published",
    "articlePublishDate",
    "firstPublished",
    "firstPublishDate",
    "firstPublicationDate",
    "publishTime",
    "publish_time",
    "pub_date",
    "display_date",
    "pagePostDateIso",
    "post_date",
];
/// What each of the names has one of.
const PARTS: &[&str] = &["ublish", "ublication", "Date", "_date"];
/// Where Founder's content system, of which many Chinese papers are made, keeps what it knows of a page.
const FOUNDER: &str = "enpproperty";

/// The first publication date that a script's objects name; else the only one in attributes that hold an
/// object; else that of a comment.
pub(super) fn date(tree: &Tree) -> Option<Fact> {
    in_scripts(tree)
        .or_else(|| in_attributes(tree))
        .or_else(|| in_comments(tree))
}

fn in_scripts(tree: &Tree) -> Option<Fact> {
    let mut left = MAX_SEARCHED;
    let nodes = tree.descendants(tree.root());
    let mut texts = nodes
        .filter(|&node| tree.name(node) == Some(&local_name!("script")))
        .flat_map(|script| tree.children(script));
    texts.find_map(|node| {
        let value = named(tree.text(node)?, &mut left)?;
        Some(fact("script", value, tree, node))
    })
}

/// Where several elements have a date, they are other articles'.
fn in_attributes(tree: &Tree) -> Option<Fact> {
    let mut left = MAX_SEARCHED;
    let mut dates = tree.descendants(tree.root()).filter_map(|node| {
        let mut values = tree.attributes(node).map(|(_, value)| value);
        let of = |value: &str| value.starts_with('{').then(|| named(value, &mut left))?;
        Some(fact("attribute", values.find_map(of)?, tree, node))
    });
    let first = dates.next()?;
    dates
        .all(|other| day(&other.value) == day(&first.value))
        .then_some(first)
}

fn in_comments(tree: &Tree) -> Option<Fact> {
    tree.descendants(tree.root()).find_map(|node| {
        let Data::Comment(text) = tree.node(node).data else {
            return None;
        };
        let (_, value) = text.strip_prefix(FOUNDER)?.split_once("<date>")?;
        let value = find(cut(value, MAX_VALUE).split('<').next()?, Order::MonthFirst)?;
        Some(fact("comment", value, tree, node))
    })
}

fn fact(from: &str, value: String, tree: &Tree, node: NodeId) -> Fact {
    Fact::new(from, value, Some(tree.node(node).span))
}

/// The date under one of the names in a text, if it lies in what is `left` to be searched.
fn named(text: &str, left: &mut usize) -> Option<String> {
    let text = cut(text, *left);
    *left -= text.len();
    let may_hold = PARTS.iter().any(|part| text.contains(part));
    let value = || NAMES.iter().find_map(|name| value_of(text, name));
    may_hold.then(value)?
}

/// The date that follows a name, a colon and a quote: `"publishDate":"2012-09-17"`.
fn value_of(text: &str, name: &str) -> Option<String> {
    text.match_indices(name).take(4).find_map(|(at, _)| {
        let after = text[at + name.len()..].trim_start_matches(['"', '\'', '\\', ' ']);
        let value = after
            .strip_prefix(':')?
            .trim_start_matches(['"', '\'', '\\', ' ']);
        let value = cut(value, MAX_VALUE);
        find(value.split(['"', '\'', '\\']).next()?, Order::MonthFirst)
    })
}
