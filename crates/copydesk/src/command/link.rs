//! `copydesk link`: records in, records out with what they have to do with each other.
//!
//! What an article has to do with others is known when all have been read, so the records are kept
//! until then: on the disk. In memory is the index alone, which takes the articles in as they come, and
//! of that not the shingles.

use std::cell::RefCell;
use std::io::{self, BufRead, Write};
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
use crate::spill::{Shingles, Spill, lost};

/// So many records are added at once: groups of copies are made anew as often. What writes the records must not
/// wait long, and while some are added none are read.
const BATCH: usize = 64;

pub fn run(arguments: &Link) -> Result<ExitCode, Failure> {
    let jobs = arguments.jobs.unwrap_or_else(default_jobs);
    let shelf = Shingles::new()?;
    let mut collection = Collection::new(&shelf)?;
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
struct Collection<'a> {
    records: Spill,
    shelf: &'a Shingles,
    index: Index<'a>,
    /// Of each record, whether it has links already.
    are_linked: Vec<bool>,
    /// Records that are not in the index yet.
    batch: Vec<Reading>,
}

impl<'a> Collection<'a> {
    fn new(shelf: &'a Shingles) -> Result<Self, Failure> {
        Ok(Self {
            records: Spill::new()?,
            shelf,
            index: Index::with_shingles_on(shelf),
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
            self.enter()?;
        }
        Ok(())
    }

    fn enter(&mut self) -> Result<(), Failure> {
        self.index.add_read(self.batch.drain(..));
        self.index.lay_down();
        self.shelf.check()
    }

    /// Writes the records in their order with their links.
    fn write(mut self, out: &mut impl Write) -> Result<(), Failure> {
        self.enter()?;
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
