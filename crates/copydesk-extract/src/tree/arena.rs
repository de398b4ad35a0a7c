//! The nodes of a tree and their ties to each other.

use copydesk_record::Span;
use html5ever::{Namespace, ns};

use super::attributes::SetId;
use super::names::NameId;
use super::strings::Stretch;
use super::{MAX_DEPTH, NONE, NodeId};

/// A node.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub parent: NodeId,
    pub previous: NodeId,
    pub next: NodeId,
    pub first_child: NodeId,
    pub last_child: NodeId,
    start: u32,
    end: u32,
    pub content: Content,
    pub depth: u16,
}

/// A page may have millions of them.
const _: () = assert!(size_of::<Slot>() <= 44);

impl Slot {
    fn new(content: Content, span: Span) -> Self {
        Self {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first_child: NONE,
            last_child: NONE,
            start: span.start as u32,
            end: span.end as u32,
            content,
            depth: 0,
        }
    }

    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// An element's namespace, name and attributes.
    pub fn element(&self) -> Option<(Space, NameId, SetId)> {
        match self.content {
            Content::Element(space, name, attributes) => Some((space, name, attributes)),
            _ => None,
        }
    }
}

/// What a node is.
#[derive(Clone, Copy)]
pub(super) enum Content {
    Document,
    /// Its parts are the values of three attributes.
    Doctype(SetId),
    Comment(Stretch),
    Text(Stretch),
    Element(Space, NameId, SetId),
}

/// The namespaces of elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    Html,
    Svg,
    MathMl,
}

static HTML: Namespace = ns!(html);
static SVG: Namespace = ns!(svg);
static MATH_ML: Namespace = ns!(mathml);

impl Space {
    pub fn of(namespace: &Namespace) -> Self {
        match namespace {
            namespace if *namespace == SVG => Self::Svg,
            namespace if *namespace == MATH_ML => Self::MathMl,
            _ => Self::Html,
        }
    }

    pub fn namespace(self) -> &'static Namespace {
        match self {
            Self::Html => &HTML,
            Self::Svg => &SVG,
            Self::MathMl => &MATH_ML,
        }
    }
}

/// All nodes ever made.
pub(super) struct Arena(pub Vec<Slot>);

impl Arena {
    /// An arena with the document, and room for the nodes of a usual page of this length.
    pub fn new(length: usize) -> Self {
        /// How many bytes of real pages there are for each node.
        const BYTES_PER_NODE: usize = 48;
        let mut nodes = Vec::with_capacity(length / BYTES_PER_NODE + 1);
        nodes.push(Slot::new(Content::Document, Span::default()));
        Self(nodes)
    }

    pub fn get(&self, id: NodeId) -> &Slot {
        &self.0[id as usize]
    }

    fn get_mut(&mut self, id: NodeId) -> &mut Slot {
        &mut self.0[id as usize]
    }

    pub fn set(&mut self, id: NodeId, content: Content) {
        self.get_mut(id).content = content;
    }

    pub fn make(&mut self, content: Content, span: Span) -> NodeId {
        self.0.push(Slot::new(content, span));
        (self.0.len() - 1) as NodeId
    }

    /// Makes `child` the last child of `parent`, or of its nearest ancestor that is not too deep.
    pub fn link_last(&mut self, mut parent: NodeId, child: NodeId) {
        while self.get(parent).depth >= MAX_DEPTH && self.get(parent).parent != NONE {
            parent = self.get(parent).parent;
        }
        let above = self.get_mut(parent);
        let (last, depth) = (above.last_child, above.depth + 1);
        above.last_child = child;
        if last == NONE {
            above.first_child = child;
        } else {
            self.get_mut(last).next = child;
        }
        let node = self.get_mut(child);
        (node.parent, node.previous, node.depth) = (parent, last, depth);
    }

    /// Puts `child` before `sibling`; returns the parent.
    pub fn link_before(&mut self, sibling: NodeId, child: NodeId) -> NodeId {
        let right = self.get_mut(sibling);
        let (parent, previous, depth) = (right.parent, right.previous, right.depth);
        right.previous = child;
        let node = self.get_mut(child);
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, sibling, depth);
        match previous {
            NONE if parent != NONE => self.get_mut(parent).first_child = child,
            NONE => {}
            previous => self.get_mut(previous).next = child,
        }
        parent
    }

    pub fn unlink(&mut self, child: NodeId) {
        let node = self.get_mut(child);
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        match previous {
            NONE if parent != NONE => self.get_mut(parent).first_child = next,
            NONE => {}
            previous => self.get_mut(previous).next = next,
        }
        match next {
            NONE if parent != NONE => self.get_mut(parent).last_child = previous,
            NONE => {}
            next => self.get_mut(next).previous = previous,
        }
    }
}
