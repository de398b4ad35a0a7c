//! What belongs to a published edition, and under which name.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use copydesk_archive::Archive;
use url::Url;

use super::names;

/// By this name the server is asked in this process, so that its own absolute addresses can be told
/// from all others. No host has it (RFC 6761, 6.4).
pub(super) const ORIGIN: &str = "http://edition.copydesk.invalid";

/// Where the search of the files is.
pub(super) const SEARCH: &str = "search/index.html";

/// Where an address that stands in an answer leads.
pub(super) enum Target {
    /// Out of the edition, or within the page: it stays as it is.
    Foreign,
    /// To something that only a server can answer.
    Unpublished,
    /// To a file; `address` is how the server is asked for it, unless it is not, and `rest` a query or
    /// a fragment that the browser keeps.
    File {
        address: Option<String>,
        file: String,
        rest: String,
    },
}

/// The edition's addresses and files.
pub(super) struct Site {
    archive: Arc<Archive>,
    /// The address that the files will have, without a slash at its end.
    pub base: Option<String>,
    /// The suffix of each picture met, by its key.
    pictures: Mutex<HashMap<String, Option<&'static str>>>,
}

impl Site {
    pub(super) fn new(archive: Arc<Archive>, base: Option<&str>) -> Self {
        let base = base.map(|base| base.trim_end_matches('/').to_owned());
        Self {
            archive,
            base,
            pictures: Mutex::default(),
        }
    }

    /// The path of the files' address on their host, without a slash at its end; without an address the
    /// folder is taken for its host's root.
    pub(super) fn base_path(&self) -> String {
        let base = self.base.as_deref().and_then(|base| Url::parse(base).ok());
        base.map(|base| base.path().trim_end_matches('/').to_owned())
            .unwrap_or_default()
    }

    /// Where an address leads; own addresses begin with one slash.
    pub(super) fn target(&self, value: &str) -> Target {
        if !value.starts_with('/') || value.starts_with("//") {
            return Target::Foreign;
        }
        let (address, fragment) = value.split_at(value.find('#').unwrap_or(value.len()));
        let (path, query) = address.split_at(address.find('?').unwrap_or(address.len()));
        if path == "/search" {
            return Target::File {
                address: None,
                file: SEARCH.to_owned(),
                rest: format!("{query}{fragment}"),
            };
        }
        match self.file(address, path) {
            Some(file) => Target::File {
                address: Some(address.to_owned()),
                file,
                rest: fragment.to_owned(),
            },
            None => Target::Unpublished,
        }
    }

    /// The file for an address; `None` where a file cannot answer it.
    fn file(&self, address: &str, path: &str) -> Option<String> {
        if let Some(key) = path.strip_prefix("/picture/") {
            return Some(names::picture(key, self.suffix(key)?));
        }
        let is_possible = match kind(path) {
            Kind::Page => true,
            Kind::Absolute => self.base.is_some(),
            Kind::OfTheHost => self.base.as_deref().is_some_and(is_host),
            Kind::Answer => false,
        };
        is_possible.then(|| names::file(address))
    }

    /// The suffix of a picture's file; `None` when the archive has no such picture.
    fn suffix(&self, key: &str) -> Option<&'static str> {
        if let Some(suffix) = self.pictures().get(key) {
            return *suffix;
        }
        // A picture that cannot be read is told of when its bytes are asked for.
        let picture = self.archive.picture(key).ok().flatten();
        let suffix = picture.and_then(|picture| suffix(&picture.media_type));
        self.pictures().insert(key.to_owned(), suffix);
        suffix
    }

    fn pictures(&self) -> MutexGuard<'_, HashMap<String, Option<&'static str>>> {
        self.pictures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an answer needs.
enum Kind {
    Page,
    /// Absolute addresses.
    Absolute,
    /// To stand at the root of its host.
    OfTheHost,
    /// A program that answers.
    Answer,
}

fn kind(path: &str) -> Kind {
    let name = path.rsplit('/').next().unwrap_or_default();
    if path == "/robots.txt" {
        Kind::OfTheHost
    } else if path.starts_with("/search/") || path == "/opensearch.xml" {
        Kind::Answer
    } else if path.starts_with("/sitemap") || (name.starts_with("feed.") && names::is_file(path)) {
        Kind::Absolute
    } else {
        Kind::Page
    }
}

/// Whether an address, without a slash at its end, is that of a whole host.
fn is_host(base: &str) -> bool {
    base.matches('/').count() == 2
}

fn suffix(media_type: &str) -> Option<&'static str> {
    Some(match media_type {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/avif" => "avif",
        "image/bmp" => "bmp",
        _ => return None,
    })
}
