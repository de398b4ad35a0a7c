//! The tree against html5lib's tree-construction tests (documents, scripting off).

mod shared;

use copydesk_extract::tree::{Data, NodeId, Tree};

/// How many of them pass. It may rise, not fall; html5ever has known failures of its own.
const PASSING: usize = 1530;

#[test]
fn tree_construction() {
    let Some(folder) = shared::data("html5lib/tree-construction") else {
        return;
    };
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (mut passed, mut failed) = (0, Vec::new());
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "dat"))
    {
        let text = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
        for case in cases(&text) {
            let got = Tree::parse(&case.data)
                .map(|tree| dump(&tree))
                .unwrap_or_default();
            if got == case.document {
                passed += 1;
            } else {
                failed.push(format!(
                    "{}: {:?}\n{}---\n{got}",
                    file.display(),
                    case.data,
                    case.document
                ));
            }
        }
    }
    println!(
        "html5lib tree construction: {passed} of {} pass",
        passed + failed.len()
    );
    if std::env::var_os("SHOW").is_some() {
        failed.iter().for_each(|failure| println!("{failure}\n"));
    }
    assert!(
        passed >= PASSING,
        "{passed} pass, {PASSING} did before; run with SHOW=1 to see the failures"
    );
}

struct Case {
    data: String,
    document: String,
}

/// The cases that parse a document with scripting off.
fn cases(text: &str) -> Vec<Case> {
    let text = format!("\n{text}");
    let sections = text
        .split("\n#data\n")
        .skip(1)
        .map(|case| format!("#data\n{case}\n"));
    sections
        .filter(|case| !case.contains("\n#document-fragment\n") && !case.contains("\n#script-on\n"))
        .filter_map(|case| {
            let data = case
                .strip_prefix("#data\n")?
                .split_once("\n#errors\n")
                .or_else(|| case.strip_prefix("#data\n#errors\n").map(|rest| ("", rest)))?;
            let document = data.1.split_once("#document\n")?.1;
            Some(Case {
                data: data.0.trim_start_matches("#data\n").to_owned(),
                document: format!("{}\n", document.trim_end_matches('\n')),
            })
        })
        .collect()
}

/// A tree in the tests' form.
fn dump(tree: &Tree) -> String {
    let mut out = String::new();
    children(tree, tree.root(), 0, &mut out);
    out
}

fn children(tree: &Tree, node: NodeId, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let mut text: Option<String> = None;
    let flush = |text: &mut Option<String>, out: &mut String| {
        if let Some(text) = text.take() {
            out.push_str(&format!("| {indent}\"{text}\"\n"));
        }
    };
    for child in tree.children(node) {
        if let Some(piece) = tree.text(child) {
            text.get_or_insert_default().push_str(piece);
            continue;
        }
        flush(&mut text, out);
        element(tree, child, depth, out);
    }
    flush(&mut text, out);
}

fn element(tree: &Tree, node: NodeId, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match tree.node(node).data {
        Data::Doctype([name, public, system]) if public.is_empty() && system.is_empty() => {
            out.push_str(&format!("| {indent}<!DOCTYPE {name}>\n"));
        }
        Data::Doctype([name, public, system]) => {
            out.push_str(&format!(
                "| {indent}<!DOCTYPE {name} \"{public}\" \"{system}\">\n"
            ));
        }
        Data::Comment(text) => out.push_str(&format!("| {indent}<!-- {text} -->\n")),
        Data::Element(namespace, name) => {
            let prefix = match &**namespace {
                "http://www.w3.org/2000/svg" => "svg ",
                "http://www.w3.org/1998/Math/MathML" => "math ",
                _ => "",
            };
            out.push_str(&format!("| {indent}<{prefix}{name}>\n"));
            let mut lines: Vec<String> = tree
                .attributes(node)
                .map(|(name, value)| format!("{name}=\"{value}\""))
                .collect();
            lines.sort();
            lines
                .iter()
                .for_each(|line| out.push_str(&format!("| {indent}  {line}\n")));
            if &**name == "template" && prefix.is_empty() {
                out.push_str(&format!("| {indent}  content\n"));
                children(tree, node, depth + 2, out);
            } else {
                children(tree, node, depth + 1, out);
            }
        }
        Data::Document | Data::Text(_) => {}
    }
}
