//! An archive in bad days: killed, full, damaged, read-only, two at once, restored from a backup.
#![cfg(target_os = "linux")]

mod backup;
mod damage;
mod disk;
mod kills;
mod reclean;
#[path = "../serve/service.rs"]
mod service;
#[path = "../support/mod.rs"]
mod support;
mod together;

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};

use copydesk::archive::{Archive, Error};
use copydesk::record::Article;
use tempfile::TempDir;

use support::{Dice, Ran, copydesk, run};

/// A folder of some pages about different things, the numbers as given.
fn pages(numbers: std::ops::Range<usize>) -> TempDir {
    let dir = memory();
    for number in numbers {
        fs::write(dir.path().join(format!("{number:03}.html")), page(number)).unwrap();
    }
    dir
}

/// A page whose words no other has; it does not become much smaller when it is packed.
fn page(number: usize) -> String {
    let mut dice = Dice(number as u64);
    let mut words = || {
        (0..24)
            .map(|_| word(&mut dice))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let paragraphs: String = (0..6).map(|_| format!("<p>The {}.</p>", words())).collect();
    format!(
        "<html><head><title>Tide {number}</title></head><body><article><h1>Tide {number}</h1>{paragraphs}</article></body></html>"
    )
}

fn word(dice: &mut Dice) -> String {
    (0..4)
        .map(|_| {
            ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"][dice.below(10) as usize]
        })
        .collect()
}

/// A directory in memory, where there is such a thing: a kill loses nothing there that it would not
/// lose on a disk, and each commit waits for the disk several times.
fn memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn add(pages: &Path, archive: &Path, more: &[&str]) -> Ran {
    run(&[&["add", text(pages), "--archive", text(archive)], more].concat())
}

/// Starts the program with its standard error kept.
fn start(arguments: &[&str]) -> Child {
    copydesk(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The archive is sound, and says so.
#[track_caller]
fn check_is_sound(archive: &Path) {
    support::check(
        &["check", "--archive", text(archive)],
        "",
        (0, "all sound", ""),
    );
}

/// All records with their proof and links; what cannot be read back, by itself.
fn records(archive: &Archive) -> (Vec<Article>, Vec<Error>) {
    let (mut records, mut lost) = (Vec::new(), Vec::new());
    let each = &mut |record: Result<Article, Error>| {
        match record {
            Ok(record) => records.push(record),
            Err(damage) => lost.push(damage),
        }
        Ok(())
    };
    archive.export(each).unwrap();
    (records, lost)
}

/// The ids of all pages, in the order of their arrival; all of them can be read.
fn ids(archive: &Path) -> Vec<String> {
    let (records, lost) = records(&Archive::open(archive).unwrap());
    assert!(lost.is_empty(), "{lost:?}");
    records.into_iter().map(|record| record.id).collect()
}
