//! The program as its users run it.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// The sample newspaper, below the folder that commands are run in.
pub const PAPER: &str = "saltmarsh-courier";

/// A generator of numbers (SplitMix64), the same each time.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// What a command came to.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Ran {
    pub fn text(&self) -> String {
        String::from_utf8(self.stdout.clone()).unwrap()
    }

    /// Standard output as JSON lines.
    pub fn records(&self) -> Vec<Value> {
        self.text()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The one record that there must be.
    pub fn record(&self) -> Value {
        let records = self.records();
        assert_eq!(records.len(), 1, "{self:?}");
        records.into_iter().next().unwrap()
    }
}

/// Where commands are run, so that sources are the same everywhere.
pub fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// The program, to be run on the sample newspaper's shelf.
pub fn copydesk(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command
        .args(arguments)
        .current_dir(examples())
        .env("COLUMNS", "100");
    command
}

/// Runs the program to its end with something on standard input.
pub fn run_with(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = copydesk(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A program that fails early does not read its input.
    let writer = std::thread::spawn(move || stdin.write_all(&input).is_ok());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        status: output.status.code().unwrap(),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program to its end.
pub fn run(arguments: &[&str]) -> Ran {
    run_with(arguments, b"")
}

/// Runs the program; it must come to this status, print one thing and tell the other.
#[track_caller]
pub fn check(arguments: &[&str], input: &str, (status, printed, told): (i32, &str, &str)) {
    let ran = run_with(arguments, input.as_bytes());
    assert_eq!(ran.status, status, "{arguments:?}: {ran:?}");
    assert!(
        ran.text().contains(printed),
        "{arguments:?}: no {printed:?} in {}",
        ran.text()
    );
    assert!(
        ran.stderr.contains(told),
        "{arguments:?}: no {told:?} in {}",
        ran.stderr
    );
    let is_wrong_usage = status == 2;
    assert!(
        !is_wrong_usage || ran.stdout.is_empty(),
        "{arguments:?}: {}",
        ran.text()
    );
}
