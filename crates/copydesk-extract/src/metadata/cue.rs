//! What an element's own attributes say that it holds: an author, or a date.

use html5ever::{Attribute, local_name};

use crate::tree::{Data, NodeId, Tree};

/// What markup says that an element on the page's face is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `itemprop=datePublished`, `<time pubdate>`.
    DatePublished,
    /// `itemprop=dateModified`, or a class that says so.
    DateModified,
    /// `<time>`.
    Time,
    /// A class that says date.
    Dated,
    /// `itemprop=author`.
    Author,
    /// `rel=author`.
    RelAuthor,
    /// A class that says author or byline.
    Byline,
    /// A link to an author's page.
    AuthorLink,
}

/// Class names longer than this are generated, and say nothing.
const MAX_CLASS: usize = 400;
/// Addresses longer than this lead to no author's page.
const MAX_HREF: usize = 300;

/// Words of classes that begin an author's name, in the languages of common templates.
const AUTHOR_STARTS: &[&str] = &[
    "author", "autor", "auteur", "byline", "writer", "verfasser", "journalist", "redakteur",
    "contributor", "creator", "postedby", "createdby", "writtenby", "wrote", "poster",
];
/// Words of classes that only begin like those.
const NOT_AUTHOR: &[&str] = &["authori", "authenti", "autoris", "autoriz", "posters", "autorun"];
/// Words beside them that say that the element holds something else of the author, or many posts.
const NOT_NAME: &[&str] = &[
    "bio", "biography", "description", "desc", "avatar", "image", "img", "photo", "picture", "social", "comment",
    "comments", "count", "follow", "email", "role", "position", "job", "title", "occupation", "posts", "thumb",
    "thumbnail", "icon", "headshot", "credit", "category", "categories", "section", "tag", "tags", "topic", "topics",
    "read", "reading", "button", "share", "newsletter",
];
/// Words of classes that name a date.
const DATES: &[&str] = &[
    "date", "datetime", "dateline", "timestamp", "datum", "fecha", "posted", "published", "publish", "pubdate",
    "publication", "postdate", "entrydate", "datepublished", "publishdate", "postedon", "created", "releasedate",
    "publishdate", "publishedat", "publishedon", "datepost", "articledate", "newsdate",
];
/// Words of classes that name the date of a change.
const CHANGES: &[&str] = &[
    "updated", "update", "modified", "datemodified", "lastupdated", "lastmodified", "changed", "updatedat",
];
/// Path segments that lead to an author's page.
const AUTHOR_PATHS: &[&str] = &[
    "author", "authors", "autor", "autores", "autoren", "autorin", "auteur", "auteurs", "autori", "autore", "by",
    "byline", "writer", "writers", "journalist", "journalists", "journaliste", "journalistes", "redakteur",
    "redakteure", "reporter", "reporters", "contributor", "contributors", "columnist", "columnists", "staff",
    "auther", "skribenter", "redaktor", "forfatter", "avtor",
];

/// What an element's attributes say of it, if anything.
pub(super) fn mark(tree: &Tree, node: NodeId) -> Option<Mark> {
    let Data::Element(name, attributes) = &tree.node(node).data else {
        return None;
    };
    let is_link = name.local == local_name!("a");
    let mut found = (name.local == local_name!("time")).then_some(Mark::Time);
    for attribute in attributes {
        match said(attribute, is_link) {
            Some(mark @ (Mark::Author | Mark::DatePublished | Mark::DateModified)) => {
                return Some(mark);
            }
            mark => found = surer(found, mark),
        }
    }
    found
}

/// The surer of two marks: what is named before what is classed, and that before a link's address.
fn surer(one: Option<Mark>, other: Option<Mark>) -> Option<Mark> {
    let rank = |mark: Option<Mark>| match mark {
        Some(Mark::RelAuthor) => 4,
        Some(Mark::Time) => 3,
        Some(Mark::Byline | Mark::Dated) => 2,
        Some(_) => 1,
        None => 0,
    };
    if rank(other) > rank(one) { other } else { one }
}

fn said(attribute: &Attribute, is_link: bool) -> Option<Mark> {
    let value: &str = &attribute.value;
    match attribute.name.local {
        local_name!("itemprop") | local_name!("property") => of_property(value),
        local_name!("rel") => value
            .split_ascii_whitespace()
            .any(|word| word.eq_ignore_ascii_case("author"))
            .then_some(Mark::RelAuthor),
        local_name!("class") if value.len() <= MAX_CLASS => of_class(value),
        local_name!("id") if value.len() <= MAX_CLASS => {
            of_class(value).filter(|mark| *mark != Mark::DateModified)
        }
        local_name!("href") if is_link && value.len() <= MAX_HREF => {
            leads_to_author(value).then_some(Mark::AuthorLink)
        }
        _ => (&*attribute.name.local == "pubdate").then_some(Mark::DatePublished),
    }
}

/// Microdata and RDFa.
fn of_property(value: &str) -> Option<Mark> {
    match value.trim_start_matches("schema:").trim_start_matches("dc:") {
        "datePublished" | "dateCreated" => Some(Mark::DatePublished),
        "dateModified" => Some(Mark::DateModified),
        "author" | "creator" => Some(Mark::Author),
        _ => None,
    }
}

fn of_class(value: &str) -> Option<Mark> {
    let mut found = None;
    for word in words(value) {
        if is_any(word, NOT_NAME) {
            return None;
        }
        let mark = of_word(word);
        if mark == Some(Mark::DateModified) {
            return mark;
        }
        found = if mark == Some(Mark::Dated) { mark } else { found.or(mark) };
    }
    found
}

fn of_word(word: &str) -> Option<Mark> {
    let starts = |start: &&str| starts_with(word, start);
    let is_author = AUTHOR_STARTS.iter().any(|start| starts(&start) || ends_with(word, start));
    if is_author && !NOT_AUTHOR.iter().any(|start| starts(&start)) {
        Some(Mark::Byline)
    } else if is_any(word, DATES) {
        Some(Mark::Dated)
    } else if is_any(word, CHANGES) {
        Some(Mark::DateModified)
    } else {
        None
    }
}

/// The words of a class attribute: `blogPost__author-name` gives `blog Post author name`.
fn words(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(|c: char| !c.is_ascii_alphabetic())
        .flat_map(humps)
        .filter(|word| word.len() > 2)
}

/// Parts a word at its humps.
fn humps(word: &str) -> impl Iterator<Item = &str> {
    let bytes = word.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= bytes.len() {
            return None;
        }
        let from = start;
        let is_hump = |at: &usize| bytes[*at].is_ascii_uppercase() && bytes[*at - 1].is_ascii_lowercase();
        start = (from + 1..bytes.len()).find(is_hump).unwrap_or(bytes.len());
        word.get(from..start)
    })
}

fn is_any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

fn starts_with(word: &str, start: &str) -> bool {
    word.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

fn ends_with(word: &str, end: &str) -> bool {
    word.len()
        .checked_sub(end.len())
        .and_then(|at| word.get(at..))
        .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// Whether an address is that of an author's page: `/author/ann-lee`, `?author=3`.
fn leads_to_author(href: &str) -> bool {
    let (path, query) = href.split_once('?').unwrap_or((href, ""));
    if query.starts_with("author=") || query.contains("&author=") {
        return true;
    }
    let path = path.split_once("//").map_or(path, |(_, rest)| rest);
    let mut segments = path.split('/').peekable();
    let mut is_author = false;
    while let Some(segment) = segments.next() {
        let leads_on = segments.peek().is_some_and(|next| !next.is_empty());
        is_author |= leads_on && is_any(segment, AUTHOR_PATHS);
    }
    is_author
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_name_authors_and_dates() {
        for class in ["byline", "post-author", "blog__authorname", "ArticleAuthor_wrap", "entry-author vcard"] {
            assert_eq!(of_class(class), Some(Mark::Byline), "{class}");
        }
        for class in ["entry-date", "postDate", "byline__date", "node-meta published"] {
            assert_eq!(of_class(class), Some(Mark::Dated), "{class}");
        }
        for class in ["author-bio", "authorised", "candidate", "comment-author", "byline-tags"] {
            assert_eq!(of_class(class), None, "{class}");
        }
        assert_eq!(of_class("date updated"), Some(Mark::DateModified));
    }

    #[test]
    fn addresses_lead_to_authors() {
        assert!(leads_to_author("https://example.org/author/ann-lee/"));
        assert!(leads_to_author("/?author=3"));
        assert!(!leads_to_author("/authors/"));
        assert!(!leads_to_author("/2012/09/17/author-dies"));
    }
}
