use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use copydesk_record::{ErrorCode, Form, Page, PageError};

use crate::item::read_error;
use crate::reader::{self, Reader};
use crate::sniff::{self, Kind};
use crate::{BytesRead, Item, Limits, Picture, feed, jsonl, warc};

/// The items of one input, one record after the other.
pub(crate) type Items = Box<dyn Iterator<Item = Item> + Send>;

/// An input to read.
pub(crate) enum Input {
    /// Standard input.
    Stdin,
    /// A path that was given itself: it is meant to be used.
    Named(PathBuf),
    /// A file met in a folder: it may be anything.
    Met(PathBuf),
}

/// All items of one input: at least one.
pub(crate) fn items(input: &Input, limits: Limits, read: &BytesRead) -> Items {
    let source = input.source();
    if let Some(why) = skipped_suffix(&input.suffix()) {
        return one(Item::skipped(source, why));
    }
    let opened = input.open().and_then(|raw| {
        let read = BytesRead::clone(read);
        reader::open(Counted { raw, read }, &limits)
    });
    opened
        .and_then(|reader| sort(input, reader, limits))
        .unwrap_or_else(|error| one(Item::failed(source, read_error(&error))))
}

impl Input {
    fn source(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::Named(path) | Self::Met(path) => path.display().to_string(),
        }
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        match self {
            Self::Stdin => Ok(Box::new(io::stdin())),
            Self::Named(path) | Self::Met(path) => Ok(Box::new(File::open(path)?)),
        }
    }

    /// The suffix in lower case, that of the packed file when it is packed.
    fn suffix(&self) -> String {
        match self {
            Self::Stdin => String::new(),
            Self::Named(path) | Self::Met(path) => suffix(path),
        }
    }

    /// Whether it is an error if the input is no page, and not just one of a site's other files.
    fn is_meant(&self) -> bool {
        !matches!(self, Self::Met(_)) || is_page_suffix(&self.suffix())
    }
}

/// A stream whose bytes are counted as they are read.
struct Counted {
    raw: Box<dyn Read + Send>,
    read: BytesRead,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.raw.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

fn suffix(path: &Path) -> String {
    let lower = |name: &OsStr| name.to_string_lossy().to_ascii_lowercase();
    match path.extension().map(lower) {
        Some(gz) if gz == "gz" => suffix(&path.with_extension("")),
        Some(suffix) => suffix,
        None => String::new(),
    }
}

/// Suffixes that promise a page or a container of pages.
fn is_page_suffix(suffix: &str) -> bool {
    const PAGES: &[&str] = &[
        "arc", "atom", "htm", "html", "jsonl", "ndjson", "rss", "shtml", "txt", "warc", "wet",
        "xhtml", "xml",
    ];
    PAGES.contains(&suffix)
}

/// Text files that belong to a site and are no pages; what is not text is told by its bytes.
fn skipped_suffix(suffix: &str) -> Option<&'static str> {
    match suffix {
        "css" => Some("style sheet"),
        "js" | "mjs" => Some("script"),
        "json" | "map" | "csv" | "toml" | "yaml" | "yml" => Some("data"),
        "svg" => Some("vector picture"),
        "eot" | "otf" | "ttf" | "woff" | "woff2" => Some("font"),
        "md" => Some("notes"),
        _ => None,
    }
}

/// Reads the input as what it is.
fn sort(input: &Input, mut reader: Reader, limits: Limits) -> io::Result<Items> {
    let source = input.source();
    let suffix = input.suffix();
    Ok(match sniff::kind(reader.fill_buf()?, &suffix) {
        Kind::Warc => Box::new(warc::Warc::new(source, reader, limits)),
        Kind::Jsonl => Box::new(jsonl::Lines::new(source, reader, limits)),
        Kind::Feed => {
            let bytes = reader::read_bounded(reader, limits.feed_bytes)?;
            Box::new(feed::items(&source, &bytes).into_iter())
        }
        Kind::Page(form) => one(page(source, reader, form, limits)?),
        Kind::Picture(media_type) if !is_page_suffix(&suffix) => {
            let bytes = reader::read_bounded(reader, limits.page_bytes)?;
            let media_type = media_type.to_owned();
            one(Item::Picture(Picture {
                source,
                url: None,
                media_type,
                bytes,
            }))
        }
        Kind::Picture(_) => one(no_page(input, "a picture")),
        Kind::Binary(what) => one(no_page(input, what)),
        Kind::OtherXml => one(Item::skipped(source, "XML that is no feed")),
        Kind::Arc => one(Item::failed(source, arc_error())),
        Kind::Blank => one(blank(input)),
    })
}

fn page(source: String, reader: Reader, form: Form, limits: Limits) -> io::Result<Item> {
    let bytes = reader::read_bounded(reader, limits.page_bytes)?;
    Ok(Item::page(Page {
        source,
        bytes,
        form,
        ..Page::default()
    }))
}

fn no_page(input: &Input, what: &'static str) -> Item {
    if input.is_meant() {
        let message = format!("it is no HTML and no text but {what}");
        Item::failed(input.source(), PageError::new(ErrorCode::NotAPage, message))
    } else {
        Item::skipped(input.source(), what)
    }
}

fn blank(input: &Input) -> Item {
    if input.is_meant() {
        Item::failed(
            input.source(),
            PageError::new(ErrorCode::Empty, "the file is empty"),
        )
    } else {
        Item::skipped(input.source(), "empty file")
    }
}

fn arc_error() -> PageError {
    let message = "it is an ARC archive, the form before WARC; `warcio recompress` converts it";
    PageError::new(ErrorCode::NotAPage, message)
}

/// An input that is one item.
pub(crate) fn one(item: Item) -> Items {
    Box::new(std::iter::once(item))
}
