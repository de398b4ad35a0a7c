//! One walk over the tree that collects what `<head>` and attributes say.

use copydesk_record::{Repair, Span};
use copydesk_text::Repairer;
use html5ever::local_name;
use serde_json::Value;

use super::cue::{Cues, Mark};
use super::json_ld;
use crate::mend::mend;
use crate::tree::{NodeId, Tree};

/// Marks beyond these are those of a list of many articles.
const MAX_MARKED: usize = 600;

/// A page has a page before it and one after it.
const MAX_NEIGHBOURS: usize = 4;

/// What the page's head and attributes say.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// `<meta>` elements: name, property or itemprop in lower case, content, place.
    pub metas: Vec<(String, String, Span)>,
    /// The text of `<title>`, and its place.
    pub title: Option<(String, Span)>,
    /// The address of `<link rel=canonical>`, and its place.
    pub canonical: Option<(String, Span)>,
    /// `<link rel=next>` and `<link rel=prev>`.
    pub neighbours: Vec<String>,
    /// `<html lang>`.
    pub language: Option<String>,
    /// `<base href>`.
    pub base: Option<String>,
    /// The objects of JSON-LD scripts, and the place of each one's script.
    pub json_ld: Vec<(Value, Span)>,
    repairer: Repairer,
    /// What was mended in them.
    pub repairs: Vec<Repair>,
    /// Elements whose attributes say that they hold an author or a date, and which of them.
    pub marked: Vec<(Mark, NodeId)>,
}

impl Head {
    /// Collects it.
    pub fn read(tree: &Tree) -> Self {
        let (mut head, mut cues) = (Self::default(), Cues::new(tree));
        for node in tree.descendants(tree.root()) {
            head.element(tree, node, &mut cues);
        }
        head
    }

    /// The contents of the metas with a name, in order.
    pub fn metas<'a, 'n: 'a>(
        &'a self,
        name: &'n str,
    ) -> impl Iterator<Item = (&'a str, Span)> + use<'a, 'n> {
        self.metas
            .iter()
            .filter(move |(key, content, _)| key == name && !content.is_empty())
            .map(|(_, content, span)| (content.as_str(), *span))
    }

    /// The first content of the metas with a name.
    pub fn meta(&self, name: &str) -> Option<(&str, Span)> {
        let mut matching = self
            .metas
            .iter()
            .filter(|(key, content, _)| key == name && !content.is_empty());
        matching
            .next()
            .map(|(_, content, span)| (content.as_str(), *span))
    }

    fn element(&mut self, tree: &Tree, node: NodeId, cues: &mut Cues) {
        let Some(name) = tree.name(node) else { return };
        match *name {
            local_name!("meta") => self.meta_element(tree, node, cues),
            local_name!("title") if self.title.is_none() => {
                let text = self.mended(&tree.text_below(node), title_span(tree, node));
                self.title = (!text.is_empty()).then(|| (text, title_span(tree, node)));
            }
            local_name!("link") => self.link_element(tree, node),
            local_name!("html") => self.language = tree.attribute(node, "lang").map(str::to_owned),
            local_name!("base") => self.base = tree.attribute(node, "href").map(str::to_owned),
            local_name!("script") => self.script(tree, node),
            _ => {
                if self.marked.len() < MAX_MARKED
                    && let Some(mark) = cues.mark(tree, node)
                {
                    self.marked.push((mark, node));
                }
            }
        }
    }

    fn meta_element(&mut self, tree: &Tree, node: NodeId, cues: &mut Cues) {
        let stated = ["content", "value"];
        let Some(content) = stated.iter().find_map(|name| tree.attribute(node, name)) else {
            return;
        };
        let is_in_head =
            tree.parent(node).and_then(|parent| tree.name(parent)) == Some(&local_name!("head"));
        let mark = if is_in_head {
            None
        } else {
            cues.mark(tree, node)
        };
        self.marked.extend(mark.map(|mark| (mark, node)));
        let content = self.mended(content, tree.node(node).span);
        // A marked one counts by its place on the page, as other marked elements do.
        let keys = ["property", "name", "itemprop"];
        for key in keys.into_iter().take(if mark.is_some() { 2 } else { 3 }) {
            if let Some(name) = tree.attribute(node, key) {
                let entry = (
                    name.trim().to_ascii_lowercase(),
                    content.clone(),
                    tree.node(node).span,
                );
                self.metas.push(entry);
            }
        }
    }

    /// A text with its white space collapsed and its damage mended, which goes on record with the
    /// place of its element.
    fn mended(&mut self, text: &str, span: Span) -> String {
        collapse(&mend(text, span, &mut self.repairer, &mut self.repairs))
    }

    fn link_element(&mut self, tree: &Tree, node: NodeId) {
        let rel = tree.attribute(node, "rel").unwrap_or_default();
        let is = |word: &str| rel.eq_ignore_ascii_case(word);
        let href = || Some(tree.attribute(node, "href")?.trim().to_owned());
        if is("canonical") && self.canonical.is_none() {
            self.canonical = href().map(|href| (href, tree.node(node).span));
        } else if (is("next") || is("prev")) && self.neighbours.len() < MAX_NEIGHBOURS {
            self.neighbours.extend(href());
        }
    }

    fn script(&mut self, tree: &Tree, node: NodeId) {
        let is_json_ld = tree.attribute(node, "type").is_some_and(|kind| {
            kind.trim()
                .to_ascii_lowercase()
                .starts_with("application/ld+json")
        });
        if is_json_ld {
            let span = tree.node(node).span;
            let objects = json_ld::objects(&tree.text_below(node));
            self.json_ld
                .extend(objects.into_iter().map(|object| (object, span)));
        }
    }
}

/// The place of a title's text, which is one text node as a rule.
fn title_span(tree: &Tree, node: NodeId) -> Span {
    let text = tree.first_child(node).unwrap_or(node);
    tree.node(text).span
}

/// A text's beginning, of so many bytes at the most.
pub(crate) fn cut(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

/// White space collapsed and cut at the ends.
pub(crate) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
