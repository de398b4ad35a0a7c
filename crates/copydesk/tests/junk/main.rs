//! Ten thousand inputs that no newspaper ever printed: each is answered by a record or an error,
//! in time, and in bounded memory.
#![forbid(unsafe_code)]

mod child;
mod mangled;
mod monsters;
mod random;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use child::Answer;

/// Mangled inputs, in batches that a temporary directory holds easily.
const BATCHES: u64 = 10;
const BATCH: usize = 1000;

/// What the program may use, jobs and queues included: a page of a million blocks takes some 500 bytes a block.
const MAX_MEMORY_MIB: u64 = 800;

#[test]
fn mangled_pages_and_archives_are_answered() {
    for seed in 1..=BATCHES {
        let dir = tempfile::tempdir().unwrap();
        for (name, bytes) in mangled::inputs(seed, BATCH) {
            fs::write(dir.path().join(name), bytes).unwrap();
        }
        check(dir.path(), &format!("seed {seed}"));
    }
}

#[test]
fn monsters_are_answered() {
    let dir = tempfile::tempdir().unwrap();
    for (name, make) in monsters::ALL {
        fs::write(dir.path().join(name), make()).unwrap();
    }
    check(dir.path(), "monsters");
}

/// Cleans a folder of junk and looks at what comes out.
fn check(dir: &Path, what: &str) {
    let answer = child::clean(dir);
    assert!(
        matches!(answer.status, Some(0 | 1)),
        "{what}: {:?}: {}",
        answer.status,
        answer.stderr
    );
    assert!(
        !answer.stderr.contains("panicked"),
        "{what}: {}",
        answer.stderr
    );
    assert!(
        answer.memory_mib < MAX_MEMORY_MIB,
        "{what}: {} MiB",
        answer.memory_mib
    );
    let records = records(&answer);
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let found = records
            .get(&path.display().to_string())
            .copied()
            .unwrap_or_default();
        assert!(
            found == 1 || !is_page(&path),
            "{what}: {}: {found} records",
            path.display()
        );
    }
}

/// Whether a file is one page; others hold any number.
fn is_page(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    [".html", ".txt", ".html.gz"]
        .iter()
        .any(|suffix| name.ends_with(suffix))
}

/// How many records there are for each source, all of them sound or refused for a known reason.
fn records(answer: &Answer) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for line in answer
        .stdout
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        let record: Value = serde_json::from_slice(line).unwrap();
        let source = record["source"].as_str().unwrap().to_owned();
        assert_ne!(record["error"]["code"], "internal", "{source}");
        *counts.entry(source).or_default() += 1;
    }
    counts
}
