//! Pages and archives for the tests.
#![allow(dead_code, reason = "each test file uses some of it")]

use copydesk_archive::{Archive, Committed};
use copydesk_record::{Article, Kind, Page, digest, page_id};
use tempfile::TempDir;

/// An empty archive in a directory of its own.
pub fn archive() -> (TempDir, Archive) {
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    (dir, archive)
}

/// A page whose bytes are its text, and its record.
pub fn page(source: &str, title: &str, text: &str) -> (Page, Article) {
    let bytes = format!("<h1>{title}</h1>{text}").into_bytes();
    let page = Page {
        source: source.to_owned(),
        bytes,
        ..Page::default()
    };
    let record = Article {
        kind: Kind::Article,
        digest: digest(&page.bytes),
        title: Some(title.to_owned()),
        text: text.to_owned(),
        ..Article::new(page_id(&page), source)
    };
    (page, record)
}

/// The same, with changes to the record.
pub fn page_with(
    source: &str,
    title: &str,
    text: &str,
    change: impl FnOnce(&mut Article),
) -> (Page, Article) {
    let (page, mut record) = page(source, title, text);
    change(&mut record);
    (page, record)
}

/// Adds pages in one commit.
pub fn add(archive: &Archive, pages: &[(Page, Article)]) -> Committed {
    let mut writer = archive.writer().unwrap();
    for (page, record) in pages {
        writer.add(page, record).unwrap();
    }
    writer.commit().unwrap()
}

/// Some forty words about a subject, so that texts about different subjects are no copies.
pub fn story(subject: &str) -> String {
    (0..40)
        .map(|number| format!("{subject}{number} "))
        .collect::<String>()
        + subject
}

/// The titles that a search finds, best first.
pub fn found(archive: &Archive, query: &str) -> Vec<String> {
    let results = archive.search(query, 0, 20).unwrap();
    assert_eq!(results.total, results.hits.len(), "{query}");
    results
        .hits
        .into_iter()
        .map(|hit| hit.summary.title)
        .collect()
}
