//! The same records in every container: ARC, WARC and WACZ, plain, gzip and zstd.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use copydesk_intake::{Item, Limits};
use copydesk_record::{ErrorCode, Form};
use proptest::prelude::*;
use support::*;

const HTTP: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=GBK\r\n\r\n";

#[test]
fn arc_records_are_pages_with_their_facts() {
    let page_record = arc_record("http://E.com/a b", "text/html", &[HTTP, b"<p>one"].concat());
    let old = arc_record("http://e.com/old", "text/html", b"<p>no header");
    let name = arc_record("dns:e.com", "text/dns", b"e.com. 1.2.3.4");
    let found = read_bytes(
        "a.arc",
        &[&arc_file()[..], &page_record, &old, &name].concat(),
    );
    let at = arc_file().len();
    let expected = [
        "skipped a.arc#0 the archive's own record".to_owned(),
        format!("page a.arc#{at} Html"),
        format!("page a.arc#{} Html", at + page_record.len()),
        format!(
            "skipped a.arc#{} response of another protocol",
            at + page_record.len() + old.len()
        ),
    ];
    assert_eq!(briefs(&found), expected);
    let one = page(&found[1]);
    assert_eq!(
        (one.bytes.as_slice(), one.http_status),
        (&b"<p>one"[..], Some(200))
    );
    assert_eq!(one.url.as_deref(), Some("http://e.com/a%20b"));
    assert_eq!(one.crawled.as_deref(), Some("2012-09-17T08:30:00Z"));
    assert_eq!(one.http_charset.as_deref(), Some("GBK"));
    assert_eq!(
        (
            page(&found[2]).bytes.as_slice(),
            page(&found[2]).http_status
        ),
        (&b"<p>no header"[..], None)
    );
}

#[test]
fn arc_of_version_2_is_read() {
    let line = "http://e.com/ 1.2.3.4 20120917083000 text/html 200 abc - 0 a.arc 7\n<p>page\n";
    let found = read_bytes("a.arc", &[&arc_file()[..], line.as_bytes()].concat());
    assert_eq!(page(&found[1]).bytes, b"<p>page");
}

#[test]
fn damage_in_an_arc_is_passed() {
    let one = arc_record("http://e.com/1", "text/html", b"<p>one");
    let two = arc_record("http://e.com/2", "text/html", b"<p>two");
    let long = String::from_utf8(one.clone())
        .unwrap()
        .replace(" 6\n", " 66\n");
    let found = read_bytes(
        "a.arc",
        &[&arc_file()[..], long.as_bytes(), b"junk\n\n", &two].concat(),
    );
    assert_eq!(code(&found[1]), ErrorCode::Corrupt);
    assert_eq!(page(found.last().unwrap()).bytes, b"<p>two");
}

#[test]
fn a_wacz_is_read_where_its_archives_lie() {
    let [one, two] =
        ["1", "2"].map(|n| gzip(&html_response(&format!("http://e.com/{n}"), b"<p>page")));
    let warc = [&one[..], &two].concat();
    let plain = html_response("http://e.com/3", b"<p>three");
    let bytes = zip(&[
        ("datapackage.json", b"{}", true),
        ("archive/a.warc.gz", &warc, false),
        ("archive/b.warc", &plain, true),
        ("pages/pages.jsonl", b"{}", true),
    ]);
    let dir = folder(&[("a.wacz", &bytes)]);
    let found = read(&dir.path().join("a.wacz"));
    let urls: Vec<_> = found
        .iter()
        .map(|item| page(item).url.as_deref().unwrap())
        .collect();
    assert_eq!(urls, ["http://e.com/1", "http://e.com/2", "http://e.com/3"]);
    for item in &found[..2] {
        assert_eq!(
            &read(Path::new(source(item)))[..],
            std::slice::from_ref(item)
        );
    }
}

#[test]
fn a_zip_that_is_no_wacz_or_broken_is_refused() {
    let no_wacz = zip(&[("a.html", b"<p>page", false)]);
    assert_eq!(code(&read_bytes("a.zip", &no_wacz)[0]), ErrorCode::NotAPage);
    let met = folder(&[("a.zip", &no_wacz)]);
    assert_eq!(
        briefs(&read(met.path())),
        ["skipped a.zip a zip archive without `archive/*.warc.gz`"]
    );
    let warc = html_response("http://e.com/", b"<p>page");
    let good = zip(&[("archive/a.warc", &warc, false)]);
    for length in 4..good.len() - 4 {
        let found = read_bytes("a.wacz", &good[..length]);
        assert!(
            matches!(found[..], [Item::Failed(_)]),
            "{length}: {found:?}"
        );
    }
    let nested = zip(&[("archive/a.wacz", &good, false)]);
    assert_eq!(code(&read_bytes("a.wacz", &nested)[0]), ErrorCode::NotAPage);
}

#[test]
fn zip_bombs_are_refused() {
    let limits = Limits {
        page_bytes: 2000,
        ..Limits::default()
    };
    let long = html_response("http://e.com/", &vec![b' '; 10_000_000]);
    let bomb = zip(&[("archive/a.warc", &long, true)]);
    assert_eq!(
        code(&read_bytes_with("a.wacz", &bomb, limits)[0]),
        ErrorCode::TooLarge
    );
    let names: Vec<String> = (0..70_000).map(|n| format!("archive/{n}.warc")).collect();
    let many: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), &b""[..], false))
        .collect();
    assert_eq!(
        code(&read_bytes("a.wacz", &zip(&many))[0]),
        ErrorCode::TooLarge
    );
    let mut twice = zip(&[
        ("archive/a.warc", &long, false),
        ("archive/b.warc", &long, false),
    ]);
    let second = twice.len() - 22 - "archive/b.warc".len() - 4;
    twice[second..second + 4].copy_from_slice(&[0; 4]);
    assert_eq!(code(&read_bytes("a.wacz", &twice)[0]), ErrorCode::Corrupt);
}

#[test]
fn a_zstd_dictionary_at_the_beginning_is_used() {
    if Command::new("zstd").arg("--version").output().is_err() {
        eprintln!("not tested: there is no `zstd` here");
        return;
    }
    let records: Vec<_> = (0..200)
        .map(|n| {
            html_response(
                &format!("http://e.com/{n}"),
                format!("<p>story {n}, {}", n * 7919).repeat(9).as_bytes(),
            )
        })
        .collect();
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    let run = |arguments: &[&str]| {
        let status = Command::new("zstd")
            .args(arguments)
            .arg("-q")
            .current_dir(dir.path())
            .status();
        assert!(status.unwrap().success(), "{arguments:?}");
    };
    let names: Vec<String> = (0..200).map(|n| format!("r{n}")).collect();
    for (name, record) in names.iter().zip(&records) {
        fs::write(path(name), record).unwrap();
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    run(&[&["--train", "--maxdict=4096", "-o", "dict"], &names[..]].concat());
    run(&[&["-D", "dict"], &names[..]].concat());
    run(&["dict", "-o", "dict.zst"]);
    for dictionary in ["dict", "dict.zst"] {
        let dictionary = fs::read(path(dictionary)).unwrap();
        let size = (dictionary.len() as u32).to_le_bytes();
        let mut file = [b"\x5d\x2a\x4d\x18", &size[..], &dictionary].concat();
        for name in &names {
            file.extend(fs::read(path(&format!("{name}.zst"))).unwrap());
        }
        fs::write(path("all.warc.zst"), file).unwrap();
        let found = read(&path("all.warc.zst"));
        assert_eq!(found.len(), 200);
        assert_eq!(page(&found[199]).url.as_deref(), Some("http://e.com/199"));
        assert_eq!(read(Path::new(source(&found[150])))[0], found[150]);
    }
}

#[test]
fn a_record_that_swallows_others_is_parted() {
    let one = html_response("http://e.com/1", b"<p>one");
    let two = html_response("http://e.com/2", b"<p>two");
    let text = String::from_utf8(one.clone()).unwrap();
    let (before, after) = text.split_once("Content-Length: ").unwrap();
    let (length, rest) = after.split_once('\r').unwrap();
    let shorter = (length.parse::<usize>().unwrap() - 3).to_string();
    for length in ["500", "999999999999", &shorter, "x"] {
        let broken = format!("{before}Content-Length: {length}\r{rest}");
        let found = read_bytes("a.warc", &[&two[..], broken.as_bytes(), &two].concat());
        assert_eq!(page(&found[0]).bytes, b"<p>two");
        let last = found.last().unwrap();
        assert_eq!(page(last).bytes, b"<p>two", "{length}: {found:?}");
        assert_eq!(
            source(last).rsplit('#').next().unwrap(),
            (two.len() + broken.len()).to_string()
        );
    }
}

#[test]
fn a_name_with_a_number_sign_wins_over_a_place() {
    let warc = html_response("http://e.com/1", b"<p>one");
    let dir = folder(&[("a.warc", &warc), ("a.warc#7", b"<p>a file")]);
    assert_eq!(
        page(&read(&dir.path().join("a.warc#7"))[0]).bytes,
        b"<p>a file"
    );
    assert_eq!(
        page(&read(&dir.path().join("a.warc#0"))[0]).bytes,
        b"<p>one"
    );
    assert_eq!(
        code(&read(&dir.path().join("a.warc#8"))[0]),
        ErrorCode::Corrupt
    );
    assert_eq!(
        code(&read(&dir.path().join("b.warc#8"))[0]),
        ErrorCode::Unreadable
    );
    let page_file = folder(&[("a.html", b"<p>page")]);
    assert_eq!(
        code(&read(&page_file.path().join("a.html#3"))[0]),
        ErrorCode::Corrupt
    );
}

#[test]
fn json_lines_and_feed_items_are_read_alone() {
    let lines = b"{\"text\":\"one\"}\n\n{\"text\":\"two\"}\n{\"text\":\"three\"}";
    let feed = b"<rss version='2.0'><channel><item><description>a</description></item>\
        <item><description>b</description></item></channel></rss>";
    let dir = folder(&[
        ("a.jsonl", lines),
        ("a.jsonl.gz", &gzip(lines)),
        ("a.rss", feed),
    ]);
    for name in ["a.jsonl", "a.jsonl.gz", "a.rss"] {
        let found = read(&dir.path().join(name));
        assert!(found.len() > 1);
        for item in found {
            assert_eq!(read(Path::new(source(&item))), [item]);
        }
    }
    assert_eq!(
        code(&read(&dir.path().join("a.jsonl#3"))[0]),
        ErrorCode::Corrupt
    );
    assert_eq!(
        code(&read(&dir.path().join("a.rss#9"))[0]),
        ErrorCode::Corrupt
    );
}

/// How records lie in a file.
#[derive(Clone, Copy, Debug)]
enum Packing {
    Plain,
    Gzip,
    WholeGzip,
    Zstd,
}

impl Packing {
    fn pack(self, records: &[Vec<u8>]) -> Vec<u8> {
        let each =
            |pack: fn(&[u8]) -> Vec<u8>| records.iter().flat_map(|record| pack(record)).collect();
        match self {
            Self::Plain => records.concat(),
            Self::Gzip => each(gzip),
            Self::WholeGzip => gzip(&records.concat()),
            Self::Zstd => each(zstd),
        }
    }
}

/// The offset of an item's frame, and how far inside it is.
fn place(source: &str) -> (u64, u64) {
    let (_, place) = source.rsplit_once('#').unwrap();
    let (offset, inside) = place.split_once('+').unwrap_or((place, "0"));
    (offset.parse().unwrap(), inside.parse().unwrap())
}

fn packings() -> impl Strategy<Value = Packing> {
    prop::sample::select(vec![
        Packing::Plain,
        Packing::Gzip,
        Packing::WholeGzip,
        Packing::Zstd,
    ])
}

fn records() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let body = prop::sample::select(vec![1, 10, 1000, 70_000, 262_000, 300_000]);
    let record = (any::<u16>(), body).prop_map(|(n, size)| {
        let text: Vec<u8> = (0..size)
            .map(|at| b'a' + ((at * 31 + usize::from(n)) % 23) as u8)
            .collect();
        html_response(&format!("http://e.com/{n}"), &text)
    });
    prop::collection::vec(record, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn records_come_out_of_every_packing(records in records(), packing in packings()) {
        let dir = folder(&[("a.warc", &packing.pack(&records))]);
        let found = read(&dir.path().join("a.warc"));
        prop_assert_eq!(found.len(), records.len());
        for (item, record) in found.iter().zip(&records) {
            prop_assert!(record.ends_with(&[&page(item).bytes[..], b"\r\n\r\n"].concat()));
            prop_assert_eq!(&read(Path::new(source(item)))[..], std::slice::from_ref(item));
        }
    }

    /// Whatever is damaged: pages come in the order of their places, and each is found again at its own.
    #[test]
    fn a_page_of_a_damaged_file_is_found_again(
        records in records(),
        packing in packings(),
        damages in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_usize..3), 1..8),
    ) {
        let mut bytes = packing.pack(&records);
        for (at, byte, kind) in damages {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len() - 1))),
                _ => bytes.insert(at, byte),
            }
        }
        let dir = folder(&[("a.warc", &bytes)]);
        let found = read(&dir.path().join("a.warc"));
        prop_assert!(!found.is_empty());
        let mut before = None;
        // Without any record left, the whole is a page of text.
        prop_assume!(found.iter().all(|item| source(item).contains('#')));
        for item in found.iter().filter(|item| matches!(item, Item::Page(_))) {
            let place = place(source(item));
            prop_assert!(before < Some(place));
            before = Some(place);
            prop_assert_eq!(&read(Path::new(source(item)))[..], std::slice::from_ref(item));
        }
    }

    /// Where each record has a frame of its own, damage costs the records that it is in, and no other.
    #[test]
    fn damage_costs_what_it_is_in(
        records in records(),
        zstd in any::<bool>(),
        at in any::<prop::sample::Index>(),
        cut in 1_usize..2000,
    ) {
        let packing = if zstd { Packing::Zstd } else { Packing::Gzip };
        let packed: Vec<_> = records.iter().map(|record| packing.pack(std::slice::from_ref(record))).collect();
        let hit = at.index(packed.len());
        let cut = cut.min(packed[hit].len() - 4);
        let mut damaged = packed.clone();
        damaged[hit].truncate(packed[hit].len() - cut);
        let found = read_bytes("a.warc", &damaged.concat());
        let expected = read_bytes("a.warc", &packed.concat());
        let pages = |items: &[Item]| -> Vec<Vec<u8>> {
            items.iter().filter(|item| matches!(item, Item::Page(_))).map(|item| page(item).bytes.clone()).collect()
        };
        let mut others = pages(&expected);
        others.remove(hit);
        prop_assert_eq!(pages(&found), others);
        let failed = found.iter().find_map(|item| match item {
            Item::Failed(failed) => failed.error.offset,
            _ => None,
        });
        prop_assert_eq!(failed, Some(packed[..hit].concat().len() as u64));
    }
}

#[test]
fn wet_and_the_form_of_a_page_are_kept_in_zstd() {
    let headers = "WARC-Target-URI: http://e.com/\r\nContent-Type: text/plain\r\n";
    let found = read_bytes(
        "a.wet.zst",
        &zstd(&record("conversion", headers, b"A line")),
    );
    assert_eq!(page(&found[0]).form, Form::Text);
}
