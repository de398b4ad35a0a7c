//! `copydesk link`: records in, records out with what they have to do with each other.
//!
//! What an article has to do with others is known when all have been read, so the records are kept
//! until then: on the disk. In memory is the index alone. Copies are found while records still
//! arrive; stories and similar articles then, in the order of time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::process::ExitCode;

use copydesk::link::{Doc, Index, Terms};
use copydesk::record::Links;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};
use serde_json::{Map, Value};

use crate::arguments::Link;
use crate::input::{lines, open, sources};
use crate::output::{Failure, default_jobs, json_line, status, stdout};

/// So many records are entered or placed at once.
const BATCH: usize = 1024;

/// Bytes of a spill that are written or read at once.
const BUFFER: usize = 1 << 18;

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
    records: Spill,
    /// The terms of each record, so that no text is read twice.
    terms: Spill,
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
    /// Where its terms begin in their spill, and how many bytes they take.
    terms: (u64, usize),
    is_linked: bool,
}

impl Collection {
    fn new(jobs: usize) -> Result<Self, Failure> {
        Ok(Self {
            records: Spill::new()?,
            terms: Spill::new()?,
            index: Index::with_threads(jobs),
            kept: Vec::new(),
            batch: Vec::with_capacity(BATCH),
        })
    }

    fn add(&mut self, row: Row, line: &str) -> Result<(), Failure> {
        self.kept.push(Kept {
            published: row.published.clone(),
            id: row.id.clone(),
            terms: (0, 0),
            is_linked: row.is_linked(),
        });
        self.records.add(line.trim().as_bytes())?;
        self.records.add(b"\n")?;
        self.batch.push(row);
        if self.batch.len() == BATCH {
            self.enter()?;
        }
        Ok(())
    }

    /// Enters the records that are not entered yet, and lays their terms aside.
    fn enter(&mut self) -> Result<(), Failure> {
        let docs: Vec<Doc<'_>> = self.batch.iter().map(Row::doc).collect();
        let mut kept = self.kept.iter_mut().skip(self.index.len());
        let (mut bytes, mut written) = (Vec::new(), Ok(()));
        self.index.enter_with(&docs, |terms| {
            bytes.clear();
            terms.write(&mut bytes);
            match (self.terms.add(&bytes), kept.next()) {
                (Ok(offset), Some(kept)) => kept.terms = (offset, bytes.len()),
                (Err(error), _) => written = Err(error),
                (Ok(_), None) => {}
            }
        });
        self.batch.clear();
        written
    }

    /// Puts the records into their places, in the order of time.
    fn place(&mut self) -> Result<(), Failure> {
        let mut spilled = self.terms.read()?.into_inner();
        let mut order: Vec<usize> = (0..self.kept.len()).collect();
        order.sort_by_key(|&number| (&self.kept[number].published, &self.kept[number].id));
        let mut bytes = Vec::new();
        for numbers in order.chunks(BATCH) {
            let terms = numbers.iter().map(|&number| {
                let (offset, length) = self.kept[number].terms;
                bytes.resize(length, 0);
                spilled.seek(SeekFrom::Start(offset)).map_err(lost)?;
                spilled.read_exact(&mut bytes).map_err(lost)?;
                Terms::read(&bytes).ok_or_else(|| lost(io::ErrorKind::InvalidData.into()))
            });
            let terms: Vec<Terms> = terms.collect::<Result<_, Failure>>()?;
            self.index.place_terms(numbers, &terms);
        }
        Ok(())
    }

    /// Links the records and writes them in their order.
    fn write(mut self, out: &mut impl Write) -> Result<(), Failure> {
        self.enter()?;
        self.place()?;
        self.index.relate();
        let (mut spilled, mut line) = (self.records.read()?, Vec::new());
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

/// Bytes on the disk, in a file without a name that goes with the process.
struct Spill {
    file: BufWriter<File>,
    length: u64,
}

impl Spill {
    fn new() -> Result<Self, Failure> {
        let file = BufWriter::with_capacity(BUFFER, tempfile::tempfile().map_err(lost)?);
        Ok(Self { file, length: 0 })
    }

    /// Adds bytes, and returns where they begin.
    fn add(&mut self, bytes: &[u8]) -> Result<u64, Failure> {
        let offset = self.length;
        self.file.write_all(bytes).map_err(lost)?;
        self.length += bytes.len() as u64;
        Ok(offset)
    }

    /// All bytes, from the first on.
    fn read(&mut self) -> Result<BufReader<File>, Failure> {
        self.file.flush().map_err(lost)?;
        let mut file = self.file.get_ref().try_clone().map_err(lost)?;
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
