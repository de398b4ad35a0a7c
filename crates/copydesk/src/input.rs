//! What commands that read lines share: files or standard input, and rows of JSON.

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
    let mut all_used = true;
    for (number, line) in reader.lines().enumerate() {
        let line = line.map_err(|error| error.to_string());
        match line
            .and_then(|line| parse(&line))
            .and_then(|row| row.map(&prepare).transpose())
        {
            Ok(row) => row.map_or(Ok(()), &mut sink)?,
            Err(error) => {
                eprintln!("copydesk: {name}:{}: {error}", number + 1);
                all_used = false;
            }
        }
    }
    Ok(all_used)
}

/// The object of a line; `None` for an empty one.
fn parse(line: &str) -> Result<Option<Map<String, Value>>, String> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    let row = serde_json::from_str(line).map_err(|error| format!("no JSON object: {error}"))?;
    Ok(Some(row))
}
