//! Charset detection and decoding beside chardetng: how many texts are decoded as they were written,
//! megabytes a second by size of the text on one thread, and how the time grows with the size.
//!
//! usage: charset ../shared/data/charset/charset.jsonl

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use copydesk_text::{Declared, decode};
use serde_json::Value;

/// Of so many runs of a text the fastest counts: the others were disturbed.
const RUNS: usize = 15;

/// The sizes of the growth table, in texts of 5,000 bytes.
const GROWTH: [usize; 4] = [1, 8, 64, 512];

fn main() {
    let path = std::env::args().nth(1).expect("charset.jsonl");
    let rows = std::fs::read_to_string(path).expect("rows");
    let rows: Vec<Value> = rows
        .lines()
        .map(|row| serde_json::from_str(row).expect("JSON"))
        .collect();
    println!("encoding\ttexts\tcopydesk same\tchardetng same");
    for (name, these) in groups(&rows) {
        let same =
            |decoded: fn(&[u8]) -> String| these.iter().filter(|row| is_same(row, decoded)).count();
        println!("{name}\t{}\t{}\t{}", these.len(), same(ours), same(theirs));
    }
    println!("size\tcopydesk MB/s\tchardetng MB/s");
    for size in [50, 200, 1_000, 5_000] {
        let texts: Vec<_> = rows
            .iter()
            .filter(|row| row["size"] == size)
            .map(bytes)
            .collect();
        report(&size.to_string(), &texts);
    }
    let long = rows
        .iter()
        .filter(|row| row["size"] == 5_000 && row["encoding"] == "windows-1251");
    let text = long.map(bytes).next().expect("a text");
    for times in GROWTH {
        report(
            &format!("windows-1251, {} KB", 5 * times),
            &[text.repeat(times)],
        );
    }
}

/// The rows of each encoding, of each size, and all.
fn groups(rows: &[Value]) -> BTreeMap<String, Vec<&Value>> {
    let mut groups = BTreeMap::<_, Vec<_>>::new();
    for row in rows {
        let encoding = row["encoding"].as_str().expect("an encoding").to_owned();
        for name in [encoding, format!("{} bytes", row["size"]), "all".to_owned()] {
            groups.entry(name).or_default().push(row);
        }
    }
    groups
}

fn is_same(row: &Value, decoded: fn(&[u8]) -> String) -> bool {
    row["text"] == decoded(&bytes(row))
}

fn bytes(row: &Value) -> Vec<u8> {
    STANDARD
        .decode(row["b64"].as_str().expect("bytes"))
        .expect("base64")
}

fn report(name: &str, texts: &[Vec<u8>]) {
    println!(
        "{name}\t{:.1}\t{:.1}",
        rate(texts, ours),
        rate(texts, theirs)
    );
}

fn rate(texts: &[Vec<u8>], decoded: fn(&[u8]) -> String) -> f64 {
    let size: usize = texts.iter().map(Vec::len).sum();
    let run = |text: &Vec<u8>| {
        let start = Instant::now();
        black_box(decoded(text).len());
        start.elapsed().as_secs_f64()
    };
    let best = |text| (0..RUNS).map(|_| run(text)).fold(f64::MAX, f64::min);
    size as f64 / texts.iter().map(best).sum::<f64>() / 1e6
}

fn ours(bytes: &[u8]) -> String {
    decode(bytes, Declared::default()).0.into_owned()
}

fn theirs(bytes: &[u8]) -> String {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector
        .guess(None, Utf8Detection::Allow)
        .decode(bytes)
        .0
        .into_owned()
}
