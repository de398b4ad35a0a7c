//! How much memory an archive takes: a process of its own, since it looks at the whole process.

mod support;

use std::fs::File;
use std::io::{BufWriter, Write};

use copydesk_intake::{Item, Limits};
use support::*;

#[test]
fn a_long_archive_is_read_in_the_memory_of_a_record() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.warc");
    let record = html_response("http://e.com/", &b"<p>word ".repeat(20_000));
    let mut file = BufWriter::new(File::create(&path).unwrap());
    (0..2_000).for_each(|_| file.write_all(&record).unwrap());
    drop(file);
    let before = peak();
    let pages = copydesk_intake::items(&[path], Limits::default())
        .filter(|item| matches!(item, Item::Page(_)));
    assert_eq!(pages.count(), 2_000);
    // The file has 300 MiB.
    assert!(peak() - before < 64 << 10, "{} KiB", peak() - before);
}

/// The most memory that this process ever had, in KiB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok())
        .unwrap_or_default()
}
