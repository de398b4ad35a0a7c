//! The tree as `html5ever` makes it, with its own tokenizer and a plain sink: what ours is held to.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use copydesk_extract::tree::{self, Tree};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, ParseOpts, QualName};

/// A tree; the document is its first node.
pub struct Dom(Vec<Node>);

struct Node {
    parent: Option<usize>,
    children: Vec<usize>,
    data: Data,
}

enum Data {
    Document,
    /// Its declaration as the html5lib tests write it.
    Doctype(String),
    Comment(String),
    Text(String),
    Element(Element),
}

struct Element {
    name: String,
    /// The names and values as the html5lib tests write them.
    attributes: Vec<(String, String)>,
    qualified: Option<QualName>,
    holds_html: bool,
}

/// Elements whose text is not shown, as DESIGN has them.
const UNSEEN: &[&str] = &[
    "head", "script", "style", "template", "noscript", "textarea", "select", "svg", "math",
    "iframe", "object", "video", "audio", "canvas",
];

impl Dom {
    /// The tree that `html5ever` makes, with scripting off.
    pub fn parse(html: &str) -> Self {
        let options = ParseOpts {
            tree_builder: TreeBuilderOpts {
                scripting_enabled: false,
                ..TreeBuilderOpts::default()
            },
            ..ParseOpts::default()
        };
        html5ever::parse_document(Sink::default(), options).one(html)
    }

    /// Our tree, the pieces of a text made one.
    pub fn of(tree: &Tree) -> Self {
        let sink = Sink::default();
        let mut ids = vec![0];
        ids.resize(tree.len(), 0);
        for node in tree.descendants(tree.root()).skip(1) {
            let parent = tree.parent(node).map_or(0, |up| ids[up as usize]);
            let data = match tree.node(node).data {
                tree::Data::Text(text) => {
                    sink.append(&parent, NodeOrText::AppendText(text.into()));
                    continue;
                }
                tree::Data::Document => continue,
                tree::Data::Doctype([name, public, system]) => doctype(name, public, system),
                tree::Data::Comment(text) => Data::Comment(text.to_owned()),
                tree::Data::Element(namespace, name) => Data::Element(Element {
                    name: format!("{}{name}", prefix(namespace)),
                    attributes: tree
                        .attributes(node)
                        .map(|(name, value)| (name.to_owned(), value.to_owned()))
                        .collect(),
                    qualified: None,
                    holds_html: false,
                }),
            };
            ids[node as usize] = sink.make(data);
            sink.append(&parent, NodeOrText::AppendNode(ids[node as usize]));
        }
        sink.finish()
    }

    /// The tree in the form of the html5lib tests.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        let mut open: Vec<(usize, usize)> = self.below(0, 0).collect();
        while let Some((id, depth)) = open.pop() {
            let indent = "  ".repeat(depth);
            let inner = match &self.0[id].data {
                Data::Element(element) => element.dump(&indent, &mut out),
                Data::Document => 0,
                Data::Doctype(text) => line(&mut out, &indent, text),
                Data::Comment(text) => line(&mut out, &indent, &format!("<!-- {text} -->")),
                Data::Text(text) => line(&mut out, &indent, &format!("\"{text}\"")),
            };
            open.extend(self.below(id, depth + inner));
        }
        out
    }

    /// The text that is shown, in the tree's order, without white space.
    pub fn shown(&self) -> String {
        let mut out = String::new();
        let mut open: Vec<(usize, usize)> = self.below(0, 0).collect();
        while let Some((id, _)) = open.pop() {
            match &self.0[id].data {
                Data::Text(text) => out.extend(text.chars().filter(|c| !c.is_whitespace())),
                Data::Element(element) if element.is_unseen() => {}
                _ => open.extend(self.below(id, 0)),
            }
        }
        out
    }

    fn below(&self, id: usize, depth: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.0[id].children.iter().rev().map(move |&id| (id, depth))
    }
}

impl Element {
    /// Writes the start tag; returns how much deeper its children stand.
    fn dump(&self, indent: &str, out: &mut String) -> usize {
        line(out, indent, &format!("<{}>", self.name));
        let mut attributes: Vec<String> = self
            .attributes
            .iter()
            .map(|(name, value)| format!("  {name}=\"{value}\""))
            .collect();
        attributes.sort();
        attributes.iter().for_each(|text| {
            line(out, indent, text);
        });
        if self.name == "template" {
            line(out, indent, "  content");
            return 2;
        }
        1
    }

    fn is_unseen(&self) -> bool {
        UNSEEN.contains(&self.name.rsplit(' ').next().unwrap_or_default())
    }
}

fn line(out: &mut String, indent: &str, text: &str) -> usize {
    out.push_str("| ");
    out.push_str(indent);
    out.push_str(text);
    out.push('\n');
    0
}

fn prefix(namespace: &str) -> &'static str {
    match namespace {
        "http://www.w3.org/2000/svg" => "svg ",
        "http://www.w3.org/1998/Math/MathML" => "math ",
        _ => "",
    }
}

fn doctype(name: &str, public: &str, system: &str) -> Data {
    Data::Doctype(if public.is_empty() && system.is_empty() {
        format!("<!DOCTYPE {name}>")
    } else {
        format!("<!DOCTYPE {name} \"{public}\" \"{system}\">")
    })
}

fn written(attribute: &Attribute) -> (String, String) {
    let name = match attribute.name.prefix.as_deref() {
        Some(prefix) if !prefix.is_empty() => format!("{prefix} {}", attribute.name.local),
        _ => attribute.name.local.to_string(),
    };
    (name, attribute.value.to_string())
}

struct Sink(RefCell<Vec<Node>>);

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
    fn make(&self, data: Data) -> usize {
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
