use std::any::Any;
use std::io::{self, BufRead, Read, Seek, SeekFrom};

use fastwarc::stream_io::bufread::TrackingBufReader;
use fastwarc::stream_io::traits::WarcRead;
use flate2::bufread::GzDecoder;

use crate::Limits;

/// The first bytes of every gzip member: the magic number, and deflate as its only method.
pub(crate) const GZIP_MAGIC: &[u8] = b"\x1f\x8b\x08";

/// A piece of expanded data: large enough to see what a file is, small beside a page.
const BUFFER_BYTES: usize = 64 << 10;

/// A buffered stream that knows its offset in the file, and gzip already undone.
pub(crate) type Reader = Box<dyn WarcRead>;

/// Opens a stream, undoing gzip when its first bytes ask for it.
pub(crate) fn open(raw: impl Read + Send + 'static, limits: &Limits) -> io::Result<Reader> {
    let mut plain = TrackingBufReader::new(Forward(Box::new(raw)));
    if plain.fill_buf()?.starts_with(GZIP_MAGIC) {
        Ok(Box::new(Gzip::new(plain, limits)))
    } else {
        Ok(Box::new(plain))
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

/// A stream that is only read forward, pipes included, and fills what it is given to fill: so
/// that the first buffer always holds enough to tell what the stream is.
struct Forward(Box<dyn Read + Send>);

impl Read for Forward {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.0.read(rest) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if filled == 0 => return Err(error),
                Err(_) => break,
            }
        }
        Ok(filled)
    }
}

impl Seek for Forward {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// A gzip stream of any number of members that notices truncation and bombs, and that knows at
/// which offset of the file the current member begins.
///
/// (`fastwarc`'s own reader takes a truncated or an empty member for the end of the file.)
struct Gzip {
    decoder: Option<GzDecoder<TrackingBufReader<Forward>>>,
    buffer: Vec<u8>,
    used: usize,
    filled: usize,
    member: u64,
    expanded: u64,
    limits: Limits,
}

impl Gzip {
    fn new(file: TrackingBufReader<Forward>, limits: &Limits) -> Self {
        Self {
            decoder: Some(GzDecoder::new(file)),
            buffer: vec![0; BUFFER_BYTES],
            used: 0,
            filled: 0,
            member: 0,
            expanded: 0,
            limits: *limits,
        }
    }

    /// Goes on to the next member; zeros may follow the last one, as on tapes.
    fn next_member(&mut self) -> io::Result<()> {
        let Some(decoder) = self.decoder.take() else {
            return Ok(());
        };
        let mut file = decoder.into_inner();
        while let zeros @ 1.. = file
            .fill_buf()?
            .iter()
            .take_while(|byte| **byte == 0)
            .count()
        {
            file.consume(zeros);
        }
        if !file.fill_buf()?.is_empty() {
            self.member = file.stream_position()?;
            self.decoder = Some(GzDecoder::new(file));
        }
        Ok(())
    }

    fn check_expansion(&mut self) -> io::Result<()> {
        let allowed = self
            .position_in_file()?
            .saturating_mul(self.limits.expansion);
        let produced = self.expanded + self.filled as u64;
        if produced > self.limits.page_bytes && produced > allowed {
            let times = self.limits.expansion;
            let message = format!("it expands to more than {times} times its compressed size");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        Ok(())
    }

    fn position_in_file(&mut self) -> io::Result<u64> {
        match &mut self.decoder {
            Some(decoder) => decoder.get_mut().stream_position(),
            None => Ok(self.member),
        }
    }
}

impl BufRead for Gzip {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.used >= self.filled
            && let Some(decoder) = &mut self.decoder
        {
            (self.used, self.filled) = (0, 0);
            self.filled = decoder.read(&mut self.buffer)?;
            if self.filled == 0 {
                self.next_member()?;
            }
            self.check_expansion()?;
        }
        Ok(self.buffer.get(self.used..self.filled).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.used += amount;
        self.expanded += amount as u64;
    }
}

impl Read for Gzip {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

/// Only tells the position in the expanded stream.
impl Seek for Gzip {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Current(0) => Ok(self.expanded),
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

impl WarcRead for Gzip {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }

    fn inner_seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn inner_stream_position(&mut self) -> io::Result<u64> {
        self.position_in_file()
    }

    fn frame_start_position(&mut self) -> io::Result<Option<u64>> {
        Ok(Some(self.member))
    }

    fn is_stream_decoder(&self) -> bool {
        true
    }
}
