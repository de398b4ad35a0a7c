//! `manifest.jsonl`: what a directory of shards holds, and how far its run has come.
//!
//! The first line says what the run is; each line after it names a shard that is whole, and the place
//! to go on after it. Lines are only added. A line that a crash cut off has no end and counts as
//! unwritten.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use copydesk::extract::Profile;
use copydesk::record::digest;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::arguments::Clean;
use crate::reading::Place;
use crate::survey::Survey;

/// The manifest's name in its directory.
pub const MANIFEST: &str = "manifest.jsonl";

/// What a new file is called until it is whole.
pub const UNFINISHED: &str = ".unfinished";

/// What the records of a run depend on: a run that goes on must have the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The program's version.
    pub copydesk: String,
    /// The options that change records, by name.
    pub options: Map<String, Value>,
    /// The paths as they were given, for people: what is not Unicode in them is shown as such.
    pub paths: Vec<String>,
    /// After how many bytes a shard ends.
    pub shard_bytes: u64,
    /// What the paths led to.
    pub inputs: Survey,
}

impl Run {
    /// The run that the user asks for.
    pub fn new(arguments: &Clean, profile: Option<&Profile>, inputs: Survey) -> Self {
        // What the profile says counts, wherever it lies.
        let profile = profile.map(|profile| digest(&profile.to_json()));
        let options = [
            ("proof", json!(arguments.proof)),
            ("url", json!(arguments.url)),
            ("published", json!(arguments.published)),
            ("base-url", json!(arguments.base_url)),
            ("profile", json!(profile)),
        ];
        Self {
            copydesk: env!("CARGO_PKG_VERSION").to_owned(),
            options: options
                .map(|(name, value)| (name.to_owned(), value))
                .into_iter()
                .collect(),
            paths: arguments
                .paths
                .iter()
                .map(|path| path.display().to_string())
                .collect(),
            shard_bytes: arguments.shard_bytes,
            inputs,
        }
    }
}

/// A shard that is whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shard {
    /// Its file's name.
    pub shard: String,
    /// Its size.
    pub bytes: u64,
    /// How many records it has.
    pub records: u64,
    /// How many of them are of pages that could not be used.
    pub errors: u64,
    /// Where the run goes on after it.
    pub next: Place,
}

/// A line after the first.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Shard(Shard),
    End {
        /// How many shards the run came to.
        complete: u64,
    },
}

/// An open manifest; no other run can write to its directory meanwhile.
pub struct Manifest {
    file: File,
    /// The shards that are whole.
    pub shards: Vec<Shard>,
    /// Whether the run came to its end.
    pub is_complete: bool,
}

impl Manifest {
    /// Starts a manifest in a directory that has none.
    pub fn begin(dir: &Path, run: &Run) -> io::Result<Self> {
        let (path, unfinished) = (
            dir.join(MANIFEST),
            dir.join(MANIFEST.to_owned() + UNFINISHED),
        );
        let mut file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&unfinished)?;
        lock(&file)?;
        file.set_len(0)?;
        file.write_all(&line(run)?)?;
        file.sync_all()?;
        rename(dir, &unfinished, &path)?;
        Ok(Self {
            file,
            shards: Vec::new(),
            is_complete: false,
        })
    }

    /// Opens a directory's manifest to go on with its run.
    pub fn open(dir: &Path) -> io::Result<(Self, Run)> {
        let path = dir.join(MANIFEST);
        let file = File::options().append(true).open(&path)?;
        lock(&file)?;
        let mut text = fs::read(&path)?;
        text.truncate(
            text.iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |end| end + 1),
        );
        file.set_len(text.len() as u64)?;
        let mut lines = text.split_inclusive(|byte| *byte == b'\n');
        let run = serde_json::from_slice(lines.next().unwrap_or_default())?;
        let mut manifest = Self {
            file,
            shards: Vec::new(),
            is_complete: false,
        };
        for line in lines {
            match serde_json::from_slice(line)? {
                Line::Shard(shard) => manifest.shards.push(shard),
                Line::End { .. } => manifest.is_complete = true,
            }
        }
        Ok((manifest, run))
    }

    /// Notes a shard that is whole and on the disk.
    pub fn add(&mut self, shard: Shard) -> io::Result<()> {
        self.shards.push(shard.clone());
        self.append(&Line::Shard(shard))
    }

    /// Notes that the run came to its end.
    pub fn complete(&mut self) -> io::Result<()> {
        self.is_complete = true;
        self.append(&Line::End {
            complete: self.shards.len() as u64,
        })
    }

    fn append(&mut self, content: &Line) -> io::Result<()> {
        self.file.write_all(&line(content)?)?;
        self.file.sync_data()
    }
}

fn lock(file: &File) -> io::Result<()> {
    file.try_lock()
        .map_err(|_| io::Error::other("another run is writing there"))
}

fn line(content: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(content)?;
    line.push(b'\n');
    Ok(line)
}

/// Gives a file its name, so that it has it after a crash too.
pub fn rename(dir: &Path, from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_directory(dir)
}

/// Only Unix can, and needs to, write a directory to the disk.
fn sync_directory(dir: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(dir)?.sync_all()
    } else {
        Ok(())
    }
}
