use std::io;

use copydesk_record::{ErrorCode, Page, PageError};

use crate::{magic, sniff};

/// What became of one input: every input ends as one of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A page.
    Page(Page),
    /// A picture.
    Picture(Picture),
    /// Something that is no page and is none of the run's business.
    Skipped(Skipped),
    /// Something that should have been a page and could not be used.
    Failed(Failed),
}

/// A picture: PNG, JPEG, GIF, WebP or AVIF by its first bytes. Never SVG, which can hold scripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it came from: `path`, or `path#offset` inside a container.
    pub source: String,
    /// Its address, normalised, when an archive gives it.
    pub url: Option<String>,
    /// Its media type, such as `image/png`, concluded from its first bytes.
    pub media_type: String,
    /// The picture's bytes.
    pub bytes: Vec<u8>,
}

/// An input that is no page: a style, a script, an archive's request record, a font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it came from: `path`, or `path#offset` inside a container.
    pub source: String,
    /// Why it is no page; the same words for the same reason, so that they can be counted.
    pub why: &'static str,
}

/// An input that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Where it came from: `path`, or `path#offset` inside a container.
    pub source: String,
    /// The page's address, when it is known all the same.
    pub url: Option<String>,
    /// What is wrong and what can be done.
    pub error: PageError,
}

impl Item {
    /// Where it came from: `path`, or `path#offset` inside a container.
    #[must_use]
    pub fn source(&self) -> &str {
        match self {
            Self::Page(page) => &page.source,
            Self::Picture(picture) => &picture.source,
            Self::Skipped(skipped) => &skipped.source,
            Self::Failed(failed) => &failed.source,
        }
    }

    /// The page's or the picture's bytes; none for what is neither.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Page(page) => &page.bytes,
            Self::Picture(picture) => &picture.bytes,
            Self::Skipped(_) | Self::Failed(_) => &[],
        }
    }

    /// The page as an item, or a failure when its bytes are empty or no text.
    pub(crate) fn page(page: Page) -> Self {
        let error = if sniff::is_blank(&page.bytes) {
            PageError::new(ErrorCode::Empty, "there is nothing in it but white space")
        } else if let Some(what) = magic::binary(&page.bytes) {
            PageError::new(
                ErrorCode::NotAPage,
                format!("it is no HTML and no text but {what}"),
            )
        } else {
            return Self::Page(page);
        };
        Self::Failed(Failed {
            source: page.source,
            url: page.url,
            error,
        })
    }

    pub(crate) fn skipped(source: impl Into<String>, why: &'static str) -> Self {
        Self::Skipped(Skipped {
            source: source.into(),
            why,
        })
    }

    pub(crate) fn failed(source: impl Into<String>, error: PageError) -> Self {
        Self::Failed(Failed {
            source: source.into(),
            url: None,
            error,
        })
    }
}

/// The error of a read, by what went wrong: the file system, the content or its size.
pub(crate) fn read_error(error: &io::Error) -> PageError {
    let code = match error.kind() {
        io::ErrorKind::FileTooLarge => ErrorCode::TooLarge,
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            ErrorCode::Corrupt
        }
        _ => ErrorCode::Unreadable,
    };
    PageError::new(code, error.to_string())
}
