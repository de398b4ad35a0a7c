use std::borrow::Cow;

use copydesk_record::Form;

use crate::magic::{binary, is_utf16, picture};
use crate::{arc, feed};

/// As much of a file as is looked at to tell what it is: one buffer of a reader.
pub(crate) const HEAD: usize = 64 << 10;

/// A text file counts as HTML when its first bytes hold at least this many tags …
const DENSE_TAGS: usize = 3;
/// … within this many bytes: prose has none, and page text that quotes a tag has one.
const DENSE_BYTES: usize = 1024;

/// What a stream holds, by its first bytes and its suffix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Page(Form),
    Warc,
    Arc,
    Zip,
    Parquet,
    Data,
    Jsonl,
    Feed,
    Picture(&'static str),
    OtherXml,
    Binary(&'static str),
    Blank,
}

/// What the first bytes of a stream and the suffix of its name (in lower case, without `.gz`) say.
pub(crate) fn kind(head: &[u8], suffix: &str) -> Kind {
    if head.is_empty() {
        return Kind::Blank;
    }
    // A damaged beginning is one of an archive all the same.
    let has_headers = || memchr::memmem::find(head, b"WARC-").is_some();
    if head.starts_with(b"WARC/") || (suffix_is_of_warc(suffix) && has_headers()) {
        return Kind::Warc;
    }
    if head.starts_with(b"filedesc://") || (suffix == "arc" && arc::find(head, true).is_some()) {
        return Kind::Arc;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if head.starts_with(b"PAR1") || suffix == "parquet" {
        return Kind::Parquet;
    }
    if let Some(media_type) = picture(head) {
        return Kind::Picture(media_type);
    }
    if matches!(suffix, "jsonl" | "ndjson") {
        return Kind::Jsonl;
    }
    if feed::is_json_feed(without_bom(head).trim_ascii_start()) {
        return Kind::Feed;
    }
    if suffix == "json" {
        return Kind::Data;
    }
    match binary(head) {
        Some(what) => Kind::Binary(what),
        None => text_kind(&ascii_view(head), suffix),
    }
}

/// What a stream holds that is damaged where it begins: an archive can be read from its next record.
pub(crate) fn damaged_kind(head: &[u8], suffix: &str) -> Kind {
    match suffix {
        suffix if suffix_is_of_warc(suffix) => Kind::Warc,
        "arc" => Kind::Arc,
        suffix => kind(head, suffix),
    }
}

fn suffix_is_of_warc(suffix: &str) -> bool {
    matches!(suffix, "warc" | "wat" | "wet")
}

fn text_kind(head: &[u8], suffix: &str) -> Kind {
    let root = root_element(head);
    match root.as_deref() {
        Some("rss" | "feed" | "rdf") => Kind::Feed,
        Some("channel") if memchr::memmem::find(&head.to_ascii_lowercase(), b"<item").is_some() => {
            Kind::Feed
        }
        Some("html") => Kind::Page(Form::Html),
        _ if matches!(suffix, "rss" | "atom" | "cdf") => Kind::Feed,
        Some(_) if suffix == "xml" || (suffix.is_empty() && is_xml(head)) => Kind::OtherXml,
        None if suffix == "xml" => Kind::OtherXml,
        _ if suffix.is_empty() && is_json_line(head) => Kind::Jsonl,
        _ => Kind::Page(form(head, suffix == "txt")),
    }
}

/// Whether a text is HTML or page text; a file that calls itself text must look like HTML from its
/// start, any other must hold a tag.
pub(crate) fn form(bytes: &[u8], calls_itself_text: bool) -> Form {
    let head = ascii_view(bytes.get(..HEAD).unwrap_or(bytes));
    let html = if calls_itself_text {
        looks_like_html(&head)
    } else {
        count_tags(&head, 1) > 0
    };
    if html { Form::Html } else { Form::Text }
}

/// Whether there is nothing but white space, a byte order mark aside.
pub(crate) fn is_blank(bytes: &[u8]) -> bool {
    without_bom(bytes)
        .iter()
        .all(|byte| byte.is_ascii_whitespace() || *byte == 0)
}

/// The text's ASCII characters in any encoding of the Web, UTF-16 included; without its mark.
fn ascii_view(bytes: &[u8]) -> Cow<'_, [u8]> {
    if is_utf16(bytes) {
        let text = bytes.iter().copied().skip_while(|byte| *byte >= 0xfe);
        Cow::Owned(text.filter(|byte| *byte != 0).collect())
    } else {
        Cow::Borrowed(without_bom(bytes))
    }
}

fn without_bom(bytes: &[u8]) -> &[u8] {
    [&b"\xef\xbb\xbf"[..], b"\xfe\xff", b"\xff\xfe"]
        .into_iter()
        .find_map(|mark| bytes.strip_prefix(mark))
        .unwrap_or(bytes)
}

fn looks_like_html(head: &[u8]) -> bool {
    const STARTS: &[&[u8]] = &[b"<!doctype", b"<html", b"<head", b"<body"];
    let start = head.trim_ascii_start();
    STARTS.iter().any(|tag| {
        start
            .get(..tag.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(tag))
    }) || count_tags(start.get(..DENSE_BYTES).unwrap_or(start), DENSE_TAGS) >= DENSE_TAGS
}

/// How many tags, comments and the like there are, counted up to `enough`.
fn count_tags(text: &[u8], enough: usize) -> usize {
    let begins_tag = |pair: &[u8]| matches!(pair, [b'<', next] if next.is_ascii_alphabetic() || matches!(next, b'/' | b'!'));
    text.windows(2)
        .filter(|pair| begins_tag(pair))
        .take(enough)
        .count()
}

fn is_xml(head: &[u8]) -> bool {
    head.trim_ascii_start().starts_with(b"<?xml")
}

/// Whether the first line is a JSON object, whole as far as it can be seen.
fn is_json_line(head: &[u8]) -> bool {
    let mut lines = head.trim_ascii_start().splitn(2, |byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default().trim_ascii_end();
    let is_cut = lines.next().is_none() && head.len() >= HEAD;
    first.starts_with(b"{\"") && (first.ends_with(b"}") || is_cut)
}

/// The local name, in lower case, of the element that a document opens with.
fn root_element(head: &[u8]) -> Option<String> {
    let mut rest = head.trim_ascii_start();
    loop {
        rest = if rest.starts_with(b"<?") {
            after(rest, b"?>")?
        } else if rest.starts_with(b"<!--") {
            after(rest, b"-->")?
        } else if rest.starts_with(b"<!") {
            after(rest, b">")?
        } else {
            return element_name(rest);
        }
        .trim_ascii_start();
    }
}

fn element_name(rest: &[u8]) -> Option<String> {
    let name = rest
        .strip_prefix(b"<")?
        .split(|byte| b" \t\r\n/>".contains(byte))
        .next()?;
    let local = name.rsplit(|byte| *byte == b':').next()?;
    Some(String::from_utf8_lossy(local).to_ascii_lowercase())
}

fn after<'a>(text: &'a [u8], end: &[u8]) -> Option<&'a [u8]> {
    let at = text.windows(end.len()).position(|window| window == end)?;
    text.get(at + end.len()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_by_first_bytes() {
        let html = Kind::Page(Form::Html);
        assert_eq!(kind(b"<!doctype html><p>x", ""), html);
        assert_eq!(kind(b"words and <b>more</b>", "asp"), html);
        assert_eq!(
            kind(b"<?xml version='1.0'?>\n<!DOCTYPE html><html>", "xml"),
            html
        );
        assert_eq!(kind(b"\xef\xbb\xbf<HTML>", "txt"), html);
        assert_eq!(kind(b"<div><p>a</p>", "txt"), html);
        assert_eq!(kind(b"words, 1 < 2", ""), Kind::Page(Form::Text));
        assert_eq!(kind(b"write <b> for bold", "txt"), Kind::Page(Form::Text));
    }

    #[test]
    fn containers_by_first_bytes() {
        assert_eq!(kind(b"WARC/1.0\r\n", "html"), Kind::Warc);
        assert_eq!(
            kind(b"<?xml version='1.0'?><rss version='2.0'>", ""),
            Kind::Feed
        );
        assert_eq!(kind(b"<rdf:RDF xmlns='x'>", "xml"), Kind::Feed);
        assert_eq!(kind(b"<!-- a --><feed>", "html"), Kind::Feed);
        assert_eq!(
            kind(b"<?xml version='1.0'?><urlset>", "xml"),
            Kind::OtherXml
        );
        assert_eq!(kind(b"{\"html\":\"<p>\"}\n{", ""), Kind::Jsonl);
        assert_eq!(kind(b"{\n\"a\": 1\n}", ""), Kind::Page(Form::Text));
    }

    #[test]
    fn utf16_is_text_and_binary_is_not() {
        let utf16: Vec<u8> = "<html><p>abc"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(kind(&utf16, ""), Kind::Page(Form::Html));
        let marked = [&b"\xff\xfe"[..], &utf16].concat();
        assert_eq!(kind(&marked, ""), Kind::Page(Form::Html));
        assert_eq!(
            kind(b"\x00\x01\x02\x03abc", "html"),
            Kind::Binary("binary data")
        );
        assert_eq!(
            kind(b"%PDF-1.4 text", "html"),
            Kind::Binary("a PDF document")
        );
        assert_eq!(kind(b"GIF89a....", ""), Kind::Picture("image/gif"));
    }
}
