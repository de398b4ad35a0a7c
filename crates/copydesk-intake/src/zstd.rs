use std::io::{self, Read};

use ruzstd::decoding::errors::FrameDecoderError;
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder};

use crate::raw::Raw;
use crate::stream::read_bounded;

/// The first bytes of a zstd frame (RFC 8878).
pub(crate) const MAGIC: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// The largest window: what the reference decoder allows, too. It is memory that is taken on a
/// header's word.
const WINDOW_BYTES: u64 = 128 << 20;

/// The largest dictionary. Trained ones have 112 KiB, those of large crawls one megabyte.
const DICTIONARY_BYTES: u64 = 16 << 20;

/// Undoes zstd, a frame after the other. A dictionary that a skippable frame at the file's
/// beginning holds is used, as the form `.warc.zst` of the IIPC has it.
pub(crate) struct Zstd {
    decoder: FrameDecoder,
    is_begun: bool,
}

impl Zstd {
    pub(crate) fn new() -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(WINDOW_BYTES);
        Self {
            decoder,
            is_begun: false,
        }
    }

    /// Goes to the next frame that holds data; its offset, `None` at the end of the file.
    pub(crate) fn begin(&mut self, raw: &mut Raw) -> io::Result<Option<u64>> {
        loop {
            let offset = raw.position();
            let Some((magic, size)) = raw.fill(8)?.split_first_chunk::<4>() else {
                return if raw.fill(1)?.is_empty() {
                    Ok(None)
                } else {
                    Err(cut())
                };
            };
            if magic != MAGIC && !is_skippable(magic) {
                return Err(corrupt("no zstd frame begins here"));
            }
            if magic == MAGIC {
                self.is_begun = true;
                if let Err(error) = self.decoder.reset(&mut *raw) {
                    raw.go_back(offset);
                    return Err(explain(&error));
                }
                return Ok(Some(offset));
            }
            let size = size.first_chunk::<4>().ok_or_else(cut)?;
            let size = u64::from(u32::from_le_bytes(*size));
            let holds_dictionary = magic.first() == Some(&DICTIONARY) && !self.is_begun;
            self.is_begun = true;
            raw.consume(8);
            if holds_dictionary {
                self.learn(raw, size)?;
            } else if io::copy(&mut raw.take(size), &mut io::sink())? < size {
                return Err(cut());
            }
        }
    }

    /// Decodes into `out`; 0 when the frame is over and its checksum, if it has one, right.
    pub(crate) fn read(&mut self, raw: &mut Raw, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let made = self.decoder.read(out)?;
            if made > 0 {
                return Ok(made);
            }
            if self.decoder.is_finished() {
                return self.check().map(|()| 0);
            }
            self.decoder
                .decode_blocks(&mut *raw, BlockDecodingStrategy::UptoBlocks(1))
                .map_err(|error| explain(&error))?;
        }
    }

    fn check(&self) -> io::Result<()> {
        let said = self.decoder.get_checksum_from_data();
        if said.is_some() && said != self.decoder.get_calculated_checksum() {
            return Err(corrupt("its checksum does not match"));
        }
        Ok(())
    }

    /// Reads the dictionary, which may be packed itself.
    fn learn(&mut self, raw: &mut Raw, size: u64) -> io::Result<()> {
        let bytes = read_bounded(raw.take(size), DICTIONARY_BYTES)?;
        let bytes = if bytes.starts_with(MAGIC) {
            decode(&bytes, DICTIONARY_BYTES)?
        } else {
            bytes
        };
        let dictionary = Dictionary::decode_dict(&bytes)
            .map_err(|_| corrupt("its zstd dictionary is broken"))?;
        self.decoder
            .add_dict(dictionary)
            .map_err(|error| explain(&error))
    }
}

/// The last nibble of a skippable frame's first byte, and that of one that holds a dictionary.
const SKIPPABLE: [u8; 3] = [0x2a, 0x4d, 0x18];
const DICTIONARY: u8 = 0x5d;

/// Whether a stream that begins so is zstd's.
pub(crate) fn is_frame(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC) || bytes.first_chunk::<4>().is_some_and(is_skippable)
}

fn is_skippable(magic: &[u8; 4]) -> bool {
    magic.first().is_some_and(|byte| byte & 0xf0 == 0x50) && magic.ends_with(&SKIPPABLE)
}

/// A whole zstd stream, at most `limit` bytes of it.
///
/// # Errors
/// `FileTooLarge` over the limit, others when it is broken.
pub(crate) fn decode(bytes: &[u8], limit: u64) -> io::Result<Vec<u8>> {
    let input = io::Cursor::new(bytes.to_vec());
    let mut raw = Raw::new(crate::raw::Input::Pipe(Box::new(input)), 0..u64::MAX);
    let mut zstd = Zstd::new();
    let mut data = Vec::new();
    while zstd.begin(&mut raw)?.is_some() {
        let left = limit.saturating_sub(data.len() as u64);
        data.append(&mut read_bounded(
            Frame {
                zstd: &mut zstd,
                raw: &mut raw,
            },
            left,
        )?);
    }
    Ok(data)
}

/// One frame's data.
struct Frame<'a> {
    zstd: &'a mut Zstd,
    raw: &'a mut Raw,
}

impl Read for Frame<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.zstd.read(self.raw, out)
    }
}

fn explain(error: &FrameDecoderError) -> io::Error {
    match error {
        FrameDecoderError::DictNotProvided { dict_id } => corrupt(&format!(
            "it needs the zstd dictionary {dict_id}, which is not at the file's beginning"
        )),
        FrameDecoderError::WindowSizeTooBig { .. } => io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("its zstd window is larger than the limit of {WINDOW_BYTES} bytes"),
        ),
        error => corrupt(&format!("its zstd frame is broken: {error}")),
    }
}

fn corrupt(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

fn cut() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "its zstd frame is cut off")
}
