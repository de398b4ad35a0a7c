//! What commands that read lines share: files or standard input, and rows of JSON.

use std::fmt::Display;
use std::fs::File;
use std::io::{BufRead, BufReader, stdin};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
pub fn open(file: &Path) -> std::io::Result<Box<dyn BufRead + Send>> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(stdin())));
    }
    Ok(Box::new(BufReader::new(File::open(file)?)))
}

/// A line that is not blank, and where it stands.
pub struct Line {
    name: Arc<str>,
    number: u64,
    /// What it says.
    pub text: String,
}

/// What is to be said of input that cannot be used: where it stands, and what is wrong.
pub struct Told(pub String);

impl Line {
    /// What is to be said of the line.
    pub fn told(&self, error: &dyn Display) -> Told {
        told(&self.name, self.number, error)
    }
}

fn told(name: &str, number: u64, error: &dyn Display) -> Told {
    Told(format!("{name}:{number}: {error}"))
}

/// The lines of all files; what of them cannot be read is told in its place.
pub fn all_lines(files: Vec<PathBuf>) -> impl Iterator<Item = Result<Line, Told>> + Send {
    files.into_iter().flat_map(|file| {
        let name = file.display().to_string();
        let (lines, error) = match open(&file) {
            Ok(reader) => (Some(lines(&name, reader)), None),
            Err(error) => (None, Some(Err(Told(format!("{name}: {error}"))))),
        };
        lines.into_iter().flatten().chain(error)
    })
}

type Lines = Box<dyn Iterator<Item = Result<Line, Told>> + Send>;

/// The lines of one file, up to one that cannot be read.
fn lines(name: &str, mut reader: Box<dyn BufRead + Send>) -> Lines {
    let (name, mut bytes) = (Arc::<str>::from(name), Vec::new());
    let read = move |number: u64| {
        bytes.clear();
        match reader.read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(_) => Some(line(&name, number, &bytes)),
            Err(error) => {
                // Then there is no more.
                reader = Box::new(std::io::empty());
                Some(Err(told(&name, number, &error)))
            }
        }
    };
    Box::new((1..).map_while(read).filter_map(Result::transpose))
}

/// A line; `None` when it is blank.
fn line(name: &Arc<str>, number: u64, bytes: &[u8]) -> Result<Option<Line>, Told> {
    let text = str::from_utf8(bytes).map_err(|error| told(name, number, &error))?;
    let line = |text: &str| Line {
        name: Arc::clone(name),
        number,
        text: text.to_owned(),
    };
    Ok((!text.trim().is_empty()).then(|| line(text)))
}

/// Reads each line as a JSON object, passes it through `prepare` and gives it to `sink`. A line that is
/// no object, or that `prepare` refuses, is named on standard error and left out; then the answer is
/// `false`.
pub fn rows<T>(
    name: &str,
    reader: Box<dyn BufRead + Send>,
    prepare: impl Fn(Map<String, Value>) -> Result<T, String>,
    mut sink: impl FnMut(T) -> Result<(), Failure>,
) -> Result<bool, Failure> {
    let parse = |line: Line| {
        let row = serde_json::from_str(&line.text);
        let row = row.map_err(|error| line.told(&format!("no JSON object: {error}")))?;
        prepare(row).map_err(|error| line.told(&error))
    };
    let mut all_used = true;
    for line in lines(name, reader) {
        match line.and_then(parse) {
            Ok(row) => sink(row)?,
            Err(Told(message)) => {
                eprintln!("copydesk: {message}");
                all_used = false;
            }
        }
    }
    Ok(all_used)
}
