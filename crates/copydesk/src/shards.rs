//! `clean --out DIR`: records in files that are whole or not there, and how a run goes on.
//!
//! A shard is written under another name, brought to the disk, renamed, and then noted in the
//! manifest with the place to go on from. What is made of the inputs does not depend on time or
//! threads, so a shard whose run was cut off is simply made again.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::manifest::{MANIFEST, Manifest, Run, Shard, UNFINISHED, rename};
use crate::output::Failure;
use crate::reading::Place;

/// A shard ends with the record that makes it as long as this: some thousand records, so that files
/// are few, and a run that is cut off has seconds of work to do again.
pub const SHARD_BYTES: u64 = 64 << 20;

/// The shards of a run.
pub struct Shards {
    dir: PathBuf,
    manifest: Manifest,
    shard_bytes: u64,
    open: Option<(BufWriter<File>, Shard)>,
}

impl Shards {
    /// Begins a run in an empty directory, which is made when it is not there; with `resume`, goes
    /// on with the same run where it was cut off.
    pub fn open(dir: &Path, run: &Run, resume: bool) -> Result<Self, Failure> {
        fs::create_dir_all(dir).map_err(|error| failure(dir, &error))?;
        let names = names(dir).map_err(|error| failure(dir, &error))?;
        let manifest = if names
            .iter()
            .all(|name| *name == MANIFEST.to_owned() + UNFINISHED)
        {
            Manifest::begin(dir, run).map_err(|error| failure(dir, &error))?
        } else if resume {
            resumed(dir, run)?
        } else {
            let message = "is not empty; --resume goes on with the run that it holds";
            return Err(refused(dir, message));
        };
        let (dir, shard_bytes) = (dir.to_owned(), run.shard_bytes);
        Ok(Self {
            dir,
            manifest,
            shard_bytes,
            open: None,
        })
    }

    /// Whether there is nothing left to do.
    pub fn is_complete(&self) -> bool {
        self.manifest.is_complete
    }

    /// Where the run goes on.
    pub fn place(&self) -> Place {
        let last = self.manifest.shards.last();
        last.map(|shard| shard.next.clone()).unwrap_or_default()
    }

    /// How many pages could not be used, in the shards that are whole.
    pub fn errors(&self) -> u64 {
        self.manifest.shards.iter().map(|shard| shard.errors).sum()
    }

    /// Adds a record's line; `next` is the place after it.
    pub fn write(&mut self, line: &[u8], is_error: bool, next: Place) -> Result<(), Failure> {
        let (mut out, mut shard) = match self.open.take() {
            Some(open) => open,
            None => self.begin()?,
        };
        let written = out.write_all(line);
        written.map_err(|error| failure(&self.dir.join(&shard.shard), &error))?;
        shard.bytes += line.len() as u64;
        shard.records += 1;
        shard.errors += u64::from(is_error);
        shard.next = next;
        let is_full = shard.bytes >= self.shard_bytes;
        self.open = Some((out, shard));
        if is_full { self.seal() } else { Ok(()) }
    }

    /// Ends the last shard and the run.
    pub fn finish(&mut self) -> Result<(), Failure> {
        self.seal()?;
        self.manifest
            .complete()
            .map_err(|error| failure(&self.dir, &error))
    }

    fn begin(&self) -> Result<(BufWriter<File>, Shard), Failure> {
        let name = format!("part-{:05}.jsonl", self.manifest.shards.len());
        let path = self.dir.join(name.clone() + UNFINISHED);
        let file = File::create(&path).map_err(|error| failure(&path, &error))?;
        let shard = Shard {
            shard: name,
            bytes: 0,
            records: 0,
            errors: 0,
            next: Place::default(),
        };
        Ok((BufWriter::with_capacity(1 << 16, file), shard))
    }

    fn seal(&mut self) -> Result<(), Failure> {
        let Some((out, shard)) = self.open.take() else {
            return Ok(());
        };
        let path = self.dir.join(&shard.shard);
        let unfinished = self.dir.join(shard.shard.clone() + UNFINISHED);
        let sync = || out.into_inner()?.sync_all();
        sync()
            .and_then(|()| rename(&self.dir, &unfinished, &path))
            .and_then(|()| self.manifest.add(shard))
            .map_err(|error| failure(&path, &error))
    }
}

/// A shard in a folder that is an input would become an input itself.
pub fn check_is_apart(dir: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let holds = |input: &&PathBuf| {
        let input = input.canonicalize().ok();
        let mut ancestors = absolute
            .ancestors()
            .filter_map(|folder| folder.canonicalize().ok());
        input.is_some_and(|input| ancestors.any(|folder| folder == input))
    };
    match inputs.iter().find(holds) {
        Some(input) => Err(refused(
            dir,
            &format!("lies in {}, an input", input.display()),
        )),
        None => Ok(()),
    }
}

/// The manifest of a run that was cut off, when it is this run and all its shards are there.
fn resumed(dir: &Path, run: &Run) -> Result<Manifest, Failure> {
    let path = dir.join(MANIFEST);
    if !path.is_file() {
        return Err(refused(dir, "is not empty and holds no run of copydesk"));
    }
    let (manifest, begun) = Manifest::open(dir).map_err(|error| failure(&path, &error))?;
    if let Some(difference) = difference(&begun, run) {
        return Err(refused(dir, &difference));
    }
    let is_whole = |shard: &Shard| {
        fs::metadata(dir.join(&shard.shard)).is_ok_and(|meta| meta.len() == shard.bytes)
    };
    match manifest.shards.iter().find(|shard| !is_whole(shard)) {
        Some(Shard { shard, .. }) => Err(refused(
            dir,
            &format!("has lost {shard}, or it was changed"),
        )),
        None => Ok(manifest),
    }
}

/// What would make the records of two runs differ, or their shards.
fn difference(begun: &Run, now: &Run) -> Option<String> {
    let differs = |what: &str, before: &dyn std::fmt::Display, now: &dyn std::fmt::Display| {
        Some(format!("was begun with {what} {before}; it is {now} now"))
    };
    if begun.copydesk != now.copydesk {
        return differs("copydesk", &begun.copydesk, &now.copydesk);
    }
    let options = now
        .options
        .iter()
        .map(|(name, value)| (name, value, begun.options.get(name)));
    for (name, value, before) in options {
        let before = before.unwrap_or(&serde_json::Value::Null);
        if before != value {
            return differs(&format!("--{name}"), before, value);
        }
    }
    if begun.shard_bytes != now.shard_bytes {
        return differs("--shard-bytes", &begun.shard_bytes, &now.shard_bytes);
    }
    if begun.paths != now.paths {
        return Some(format!(
            "was begun with the paths {}",
            begun.paths.join(" ")
        ));
    }
    if begun.inputs.stdin {
        return Some("was fed by standard input, which cannot be read again".to_owned());
    }
    (begun.inputs != now.inputs).then(|| {
        let (before, now) = (&begun.inputs, &now.inputs);
        format!(
            "was begun when the inputs were others: {} with {} bytes in all, now {} with {}, or one was changed",
            before.inputs, before.bytes, now.inputs, now.bytes
        )
    })
}

fn refused(dir: &Path, why: &str) -> Failure {
    Failure::Usage(format!(
        "{} {why}; or name another directory",
        dir.display()
    ))
}

fn failure(path: &Path, error: &io::Error) -> Failure {
    Failure::System(format!("{}: {error}", path.display()))
}

fn names(dir: &Path) -> io::Result<Vec<String>> {
    let name =
        |entry: io::Result<fs::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
    fs::read_dir(dir)?.map(name).collect()
}
