//! Files, folders, gzip, feeds and JSON lines, as they lie on a disk.

mod support;

use std::path::{Path, PathBuf};

use copydesk_intake::{Item, Limits, is_address, items};
use copydesk_record::{ErrorCode, Form};
use proptest::prelude::*;
use support::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....";
const RSS: &[u8] = b"<rss version='2.0'><channel><item><link>http://e.com/a</link>\
    <description>Text</description></item></channel></rss>";

#[test]
fn a_folder_is_walked_in_name_order() {
    let dir = folder(&[
        ("b/2.html", b"<p>two"),
        ("b/10.html", b"<p>ten"),
        ("a.htm", b"<p>a"),
        ("c.txt", b"words"),
        ("B.shtml", b"<p>B"),
    ]);
    let found = briefs(&read(dir.path()));
    let expected = [
        "page B.shtml Html",
        "page a.htm Html",
        "page 10.html Html",
        "page 2.html Html",
        "page c.txt Text",
    ];
    assert_eq!(found, expected);
}

#[test]
fn each_file_of_a_folder_is_accounted_for() {
    let dir = folder(&[
        (".hidden.html", b"<p>x"),
        ("a.css", b"p {}"),
        ("b.js", b"x()"),
        ("c.json", b"{}"),
        ("d.svg", b"<svg/>"),
        ("e.md", b"# notes"),
        ("f", b"\0\0\0\0"),
        ("g.bin", b"%PDF-1.7 words"),
        ("h.html", b"%PDF-1.7 words"),
        ("i.html", b" \n"),
        ("j.htm", b""),
        ("k.dat", b""),
        ("l.png", PNG),
        ("m.html", PNG),
        ("n.xml", b"<?xml version='1.0'?><urlset/>"),
        ("o.xml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"),
        ("story.asp?id=7", b"<p>seven"),
        ("t.arc", b"filedesc://t.arc 127.0.0.1 2014 text/plain 75"),
        ("u.rss", b"<html>not found"),
        ("v.rss", b"nothing"),
        ("w.rss", RSS),
    ]);
    let expected = [
        "skipped .hidden.html hidden file",
        "skipped a.css style sheet",
        "skipped b.js script",
        "skipped c.json data",
        "skipped d.svg vector picture",
        "skipped e.md notes",
        "skipped f binary data",
        "skipped g.bin a PDF document",
        "failed h.html NotAPage",
        "failed i.html Empty",
        "failed j.htm Empty",
        "skipped k.dat empty file",
        "picture l.png image/png",
        "failed m.html NotAPage",
        "skipped n.xml XML that is no feed",
        "page o.xml Html",
        "page story.asp?id=7 Html",
        "failed t.arc#0 Corrupt",
        "page u.rss Html",
        "failed v.rss Corrupt",
        "page w.rss#0 Html",
    ];
    assert_eq!(briefs(&read(dir.path())), expected);
}

#[test]
fn what_is_named_is_meant() {
    assert_eq!(
        code(&read_bytes("junk", b"\0\x01\x02\x03")[0]),
        ErrorCode::NotAPage
    );
    assert_eq!(code(&read_bytes("nothing", b"")[0]), ErrorCode::Empty);
    assert_eq!(page(&read_bytes("name", b"words")[0]).form, Form::Text);
}

#[test]
fn paths_that_cannot_be_read_fail_with_the_cause() {
    let missing = read(Path::new("/no/such/file.html"));
    let Item::Failed(failed) = &missing[0] else {
        panic!("{missing:?}")
    };
    assert_eq!(failed.error.code, ErrorCode::Unreadable);
    assert!(
        failed.error.message.contains("No such file"),
        "{}",
        failed.error.message
    );

    let address = Path::new("https://example.com/");
    assert!(is_address(address) && !is_address(Path::new("http/story.html")));
    let Item::Failed(failed) = &read(address)[0] else {
        panic!()
    };
    assert!(
        failed.error.message.contains("copydesk watch"),
        "{}",
        failed.error.message
    );
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_not_followed() {
    let dir = folder(&[("a/page.html", b"<p>a")]);
    std::os::unix::fs::symlink(dir.path(), dir.path().join("a/up")).unwrap();
    std::os::unix::fs::symlink("page.html", dir.path().join("a/same.html")).unwrap();
    let expected = [
        "page page.html Html",
        "page same.html Html",
        "skipped up link to a folder",
    ];
    assert_eq!(briefs(&read(dir.path())), expected);
}

#[test]
fn folders_nest_to_a_limit() {
    let dir = folder(&[("a/b/c/page.html", b"<p>c"), ("a/page.html", b"<p>a")]);
    let limits = Limits {
        folder_depth: 2,
        ..Limits::default()
    };
    let expected = ["failed b TooLarge", "page page.html Html"];
    assert_eq!(briefs(&read_with(dir.path(), limits)), expected);
}

#[test]
fn gzip_is_undone_whatever_the_name() {
    let members = [gzip(b"<p>one"), gzip(b""), gzip(b" two"), vec![0; 512]].concat();
    for name in ["a.html.gz", "a.html", "a"] {
        assert_eq!(
            page(&read_bytes(name, &members)[0]).bytes,
            b"<p>one two",
            "{name}"
        );
    }
    assert_eq!(
        briefs(&read_bytes("a.css.gz", &gzip(b"p {}"))),
        ["skipped a.css.gz style sheet"]
    );
    assert_eq!(
        briefs(&read_bytes("a.rss.gz", &gzip(RSS))),
        ["page a.rss.gz#0 Html"]
    );
}

#[test]
fn broken_gzip_is_corrupt() {
    let whole = gzip(&b"<p>some page ".repeat(500));
    for end in (3..whole.len()).step_by(7) {
        let found = read_bytes("a.html.gz", &whole[..end]);
        assert_eq!(code(&found[0]), ErrorCode::Corrupt, "{end}: {found:?}");
    }
    let trailing = [&whole[..], b"garbage"].concat();
    assert_eq!(
        code(&read_bytes("a.html.gz", &trailing)[0]),
        ErrorCode::Corrupt
    );
}

#[test]
fn pages_over_the_limit_are_refused() {
    let limits = Limits {
        page_bytes: 100,
        feed_bytes: 100,
        ..Limits::default()
    };
    let page = [&b"<p>"[..], &[b'a'; 97]].concat();
    let longer = [&page[..], b"a"].concat();
    let read = |name: &str, bytes: &[u8]| read_bytes_with(name, bytes, limits);
    assert_eq!(briefs(&read("a.html", &page)), ["page a.html Html"]);
    assert_eq!(code(&read("a.html", &longer)[0]), ErrorCode::TooLarge);
    assert_eq!(
        code(&read("a.html.gz", &gzip(&longer))[0]),
        ErrorCode::TooLarge
    );
    assert_eq!(
        code(&read("a.png", &[PNG, &longer].concat())[0]),
        ErrorCode::TooLarge
    );
    assert_eq!(
        code(&read("a.rss", &[RSS, &longer].concat())[0]),
        ErrorCode::TooLarge
    );
}

#[test]
fn gzip_bombs_are_refused() {
    let limits = Limits {
        page_bytes: 1000,
        ..Limits::default()
    };
    let bomb = gzip(&b"\n".repeat(10_000_000));
    let found = read_bytes_with("a.jsonl.gz", &bomb, limits);
    assert_eq!(code(&found[0]), ErrorCode::TooLarge);
}

#[test]
fn json_lines_are_pages() {
    let lines = [
        r#"{"html":"<p>caf\u00e9","url":"http://E.com/a#b","id":7,"title":"T"}"#,
        "",
        r#"{"text":"words","more":[1,{}]}"#,
        "nonsense",
        r#"{"title":"x"}"#,
        r#"{"text":" "}"#,
    ];
    let at = |n: usize| lines[..n].iter().map(|line| line.len() + 1).sum::<usize>();
    let found = read_bytes("a.jsonl", lines.join("\n").as_bytes());
    let expected = [
        "page a.jsonl#0 Html".to_owned(),
        format!("page a.jsonl#{} Text", at(2)),
        format!("failed a.jsonl#{} Corrupt", at(3)),
        format!("failed a.jsonl#{} Corrupt", at(4)),
        format!("failed a.jsonl#{} Empty", at(5)),
    ];
    assert_eq!(briefs(&found), expected);
    let first = page(&found[0]);
    assert_eq!(first.bytes, "<p>café".as_bytes());
    assert_eq!(
        (first.id.as_deref(), first.url.as_deref()),
        (Some("7"), Some("http://e.com/a"))
    );
    let known = first.known.as_ref().unwrap();
    assert_eq!(
        (known.from.as_str(), known.title.as_deref()),
        ("given", Some("T"))
    );
    assert_eq!(page(&found[1]).known, None);
}

#[test]
fn a_json_line_over_the_limit_is_passed_over() {
    let limits = Limits {
        page_bytes: 50,
        ..Limits::default()
    };
    let long = format!("{{\"text\":\"{}\"}}\n", "a".repeat(100));
    let lines = [long.as_bytes(), b"{\"text\":\"b\"}\n", long.as_bytes()].concat();
    let expected = [
        "failed a.jsonl#0 TooLarge",
        "page a.jsonl#112 Text",
        "failed a.jsonl#125 TooLarge",
    ];
    assert_eq!(
        briefs(&read_bytes_with("a.jsonl", &lines, limits)),
        expected
    );
}

#[test]
fn items_are_lazy() {
    let dir = folder(&[("a.html", b"<p>a"), ("b.html", b"<p>b")]);
    let mut found = items(&[dir.path().to_path_buf()], Limits::default());
    assert_eq!(brief(&found.next().unwrap()), "page a.html Html");
    std::fs::write(dir.path().join("b.html"), b"words").unwrap();
    assert_eq!(brief(&found.next().unwrap()), "page b.html Text");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_file_ends_as_items(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        start in prop::sample::select(vec![
            &b""[..], b"<p>", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"<rss version='2.0'>", b"{\"",
        ]),
        suffix in "html|txt|gz|warc|warc\\.gz|jsonl|xml|rss|atom|wet|arc|bin|png|x",
    ) {
        let bytes = [start, &bytes[..]].concat();
        let name = format!("file.{suffix}");
        let dir = folder(&[(&name, &bytes)]);
        let both: Vec<PathBuf> = vec![dir.path().to_path_buf(), dir.path().join(&name)];
        let found: Vec<Item> = items(&both, Limits::default()).collect();
        prop_assert!(found.len() >= 2, "{found:?}");
        prop_assert_eq!(found, items(&both, Limits::default()).collect::<Vec<_>>());
    }
}
