use std::io::{self, BufRead, Read};

use copydesk_record::{ErrorCode, Form, Known, Page, PageError};
use serde::Deserialize;

use crate::item::read_error;
use crate::reader::{Reader, too_large};
use crate::{Item, Limits, normalize_address};

/// The pages of a file of JSON lines, one object a line.
///
/// A line that cannot be used is a failed item and the next one is read. `path#offset` is the
/// line's first byte, counted after gzip is undone.
pub(crate) struct Lines {
    path: String,
    reader: Option<Reader>,
    offset: u64,
    yielded: bool,
    limits: Limits,
}

/// The fields that are understood; all others are ignored without being kept.
#[derive(Deserialize)]
struct Line {
    html: Option<String>,
    text: Option<String>,
    id: Option<Id>,
    url: Option<String>,
    title: Option<String>,
    published: Option<String>,
    authors: Option<Vec<String>>,
    site: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(u64),
}

impl Lines {
    pub(crate) fn new(path: String, reader: Reader, limits: Limits) -> Self {
        Self {
            path,
            reader: Some(reader),
            offset: 0,
            yielded: false,
            limits,
        }
    }

    /// The next line that is not blank, as an item; `None` at the end.
    fn read(&mut self, reader: &mut Reader) -> io::Result<Option<Item>> {
        loop {
            let offset = self.offset;
            let source = format!("{}#{offset}", self.path);
            let line = read_line(reader, self.limits.page_bytes)?;
            self.offset += line.length;
            if line.length == 0 {
                return Ok(None);
            }
            if line.length > self.limits.page_bytes {
                let error = read_error(&too_large(self.limits.page_bytes)).at(offset);
                return Ok(Some(Item::failed(source, error)));
            }
            if !line.bytes.trim_ascii().is_empty() {
                return Ok(Some(item(source, &line.bytes, offset)));
            }
        }
    }
}

impl Iterator for Lines {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let mut reader = self.reader.take()?;
        let item = match self.read(&mut reader) {
            Ok(None) if self.yielded => return None,
            Ok(None) => {
                let error = PageError::new(ErrorCode::Empty, "there is no line in it");
                Item::failed(self.path.clone(), error)
            }
            Ok(Some(item)) => {
                self.reader = Some(reader);
                item
            }
            Err(error) => {
                let source = format!("{}#{}", self.path, self.offset);
                Item::failed(source, read_error(&error).at(self.offset))
            }
        };
        self.yielded = true;
        Some(item)
    }
}

/// A line with its end, of which at most the limit is kept.
struct RawLine {
    bytes: Vec<u8>,
    length: u64,
}

fn read_line(reader: &mut Reader, limit: u64) -> io::Result<RawLine> {
    let mut bytes = Vec::new();
    let mut length = reader
        .take(limit.saturating_add(1))
        .read_until(b'\n', &mut bytes)? as u64;
    if length > limit && !bytes.ends_with(b"\n") {
        length += reader.skip_until(b'\n')? as u64;
    }
    Ok(RawLine { bytes, length })
}

fn item(source: String, line: &[u8], offset: u64) -> Item {
    let corrupt = |message: String| {
        Item::failed(
            source.clone(),
            PageError::new(ErrorCode::Corrupt, message).at(offset),
        )
    };
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    match serde_json::from_slice::<Line>(line) {
        Err(error) => corrupt(format!("the line is no JSON object of a page: {error}")),
        Ok(Line {
            html: None,
            text: None,
            ..
        }) => corrupt("the line has neither `html` nor `text`".to_owned()),
        Ok(line) => Item::page(page(source, line)),
    }
}

fn page(source: String, line: Line) -> Page {
    let known = known(&line);
    let (text, form) = match (line.html, line.text) {
        (Some(html), _) => (html, Form::Html),
        (None, text) => (text.unwrap_or_default(), Form::Text),
    };
    Page {
        source,
        bytes: text.into_bytes(),
        form,
        id: line.id.map(Id::into_string),
        url: line.url.as_deref().and_then(normalize_address),
        http_charset: Some("utf-8".to_owned()),
        known,
        ..Page::default()
    }
}

fn known(line: &Line) -> Option<Known> {
    let known = Known {
        from: String::new(),
        title: line.title.clone(),
        published: line.published.clone(),
        authors: line.authors.clone().unwrap_or_default(),
        site: line.site.clone(),
    };
    (known != Known::default()).then(|| Known {
        from: "given".to_owned(),
        ..known
    })
}

impl Id {
    fn into_string(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}
