use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use copydesk_record::{ErrorCode, Form, Page, PageError};

use crate::archive::{ARC, Archive, WARC};
use crate::item::read_error;
use crate::jsonl::Lines;
#[cfg(feature = "parquet")]
use crate::parquet::Rows;
use crate::place::Place;
use crate::sniff::{self, HEAD, Kind};
use crate::stream::Stream;
use crate::{BytesRead, Item, Limits, Picture, feed, raw, wacz};

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
    /// One record of a container.
    Part(PathBuf, Place),
}

/// All items of one input: at least one.
pub(crate) fn items(input: &Input, limits: Limits, read: &BytesRead) -> Items {
    let source = input.source();
    if let Some(why) = skipped_suffix(&input.suffix()) {
        return one(Item::skipped(source, why));
    }
    input
        .open(&limits, read)
        .and_then(|stream| sort(input, stream, limits, read))
        .unwrap_or_else(|error| one(Item::failed(source, input.located(read_error(&error)))))
}

/// The items of a container from one on, where it can be read from there.
pub(crate) fn items_from(
    input: &Input,
    place: Place,
    limits: Limits,
    read: &BytesRead,
) -> io::Result<Items> {
    let mut stream = input.open(&limits, read)?;
    let source = input.source();
    Ok(match sniff::kind(stream.fill(HEAD), &input.suffix()) {
        Kind::Warc => Box::new(Archive::new(source, stream, &WARC, limits).from(place)?),
        Kind::Arc => Box::new(Archive::new(source, stream, &ARC, limits).from(place)?),
        Kind::Jsonl => Box::new(Lines::new(source, stream, limits).from(place.offset)?),
        Kind::Parquet => rows_from(input, place, limits, read)?,
        _ => return Err(io::ErrorKind::Unsupported.into()),
    })
}

impl Input {
    fn source(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::Named(path) | Self::Met(path) => path.display().to_string(),
            Self::Part(path, place) => format!("{}#{place}", path.display()),
        }
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::Named(path) | Self::Met(path) | Self::Part(path, _) => Some(path),
        }
    }

    fn open(&self, limits: &Limits, read: &BytesRead) -> io::Result<Stream> {
        let input = match self.path() {
            None => raw::Input::Pipe(Box::new(io::stdin())),
            Some(path) => raw::Input::File(File::open(path)?),
        };
        Ok(Stream::open(input, 0..u64::MAX, limits)?.counted(read))
    }

    /// The suffix in lower case, that of the packed file when it is packed.
    fn suffix(&self) -> String {
        self.path().map(suffix).unwrap_or_default()
    }

    /// The error at the place that was asked for.
    fn located(&self, error: PageError) -> PageError {
        match self {
            Self::Part(_, place) => error.at(place.offset),
            _ => error,
        }
    }

    /// Whether it is an error if the input is no page, and not just one of a site's other files.
    fn is_meant(&self) -> bool {
        !matches!(self, Self::Met(_)) || is_page_suffix(&self.suffix())
    }
}

fn suffix(path: &Path) -> String {
    let lower = |name: &OsStr| name.to_string_lossy().to_ascii_lowercase();
    match path.extension().map(lower) {
        Some(packed) if packed == "gz" || packed == "zst" => suffix(&path.with_extension("")),
        Some(suffix) => suffix,
        None => String::new(),
    }
}

/// Suffixes that promise a page or a container of pages.
fn is_page_suffix(suffix: &str) -> bool {
    const PAGES: &[&str] = &[
        "arc", "atom", "cdf", "htm", "html", "jsonl", "ndjson", "parquet", "rss", "shtml", "txt",
        "wacz", "warc", "wat", "wet", "xhtml", "xml",
    ];
    PAGES.contains(&suffix)
}

/// Text files that belong to a site and are no pages; what is not text is told by its bytes.
fn skipped_suffix(suffix: &str) -> Option<&'static str> {
    match suffix {
        "css" => Some("style sheet"),
        "js" | "mjs" => Some("script"),
        "map" | "csv" | "toml" | "yaml" | "yml" => Some("data"),
        "svg" => Some("vector picture"),
        "eot" | "otf" | "ttf" | "woff" | "woff2" => Some("font"),
        "md" => Some("notes"),
        _ => None,
    }
}

/// Reads the input as what it is.
fn sort(input: &Input, mut stream: Stream, limits: Limits, read: &BytesRead) -> io::Result<Items> {
    let source = input.source();
    let suffix = input.suffix();
    let is_short = stream.fill(HEAD).len() < HEAD;
    let kind = match stream.fault() {
        Some(_) if is_short => sniff::damaged_kind(stream.bytes(), &suffix),
        _ => sniff::kind(stream.bytes(), &suffix),
    };
    if let Input::Part(path, place) = input {
        return part(path, *place, kind, stream, limits);
    }
    Ok(match kind {
        Kind::Warc => Box::new(Archive::new(source, stream, &WARC, limits)),
        Kind::Arc => Box::new(Archive::new(source, stream, &ARC, limits)),
        Kind::Jsonl => Box::new(Lines::new(source, stream, limits)),
        Kind::Feed => {
            let bytes = stream.read_to_end(limits.feed_bytes)?;
            Box::new(feed::items(&source, &bytes).into_iter())
        }
        Kind::Zip => zip(input, limits)?,
        Kind::Page(form) => one(page(source, stream, form, limits)?),
        Kind::Picture(media_type) if !is_page_suffix(&suffix) => {
            let bytes = stream.read_to_end(limits.page_bytes)?;
            let media_type = media_type.to_owned();
            one(Item::Picture(Picture {
                source,
                url: None,
                media_type,
                bytes,
            }))
        }
        Kind::Picture(_) => one(no_page(input, "a picture")),
        Kind::Parquet => rows(input, &stream, limits, read)?,
        Kind::Binary(what) => one(no_page(input, what)),
        Kind::Data => one(Item::skipped(source, "data")),
        Kind::OtherXml => one(Item::skipped(source, "XML that is no feed")),
        Kind::Blank => match stream.fault() {
            Some((offset, error)) => one(Item::failed(source, read_error(&error).at(offset))),
            None => one(blank(input)),
        },
    })
}

/// The one record that is at a place of a container.
fn part(
    path: &Path,
    place: Place,
    kind: Kind,
    stream: Stream,
    limits: Limits,
) -> io::Result<Items> {
    let source = path.display().to_string();
    let none = || {
        io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("it has no item {place}"),
        )
    };
    let item = match kind {
        Kind::Warc => Archive::new(source, stream, &WARC, limits).at(place)?,
        Kind::Arc => Archive::new(source, stream, &ARC, limits).at(place)?,
        Kind::Zip => wacz::at(&source, File::open(path)?, place, limits)?,
        Kind::Jsonl => Lines::new(source, stream, limits).at(place.offset)?,
        Kind::Parquet => row(path, place, limits)?,
        Kind::Feed => {
            let bytes = stream.read_to_end(limits.feed_bytes)?;
            let n = usize::try_from(place.offset).unwrap_or(usize::MAX);
            feed::items(&source, &bytes)
                .into_iter()
                .nth(n)
                .ok_or_else(none)?
        }
        _ => {
            let message = "the file is no container of records, so there is nothing at an offset";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
    };
    Ok(one(item))
}

/// A zip archive is read from its end.
fn zip(input: &Input, limits: Limits) -> io::Result<Items> {
    let source = input.source();
    let Some(path) = input.path() else {
        let message = "it is a zip archive, which is read from its end; give it as a file";
        return Ok(one(Item::failed(
            source,
            PageError::new(ErrorCode::NotAPage, message),
        )));
    };
    let entries = wacz::archives(File::open(path)?, &limits)?;
    if entries.is_empty() {
        return Ok(one(no_page(
            input,
            "a zip archive without `archive/*.warc.gz`",
        )));
    }
    Ok(Box::new(wacz::items(
        source,
        path.to_owned(),
        entries,
        limits,
    )))
}

fn page(source: String, stream: Stream, form: Form, limits: Limits) -> io::Result<Item> {
    let bytes = stream.read_to_end(limits.page_bytes)?;
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

/// The rows of a Parquet file, which is read from its end.
#[cfg(feature = "parquet")]
fn rows(input: &Input, stream: &Stream, limits: Limits, read: &BytesRead) -> io::Result<Items> {
    let source = input.source();
    let Some(path) = input.path() else {
        let message = "it is a Parquet file, which is read from its end; give it as a file";
        return Ok(one(Item::failed(
            source,
            PageError::new(ErrorCode::NotAPage, message),
        )));
    };
    let rows = Rows::open(source, path, stream.bytes_read(), read, limits)?;
    if rows.is_empty() {
        return Ok(one(blank(input)));
    }
    Ok(Box::new(rows))
}

#[cfg(feature = "parquet")]
fn rows_from(input: &Input, place: Place, limits: Limits, read: &BytesRead) -> io::Result<Items> {
    let path = input.path().ok_or(io::ErrorKind::Unsupported)?;
    let rows = Rows::open(input.source(), path, 0, read, limits)?;
    Ok(Box::new(rows.from(place.offset)?))
}

#[cfg(feature = "parquet")]
fn row(path: &Path, place: Place, limits: Limits) -> io::Result<Item> {
    let source = path.display().to_string();
    Rows::open(source, path, 0, &BytesRead::default(), limits)?.at(place.offset)
}

/// Columns are read by a library that takes its time to build.
#[cfg(not(feature = "parquet"))]
fn rows(input: &Input, _: &Stream, _: Limits, _: &BytesRead) -> io::Result<Items> {
    let error = PageError::new(ErrorCode::NotAPage, NO_PARQUET);
    Ok(one(Item::failed(input.source(), error)))
}

#[cfg(not(feature = "parquet"))]
fn rows_from(_: &Input, _: Place, _: Limits, _: &BytesRead) -> io::Result<Items> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(feature = "parquet"))]
fn row(path: &Path, _: Place, _: Limits) -> io::Result<Item> {
    let error = PageError::new(ErrorCode::NotAPage, NO_PARQUET);
    Ok(Item::failed(path.display().to_string(), error))
}

#[cfg(not(feature = "parquet"))]
const NO_PARQUET: &str = "it is a Parquet file, which this build does not read; build with `cargo build --release \
    --features parquet`, or write its rows as JSON lines";

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

/// An input that is one item.
pub(crate) fn one(item: Item) -> Items {
    Box::new(std::iter::once(item))
}
