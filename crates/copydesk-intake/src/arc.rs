//! The header of an ARC record (the Internet Archive's form before WARC, versions 1 and 2): one
//! line `URL IP-address date Content-type length`; version 2 has five more fields before the last.

use std::io;

use memchr::memchr;

use crate::headers::{self, HEADER_BYTES};
use crate::normalize_address;
use crate::record::{Content, Head};

/// As many bytes as tell a record's beginning: its whole line, and the address in it is long.
pub(crate) const TELLING: usize = 16 << 10;

/// How many fields stand between the content type and the length, in version 1 and in version 2.
const BETWEEN: [usize; 2] = [0, 5];

/// Whether a record begins here.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    line(bytes).is_some_and(|line| Fields::of(line).is_some())
}

/// Where the first record begins, at a line's start; whether `bytes` begin with one.
pub(crate) fn find(bytes: &[u8], is_start: bool) -> Option<usize> {
    let mut at = if is_start {
        0
    } else {
        memchr(b'\n', bytes)? + 1
    };
    while let Some(line) = line(bytes.get(at..)?) {
        if Fields::of(line).is_some() {
            return Some(at);
        }
        at += line.len() + 1;
    }
    None
}

/// How long the header is that stands at the beginning.
pub(crate) fn length(bytes: &[u8]) -> Option<usize> {
    let end = memchr(b'\n', bytes.get(..HEADER_BYTES).unwrap_or(bytes))?;
    Some(end + 1)
}

/// What the header says.
///
/// # Errors
/// When it is no record's.
pub(crate) fn head(header: &[u8]) -> io::Result<Head> {
    let fields = line(header).and_then(Fields::of);
    let error = |what| io::Error::new(io::ErrorKind::InvalidData, what);
    let fields = fields.ok_or_else(|| error("no ARC record begins here"))?;
    let block = u64::try_from(fields.length)
        .map_err(|_| error("the record does not say how long it is"))?;
    let scheme = fields.address.split(|byte| *byte == b':').next();
    let content = match scheme.unwrap_or_default() {
        b"filedesc" => Content::None("the archive's own record"),
        b"dns" | b"whois" => Content::None("response of another protocol"),
        _ => Content::MaybeHttp,
    };
    Ok(Head {
        header: header.len(),
        block,
        url: normalize_address(&headers::address(fields.address)),
        crawled: date(fields.date),
        content_type: String::from_utf8_lossy(fields.content_type).into_owned(),
        content,
    })
}

/// The fields of a record's line.
struct Fields<'a> {
    address: &'a [u8],
    date: &'a [u8],
    content_type: &'a [u8],
    /// In bytes; -1 where the crawler did not know.
    length: i64,
}

impl<'a> Fields<'a> {
    /// They are counted from the end, since old crawlers left spaces in addresses.
    fn of(line: &'a [u8]) -> Option<Self> {
        let line = line.trim_ascii_end();
        let scheme = line.split(|byte| *byte == b':').next()?;
        if scheme.is_empty() || !scheme.iter().all(u8::is_ascii_alphanumeric) {
            return None;
        }
        BETWEEN
            .iter()
            .find_map(|between| Self::of_version(line, *between))
    }

    fn of_version(line: &'a [u8], between: usize) -> Option<Self> {
        let mut fields = line.rsplitn(5 + between, |byte| *byte == b' ');
        let length = str::from_utf8(fields.next()?).ok()?.parse().ok()?;
        let content_type = fields.nth(between)?;
        let date = fields.next()?;
        let _ip = fields.next()?;
        let address = fields.next()?;
        is_date(date).then_some(Self {
            address,
            date,
            content_type,
            length,
        })
    }
}

/// Fourteen digits; the oldest files have no seconds, broken ones too many digits.
fn is_date(field: &[u8]) -> bool {
    (12..=18).contains(&field.len()) && field.iter().all(u8::is_ascii_digit)
}

/// The line at the beginning, without its end.
fn line(bytes: &[u8]) -> Option<&[u8]> {
    bytes.get(..length(bytes)?.checked_sub(1)?)
}

/// `YYYYMMDDhhmmss` in ISO 8601.
fn date(digits: &[u8]) -> Option<String> {
    let part = |from: usize, to: usize| {
        let part = digits.get(from..to).unwrap_or(b"00");
        str::from_utf8(part).ok()
    };
    Some(format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?
    ))
}
