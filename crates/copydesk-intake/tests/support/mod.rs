//! What the tests of this crate share: inputs made by code, and short words for what comes out.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use copydesk_intake::{Item, Limits, items};
use copydesk_record::{ErrorCode, Page};
use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;

/// A folder that holds these files, made with their parent folders.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

/// All items of one path.
pub fn read(path: &Path) -> Vec<Item> {
    read_with(path, Limits::default())
}

pub fn read_with(path: &Path, limits: Limits) -> Vec<Item> {
    items(&[path.to_path_buf()], limits).collect()
}

/// All items of one file that is named itself.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Vec<Item> {
    read_bytes_with(name, bytes, Limits::default())
}

pub fn read_bytes_with(name: &str, bytes: &[u8], limits: Limits) -> Vec<Item> {
    let dir = folder(&[(name, bytes)]);
    read_with(&dir.path().join(name), limits)
}

/// An item in a word: its kind, the end of its source, and why.
pub fn brief(item: &Item) -> String {
    let tail = |source: &str| {
        PathBuf::from(source)
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    match item {
        Item::Page(page) => format!("page {} {:?}", tail(&page.source), page.form),
        Item::Picture(picture) => {
            format!("picture {} {}", tail(&picture.source), picture.media_type)
        }
        Item::Skipped(skipped) => format!("skipped {} {}", tail(&skipped.source), skipped.why),
        Item::Failed(failed) => format!("failed {} {:?}", tail(&failed.source), failed.error.code),
    }
}

pub fn briefs(items: &[Item]) -> Vec<String> {
    items.iter().map(brief).collect()
}

pub fn page(item: &Item) -> &Page {
    match item {
        Item::Page(page) => page,
        other => panic!("no page: {other:?}"),
    }
}

pub fn code(item: &Item) -> ErrorCode {
    match item {
        Item::Failed(failed) => failed.error.code,
        other => panic!("no failure: {other:?}"),
    }
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A WARC record with its two empty lines.
pub fn record(kind: &str, headers: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2012-09-17T08:30:00Z\r\n{headers}\
         Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A response record with the HTTP header as given, its lines parted by `\n`.
pub fn response(url: &str, http: &str, body: &[u8]) -> Vec<u8> {
    let headers =
        format!("WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n");
    let http = format!("{}\r\n\r\n", http.replace('\n', "\r\n"));
    record("response", &headers, &[http.as_bytes(), body].concat())
}

/// A response that is an HTML page.
pub fn html_response(url: &str, body: &[u8]) -> Vec<u8> {
    response(
        url,
        "HTTP/1.1 200 OK\nContent-Type: text/html; charset=GBK",
        body,
    )
}
