//! Where pages come from: files, folders, standard input, gzip, zstd, WARC, WET, ARC and WACZ
//! archives, feeds and JSON lines, with the feature `parquet` tables too. It knows nothing of what a
//! page means.
//!
//! [`items`] walks the given paths and yields one [`Item`] after the other: a page, a picture,
//! something that is no page, or something that could not be used. Nothing is lost silently and
//! nothing stops the run. Archives and JSON lines are read a record at a time, so that memory
//! holds one page, never one file.
#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod arc;
mod archive;
mod buffer;
mod feed;
mod file;
mod gzip;
mod headers;
mod http;
mod inputs;
mod item;
mod jsonl;
mod limits;
mod magic;
mod media;
#[cfg(feature = "parquet")]
mod parquet;
mod place;
mod raw;
mod record;
mod row;
mod saved;
mod sniff;
mod stream;
mod wacz;
mod walk;
mod warc;
mod zip;
mod zstd;

use std::path::{Path, PathBuf};

pub use copydesk_record::normalize_address;
pub use inputs::{BytesRead, Input, Mark, inputs};
pub use item::{Failed, Item, Picture, Skipped};
pub use limits::Limits;
pub use saved::{is_inside, saved_address};

/// Everything that the paths hold, lazily and in a fixed order.
///
/// A folder is walked recursively in the byte order of its file names; links to folders are not
/// followed. `-` is standard input, and `path#offset`, as an item's source says it, is one record of
/// a container. Suffixes help and first bytes decide what a file is, and gzip and zstd are undone
/// wherever they are found. What cannot be used is a [`Failed`] item, never an end; behind damage,
/// reading goes on at the next record that can be found.
///
/// The same paths with the same content give the same items in the same order.
pub fn items(paths: &[PathBuf], limits: Limits) -> impl Iterator<Item = Item> + Send + use<> {
    let read = BytesRead::default();
    inputs(paths, limits).flat_map(move |input| input.items(&read))
}

/// Whether a path is really a web address (`http://…`, `https://…`), which [`items`] refuses.
#[must_use]
pub fn is_address(path: &Path) -> bool {
    let text = path.to_string_lossy().to_ascii_lowercase();
    text.starts_with("http://") || text.starts_with("https://")
}
