use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};

use super::column::{self, Known};
use super::{corrupt, explain, guarded};
use crate::Limits;
use crate::stream::{read_bounded, too_large};

/// What a file begins and ends with.
const MAGIC: &[u8] = b"PAR1";

/// What a file ends with: how long the description before it is, and the magic.
const TAIL_BYTES: u64 = 8;

/// What a file says of itself at its end.
pub(super) struct Description {
    pub data: ParquetMetaData,
    pub known: Vec<Known>,
    /// How long the file is, in bytes.
    pub size: u64,
    pub rows: u64,
}

impl Description {
    /// Reads a file's end.
    ///
    /// # Errors
    /// When it is damaged, or what it describes are no pages.
    pub(super) fn read(mut file: File, limits: &Limits) -> io::Result<Self> {
        let size = file.metadata()?.len();
        let none = || corrupt("it does not end as a Parquet file does; is it cut off?");
        let tail = size.checked_sub(TAIL_BYTES).ok_or_else(none)?;
        file.seek(SeekFrom::Start(tail))?;
        let mut bytes = [0; TAIL_BYTES as usize];
        file.read_exact(&mut bytes)?;
        let [a, b, c, d, magic @ ..] = bytes;
        if magic != MAGIC {
            return Err(none());
        }
        let length = u64::from(u32::from_le_bytes([a, b, c, d]));
        let start = tail.checked_sub(length).ok_or_else(none)?;
        if length > limits.page_bytes {
            return Err(too_large(limits.page_bytes));
        }
        file.seek(SeekFrom::Start(start))?;
        let bytes = read_bounded(file.take(length), limits.page_bytes)?;
        let data = guarded(|| ParquetMetaDataReader::decode_metadata(&bytes).map_err(explain))?;
        Ok(Self {
            known: column::known(data.file_metadata().schema_descr())?,
            rows: data
                .row_groups()
                .iter()
                .map(rows_of)
                .fold(0, u64::saturating_add),
            data,
            size,
        })
    }

    /// How many rows a group has.
    pub(super) fn group_rows(&self, group: usize) -> u64 {
        self.data.row_groups().get(group).map_or(0, rows_of)
    }
}

fn rows_of(group: &RowGroupMetaData) -> u64 {
    u64::try_from(group.num_rows()).unwrap_or_default()
}
