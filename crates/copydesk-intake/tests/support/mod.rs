//! What the tests of this crate share: inputs made by code, and short words for what comes out.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use copydesk_intake::{Item, Limits, items};
use copydesk_record::{ErrorCode, Page};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use tempfile::TempDir;
use twox_hash::XxHash64;

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

pub fn source(item: &Item) -> &str {
    item.source()
}

/// A folder of the data that lie beside the project, not in it.
pub fn shared(name: &str) -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(name);
    if dir.is_dir() {
        return Some(dir);
    }
    let is_ci = std::env::var("CI").as_deref() == Ok("true");
    assert!(!is_ci, "{} is missing", dir.display());
    eprintln!("not tested: {} is missing", dir.display());
    None
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

/// A zstd frame of raw blocks, with its checksum.
pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut frame = b"\x28\xb5\x2f\xfd\x04\x58".to_vec();
    let mut blocks = bytes.chunks(2000).peekable();
    if blocks.peek().is_none() {
        frame.extend_from_slice(&[1, 0, 0]);
    }
    while let Some(block) = blocks.next() {
        let header = (block.len() << 3) | usize::from(blocks.peek().is_none());
        frame.extend_from_slice(&header.to_le_bytes()[..3]);
        frame.extend_from_slice(block);
    }
    frame.extend_from_slice(&XxHash64::oneshot(0, bytes).to_le_bytes()[..4]);
    frame
}

/// An ARC record (version 1) with its empty line.
pub fn arc_record(url: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let line = format!(
        "{url} 1.2.3.4 20120917083000 {content_type} {}\n",
        block.len()
    );
    [line.as_bytes(), block, b"\n"].concat()
}

/// The record that each ARC file begins with.
pub fn arc_file() -> Vec<u8> {
    let block = b"1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n";
    arc_record("filedesc://a.arc", "text/plain", block)
}

/// A zip archive of these entries, stored, or deflated where asked for.
pub fn zip(entries: &[(&str, &[u8], bool)]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes, is_deflated) in entries {
        let data = if *is_deflated {
            deflate(bytes)
        } else {
            bytes.to_vec()
        };
        let offset = (file.len() as u32).to_le_bytes();
        let method = [if *is_deflated { 8 } else { 0 }, 0];
        let sizes = [
            (data.len() as u32).to_le_bytes(),
            (bytes.len() as u32).to_le_bytes(),
        ]
        .concat();
        let name_length = (name.len() as u16).to_le_bytes();
        let common = [
            &[20, 0, 0, 0][..],
            &method,
            &[0; 8],
            &sizes,
            &name_length,
            &[0, 0],
        ]
        .concat();
        file.extend([&b"PK\x03\x04"[..], &common, name.as_bytes(), &data].concat());
        let own = [
            &b"PK\x01\x02\x14\x00"[..],
            &common,
            &[0; 10],
            &offset,
            name.as_bytes(),
        ];
        directory.extend(own.concat());
    }
    let (start, size) = (file.len() as u32, directory.len() as u32);
    let count = (entries.len() as u16).to_le_bytes();
    let end = [
        &b"PK\x05\x06\0\0\0\0"[..],
        &count,
        &count,
        &size.to_le_bytes(),
        &start.to_le_bytes(),
    ];
    [&file[..], &directory, &end.concat(), &[0, 0]].concat()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
