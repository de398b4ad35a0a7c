//! The HTML tree with source spans: a tokenizer that copies nothing, `html5ever`'s tree builder, and
//! an arena of our own.
//!
//! The tree is the one that the HTML Standard prescribes (scripting off), with two differences that
//! serve the proof: a text node is not merged with the one before it, so that each keeps its own
//! span; and a template's contents are its children.

mod arena;
mod attributes;
mod bridge;
mod classes;
mod names;
mod pending;
mod sink;
mod strings;
mod tokenizer;

use std::cell::OnceCell;

use copydesk_record::Span;
use html5ever::tendril::StrTendril;
use html5ever::{LocalName, Namespace, local_name};

use arena::{Arena, Content, Slot, Space};
use attributes::Attributes;
use classes::Classes;
pub(crate) use classes::{ClassId, ClassWords};
use names::Names;
use strings::Stretch;
use tokenizer::RawAttribute;

/// Nodes that a page may have: a hundred times the largest of 2,000 real pages. The tree of so many
/// takes some 200 MiB.
pub const MAX_NODES: usize = 4_000_000;

/// Attributes that a page may have, in all.
const MAX_ATTRIBUTES_OF_ALL: usize = 2 * MAX_NODES;

/// How deep elements may nest, as in Blink; what is deeper becomes a sibling.
pub const MAX_DEPTH: u16 = 512;

/// The index of a node in its [`Tree`].
pub type NodeId = u32;

/// No node.
const NONE: NodeId = NodeId::MAX;

/// A page's tree.
pub struct Tree {
    source: StrTendril,
    /// The texts that are not as the source has them.
    decoded: String,
    slots: Vec<Slot>,
    names: Names,
    attributes: Attributes,
    classes: OnceCell<Classes>,
}

/// A node of the tree.
pub struct Node<'a> {
    /// Where it stands in the source: a text's characters, an element's start tag.
    pub span: Span,
    /// What it is.
    pub data: Data<'a>,
}

/// What a node is.
pub enum Data<'a> {
    /// The root.
    Document,
    /// A document type declaration: name, public and system identifier.
    Doctype([&'a str; 3]),
    /// A comment.
    Comment(&'a str),
    /// A text, its character references resolved.
    Text(&'a str),
    /// An element: its namespace and name.
    Element(&'static Namespace, &'a LocalName),
}

/// The page has more nodes than [`MAX_NODES`], or nests without end.
#[derive(Debug, PartialEq, Eq)]
pub struct TooManyNodes;

impl Tree {
    /// Parses HTML as a browser would with scripting off.
    ///
    /// # Errors
    /// [`TooManyNodes`] when the page is over the limits.
    pub fn parse(source: impl AsRef<str>) -> Result<Self, TooManyNodes> {
        bridge::parse(source.as_ref())
    }

    /// A tree of nothing but the document, for pages without markup.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            source: StrTendril::new(),
            decoded: String::new(),
            slots: Arena::new(0).0,
            names: Names::new(),
            attributes: Attributes::default(),
            classes: OnceCell::new(),
        }
    }

    /// The document node.
    #[must_use]
    pub fn root(&self) -> NodeId {
        0
    }

    /// The number of nodes ever made; ids are below it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether the tree has no node but the document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.len() <= 1
    }

    /// The node itself.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Node<'_> {
        let slot = self.slot(id);
        let data = match slot.content {
            Content::Document => Data::Document,
            Content::Doctype(parts) => {
                let mut parts = self.attributes.of(parts).iter();
                let mut part = || parts.next().map_or("", |part| self.string(part.value));
                Data::Doctype([part(), part(), part()])
            }
            Content::Comment(text) => Data::Comment(self.string(text)),
            Content::Text(text) => Data::Text(self.string(text)),
            Content::Element(space, name, _) => {
                Data::Element(space.namespace(), self.names.get(name))
            }
        };
        let span = slot.span();
        Node { span, data }
    }

    fn slot(&self, id: NodeId) -> &Slot {
        &self.slots[id as usize]
    }

    fn string(&self, stretch: Stretch) -> &str {
        stretch.of(&self.source, &self.decoded)
    }

    /// The node's parent.
    #[must_use]
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        some(self.slot(id).parent)
    }

    /// The node's first child.
    #[must_use]
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        some(self.slot(id).first_child)
    }

    /// The node's next sibling.
    #[must_use]
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        some(self.slot(id).next)
    }

    /// The node's children in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(id), |&child| self.next_sibling(child))
    }

    /// The node and its ancestors, innermost first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(id), |&node| self.parent(node))
    }

    /// The node and all below it, in document order.
    pub fn descendants(&self, top: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(top), move |&node| self.after(node, top))
    }

    /// A node and those below it whose text is shown, in document order; an element that shows none is
    /// itself the last on its way down.
    pub fn shown(&self, top: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(top), move |&node| {
            if self.is_unseen(node) {
                self.past(node, top)
            } else {
                self.after(node, top)
            }
        })
    }

    /// The node after `node` in document order that is below `top`.
    fn after(&self, node: NodeId, top: NodeId) -> Option<NodeId> {
        if let Some(child) = self.first_child(node) {
            return Some(child);
        }
        self.past(node, top)
    }

    /// The node after `node` and all below it that is below `top`.
    fn past(&self, node: NodeId, top: NodeId) -> Option<NodeId> {
        self.ancestors(node)
            .take_while(|&up| up != top)
            .find_map(|up| self.next_sibling(up))
    }

    /// An HTML element's name; `None` for other nodes and other namespaces.
    #[must_use]
    pub fn name(&self, id: NodeId) -> Option<&LocalName> {
        match self.slot(id).content {
            Content::Element(Space::Html, name, _) => Some(self.names.get(name)),
            _ => None,
        }
    }

    /// An element's name in any namespace.
    #[must_use]
    pub fn any_name(&self, id: NodeId) -> Option<&LocalName> {
        let (_, name, _) = self.slot(id).element()?;
        Some(self.names.get(name))
    }

    /// An element's attributes, names and values; an adjusted name of SVG or MathML that has a prefix
    /// has it before a space (`xlink href`).
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> {
        let attributes = self.raw_attributes(id).iter();
        attributes.map(|attribute| (self.string(attribute.name), self.string(attribute.value)))
    }

    fn raw_attributes(&self, id: NodeId) -> &[RawAttribute] {
        match self.slot(id).element() {
            Some((_, _, set)) => self.attributes.of(set),
            None => &[],
        }
    }

    /// An element's attribute by its name's text.
    #[must_use]
    pub fn attribute(&self, id: NodeId, wanted: &str) -> Option<&str> {
        self.raw_attributes(id)
            .iter()
            .filter(|attribute| attribute.name.len() == wanted.len())
            .find(|attribute| self.string(attribute.name) == wanted)
            .map(|attribute| self.string(attribute.value))
    }

    /// An element's attribute by its interned name.
    #[must_use]
    pub fn known_attribute(&self, id: NodeId, wanted: &LocalName) -> Option<&str> {
        self.attribute(id, wanted)
    }

    /// A text node's text.
    #[must_use]
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match self.slot(id).content {
            Content::Text(text) => Some(self.string(text)),
            _ => None,
        }
    }

    /// All text below a node, joined as it stands.
    #[must_use]
    pub fn text_below(&self, id: NodeId) -> String {
        self.descendants(id)
            .filter_map(|node| self.text(node))
            .collect()
    }

    /// Whether an element's text is never shown as part of the page (DESIGN, "The books balance").
    #[must_use]
    pub fn is_unseen(&self, id: NodeId) -> bool {
        self.any_name(id).is_some_and(|name| {
            matches!(
                *name,
                local_name!("head")
                    | local_name!("script")
                    | local_name!("style")
                    | local_name!("template")
                    | local_name!("noscript")
                    | local_name!("textarea")
                    | local_name!("select")
                    | local_name!("svg")
                    | local_name!("math")
                    | local_name!("iframe")
                    | local_name!("object")
                    | local_name!("video")
                    | local_name!("audio")
                    | local_name!("canvas")
            )
        })
    }
}

fn some(id: NodeId) -> Option<NodeId> {
    (id != NONE).then_some(id)
}
