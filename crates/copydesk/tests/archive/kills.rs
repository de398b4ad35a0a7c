//! `add` and `reclean`, killed at any moment.

use std::io::Read;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{Dice, run};
use crate::{add, check_is_sound, ids, memory, pages, start, text};

const PAGES: usize = 12;

#[test]
fn an_add_killed_at_fifty_moments_loses_and_doubles_nothing() {
    let (kills, mut dice) = (50, Dice(2012));
    let (pages, whole) = (pages(0..PAGES), memory());
    let begin = Instant::now();
    assert_eq!(
        add(pages.path(), whole.path(), &["--commit-every", "0"]).status,
        0
    );
    let took = u64::try_from(begin.elapsed().as_micros()).unwrap();
    let (expected, export) = (ids(whole.path()), export(whole.path()));
    let mut killed = 0;
    while killed < kills {
        let archive = memory();
        let archive = archive.path();
        while let Some(safe) = (killed < kills)
            .then(|| killed_after(pages.path(), archive, took, &mut dice))
            .flatten()
        {
            killed += 1;
            let kept = ids(archive);
            assert!(
                kept.len() >= safe,
                "{safe} were said to be safe, {} are there",
                kept.len()
            );
            assert_eq!(kept, expected[..kept.len()], "the first ones, each once");
        }
        check_is_sound(archive);
        assert_eq!(add(pages.path(), archive, &[]).status, 0);
        check_is_sound(archive);
        assert!(
            self::export(archive) == export,
            "as if it had not been killed"
        );
    }
}

fn export(archive: &Path) -> Vec<u8> {
    run(&["export", "--proof", "--archive", text(archive)]).stdout
}

/// Starts adding and kills it at some moment; how many pages it had said to be safe, if it was still
/// running then.
fn killed_after(pages: &Path, archive: &Path, took: u64, dice: &mut Dice) -> Option<usize> {
    let jobs = (1 + dice.below(3)).to_string();
    let every = ["--commit-every", "0", "--jobs", &jobs];
    let arguments = ["add", text(pages), "--archive", text(archive)];
    let mut child = start(&[&arguments[..], &every].concat());
    sleep(Duration::from_micros(dice.below(took)));
    let is_running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    let mut told = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut told)
        .unwrap();
    let mut safe = told
        .lines()
        .filter_map(|line| line.split_once(" pages read and safe")?.0.parse().ok());
    is_running.then(|| safe.next_back().unwrap_or(0))
}
