//! Times whole jobs on one thread: a page's bytes to its record as JSON, beside peers on the same
//! pages in the same run.
//!
//! usage: copydesk-bench FOLDER...    folders of HTML pages

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use copydesk_extract::{Options, extract};
use copydesk_record::Page;
use dom_smoothie::Readability;

/// How often all pages are gone through; the best time counts.
const ROUNDS: usize = 3;

fn main() {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let pages: Vec<Page> = folders.iter().flat_map(read).collect();
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    println!(
        "{} pages, {:.1} MB, best of {ROUNDS} rounds, one thread",
        pages.len(),
        bytes as f64 / 1e6
    );
    println!(
        "| program | pages/s | MB/s | slowest page | ratio |\n| --- | --- | --- | --- | --- |"
    );
    let engines: [(&str, fn(&Page)); 3] = [
        ("dom_smoothie 0.19", readability),
        ("copydesk", copydesk),
        ("copydesk --proof", copydesk_proof),
    ];
    let mut first = None;
    for (name, engine) in engines {
        let (all, slowest) = time(&pages, engine);
        let rate = pages.len() as f64 / all.as_secs_f64();
        let ratio = rate / *first.get_or_insert(rate);
        let megabytes = bytes as f64 / 1e6 / all.as_secs_f64();
        println!(
            "| {name} | {rate:.0} | {megabytes:.1} | {} ms | {ratio:.2} |",
            slowest.as_millis()
        );
    }
}

fn read(folder: &PathBuf) -> Vec<Page> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let page = |path: &PathBuf| Page {
        source: path.display().to_string(),
        bytes: std::fs::read(path).expect("a page"),
        ..Page::default()
    };
    paths.iter().map(page).collect()
}

/// The time for all pages and for the slowest, in the best round.
fn time(pages: &[Page], engine: fn(&Page)) -> (Duration, Duration) {
    let round = || {
        let times: Vec<Duration> = pages
            .iter()
            .map(|page| {
                let start = Instant::now();
                engine(page);
                start.elapsed()
            })
            .collect();
        (
            times.iter().sum(),
            times.into_iter().max().unwrap_or_default(),
        )
    };
    (0..ROUNDS).map(|_| round()).min().expect("a round")
}

fn copydesk(page: &Page) {
    let article = extract(page, Options::default());
    black_box(serde_json::to_vec(&article).expect("JSON"));
}

fn copydesk_proof(page: &Page) {
    let article = extract(page, Options { proof: true });
    black_box(serde_json::to_vec(&article).expect("JSON"));
}

/// dom_smoothie takes text: the bytes are decoded as UTF-8, which costs next to nothing.
fn readability(page: &Page) {
    let html = String::from_utf8_lossy(&page.bytes);
    if let Ok(mut readability) = Readability::new(&*html, None, None) {
        if let Ok(article) = readability.parse() {
            black_box(article.text_content);
        }
    }
}
