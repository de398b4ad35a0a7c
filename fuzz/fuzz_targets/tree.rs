//! Any text has a tree, and each of its text nodes stands in a place of its own in the source.
#![no_main]

use copydesk_extract::tree::Tree;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let Ok(tree) = Tree::parse(source) else {
        return;
    };
    let is_run = |text: &str| !text.trim().is_empty();
    let mut spans: Vec<_> = tree
        .descendants(tree.root())
        .filter(|&node| tree.text(node).is_some_and(is_run))
        .map(|node| tree.node(node).span)
        .collect();
    spans.sort_unstable();
    for span in &spans {
        assert!(
            source
                .get(span.start..span.end)
                .is_some_and(|text| !text.is_empty()),
            "{span:?}"
        );
    }
    for pair in spans.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{pair:?}");
    }
});
