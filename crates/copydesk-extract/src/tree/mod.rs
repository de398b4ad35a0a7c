//! The HTML tree with source spans: `html5gum` tokens fed to `html5ever`'s tree builder, kept in an
//! arena of our own.
//!
//! The tree is the one that the HTML Standard prescribes (scripting off), with two differences that
//! serve the proof: a text node is not merged with the one before it, so that each keeps its own
//! span; and a template's contents are its children.

mod bridge;
mod pending;
mod sink;

use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use copydesk_record::Span;

/// Nodes that a page may have: ten times the largest of 2,000 real pages, and with all that is made of
/// them still below 150 MiB.
pub const MAX_NODES: usize = 250_000;

/// How deep elements may nest, as in Blink; what is deeper becomes a sibling.
pub const MAX_DEPTH: u16 = 512;

/// The index of a node in its [`Tree`].
pub type NodeId = u32;

/// No node.
const NONE: NodeId = NodeId::MAX;

/// A page's tree.
pub struct Tree {
    nodes: Vec<Node>,
}

/// A node of the tree and its ties to others.
pub struct Node {
    parent: NodeId,
    previous: NodeId,
    next: NodeId,
    first_child: NodeId,
    last_child: NodeId,
    depth: u16,
    /// Where it stands in the source: a text's characters, an element's start tag.
    pub span: Span,
    /// What it is.
    pub data: Data,
}

/// What a node is.
pub enum Data {
    /// The root.
    Document,
    /// A document type declaration.
    Doctype(StrTendril, StrTendril, StrTendril),
    /// A comment.
    Comment(StrTendril),
    /// A text, its character references resolved.
    Text(StrTendril),
    /// An element.
    Element(QualName, Vec<Attribute>),
}

/// The page has more nodes than [`MAX_NODES`], or nests without end.
#[derive(Debug, PartialEq, Eq)]
pub struct TooManyNodes;

impl Tree {
    /// Parses HTML as a browser would with scripting off.
    ///
    /// # Errors
    /// [`TooManyNodes`] when the page is over the limits.
    pub fn parse(source: &str) -> Result<Self, TooManyNodes> {
        bridge::parse(source)
    }

    /// A tree of nothing but the document, for pages without markup.
    #[must_use]
    pub fn empty() -> Self {
        sink::Sink::new().finish()
    }

    /// The document node.
    #[must_use]
    pub fn root(&self) -> NodeId {
        0
    }

    /// The number of nodes ever made; ids are below it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the tree has no node but the document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    /// The node itself.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// The node's parent.
    #[must_use]
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        some(self.node(id).parent)
    }

    /// The node's first child.
    #[must_use]
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        some(self.node(id).first_child)
    }

    /// The node's next sibling.
    #[must_use]
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        some(self.node(id).next)
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

    /// The node after `node` in document order that is below `top`.
    fn after(&self, node: NodeId, top: NodeId) -> Option<NodeId> {
        if let Some(child) = self.first_child(node) {
            return Some(child);
        }
        self.ancestors(node)
            .take_while(|&up| up != top)
            .find_map(|up| self.next_sibling(up))
    }

    /// An HTML element's name; `None` for other nodes and other namespaces.
    #[must_use]
    pub fn name(&self, id: NodeId) -> Option<&LocalName> {
        match &self.node(id).data {
            Data::Element(name, _) if name.ns == ns!(html) => Some(&name.local),
            _ => None,
        }
    }

    /// An element's name in any namespace.
    #[must_use]
    pub fn any_name(&self, id: NodeId) -> Option<&LocalName> {
        match &self.node(id).data {
            Data::Element(name, _) => Some(&name.local),
            _ => None,
        }
    }

    /// An element's attribute by its name's text.
    #[must_use]
    pub fn attribute(&self, id: NodeId, wanted: &str) -> Option<&str> {
        self.find_attribute(id, |name| &**name == wanted)
    }

    /// An element's attribute by its interned name, which is faster to compare.
    #[must_use]
    pub fn known_attribute(&self, id: NodeId, wanted: &LocalName) -> Option<&str> {
        self.find_attribute(id, |name| name == wanted)
    }

    fn find_attribute(&self, id: NodeId, is_it: impl Fn(&LocalName) -> bool) -> Option<&str> {
        match &self.node(id).data {
            Data::Element(_, attributes) => attributes
                .iter()
                .find(|attribute| is_it(&attribute.name.local))
                .map(|attribute| &*attribute.value),
            _ => None,
        }
    }

    /// A text node's text.
    #[must_use]
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).data {
            Data::Text(text) => Some(text),
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
