//! The arena as `html5ever`'s tree builder fills it.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::VecDeque;

use copydesk_record::Span;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

use super::pending::Pending;
use super::{Data, MAX_DEPTH, NONE, Node, NodeId, Tree};

/// What the tree builder writes to. It is told beforehand where the next token stands.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// The span of the token being processed, for elements and comments.
    pub token: Cell<Span>,
    /// Texts handed to the tree builder and not seen again yet: it may hold them back (in tables),
    /// split off white space, or drop it, but it keeps their order.
    pub texts: RefCell<VecDeque<Pending>>,
    /// The last element that was made or written to.
    pub latest: Cell<NodeId>,
    /// How many elements the tree builder has looked at on its stacks: its running time.
    pub steps: Cell<usize>,
}

impl Sink {
    pub fn new() -> Self {
        let sink = Self {
            nodes: RefCell::default(),
            token: Cell::default(),
            texts: RefCell::default(),
            latest: Cell::new(0),
            steps: Cell::new(0),
        };
        sink.make(Data::Document, Span::default());
        sink
    }

    pub fn count(&self) -> usize {
        self.nodes.borrow().len()
    }

    /// The names of the latest element and its parent when they have reached the depth limit.
    pub fn too_deep(&self) -> Option<[QualName; 2]> {
        let nodes = self.nodes.borrow();
        let latest = &nodes[self.latest.get() as usize];
        if latest.depth < MAX_DEPTH {
            return None;
        }
        match (&latest.data, &nodes[latest.parent as usize].data) {
            (Data::Element(name, _), Data::Element(parent, _)) => {
                Some([name.clone(), parent.clone()])
            }
            _ => None,
        }
    }

    fn make(&self, data: Data, span: Span) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        let id = nodes.len() as NodeId;
        nodes.push(Node {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first_child: NONE,
            last_child: NONE,
            depth: 0,
            span,
            data,
        });
        id
    }

    fn make_any(&self, child: NodeOrText<NodeId>) -> NodeId {
        match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let span = self.locate(&text);
                self.make(Data::Text(text), span)
            }
        }
    }

    /// Where a text stands that the tree builder gives back.
    fn locate(&self, text: &StrTendril) -> Span {
        let mut texts = self.texts.borrow_mut();
        while let Some(front) = texts.front_mut() {
            if let Some(span) = front.take(text) {
                return span;
            }
            texts.pop_front();
        }
        Span::default()
    }

    fn link_last(&self, wanted: NodeId, child: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let mut parent = wanted;
        while nodes[parent as usize].depth >= MAX_DEPTH && nodes[parent as usize].parent != NONE {
            parent = nodes[parent as usize].parent;
        }
        let last = nodes[parent as usize].last_child;
        let depth = nodes[parent as usize].depth + 1;
        let node = &mut nodes[child as usize];
        (node.parent, node.previous, node.depth) = (parent, last, depth);
        nodes[parent as usize].last_child = child;
        match last {
            NONE => nodes[parent as usize].first_child = child,
            last => nodes[last as usize].next = child,
        }
        self.touch(&nodes, child, wanted);
    }

    fn link_before(&self, sibling: NodeId, child: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let (parent, previous) = (
            nodes[sibling as usize].parent,
            nodes[sibling as usize].previous,
        );
        let depth = nodes[sibling as usize].depth;
        let node = &mut nodes[child as usize];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, sibling, depth);
        nodes[sibling as usize].previous = child;
        match previous {
            NONE if parent != NONE => nodes[parent as usize].first_child = child,
            NONE => {}
            previous => nodes[previous as usize].next = child,
        }
        self.touch(&nodes, child, parent);
    }

    /// A text is written to the element that it was meant for, wherever the depth limit puts it.
    fn touch(&self, nodes: &[Node], child: NodeId, wanted: NodeId) {
        let is_element = matches!(nodes[child as usize].data, Data::Element(..));
        self.latest.set(if is_element { child } else { wanted });
    }

    pub fn count_steps(&self, more: usize) {
        self.steps.set(self.steps.get() + more);
    }

    fn unlink(&self, child: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[child as usize];
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        match previous {
            NONE if parent != NONE => nodes[parent as usize].first_child = next,
            NONE => {}
            previous => nodes[previous as usize].next = next,
        }
        match next {
            NONE if parent != NONE => nodes[parent as usize].last_child = previous,
            NONE => {}
            next => nodes[next as usize].previous = previous,
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree {
            nodes: self.nodes.into_inner(),
        }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.count_steps(1);
        Ref::map(self.nodes.borrow(), |nodes| {
            match &nodes[*target as usize].data {
                Data::Element(name, _) => name,
                _ => unreachable!("the tree builder asks only elements for their names"),
            }
        })
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> NodeId {
        self.make(Data::Element(name, attributes), self.token.get())
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.make(Data::Comment(text), self.token.get())
    }

    fn create_pi(&self, _target: StrTendril, data: StrTendril) -> NodeId {
        self.create_comment(data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let child = self.make_any(child);
        self.link_last(*parent, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        if self.nodes.borrow()[*element as usize].parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        let doctype = self.make(Data::Doctype(name, public, system), self.token.get());
        self.link_last(0, doctype);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        self.count_steps(1);
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let child = self.make_any(child);
        self.unlink(child);
        self.link_before(*sibling, child);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, more: Vec<Attribute>) {
        if let Data::Element(_, attributes) = &mut self.nodes.borrow_mut()[*target as usize].data {
            for attribute in more {
                if attributes
                    .iter()
                    .all(|present| present.name != attribute.name)
                {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.unlink(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let first = self.nodes.borrow()[*node as usize].first_child;
            if first == NONE {
                return;
            }
            self.unlink(first);
            self.link_last(*new_parent, first);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, node: &NodeId) -> bool {
        let nodes = self.nodes.borrow();
        let Data::Element(_, attributes) = &nodes[*node as usize].data else {
            return false;
        };
        attributes.iter().any(|attribute| {
            &*attribute.name.local == "encoding"
                && ["text/html", "application/xhtml+xml"]
                    .iter()
                    .any(|html| attribute.value.eq_ignore_ascii_case(html))
        })
    }
}
