//! `copydesk reclean`: records made anew.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use copydesk::archive::Archive;
use rusqlite::Connection;

use crate::support::{Dice, check, copydesk, run};
use crate::{add, check_is_sound, memory, pages, records, start, text};

/// Gives each second page the record of an earlier day.
fn age(archive: &Path) -> usize {
    let archive = Archive::open(archive).unwrap();
    let mut writer = archive.writer().unwrap();
    let (records, _) = records(&archive);
    for record in records.iter().step_by(2) {
        let mut record = record.clone();
        record.title = Some("An earlier day".to_owned());
        record.text = "It had other words then.".to_owned();
        writer.replace(&record).unwrap();
    }
    writer.commit().unwrap().pages
}

fn reclean(archive: &Path, expected: (i32, &str, &str)) {
    check(&["reclean", "--archive", text(archive)], "", expected);
}

fn export(archive: &Path) -> String {
    run(&["export", "--proof", "--archive", text(archive)]).text()
}

#[test]
fn records_become_those_of_today() {
    let (pages, archive) = (pages(0..7), memory());
    let archive = archive.path();
    add(pages.path(), archive, &[]);
    let today = export(archive);
    reclean(archive, (0, "7 pages cleaned again, 0 records changed", ""));
    assert_eq!(age(archive), 4);
    assert_ne!(export(archive), today);
    reclean(archive, (0, "7 pages cleaned again, 4 records changed", ""));
    assert!(export(archive) == today);
    check(
        &["search", "\"earlier day\"", "--archive", text(archive)],
        "",
        (0, "", "0 found"),
    );
    check_is_sound(archive);
}

#[test]
fn a_first_version_archive_becomes_what_adding_today_gives() {
    let fixture =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../copydesk-archive/tests/fixtures/version-1");
    let (old, new) = (memory(), memory());
    std::fs::copy(
        fixture.join("archive.sqlite"),
        old.path().join("archive.sqlite"),
    )
    .unwrap();
    let add = |path: PathBuf| {
        let mut command = copydesk(&["add", ".", "--archive", text(new.path())]);
        command.current_dir(path).output().unwrap()
    };
    assert_eq!(
        add(fixture.join("../pages")).status.code(),
        Some(1),
        "one page is empty"
    );
    reclean(old.path(), (0, "7 pages cleaned again", ""));
    assert_eq!(export(old.path()), export(new.path()));
}

#[test]
fn a_damaged_page_keeps_its_record_and_is_named() {
    let (pages, archive) = (pages(0..4), memory());
    add(pages.path(), archive.path(), &[]);
    let before = export(archive.path());
    let database = Connection::open(archive.path().join("archive.sqlite")).unwrap();
    database
        .execute("UPDATE content SET bytes = x'00' WHERE page = 2", [])
        .unwrap();
    reclean(
        archive.path(),
        (1, "3 pages cleaned again, 0 records changed", "is damaged"),
    );
    assert_eq!(export(archive.path()), before);
}

#[test]
fn killed_in_the_middle_it_goes_on() {
    let mut dice = Dice(1912);
    let (pages, archive) = (pages(0..40), memory());
    let archive = archive.path();
    add(pages.path(), archive, &[]);
    let today = export(archive);
    for _ in 0..10 {
        age(archive);
        let mut child = start(&["reclean", "--archive", text(archive)]);
        sleep(Duration::from_millis(dice.below(120)));
        child.kill().unwrap();
        child.wait().unwrap();
        check_is_sound(archive);
    }
    reclean(archive, (0, "40 pages cleaned again", ""));
    assert!(export(archive) == today);
}
