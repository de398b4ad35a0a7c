//! How fast pages come out of a `.warc.gz`: megabytes of raw (expanded) bytes a second on one thread, beside bare inflate
//! and fastwarc on the same file in one run.
//!
//! usage: intake FOLDER...    folders of pages, such as ../shared/data/*/pages once unpacked

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use copydesk_bench::pages;
use copydesk_intake::{Item, Limits, items};
use fastwarc::warc::iter::ArchiveIterator;
use fastwarc::warc::record::WarcRecordType;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

/// Of so many runs the fastest counts: the others were disturbed.
const RUNS: usize = 5;

fn main() {
    let folders: Vec<String> = std::env::args().skip(1).collect();
    let bodies: Vec<Vec<u8>> = folders
        .iter()
        .flat_map(pages)
        .map(|page| page.bytes)
        .collect();
    let path = std::env::temp_dir().join(format!("copydesk-bench-{}.warc.gz", std::process::id()));
    let raw = write(&path, &bodies);
    println!(
        "{} pages, {:.1} MB raw, {:.1} MB packed",
        bodies.len(),
        raw as f64 / 1e6,
        size(&path) as f64 / 1e6
    );
    let inflate = report("bare inflate", raw, || inflate(&path));
    let theirs = report("fastwarc 2", raw, || fastwarc(&path, bodies.len()));
    let ours = report("copydesk intake", raw, || intake(&path, bodies.len()));
    println!(
        "of bare inflate: fastwarc {:.2}, copydesk {:.2}",
        theirs / inflate,
        ours / inflate
    );
    fs::remove_file(path).expect("the file is ours");
}

/// A request and a response record a page, each a gzip member, as crawlers write them; how many raw bytes that is.
fn write(path: &Path, bodies: &[Vec<u8>]) -> usize {
    let mut file = File::create(path).expect("a file");
    let mut raw = 0;
    for (n, body) in bodies.iter().enumerate() {
        let url = format!("http://example.com/{n}");
        let request = b"GET / HTTP/1.1\r\nHost: example.com\r\nAccept: */*\r\n\r\n";
        let http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nServer: nginx\r\nDate: Mon, 17 Sep 2012 08:30:00 GMT\r\n\r\n";
        for (kind, block) in [
            ("request", request.to_vec()),
            ("response", [&http[..], body].concat()),
        ] {
            let head = format!(
                "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2012-09-17T08:30:00Z\r\nWARC-Target-URI: {url}\r\n\
                 WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012}>\r\n\
                 Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n",
                block.len()
            );
            let record = [head.as_bytes(), &block, b"\r\n\r\n"].concat();
            let mut packer = GzEncoder::new(&mut file, Compression::default());
            packer
                .write_all(&record)
                .and_then(|()| packer.try_finish())
                .expect("a packed record");
            raw += record.len();
        }
    }
    raw
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).expect("a file").len()
}

/// The best rate in megabytes a second.
fn report(name: &str, raw: usize, mut run: impl FnMut()) -> f64 {
    let mut seconds = || {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    let best = (0..RUNS).map(|_| seconds()).fold(f64::MAX, f64::min);
    let rate = raw as f64 / best / 1e6;
    println!("{name}\t{rate:.0} MB/s");
    rate
}

fn inflate(path: &PathBuf) {
    let file = BufReader::with_capacity(1 << 18, File::open(path).expect("a file"));
    let mut decoder = MultiGzDecoder::new(file);
    let mut piece = vec![0; 1 << 18];
    while decoder.read(&mut piece).expect("sound data") > 0 {
        black_box(&piece);
    }
}

/// Responses with their bodies in memory, as pages are.
fn fastwarc(path: &PathBuf, count: usize) {
    let mut found = 0;
    for record in ArchiveIterator::from_path(path).expect("an archive") {
        let record = record.expect("a record");
        let mut record = record.borrow_mut();
        if record.record_type() == WarcRecordType::Response {
            let mut body = Vec::new();
            let reader = record.reader_mut().expect("a body");
            reader.read_to_end(&mut body).expect("a body");
            found += 1;
            black_box(&body);
        }
    }
    assert_eq!(found, count);
}

fn intake(path: &PathBuf, count: usize) {
    let found = items(std::slice::from_ref(path), Limits::default());
    let pages = found.filter(|item| {
        black_box(item.bytes());
        matches!(item, Item::Page(_))
    });
    let pages = pages.count();
    assert!(pages * 100 > count * 99, "{pages} of {count}");
}
