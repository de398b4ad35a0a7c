//! What is made to be too much: each kind of it ends as one item that names the limit, in time and
//! memory that are in proportion to the file.

mod support;

use std::time::{Duration, Instant};

use copydesk_intake::{Item, Limits};
use copydesk_record::ErrorCode;
use support::*;

/// More than any of these takes on a slow machine, and less than hours.
const PATIENCE: Duration = Duration::from_secs(60);

const SMALL: Limits = Limits {
    page_bytes: 4096,
    expansion: 200,
    feed_bytes: 4096,
    folder_depth: 4,
};

fn quickly<T>(work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    assert!(start.elapsed() < PATIENCE);
    result
}

fn coded(coding: &str, body: &[u8]) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\nContent-Type: text/html\n{coding}");
    response("http://e.com/", &http, body)
}

/// A brotli stream of 8 MiB, made by the reference program.
const BROTLI: &[u8] = b"\xcb\xff\xff\x3f\xf8\x25\xc2\xe2\xb1\x40\x20\xf7\xfe\x6f";

#[test]
fn packed_bodies_that_expand_without_end_are_too_large() {
    let spaces = vec![b' '; 1 << 20];
    let nested = gzip(&gzip(&spaces));
    let rle = [
        &b"\x28\xb5\x2f\xfd\x00\x58"[..],
        &[2, 0, 16, b'a'].repeat(1000),
        &[3, 0, 16, b'a'],
    ]
    .concat();
    let bodies = [
        coded("Content-Encoding: gzip", &gzip(&spaces)),
        coded("Content-Encoding: gzip, gzip", &nested),
        coded("Content-Encoding: br", BROTLI),
        coded("Content-Encoding: zstd", &rle),
    ];
    for body in bodies {
        let found = quickly(|| read_bytes_with("a.warc", &body, SMALL));
        assert_eq!(code(&found[0]), ErrorCode::TooLarge);
    }
}

#[test]
fn packed_files_that_expand_without_end_are_too_large() {
    let rle = [
        &b"\x28\xb5\x2f\xfd\x00\x58"[..],
        &[2, 0, 16, b'a'].repeat(1000),
        &[3, 0, 16, b'a'],
    ]
    .concat();
    for bytes in [gzip(&vec![b'a'; 10 << 20]), rle] {
        for name in ["a.html", "a.jsonl", "a.warc"] {
            let found = quickly(|| read_bytes_with(name, &bytes, SMALL));
            assert!(found.iter().any(|item| matches!(item, Item::Failed(failed) if failed.error.code == ErrorCode::TooLarge)), "{name}: {:?}", briefs(&found));
        }
    }
}

#[test]
fn a_window_that_no_one_needs_is_refused() {
    // Two GiB, of which one byte is used.
    let frame = b"\x28\xb5\x2f\xfd\x00\xa8\x09\x00\x00a";
    let found = read_bytes("a.html.zst", frame);
    assert_eq!(code(&found[0]), ErrorCode::TooLarge);
}

#[test]
fn many_small_chunks_and_false_sizes_are_read_once() {
    let body = [
        b"1\r\na\r\n".repeat(200_000),
        b"ffffffffffffffff\r\nrest".to_vec(),
    ]
    .concat();
    let found = quickly(|| read_bytes("a.warc", &coded("Transfer-Encoding: chunked", &body)));
    assert_eq!(page(&found[0]).bytes.len(), 200_000 + "rest".len());
}

#[test]
fn headers_without_end_are_refused() {
    let flood = "X-Header: 1\r\n".repeat(20_000);
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{flood}");
    let warc = record(
        "response",
        "Content-Type: application/http\r\n",
        http.as_bytes(),
    );
    let good = html_response("http://e.com/", b"<p>page");
    let found = quickly(|| read_bytes("a.warc", &[&warc[..], &good].concat()));
    assert_eq!(code(&found[0]), ErrorCode::TooLarge);
    assert_eq!(page(&found[1]).bytes, b"<p>page");
    let long = record("response", &flood, b"");
    let found = quickly(|| read_bytes("a.warc", &[&long[..], &good].concat()));
    assert_eq!(code(&found[0]), ErrorCode::Corrupt);
    assert_eq!(page(found.last().unwrap()).bytes, b"<p>page");
}

#[test]
fn what_only_looks_like_records_or_frames_costs_time_in_proportion() {
    let records = b"WARC/1.0\r\nA".repeat(100_000);
    let lengths = b"WARC/1.0\r\nContent-Length: 50000000\r\n\r\n".repeat(30_000);
    let members = [&gzip(b"WARC/1.0\r\n")[..12], b"aaaa"]
        .concat()
        .repeat(50_000);
    let stored = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\x00\x00".repeat(50_000);
    let frames = b"\x28\xb5\x2f\xfd\x00\x58".repeat(100_000);
    let arc = b"http://e.com/ 1.2.3.4 20120917083000 text/html 50000000\n".repeat(20_000);
    for (name, bytes) in [
        ("a.warc", records),
        ("a.warc", lengths),
        ("a.warc", members),
        ("a.warc", stored),
        ("a.warc", frames),
        ("a.arc", [&arc_file()[..], &arc].concat()),
    ] {
        let found = quickly(|| read_bytes(name, &bytes));
        assert!(!found.is_empty() && found.len() <= bytes.len() / 6);
    }
}

#[test]
fn json_nests_to_a_limit() {
    let line = format!(
        "{{\"html\":{}\n{{\"html\":\"<p>\"}}\n",
        "[".repeat(1_000_000)
    );
    let found = quickly(|| read_bytes("a.jsonl", line.as_bytes()));
    assert_eq!(
        briefs(&found),
        ["failed a.jsonl#0 Corrupt", "page a.jsonl#1000009 Html"]
    );
}
