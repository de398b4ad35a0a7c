//! Times whole jobs on one thread: a page's bytes to its record as JSON, beside peers on the same
//! pages in the same run.
//!
//! usage: copydesk-bench [--peers FILE] FOLDER...
//!
//! The folders hold HTML pages; the file, what `peers.py` printed of the same folders.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use copydesk_extract::{Options, extract};
use copydesk_record::Page;
use dom_smoothie::Readability;

/// How often each page is gone through; its best time counts, as others may use the machine too.
const ROUNDS: usize = 5;

/// What one program took.
struct Row {
    name: String,
    all: Duration,
    slowest: Duration,
}

fn main() {
    let mut arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let mut rows = Vec::new();
    if arguments
        .first()
        .is_some_and(|first| first.as_os_str() == "--peers")
    {
        rows = read_rows(&arguments[1]);
        arguments.drain(..2);
    }
    let pages: Vec<Page> = arguments.iter().flat_map(copydesk_bench::pages).collect();
    let engines: [(&str, fn(&Page)); 3] = [
        ("dom_smoothie 0.19", readability),
        ("copydesk", copydesk),
        ("copydesk --proof", copydesk_proof),
    ];
    rows.extend(engines.map(|(name, engine)| time(name, &pages, engine)));
    print(&pages, &rows);
}

fn read_rows(file: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(file).expect("the peers' file");
    let seconds = |field: &str| Duration::from_secs_f64(field.parse().expect("seconds"));
    let row = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        Row {
            name: fields[0].to_owned(),
            all: seconds(fields[1]),
            slowest: seconds(fields[2]),
        }
    };
    text.lines().map(row).collect()
}

/// The times of all pages, each the best of its rounds.
fn time(name: &str, pages: &[Page], engine: fn(&Page)) -> Row {
    let best = |page: &Page| {
        let round = |_| {
            let start = Instant::now();
            engine(page);
            start.elapsed()
        };
        (0..ROUNDS).map(round).min().unwrap_or_default()
    };
    let times: Vec<Duration> = pages.iter().map(best).collect();
    Row {
        name: name.to_owned(),
        all: times.iter().sum(),
        slowest: times.into_iter().max().unwrap_or_default(),
    }
}

/// Prints a table; the last column says how many times the program's time copydesk's fits into.
fn print(pages: &[Page], rows: &[Row]) {
    let megabytes = pages.iter().map(|page| page.bytes.len()).sum::<usize>() as f64 / 1e6;
    let ours = rows.iter().find(|row| row.name == "copydesk");
    let ours = ours.map_or(Duration::ZERO, |row| row.all);
    println!("{} pages, {megabytes:.1} MB, one thread\n", pages.len());
    println!("| program | pages/s | MB/s | slowest page | copydesk is faster |");
    println!("| --- | --- | --- | --- | --- |");
    for Row { name, all, slowest } in rows {
        let seconds = all.as_secs_f64();
        let rate = pages.len() as f64 / seconds;
        let (speed, slowest) = (megabytes / seconds, slowest.as_millis());
        let ratio = seconds / ours.as_secs_f64();
        println!("| {name} | {rate:.0} | {speed:.1} | {slowest} ms | {ratio:.2} times |");
    }
}

fn copydesk(page: &Page) {
    let article = extract(page, Options::default());
    black_box(serde_json::to_vec(&article).expect("JSON"));
}

fn copydesk_proof(page: &Page) {
    let article = extract(
        page,
        Options {
            proof: true,
            ..Options::default()
        },
    );
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
