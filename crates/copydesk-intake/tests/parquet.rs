//! Parquet files: the same rows as JSON lines, whatever packs them, and files that are damaged.
//! Those of `tests/parquet` are pyarrow's; its `make.py` wrote them.
#![cfg(feature = "parquet")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk_intake::{BytesRead, Item, Limits, Mark, inputs};
use copydesk_record::ErrorCode;
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;
use support::*;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/parquet")
        .join(name)
}

/// A file of one column `html` that must be there, by the library's own writer.
fn written(rows: &[&[u8]], rows_in_group: usize) -> Vec<u8> {
    let schema = Arc::new(parse_message_type("message m { required binary html; }").unwrap());
    let properties = Arc::new(
        WriterProperties::builder()
            .set_data_page_row_count_limit(2)
            .build(),
    );
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    for group in rows.chunks(rows_in_group) {
        let values: Vec<ByteArray> = group.iter().map(|row| row.to_vec().into()).collect();
        let mut columns = writer.next_row_group().unwrap();
        let mut column = columns.next_column().unwrap().unwrap();
        column
            .typed::<ByteArrayType>()
            .write_batch(&values, None, None)
            .unwrap();
        column.close().unwrap();
        columns.close().unwrap();
    }
    writer.into_inner().unwrap()
}

/// What was found, but for where, and what a row is called.
fn found(items: &[Item]) -> Vec<String> {
    let told = |item: &Item| match item.clone() {
        Item::Page(mut page) => {
            page.source.clear();
            format!("{page:?}")
        }
        Item::Failed(failed) => format!(
            "{:?} {}",
            failed.error.code,
            failed.error.message.replace("line", "row")
        ),
        item => panic!("{item:?}"),
    };
    items.iter().map(told).collect()
}

fn sources(items: &[Item]) -> Vec<String> {
    let place = |item: &Item| item.source().rsplit_once('#').unwrap().1.to_owned();
    items.iter().map(place).collect()
}

#[track_caller]
fn refused(items: &[Item], code: ErrorCode, word: &str) {
    let Some(Item::Failed(failed)) = items.last() else {
        panic!("{items:?}")
    };
    assert_eq!(failed.error.code, code, "{failed:?}");
    assert!(failed.error.message.contains(word), "{failed:?}");
}

#[test]
fn rows_are_what_they_are_as_json_lines() {
    let lines = read(&sample("rows.jsonl"));
    assert_eq!(
        page(&lines[0]).known.as_ref().unwrap().authors,
        ["Ann Lee", "Bo"]
    );
    for packing in ["none", "snappy", "gzip", "zstd", "brotli"] {
        for form in ["1", "2"] {
            let rows = read(&sample(&format!("{packing}-{form}.parquet")));
            assert_eq!(found(&rows), found(&lines), "{packing} {form}");
            assert_eq!(
                sources(&rows),
                ["0", "1", "2", "3", "4"],
                "{packing} {form}"
            );
        }
    }
}

#[test]
fn what_a_page_is_not_written_in_is_named() {
    refused(&read(&sample("lz4-1.parquet")), ErrorCode::Corrupt, "LZ4");
    refused(&read(&sample("delta.parquet")), ErrorCode::Corrupt, "DELTA");
    refused(
        &read(&sample("no_page.parquet")),
        ErrorCode::Corrupt,
        "body, n",
    );
    refused(
        &read(&sample("no_string.parquet")),
        ErrorCode::Corrupt,
        "DOUBLE",
    );
    refused(&read(&sample("empty.parquet")), ErrorCode::Empty, "empty");
    refused(
        &read_bytes("a.parquet", b"<p>no table"),
        ErrorCode::Corrupt,
        "cut off",
    );
}

#[test]
fn a_row_is_found_by_its_number() {
    for name in ["snappy-1.parquet", "zstd-2.parquet"] {
        let all = read(&sample(name));
        for (n, item) in all.iter().enumerate() {
            let one = read(Path::new(&format!("{}#{n}", sample(name).display())));
            assert_eq!(one, std::slice::from_ref(item), "{name} {n}");
        }
        let beyond = read(Path::new(&format!("{}#5", sample(name).display())));
        refused(&beyond, ErrorCode::Corrupt, "no row 5");
    }
}

#[test]
fn reading_goes_on_after_a_mark() {
    let path = sample("snappy-1.parquet");
    for (mark, rest) in [(0, &["1", "2", "3", "4"][..]), (3, &["4"]), (4, &[])] {
        let source = format!("{}#{mark}", path.display());
        let input = inputs(std::slice::from_ref(&path), Limits::default())
            .next()
            .unwrap();
        let items: Vec<Item> = input
            .items_after(Mark { source, times: 1 }, &BytesRead::default())
            .collect();
        assert_eq!(sources(&items), rest);
    }
}

#[test]
fn a_file_counts_as_read_once() {
    let path = sample("snappy-1.parquet");
    let read = BytesRead::default();
    let input = inputs(std::slice::from_ref(&path), Limits::default())
        .next()
        .unwrap();
    assert_eq!(input.items(&read).count(), 5);
    assert_eq!(
        read.load(std::sync::atomic::Ordering::Relaxed),
        fs::metadata(&path).unwrap().len()
    );
}

#[test]
fn bombs_are_refused() {
    let items = read(&sample("bomb.parquet"));
    assert!(items.len() < 100, "{}", items.len());
    refused(&items, ErrorCode::TooLarge, "expands");
    refused(
        &read(&sample("page_bomb.parquet")),
        ErrorCode::TooLarge,
        "expands",
    );
    let limits = Limits {
        page_bytes: 100,
        ..Limits::default()
    };
    let file = written(&[b"<p>a", &[b'a'; 101], b"<p>c"], 3);
    let expected = [
        "page a.parquet#0 Html",
        "failed a.parquet#1 TooLarge",
        "page a.parquet#2 Html",
    ];
    // The description is longer than this page may be.
    let limits = Limits {
        page_bytes: limits.page_bytes.max(file.len() as u64 / 2),
        ..limits
    };
    let long = vec![b'a'; limits.page_bytes as usize + 1];
    let file = written(&[b"<p>a", &long, b"<p>c"], 3);
    assert_eq!(
        briefs(&read_bytes_with("a.parquet", &file, limits)),
        expected
    );
}

#[test]
fn behind_damage_the_next_group_is_read() {
    let mut file = written(&[b"<p>first", b"<p>second", b"<p>third", b"<p>fourth"], 2);
    // The first page's header.
    file[4..8].fill(0xff);
    let items = read_bytes("a.parquet", &file);
    let expected = [
        "failed a.parquet#0 Corrupt",
        "page a.parquet#2 Html",
        "page a.parquet#3 Html",
    ];
    assert_eq!(briefs(&items), expected);
    let Item::Failed(failed) = &items[0] else {
        panic!()
    };
    assert!(
        failed.error.message.starts_with("rows 0 to 1 cannot"),
        "{failed:?}"
    );
}

#[test]
fn a_cut_file_is_refused() {
    let file = written(&[b"<p>first", b"<p>second"], 2);
    for end in 0..file.len() {
        let items = read_bytes("a.parquet", &file[..end]);
        assert!(matches!(items[..], [Item::Failed(_)]), "{end}: {items:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn damage_anywhere_ends_as_items(
        name in prop::sample::select(vec!["none-1", "none-2", "snappy-1", "gzip-1", "zstd-2", "brotli-2"]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut file = fs::read(sample(&format!("{name}.parquet"))).unwrap();
        for (place, byte) in damage {
            let place = place.index(file.len());
            file[place] = byte;
        }
        let items = read_bytes("a.parquet", &file);
        prop_assert!(!items.is_empty() && items.len() < 1_000_000);
    }
}
