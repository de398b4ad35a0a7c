//! What commands that read lines share: files or standard input, and rows of JSON.

use std::fmt::Display;
use std::fs::File;
use std::io::{BufRead, BufReader, stdin};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::output::Failure;

/// The files, or standard input when there are none.
pub fn sources(files: &[PathBuf]) -> Vec<PathBuf> {
    if files.is_empty() {
        vec![PathBuf::from("-")]
    } else {
        files.to_vec()
    }
}

/// A file, or standard input for `-`.
pub fn open(file: &Path) -> std::io::Result<Box<dyn BufRead>> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(stdin())));
    }
    Ok(Box::new(BufReader::new(File::open(file)?)))
}

/// Reads each line as a JSON object, passes it through `prepare` and gives it to `sink`. A line that is
/// no object, or that `prepare` refuses, is named on standard error and left out; then the answer is
/// `false`.
pub fn rows<T>(
    name: &str,
    reader: impl BufRead,
    prepare: impl Fn(Map<String, Value>) -> Result<T, String>,
    mut sink: impl FnMut(T) -> Result<(), Failure>,
) -> Result<bool, Failure> {
    let parse = |line: &str| {
        let row = serde_json::from_str(line).map_err(|error| format!("no JSON object: {error}"))?;
        prepare(row)
    };
    lines(name, reader, parse, |row, _| sink(row))
}

/// Reads each line that is not blank and gives it to `sink`, with what `prepare` makes of it. A line
/// that `prepare` refuses is named on standard error and left out; then the answer is `false`.
pub fn lines<T>(
    name: &str,
    mut reader: impl BufRead,
    prepare: impl Fn(&str) -> Result<T, String>,
    mut sink: impl FnMut(T, &str) -> Result<(), Failure>,
) -> Result<bool, Failure> {
    let (mut all_used, mut line) = (true, Vec::new());
    let tell = |number: u64, error: &dyn Display| eprintln!("copydesk: {name}:{number}: {error}");
    for number in 1.. {
        line.clear();
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                tell(number, &error);
                return Ok(false);
            }
        }
        match prepared(&line, &prepare) {
            Ok(None) => {}
            Ok(Some((row, text))) => sink(row, text)?,
            Err(error) => {
                tell(number, &error);
                all_used = false;
            }
        }
    }
    Ok(all_used)
}

/// A line and what is made of it; `None` for a blank one.
fn prepared<T>(
    line: &[u8],
    prepare: impl Fn(&str) -> Result<T, String>,
) -> Result<Option<(T, &str)>, String> {
    let text = str::from_utf8(line).map_err(|error| error.to_string())?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    Ok(Some((prepare(text)?, text)))
}
