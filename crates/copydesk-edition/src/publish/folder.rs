//! The folder of files, and what of it is ours.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::PublishError;

/// The files of the edition with their digests, in the form that `sha256sum --check` reads.
const MANIFEST: &str = "SHA256SUMS";

/// Files that an unfinished run began to write, in the same form.
const JOURNAL: &str = ".copydesk-publish";

/// The folder as one run writes it.
///
/// A file is written beside its place and renamed, so that it is whole at any time, and only when it is
/// another one. What no run of ours wrote is neither overwritten nor deleted: what they wrote stands in
/// the manifest, or in the journal of a run that did not come to its end.
pub(super) struct Folder {
    dir: PathBuf,
    /// What earlier runs wrote; of an unfinished one perhaps several states of a file.
    before: BTreeMap<String, BTreeSet<String>>,
    journal: Mutex<Option<File>>,
    _lock: File,
}

/// A file as it stands in the folder now.
pub(super) struct Stored {
    pub digest: String,
    /// Whether it had to be written.
    pub is_new: bool,
}

impl Folder {
    pub(super) fn open(dir: &Path) -> Result<Self, PublishError> {
        let fail = |error| PublishError::file(dir, error);
        fs::create_dir_all(dir).map_err(fail)?;
        let lock = File::open(dir).map_err(fail)?;
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            return Err(PublishError::Busy(dir.to_owned()));
        }
        let mut before: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for name in [MANIFEST, JOURNAL] {
            for (digest, path) in entries(&dir.join(name))? {
                before.entry(path).or_default().insert(digest);
            }
        }
        Ok(Self {
            dir: dir.to_owned(),
            before,
            journal: Mutex::default(),
            _lock: lock,
        })
    }

    /// Sees to it that a file holds these bytes. Its path is relative and parted by `/`.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<Stored, PublishError> {
        let target = self.dir.join(path);
        let digest = digest(bytes);
        match fs::read(&target) {
            Ok(present) if present == bytes => {
                return Ok(Stored {
                    digest,
                    is_new: false,
                });
            }
            Ok(_) if !self.before.contains_key(path) => return Err(PublishError::Foreign(target)),
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(PublishError::file(&target, error));
            }
            _ => {}
        }
        self.note(&digest, path)?;
        replace(&target, bytes)?;
        Ok(Stored {
            digest,
            is_new: true,
        })
    }

    /// The digest of a file that an earlier run wrote and that is still there.
    pub(super) fn kept(&self, path: &str) -> Option<String> {
        let digest = digest(&fs::read(self.dir.join(path)).ok()?);
        self.before.get(path)?.contains(&digest).then_some(digest)
    }

    /// Deletes what earlier runs wrote and this one did not, and keeps the manifest; how many files went.
    pub(super) fn finish(&self, files: &BTreeMap<String, String>) -> Result<usize, PublishError> {
        let mut deleted = 0;
        for (path, digests) in self
            .before
            .iter()
            .filter(|(path, _)| !files.contains_key(*path))
        {
            deleted += usize::from(self.delete(path, digests)?);
        }
        let lines = files
            .iter()
            .map(|(path, digest)| format!("{digest}  {path}\n"));
        let (manifest, lines) = (self.dir.join(MANIFEST), lines.collect::<String>());
        if fs::read(&manifest).ok().as_deref() != Some(lines.as_bytes()) {
            replace(&manifest, lines.as_bytes())?;
        }
        match fs::remove_file(self.dir.join(JOURNAL)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(PublishError::file(&self.dir, error))
            }
            _ => Ok(deleted),
        }
    }

    /// Deletes a file that is as one of our runs left it, its unfinished form, and folders that this empties.
    fn delete(&self, path: &str, digests: &BTreeSet<String>) -> Result<bool, PublishError> {
        let is_inside = Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let target = self.dir.join(path);
        if !is_inside {
            return Ok(false);
        }
        let _ = fs::remove_file(beside(&target));
        if !fs::read(&target).is_ok_and(|bytes| digests.contains(&digest(&bytes))) {
            return Ok(false);
        }
        fs::remove_file(&target).map_err(|error| PublishError::file(&target, error))?;
        let folders = target
            .ancestors()
            .skip(1)
            .take_while(|folder| *folder != self.dir);
        // The first that is not empty ends it.
        let _ = folders
            .map(fs::remove_dir)
            .take_while(Result::is_ok)
            .count();
        Ok(true)
    }

    /// Notes in the journal what is about to be written.
    fn note(&self, digest: &str, path: &str) -> Result<(), PublishError> {
        let name = self.dir.join(JOURNAL);
        let fail = |error| PublishError::file(&name, error);
        let mut journal = self.journal.lock().unwrap_or_else(PoisonError::into_inner);
        let file = match journal.take() {
            Some(file) => file,
            None => OpenOptions::new()
                .create(true)
                .append(true)
                .open(&name)
                .map_err(fail)?,
        };
        journal
            .insert(file)
            .write_all(format!("{digest}  {path}\n").as_bytes())
            .map_err(fail)
    }
}

/// The entries of a manifest; none when there is none. A line that a kill cut off is no entry.
fn entries(file: &Path) -> Result<Vec<(String, String)>, PublishError> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(PublishError::file(file, error)),
    };
    let lines = text
        .split_inclusive('\n')
        .filter_map(|line| line.strip_suffix('\n'));
    let entries = lines.filter_map(|line| line.split_once("  "));
    Ok(entries
        .map(|(digest, path)| (digest.to_owned(), path.to_owned()))
        .collect())
}

/// Writes a file beside its place, and puts it there when it is whole.
fn replace(target: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let part = beside(target);
    let written = target.parent().map_or(Ok(()), fs::create_dir_all);
    let written = written
        .and_then(|()| fs::write(&part, bytes))
        .and_then(|()| fs::rename(&part, target));
    written.map_err(|error| {
        let _ = fs::remove_file(&part);
        PublishError::file(target, error)
    })
}

fn beside(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    target.with_file_name(name)
}

fn digest(bytes: &[u8]) -> String {
    let digest = copydesk_record::digest(bytes);
    digest.trim_start_matches("sha256:").to_owned()
}
