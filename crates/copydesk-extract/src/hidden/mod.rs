//! A body that the page does not show by itself: in the data of its scripts, or in `<noscript>`.
//!
//! It is looked for only where what the page shows is next to nothing beside it, so that no page that
//! shows its article pays for it or is changed by it.

mod literal;

use std::collections::BTreeMap;

use copydesk_record::{Repair, Span};
use html5ever::local_name;

use crate::address::Base;
use crate::measure::{is_sentence, mass};
use crate::metadata::head::{Head, cut};
use crate::metadata::json_ld;
use crate::tree::{NodeId, Tree};
use crate::unit::{Sheet, Unit};
use crate::{phrases, text_page, walk};
use literal::{Literal, literals, unescaped};

/// So many bytes of scripts are searched in all.
const MAX_SEARCHED: usize = 4 << 20;
/// Strings in strings are followed so deep.
const MAX_NESTED: usize = 2;
/// A hidden text with less prose than this is no body.
const MIN_PROSE: usize = 400;
/// A unit of prose weighs at least so much.
const MIN_UNIT: usize = 40;
/// A page that shows more than this has its body; `articleBody` is the page's own word for it.
const MAX_SHOWN: usize = 600;
const MAX_SHOWN_STATED: usize = 1_500;
/// A page that shows less than this shows nothing.
const MIN_SHOWN: usize = 150;
/// A hidden body has so many times what the page shows.
const TIMES: usize = 4;
const TIMES_STATED: usize = 2;
/// More long texts than this in one list are several articles'.
const MAX_LONG: usize = 2;
/// A text heavier than this is an article's, not a paragraph's.
const LONG: usize = 800;
/// So many of the largest lists of texts are looked at.
const MAX_LISTS: usize = 4;
/// Prose is at least one such part of a body.
const MOST: usize = 2;
/// So many words of consent texts make a text one.
const CONSENT_WORDS: usize = 3;

/// Names under which scripts keep an article's text, in lower case without underscores.
const KEYS: &[&str] = &[
    "articlebody",
    "articlecontent",
    "articletext",
    "body",
    "bodyhtml",
    "bodytext",
    "content",
    "contenthtml",
    "cooked",
    "fulltext",
    "html",
    "htmlbody",
    "maintext",
    "paragraph",
    "paragraphs",
    "rendered",
    "storybody",
    "text",
];

/// A body and where it was found.
pub(crate) struct Hidden {
    /// Its units; the span of each is that of the string in the script that it was read from.
    pub units: Vec<Unit>,
    /// What was mended in them.
    pub repairs: Vec<Repair>,
    /// The kind of place: `json_ld:articleBody`, `script:body`, `noscript`.
    pub from: String,
}

/// The hidden body of a page that shows a body of the weight `shown`.
pub(crate) fn find(tree: &Tree, head: &Head, base: &Base, shown: usize) -> Option<Hidden> {
    if shown >= MAX_SHOWN_STATED {
        return None;
    }
    let says_body = head
        .json_ld
        .iter()
        .any(|(object, _)| object.get("articleBody").is_some() && json_ld::is_article(object));
    let is_article = || {
        head.meta("og:type")
            .is_some_and(|(kind, _)| kind == "article")
    };
    let is_shown = shown >= MIN_SHOWN && (shown >= MAX_SHOWN || !is_article());
    if is_shown && !says_body {
        return None;
    }
    let mut search = Search {
        base,
        left: MAX_SEARCHED,
        shown,
    };
    let (stated, other) = scripts(tree);
    let stated = search.best(tree, &stated, "json_ld", TIMES_STATED, |key| {
        key == "articlebody"
    });
    if stated.is_some() || is_shown {
        return stated;
    }
    let is_key = |key: &str| KEYS.contains(&key);
    search.best(tree, &other, "script", TIMES, is_key)
}

/// The `<noscript>` with the most prose, cut into units, of a page that shows next to nothing.
pub(crate) fn noscript(tree: &Tree, base: &Base, shown: usize) -> Option<Sheet> {
    if shown >= MIN_SHOWN {
        return None;
    }
    let nodes = tree.descendants(tree.root());
    let is_noscript = |node: &NodeId| tree.name(*node) == Some(&local_name!("noscript"));
    let is_seen = |node: &NodeId| {
        let mut around = tree.ancestors(*node).skip(1);
        around.all(|node| !tree.is_unseen(node))
    };
    let sheets = nodes
        .filter(|node| is_noscript(node) && is_seen(node))
        .map(|node| walk::below(tree, base, node));
    let best = sheets.max_by_key(|sheet| prose(&sheet.units))?;
    (prose(&best.units) >= MIN_PROSE).then_some(best)
}

/// The scripts' texts: those of structured data, and the others.
fn scripts(tree: &Tree) -> (Vec<NodeId>, Vec<NodeId>) {
    let nodes = tree.descendants(tree.root());
    let scripts = nodes.filter(|&node| tree.name(node) == Some(&local_name!("script")));
    let is_stated = |script: &NodeId| {
        tree.attribute(*script, "type").is_some_and(|kind| {
            kind.trim()
                .to_ascii_lowercase()
                .starts_with("application/ld+json")
        })
    };
    let (stated, other): (Vec<NodeId>, Vec<NodeId>) = scripts.partition(is_stated);
    let texts = |scripts: Vec<NodeId>| {
        let texts = scripts.into_iter().flat_map(|script| tree.children(script));
        texts.filter(|&text| tree.text(text).is_some()).collect()
    };
    (texts(stated), texts(other))
}

/// A string of a script that may be body, decoded, and its place in the source.
struct Found {
    text: String,
    span: Span,
}

/// The strings found, by their script, the list in it, and the key.
type Lists = BTreeMap<(usize, usize, String), Vec<Found>>;

struct Search<'a> {
    base: &'a Base,
    left: usize,
    shown: usize,
}

impl Search<'_> {
    /// The list of strings with the most prose, if that is enough.
    fn best(
        &mut self,
        tree: &Tree,
        texts: &[NodeId],
        place: &str,
        times: usize,
        is_key: impl Fn(&str) -> bool + Copy,
    ) -> Option<Hidden> {
        let mut lists = Lists::new();
        for (number, &node) in texts.iter().enumerate() {
            let text = cut(tree.text(node).unwrap_or_default(), self.left);
            self.left -= text.len();
            let whole = tree.node(node).span;
            // A text that is written as it reads has its strings where they stand.
            let exact = tree.text(node).map(str::len) == Some(whole.end - whole.start);
            let place = |literal: &Literal<'_>| {
                let start = whole.start + literal.at;
                if exact {
                    Span::new(start, start + literal.raw.len())
                } else {
                    whole
                }
            };
            collect(text, 0, (number, 0), &place, is_key, &mut lists);
        }
        let mut lists: Vec<_> = lists.into_iter().collect();
        lists.sort_by_key(|(_, found)| std::cmp::Reverse(length(found)));
        lists.truncate(MAX_LISTS);
        let bodies = lists.into_iter().filter_map(|((_, _, key), found)| {
            let body = self.body(&found, format!("{place}:{key}"))?;
            let prose = prose(&body.units);
            (prose >= MIN_PROSE && prose >= self.shown * times).then_some((prose, body))
        });
        bodies.max_by_key(|(prose, _)| *prose).map(|(_, body)| body)
    }

    fn body(&self, found: &[Found], from: String) -> Option<Hidden> {
        let is_long = |found: &&Found| mass(&found.text) >= LONG;
        if found.iter().filter(is_long).count() > MAX_LONG {
            return None;
        }
        let mut body = Hidden {
            units: Vec::new(),
            repairs: Vec::new(),
            from,
        };
        for found in found {
            let sheet = self.sheet(&found.text)?;
            let units = sheet
                .units
                .into_iter()
                .filter(|unit| unit.mass > 0 && unit.kind.is_text());
            body.units.extend(units.map(|mut unit| {
                unit.span = found.span;
                unit
            }));
            let repairs = sheet.repairs.into_iter();
            body.repairs.extend(repairs.map(|repair| Repair {
                span: found.span,
                ..repair
            }));
        }
        Some(body)
    }

    /// A text's units, be it HTML, HTML written as text, or plain lines.
    fn sheet(&self, text: &str) -> Option<Sheet> {
        if is_html(text) {
            return Some(walk::sheet(&Tree::parse(text).ok()?, self.base));
        }
        if !text.contains('&') {
            return Some(text_page::sheet(text));
        }
        let tree = Tree::parse(text).ok()?;
        let plain = tree.text_below(tree.root());
        if is_html(&plain) {
            Some(walk::sheet(&Tree::parse(plain).ok()?, self.base))
        } else {
            Some(text_page::sheet(&plain))
        }
    }
}

/// Collects the strings that may be body by the list they stand in and their key.
fn collect(
    script: &str,
    depth: usize,
    first: (usize, usize),
    place: &dyn Fn(&Literal<'_>) -> Span,
    is_key: impl Fn(&str) -> bool + Copy,
    lists: &mut Lists,
) {
    literals(script, |literal| {
        let key = literal.key.replace('_', "").to_ascii_lowercase();
        let is_data = literal.raw.contains("\\\":") && !literal.raw.starts_with('<');
        if is_data && depth < MAX_NESTED {
            let span = place(&literal);
            let inner = unescaped(literal.raw);
            let first = (first.0, first.1 + literal.at);
            collect(&inner, depth + 1, first, &|_| span, is_key, lists);
        } else if is_key(&key) {
            let found = Found {
                text: unescaped(literal.raw),
                span: place(&literal),
            };
            let list = (first.0, first.1 + literal.list, key);
            lists.entry(list).or_default().push(found);
        }
    });
}

fn length(found: &[Found]) -> usize {
    found.iter().map(|found| found.text.len()).sum()
}

/// Whether a text has tags.
fn is_html(text: &str) -> bool {
    let starts = |(at, _): (usize, &str)| {
        let rest = text[at + 1..].trim_start_matches('/');
        rest.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    text.contains('>') && text.match_indices('<').any(starts)
}

/// The weight of the units that are prose; none when they are not mostly that.
fn prose(units: &[Unit]) -> usize {
    let is_prose = |unit: &&Unit| {
        unit.mass >= MIN_UNIT
            && is_sentence(&unit.text)
            && unit.linked * 2 < unit.text.len()
            && phrases::consent_words(unit) < CONSENT_WORDS
    };
    let all: usize = units.iter().map(|unit| unit.mass).sum();
    let prose = units.iter().filter(is_prose).map(|unit| unit.mass).sum();
    if prose * MOST >= all { prose } else { 0 }
}
