//! `copydesk link`: records in, records out with what they have to do with each other.
//!
//! What an article has to do with others is known when all have been read, so the records are kept
//! until then: on the disk. In memory is the index alone. Copies are found while records still
//! arrive; stories and similar articles then, in the order of time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::process::ExitCode;

use copydesk::link::{Doc, Index};
use copydesk::record::Links;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};
use serde_json::{Map, Value};

use crate::arguments::Link;
use crate::input::{lines, open, sources};
use crate::output::{Failure, default_jobs, json_line, status, stdout};

/// So many records are entered or placed at once.
const BATCH: usize = 1024;

pub fn run(arguments: &Link) -> Result<ExitCode, Failure> {
    let jobs = arguments.jobs.unwrap_or_else(default_jobs);
    let mut collection = Collection::new(jobs)?;
    let mut all_used = true;
    for file in sources(&arguments.files) {
        let name = file.display().to_string();
        match open(&file) {
            Ok(reader) => {
                all_used &= lines(&name, reader, Row::read, |row, line| {
                    collection.add(row, line)
                })?;
            }
            Err(error) => {
                eprintln!("copydesk: {name}: {error}");
                all_used = false;
            }
        }
    }
    let mut out = stdout();
    collection.write(&mut out)?;
    out.flush()?;
    Ok(status(all_used))
}

/// The records read so far.
struct Collection {
    spill: Spill,
    index: Index,
    /// What is in memory of each record.
    kept: Vec<Kept>,
    /// Records that are not entered yet.
    batch: Vec<Row>,
}

/// What is in memory of a record, beside the index.
struct Kept {
    published: Option<String>,
    id: Option<String>,
    /// Where its line begins in the spill.
    offset: u64,
    is_linked: bool,
}

impl Collection {
    fn new(jobs: usize) -> Result<Self, Failure> {
        Ok(Self {
            spill: Spill::new()?,
            index: Index::with_threads(jobs),
            kept: Vec::new(),
            batch: Vec::with_capacity(BATCH),
        })
    }

    fn add(&mut self, row: Row, line: &str) -> Result<(), Failure> {
        self.kept.push(Kept {
            published: row.published.clone(),
            id: row.id.clone(),
            offset: self.spill.add(line)?,
            is_linked: row.is_linked(),
        });
        self.batch.push(row);
        if self.batch.len() == BATCH {
            self.enter();
        }
        Ok(())
    }

    fn enter(&mut self) {
        let docs: Vec<Doc<'_>> = self.batch.iter().map(Row::doc).collect();
        self.index.enter(&docs);
        self.batch.clear();
    }

    /// Links the records and writes them in their order.
    fn write(mut self, out: &mut impl Write) -> Result<(), Failure> {
        self.enter();
        let mut spilled = self.spill.read()?;
        let mut order: Vec<usize> = (0..self.kept.len()).collect();
        order.sort_by_key(|&number| (&self.kept[number].published, &self.kept[number].id));
        let mut line = Vec::new();
        for numbers in order.chunks(BATCH) {
            let rows = numbers.iter().map(|&number| {
                let offset = self.kept[number].offset;
                spilled.seek(SeekFrom::Start(offset)).map_err(lost)?;
                line.clear();
                spilled.read_until(b'\n', &mut line).map_err(lost)?;
                serde_json::from_slice(&line).map_err(|error| lost(error.into()))
            });
            let rows: Vec<Row> = rows.collect::<Result<_, Failure>>()?;
            let docs: Vec<Doc<'_>> = rows.iter().map(Row::doc).collect();
            self.index.place(numbers, &docs);
        }
        self.index.relate();
        spilled.rewind().map_err(lost)?;
        for (number, kept) in self.kept.iter().enumerate() {
            line.clear();
            spilled.read_until(b'\n', &mut line).map_err(lost)?;
            write(out, &line, &self.index.links(number), kept.is_linked)?;
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

/// Records on the disk, a line each, in a file without a name that goes with the process.
struct Spill {
    file: BufWriter<File>,
    length: u64,
}

impl Spill {
    fn new() -> Result<Self, Failure> {
        let file = BufWriter::new(tempfile::tempfile().map_err(lost)?);
        Ok(Self { file, length: 0 })
    }

    /// Adds a line, and returns where it begins.
    fn add(&mut self, line: &str) -> Result<u64, Failure> {
        let (line, offset) = (line.trim().as_bytes(), self.length);
        self.file.write_all(line).map_err(lost)?;
        self.file.write_all(b"\n").map_err(lost)?;
        self.length += line.len() as u64 + 1;
        Ok(offset)
    }

    fn read(self) -> Result<BufReader<File>, Failure> {
        let file = self.file.into_inner();
        let mut file = file.map_err(|error| lost(error.into_error()))?;
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
