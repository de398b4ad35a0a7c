//! Any bytes have a record: always the same one, whose books balance and whose parts agree.
#![no_main]

use copydesk_extract::{Options, extract, text_runs};
use copydesk_record::{Article, Form, Page, Place, Span};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, &[u8])| {
    let (is_text, bytes) = input;
    let page = Page {
        source: "page".to_owned(),
        bytes: bytes.to_vec(),
        form: if is_text { Form::Text } else { Form::Html },
        url: Some("https://www.example.com/news/1.html".to_owned()),
        ..Page::default()
    };
    let article = extract(&page, Options { proof: true });
    assert_eq!(article, extract(&page, Options { proof: true }));
    assert_eq!(
        article.clone().without_proof(),
        extract(&page, Options { proof: false })
    );
    if article.error.is_none() {
        books_balance(&page, &article);
        text_is_that_of_the_blocks(&article);
    }
});

fn books_balance(page: &Page, article: &Article) {
    let accounts = article.accounts.as_deref().unwrap();
    let spans: Vec<Span> = accounts.iter().map(|account| account.span).collect();
    assert!(
        spans.windows(2).all(|pair| pair[0].end <= pair[1].start),
        "{spans:?}"
    );
    assert_eq!(joined(&spans), joined(&text_runs(page).unwrap()));
    let record = serde_json::to_value(article).unwrap();
    for place in accounts.iter().flat_map(|account| places(&account.to)) {
        let found = record.pointer(&format!("/{place}"));
        assert!(found.is_some_and(|found| !found.is_null()), "{place}");
    }
}

/// The spans with those that touch made one, since a run may be split.
fn joined(spans: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => joined.push(*span),
        }
    }
    joined
}

fn places(place: &Place) -> &[String] {
    match place {
        Place::One(one) => std::slice::from_ref(one),
        Place::Several(several) => several,
    }
}

fn text_is_that_of_the_blocks(article: &Article) {
    let blocks = article.blocks.iter().filter(|block| block.kind.is_text());
    let texts: Vec<&str> = blocks.map(|block| block.text.as_str()).collect();
    assert_eq!(article.text, texts.join("\n\n"));
}
