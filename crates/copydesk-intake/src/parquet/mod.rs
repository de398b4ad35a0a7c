//! Parquet: tables by columns. A row is a page, as a JSON line is one.

mod column;
mod header;
mod pages;
mod time;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use copydesk_record::{ErrorCode, PageError};
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};

use self::column::{Cells, Column, Known};
use self::pages::Pages;
use crate::item::read_error;
use crate::row::Row;
use crate::stream::{read_bounded, too_large};
use crate::{BytesRead, Item, Limits};

/// What a file begins and ends with.
const MAGIC: &[u8] = b"PAR1";

/// What a file ends with: how long the description before it is, and the magic.
const TAIL_BYTES: u64 = 8;

/// A row counts for the expansion as at least so many bytes: nulls take none of the file.
const ROW_BYTES: u64 = 100;

/// The rows of a file, in its order; `path#N` is row N, from 0.
///
/// One row is read at a time, of each column one page and its dictionary. Where a column is damaged,
/// reading goes on with the next group of rows.
pub(crate) struct Rows {
    source: String,
    path: PathBuf,
    file: Description,
    /// The columns of the group that is being read, and where its rows end.
    columns: Vec<Column>,
    group_end: u64,
    next_group: usize,
    /// The next row.
    row: u64,
    /// How many bytes the cells have that were read.
    made: u64,
    /// How much of the file counts as read, in bytes.
    counted: u64,
    read: BytesRead,
    limits: Limits,
}

/// What a file says of itself at its end.
struct Description {
    data: ParquetMetaData,
    known: Vec<Known>,
    /// How long the file is, in bytes.
    size: u64,
    rows: u64,
}

impl Rows {
    /// The rows of a file of which so many bytes are counted as read.
    ///
    /// # Errors
    /// When the file's end does not say what it holds, and when that are no pages.
    pub(crate) fn open(
        source: String,
        path: &Path,
        counted: u64,
        read: &BytesRead,
        limits: Limits,
    ) -> io::Result<Self> {
        let file = Description::read(File::open(path)?, &limits)?;
        Ok(Self {
            source,
            path: path.to_owned(),
            file,
            columns: Vec::new(),
            group_end: 0,
            next_group: 0,
            row: 0,
            made: 0,
            counted,
            read: BytesRead::clone(read),
            limits,
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.file.rows == 0
    }

    /// The one row of a number.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn at(self, row: u64) -> io::Result<Item> {
        self.from(row)?.next().ok_or_else(|| no_row(row))
    }

    /// The rows from a number on.
    ///
    /// # Errors
    /// When there are none, or they cannot be read from there.
    pub(crate) fn from(mut self, row: u64) -> io::Result<Self> {
        if row >= self.file.rows {
            return Err(no_row(row));
        }
        while self.group_end <= row {
            self.row = self.group_end;
            self.group_end = self
                .row
                .saturating_add(self.file.group_rows(self.next_group));
            self.next_group += 1;
        }
        let skipped = usize::try_from(row - self.row).map_err(|_| no_row(row))?;
        self.open_group(self.next_group - 1)?;
        guarded(|| {
            let mut columns = self.columns.iter_mut();
            columns.try_for_each(|column| column.skip(skipped))
        })?;
        self.row = row;
        Ok(self)
    }

    fn open_group(&mut self, group: usize) -> io::Result<()> {
        self.columns.clear();
        let known = self.file.known.iter();
        let columns: io::Result<Vec<Column>> = known
            .map(|known| guarded(|| self.open_column(group, known)))
            .collect();
        self.columns = columns?;
        Ok(())
    }

    fn open_column(&self, group: usize, known: &Known) -> io::Result<Column> {
        let none = || corrupt(&format!("a group of rows has no column `{}`", known.name));
        let group = self.file.data.row_groups().get(group).ok_or_else(none)?;
        let column = group.columns().get(known.index).ok_or_else(none)?;
        let starts = [
            Some(column.data_page_offset()),
            column.dictionary_page_offset(),
        ];
        let starts = starts.into_iter().flatten().filter(|start| *start > 0);
        let start = starts.min().and_then(|start| u64::try_from(start).ok());
        let length = u64::try_from(column.compressed_size()).ok();
        let (Some(start), Some(length)) = (start, length) else {
            return Err(none());
        };
        if column.file_path().is_some() {
            return Err(corrupt("it keeps its columns in other files"));
        }
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(start))?;
        let row_values = Arc::default();
        let pages = Pages::new(file, column, length, &row_values, self.limits);
        let description = column.column_descr_ptr();
        Ok(Column::new(known, description, Box::new(pages), row_values))
    }

    /// The next row's cells; an error is one of all rows of the group that are left.
    fn cells(&mut self) -> io::Result<Vec<Cells>> {
        let columns = &mut self.columns;
        let cells = guarded(|| {
            columns
                .iter_mut()
                .map(Column::next)
                .collect::<Result<_, _>>()
        });
        let cells: Vec<Cells> = cells?;
        let made: u64 = cells.iter().map(Cells::length).sum();
        self.made = self.made.saturating_add(made.max(ROW_BYTES));
        Ok(cells)
    }

    /// Goes to the group that the next row is in; its rows are lost when it cannot be opened.
    fn next_group(&mut self) -> io::Result<()> {
        let group = self.next_group;
        self.next_group += 1;
        self.group_end = self.row.saturating_add(self.file.group_rows(group));
        if self.group_end > self.row {
            self.open_group(group)?;
        }
        Ok(())
    }

    fn item(&self, cells: Vec<Cells>) -> Item {
        let source = format!("{}#{}", self.source, self.row);
        let mut row = Row::default();
        let mut cells = cells.into_iter();
        match cells.try_for_each(|cells| cells.put(&mut row, &self.limits)) {
            Ok(()) => {
                let message = "the row has neither `html` nor `text`";
                row.item(source, PageError::new(ErrorCode::Corrupt, message))
            }
            Err(error) => Item::failed(source, read_error(&error)),
        }
    }

    /// A failure for all rows of the group that are left.
    fn lost(&mut self, error: &io::Error) -> Item {
        let source = format!("{}#{}", self.source, self.row);
        let (first, end) = (self.row, self.group_end);
        let last = end.saturating_sub(1).max(first);
        let message = format!("rows {first} to {last} cannot be read: {error}");
        let code = read_error(error).code;
        self.row = end;
        self.columns.clear();
        Item::failed(source, PageError::new(code, message))
    }

    /// Counts what is read of the file as its share of the rows.
    fn count(&mut self) {
        let share = u128::from(self.file.size) * u128::from(self.row);
        let passed = share.checked_div(self.file.rows.into());
        let passed = passed.and_then(|passed| u64::try_from(passed).ok());
        let passed = passed.unwrap_or(self.file.size).max(self.counted);
        self.read
            .fetch_add(passed - self.counted, Ordering::Relaxed);
        self.counted = passed;
    }
}

impl Iterator for Rows {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while self.row == self.group_end {
            if self.next_group >= self.file.data.num_row_groups() {
                return None;
            }
            if let Err(error) = self.next_group() {
                return Some(self.lost(&error));
            }
        }
        let cells = self.cells();
        let is_bomb = self.limits.check_expansion(self.file.size, self.made);
        if let Err(error) = is_bomb {
            self.next_group = usize::MAX;
            self.group_end = self.file.rows.max(self.group_end);
            return Some(self.lost(&error));
        }
        let item = match cells {
            Ok(cells) => {
                let item = self.item(cells);
                self.row += 1;
                item
            }
            Err(error) => self.lost(&error),
        };
        self.count();
        Some(item)
    }
}

impl Description {
    fn read(mut file: File, limits: &Limits) -> io::Result<Self> {
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

    fn group_rows(&self, group: usize) -> u64 {
        self.data.row_groups().get(group).map_or(0, rows_of)
    }
}

fn rows_of(group: &parquet::file::metadata::RowGroupMetaData) -> u64 {
    u64::try_from(group.num_rows()).unwrap_or_default()
}

/// The library panics on some damaged files. What it had in hand then is not used again.
fn guarded<T>(work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(corrupt("it is damaged")))
}

/// An error of the library, or of the pages that it was given.
fn explain(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => corrupt(&error.to_string()),
        },
        error => corrupt(&error.to_string()),
    }
}

fn corrupt(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

fn no_row(row: u64) -> io::Error {
    let message = format!("it has no row {row}");
    io::Error::new(io::ErrorKind::InvalidInput, message)
}
