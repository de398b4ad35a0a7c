//! What the elements around a line call it.

use crate::tree::{ClassWords, NodeId, Tree};
use crate::unit::Unit;

use super::shape::holds;

/// How much it counts that an element is called a standfirst.
pub(super) const SURE: i32 = 4;
/// How much it counts that it is called something that it may be.
const PERHAPS: i32 = 2;
/// How many elements around a line are looked at.
const LEVELS: usize = 3;

/// Words of class names for a standfirst, in the languages of those who wrote the pages. Words that
/// follow each other are joined too.
const WORDS: &[&str] = &[
    "abstract",
    "articlelead",
    "bajada",
    "chapeau",
    "chapo",
    "copete",
    "deck",
    "dek",
    "einleitung",
    "entradilla",
    "excerpt",
    "ingress",
    "intro",
    "introtext",
    "lead",
    "leadtext",
    "lede",
    "manchet",
    "midtitle",
    "onderkop",
    "perex",
    "sapo",
    "sommario",
    "sottotitolo",
    "standfirst",
    "strapline",
    "subhead",
    "subheader",
    "subheading",
    "subheadline",
    "subhed",
    "subline",
    "subtitel",
    "subtitle",
    "subtitulo",
    "sumario",
    "summary",
    "teaser",
    "teasertext",
    "underrubrik",
    "untertitel",
    "vorspann",
];
/// Words for what may be something else.
const LOOSE: &[&str] = &["desc", "description", "introduction", "spot"];
/// schema.org's properties for it.
const PROPERTIES: &[&str] = &["abstract", "alternativeHeadline", "description"];

/// How much the elements around a line speak for it; those that hold one of the `others` too are
/// about more than the line.
pub(super) fn says<'a>(tree: &Tree, unit: &Unit, others: impl Iterator<Item = &'a Unit>) -> i32 {
    let others: Vec<NodeId> = others.map(|other| other.node).collect();
    let is_own = |element: &NodeId| !others.iter().any(|&other| holds(tree, *element, other));
    let elements = tree.ancestors(unit.node).take(LEVELS).take_while(is_own);
    let said = elements.map(|element| called(tree, element));
    said.max().unwrap_or(0)
}

fn called(tree: &Tree, element: NodeId) -> i32 {
    let properties = tree.attribute(element, "itemprop").unwrap_or_default();
    let mut properties = properties.split_ascii_whitespace();
    if properties.any(|property| PROPERTIES.contains(&property)) {
        return SURE;
    }
    let classes = tree.class_and_id(element);
    let named = classes.map(|class| named(tree.class_words(class)));
    named.max().unwrap_or(0)
}

fn named(name: ClassWords<'_>) -> i32 {
    let has = |table: &[&str]| {
        let mut words = name.stretches(1).chain(name.stretches(2));
        words.any(|word| table.contains(&word))
    };
    if has(WORDS) {
        SURE
    } else {
        i32::from(has(LOOSE)) * PERHAPS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_whole() {
        let named = |name: &str| {
            let tree = Tree::parse(format!("<p class='{name}'>")).unwrap_or_else(|_| Tree::empty());
            named(tree.class_words(0))
        };
        for name in [
            "article__sub-title",
            "p-dek",
            "ContentHeaderDek-uWfLh",
            "LEAD",
        ] {
            assert_eq!(named(name), SURE, "{name}");
        }
        assert_eq!(named("headline_description"), PERHAPS);
        for name in ["title", "leading-17", "decked", ""] {
            assert_eq!(named(name), 0, "{name}");
        }
    }

    #[test]
    fn tables_are_sorted() {
        for table in [WORDS, LOOSE, PROPERTIES] {
            assert!(table.is_sorted());
        }
    }
}
