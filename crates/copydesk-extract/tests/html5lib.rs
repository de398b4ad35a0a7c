//! The tree against html5lib's tree-construction tests (documents, scripting off).

mod shared;

use copydesk_extract::tree::Tree;
use shared::dom::Dom;
use shared::ours;

/// Those that `html5ever` fails: our tree is that of its tree builder.
const FAILED_BY_HTML5EVER: usize = 14;

#[test]
fn our_tree_passes_what_html5ever_passes() {
    let Some(folder) = shared::data("html5lib/tree-construction") else {
        return;
    };
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "dat"))
        .collect();
    files.sort();
    let (mut count, mut failures) = (0, Failures::default());
    for file in &files {
        let text = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
        let name = file.file_name().unwrap().to_string_lossy();
        for case in cases(&text) {
            failures.check(&name, &case);
            count += 1;
        }
    }
    println!(
        "html5lib tree construction: {} of {count} pass; html5ever passes {}",
        count - failures.ours.len(),
        count - failures.theirs.len()
    );
    failures
        .ours
        .iter()
        .for_each(|failure| println!("{failure}"));
    assert_eq!(failures.worse, [""; 0], "html5ever passes these");
    assert_eq!(failures.ours.len(), FAILED_BY_HTML5EVER);
}

#[derive(Default)]
struct Failures {
    ours: Vec<String>,
    theirs: Vec<String>,
    /// Ours that are not theirs.
    worse: Vec<String>,
}

impl Failures {
    fn check(&mut self, file: &str, case: &Case) {
        let ours = Tree::parse(&*case.data).map(|tree| ours::of(&tree).dump());
        let ours = ours.unwrap_or_default();
        let theirs = Dom::parse(&case.data).dump();
        let failure = || format!("{file}: {:?}", case.data);
        if theirs != case.document {
            self.theirs.push(failure());
        }
        if ours != case.document {
            self.ours.push(failure());
            show(&case.document, &ours);
        }
        if ours != case.document && theirs == case.document {
            self.worse.push(failure());
        }
    }
}

fn show(expected: &str, got: &str) {
    if std::env::var_os("SHOW").is_some() {
        println!("{expected}---\n{got}");
    }
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
