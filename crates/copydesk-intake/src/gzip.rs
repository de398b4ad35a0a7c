use std::io;

use flate2::{Crc, Decompress, FlushDecompress, Status};

use crate::raw::Raw;

/// The first bytes of every gzip member: the magic number, and deflate as its only method.
pub(crate) const MAGIC: &[u8] = b"\x1f\x8b\x08";

/// The bits of a member's flags that RFC 1952 reserves: they are zero.
const RESERVED: u8 = 0xe0;

/// The longest header: its name and comment are short, its extra field has 64 KiB at most.
const HEADER_BYTES: usize = 128 << 10;

/// Undoes gzip (RFC 1952), a member after the other. Inflating goes on in one state, since making
/// one anew for each of millions of members takes as long as inflating them.
pub(crate) struct Gzip {
    inflate: Decompress,
    crc: Crc,
}

impl Gzip {
    pub(crate) fn new() -> Self {
        Self {
            inflate: Decompress::new(false),
            crc: Crc::new(),
        }
    }

    /// Goes to the next member and past its header; its offset, `None` at the end of the file.
    /// Zeros may stand between members, as on tapes.
    pub(crate) fn begin(&mut self, raw: &mut Raw) -> io::Result<Option<u64>> {
        while let zeros @ 1.. = raw.fill(1)?.iter().take_while(|byte| **byte == 0).count() {
            raw.consume(zeros);
        }
        let offset = raw.position();
        if raw.fill(1)?.is_empty() {
            return Ok(None);
        }
        let length = header_length(raw)?;
        raw.consume(length);
        self.inflate.reset(false);
        self.crc.reset();
        Ok(Some(offset))
    }

    /// Inflates into `out`; 0 when the member is over and its checksum right.
    pub(crate) fn read(&mut self, raw: &mut Raw, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let input = raw.fill(1)?;
            let before = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(input, out, FlushDecompress::None);
            let used = self.inflate.total_in() - before.0;
            let made = (self.inflate.total_out() - before.1) as usize;
            raw.consume(used as usize);
            let is_end =
                status.map_err(|_| corrupt("its deflate stream is broken"))? == Status::StreamEnd;
            if made > 0 {
                self.crc.update(out.get(..made).unwrap_or_default());
                return Ok(made);
            }
            if is_end {
                return self.check_trailer(raw).map(|()| 0);
            }
            if used == 0 {
                return Err(cut());
            }
        }
    }

    /// The checksum and the length that follow a member's data.
    fn check_trailer(&self, raw: &mut Raw) -> io::Result<()> {
        let Some(trailer) = raw.fill(8)?.first_chunk::<8>() else {
            return Err(cut());
        };
        let [a, b, c, d, e, f, g, h] = *trailer;
        raw.consume(8);
        let is_right = u32::from_le_bytes([a, b, c, d]) == self.crc.sum()
            && u32::from_le_bytes([e, f, g, h]) == self.crc.amount();
        is_right
            .then_some(())
            .ok_or_else(|| corrupt("its checksum does not match"))
    }
}

/// Whether a gzip member can begin here.
pub(crate) fn is_member(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC) && bytes.get(3).is_none_or(|flags| flags & RESERVED == 0)
}

/// The length of a member's header: ten bytes, and after them what its flags say.
fn header_length(raw: &mut Raw) -> io::Result<usize> {
    let bytes = raw.fill(10)?;
    if !is_member(bytes) {
        return Err(corrupt("no gzip member begins here"));
    }
    let flags = bytes.get(3).copied().ok_or_else(cut)?;
    let bytes = if flags == 0 {
        bytes
    } else {
        raw.fill(HEADER_BYTES)?
    };
    let mut length = 10;
    if flags & 4 != 0 {
        let size = bytes.get(10..12).ok_or_else(cut)?;
        length = 12
            + size
                .iter()
                .rev()
                .fold(0, |sum, byte| sum * 256 + usize::from(*byte));
    }
    for _ in 0..(flags & 8).count_ones() + (flags & 16).count_ones() {
        let text = bytes.get(length..).unwrap_or_default();
        length += text.iter().position(|byte| *byte == 0).ok_or_else(cut)? + 1;
    }
    length += usize::from(flags & 2);
    bytes.get(..length).map(<[u8]>::len).ok_or_else(cut)
}

fn corrupt(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

fn cut() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "its gzip member is cut off")
}
