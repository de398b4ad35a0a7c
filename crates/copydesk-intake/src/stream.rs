use std::collections::VecDeque;
use std::io::{self, Read};
use std::ops::Range;

use crate::buffer::Buffer;
use crate::gzip::{self, Gzip};
use crate::place::Place;
use crate::raw::{Input, LOOK_BACK, Raw};
use crate::zstd::{self, Zstd};
use crate::{BytesRead, Limits};

/// Room for a piece of expanded data: most records of an archive fit in, and it stays in the
/// processor's cache.
const ROOM: usize = 256 << 10;

/// A file's bytes with gzip or zstd undone, each where it stands: the file's offset of its frame
/// (a gzip member, a zstd frame), and how far inside the frame it is.
///
/// Nothing it does fails at once. What is at hand before damage can be read; then
/// [`fault`](Self::fault) tells what is wrong, and [`resume`](Self::resume) goes on behind it.
pub(crate) struct Stream {
    raw: Raw,
    packing: Packing,
    /// Expanded bytes that were not read yet.
    window: Buffer,
    /// The frames of the window's bytes; the last one is being expanded while `is_open`.
    frames: VecDeque<Frame>,
    is_open: bool,
    fault: Option<Fault>,
    /// How far behind the damage the next frame is looked for: after each try in vain half as far,
    /// so that bytes which only look like frames cost time in proportion to their number.
    look_back: usize,
    limits: Limits,
}

/// How a file is packed.
enum Packing {
    Plain,
    Gzip(Box<Gzip>),
    Zstd(Box<Zstd>),
}

#[derive(Clone, Copy)]
struct Frame {
    /// Its offset in the file.
    offset: u64,
    /// Where its first byte stands in the expanded data.
    start: u64,
    /// Where it ended there, once it is over and its checksum right.
    end: Option<u64>,
}

/// What is wrong with a stream.
struct Fault {
    /// The offset of the frame that is damaged.
    offset: u64,
    /// Where a sound frame may begin at the earliest: when none begins where it should, the one
    /// before may have been cut.
    resume: u64,
    kind: io::ErrorKind,
    message: String,
}

impl Stream {
    /// Opens a part of a file, at whose beginning the input stands.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub(crate) fn open(input: Input, part: Range<u64>, limits: &Limits) -> io::Result<Self> {
        let mut raw = Raw::new(input, part);
        let head = raw.fill(4)?;
        let packing = if gzip::is_member(head) {
            Packing::Gzip(Box::new(Gzip::new()))
        } else if zstd::is_frame(head) {
            Packing::Zstd(Box::new(Zstd::new()))
        } else {
            Packing::Plain
        };
        Ok(Self {
            raw,
            packing,
            window: Buffer::new(0, 0),
            frames: VecDeque::new(),
            is_open: false,
            fault: None,
            look_back: LOOK_BACK,
            limits: *limits,
        })
    }

    /// The same, with how far the file is read counted.
    pub(crate) fn counted(mut self, read: &BytesRead) -> Self {
        self.raw.count(read);
        self
    }

    /// What is at hand: at least so many bytes, or all up to the end or a fault.
    pub(crate) fn fill(&mut self, wanted: usize) -> &[u8] {
        while self.window.len() < wanted && self.more() {}
        self.window.bytes()
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.window.bytes()
    }

    pub(crate) fn consume(&mut self, count: usize) {
        self.window.consume(count);
        let at = self.window.position();
        while self.frames.get(1).is_some_and(|next| next.start <= at) {
            self.frames.pop_front();
        }
    }

    /// Passes over so many bytes, or over all that are left.
    pub(crate) fn skip(&mut self, mut count: u64) {
        if let Packing::Plain = self.packing
            && count > 0
            && self.raw.seek(self.place().offset + count).is_ok()
        {
            return self.restart();
        }
        while count > 0 && !self.fill(1).is_empty() {
            let step = self
                .window
                .len()
                .min(usize::try_from(count).unwrap_or(usize::MAX));
            self.consume(step);
            count -= step as u64;
        }
    }

    /// Passes over so many bytes, but not beyond the end of this frame.
    pub(crate) fn skip_in_frame(&mut self, count: u64) {
        let end = self.window.position().saturating_add(count);
        loop {
            let frame_end = self.frames.front().and_then(|frame| frame.end);
            let left = frame_end.unwrap_or(end).min(end) - self.window.position();
            let step = self
                .window
                .len()
                .min(usize::try_from(left).unwrap_or(usize::MAX));
            self.consume(step);
            if step as u64 == left || (step == 0 && !self.more()) {
                return;
            }
        }
    }

    /// How many of the file's bytes were read up to now, or passed over.
    #[cfg(feature = "parquet")]
    pub(crate) fn bytes_read(&self) -> u64 {
        self.raw.end()
    }

    /// Where the next byte stands.
    pub(crate) fn place(&self) -> Place {
        let Some(frame) = self.frames.front() else {
            return Place::default();
        };
        let inside = self.window.position().saturating_sub(frame.start);
        match self.packing {
            Packing::Plain => Place {
                offset: frame.offset + inside,
                inside: 0,
            },
            _ => Place {
                offset: frame.offset,
                inside,
            },
        }
    }

    /// Where the frames begin that are at hand and begin before `count` bytes from here.
    pub(crate) fn frames_within(&self, count: usize) -> Vec<usize> {
        let at = self.window.position();
        let after = self.frames.iter().filter(|frame| frame.start > at);
        after
            .map_while(|frame| usize::try_from(frame.start - at).ok())
            .take_while(|start| *start < count)
            .collect()
    }

    /// Whether a frame ends `count` bytes from here, checksum and all; `None` when more should
    /// follow and is damaged.
    pub(crate) fn ends_at(&mut self, count: usize) -> Option<bool> {
        let end = self.window.position() + count as u64;
        while self.window.len() == count && self.is_open && self.more() {}
        let is_end = self.frames.iter().any(|frame| frame.end == Some(end));
        (is_end || self.window.len() > count).then_some(is_end)
    }

    /// Reads on to the frame's end, as far as one page may reach, to know whether it is sound.
    pub(crate) fn check_frame(&mut self) {
        let most = self.limits.page_bytes;
        let is_packed = !matches!(self.packing, Packing::Plain);
        while is_packed && self.is_open && (self.window.len() as u64) < most && self.more() {}
    }

    /// Whether so many bytes can follow: not when the file is known to end before.
    pub(crate) fn can_hold(&self, count: u64) -> bool {
        let is_plain = matches!(self.packing, Packing::Plain);
        let size = self.raw.size().filter(|_| is_plain);
        size.is_none_or(|size| self.place().offset.saturating_add(count) <= size)
    }

    /// What is wrong behind the bytes that are at hand, and the offset of the damaged frame.
    pub(crate) fn fault(&self) -> Option<(u64, io::Error)> {
        let fault = self.fault.as_ref()?;
        Some((
            fault.offset,
            io::Error::new(fault.kind, fault.message.clone()),
        ))
    }

    /// That all is well where the stream is: the next damage is another one.
    pub(crate) fn is_sound(&mut self) {
        self.look_back = LOOK_BACK;
    }

    /// Goes on at the next frame that can be found behind a fault; whether there is one.
    pub(crate) fn resume(&mut self) -> bool {
        let Some(fault) = self.fault.take() else {
            return false;
        };
        let begins: fn(&[u8]) -> bool = match self.packing {
            Packing::Plain => |_| false,
            Packing::Gzip(_) => gzip::is_member,
            Packing::Zstd(_) => |bytes| bytes.starts_with(zstd::MAGIC),
        };
        let earliest = self.raw.position().saturating_sub(self.look_back as u64);
        self.raw.go_back(earliest.max(fault.resume));
        if self.raw.position() <= fault.offset {
            self.raw.consume(1);
        }
        self.look_back /= 2;
        self.restart();
        find(&mut self.raw, begins).unwrap_or(false)
    }

    /// Goes on at a place of the file.
    ///
    /// # Errors
    /// When the input is a pipe.
    pub(crate) fn seek(&mut self, place: Place) -> io::Result<()> {
        self.raw.seek(place.offset)?;
        self.restart();
        self.fill(1);
        self.skip_in_frame(place.inside);
        Ok(())
    }

    /// All that is left.
    ///
    /// # Errors
    /// When it is damaged, and `FileTooLarge` when it is longer than `limit` bytes.
    pub(crate) fn read_to_end(mut self, limit: u64) -> io::Result<Vec<u8>> {
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let length = self.fill(most.saturating_add(1)).len();
        match self.fault() {
            _ if length > most => Err(too_large(limit)),
            Some((_, error)) => Err(error),
            None => Ok(self.window.take()),
        }
    }

    fn restart(&mut self) {
        self.window.restart(0);
        self.frames.clear();
        self.is_open = false;
        self.fault = None;
    }

    /// Expands some more; whether it could.
    fn more(&mut self) -> bool {
        if self.fault.is_some() {
            return false;
        }
        match self.expand() {
            Ok(is_more) => is_more,
            Err(error) => {
                let frame = self.frames.back().map(|frame| frame.offset);
                let offset = frame
                    .filter(|_| self.is_open)
                    .unwrap_or(self.raw.position());
                self.fault = Some(Fault {
                    offset,
                    resume: frame.unwrap_or(offset) + 1,
                    kind: error.kind(),
                    message: error.to_string(),
                });
                self.is_open = false;
                false
            }
        }
    }

    fn expand(&mut self) -> io::Result<bool> {
        if !self.is_open {
            return self.begin();
        }
        let (raw, packing) = (&mut self.raw, &mut self.packing);
        let made = self.window.add(ROOM, |space| match packing {
            Packing::Plain => raw.read(space),
            Packing::Gzip(gzip) => gzip.read(raw, space),
            Packing::Zstd(zstd) => zstd.read(raw, space),
        })?;
        if made == 0 {
            self.is_open = false;
            let end = self.window.end();
            self.frames
                .back_mut()
                .into_iter()
                .for_each(|frame| frame.end = Some(end));
        }
        self.check_expansion()?;
        Ok(true)
    }

    /// Begins the next frame, if there is one. What is not packed is one frame.
    fn begin(&mut self) -> io::Result<bool> {
        let offset = match &mut self.packing {
            Packing::Plain if self.raw.fill(1)?.is_empty() => None,
            Packing::Plain => Some(self.raw.position()),
            Packing::Gzip(gzip) => gzip.begin(&mut self.raw)?,
            Packing::Zstd(zstd) => zstd.begin(&mut self.raw)?,
        };
        let Some(offset) = offset else {
            return Ok(false);
        };
        self.is_open = true;
        let start = self.window.end();
        self.frames.push_back(Frame {
            offset,
            start,
            end: None,
        });
        // The frames of bytes that were read are over.
        self.consume(0);
        Ok(true)
    }

    fn check_expansion(&self) -> io::Result<()> {
        let Some(frame) = self.frames.back() else {
            return Ok(());
        };
        let used = self.raw.position() - frame.offset;
        let made = self.window.end() - frame.start;
        self.limits.check_expansion(used, made)
    }
}

/// Goes to where a frame can begin; whether there is such a place.
fn find(raw: &mut Raw, begins: fn(&[u8]) -> bool) -> io::Result<bool> {
    /// As many bytes as tell a frame's beginning.
    const TELLING: usize = 4;
    loop {
        let bytes = raw.fill(TELLING)?;
        if bytes.len() < TELLING {
            raw.consume(TELLING);
            return Ok(false);
        }
        if let Some(at) = bytes.windows(TELLING).position(begins) {
            raw.consume(at);
            return Ok(true);
        }
        let passed = bytes.len() - (TELLING - 1);
        raw.consume(passed);
    }
}

/// Reads to the end, but never more than `limit` bytes; nothing is allocated on a header's word.
///
/// # Errors
/// `FileTooLarge` when there is more, and whatever the reader says.
pub(crate) fn read_bounded(reader: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        Err(too_large(limit))
    } else {
        Ok(bytes)
    }
}

/// The error of whatever is longer than its limit.
pub(crate) fn too_large(limit: u64) -> io::Error {
    let message = format!("it is larger than the limit of {limit} bytes");
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}
