use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use copydesk_record::{ErrorCode, PageError};
use serde::{Deserialize, Serialize};

use crate::file::{self, Items};
use crate::place::Place;
use crate::walk::{self, Found};
use crate::{Item, Limits};

/// The inputs that the paths lead to, lazily and in a fixed order: what [`items`](crate::items)
/// reads one after the other. Nothing is opened until an input's items are asked for.
pub fn inputs(paths: &[PathBuf], limits: Limits) -> impl Iterator<Item = Input> + Send + use<> {
    walk::files(paths.to_vec(), limits).map(move |found| Input { found, limits })
}

/// A file, standard input, or something that is known to be no page before it is opened.
pub struct Input {
    found: Found,
    limits: Limits,
}

/// The last item of an input that was done with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Its source.
    pub source: String,
    /// How many items with this source have followed each other, it included.
    pub times: u64,
}

/// How far the inputs' files are read, in bytes as they stand there: packed ones before they are
/// expanded. What is passed over counts.
pub type BytesRead = Arc<AtomicU64>;

impl Input {
    /// The file, when it is one that is read.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.found {
            Found::File(input) => input.path(),
            Found::Item(_) => None,
        }
    }

    /// Whether it is standard input, which can be read only once.
    #[must_use]
    pub fn is_stdin(&self) -> bool {
        matches!(self.found, Found::File(file::Input::Stdin))
    }

    /// All items of it: at least one.
    pub fn items(self, read: &BytesRead) -> Box<dyn Iterator<Item = Item> + Send> {
        match self.found {
            Found::File(input) => file::items(&input, self.limits, read),
            Found::Item(item) => file::one(*item),
        }
    }

    /// The items after the marked one. The input must be as it was when the mark was made; where
    /// the marked item is not found again, the only item is a failure that says so.
    pub fn items_after(
        self,
        mark: Mark,
        read: &BytesRead,
    ) -> Box<dyn Iterator<Item = Item> + Send> {
        let before = read.load(Ordering::Relaxed);
        self.sought(&mark, read).unwrap_or_else(|| {
            read.store(before, Ordering::Relaxed);
            Box::new(After {
                items: self.items(read),
                mark: Some(mark),
            })
        })
    }

    /// The same without reading what stands before the mark. Behind a failure reading can depend on
    /// what came before, so there is no beginning there.
    fn sought(&self, mark: &Mark, read: &BytesRead) -> Option<Items> {
        let Found::File(input @ (file::Input::Named(file) | file::Input::Met(file))) = &self.found
        else {
            return None;
        };
        let (path, place) = Place::of(Path::new(&mark.source))?;
        if path != *file || mark.times != 1 {
            return None;
        }
        let mut items = file::items_from(input, place, self.limits, read).ok()?;
        let marked = items.next().filter(|item| item.source() == mark.source)?;
        (!matches!(marked, Item::Failed(_))).then_some(items)
    }
}

/// Passes over the items up to the marked one.
struct After {
    items: Items,
    mark: Option<Mark>,
}

impl Iterator for After {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let Some(Mark { source, times }) = self.mark.take() else {
            return self.items.next();
        };
        let mut seen = 0;
        for item in self.items.by_ref().filter(|item| item.source() == source) {
            drop(item);
            seen += 1;
            if seen == times {
                return self.items.next();
            }
        }
        let message = "the input has changed: where to go on is not found in it";
        Some(Item::failed(
            source,
            PageError::new(ErrorCode::Corrupt, message),
        ))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const LINES: &str = "{\"text\":\"one\"}\nnonsense\n{\"text\":\"two\"}\n{\"text\":\"three\"}\n";

    fn after(dir: &Path, source: &str, times: u64) -> Vec<String> {
        let mark = Mark {
            source: format!("{}{source}", dir.join("a.jsonl").display()),
            times,
        };
        let input = inputs(&[dir.join("a.jsonl")], Limits::default())
            .next()
            .unwrap();
        let items = input.items_after(mark, &BytesRead::default());
        items
            .map(|item| {
                item.source()
                    .rsplit_once('#')
                    .map_or("", |(_, at)| at)
                    .to_owned()
            })
            .collect()
    }

    #[test]
    fn an_input_goes_on_after_its_mark() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.jsonl"), LINES).unwrap();
        assert_eq!(after(dir.path(), "#0", 1), ["15", "24", "39"]);
        assert_eq!(after(dir.path(), "#15", 1), ["24", "39"]);
        assert_eq!(after(dir.path(), "#39", 1), [""; 0]);
    }

    #[test]
    fn a_mark_that_is_not_found_is_a_failure() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.jsonl"), LINES).unwrap();
        assert_eq!(after(dir.path(), "#16", 1), ["16"]);
        assert_eq!(after(dir.path(), "#15", 2), ["15"]);
    }

    #[test]
    fn bytes_are_counted_as_they_are_read() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.jsonl"), LINES).unwrap();
        let read = BytesRead::default();
        let input = inputs(&[dir.path().to_owned()], Limits::default())
            .next()
            .unwrap();
        assert_eq!(input.items(&read).count(), 4);
        assert_eq!(read.load(Ordering::Relaxed), LINES.len() as u64);
    }
}
