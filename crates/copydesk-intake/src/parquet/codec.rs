//! The packings and encodings of pages of columns that are read.

use std::io;

use parquet::basic::{Compression, Encoding};

use super::corrupt;
use crate::http;

/// Expands a page of a column to so many bytes, or less where it is broken.
///
/// # Errors
/// `FileTooLarge` when there is more, others when it is broken or packed in a way that is not known.
pub(super) fn unpack(compression: Compression, packed: &[u8], length: u64) -> io::Result<Vec<u8>> {
    match compression {
        Compression::SNAPPY => unsnap(packed, length),
        Compression::GZIP(_) => http::undo("gzip", packed, length),
        Compression::BROTLI(_) => http::undo("br", packed, length),
        Compression::ZSTD(_) => http::undo("zstd", packed, length),
        other => {
            let message = format!(
                "it is packed with {other}, which is not read; write it with snappy, gzip, brotli or zstd"
            );
            Err(io::Error::new(io::ErrorKind::InvalidInput, message))
        }
    }
}

/// The length that the packed bytes themselves name must be the one that was checked.
fn unsnap(packed: &[u8], length: u64) -> io::Result<Vec<u8>> {
    let is_as_said = snap::raw::decompress_len(packed).is_ok_and(|said| said as u64 == length);
    let bytes = is_as_said.then(|| snap::raw::Decoder::new().decompress_vec(packed).ok());
    bytes
        .flatten()
        .ok_or_else(|| corrupt("a page of it is broken: no sound snappy"))
}

/// The encodings that the library reads within the size of a page. In those of differences it takes
/// as much memory as a number in the page says.
pub(super) fn encoding(number: i64) -> io::Result<Encoding> {
    Ok(match number {
        0 => Encoding::PLAIN,
        2 => Encoding::PLAIN_DICTIONARY,
        3 => Encoding::RLE,
        5 => Encoding::DELTA_BINARY_PACKED,
        8 => Encoding::RLE_DICTIONARY,
        6 | 7 => {
            let message = "its values are encoded as differences (DELTA_LENGTH_BYTE_ARRAY or DELTA_BYTE_ARRAY), which are not \
                read; write them plainly or with a dictionary";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        _ => return Err(corrupt("a page of it has an encoding that is not read")),
    })
}
