use std::io;

use copydesk_record::{ErrorCode, PageError};
use memchr::memchr;

use crate::item::read_error;
use crate::row::Row;
use crate::stream::{Stream, too_large};
use crate::{Item, Limits};

/// The pages of a file of JSON lines, one object a line.
///
/// A line that cannot be used is a failed item and the next one is read. `path#offset` is the
/// line's first byte, counted after gzip is undone.
pub(crate) struct Lines {
    path: String,
    stream: Stream,
    /// Of the next line, after expansion.
    offset: u64,
    has_lines: bool,
    is_over: bool,
    limits: Limits,
}

impl Iterator for Lines {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.is_over {
            let offset = self.offset;
            let item = self.line(format!("{}#{offset}", self.path));
            if item.is_some() {
                self.has_lines = true;
                return item;
            }
        }
        let is_empty = !std::mem::replace(&mut self.has_lines, true);
        let error = PageError::new(ErrorCode::Empty, "there is no line in it");
        is_empty.then(|| Item::failed(self.path.clone(), error))
    }
}

impl Lines {
    pub(crate) fn new(path: String, stream: Stream, limits: Limits) -> Self {
        Self {
            path,
            stream,
            offset: 0,
            has_lines: false,
            is_over: false,
            limits,
        }
    }

    /// The one line at an offset.
    ///
    /// # Errors
    /// When no line begins there.
    pub(crate) fn at(self, offset: u64) -> io::Result<Item> {
        let item = self.from(offset)?.next();
        item.ok_or_else(|| no_line(offset))
    }

    /// The lines from an offset on.
    ///
    /// # Errors
    /// When no line begins there.
    pub(crate) fn from(mut self, offset: u64) -> io::Result<Self> {
        self.stream.skip(offset.saturating_sub(1));
        let before = self.stream.fill(1).first().copied();
        self.stream.skip(offset.min(1));
        self.offset = offset;
        let begins = (offset == 0 || before == Some(b'\n')) && !self.stream.fill(1).is_empty();
        begins.then_some(self).ok_or_else(|| no_line(offset))
    }

    /// Reads the next line; `None` when it is blank.
    fn line(&mut self, source: String) -> Option<Item> {
        let offset = self.offset;
        let failed =
            |error: &io::Error| Some(Item::failed(source.clone(), read_error(error).at(offset)));
        let length = self.line_length();
        if length as u64 > self.limits.page_bytes {
            self.pass_line();
            return failed(&too_large(self.limits.page_bytes));
        }
        let bytes = self.stream.bytes().get(..length).unwrap_or_default();
        self.is_over = !bytes.ends_with(b"\n");
        if let Some((_, error)) = self.stream.fault().filter(|_| self.is_over) {
            return failed(&error);
        }
        let is_blank = bytes.trim_ascii().is_empty();
        let item = (!is_blank).then(|| item(source, bytes, offset));
        self.consume(length);
        item
    }

    /// How long the next line is with its end, or how much of it there is beyond the limit.
    fn line_length(&mut self) -> usize {
        let mut seen = 0;
        loop {
            let bytes = self.stream.fill(seen + 1);
            let rest = bytes.get(seen..).unwrap_or_default();
            if let Some(at) = memchr(b'\n', rest) {
                return seen + at + 1;
            }
            seen += rest.len();
            if rest.is_empty() || seen as u64 > self.limits.page_bytes {
                return seen;
            }
        }
    }

    fn pass_line(&mut self) {
        loop {
            let bytes = self.stream.fill(1);
            let end = memchr(b'\n', bytes);
            let passed = end.map_or(bytes.len(), |end| end + 1);
            self.consume(passed);
            if end.is_some() || passed == 0 {
                return;
            }
        }
    }

    fn consume(&mut self, count: usize) {
        self.stream.consume(count);
        self.offset += count as u64;
    }
}

fn no_line(offset: u64) -> io::Error {
    let message = format!("no line begins at byte {offset}");
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

fn item(source: String, line: &[u8], offset: u64) -> Item {
    let corrupt = |message: &str| PageError::new(ErrorCode::Corrupt, message).at(offset);
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    match serde_json::from_slice::<Row>(line) {
        Ok(row) => row.item(source, corrupt("the line has neither `html` nor `text`")),
        Err(error) => {
            let message = format!("the line is no JSON object of a page: {error}");
            Item::failed(source, corrupt(&message))
        }
    }
}
