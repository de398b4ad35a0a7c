//! What an element's own attributes say that it holds: an author, or a date.

use std::sync::LazyLock;

use html5ever::local_name;
use memchr::{memchr, memchr_iter};

use crate::hash::{Map, Set};
use crate::hints::ByClass;
use crate::measure::with_lower;
use crate::tree::{ClassWords, NodeId, Tree};

/// What markup says that an element on the page's face is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `itemprop=datePublished`, `<time pubdate>`.
    DatePublished,
    /// `itemprop=dateModified`, or a class that says so.
    DateModified,
    /// `<time>`, or another element with its attribute.
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

/// Addresses longer than this lead to no author's page.
const MAX_HREF: usize = 300;

/// How long the words below are: longer ones are generated.
const WORD: std::ops::RangeInclusive<usize> = 2..=24;

/// Words of classes that begin an author's name, in the languages of common templates.
const AUTHOR_STARTS: &[&str] = &[
    "author",
    "autor",
    "auteur",
    "byline",
    "writer",
    "verfasser",
    "journalist",
    "redakteur",
    "contributor",
    "creator",
    "postedby",
    "createdby",
    "writtenby",
    "wrote",
    "poster",
];
/// Words of classes that end in an author's name.
const AUTHOR_ENDS: &[&str] = &["author", "autor", "byline"];
/// Words of classes that only begin like those.
const NOT_AUTHOR: &[&str] = &[
    "authori", "authenti", "autoris", "autoriz", "posters", "autorun",
];
/// Words beside them that say that the element holds something else of the author, or many posts.
const NOT_NAME: &[&str] = &[
    "avatar",
    "bio",
    "biography",
    "button",
    "categories",
    "category",
    "comment",
    "comments",
    "count",
    "credit",
    "desc",
    "description",
    "email",
    "follow",
    "headshot",
    "icon",
    "image",
    "img",
    "job",
    "newsletter",
    "occupation",
    "photo",
    "picture",
    "position",
    "posts",
    "read",
    "reading",
    "role",
    "section",
    "share",
    "social",
    "tag",
    "tags",
    "thumb",
    "thumbnail",
    "title",
    "topic",
    "topics",
];
/// Words of classes that name a date.
const DATES: &[&str] = &[
    "articledate",
    "created",
    "date",
    "dateline",
    "datepost",
    "datepublished",
    "datetime",
    "datum",
    "entrydate",
    "fecha",
    "newsdate",
    "postdate",
    "posted",
    "postedon",
    "pubdate",
    "publication",
    "publish",
    "publishdate",
    "published",
    "publishedat",
    "publishedon",
    "releasedate",
    "timestamp",
];
/// Words of classes that name the date of publication, whatever else they name.
const FIRST: &[&str] = &[
    "datepublished",
    "pubdate",
    "publishdate",
    "published",
    "publishedat",
    "publishedon",
];
/// Words of classes that name the date of a change.
const CHANGES: &[&str] = &[
    "changed",
    "datemodified",
    "lastmodified",
    "lastupdated",
    "modified",
    "update",
    "updated",
    "updatedat",
];
/// Path segments that lead to an author's page.
const AUTHOR_PATHS: &[&str] = &[
    "auteur",
    "auteurs",
    "auther",
    "author",
    "authors",
    "autor",
    "autore",
    "autoren",
    "autores",
    "autori",
    "autorin",
    "avtor",
    "by",
    "byline",
    "columnist",
    "columnists",
    "contributor",
    "contributors",
    "forfatter",
    "journalist",
    "journaliste",
    "journalistes",
    "journalists",
    "redakteur",
    "redakteure",
    "redaktor",
    "reporter",
    "reporters",
    "skribenter",
    "staff",
    "writer",
    "writers",
];

/// Reads marks, remembering what each class says: a page has few of them, many times.
pub(super) struct Cues {
    known: ByClass<Option<Mark>>,
}

impl Cues {
    /// Knows no class of the page yet.
    pub fn new(tree: &Tree) -> Self {
        Self {
            known: ByClass::new(tree),
        }
    }

    /// What an element's attributes say of it, if anything.
    pub fn mark(&mut self, tree: &Tree, node: NodeId) -> Option<Mark> {
        let element = tree.any_name(node)?;
        let is_link = *element == local_name!("a");
        let is_change = matches!(*element, local_name!("ins") | local_name!("del"));
        let mut found = (*element == local_name!("time")).then_some(Mark::Time);
        for (name, value) in tree.attributes(node) {
            let mark = match name {
                "class" => self.of_class(tree, node),
                "href" if is_link && value.len() <= MAX_HREF => {
                    leads_to_author(value).then_some(Mark::AuthorLink)
                }
                _ => of_attribute(name, value),
            };
            match mark {
                Some(mark @ (Mark::Author | Mark::DatePublished | Mark::DateModified)) => {
                    return Some(mark);
                }
                mark => found = surer(found, mark),
            }
        }
        found.filter(|mark| *mark != Mark::Time || !is_change)
    }

    fn of_class(&mut self, tree: &Tree, node: NodeId) -> Option<Mark> {
        let look = |class| of_class(tree.class_words(class));
        self.known.of(tree.class(node)?, look)
    }
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

fn of_attribute(name: &str, value: &str) -> Option<Mark> {
    match name {
        "itemprop" | "property" => of_property(value),
        "rel" => value
            .split_ascii_whitespace()
            .any(|word| word.eq_ignore_ascii_case("author"))
            .then_some(Mark::RelAuthor),
        "pubdate" => Some(Mark::DatePublished),
        "datetime" => Some(Mark::Time),
        _ => None,
    }
}

/// Microdata and RDFa.
fn of_property(value: &str) -> Option<Mark> {
    match value
        .trim_start_matches("schema:")
        .trim_start_matches("dc:")
    {
        "datePublished" | "dateCreated" => Some(Mark::DatePublished),
        "dateModified" => Some(Mark::DateModified),
        "author" | "creator" => Some(Mark::Author),
        _ => None,
    }
}

fn of_class(words: ClassWords<'_>) -> Option<Mark> {
    let words = || words.stretches(1).filter(|word| WORD.contains(&word.len()));
    let (mut found, mut is_change) = (None, false);
    for word in words() {
        match of_word(word) {
            Some(Mark::Dated) if FIRST.contains(&word) => return Some(Mark::Dated),
            Some(Mark::Dated) => found = Some(Mark::Dated),
            Some(Mark::DateModified) => is_change = true,
            mark => found = found.or(mark),
        }
    }
    if is_change {
        return Some(Mark::DateModified);
    }
    found.filter(|_| !words().any(|word| NOT_NAME.contains(&word)))
}

static DATE_WORDS: LazyLock<Map<&str, Mark>> = LazyLock::new(|| {
    let mark = |words: &'static [&str], mark| words.iter().map(move |&word| (word, mark));
    let changes = mark(CHANGES, Mark::DateModified);
    changes.chain(mark(DATES, Mark::Dated)).collect()
});

fn of_word(word: &str) -> Option<Mark> {
    const STARTS: u32 = letters(&[DATES, CHANGES]);
    let [first, .., last] = *word.as_bytes() else {
        return None;
    };
    let starts = |start: &&str| start.as_bytes()[0] == first && word.starts_with(*start);
    let ends = |end: &&str| end.as_bytes()[end.len() - 1] == last && word.ends_with(*end);
    if AUTHOR_STARTS.iter().any(starts) || AUTHOR_ENDS.iter().any(ends) {
        return (!NOT_AUTHOR.iter().any(starts)).then_some(Mark::Byline);
    }
    if begins(word, STARTS) {
        DATE_WORDS.get(word).copied()
    } else {
        None
    }
}

/// Whether a word begins with one of these letters.
fn begins(word: &str, letters: u32) -> bool {
    let first = word.as_bytes().first();
    first.is_some_and(|&letter| letters & bit(letter) != 0)
}

/// The first letters of the words of some lists, a bit each.
const fn letters(lists: &[&[&str]]) -> u32 {
    let (mut letters, mut list) = (0, 0);
    while list < lists.len() {
        let mut word = 0;
        while word < lists[list].len() {
            letters |= bit(lists[list][word].as_bytes()[0]);
            word += 1;
        }
        list += 1;
    }
    letters
}

/// The bit of a letter, in any case; none of what is no letter.
const fn bit(letter: u8) -> u32 {
    let letter = letter.to_ascii_lowercase();
    if letter.is_ascii_lowercase() {
        1 << (letter - b'a')
    } else {
        0
    }
}

static PATHS: LazyLock<Set<&str>> = LazyLock::new(|| AUTHOR_PATHS.iter().copied().collect());

/// Whether an address is that of an author's page: `/author/ann-lee`, `?author=3`.
fn leads_to_author(href: &str) -> bool {
    const STARTS: u32 = letters(&[AUTHOR_PATHS]);
    let end = memchr(b'?', href.as_bytes()).unwrap_or(href.len());
    let (path, query) = href.split_at(end);
    if query.starts_with("?author=") || query.contains("&author=") {
        return true;
    }
    let path = without_host(path);
    let mut start = 0;
    for end in memchr_iter(b'/', path.as_bytes()) {
        let (segment, next) = (&path[start..end], path.as_bytes().get(end + 1));
        // Licences' addresses go on with a number: `/licenses/by/4.0`.
        let leads_on =
            next.is_some_and(|&next| next != b'/' && (segment != "by" || !next.is_ascii_digit()));
        let may_be_path = begins(segment, STARTS) && WORD.contains(&segment.len());
        if leads_on && may_be_path && with_lower(segment, |word| PATHS.contains(word)) {
            return true;
        }
        start = end + 1;
    }
    false
}

/// What follows the first `//` of an address, if it has one.
fn without_host(address: &str) -> &str {
    let bytes = address.as_bytes();
    let is_double = |slash: &usize| bytes.get(slash + 1) == Some(&b'/');
    let host = memchr_iter(b'/', bytes).find(is_double);
    host.map_or(address, |slash| &address[slash + 2..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_class(class: &str) -> Option<Mark> {
        let tree = Tree::parse(format!("<p class='{class}'>")).unwrap_or_else(|_| Tree::empty());
        super::of_class(tree.class_words(0))
    }

    #[test]
    fn classes_name_authors_and_dates() {
        for class in [
            "byline",
            "post-author",
            "blog__authorname",
            "ArticleAuthor_wrap",
            "entry-author vcard",
        ] {
            assert_eq!(of_class(class), Some(Mark::Byline), "{class}");
        }
        for class in [
            "entry-date",
            "postDate",
            "byline__date",
            "node-meta published",
        ] {
            assert_eq!(of_class(class), Some(Mark::Dated), "{class}");
        }
        for class in [
            "author-bio",
            "authorised",
            "candidate",
            "comment-author",
            "byline-tags",
        ] {
            assert_eq!(of_class(class), None, "{class}");
        }
        assert_eq!(of_class("date updated"), Some(Mark::DateModified));
    }

    #[test]
    fn tables_are_sorted() {
        for table in [NOT_NAME, DATES, FIRST, CHANGES, AUTHOR_PATHS] {
            assert!(table.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }

    #[test]
    fn addresses_lead_to_authors() {
        assert!(leads_to_author("https://example.org/author/ann-lee/"));
        assert!(leads_to_author("/?author=3"));
        assert!(!leads_to_author("/authors/"));
        assert!(!leads_to_author(
            "https://creativecommons.org/licenses/by/4.0/"
        ));
        assert!(!leads_to_author("/2012/09/17/author-dies"));
    }
}
