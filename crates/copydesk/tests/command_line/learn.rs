//! `copydesk learn`, and what `--profile` makes of it.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{PAPER, Ran, check, run};

/// A paragraph that only other pages tell from an article's.
const STANDING: &str = "The reporting of this newspaper from the harbour is paid for by the readers of the \
    Courier, who met in the old net loft in April and voted to go on for another year.";

/// A folder of six stories, each with the standing paragraph after its own.
fn site() -> TempDir {
    let dir = TempDir::new().unwrap();
    for n in 1..=6 {
        let own: String = (0..4)
            .map(|p| {
                format!(
                    "<p>Boat number {n}{p} came in at {p} o'clock with {n} baskets of fish, said the harbour master, \
                     and nobody could remember a catch of {p}{n} crates in one week of the autumn.</p>"
                )
            })
            .collect();
        let html = format!(
            "<title>Catch {n} comes in | The Courier</title><article><h1>Catch {n} comes in</h1>{own}<p>{STANDING}</p></article>"
        );
        fs::write(dir.path().join(format!("{n}.html")), html).unwrap();
    }
    dir
}

fn at(dir: &Path, name: &str) -> String {
    dir.join(name).to_str().unwrap().to_owned()
}

fn learn(arguments: &[&str]) -> Ran {
    let ran = run(&[&["learn"], arguments].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    ran
}

/// The passages of a record that its site's profile decided about.
fn decided(record: &Value) -> Vec<&Value> {
    let removed = record["removed"].as_array().unwrap().iter();
    removed
        .filter(|cut| cut["profile"]["decided"] == true)
        .collect()
}

#[test]
fn what_repeats_is_cut_with_a_profile_and_kept_without() {
    let (dir, out) = (site(), TempDir::new().unwrap());
    let (pages, profile) = (at(dir.path(), ""), at(out.path(), "sites.json"));
    let told = learn(&[&pages, "-o", &profile]);
    assert_eq!(told.stderr, "6 pages read; 1 text repeats on 1 site\n");
    let clean = |more: &[&str]| run(&[&["clean", "--proof", &pages], more].concat()).records();
    for record in clean(&[]) {
        assert!(record["text"].as_str().unwrap().ends_with(STANDING));
    }
    for record in clean(&["--profile", &profile]) {
        assert!(!record["text"].as_str().unwrap().contains(STANDING));
        let [cut] = decided(&record)[..] else {
            panic!("{record}")
        };
        assert_eq!(cut["text"], STANDING);
        assert_eq!(
            cut["profile"],
            serde_json::json!({"pages": 6, "of": 6, "decided": true})
        );
    }
}

#[test]
fn an_archive_takes_a_profile_too() {
    let (dir, out) = (site(), TempDir::new().unwrap());
    let (pages, profile) = (at(dir.path(), ""), at(out.path(), "sites.json"));
    learn(&[&pages, "-o", &profile]);
    let exported = |archive: &str, more: &[&str]| {
        let archive = at(out.path(), archive);
        let added = run(&[&["add", &pages, "--archive", &archive], more].concat());
        assert_eq!(added.status, 0, "{added:?}");
        run(&["export", "--archive", &archive]).text()
    };
    assert!(exported("without", &[]).contains(STANDING));
    assert!(!exported("with", &["--profile", &profile]).contains(STANDING));
}

#[test]
fn a_profile_is_the_same_with_any_number_of_threads() {
    let dir = site();
    let pages = at(dir.path(), "");
    let one = learn(&[&pages, "-o", "-", "--jobs", "1"]).text();
    assert!(one.contains("\"format\": \"copydesk-profile\""), "{one}");
    assert_eq!(learn(&[&pages, "-o", "-", "--jobs", "3"]).text(), one);
}

#[test]
fn sites_are_told_by_their_addresses() {
    let (dir, out) = (site(), TempDir::new().unwrap());
    let (pages, profile) = (at(dir.path(), ""), at(out.path(), "sites.json"));
    let base = ["--base-url", "https://www.courier.example/2012"];
    learn(&[&[&*pages, "-o", &profile], &base[..]].concat());
    assert!(
        fs::read_to_string(&profile)
            .unwrap()
            .contains("\"courier.example\"")
    );
    let text =
        |more: &[&str]| run(&[&["clean", &pages, "--profile", &profile], more].concat()).text();
    assert!(text(&[]).contains(STANDING));
    assert!(!text(&base).contains(STANDING));
}

/// Each page of the sample paper shows another time's design: hardly anything repeats, and no text changes.
#[test]
fn the_sample_paper_loses_nothing() {
    let out = TempDir::new().unwrap();
    let profile = at(out.path(), "sites.json");
    let learned = run(&["learn", PAPER, "-o", &profile]);
    let told = format!(
        "copydesk: {PAPER}/empty.html: the file is empty\n36 pages read; 1 text repeats on 1 site\n"
    );
    assert_eq!((learned.status, learned.stderr), (1, told));
    let texts = |more: &[&str]| -> Vec<Value> {
        let records = run(&[&["clean", PAPER], more].concat()).records();
        records
            .into_iter()
            .map(|record| record["text"].clone())
            .collect()
    };
    assert_eq!(texts(&["--profile", &profile]), texts(&[]));
}

#[test]
fn what_is_no_profile_is_refused() {
    let dir = TempDir::new().unwrap();
    let file = |name: &str, text: &str| {
        fs::write(dir.path().join(name), text).unwrap();
        at(dir.path(), name)
    };
    let refused = |profile: &str, told: &str| {
        check(&["clean", "-", "--profile", profile], "<p>x", (2, "", told));
        let archive = at(dir.path(), "archive");
        check(
            &["add", PAPER, "--archive", &archive, "--profile", profile],
            "",
            (2, "", told),
        );
        check(
            &["serve", "--listen", "127.0.0.1:0", "--profile", profile],
            "",
            (2, "", told),
        );
        assert!(!Path::new(&archive).exists());
    };
    refused(
        "none.json",
        "there is no such profile; `copydesk learn PATH -o none.json` makes it",
    );
    refused(&at(dir.path(), ""), "the profile cannot be read: ");
    refused(&file("page", "<p>"), "page: it is not JSON (");
    refused(
        &file("record", "{\"schema\":1}"),
        "record: it is no profile (",
    );
    let newer = "{\"format\":\"copydesk-profile\",\"version\":2,\"sites\":{}}";
    refused(
        &file("newer", newer),
        "it is a profile of version 2, and this copydesk knows versions up to 1",
    );
}

#[test]
fn wrong_usage_and_failures_are_told() {
    check(&["learn", PAPER], "", (2, "", "--output <SITES.json>"));
    check(
        &["learn", "https://courier.example/", "-o", "x"],
        "",
        (2, "", "`copydesk watch`"),
    );
    let nowhere = "no/such/folder/sites.json";
    check(
        &["learn", PAPER, "-o", nowhere],
        "",
        (1, "", "no/such/folder/sites.json cannot be written: "),
    );
    let nothing = "0 pages read; no text stands on three articles of one site\n";
    let dir = TempDir::new().unwrap();
    check(
        &["learn", &at(dir.path(), ""), "-o", "-"],
        "",
        (0, "\"sites\": {}", nothing),
    );
}
