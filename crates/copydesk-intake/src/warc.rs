//! The header of a WARC record (ISO 28500, versions 0.9 to 1.1).

use std::io;

use memchr::memmem;

use crate::headers::{self, Headers, header_length};
use crate::normalize_address;
use crate::record::{Content, Head};

/// What each record begins with, before its version.
const START: &[u8] = b"WARC/";

/// As many bytes as tell a record's beginning.
pub(crate) const TELLING: usize = 12;

/// Whether a record begins here: its version, a line's end, and the beginning of a name.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    let Some([major, b'.', minor, rest @ ..]) = bytes.strip_prefix(START) else {
        return false;
    };
    let name = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n"));
    (major.is_ascii_digit() && minor.is_ascii_digit())
        && name.is_some_and(|name| name.first().is_none_or(u8::is_ascii_alphabetic))
}

/// Where the first record begins, in a line or at a line's start.
pub(crate) fn find(bytes: &[u8], _: bool) -> Option<usize> {
    memmem::find_iter(bytes, START).find(|at| begins(bytes.get(*at..).unwrap_or_default()))
}

/// How long the header is that stands at the beginning: to its empty line, or where it is cut by
/// another record's.
pub(crate) fn length(bytes: &[u8]) -> Option<usize> {
    let length = header_length(bytes);
    let own = bytes.get(1..length.unwrap_or(bytes.len()))?;
    find(own, false).map(|at| at + 1).or(length)
}

/// What the header says.
///
/// # Errors
/// When no record begins here, or it does not say how long it is.
pub(crate) fn head(header: &[u8]) -> io::Result<Head> {
    if !begins(header) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "no WARC record begins here",
        ));
    }
    let headers = Headers(header);
    let Ok(block) = headers.text("Content-Length").parse() else {
        let message = "the record has no Content-Length, or its header is cut";
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    };
    let target = target(headers);
    let content = content(headers, &target);
    let is_wanted = !matches!(content, Content::None(_));
    let crawled = headers.text("WARC-Date");
    Ok(Head {
        header: header.len(),
        block,
        content,
        url: is_wanted.then(|| normalize_address(&target)).flatten(),
        crawled: (is_wanted && !crawled.is_empty()).then(|| crawled.into_owned()),
        content_type: headers.text("Content-Type").into_owned(),
    })
}

/// The address as it stands; wget puts it in angle brackets.
fn target(headers: Headers<'_>) -> String {
    let target = headers::address(headers.get("WARC-Target-URI"));
    target
        .trim_start_matches('<')
        .trim_end_matches('>')
        .to_owned()
}

fn content(headers: Headers<'_>, target: &str) -> Content {
    let kind = headers.text("WARC-Type").to_ascii_lowercase();
    match kind.as_str() {
        "response" if is_http(headers, target) => Content::Http,
        "response" => Content::None("response of another protocol"),
        "resource" | "conversion" if !is_of_a_site(target) => {
            Content::None("the crawler's own record")
        }
        "resource" => Content::Bare,
        "conversion" => Content::Text,
        "request" => Content::None("request record"),
        "warcinfo" => Content::None("warcinfo record"),
        "revisit" => Content::None("revisit record"),
        "metadata" => Content::None("metadata record"),
        _ => Content::None("record of another type"),
    }
}

fn is_http(headers: Headers<'_>, target: &str) -> bool {
    let kind = headers.text("Content-Type").to_ascii_lowercase();
    kind.starts_with("application/http") || (kind.is_empty() && scheme(target).starts_with("http"))
}

/// Whether a resource is a site's, and not a log or a setting that the crawler put there.
fn is_of_a_site(target: &str) -> bool {
    matches!(
        scheme(target).as_str(),
        "" | "http" | "https" | "ftp" | "file"
    )
}

/// What stands before the colon, in lower case.
fn scheme(address: &str) -> String {
    let scheme = address.split(':').next().unwrap_or_default();
    scheme.to_ascii_lowercase()
}
