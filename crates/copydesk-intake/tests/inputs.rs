//! An input can be gone on with after any of its items, as if it had not been left.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use copydesk_intake::{BytesRead, Input, Limits, Mark, inputs};
use proptest::prelude::*;
use support::*;

fn input(path: &Path) -> Input {
    inputs(&[path.to_owned()], Limits::default())
        .next()
        .unwrap()
}

/// After each item come the items that came after it.
fn check(path: &Path) {
    let all: Vec<_> = input(path).items(&BytesRead::default()).collect();
    let mut mark = Mark {
        source: String::new(),
        times: 0,
    };
    for (n, item) in all.iter().enumerate() {
        let times = if mark.source == item.source() {
            mark.times + 1
        } else {
            1
        };
        mark = Mark {
            source: item.source().to_owned(),
            times,
        };
        let rest: Vec<_> = input(path)
            .items_after(mark.clone(), &BytesRead::default())
            .collect();
        assert!(rest == all[n + 1..], "{} after {mark:?}", path.display());
    }
}

fn archive() -> Vec<Vec<u8>> {
    let http = |n: usize| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{}</p>",
            "tide ".repeat(n * n)
        )
    };
    let response = |n: usize| {
        record(
            "response",
            &format!("WARC-Target-URI: http://e.com/{n}\r\nContent-Type: application/http\r\n"),
            http(n).as_bytes(),
        )
    };
    let request = || {
        record(
            "request",
            "WARC-Target-URI: http://e.com/\r\nContent-Type: application/http\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
        )
    };
    (0..12)
        .map(|n| if n % 4 == 3 { request() } else { response(n) })
        .collect()
}

#[test]
fn every_kind_of_input_can_be_gone_on_with() {
    let lines = b"{\"text\":\"one\"}\nno line\n\n{\"text\":\"two\"}\n{\"text\":\"three\"}";
    let feed = b"<rss version='2.0'><channel><item><description>a b</description></item><item/><item><description>c</description></item></channel></rss>";
    let records = archive();
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    let dir = folder(&[
        ("a.warc", &records.concat()),
        ("a.warc.gz", &packed),
        ("whole.warc.gz", &gzip(&records.concat())),
        ("a.jsonl", lines),
        ("a.jsonl.gz", &gzip(lines)),
        ("a.rss", feed),
        ("a.html", b"<p>a page"),
        ("a.css", b"p {}"),
        ("empty.html", b""),
    ]);
    for entry in fs::read_dir(dir.path()).unwrap() {
        check(&entry.unwrap().path());
    }
}

#[test]
fn samples_can_be_gone_on_with() {
    let Some(dir) = shared("warc_samples") else {
        return;
    };
    let mut paths: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
        .iter()
        .filter(|path| path.is_file())
        .for_each(|path| check(path));
}

proptest! {
    #[test]
    fn damaged_archives_can_be_gone_on_with(
        packed in any::<bool>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let records = archive();
        let mut bytes: Vec<u8> = if packed {
            records.iter().flat_map(|record| gzip(record)).collect()
        } else {
            records.concat()
        };
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let dir = folder(&[("a.warc", &bytes)]);
        check(&dir.path().join("a.warc"));
    }
}
