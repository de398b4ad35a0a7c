use std::io;

use crate::headers::HEADER_BYTES;
use crate::item::read_error;
use crate::place::Place;
use crate::record::{self, Block, Head};
use crate::stream::Stream;
use crate::{Failed, Item, Limits, arc, warc};

/// The pages and pictures of a WARC, WET or ARC archive, a record at a time.
///
/// A record's source is `path#offset`: its own offset in the file, or in a packed file that of its
/// frame (gzip member, zstd frame). A record further inside a frame is `path#offset+bytes`, counted
/// after expansion.
///
/// Damage is one failed item, and reading goes on at the next record that can be found.
pub(crate) struct Archive {
    path: String,
    stream: Stream,
    form: &'static Form,
    limits: Limits,
}

/// How far a record goes.
struct Extent {
    /// Its own length.
    length: usize,
    /// Where the next one may begin.
    end: usize,
}

/// What stands behind a record's block and the empty lines after it.
struct End {
    at: usize,
    is_frame_end: bool,
}

/// A form of archives: how its records are told.
pub(crate) struct Form {
    /// As many bytes as tell whether a record begins.
    telling: usize,
    /// Whether a record begins here.
    begins: fn(&[u8]) -> bool,
    /// Where the first record begins; whether the bytes begin where one may.
    find: fn(&[u8], bool) -> Option<usize>,
    /// How long the header is that stands at the beginning.
    length: fn(&[u8]) -> Option<usize>,
    /// What a header says.
    head: fn(&[u8]) -> io::Result<Head>,
}

pub(crate) const WARC: Form = Form {
    telling: warc::TELLING,
    begins: warc::begins,
    find: warc::find,
    length: warc::length,
    head: warc::head,
};

pub(crate) const ARC: Form = Form {
    telling: arc::TELLING,
    begins: arc::begins,
    find: arc::find,
    length: arc::length,
    head: arc::head,
};

impl Iterator for Archive {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        self.pass_line_ends();
        if !self.stream.bytes().is_empty() {
            return Some(self.read());
        }
        let (offset, error) = self.stream.fault()?;
        let failed = self.failed(Place { offset, inside: 0 }, None, &error);
        self.recover(0);
        Some(failed)
    }
}

impl Archive {
    pub(crate) fn new(path: String, stream: Stream, form: &'static Form, limits: Limits) -> Self {
        Self {
            path,
            stream,
            form,
            limits,
        }
    }

    /// The one record at a place.
    ///
    /// # Errors
    /// When the file is a pipe, or no record begins there.
    pub(crate) fn at(self, place: Place) -> io::Result<Item> {
        Ok(self.from(place)?.read())
    }

    /// The records from a place on.
    ///
    /// # Errors
    /// When the file is a pipe, or no record begins there.
    pub(crate) fn from(mut self, place: Place) -> io::Result<Self> {
        self.stream.seek(place)?;
        self.check_begin()?;
        Ok(self)
    }

    /// Goes past the empty lines between records.
    fn pass_line_ends(&mut self) {
        while let ends @ 1.. = line_ends(self.stream.fill(1)) {
            self.stream.consume(ends);
        }
    }

    /// Reads the record that begins here, and goes on to where the next one may begin.
    fn read(&mut self) -> Item {
        let place = self.stream.place();
        let head = match self.head() {
            Ok(head) => head,
            Err(error) => return self.lost(place, None, &error),
        };
        match self.extent(&head) {
            Ok(Some(extent)) => self.whole(place, head, extent),
            Ok(None) => self.long(place, head),
            Err(error) => match self.http_extent(&head) {
                Some(extent) => self.whole(place, head, extent),
                None => self.lost(place, head.url, &error),
            },
        }
    }

    fn whole(&mut self, place: Place, head: Head, extent: Extent) -> Item {
        let item = self.item(place, head, extent.length, true);
        self.stream.is_sound();
        self.stream.consume(extent.end);
        item
    }

    /// The record's header.
    fn head(&mut self) -> io::Result<Head> {
        self.check_begin()?;
        let mut wanted = 1 << 10;
        loop {
            let bytes = self.stream.fill(wanted);
            let is_short = bytes.len() < wanted;
            let bytes = bytes.get(..HEADER_BYTES).unwrap_or(bytes);
            if let Some(length) = (self.form.length)(bytes) {
                return (self.form.head)(bytes.get(..length).unwrap_or_default());
            }
            if is_short {
                return Err(self.short());
            }
            if bytes.len() >= HEADER_BYTES {
                let message = format!("the record's header is longer than {HEADER_BYTES} bytes");
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
            }
            wanted *= 4;
        }
    }

    fn check_begin(&mut self) -> io::Result<()> {
        let bytes = self.stream.fill(self.form.telling);
        let is_short = bytes.len() < self.form.telling;
        if (self.form.begins)(bytes) {
            return Ok(());
        }
        let fault = self.stream.fault().filter(|_| is_short);
        let none = || io::Error::new(io::ErrorKind::InvalidData, "no record begins here");
        Err(fault.map_or_else(none, |(_, error)| error))
    }

    /// How far the record goes; `None` when it is too long to be kept.
    ///
    /// # Errors
    /// When the record is cut off, or its length is wrong.
    fn extent(&mut self, head: &Head) -> io::Result<Option<Extent>> {
        let length = head.length();
        if !self.stream.can_hold(length) {
            return Err(self.short());
        }
        if length
            > self
                .limits
                .page_bytes
                .saturating_add(2 * HEADER_BYTES as u64)
        {
            return Ok(None);
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let is_whole = self.stream.fill(length).len() >= length;
        if !is_whole || self.is_cut(length) {
            return Err(self.short());
        }
        let end = self.end(length)?;
        if end.is_frame_end || self.begins(end.at) {
            return Ok(Some(Extent {
                length,
                end: end.at,
            }));
        }
        self.odd_extent(head, length, end.at).map(Some)
    }

    /// How far a record goes that nothing follows which could be a record.
    ///
    /// # Errors
    /// When its frame turns out to be damaged, or when another record begins inside.
    fn odd_extent(&mut self, head: &Head, length: usize, end: usize) -> io::Result<Extent> {
        self.stream.fill(end + HEADER_BYTES);
        self.stream.check_frame();
        let frame = self.stream.place().offset;
        if let Some((_, error)) = self.stream.fault().filter(|(at, _)| *at == frame) {
            return Err(error);
        }
        let inner = self.stream.bytes().get(1..length).unwrap_or_default();
        if (self.form.find)(inner, false).is_some() {
            let message = "the record is shorter than it says, and another begins inside";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let own = Extent { length, end };
        Ok(self.http_extent(head).unwrap_or(own))
    }

    /// Whether a record begins there.
    fn begins(&mut self, at: usize) -> bool {
        let bytes = self.stream.fill(at + self.form.telling);
        (self.form.begins)(bytes.get(at..).unwrap_or_default())
    }

    /// How far the HTTP response goes by its own header, up to the next record: that is believed
    /// where the record's length is seen to be wrong.
    fn http_extent(&mut self, head: &Head) -> Option<Extent> {
        let block = usize::try_from(head.block.min(self.limits.page_bytes)).ok()?;
        // As many in any case, so that a record is the same when it is read alone.
        let most = head.header + block + HEADER_BYTES;
        let seen = self.stream.fill(most).len().min(most);
        let is_sound = seen == most || self.stream.fault().is_none();
        let rest = self.stream.bytes().get(head.header..seen)?;
        let block = rest.get(..(self.form.find)(rest, false).unwrap_or(rest.len()))?;
        let length = record::http_length(block)?;
        let extent = Extent {
            length: head.header + length,
            end: head.header + length,
        };
        (is_sound && length <= block.len()).then_some(extent)
    }

    /// Whether a frame begins with another record before this one is over.
    fn is_cut(&mut self, length: usize) -> bool {
        let frames = self.stream.frames_within(length);
        frames.into_iter().any(|at| self.begins(at))
    }

    /// Where a record of that length ends, with the empty lines behind it.
    ///
    /// # Errors
    /// When the record's frame is damaged.
    fn end(&mut self, length: usize) -> io::Result<End> {
        let mut at = length;
        loop {
            at += self.line_ends(at);
            match self.stream.ends_at(at) {
                None => return Err(self.short()),
                Some(false) if self.line_ends(at) > 0 => {}
                Some(is_frame_end) => return Ok(End { at, is_frame_end }),
            }
        }
    }

    /// How many line ends are at hand from there on.
    fn line_ends(&self, at: usize) -> usize {
        line_ends(self.stream.bytes().get(at..).unwrap_or_default())
    }

    fn item(&self, place: Place, head: Head, length: usize, is_whole: bool) -> Item {
        let url = head.url.clone();
        let block = self.stream.bytes().get(head.header..length);
        let block = Block {
            bytes: block.unwrap_or_default(),
            is_whole,
        };
        record::item(head, block, &self.source(place), &self.limits)
            .unwrap_or_else(|error| self.failed(place, url, &error))
    }

    /// A record that is too long to be kept: its header may say that it is no page anyway.
    fn long(&mut self, place: Place, head: Head) -> Item {
        let (url, length) = (head.url.clone(), head.length());
        let most = head.header + HEADER_BYTES;
        let seen = self.stream.fill(most).len().min(most);
        let item = self.item(place, head, seen, false);
        self.stream.skip_in_frame(length);
        match self.stream.fault() {
            Some((_, error)) if self.stream.bytes().is_empty() => self.lost(place, url, &error),
            _ => item,
        }
    }

    /// A record that cannot be read; goes on to the next one.
    fn lost(&mut self, place: Place, url: Option<String>, error: &io::Error) -> Item {
        let failed = self.failed(place, url, error);
        self.recover(1);
        failed
    }

    /// Goes on, `passed` bytes from here, to the next record that can be found.
    fn recover(&mut self, passed: usize) {
        let wanted = self.form.telling + HEADER_BYTES;
        let mut is_start = passed == 0;
        self.stream.consume(passed);
        loop {
            let bytes = self.stream.fill(wanted);
            let length = bytes.len();
            if let Some(at) = (self.form.find)(bytes, is_start) {
                return self.stream.consume(at);
            }
            is_start = length < wanted;
            if is_start {
                self.stream.consume(length);
                if !self.stream.resume() {
                    return;
                }
            } else {
                // With the line's end before what could be a beginning.
                self.stream.consume(length - self.form.telling - 1);
            }
        }
    }

    /// Why there are fewer bytes than there should be.
    fn short(&self) -> io::Error {
        let fault = self.stream.fault();
        fault.map_or_else(
            || {
                io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    "the archive ends within this record",
                )
            },
            |(_, error)| error,
        )
    }

    fn source(&self, place: Place) -> String {
        format!("{}#{place}", self.path)
    }

    fn failed(&self, place: Place, url: Option<String>, error: &io::Error) -> Item {
        let mut error = read_error(error).at(place.offset);
        error.message = format!("{} (the record at byte {place})", error.message);
        Item::Failed(Failed {
            source: self.source(place),
            url,
            error,
        })
    }
}

fn line_ends(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count()
}
