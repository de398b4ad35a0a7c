//! Our tree in the form of the other parser's.

use copydesk_extract::tree::{self, Tree};
use html5ever::interface::{NodeOrText, TreeSink};

use super::dom::sink::Sink;
use super::dom::{Data, Dom, Element, doctype, prefix};

/// Our tree, the pieces of a text made one.
pub fn of(tree: &Tree) -> Dom {
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
