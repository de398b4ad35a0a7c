use std::io::{self, Seek};

use copydesk_record::Page;
use fastwarc::warc::record::{AutoDecode, WarcRecord, WarcRecordType};

use crate::media::Media;
use crate::reader::{read_bounded, too_large};
use crate::{Item, Limits, http, normalize_address};

/// The longest header block of a record or an HTTP response; servers refuse to send half of it.
pub(crate) const HEADER_BYTES: usize = 64 << 10;

/// The record as an item. The record may be left half read; [`finish`] reads the rest.
///
/// # Errors
/// What is wrong with the record's content; the stream may well go on.
pub(crate) fn item(record: &mut WarcRecord, source: &str, limits: &Limits) -> io::Result<Item> {
    match record.record_type() {
        WarcRecordType::Response if record.is_http() => response(record, source, limits),
        WarcRecordType::Response => Ok(Item::skipped(source, "response of another protocol")),
        WarcRecordType::Resource | WarcRecordType::Conversion => resource(record, source, limits),
        WarcRecordType::Request => Ok(Item::skipped(source, "request record")),
        WarcRecordType::WarcInfo => Ok(Item::skipped(source, "warcinfo record")),
        WarcRecordType::Revisit => Ok(Item::skipped(source, "revisit record")),
        WarcRecordType::Metadata => Ok(Item::skipped(source, "metadata record")),
        _ => Ok(Item::skipped(source, "record of another type")),
    }
}

fn response(record: &mut WarcRecord, source: &str, limits: &Limits) -> io::Result<Item> {
    record.parse_http_with_opts(AutoDecode::None, HEADER_BYTES, true)?;
    let header = |name: &str| {
        let value = record.http_headers().and_then(|headers| headers.get(name));
        value.map(|value| value.into_owned()).unwrap_or_default()
    };
    let status = record
        .http_headers()
        .and_then(|headers| headers.status_code());
    let (transfer, content) = (header("Transfer-Encoding"), header("Content-Encoding"));
    let (media_type, http_charset) = http::content_type(&header("Content-Type"));
    // 203 is the page too, as a proxy changed it; 206 is a part of it.
    if !matches!(status, Some(200 | 203)) {
        return Ok(Item::skipped(source, "HTTP status is not 200"));
    }
    let Some(media) = Media::of(&media_type) else {
        return Ok(Item::skipped(source, "Content-Type is not of a page"));
    };
    let body = payload(record, limits)?;
    let bytes = http::decode(body, &transfer, &content, limits.page_bytes)?;
    let facts = Page {
        http_status: status,
        http_charset,
        ..facts(record, source)
    };
    Ok(media.item(facts, bytes))
}

fn resource(record: &mut WarcRecord, source: &str, limits: &Limits) -> io::Result<Item> {
    if !is_of_a_site(record) {
        return Ok(Item::skipped(source, "the crawler's own record"));
    }
    let header = record.headers().get("Content-Type").unwrap_or_default();
    let (media_type, charset) = http::content_type(&header);
    let Some(media) = Media::of(&media_type) else {
        return Ok(Item::skipped(source, "Content-Type is not of a page"));
    };
    // WET files are UTF-8 by their making.
    let is_wet = record.record_type() == WarcRecordType::Conversion;
    let http_charset = charset.or_else(|| is_wet.then(|| "utf-8".to_owned()));
    let bytes = payload(record, limits)?;
    Ok(media.item(
        Page {
            http_charset,
            ..facts(record, source)
        },
        bytes,
    ))
}

/// What is left of the record, when it is not over the limit.
fn payload(record: &mut WarcRecord, limits: &Limits) -> io::Result<Vec<u8>> {
    if record.content_length() > limits.page_bytes {
        return Err(too_large(limits.page_bytes));
    }
    match record.reader_mut() {
        Some(reader) => read_bounded(reader, limits.page_bytes),
        None => Ok(Vec::new()),
    }
}

fn facts(record: &WarcRecord, source: &str) -> Page {
    let crawled = record
        .headers()
        .get("WARC-Date")
        .map(|date| date.into_owned());
    Page {
        source: source.to_owned(),
        url: target(record),
        crawled,
        ..Page::default()
    }
}

/// The record's address, normalised.
pub(crate) fn target(record: &WarcRecord) -> Option<String> {
    normalize_address(&target_header(record)?)
}

/// The address as it stands; wget puts it in angle brackets.
fn target_header(record: &WarcRecord) -> Option<String> {
    let header = record.headers().get("WARC-Target-URI")?;
    Some(
        header
            .trim_start_matches('<')
            .trim_end_matches('>')
            .to_owned(),
    )
}

/// Whether a resource is a site's, and not a log or a setting that the crawler put there.
fn is_of_a_site(record: &WarcRecord) -> bool {
    const SCHEMES: &[&str] = &["http", "https", "ftp", "file"];
    let Some(address) = target_header(record) else {
        return true;
    };
    let scheme = address
        .split(':')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    SCHEMES.contains(&scheme.as_str())
}

/// Reads what is left of the record.
///
/// # Errors
/// When the record is shorter than it says, or the stream is broken: it cannot go on.
pub(crate) fn finish(record: &mut WarcRecord) -> io::Result<()> {
    let length = record.headers().get("Content-Length");
    if length.is_none_or(|length| length.parse::<u64>().is_err()) {
        let message = "the record has no Content-Length, or its header is cut";
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    record.consume_n(usize::MAX)?;
    let Some(reader) = record.reader_mut() else {
        return Ok(());
    };
    if reader.stream_position()? < reader.limit() {
        let message = "the archive ends within this record";
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
    }
    Ok(())
}
