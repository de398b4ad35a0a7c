use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io, vec};

use copydesk_record::{ErrorCode, PageError};

use crate::file::Input;
use crate::place::Place;
use crate::{Item, Limits, is_address};

/// What a walk meets: a file to read, or something that is already decided.
pub(crate) enum Found {
    File(Input),
    Item(Box<Item>),
}

/// All files under the paths, each folder in the byte order of its names.
pub(crate) fn files(paths: Vec<PathBuf>, limits: Limits) -> impl Iterator<Item = Found> + Send {
    Walk {
        named: paths.into_iter(),
        folders: Vec::new(),
        limits,
    }
}

/// A depth-first walk: the named paths that are left, and what is left of each open folder.
struct Walk {
    named: vec::IntoIter<PathBuf>,
    folders: Vec<vec::IntoIter<PathBuf>>,
    limits: Limits,
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = match self.folders.last_mut() {
                None => {
                    let path = self.named.next()?;
                    self.named(path)
                }
                Some(folder) => match folder.next() {
                    Some(path) => self.met(path),
                    None => {
                        self.folders.pop();
                        None
                    }
                },
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

impl Walk {
    /// A path of the command line: whatever it is, it is meant.
    fn named(&mut self, path: PathBuf) -> Option<Found> {
        if path == Path::new("-") {
            return Some(Found::File(Input::Stdin));
        }
        if is_address(&path) {
            return Some(unreadable(
                &path,
                "it is a web address; `copydesk watch` fetches those",
            ));
        }
        match fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => self.open(&path),
            Ok(_) => Some(Found::File(Input::Named(path))),
            Err(error) => {
                Some(part(&path).unwrap_or_else(|| unreadable(&path, &error.to_string())))
            }
        }
    }

    /// An entry of a folder: links to folders and devices could lead in circles or never end.
    fn met(&mut self, path: PathBuf) -> Option<Found> {
        if path.file_name().is_some_and(is_hidden) {
            return Some(skipped(&path, "hidden file"));
        }
        let is_link = path.is_symlink();
        match fs::metadata(&path) {
            Ok(meta) if meta.is_file() => Some(Found::File(Input::Met(path))),
            Ok(meta) if meta.is_dir() && is_link => Some(skipped(&path, "link to a folder")),
            Ok(meta) if meta.is_dir() => self.open(&path),
            Ok(_) => Some(skipped(&path, "neither file nor folder")),
            Err(error) => Some(unreadable(&path, &error.to_string())),
        }
    }

    fn open(&mut self, folder: &Path) -> Option<Found> {
        if self.folders.len() >= self.limits.folder_depth {
            let message = format!("folders nest deeper than {} here", self.limits.folder_depth);
            return Some(failed(folder, ErrorCode::TooLarge, &message));
        }
        match entries(folder) {
            Ok(paths) => self.folders.push(paths.into_iter()),
            Err(error) => return Some(unreadable(folder, &error.to_string())),
        }
        None
    }
}

/// One record of a container, when the name is that of a file and a place.
fn part(source: &Path) -> Option<Found> {
    let (path, place) = Place::of(source).filter(|(path, _)| path.is_file())?;
    Some(Found::File(Input::Part(path, place)))
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    paths.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
    Ok(paths)
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn unreadable(path: &Path, cause: &str) -> Found {
    failed(
        path,
        ErrorCode::Unreadable,
        &format!("cannot read it: {cause}"),
    )
}

fn failed(path: &Path, code: ErrorCode, message: &str) -> Found {
    let error = PageError::new(code, message);
    Found::Item(Box::new(Item::failed(path.display().to_string(), error)))
}

fn skipped(path: &Path, why: &'static str) -> Found {
    Found::Item(Box::new(Item::skipped(path.display().to_string(), why)))
}
