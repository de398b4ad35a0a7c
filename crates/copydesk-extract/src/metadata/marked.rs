//! Reads names out of elements that are marked as an author's.

use html5ever::local_name;

use super::head::collapse;
use super::json_ld;
use super::leads::leads_to_others;
use super::names::{Whose, distinct, names_in, whose};
use super::scene::{Place, Scene};
use crate::tree::{NodeId, Tree};

/// Marks of a kind beyond these are a list of many articles.
const MAX_MARKS: usize = 60;
/// Marks that stand together name several authors, up to these.
const MAX_TOGETHER: usize = 12;
/// How many units apart marks may be that stand together.
const TOGETHER: usize = 6;
/// How many elements may be between a marked element and one in it.
const MAX_UP: usize = 6;
/// How many elements up a property's item is looked for.
const MAX_SCOPE: usize = 20;
/// An element with more text than this, in bytes, holds more than names.
const MAX_TEXT: usize = 240;
/// An element with more text nodes than these does too.
const MAX_PIECES: usize = 24;

/// The names that marked elements of a kind give, by place; those that stand together are one list.
pub(super) fn marked_names(
    scene: &mut Scene<'_>,
    nodes: impl Iterator<Item = NodeId>,
) -> Vec<(Place, Vec<String>, NodeId)> {
    let mut groups: Vec<(Place, Vec<String>, NodeId)> = Vec::new();
    let (mut last, mut is_of_many) = (0, false);
    for node in nodes.take(MAX_MARKS) {
        let place = place_of(scene, node);
        if place == Place::Others || is_someone_else(scene, node) {
            continue;
        }
        let names = names_of(scene.tree(), node);
        let unit = scene.unit_at(node).unwrap_or(0);
        if names.is_empty() {
            continue;
        }
        let is_person = |names: &[String]| names.iter().any(|name| whose(name) == Whose::Person);
        match groups.iter_mut().find(|(at, ..)| *at == place) {
            None => groups.push((place, names, node)),
            Some((_, known, _)) if place == Place::Far => {
                is_of_many |= distinct(names) != distinct(known.clone())
            }
            Some((_, known, first)) if unit <= last + TOGETHER && known.len() < MAX_TOGETHER => {
                // What is marked inside a marked element is the name in it.
                if !is_person(known)
                    && scene
                        .tree()
                        .ancestors(node)
                        .take(MAX_UP)
                        .any(|up| up == *first)
                {
                    *known = names;
                } else if is_person(known) && is_person(&names) {
                    known.extend(names);
                }
            }
            Some(_) => continue,
        }
        last = unit;
    }
    for (_, names, _) in &mut groups {
        *names = distinct(std::mem::take(names));
    }
    // Far from the article, several persons are the authors of several articles.
    groups.retain(|(place, ..)| *place != Place::Far || !is_of_many);
    groups
}

/// Where a mark stands. Microdata says whose author it is: a comment's, or that of the page's own work
/// wherever on the page.
fn place_of(scene: &mut Scene<'_>, node: NodeId) -> Place {
    let place = scene.place(node);
    let tree = scene.tree();
    let is_property = tree
        .known_attribute(node, &local_name!("itemprop"))
        .is_some();
    let above = tree
        .ancestors(node)
        .filter(|&above| above != node)
        .take(MAX_SCOPE);
    let types = above.filter_map(|above| tree.known_attribute(above, &local_name!("itemtype")));
    // A name or link in an author's own item is of whatever the author is of.
    let mut kinds = types
        .map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind))
        .filter(|kind| !matches!(*kind, "Person" | "Organization"));
    let kind = kinds.next().filter(|_| is_property);
    match kind {
        Some(kind) if json_ld::is_part(kind) => Place::Others,
        Some(kind) if place == Place::Far && json_ld::is_post(kind) => Place::Opening,
        _ => place,
    }
}

/// Whether the text before a mark in its unit says that the name is of someone else.
fn is_someone_else(scene: &Scene<'_>, node: NodeId) -> bool {
    let Some(index) = scene.unit_at(node) else {
        return true;
    };
    let own = collapse(&text_of(scene.tree(), node).unwrap_or_default());
    let unit = scene.unit(index).map_or("", |unit| unit.text.as_str());
    let before = unit.find(&own).map_or("", |at| &unit[..at]);
    let above = index.checked_sub(1).and_then(|above| scene.unit(above));
    let is_label =
        |text: &str| text.len() <= MAX_LABEL && !text.contains(|c: char| c.is_ascii_digit());
    let above = above.map_or("", |unit| unit.text.as_str());
    leads_to_others(
        before
            .rsplit(['\n', '|', '.', ','])
            .next()
            .unwrap_or_default(),
    ) || (before.trim().is_empty() && is_label(above) && leads_to_others(above))
        || leads_to_others(own.split(' ').next().unwrap_or_default())
}

/// A label is at most so long, in bytes.
const MAX_LABEL: usize = 40;

/// The names in an element: those of the elements in it that are marked as names, else of its texts.
fn names_of(tree: &Tree, node: NodeId) -> Vec<String> {
    if let Some(content) = tree.attribute(node, "content") {
        return names_in(content);
    }
    let Some(text) = text_of(tree, node) else {
        return Vec::new();
    };
    let inner = tree
        .descendants(node)
        .skip(1)
        .filter(|&inner| is_name_element(tree, inner));
    let names: Vec<String> = inner
        .filter_map(|inner| content_of(tree, inner))
        .flat_map(|text| names_in(&text))
        .collect();
    if names.iter().any(|name| whose(name) != Whose::Group) {
        return names;
    }
    let names = first_names(&text);
    let is_list = names.len() > 1
        && names.iter().all(|name| whose(name) != Whose::Person)
        && text.contains('\n');
    if is_list { Vec::new() } else { names }
}

/// The names of the first texts that hold some; after them roles, places and dates follow.
fn first_names(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in text.split('\n') {
        let names = names_in(piece);
        let is_person = |name: &String| whose(name) == Whose::Person;
        if found.is_empty()
            || (names.iter().all(is_person)
                && found.iter().any(is_person)
                && is_joined(text, piece))
        {
            found.extend(names);
        }
    }
    found
}

/// Whether a piece is joined to what stands before it by a comma or an `and`.
fn is_joined(text: &str, piece: &str) -> bool {
    let before = text.split(piece).next().unwrap_or_default().trim_end();
    let last = before.rsplit(['\n', ' ']).next().unwrap_or_default();
    last.ends_with([',', '&', ';', '、', '/'])
        || matches!(
            last,
            "and" | "und" | "et" | "y" | "e" | "и" | "og" | "och" | "en" | "i"
        )
}

fn is_name_element(tree: &Tree, node: NodeId) -> bool {
    let is_named = tree.known_attribute(node, &local_name!("itemprop")) == Some("name");
    let is_link = tree.known_attribute(node, &local_name!("rel")) == Some("author");
    let class = tree
        .known_attribute(node, &local_name!("class"))
        .unwrap_or_default();
    is_named || is_link || class.split_ascii_whitespace().any(|word| word == "fn")
}

fn content_of(tree: &Tree, node: NodeId) -> Option<String> {
    match tree.attribute(node, "content") {
        Some(content) => Some(content.to_owned()),
        None => text_of(tree, node),
    }
}

/// An element's texts, one a line, repaired; `None` when it holds too many of them.
fn text_of(tree: &Tree, node: NodeId) -> Option<String> {
    let mut found = String::new();
    let mut next = tree.descendants(node);
    let texts =
        std::iter::from_fn(|| next.find_map(|node| tree.text(node).map(|text| (node, text))));
    for (pieces, (inner, text)) in texts.enumerate() {
        if pieces > MAX_PIECES || found.len() > MAX_TEXT {
            return None;
        }
        let is_shown = tree
            .parent(inner)
            .is_none_or(|parent| !tree.is_unseen(parent));
        let text = collapse(text);
        if is_shown && !text.is_empty() {
            if !found.is_empty() {
                found.push('\n');
            }
            found.push_str(&text);
        }
    }
    Some(copydesk_text::repair(&found).text.into_owned())
}
