use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::atomic::Ordering;

use crate::BytesRead;
use crate::buffer::Buffer;

/// How much of a file is read at once.
const READ_BYTES: usize = 256 << 10;

/// How much of what was read stays at hand. Damage shows itself behind the place where it is: a
/// deflate stream out of step is noticed after some hundred bytes, a stored block after 64 KiB, and
/// blocks of zstd, which have 128 KiB at most, where the second one's header makes no sense.
pub(crate) const LOOK_BACK: usize = 384 << 10;

/// The bytes of a file or a pipe as they stand there.
pub(crate) struct Raw {
    input: Input,
    buffer: Buffer,
    /// Where they end, at the latest.
    end: u64,
    /// Grows as the place in the file does up to which bytes were read.
    read: BytesRead,
}

/// Where raw bytes come from.
pub(crate) enum Input {
    /// A file; reading can go on anywhere in it.
    File(File),
    /// What can only be read forward.
    Pipe(Box<dyn Read + Send>),
}

impl Raw {
    /// The bytes of a part of a file, at whose beginning the input stands.
    pub(crate) fn new(input: Input, part: Range<u64>) -> Self {
        Self {
            input,
            buffer: Buffer::new(part.start, LOOK_BACK),
            end: part.end,
            read: BytesRead::default(),
        }
    }

    /// From now on, and with what was read before, counts how far the file is read.
    pub(crate) fn count(&mut self, read: &BytesRead) {
        self.read = BytesRead::clone(read);
        self.counted(0);
    }

    /// Counts what was read since the bytes ended at `before`, or passed over.
    fn counted(&self, before: u64) {
        let passed = self.buffer.end().wrapping_sub(before);
        self.read.fetch_add(passed, Ordering::Relaxed);
    }

    /// At least so many bytes, or all that are left.
    pub(crate) fn fill(&mut self, wanted: usize) -> io::Result<&[u8]> {
        while self.buffer.len() < wanted {
            let before = self.buffer.end();
            let (input, left) = (&mut self.input, self.end.saturating_sub(before));
            let added = self
                .buffer
                .add(READ_BYTES, |space| read(input, space, left))?;
            self.counted(before);
            if added == 0 {
                break;
            }
        }
        Ok(self.buffer.bytes())
    }

    pub(crate) fn consume(&mut self, count: usize) {
        self.buffer.consume(count);
    }

    /// Where the next byte stands in the file.
    pub(crate) fn position(&self) -> u64 {
        self.buffer.position()
    }

    /// Up to where the file was read.
    #[cfg(feature = "parquet")]
    pub(crate) fn end(&self) -> u64 {
        self.buffer.end()
    }

    /// How long the file is, when it is one.
    pub(crate) fn size(&self) -> Option<u64> {
        match &self.input {
            Input::File(file) => {
                let size = file.metadata().ok().filter(fs::Metadata::is_file)?.len();
                Some(size.min(self.end))
            }
            Input::Pipe(_) => None,
        }
    }

    /// Goes back to a position that is at most [`LOOK_BACK`] bytes behind.
    pub(crate) fn go_back(&mut self, position: u64) {
        self.buffer.go_back(position);
    }

    /// Goes on at a position of the file.
    ///
    /// # Errors
    /// When the input is a pipe.
    pub(crate) fn seek(&mut self, position: u64) -> io::Result<()> {
        match &mut self.input {
            Input::File(file) => file.seek(SeekFrom::Start(position))?,
            Input::Pipe(_) => return Err(io::ErrorKind::Unsupported.into()),
        };
        let before = self.buffer.end();
        self.buffer.restart(position);
        self.counted(before);
        Ok(())
    }
}

/// Reads what is at hand, else from the input without a stop in the buffer.
impl Read for Raw {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.buffer.len() == 0 && out.len() >= READ_BYTES {
            let before = self.buffer.end();
            let left = self.end.saturating_sub(before);
            let count = read(&mut self.input, out, left)?;
            self.buffer.restart(before + count as u64);
            self.counted(before);
            return Ok(count);
        }
        self.fill(1)?;
        Ok(self.buffer.read(out))
    }
}

/// Reads once, at most `left` bytes.
fn read(input: &mut Input, space: &mut [u8], left: u64) -> io::Result<usize> {
    let most = usize::try_from(left).unwrap_or(usize::MAX).min(space.len());
    let space = space.get_mut(..most).unwrap_or_default();
    loop {
        let read = match input {
            Input::File(file) => file.read(space),
            Input::Pipe(pipe) => pipe.read(space),
        };
        match read {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}
