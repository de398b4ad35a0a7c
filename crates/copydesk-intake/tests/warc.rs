//! WARC and WET archives, whole and broken.

mod support;

use copydesk_intake::{Item, Limits};
use copydesk_record::{ErrorCode, Form};
use support::*;

/// Three records: crawler's facts, a page, a page.
fn records() -> [Vec<u8>; 3] {
    [
        record(
            "warcinfo",
            "Content-Type: application/warc-fields\r\n",
            b"software: test\r\n",
        ),
        html_response("http://E.com/1#top", b"<p>one"),
        html_response("<http://e.com/2>", b"<p>two"),
    ]
}

#[test]
fn records_are_pages_with_their_facts() {
    let [info, one, two] = records();
    let found = read_bytes("a.warc", &[&info[..], &one, &two].concat());
    let at = (info.len(), info.len() + one.len());
    let expected = [
        "skipped a.warc#0 warcinfo record".to_owned(),
        format!("page a.warc#{} Html", at.0),
        format!("page a.warc#{} Html", at.1),
    ];
    assert_eq!(briefs(&found), expected);
    let page_one = page(&found[1]);
    assert_eq!(page_one.bytes, b"<p>one");
    assert_eq!(page_one.url.as_deref(), Some("http://e.com/1"));
    assert_eq!(page_one.crawled.as_deref(), Some("2012-09-17T08:30:00Z"));
    assert_eq!(page_one.http_status, Some(200));
    assert_eq!(page_one.http_charset.as_deref(), Some("GBK"));
    assert_eq!(page(&found[2]).url.as_deref(), Some("http://e.com/2"));
}

#[test]
fn a_packed_record_is_named_by_its_member() {
    let [info, one, two] = records().map(|record| gzip(&record));
    let found = read_bytes("a.warc.gz", &[&info[..], &one, &gzip(b""), &two].concat());
    let at = (info.len(), info.len() + one.len() + gzip(b"").len());
    let expected = [
        "skipped a.warc.gz#0 warcinfo record".to_owned(),
        format!("page a.warc.gz#{} Html", at.0),
        format!("page a.warc.gz#{} Html", at.1),
    ];
    assert_eq!(briefs(&found), expected);
}

#[test]
fn records_of_one_member_have_their_own_names() {
    let [info, one, two] = records();
    let packed = [gzip(&info), gzip(&[&one[..], &two].concat())].concat();
    let found = briefs(&read_bytes("a.warc.gz", &packed));
    let member = gzip(&info).len();
    assert_eq!(found[1], format!("page a.warc.gz#{member} Html"));
    assert_eq!(
        found[2],
        format!("page a.warc.gz#{member}+{} Html", one.len())
    );
}

#[test]
fn records_are_told_by_status_and_type() {
    let png = b"\x89PNG\r\n\x1a\n....";
    let ok = |kind: &str, body: &[u8]| {
        response(
            "http://e.com/",
            &format!("HTTP/1.1 200 OK\nContent-Type: {kind}"),
            body,
        )
    };
    let cases = [
        (
            response("http://e.com/", "HTTP/1.1 404 Not Found", b"<p>no"),
            "skipped HTTP status is not 200",
        ),
        (
            response("http://e.com/", "HTTP/1.1 203 OK", b"<p>yes"),
            "page Html",
        ),
        (
            response("http://e.com/", "nonsense", b"<p>no"),
            "skipped HTTP status is not 200",
        ),
        (ok("image/png", png), "picture image/png"),
        (
            ok("image/svg+xml", b"<svg/>"),
            "skipped picture of another kind",
        ),
        (
            ok("text/css", b"p {}"),
            "skipped Content-Type is not of a page",
        ),
        (ok("text/plain", b"words"), "page Text"),
        (ok("text/html", b""), "failed Empty"),
        (ok("text/html", b"%PDF-1.7"), "failed NotAPage"),
        (
            ok("application/octet-stream", b"\0\0\0\0"),
            "skipped binary data",
        ),
        (
            record("request", "", b"GET / HTTP/1.1"),
            "skipped request record",
        ),
        (record("revisit", "", b""), "skipped revisit record"),
        (record("odd", "", b""), "skipped record of another type"),
        (
            record("resource", "Content-Type: text/html\r\n", b"<p>"),
            "page Html",
        ),
        (
            record("resource", "WARC-Target-URI: metadata://log\r\n", b"log"),
            "skipped the crawler's own record",
        ),
        (
            record("conversion", "Content-Type: text/plain\r\n", b"words"),
            "page Text",
        ),
    ];
    for (bytes, expected) in cases {
        let found = read_bytes("a.warc", &bytes);
        assert_eq!(briefs(&found).concat().replace("a.warc#0 ", ""), expected);
    }
}

#[test]
fn coded_bodies_are_decoded() {
    let http = "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: gzip\n\
        Transfer-Encoding: chunked";
    let body = gzip(b"<p>page");
    let chunked = [
        format!("{:x}\r\n", body.len()).as_bytes(),
        &body,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    assert_eq!(
        page(&read_bytes("a", &response("http://e.com/", http, &chunked))[0]).bytes,
        b"<p>page"
    );
    let broken = response("http://e.com/", http, &chunked[..chunked.len() - 20]);
    let [info, _, two] = records();
    let found = read_bytes("a.warc", &[broken, info, two].concat());
    assert_eq!(code(&found[0]), ErrorCode::Corrupt);
    assert_eq!(
        page(&found[2]).bytes,
        b"<p>two",
        "reading goes on after a broken body"
    );
}

#[test]
fn wet_is_text_in_utf8() {
    let headers = "WARC-Target-URI: http://e.com/\r\nContent-Type: text/plain\r\n";
    let found = read_bytes(
        "a.warc.wet.gz",
        &gzip(&record("conversion", headers, b"A title\nA line")),
    );
    assert_eq!(page(&found[0]).form, Form::Text);
    assert_eq!(page(&found[0]).http_charset.as_deref(), Some("utf-8"));
}

#[test]
fn a_record_over_the_limit_is_passed_over() {
    let limits = Limits {
        page_bytes: 300,
        ..Limits::default()
    };
    let http = "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: gzip";
    let long = html_response("http://e.com/", &b"<p>long".repeat(100));
    let packed = response("http://e.com/", http, &gzip(&[b' '; 400]));
    let [_, one, _] = records();
    let found = read_bytes_with("a.warc", &[long, packed, one].concat(), limits);
    assert_eq!(code(&found[0]), ErrorCode::TooLarge);
    assert_eq!(code(&found[1]), ErrorCode::TooLarge);
    assert_eq!(page(&found[2]).bytes, b"<p>one");
}

#[test]
fn a_bomb_is_refused_and_reading_goes_on() {
    let limits = Limits {
        page_bytes: 1000,
        ..Limits::default()
    };
    let [_, one, two] = records();
    let bomb = gzip(&record("metadata", "", &vec![b' '; 10_000_000]));
    let found = read_bytes_with(
        "a.warc.gz",
        &[gzip(&one), bomb, gzip(&two)].concat(),
        limits,
    );
    assert_eq!(page(&found[0]).bytes, b"<p>one");
    assert_eq!(code(&found[1]), ErrorCode::TooLarge);
    assert_eq!(page(&found[2]).bytes, b"<p>two");
    assert_eq!(found.len(), 3);
}

#[test]
fn a_truncated_archive_keeps_what_came_before() {
    // The last record's two empty lines may lack.
    check_truncated(&records(), 4);
    check_truncated(&records().map(|record| gzip(&record)), 0);
}

/// Cuts a file of three records at every byte: the whole records stay, the rest is one failure
/// (and maybe a record whose member lacks only its checksum).
fn check_truncated(records: &[Vec<u8>; 3], may_lack: usize) {
    let whole = records.concat();
    let expected = briefs(&read_bytes("a", &whole));
    let ends = [1, 2, 3].map(|n| records[..n].concat().len());
    for length in 5..whole.len() {
        let found = read_bytes("a", &whole[..length]);
        let good = ends.iter().filter(|end| **end <= length + may_lack).count();
        assert_eq!(briefs(&found)[..good], expected[..good], "{length}");
        assert!(found.len() <= good + 2, "{length}: {found:?}");
        let is_whole = ends
            .iter()
            .any(|end| (length..=length + may_lack).contains(end));
        if !is_whole {
            assert_eq!(
                code(found.last().unwrap()),
                ErrorCode::Corrupt,
                "{length}: {found:?}"
            );
        }
    }
}

#[test]
fn damage_in_the_middle_is_named_with_its_place() {
    let [info, one, two] = records();
    let mut packed = [gzip(&info), gzip(&one), gzip(&two)].concat();
    let member = gzip(&info).len();
    packed[member + 20] ^= 0xff;
    let found = read_bytes("a.warc.gz", &packed);
    let Item::Failed(failed) = &found[1] else {
        panic!("{found:?}")
    };
    assert_eq!(
        (failed.error.code, failed.error.offset),
        (ErrorCode::Corrupt, Some(member as u64))
    );
}
