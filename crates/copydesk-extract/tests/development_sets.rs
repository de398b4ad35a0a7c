//! Laws that hold on every page of every development set.

mod shared;

use copydesk_extract::{Options, extract, text_runs};
use copydesk_record::{Article, Page, Place, Span};

const SETS: &[&str] = &[
    "wcxb_dev_article",
    "wcxb_dev_other",
    "fundus",
    "trafilatura_segments",
    "chinese_wced",
    "readability_fixtures",
    "newspaper4k_fixtures",
    "goose3_fixtures",
    "postlight_fixtures",
];

#[test]
fn the_books_balance() {
    let mut count = 0;
    for set in SETS {
        let Some(folder) = shared::pages(set) else {
            return;
        };
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let page = Page {
                source: path.display().to_string(),
                bytes: std::fs::read(&path).unwrap(),
                ..Page::default()
            };
            let article = extract(&page, Options { proof: true });
            if article.error.is_none() {
                check(&page, &article);
            }
            let bare = extract(&page, Options::default());
            assert_eq!(
                article.without_proof(),
                bare,
                "{}: the proof changes the record",
                page.source
            );
            count += 1;
        }
    }
    println!("the books balance on {count} pages");
}

#[track_caller]
fn check(page: &Page, article: &Article) {
    let accounts = article.accounts.as_deref().unwrap();
    let spans: Vec<Span> = accounts.iter().map(|account| account.span).collect();
    assert!(
        spans.windows(2).all(|pair| pair[0].end <= pair[1].start),
        "{}: spans overlap",
        page.source
    );
    assert_eq!(
        spans,
        text_runs(page).unwrap(),
        "{}: the accounts are not the runs",
        page.source
    );
    for place in accounts.iter().flat_map(|account| match &account.to {
        Place::One(place) => vec![place.clone()],
        Place::Several(places) => places.clone(),
    }) {
        assert!(
            exists(article, &place),
            "{}: no place {place:?}",
            page.source
        );
    }
    for block in &article.blocks {
        assert!(
            !block.kind.is_text() || !block.text.is_empty(),
            "{}: an empty block",
            page.source
        );
    }
}

fn exists(article: &Article, place: &str) -> bool {
    let (list, index) = place.split_once('/').unwrap_or((place, "0"));
    let index: usize = index.parse().unwrap();
    match list {
        "title" => article.title.is_some(),
        "dek" => article.dek.is_some(),
        "blocks" => index < article.blocks.len(),
        "removed" => index < article.removed.as_ref().map_or(0, Vec::len),
        "imprint" => index < article.imprint.len(),
        "related" => index < article.related.len(),
        _ => false,
    }
}
