//! `copydesk link`: records in, records out with what they have to do with each other.
//!
//! What an article has to do with others is known when all have been read, so the records are kept
//! until then: on the disk. In memory is what linking needs of them.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::process::ExitCode;

use copydesk::link::{Doc, link};
use copydesk::record::Links;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};
use serde_json::{Map, Value};

use crate::arguments::Link;
use crate::input::{lines, open, sources};
use crate::output::{Failure, json_line, status, stdout};

pub fn run(arguments: &Link) -> Result<ExitCode, Failure> {
    let (mut spill, mut found, mut all_used) = (Spill::new()?, Vec::new(), true);
    for file in sources(&arguments.files) {
        let name = file.display().to_string();
        match open(&file) {
            Ok(reader) => {
                all_used &= lines(&name, reader, Row::read, |row, line| {
                    found.push(row);
                    spill.add(line)
                })?;
            }
            Err(error) => {
                eprintln!("copydesk: {name}: {error}");
                all_used = false;
            }
        }
    }
    let links = link(&found.iter().map(Row::doc).collect::<Vec<_>>());
    let mut out = stdout();
    let are_linked: Vec<bool> = found.into_iter().map(|row| row.is_linked()).collect();
    let mut line = Vec::new();
    let mut kept = spill.read()?;
    for (links, is_linked) in links.iter().zip(are_linked) {
        line.clear();
        kept.read_until(b'\n', &mut line).map_err(lost)?;
        write(&mut out, &line, links, is_linked)?;
    }
    out.flush()?;
    Ok(status(all_used))
}

/// What linking needs of a record.
#[derive(Deserialize)]
struct Row {
    #[serde(default, deserialize_with = "text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    title: Option<String>,
    #[serde(default, deserialize_with = "text")]
    text: Option<String>,
    #[serde(default, deserialize_with = "text")]
    published: Option<String>,
    #[serde(default, deserialize_with = "text")]
    language: Option<String>,
    #[serde(default, deserialize_with = "is_there")]
    duplicates: bool,
    #[serde(default, deserialize_with = "is_there")]
    contains: bool,
    #[serde(default, deserialize_with = "is_there")]
    part_of: bool,
    #[serde(default, deserialize_with = "is_there")]
    story: bool,
    #[serde(default, deserialize_with = "is_there")]
    similar: bool,
}

/// A text; what is something else counts as absent.
fn text<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(value)? {
        Value::String(text) => Some(text),
        _ => None,
    })
}

fn is_there<'de, D: Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(value).map(|_| true)
}

impl Row {
    /// Reads a line. Without an id, nothing could refer to its record.
    fn read(line: &str) -> Result<Self, String> {
        let no_object = |error: &dyn std::fmt::Display| format!("no JSON object: {error}");
        if !line.trim_start().starts_with('{') {
            return Err(no_object(&"it does not begin with {"));
        }
        let row: Self = serde_json::from_str(line).map_err(|error| no_object(&error))?;
        if row.id.is_none() {
            return Err("no text in the field `id`".to_owned());
        }
        Ok(row)
    }

    fn doc(&self) -> Doc<'_> {
        Doc {
            id: self.id.as_deref().unwrap_or_default(),
            title: self.title.as_deref(),
            text: self.text.as_deref().unwrap_or_default(),
            published: self.published.as_deref(),
            language: self.language.as_deref(),
        }
    }

    /// Whether the record has fields already that linking gives it.
    fn is_linked(&self) -> bool {
        self.duplicates || self.contains || self.part_of || self.story || self.similar
    }
}

/// Records on the disk, a line each, in a file without a name that goes with the process.
struct Spill(BufWriter<File>);

impl Spill {
    fn new() -> Result<Self, Failure> {
        Ok(Self(BufWriter::new(tempfile::tempfile().map_err(lost)?)))
    }

    fn add(&mut self, line: &str) -> Result<(), Failure> {
        let mut write = || {
            self.0.write_all(line.trim().as_bytes())?;
            self.0.write_all(b"\n")
        };
        write().map_err(lost)
    }

    fn read(self) -> Result<BufReader<File>, Failure> {
        let mut file = self
            .0
            .into_inner()
            .map_err(|error| lost(error.into_error()))?;
        file.rewind().map_err(lost)?;
        Ok(BufReader::with_capacity(1 << 16, file))
    }
}

fn lost(error: io::Error) -> Failure {
    let folder = std::env::temp_dir();
    Failure::System(format!(
        "the records cannot be kept in {}: {error}",
        folder.display()
    ))
}

/// Writes a record's line with its links. A record without such fields gets them at its end and
/// stays as it was written.
fn write(out: &mut impl Write, line: &[u8], links: &Links, is_linked: bool) -> Result<(), Failure> {
    if is_linked {
        let mut row: Map<String, Value> = serde_json::from_slice(line).map_err(io::Error::from)?;
        if let Ok(Value::Object(fields)) = serde_json::to_value(links) {
            row.extend(fields);
        }
        return json_line(out, &row);
    }
    let fields = serde_json::to_vec(links).map_err(io::Error::from)?;
    let record = line.trim_ascii_end().strip_suffix(b"}").unwrap_or(line);
    out.write_all(record)?;
    out.write_all(b",")?;
    out.write_all(fields.strip_prefix(b"{").unwrap_or(&fields))?;
    Ok(out.write_all(b"\n")?)
}
