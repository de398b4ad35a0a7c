//! `copydesk clean --out`: shards, and runs that go on after they were cut off.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Dice, Ran, copydesk, run, run_with};

const SHARD_BYTES: &str = "30000";

/// Some hundred pages of all kinds of inputs, a few of them unusable.
fn inputs() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    fs::create_dir(path("a")).unwrap();
    for n in 0..40 {
        fs::write(path(&format!("a/{n:02}.html")), page(n)).unwrap();
    }
    fs::write(path("a/20-empty.html"), "").unwrap();
    fs::write(path("a/style.css"), "p { color: red }").unwrap();
    fs::write(
        path("b.warc.gz"),
        (0..120)
            .flat_map(|n| packed(&warc_record(n)))
            .collect::<Vec<_>>(),
    )
    .unwrap();
    fs::write(
        path("c.warc"),
        (0..120).flat_map(warc_record).collect::<Vec<_>>(),
    )
    .unwrap();
    let lines: String = (0..60)
        .map(|n| format!("{{\"text\":\"line {n}: the tide came in\"}}\nbad {n}\n"))
        .collect();
    fs::write(path("d.jsonl"), &lines).unwrap();
    fs::write(path("e.jsonl.gz"), packed(lines.as_bytes())).unwrap();
    dir
}

fn page(n: usize) -> String {
    let said =
        format!("The tide came in at {n} o'clock and stayed for an hour longer than anyone knew. ");
    format!(
        "<html><head><title>Tide {n}</title></head><body><h1>Tide {n}</h1><p>{}</p></body></html>",
        said.repeat(4 + n % 7)
    )
}

fn warc_record(n: usize) -> Vec<u8> {
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}",
        page(n)
    );
    let kind = if n % 10 == 3 { "request" } else { "response" };
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://e.com/{n}\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
    .into_bytes()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn arguments<'a>(inputs: &'a Path, out: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let fixed = [
        "clean",
        inputs.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--shard-bytes",
        SHARD_BYTES,
    ];
    [&fixed, more].concat()
}

fn clean(inputs: &Path, out: &Path, more: &[&str]) -> Ran {
    run(&arguments(inputs, out, more))
}

/// All files of a directory.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .collect()
}

/// The records of all shards, in the order of their names.
fn shards(dir: &Path) -> Vec<u8> {
    files(dir)
        .into_iter()
        .filter(|(name, _)| name.starts_with("part-"))
        .flat_map(|(_, bytes)| bytes)
        .collect()
}

#[test]
fn shards_hold_what_standard_output_would() {
    let (inputs, out) = (inputs(), tempfile::tempdir().unwrap());
    let ran = clean(inputs.path(), out.path(), &["--jobs", "2"]);
    let plain = run(&["clean", inputs.path().to_str().unwrap()]);
    assert_eq!((ran.status, ran.stdout.len()), (1, 0), "{ran:?}");
    assert_eq!(ran.stderr, plain.stderr);
    assert!(shards(out.path()) == plain.stdout);
    let files = files(out.path());
    assert!(files.len() > 10, "{:?}", files.keys());
    assert!(files.keys().all(|name| !name.ends_with(".unfinished")));
    let manifest: Vec<Value> = std::str::from_utf8(&files["manifest.jsonl"])
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of_shards = &manifest[1..manifest.len() - 1];
    let sum = |name: &str| {
        of_shards
            .iter()
            .map(|shard| shard[name].as_u64().unwrap())
            .sum::<u64>()
    };
    assert_eq!(sum("bytes"), plain.stdout.len() as u64);
    assert_eq!(sum("records"), plain.records().len() as u64);
    assert_eq!(sum("errors"), 121);
    assert_eq!(manifest.last().unwrap()["complete"], of_shards.len());
}

#[test]
fn a_run_that_is_done_has_nothing_left_to_do() {
    let (inputs, out) = (inputs(), tempfile::tempdir().unwrap());
    clean(inputs.path(), out.path(), &[]);
    let before = files(out.path());
    let again = clean(inputs.path(), out.path(), &["--resume"]);
    assert_eq!(
        (again.status, again.stderr.lines().count()),
        (1, 1),
        "the pages that failed still count: {again:?}"
    );
    assert!(
        again.stderr.contains("121 inputs could not be used"),
        "{again:?}"
    );
    assert!(files(out.path()) == before);
}

#[test]
fn a_run_killed_at_fifty_moments_goes_on_as_if_it_had_not_been() {
    let (kills, mut dice) = (50, Dice(2012));
    let (inputs, whole) = (inputs(), tempfile::tempdir().unwrap());
    let start = Instant::now();
    let undisturbed = clean(inputs.path(), whole.path(), &["--jobs", "2"]);
    let took = u64::try_from(start.elapsed().as_micros()).unwrap();
    let expected = files(whole.path());
    let mut killed = 0;
    while killed < kills {
        let out = tempfile::tempdir().unwrap();
        while killed < kills && is_cut_off(inputs.path(), out.path(), took, &mut dice) {
            killed += 1;
        }
        let last = clean(inputs.path(), out.path(), &["--resume"]);
        assert_eq!(last.status, undisturbed.status, "{last:?}");
        let found = files(out.path());
        assert_eq!(
            found.keys().collect::<Vec<_>>(),
            expected.keys().collect::<Vec<_>>()
        );
        for (name, bytes) in &expected {
            assert!(found[name] == *bytes, "{name} differs after {killed} kills");
        }
    }
}

/// Goes on with a run and kills it at some moment; whether it was still running then.
fn is_cut_off(inputs: &Path, out: &Path, took: u64, dice: &mut Dice) -> bool {
    let jobs = (1 + dice.below(3)).to_string();
    let mut child = spawn(&arguments(inputs, out, &["--resume", "--jobs", &jobs]));
    sleep(Duration::from_micros(dice.below(took)));
    let is_running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    is_running
}

fn spawn(arguments: &[&str]) -> Child {
    copydesk(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn what_is_done_is_not_read_again() {
    let (inputs, out) = (inputs(), tempfile::tempdir().unwrap());
    clean(inputs.path(), out.path(), &[]);
    let manifest = out.path().join("manifest.jsonl");
    let text = fs::read_to_string(&manifest).unwrap();
    let cut = text
        .lines()
        .take(8)
        .fold(String::new(), |all, line| all + line + "\n")
        + "{\"shard\":\"part-";
    fs::write(&manifest, cut).unwrap();
    let done = "part-00000.jsonl";
    let marker = vec![b'x'; fs::metadata(out.path().join(done)).unwrap().len() as usize];
    fs::write(out.path().join(done), &marker).unwrap();
    let expected = fs::read(out.path().join("part-00008.jsonl")).unwrap();
    fs::remove_file(out.path().join("part-00008.jsonl")).unwrap();
    replace(&inputs.path().join("a/00.html"));
    clean(inputs.path(), out.path(), &["--resume"]);
    assert!(
        fs::read(out.path().join(done)).unwrap() == marker,
        "a shard that is whole is left alone"
    );
    assert!(fs::read(out.path().join("part-00008.jsonl")).unwrap() == expected);
    assert_eq!(fs::read_to_string(&manifest).unwrap(), text);
}

/// Gives a file another content and leaves its size and its time.
fn replace(path: &Path) {
    let meta = fs::metadata(path).unwrap();
    fs::write(path, vec![b'y'; meta.len() as usize]).unwrap();
    let file = fs::File::options().append(true).open(path).unwrap();
    file.set_modified(meta.modified().unwrap()).unwrap();
}

#[test]
fn a_directory_with_something_in_it_is_refused() {
    let (inputs, out) = (inputs(), tempfile::tempdir().unwrap());
    let refused = |more: &[&str], told: &str| {
        let ran = clean(inputs.path(), out.path(), more);
        assert!(
            ran.status == 2 && ran.stderr.contains(told),
            "{more:?}: {ran:?}"
        );
    };
    fs::write(out.path().join("mine.txt"), "x").unwrap();
    refused(&[], "is not empty; --resume goes on");
    refused(&["--resume"], "holds no run of copydesk");
    refused(&["--format", "text"], "--out writes records");
    fs::remove_file(out.path().join("mine.txt")).unwrap();
    assert_eq!(
        clean(inputs.path(), out.path(), &["--resume"]).status,
        1,
        "an empty directory begins a run"
    );
    refused(&[], "--resume");
}

#[test]
fn another_run_is_refused_and_told_why() {
    let (inputs, out) = (inputs(), tempfile::tempdir().unwrap());
    clean(inputs.path(), out.path(), &[]);
    let refused = |more: &[&str], told: &str| {
        let ran = clean(inputs.path(), out.path(), &[more, &["--resume"]].concat());
        assert!(
            ran.status == 2 && ran.stderr.contains(told),
            "{more:?}: {ran:?}"
        );
    };
    refused(&["--proof"], "was begun with --proof false; it is true now");
    refused(
        &["--base-url", "http://e.com"],
        "was begun with --base-url null; it is \"http://e.com\" now",
    );
    refused(&["no-such-file"], "was begun with the paths ");
    let first = out.path().join("part-00000.jsonl");
    let whole = fs::read(&first).unwrap();
    fs::write(&first, "short").unwrap();
    refused(&[], "has lost part-00000.jsonl, or it was changed");
    fs::write(&first, whole).unwrap();
    fs::write(inputs.path().join("a/20-empty.html"), "no more").unwrap();
    refused(&[], "the inputs were others");
    let manifest = out.path().join("manifest.jsonl");
    let other =
        fs::read_to_string(&manifest)
            .unwrap()
            .replacen(env!("CARGO_PKG_VERSION"), "0.0.9", 1);
    fs::write(manifest, other).unwrap();
    refused(&[], "was begun with copydesk 0.0.9");
}

#[test]
fn only_one_run_writes_to_a_directory() {
    let (inputs, out) = (inputs(), tempfile::tempdir().unwrap());
    clean(inputs.path(), out.path(), &[]);
    let manifest = fs::File::open(out.path().join("manifest.jsonl")).unwrap();
    manifest.lock().unwrap();
    let ran = clean(inputs.path(), out.path(), &["--resume"]);
    assert!(
        ran.status == 1 && ran.stderr.contains("another run is writing there"),
        "{ran:?}"
    );
}

#[test]
fn standard_input_is_written_out_and_not_gone_on_with() {
    let out = tempfile::tempdir().unwrap();
    let arguments = ["clean", "-", "--out", out.path().to_str().unwrap()];
    assert_eq!(run_with(&arguments, page(1).as_bytes()).status, 0);
    assert_eq!(
        shards(out.path()),
        run_with(&["clean", "-"], page(1).as_bytes()).stdout
    );
    let again = run_with(
        &[&arguments[..], &["--resume"]].concat(),
        page(1).as_bytes(),
    );
    assert!(
        again.status == 2 && again.stderr.contains("standard input"),
        "{again:?}"
    );
}

#[test]
fn shards_do_not_become_their_own_inputs() {
    let inputs = inputs();
    let ran = clean(inputs.path(), &inputs.path().join("a/shards"), &[]);
    assert!(ran.status == 2 && ran.stderr.contains("lies in"), "{ran:?}");
    assert!(!inputs.path().join("a/shards").exists());
}

#[test]
fn strict_stops_at_the_first_input_that_cannot_be_used() {
    let (inputs, out) = (inputs(), tempfile::tempdir().unwrap());
    for jobs in ["1", "3"] {
        let ran = run(&[
            "clean",
            "--strict",
            "--jobs",
            jobs,
            inputs.path().to_str().unwrap(),
        ]);
        let records = ran.records();
        assert_eq!((ran.status, ran.stderr.lines().count()), (1, 1), "{ran:?}");
        assert!(ran.stderr.contains("20-empty.html"));
        assert_eq!(records.last().unwrap()["error"]["code"], "empty");
        assert_eq!(records.len(), 21);
    }
    let stopped = clean(inputs.path(), out.path(), &["--strict"]);
    assert_eq!((stopped.status, stopped.stderr.lines().count()), (1, 1));
    clean(inputs.path(), out.path(), &["--resume"]);
    assert!(shards(out.path()) == run(&["clean", inputs.path().to_str().unwrap()]).stdout);
}

#[test]
#[cfg(target_os = "linux")]
fn a_path_that_is_no_unicode_is_a_path() {
    use std::os::unix::ffi::OsStrExt;
    let (dir, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.html");
    fs::write(dir.path().join(name), page(1)).unwrap();
    for _ in 0..2 {
        let mut command = copydesk(&["clean", "--resume", "--out", out.path().to_str().unwrap()]);
        assert!(
            command
                .arg(dir.path().join(name))
                .status()
                .unwrap()
                .success()
        );
    }
    assert!(!shards(out.path()).is_empty());
}
