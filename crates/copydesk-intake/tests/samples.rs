//! Good and bad archives of warcio's tests, each read as far as it goes: what comes of it is in
//! samples.txt, for a person to check. `UPDATE=1` writes that file anew.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use copydesk_intake::Item;
use support::*;

#[test]
fn every_sample_is_read_as_far_as_it_goes() {
    let Some(dir) = shared("warc_samples") else {
        return;
    };
    let mut paths: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().contains("arc"))
        })
        .collect();
    paths.sort();
    let all: String = paths.iter().map(|path| account(path)).collect();
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&expected, &all).unwrap();
    }
    assert_eq!(fs::read_to_string(expected).unwrap(), all);
}

#[test]
fn each_record_of_a_sample_can_be_read_alone() {
    let Some(dir) = shared("warc_samples") else {
        return;
    };
    for name in [
        "example.warc",
        "example.warc.gz",
        "example.arc",
        "example.arc.gz",
    ] {
        for item in read(&dir.join(name)) {
            assert_eq!(read(Path::new(source(&item))), [item]);
        }
    }
}

/// A file's items, a line each.
fn account(path: &Path) -> String {
    let lines: String = read(path)
        .iter()
        .map(|item| format!("  {}\n", line(item)))
        .collect();
    format!("{}\n{lines}", path.file_name().unwrap().display())
}

fn line(item: &Item) -> String {
    let place = source(item).rsplit('#').next().unwrap_or_default();
    match item {
        Item::Page(page) => format!(
            "{place} page of {} bytes, {:?}, {}",
            page.bytes.len(),
            page.form,
            page.url.as_deref().unwrap_or("-")
        ),
        Item::Picture(picture) => format!("{place} picture, {}", picture.media_type),
        Item::Skipped(skipped) => format!("{place} skipped: {}", skipped.why),
        Item::Failed(failed) => format!("{place} failed: {}", failed.error),
    }
}
