//! `copydesk link`: records in, records out with what they have to do with each other.
//!
//! What an article has to do with others is known when all have been read, so the records are kept
//! until then: on the disk. In memory is the index alone, which takes the articles in as they come.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::process::ExitCode;

use copydesk::link::{Doc, Index, Reader, Reading};
use copydesk::ordered;
use copydesk::record::Links;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};
use serde_json::{Map, Value};

use crate::arguments::Link;
use crate::input::{Line, Told, all_lines, sources};
use crate::output::{Failure, default_jobs, json_line, status, stdout};

/// So many records are added at once: groups of copies are made anew as often.
const BATCH: usize = 1024;

/// Bytes of a spill that are written or read at once.
const BUFFER: usize = 1 << 18;

pub fn run(arguments: &Link) -> Result<ExitCode, Failure> {
    let jobs = arguments.jobs.unwrap_or_else(default_jobs);
    let mut collection = Collection::new()?;
    let (mut all_used, mut kept) = (true, Ok(()));
    let size = |line: &Result<Line, Told>| line.as_ref().map_or(0, |line| line.text.len());
    ordered(
        all_lines(sources(&arguments.files)),
        jobs,
        size,
        read,
        |read| {
            match read {
                Ok((line, row)) => kept = collection.add(&line.text, row),
                Err(Told(message)) => {
                    eprintln!("copydesk: {message}");
                    all_used = false;
                }
            }
            kept.is_ok()
        },
    );
    kept?;
    let mut out = stdout();
    collection.write(&mut out)?;
    out.flush()?;
    Ok(status(all_used))
}

/// A record as it was read.
struct Read {
    reading: Reading,
    is_linked: bool,
}

thread_local! {
    static READER: RefCell<Reader> = RefCell::default();
}

/// Reads a record, which does not depend on any other.
fn read(line: Result<Line, Told>) -> Result<(Line, Read), Told> {
    let line = line?;
    let row = Row::read(&line.text).map_err(|error| line.told(&error))?;
    let read = Read {
        reading: READER.with_borrow_mut(|reader| reader.read(&row.doc())),
        is_linked: row.is_linked(),
    };
    Ok((line, read))
}

/// The records read so far.
struct Collection {
    records: Spill,
    index: Index<'static>,
    /// Of each record, whether it has links already.
    are_linked: Vec<bool>,
    /// Records that are not in the index yet.
    batch: Vec<Reading>,
}

impl Collection {
    fn new() -> Result<Self, Failure> {
        Ok(Self {
            records: Spill::new()?,
            index: Index::default(),
            are_linked: Vec::new(),
            batch: Vec::with_capacity(BATCH),
        })
    }

    fn add(&mut self, line: &str, read: Read) -> Result<(), Failure> {
        self.records.add(line.trim().as_bytes())?;
        self.records.add(b"\n")?;
        self.are_linked.push(read.is_linked);
        self.batch.push(read.reading);
        if self.batch.len() == BATCH {
            self.index.add_read(self.batch.drain(..));
        }
        Ok(())
    }

    /// Writes the records in their order with their links.
    fn write(mut self, out: &mut impl Write) -> Result<(), Failure> {
        self.index.add_read(self.batch.drain(..));
        let (mut spilled, mut line) = (self.records.read()?, Vec::new());
        for (number, &is_linked) in (0..).zip(&self.are_linked) {
            line.clear();
            spilled.read_until(b'\n', &mut line).map_err(lost)?;
            write(out, &line, &self.index.links(number), is_linked)?;
        }
        Ok(())
    }
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

/// Bytes on the disk, in a file without a name that goes with the process.
struct Spill(BufWriter<File>);

impl Spill {
    fn new() -> Result<Self, Failure> {
        let file = tempfile::tempfile().map_err(lost)?;
        Ok(Self(BufWriter::with_capacity(BUFFER, file)))
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.0.write_all(bytes).map_err(lost)
    }

    /// All bytes, from the first on.
    fn read(&mut self) -> Result<BufReader<File>, Failure> {
        self.0.flush().map_err(lost)?;
        let mut file = self.0.get_ref().try_clone().map_err(lost)?;
        file.rewind().map_err(lost)?;
        Ok(BufReader::with_capacity(BUFFER, file))
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
