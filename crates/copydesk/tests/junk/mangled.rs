//! Random bytes, random markup, and the sample pages and archives cut, flipped and spliced.

use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::random::Random;

/// A file's name and bytes.
pub type Input = (String, Vec<u8>);

/// As many inputs as are wanted, always the same ones for a seed.
pub fn inputs(seed: u64, count: usize) -> impl Iterator<Item = Input> {
    let (samples, mut random) = (Samples::read(), Random::new(seed));
    (0..count).map(move |number| {
        let (bytes, suffix) = input(&samples, &mut random);
        (format!("{number:04}{suffix}"), bytes)
    })
}

fn input(samples: &Samples, random: &mut Random) -> (Vec<u8>, &'static str) {
    let page_suffix = if random.below(4) == 0 {
        ".txt"
    } else {
        ".html"
    };
    match random.below(100) {
        0..10 => (noise(random), page_suffix),
        10..20 => (markup(random), page_suffix),
        20..80 => (mangled(&samples.pages, random), page_suffix),
        80..86 => (mangled(&samples.archives_packed, random), ".warc.gz"),
        86..92 => (mangled(&samples.archives, random), ".warc"),
        92..96 => (mangled(&samples.feeds, random), ".rss"),
        _ => (mangled(&samples.lines, random), ".jsonl"),
    }
}

/// The sample newspaper, sorted by form.
struct Samples {
    pages: Vec<Vec<u8>>,
    archives_packed: Vec<Vec<u8>>,
    archives: Vec<Vec<u8>>,
    feeds: Vec<Vec<u8>>,
    lines: Vec<Vec<u8>>,
}

impl Samples {
    fn read() -> Self {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        let paper = examples.join("saltmarsh-courier");
        let packed = fs::read(paper.join("crawl-2012-09.warc.gz")).unwrap();
        let mut archive = Vec::new();
        MultiGzDecoder::new(&packed[..])
            .read_to_end(&mut archive)
            .unwrap();
        let folders = [
            "2003", "articles", "de", "ja", "news", "ru", "text", "zh", "zh-hant",
        ];
        Self {
            pages: folders
                .iter()
                .flat_map(|folder| files(&paper.join(folder)))
                .collect(),
            archives_packed: vec![packed],
            archives: vec![archive],
            feeds: vec![fs::read(paper.join("feed.rss")).unwrap()],
            lines: vec![fs::read(examples.join("truth.jsonl")).unwrap()],
        }
    }
}

/// The files of a folder, by name.
fn files(folder: &Path) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

fn noise(random: &mut Random) -> Vec<u8> {
    let length = random.below(4096);
    random.bytes(length)
}

/// Tags, marks and bytes that parsers look out for, in any order.
fn markup(random: &mut Random) -> Vec<u8> {
    const PIECES: &[&[u8]] = &[
        b"<",
        b">",
        b"</",
        b"/>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<?",
        b"&",
        b"&#",
        b"&#x10ffff;",
        b"&notit;",
        b"\"",
        b"'",
        b"=",
        b"\0",
        b"\r",
        b"\r\n",
        b"\n",
        b"\t",
        b" ",
        b"x",
        b"word ",
        b"\xc3",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xe6\xbc\x8f",
        b"\xc3\x83\xc2\xa9",
        b"<p>",
        b"</p>",
        b"<div class=share>",
        b"</div>",
        b"<table>",
        b"<tr>",
        b"<td>",
        b"</table>",
        b"<b>",
        b"<i>",
        b"</b>",
        b"<a href=x>",
        b"</a>",
        b"<svg>",
        b"<math>",
        b"<mi>",
        b"<foreignObject>",
        b"<template>",
        b"</template>",
        b"<select>",
        b"<option>",
        b"<script>",
        b"</script>",
        b"<style>",
        b"<title>",
        b"<textarea>",
        b"<plaintext>",
        b"<frameset>",
        b"<body>",
        b"<html>",
        b"<head>",
        b"<h1>",
        b"<li>",
        b"<ul>",
        b"<dd>",
        b"<ruby>",
        b"<rt>",
        b"<pre>",
        b"<form>",
        b"<button>",
        b"<meta charset=",
        b"gbk",
        b"utf-16",
        b"<time datetime=",
        b"<article>",
        b"<blockquote>",
        b"<figure>",
        b"<figcaption>",
        b"<img src=x alt=y>",
        b"<script type=application/ld+json>",
        b"{\"@type\":",
        b"[",
        b"}",
        b"By Ann Lee",
        b"17 September 2012",
        b"(c) 2012",
        b"\xe3\x80\x82",
        b"Related News",
    ];
    let count = random.below(400);
    (0..count)
        .flat_map(|_| random.choose(PIECES).iter().copied())
        .collect()
}

/// A sample that is cut, flipped, spliced with another, or all of it.
fn mangled(samples: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = samples[random.below(samples.len())].clone();
    if random.below(2) == 0 {
        bytes = splice(&bytes, &samples[random.below(samples.len())], random);
    }
    if random.below(2) == 0 {
        bytes.truncate(random.below(bytes.len()));
    }
    for _ in 0..random.below(20) {
        flip(&mut bytes, random);
    }
    bytes
}

/// The beginning of one and the end of the other.
fn splice(one: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let (head, tail) = (random.below(one.len()), random.below(other.len()));
    [&one[..head], &other[tail..]].concat()
}

fn flip(bytes: &mut [u8], random: &mut Random) {
    let at = random.below(bytes.len());
    let bit = random.below(8);
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << bit;
    }
}
