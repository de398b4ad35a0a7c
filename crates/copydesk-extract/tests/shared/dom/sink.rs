//! A plain sink for `html5ever`'s tree builder.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

use super::{Data, Dom, Element, Node, doctype, prefix, written};

/// What the tree builder writes to.
pub struct Sink(RefCell<Vec<Node>>);

impl Default for Sink {
    fn default() -> Self {
        Self(RefCell::new(vec![Node {
            parent: None,
            children: Vec::new(),
            data: Data::Document,
        }]))
    }
}

impl Sink {
    pub fn make(&self, data: Data) -> usize {
        let mut nodes = self.0.borrow_mut();
        nodes.push(Node {
            parent: None,
            children: Vec::new(),
            data,
        });
        nodes.len() - 1
    }

    fn insert(&self, parent: usize, index: usize, child: NodeOrText<usize>) {
        let child = match child {
            NodeOrText::AppendNode(child) => child,
            NodeOrText::AppendText(text) => {
                let nodes = &mut self.0.borrow_mut();
                let before = index.checked_sub(1).map(|at| nodes[parent].children[at]);
                if let Some(Data::Text(before)) = before.map(|id| &mut nodes[id].data) {
                    return before.push_str(&text);
                }
                nodes.push(Node {
                    parent: None,
                    children: Vec::new(),
                    data: Data::Text(text.to_string()),
                });
                nodes.len() - 1
            }
        };
        let nodes = &mut self.0.borrow_mut();
        nodes[parent].children.insert(index, child);
        nodes[child].parent = Some(parent);
    }

    fn place(&self, child: usize) -> Option<(usize, usize)> {
        let nodes = self.0.borrow();
        let parent = nodes[child].parent?;
        let index = nodes[parent].children.iter().rposition(|&id| id == child);
        Some((parent, index.unwrap()))
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Dom;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Dom {
        Dom(self.0.into_inner())
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Ref<'a, QualName> {
        Ref::map(self.0.borrow(), |nodes| match &nodes[*target].data {
            Data::Element(element) => element.qualified.as_ref().unwrap(),
            _ => panic!("no element"),
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> usize {
        self.make(Data::Element(Element {
            name: format!("{}{}", prefix(&name.ns), name.local),
            attributes: attrs.iter().map(written).collect(),
            qualified: Some(name),
            holds_html: flags.mathml_annotation_xml_integration_point,
        }))
    }

    fn create_comment(&self, text: StrTendril) -> usize {
        self.make(Data::Comment(text.to_string()))
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> usize {
        self.create_comment(data)
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        let end = self.0.borrow()[*parent].children.len();
        self.insert(*parent, end, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &usize,
        previous: &usize,
        child: NodeOrText<usize>,
    ) {
        if self.place(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        let doctype = self.make(doctype(&name, &public, &system));
        self.append(&0, NodeOrText::AppendNode(doctype));
    }

    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        if let NodeOrText::AppendNode(child) = &child {
            self.remove_from_parent(child);
        }
        let (parent, index) = self.place(*sibling).unwrap();
        self.insert(parent, index, child);
    }

    fn add_attrs_if_missing(&self, target: &usize, more: Vec<Attribute>) {
        if let Data::Element(element) = &mut self.0.borrow_mut()[*target].data {
            for (name, value) in more.iter().map(written) {
                if element.attributes.iter().all(|(known, _)| *known != name) {
                    element.attributes.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        if let Some((parent, index)) = self.place(*target) {
            let nodes = &mut self.0.borrow_mut();
            nodes[parent].children.remove(index);
            nodes[*target].parent = None;
        }
    }

    fn reparent_children(&self, node: &usize, new_parent: &usize) {
        let nodes = &mut self.0.borrow_mut();
        let children = std::mem::take(&mut nodes[*node].children);
        for &child in &children {
            nodes[child].parent = Some(*new_parent);
        }
        nodes[*new_parent].children.extend(children);
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &usize) -> bool {
        match &self.0.borrow()[*target].data {
            Data::Element(element) => element.holds_html,
            _ => false,
        }
    }
}
