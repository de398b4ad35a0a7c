//! Which pages are captures of one article.

mod common;

use common::{add, archive, page_with, story};
use copydesk_archive::{Archive, Filter};
use copydesk_record::{Article, Page};

/// A page at an address, with a canonical link.
fn at(url: &str, canonical: &str, title: &str, text: &str) -> (Page, Article) {
    let (mut page, mut record) = page_with(url, title, text, |record| {
        record.url = Some(url.to_owned()).filter(|url| url.contains(':'));
        record.canonical_url = Some(canonical.to_owned()).filter(|url| !url.is_empty());
    });
    page.url.clone_from(&record.url);
    record.id = copydesk_record::page_id(&page);
    (page, record)
}

/// The sources of the articles that listings show, in alphabetical order.
fn listed(archive: &Archive) -> Vec<String> {
    let all = Filter {
        with_duplicates: true,
        ..Filter::default()
    };
    let mut sources: Vec<String> = archive
        .articles(&all)
        .unwrap()
        .into_iter()
        .map(|summary| summary.source)
        .collect();
    sources.sort();
    sources
}

const FERRY: &str = "https://paper.example/ferry";

/// In whatever order and in however many commits pages come in, these are listed.
#[track_caller]
fn check(pages: &[(Page, Article)], expected: &[&str]) {
    let reversed: Vec<_> = pages.iter().rev().cloned().collect();
    for pages in [pages, &reversed] {
        let (_dir, archive) = archive();
        add(&archive, pages);
        assert_eq!(listed(&archive), expected);
    }
    let (_dir, archive) = archive();
    for page in &reversed {
        add(&archive, std::slice::from_ref(page));
    }
    assert_eq!(listed(&archive), expected);
}

#[test]
fn a_print_view_is_a_version_of_its_article() {
    let text = story("ferry");
    let print = "https://m.paper.example/ferry?print=1";
    let pages = [
        at(FERRY, FERRY, "Ferry", &text),
        at(print, FERRY, "Ferry", &text),
    ];
    check(&pages, &[FERRY]);
    let (_dir, archive) = archive();
    add(&archive, &pages);
    assert_eq!(archive.versions(&pages[1].1.id).unwrap().len(), 2);
    let ferry = Some(pages[0].1.id.clone());
    assert_eq!(archive.by_address(FERRY).unwrap(), ferry);
    assert_eq!(archive.by_address(print).unwrap(), ferry);
    let newer = at(print, "", "Ferry", &text);
    add(
        &archive,
        &[(
            Page {
                bytes: b"new".to_vec(),
                ..newer.0
            },
            newer.1,
        )],
    );
    assert_eq!(listed(&archive), [print, FERRY], "it no longer says so");
}

#[test]
fn another_sites_claim_is_refused() {
    let text = story("ferry");
    let thief = "https://thief.example/ferry";
    let pages = [
        at(FERRY, "", "Ferry", &text),
        at(thief, FERRY, "Ferry", &text),
    ];
    check(&pages, &[FERRY, thief]);
    let (_dir, archive) = archive();
    add(&archive, &pages[1..]);
    assert_eq!(archive.by_address(FERRY).unwrap(), None);
    assert_eq!(
        archive.by_address(thief).unwrap(),
        Some(pages[1].1.id.clone())
    );
}

#[test]
fn a_claim_to_a_page_that_says_something_else_is_not_believed() {
    let front = "https://paper.example/";
    let (bridge, gulls) = (
        "https://paper.example/bridge",
        "https://paper.example/gulls",
    );
    check(
        &[
            at(front, front, "The paper", &story("today")),
            at(bridge, front, "Bridge", &story("bridge")),
            at(gulls, front, "Gulls", &story("gulls")),
        ],
        &[front, bridge, gulls],
    );
    let second = "https://paper.example/ferry?page=2";
    check(
        &[
            at(FERRY, FERRY, "Ferry", &story("ferry")),
            at(second, FERRY, "Ferry", &story("captain")),
        ],
        &[FERRY, second],
    );
}

#[test]
fn a_print_view_whose_article_is_not_there_is_found_by_its_address() {
    let print = at(
        "https://paper.example/ferry?print=1",
        FERRY,
        "Ferry",
        &story("ferry"),
    );
    let (_dir, archive) = archive();
    add(&archive, std::slice::from_ref(&print));
    assert_eq!(archive.by_address(FERRY).unwrap(), Some(print.1.id));
}

#[test]
fn without_an_address_the_canonical_link_and_then_the_bytes_tell() {
    let text = story("ferry");
    let one_article = |one: (Page, Article), other: (Page, Article)| {
        let (_dir, archive) = archive();
        add(&archive, &[one, other]);
        listed(&archive).len() == 1
    };
    let saved = |source: &str, canonical: &str, title: &str| at(source, canonical, title, &text);
    assert!(one_article(
        saved("a.html", FERRY, "Ferry"),
        saved("b.html", FERRY, "Ferries")
    ));
    assert!(one_article(
        saved("a.html", "", "Ferry"),
        saved("b.html", "", "Ferry")
    ));
    assert!(!one_article(
        saved("a.html", "", "Ferry"),
        saved("b.html", "", "Ferries")
    ));
}
