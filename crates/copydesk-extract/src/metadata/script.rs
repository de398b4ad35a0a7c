//! What scripts that are no JSON-LD say of the page, where nothing else does.

use html5ever::local_name;

use super::Fact;
use super::date::{Order, find};
use crate::tree::Tree;

/// So many bytes of scripts are searched in all.
const MAX_SEARCHED: usize = 256 << 10;
/// A date's string is at most so long.
const MAX_VALUE: usize = 40;
/// Names under which scripts keep the date of publication.
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
];

/// The first publication date that a script's objects name.
pub(super) fn date(tree: &Tree) -> Option<Fact> {
    let mut left = MAX_SEARCHED;
    let nodes = tree.descendants(tree.root());
    let scripts = nodes.filter(|&node| tree.name(node) == Some(&local_name!("script")));
    for script in scripts {
        for child in tree.children(script) {
            let text = super::head::cut(tree.text(child).unwrap_or_default(), left);
            left -= text.len();
            let may_hold = text.contains("ublish")
                || text.contains("ublication")
                || text.contains("Date\"")
                || text.contains("datePosted");
            if !may_hold {
                continue;
            }
            if let Some(value) = NAMES.iter().find_map(|name| value_of(text, name)) {
                return Some(Fact::new("script", value, Some(tree.node(child).span)));
            }
        }
    }
    None
}

/// The date that follows a name, a colon and a quote: `"publishDate":"2012-09-17"`.
fn value_of(text: &str, name: &str) -> Option<String> {
    text.match_indices(name).take(4).find_map(|(at, _)| {
        let after = text[at + name.len()..].trim_start_matches(['"', '\'', '\\', ' ']);
        let value = after
            .strip_prefix(':')?
            .trim_start_matches(['"', '\'', '\\', ' ']);
        let value = super::head::cut(value, MAX_VALUE);
        find(value.split(['"', '\'', '\\']).next()?, Order::MonthFirst)
    })
}
