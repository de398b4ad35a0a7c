//! What the parts of copydesk's work on a page take, on one thread: microseconds a page.
//!
//! usage: stages [--only STAGE] FOLDER...

use std::hint::black_box;
use std::time::{Duration, Instant};

use copydesk_extract::tree::Tree;
use copydesk_extract::{Options, extract};
use copydesk_record::{Page, digest, page_id};

/// How often each page is gone through; its best time counts.
const ROUNDS: usize = 5;

/// A stage's name and its work.
type Stage = (&'static str, fn(&Page));

/// Each but the last two is a part of the whole.
const STAGES: [Stage; 6] = [
    ("hashes", |page| {
        black_box((page_id(page), digest(&page.bytes)));
    }),
    ("decoding", |page| {
        black_box(String::from_utf8_lossy(&page.bytes));
    }),
    ("tree", |page| {
        let source = String::from_utf8_lossy(&page.bytes).into_owned();
        black_box(Tree::parse(source).is_ok());
    }),
    ("record", |page| {
        black_box(extract(page, Options::default()));
    }),
    ("record as JSON", |page| json(page, false)),
    ("record as JSON, with proof", |page| json(page, true)),
];

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut only = None;
    if arguments.first().is_some_and(|first| first == "--only") {
        only = arguments.drain(..2).next_back();
    }
    let pages: Vec<Page> = arguments.iter().flat_map(copydesk_bench::pages).collect();
    for (name, work) in STAGES {
        if only.as_ref().is_none_or(|only| only == name) {
            let time = pages.iter().map(|page| best(page, work)).sum::<Duration>();
            let each = time.as_secs_f64() * 1e6 / pages.len() as f64;
            println!("{name}: {each:.0} µs");
        }
    }
}

fn json(page: &Page, proof: bool) {
    let article = extract(
        page,
        Options {
            proof,
            ..Options::default()
        },
    );
    black_box(serde_json::to_vec(&article).expect("JSON"));
}

fn best(page: &Page, work: fn(&Page)) -> Duration {
    let round = |_| {
        let start = Instant::now();
        work(page);
        start.elapsed()
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}
