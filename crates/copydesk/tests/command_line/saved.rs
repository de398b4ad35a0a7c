//! Pages that a browser or wget saved, with what they saved beside them.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{Ran, run};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....";

/// Pages, and the address that each was saved from.
const PAGES: &[(&str, &str)] = &[
    (
        "Tide at the quay.html",
        "https://e.com/news/Tide%20at%20the%20quay.html",
    ),
    ("2012/index.html", "https://e.com/news/2012/"),
    ("2012/index.html?page=2", "https://e.com/news/2012/?page=2"),
    ("2012/index.html@id=3", "https://e.com/news/2012/?id=3"),
    ("story.asp?id=7", "https://e.com/news/story.asp?id=7"),
    ("story.asp?id=8.html", "https://e.com/news/story.asp?id=8"),
    ("story.php.html", "https://e.com/news/story.php"),
    ("harbour-budget", "https://e.com/news/harbour-budget"),
];

/// What a browser puts into the folder of a page, and wget beside it.
const OTHERS: &[(&str, &[u8])] = &[
    ("Tide at the quay_files/quay.png", PNG),
    ("Tide at the quay_files/quay(1)", PNG),
    ("Tide at the quay_files/style.css", b"p { color: red }"),
    ("Tide at the quay_files/script.js", b"<p>not a page</p>"),
    ("Tide at the quay_files/font.woff2", b"wOF2...."),
    ("2012/picture.asp?id=3", PNG),
    ("robots.json", b"{}"),
];

fn site() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    OTHERS.iter().for_each(|(name, bytes)| write(name, bytes));
    PAGES
        .iter()
        .for_each(|(name, _)| write(name, page(name).as_bytes()));
    dir
}

fn page(name: &str) -> String {
    let said = "The tide came in at eight o'clock and stayed for an hour longer than anyone knew. ";
    let said = said.repeat(8);
    format!(
        "<html><head><title>{name}</title></head><body><h1>{name}</h1><p>{name}: {said}</p></body></html>"
    )
}

fn clean(dir: &Path, more: &[&str]) -> Ran {
    run(&[&["clean", dir.to_str().unwrap()], more].concat())
}

#[test]
fn every_saved_page_is_a_record_at_its_address() {
    let site = site();
    let ran = clean(site.path(), &["--base-url", "https://e.com/news"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let mut found: Vec<(String, String)> = ran
        .records()
        .iter()
        .map(|record| {
            let source = Path::new(record["source"].as_str().unwrap());
            let name = source.strip_prefix(site.path()).unwrap();
            let address = record["url"].as_str().unwrap();
            (name.to_str().unwrap().to_owned(), address.to_owned())
        })
        .collect();
    let mut expected: Vec<(String, String)> = PAGES
        .iter()
        .map(|(name, address)| ((*name).to_owned(), (*address).to_owned()))
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_name_with_a_number_sign_is_a_file() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("tide#1"), page("tide")).unwrap();
    let ran = clean(&dir.path().join("tide#1"), &["--base-url", "https://e.com"]);
    assert_eq!(ran.record()["url"], "https://e.com/tide%231");
}

#[test]
fn what_is_saved_beside_a_page_is_its_picture_or_counted() {
    let (site, archive) = (site(), tempfile::tempdir().unwrap());
    let paths = [
        site.path().to_str().unwrap(),
        archive.path().to_str().unwrap(),
    ];
    let added = run(&["add", paths[0], "--archive", paths[1]]);
    assert_eq!(added.status, 0, "{added:?}");
    let told = |name: &str| {
        let line = added
            .stderr
            .lines()
            .find_map(|line| line.trim().strip_prefix(name));
        line.map(str::trim)
            .unwrap_or_else(|| panic!("no {name} in {}", added.stderr))
    };
    assert_eq!(told("Pages read").split(' ').next(), Some("8"), "{added:?}");
    assert_eq!(told("Pictures"), "3", "{added:?}");
    assert_eq!(
        told("Inputs skipped"),
        "1 data, 1 font, 1 script, 1 style sheet"
    );
}
