//! The pages of a column, expanded within limits. The library's own reader takes memory on a header's
//! word and expands as far as a page goes.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parquet::basic::{Compression, Encoding};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;

use super::corrupt;
use super::header::{Header, Kind};
use crate::stream::too_large;
use crate::{Limits, http};

/// A page may be as large as so many of the largest cells. Writers aim at 1 MiB, but some look at the
/// size only after each 1,024 rows.
const CELLS: u64 = 8;

/// The most values of one row, counted in whole pages: a list of authors has a few, and lists of a
/// page are read as one.
const ROW_VALUES: u64 = 2 << 20;

/// A value takes at least so many bytes of a dictionary: a string's length, or a small number.
const VALUE_BYTES: u64 = 4;

/// The pages of one column in one group of rows.
pub(super) struct Pages {
    input: io::Take<BufReader<File>>,
    compression: Compression,
    /// Of the next page, when it was looked at.
    header: Option<Header>,
    has_dictionary: bool,
    is_list: bool,
    /// How many values were read for the row that is being read.
    row_values: Arc<AtomicU64>,
    limits: Limits,
}

impl Pages {
    /// The pages of a column, from a file that stands at their beginning.
    pub(super) fn new(
        file: File,
        column: &ColumnChunkMetaData,
        length: u64,
        row_values: &Arc<AtomicU64>,
        limits: Limits,
    ) -> Self {
        let description = column.column_descr();
        Self {
            input: BufReader::new(file).take(length),
            compression: column.compression(),
            header: None,
            has_dictionary: false,
            is_list: description.max_rep_level() > 0,
            row_values: Arc::clone(row_values),
            limits,
        }
    }

    /// The header of the next page that holds values; `None` at the end.
    fn peek(&mut self) -> io::Result<Option<Header>> {
        while self.header.is_none() && self.input.limit() > 0 {
            let header = Header::read(&mut self.input)?;
            if header.kind == Kind::Other {
                self.pass(header.packed)?;
            } else {
                self.header = Some(header);
            }
        }
        Ok(self.header)
    }

    fn pass(&mut self, length: u64) -> io::Result<()> {
        let passed = io::copy(&mut self.input.by_ref().take(length), &mut io::sink())?;
        (passed == length).then_some(()).ok_or_else(cut)
    }

    fn page(&mut self) -> io::Result<Option<Page>> {
        let Some(header) = self.peek()? else {
            return Ok(None);
        };
        self.header = None;
        self.check(&header)?;
        let mut packed = Vec::new();
        self.input
            .by_ref()
            .take(header.packed)
            .read_to_end(&mut packed)?;
        if packed.len() as u64 != header.packed {
            return Err(cut());
        }
        let bytes = self.expand(&header, packed)?;
        self.made(&header, bytes).map(Some)
    }

    /// Refuses what would take too much memory before it is taken.
    fn check(&self, header: &Header) -> io::Result<()> {
        let most = self.limits.page_bytes.saturating_mul(CELLS);
        if header.expanded > most || header.packed > most {
            return Err(too_large(most));
        }
        self.limits
            .check_expansion(header.packed, header.expanded)?;
        let values = u64::from(header.values);
        let is_dictionary = header.kind == Kind::Dictionary;
        let is_list = self.is_list && !is_dictionary;
        if is_list && self.row_values.fetch_add(values, Ordering::Relaxed) + values > ROW_VALUES {
            let message =
                format!("a list of it has more values than the limit of {ROW_VALUES} values");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        if is_dictionary && values.saturating_mul(VALUE_BYTES) > header.expanded {
            return Err(corrupt("its dictionary has fewer values than it says"));
        }
        Ok(())
    }

    /// The page's bytes, expanded. Of the second form of data pages the levels are never packed.
    fn expand(&self, header: &Header, packed: Vec<u8>) -> io::Result<Vec<u8>> {
        let levels = match header.kind {
            Kind::DataV2 => u64::from(header.definition_bytes) + u64::from(header.repetition_bytes),
            _ => 0,
        };
        let left = header.expanded.checked_sub(levels);
        let parts = usize::try_from(levels)
            .ok()
            .and_then(|levels| packed.split_at_checked(levels));
        let (Some(left), Some((levels, values))) = (left, parts) else {
            return Err(corrupt("a page of it is shorter than its levels"));
        };
        let bytes = match (self.compression, header.is_packed) {
            (Compression::UNCOMPRESSED, _) | (_, false) => packed,
            (_, true) if left == 0 => levels.to_vec(),
            (compression, true) => {
                let values = unpack(compression, values, left)?;
                if levels.is_empty() {
                    values
                } else {
                    [levels, &values].concat()
                }
            }
        };
        (bytes.len() as u64 == header.expanded)
            .then_some(bytes)
            .ok_or_else(|| corrupt("a page of it has not the size that it says"))
    }

    /// The page as the library knows it.
    fn made(&mut self, header: &Header, bytes: Vec<u8>) -> io::Result<Page> {
        let encoding = encoding(header.encoding)?;
        let is_dictionary = matches!(
            encoding,
            Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY
        );
        if header.kind == Kind::Dictionary {
            if std::mem::replace(&mut self.has_dictionary, true) {
                return Err(corrupt("it has two dictionaries"));
            }
        } else if is_dictionary && !self.has_dictionary {
            return Err(corrupt("it has no dictionary, and a page that needs one"));
        }
        let num_values = header.values;
        let buf = bytes.into();
        Ok(match header.kind {
            Kind::Dictionary => Page::DictionaryPage {
                buf,
                num_values,
                encoding: Encoding::PLAIN,
                is_sorted: false,
            },
            Kind::DataV2 => Page::DataPageV2 {
                buf,
                num_values,
                encoding,
                num_nulls: header.nulls.min(num_values),
                num_rows: header.rows,
                def_levels_byte_len: header.definition_bytes,
                rep_levels_byte_len: header.repetition_bytes,
                is_compressed: false,
                statistics: None,
            },
            Kind::Data | Kind::Other => Page::DataPage {
                buf,
                num_values,
                encoding,
                def_level_encoding: self::encoding(header.definition_encoding)?,
                rep_level_encoding: self::encoding(header.repetition_encoding)?,
                statistics: None,
            },
        })
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.page().map_err(outside)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        let header = self.peek().map_err(outside)?;
        let number = |count: u32| usize::try_from(count).ok();
        Ok(header.map(|header| PageMetadata {
            num_rows: number(header.rows).filter(|_| header.kind == Kind::DataV2),
            num_levels: number(header.values),
            is_dict: header.kind == Kind::Dictionary,
        }))
    }

    fn skip_next_page(&mut self) -> Result<()> {
        match self.peek().map_err(outside)? {
            Some(header) => {
                self.header = None;
                self.pass(header.packed).map_err(outside)
            }
            None => Ok(()),
        }
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

fn unpack(compression: Compression, packed: &[u8], length: u64) -> io::Result<Vec<u8>> {
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
fn encoding(number: i64) -> io::Result<Encoding> {
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

fn outside(error: io::Error) -> ParquetError {
    ParquetError::External(Box::new(error))
}

fn cut() -> io::Error {
    corrupt("a page of it is cut off")
}
