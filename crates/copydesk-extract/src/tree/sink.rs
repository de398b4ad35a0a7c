//! The arena as `html5ever`'s tree builder fills it.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::{HashSet, VecDeque};

use copydesk_record::Span;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};

use super::arena::{Arena, Content, Space};
use super::attributes::{Attributes, SetId};
use super::names::{NameId, Names};
use super::pending::Pending;
use super::strings::Stretch;
use super::{MAX_DEPTH, NONE, NodeId};

/// What the tree builder writes to. It is told beforehand what the next token is.
pub(super) struct Sink<'a> {
    pub arena: RefCell<Arena>,
    pub names: RefCell<Names>,
    pub attributes: RefCell<Attributes>,
    pub token: Cell<Current>,
    /// Texts handed to the tree builder and not seen again yet: it may hold them back (in tables),
    /// split off white space, or drop it, but it keeps their order.
    pub texts: RefCell<VecDeque<Pending<'a>>>,
    /// What remains to be done to attributes when their strings are at hand.
    pub corrections: RefCell<Vec<Correction>>,
    /// The elements of MathML that hold HTML.
    with_html: RefCell<HashSet<NodeId>>,
    /// The last element that was made or written to.
    latest: Cell<NodeId>,
    /// How many elements the tree builder has looked at on its stacks: its running time.
    pub steps: Cell<usize>,
}

/// What a node takes from the token that it is made of.
#[derive(Clone, Copy, Default)]
pub(super) struct Current {
    pub span: Span,
    /// A comment's text.
    pub comment: Stretch,
    /// A document type's parts.
    pub doctype: SetId,
    /// The name and attributes of the element that a start tag begins, unless its tag bears a mark.
    pub element: Option<(NameId, SetId)>,
}

/// A change to attributes that the tree builder asks for.
pub(super) enum Correction {
    /// The element is to have the set's attributes too, where it lacks them.
    Merge(NodeId, SetId),
    /// The attribute of this index has another name in SVG or MathML.
    Rename(SetId, usize, String),
}

/// An element's name, as the tree builder reads it.
#[derive(Debug)]
pub(super) struct Name<'a>(Space, Ref<'a, LocalName>);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        self.0.namespace()
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl Sink<'_> {
    /// A sink for a source of this many bytes.
    pub fn new(length: usize) -> Self {
        Self {
            arena: RefCell::new(Arena::new(length)),
            names: RefCell::new(Names::new()),
            attributes: RefCell::default(),
            token: Cell::default(),
            texts: RefCell::default(),
            corrections: RefCell::default(),
            with_html: RefCell::default(),
            latest: Cell::new(0),
            steps: Cell::new(0),
        }
    }

    pub fn count(&self) -> usize {
        self.arena.borrow().0.len()
    }

    pub fn count_steps(&self, more: usize) {
        self.steps.set(self.steps.get() + more);
    }

    /// The names of the latest element and its parent when they have reached the depth limit.
    pub fn too_deep(&self) -> Option<[LocalName; 2]> {
        let (arena, names) = (self.arena.borrow(), self.names.borrow());
        let latest = arena.get(self.latest.get());
        if latest.depth < MAX_DEPTH {
            return None;
        }
        let (_, name, _) = latest.element()?;
        let (_, parent, _) = arena.get(latest.parent).element()?;
        Some([name, parent].map(|id| names.get(id).clone()))
    }

    /// Puts an HTML element beside the latest one.
    pub fn add_sibling(&self, name: &str, set: SetId) {
        let name = self.names.borrow_mut().id(name);
        let element = self.make(Content::Element(Space::Html, name, set));
        self.append(&self.latest.get(), NodeOrText::AppendNode(element));
    }

    fn make(&self, content: Content) -> NodeId {
        let span = self.token.get().span;
        self.arena.borrow_mut().make(content, span)
    }

    fn make_any(&self, child: NodeOrText<NodeId>) -> NodeId {
        match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let (text, span) = self.locate(&text);
                self.arena.borrow_mut().make(Content::Text(text), span)
            }
        }
    }

    /// Where a text stands that the tree builder gives back.
    fn locate(&self, text: &str) -> (Stretch, Span) {
        let mut texts = self.texts.borrow_mut();
        while let Some(front) = texts.front_mut() {
            if let Some(found) = front.take(text) {
                return found;
            }
            texts.pop_front();
        }
        (Stretch::default(), Span::default())
    }

    /// A text is written to the element that it was meant for, wherever the depth limit puts it.
    fn touch(&self, child: NodeId, wanted: NodeId) {
        let is_element = self.arena.borrow().get(child).element().is_some();
        self.latest.set(if is_element { child } else { wanted });
    }
}

impl TreeSink for Sink<'_> {
    type Handle = NodeId;
    type Output = ();
    type ElemName<'a>
        = Name<'a>
    where
        Self: 'a;

    fn finish(self) {}

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name<'a> {
        self.count_steps(1);
        let Some((space, name, _)) = self.arena.borrow().get(*target).element() else {
            unreachable!("the tree builder asks only elements for their names");
        };
        Name(
            space,
            Ref::map(self.names.borrow(), |names| names.get(name)),
        )
    }

    fn create_element(&self, name: QualName, marks: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let id = self.names.borrow_mut().id(&name.local);
        let set = match self.token.get().element {
            Some((own, set)) if own == id && marks.is_empty() => set,
            _ => SetId::of_marks(&marks),
        };
        for (index, attribute) in marks.iter().skip(1).enumerate() {
            if let Some(name) = adjusted(&attribute.name) {
                let correction = Correction::Rename(set, index, name);
                self.corrections.borrow_mut().push(correction);
            }
        }
        let element = self.make(Content::Element(Space::of(&name.ns), id, set));
        if flags.mathml_annotation_xml_integration_point {
            self.with_html.borrow_mut().insert(element);
        }
        element
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.make(Content::Comment(self.token.get().comment))
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> NodeId {
        self.create_comment(data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let child = self.make_any(child);
        self.arena.borrow_mut().link_last(*parent, child);
        self.touch(child, *parent);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        if self.arena.borrow().get(*element).parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        let doctype = self.make(Content::Doctype(self.token.get().doctype));
        self.append(&0, NodeOrText::AppendNode(doctype));
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
        self.arena.borrow_mut().unlink(child);
        let parent = self.arena.borrow_mut().link_before(*sibling, child);
        self.touch(child, parent);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, more: Vec<Attribute>) {
        let more = SetId::of_marks(&more);
        if more != SetId::NONE {
            let correction = Correction::Merge(*target, more);
            self.corrections.borrow_mut().push(correction);
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.arena.borrow_mut().unlink(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let first = self.arena.borrow().get(*node).first_child;
            if first == NONE {
                return;
            }
            self.remove_from_parent(&first);
            self.append(new_parent, NodeOrText::AppendNode(first));
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, node: &NodeId) -> bool {
        self.with_html.borrow().contains(node)
    }
}

/// The name of an attribute that the tree builder has changed: with a prefix, or with capitals.
fn adjusted(name: &QualName) -> Option<String> {
    match name.prefix.as_deref() {
        Some(prefix) if !prefix.is_empty() => Some(format!("{prefix} {}", name.local)),
        _ => {
            let has_capitals = name.local.bytes().any(|byte| byte.is_ascii_uppercase());
            has_capitals.then(|| name.local.to_string())
        }
    }
}
