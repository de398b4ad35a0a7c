//! The tree as `html5ever` makes it, with its own tokenizer and a plain sink: what ours is held to.

pub mod sink;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TokenizerResult;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, QualName};
use sink::Sink;

/// A tree; the document is its first node.
pub struct Dom(pub Vec<Node>);

/// A node and what it is tied to.
pub struct Node {
    pub parent: Option<usize>,
    pub children: Vec<usize>,
    pub data: Data,
}

/// What a node is.
pub enum Data {
    Document,
    /// Its declaration as the html5lib tests write it.
    Doctype(String),
    Comment(String),
    Text(String),
    Element(Element),
}

/// An element.
pub struct Element {
    pub name: String,
    /// The names and values as the html5lib tests write them.
    pub attributes: Vec<(String, String)>,
    pub qualified: Option<QualName>,
    pub holds_html: bool,
}

/// Hands on all tokens but parse errors, which the standard does not count as tokens: after one of them
/// html5ever's tree builder no longer drops the line feed that follows `<pre>`.
struct WithoutErrors(TreeBuilder<usize, Sink>);

impl TokenSink for WithoutErrors {
    type Handle = usize;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<usize> {
        match token {
            Token::ParseError(_) => TokenSinkResult::Continue,
            token => self.0.process_token(token, line),
        }
    }

    fn end(&self) {
        self.0.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements whose text is not shown, as DESIGN has them.
const UNSEEN: &[&str] = &[
    "head", "script", "style", "template", "noscript", "textarea", "select", "svg", "math",
    "iframe", "object", "video", "audio", "canvas",
];

impl Dom {
    /// The tree that `html5ever` makes, with scripting off.
    pub fn parse(html: &str) -> Self {
        let options = TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        };
        let builder = TreeBuilder::new(Sink::default(), options);
        let tokenizer = Tokenizer::new(WithoutErrors(builder), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(html.into());
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.end();
        tokenizer.sink.0.sink.finish()
    }

    /// The elements, in document order: names, attributes and their values.
    pub fn elements(&self) -> impl Iterator<Item = (&str, &[(String, String)])> {
        let mut open: Vec<(usize, usize)> = self.below(0, 0).collect();
        std::iter::from_fn(move || {
            while let Some((id, _)) = open.pop() {
                open.extend(self.below(id, 0));
                if let Data::Element(element) = &self.0[id].data {
                    return Some((element.name.as_str(), element.attributes.as_slice()));
                }
            }
            None
        })
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

pub fn prefix(namespace: &str) -> &'static str {
    match namespace {
        "http://www.w3.org/2000/svg" => "svg ",
        "http://www.w3.org/1998/Math/MathML" => "math ",
        _ => "",
    }
}

pub fn doctype(name: &str, public: &str, system: &str) -> Data {
    Data::Doctype(if public.is_empty() && system.is_empty() {
        format!("<!DOCTYPE {name}>")
    } else {
        format!("<!DOCTYPE {name} \"{public}\" \"{system}\">")
    })
}

pub fn written(attribute: &Attribute) -> (String, String) {
    let name = match attribute.name.prefix.as_deref() {
        Some(prefix) if !prefix.is_empty() => format!("{prefix} {}", attribute.name.local),
        _ => attribute.name.local.to_string(),
    };
    (name, attribute.value.to_string())
}
