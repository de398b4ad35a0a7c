//! Writers and readers at the same time.

use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use copydesk::archive::Archive;

use crate::service::Service;
use crate::support::run;
use crate::{add, check_is_sound, ids, memory, pages, start, text};

#[track_caller]
fn check_succeeds(child: Child) {
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn of_two_writers_one_waits_and_both_are_kept() {
    let (some, others, archive) = (pages(0..20), pages(20..40), memory());
    let start = |pages| {
        start(&[
            "add",
            text(pages),
            "--archive",
            text(archive.path()),
            "--commit-every",
            "0",
        ])
    };
    let writers = [start(some.path()), start(others.path())];
    writers.into_iter().for_each(check_succeeds);
    assert_eq!(ids(archive.path()).len(), 40);
    check_is_sound(archive.path());
}

#[test]
fn readers_do_not_wait_for_a_writer() {
    let (pages, archive) = (pages(0..3), memory());
    add(pages.path(), archive.path(), &[]);
    let writing = Archive::open(archive.path()).unwrap();
    let _writer = writing.writer().unwrap();
    let (mut service, _) = Service::open(&["--archive", text(archive.path())]);
    assert!(service.get("/").text().contains("Tide 1"));
    let found = run(&["search", "\"tide 2\"", "--archive", text(archive.path())]);
    assert!(found.text().starts_with("Tide 2\n"), "{found:?}");
    assert_eq!(ids(archive.path()).len(), 3);
    assert_eq!(service.end(), Some(0));
}

#[test]
fn what_is_added_while_it_is_served_is_read() {
    let (some, others, archive) = (pages(0..3), pages(3..9), memory());
    let archive = text(archive.path());
    let (mut service, _) = Service::open(&[text(some.path()), "--archive", archive]);
    assert!(!service.get("/").text().contains("Tide 7"));
    let adding = start(&[
        "add",
        text(others.path()),
        "--archive",
        archive,
        "--commit-every",
        "0",
    ]);
    while !service
        .get("/search?q=%22tide+7%22")
        .text()
        .contains("/article/")
    {
        assert_eq!(service.get("/").status, 200);
        sleep(Duration::from_millis(5));
    }
    check_succeeds(adding);
    assert!(service.get("/").text().contains("Tide 7"));
    assert_eq!(service.end(), Some(0));
}
