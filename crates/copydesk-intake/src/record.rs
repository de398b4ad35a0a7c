//! What an archive's record holds, of whatever form the archive is.

use std::io;

use copydesk_record::Page;

use crate::headers::{HEADER_BYTES, Headers, header_length};
use crate::media::Media;
use crate::stream::too_large;
use crate::{Item, Limits, http};

/// What a record's header says.
pub(crate) struct Head {
    /// The header's length in bytes.
    pub header: usize,
    /// The length of the block that follows.
    pub block: u64,
    /// What the block holds.
    pub content: Content,
    /// The address it was fetched from, normalised.
    pub url: Option<String>,
    /// When it was fetched, ISO 8601.
    pub crawled: Option<String>,
    /// The Content-Type of the block.
    pub content_type: String,
}

/// What a record's block holds.
pub(crate) enum Content {
    /// An HTTP response.
    Http,
    /// An HTTP response, or in old archives what the server sent without a header.
    MaybeHttp,
    /// The content itself.
    Bare,
    /// Text that a crawler took out of a page, in UTF-8 by its making.
    Text,
    /// Nothing that is a page, and why.
    None(&'static str),
}

/// A record's block, or when it is too long to be kept its beginning.
#[derive(Clone, Copy)]
pub(crate) struct Block<'a> {
    pub bytes: &'a [u8],
    pub is_whole: bool,
}

/// The record as an item.
///
/// # Errors
/// What is wrong with the record's content.
pub(crate) fn item(
    head: Head,
    block: Block<'_>,
    source: &str,
    limits: &Limits,
) -> io::Result<Item> {
    let is_http = block.bytes.starts_with(b"HTTP/");
    match head.content {
        Content::None(why) => Ok(Item::skipped(source, why)),
        Content::MaybeHttp if !is_http => bare(head, block, source, limits),
        Content::Http | Content::MaybeHttp => response(head, block, source, limits),
        Content::Bare | Content::Text => bare(head, block, source, limits),
    }
}

fn response(head: Head, block: Block<'_>, source: &str, limits: &Limits) -> io::Result<Item> {
    let status = status(block.bytes);
    // 203 is the page too, as a proxy changed it; 206 is a part of it.
    if !matches!(status, Some(200 | 203)) {
        return Ok(Item::skipped(source, "HTTP status is not 200"));
    }
    let (headers, body) = block.parted()?;
    let (media_type, http_charset) = http::content_type(&headers.text("Content-Type"));
    let Some(media) = Media::of(&media_type) else {
        return Ok(Item::skipped(source, "Content-Type is not of a page"));
    };
    let body = body.within(limits)?;
    let (transfer, content) = (
        headers.text("Transfer-Encoding"),
        headers.text("Content-Encoding"),
    );
    let bytes = http::decode(body, &transfer, &content, limits.page_bytes)?;
    let facts = Page {
        http_status: status,
        http_charset,
        ..head.facts(source)
    };
    Ok(media.item(facts, bytes.into_owned()))
}

fn bare(head: Head, block: Block<'_>, source: &str, limits: &Limits) -> io::Result<Item> {
    let (media_type, charset) = http::content_type(&head.content_type);
    let Some(media) = Media::of(&media_type) else {
        return Ok(Item::skipped(source, "Content-Type is not of a page"));
    };
    let is_utf8 = matches!(head.content, Content::Text);
    let facts = Page {
        http_charset: charset.or_else(|| is_utf8.then(|| "utf-8".to_owned())),
        ..head.facts(source)
    };
    Ok(media.item(facts, block.within(limits)?.to_vec()))
}

impl Head {
    /// The whole record's length in bytes.
    pub(crate) fn length(&self) -> u64 {
        (self.header as u64).saturating_add(self.block)
    }

    fn facts(self, source: &str) -> Page {
        Page {
            source: source.to_owned(),
            url: self.url,
            crawled: self.crawled,
            ..Page::default()
        }
    }
}

impl<'a> Block<'a> {
    /// The headers of an HTTP response, and its body.
    fn parted(self) -> io::Result<(Headers<'a>, Self)> {
        let head = self.bytes.get(..HEADER_BYTES).unwrap_or(self.bytes);
        let length = match header_length(head) {
            Some(length) => length,
            None if self.is_whole && self.bytes.len() <= HEADER_BYTES => self.bytes.len(),
            None => {
                let message = format!("its HTTP header is longer than {HEADER_BYTES} bytes");
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
            }
        };
        let (headers, bytes) = self
            .bytes
            .split_at_checked(length)
            .unwrap_or((self.bytes, &[]));
        Ok((Headers(headers), Self { bytes, ..self }))
    }

    /// The bytes, when they are not over the limit.
    fn within(self, limits: &Limits) -> io::Result<&'a [u8]> {
        if !self.is_whole || self.bytes.len() as u64 > limits.page_bytes {
            return Err(too_large(limits.page_bytes));
        }
        Ok(self.bytes)
    }
}

/// How long an HTTP response is by its own header.
pub(crate) fn http_length(block: &[u8]) -> Option<usize> {
    let head = header_length(block.strip_prefix(b"HTTP/")?)? + b"HTTP/".len();
    let body = Headers(block.get(..head)?).text("Content-Length");
    head.checked_add(body.parse().ok()?)
}

/// The status of the line that an HTTP response begins with.
fn status(block: &[u8]) -> Option<u16> {
    let line = block.get(..64).unwrap_or(block).strip_prefix(b"HTTP/")?;
    let mut words = line
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    str::from_utf8(words.nth(1)?).ok()?.parse().ok()
}
