//! Any bytes have a record: always the same one, which obeys the laws that the tests hold every page to.
#![no_main]

#[allow(dead_code)]
#[path = "../../crates/copydesk-extract/tests/shared/dom/mod.rs"]
mod dom;
#[path = "../../crates/copydesk-extract/tests/shared/free.rs"]
mod free;
#[allow(dead_code)]
#[path = "../../crates/copydesk-extract/tests/shared/laws.rs"]
mod laws;
#[path = "../../crates/copydesk-extract/tests/shared/ours.rs"]
mod ours;

use copydesk_extract::{Options, balances, extract};
use copydesk_record::{Article, Form, Page};
use libfuzzer_sys::fuzz_target;

/// With fewer tags than this no element is so deep that the tree differs from other parsers'.
const MAX_TAGS: usize = 500;

/// Elements in whose text nothing is markup.
const RAW: &[&str] = &["xmp", "noembed", "noframes", "plaintext", "title"];

fuzz_target!(|input: (bool, &[u8])| {
    let (is_text, bytes) = input;
    let page = Page {
        source: "page".to_owned(),
        bytes: bytes.to_vec(),
        form: if is_text { Form::Text } else { Form::Html },
        url: Some("https://www.example.com/news/1.html".to_owned()),
        ..Page::default()
    };
    let article = extract(
        &page,
        Options {
            proof: true,
            ..Options::default()
        },
    );
    assert_eq!(
        article,
        extract(
            &page,
            Options {
                proof: true,
                ..Options::default()
            }
        )
    );
    if article.error.is_some() {
        return;
    }
    text_is_that_of_the_blocks(&article);
    assert!(balances(&page, &article));
    if page.form == Form::Html && is_read_without_a_tree(bytes) {
        let faults = laws::of_any_markup(&page, &article);
        assert!(faults.is_empty(), "{faults:?}");
    }
});

/// Whether the laws' own reader, which looks at one tag at a time, can tell what is text.
fn is_read_without_a_tree(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    text.matches('<').count() < MAX_TAGS && RAW.iter().all(|name| !text.contains(name))
}

fn text_is_that_of_the_blocks(article: &Article) {
    let blocks = article.blocks.iter().filter(|block| block.kind.is_text());
    let texts: Vec<&str> = blocks.map(|block| block.text.as_str()).collect();
    assert_eq!(article.text, texts.join("\n\n"));
}
