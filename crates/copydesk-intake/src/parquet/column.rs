//! The columns that tell of pages: which they are, and their cells row by row.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::page::PageReader;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{ByteArray, DataType};
use parquet::schema::types::{ColumnDescPtr, ColumnDescriptor, SchemaDescriptor};

use super::{corrupt, explain, time};
use crate::Limits;
use crate::row::{Bytes, Id, Row};
use crate::stream::too_large;

/// The columns that are understood, as in JSON lines.
const NAMES: [&str; 8] = [
    "html",
    "text",
    "id",
    "url",
    "title",
    "published",
    "authors",
    "site",
];

/// As many names of a file's columns are told when none is understood.
const TOLD: usize = 10;

/// A column that is understood.
#[derive(Clone)]
pub(super) struct Known {
    pub name: &'static str,
    /// Which of the file's columns it is.
    pub index: usize,
    kind: Kind,
}

/// What a column's cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    /// Days since 1970.
    Date,
    /// Since 1970: how many in a second, and whether it is UTC.
    Time(i64, bool),
}

/// A column of one group of rows.
pub(super) struct Column {
    known: Known,
    reader: ColumnReader,
    row_values: Arc<AtomicU64>,
}

/// The columns of a file that are understood.
///
/// # Errors
/// When one is no string, and when there is neither `html` nor `text`.
pub(super) fn known(schema: &SchemaDescriptor) -> io::Result<Vec<Known>> {
    let mut known = Vec::new();
    for name in NAMES {
        let is_of = |column: &ColumnDescriptor| {
            column
                .path()
                .parts()
                .first()
                .is_some_and(|part| part == name)
        };
        let mut of_name = schema.columns().iter().enumerate();
        let Some((index, column)) = of_name.find(|(_, column)| is_of(column)) else {
            continue;
        };
        let is_alone = !of_name.any(|(_, column)| is_of(column));
        let kind = kind(name, column).filter(|_| is_alone).ok_or_else(|| {
            let kind = column.physical_type();
            corrupt(&format!("its column `{name}` is no string ({kind})"))
        })?;
        known.push(Known { name, index, kind });
    }
    let has_page = known
        .iter()
        .any(|known| matches!(known.name, "html" | "text"));
    has_page.then_some(known).ok_or_else(|| no_page(schema))
}

fn no_page(schema: &SchemaDescriptor) -> io::Error {
    let fields = schema.root_schema().get_fields();
    let names: Vec<&str> = fields.iter().map(|field| field.name()).take(TOLD).collect();
    let more = if fields.len() > TOLD { " …" } else { "" };
    corrupt(&format!(
        "it has neither a column `html` nor `text`; it has {}{more}",
        names.join(", ")
    ))
}

/// What the cells are, if they can be this column's.
fn kind(name: &str, column: &ColumnDescriptor) -> Option<Kind> {
    let is_flat = column.path().parts().len() == 1 && column.max_rep_level() == 0;
    let is_list = name == "authors" && column.max_rep_level() == 1;
    let kind = match column.physical_type() {
        Type::BYTE_ARRAY => Kind::Text,
        Type::INT32 | Type::INT64 if name == "id" => Kind::Number,
        Type::INT32 | Type::INT64 if name == "published" => time_kind(column)?,
        _ => return None,
    };
    (is_flat || is_list).then_some(kind)
}

fn time_kind(column: &ColumnDescriptor) -> Option<Kind> {
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Timestamp(time)), _) => {
            let units = match time.unit {
                TimeUnit::MILLIS => 1_000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            };
            Some(Kind::Time(units, time.is_adjusted_to_u_t_c))
        }
        (_, ConvertedType::TIMESTAMP_MILLIS) => Some(Kind::Time(1_000, true)),
        (_, ConvertedType::TIMESTAMP_MICROS) => Some(Kind::Time(1_000_000, true)),
        (_, ConvertedType::DATE) => Some(Kind::Date),
        (Some(LogicalType::Date), _) => Some(Kind::Date),
        _ => None,
    }
}

/// What stands in a row of a column: one cell, none when it is null, or the cells of a list.
pub(super) struct Cells {
    known: Known,
    cells: Vec<Cell>,
}

enum Cell {
    Bytes(ByteArray),
    Number(i64),
}

impl Column {
    pub(super) fn new(
        known: &Known,
        description: ColumnDescPtr,
        pages: Box<dyn PageReader>,
        row_values: Arc<AtomicU64>,
    ) -> Self {
        Self {
            known: known.clone(),
            reader: get_column_reader(description, pages),
            row_values,
        }
    }

    /// The next row.
    ///
    /// # Errors
    /// When there is none, or it cannot be read; then there is nothing more in this column.
    pub(super) fn next(&mut self) -> io::Result<Cells> {
        self.row_values.store(0, Ordering::Relaxed);
        let cells = match &mut self.reader {
            ColumnReader::ByteArrayColumnReader(reader) => read(reader, Cell::Bytes),
            ColumnReader::Int32ColumnReader(reader) => {
                read(reader, |number| Cell::Number(number.into()))
            }
            ColumnReader::Int64ColumnReader(reader) => read(reader, Cell::Number),
            _ => Err(corrupt("it is no string")),
        };
        let known = self.known.clone();
        let cells = cells.map_err(|error| located(known.name, &error))?;
        Ok(Cells { known, cells })
    }

    /// Passes over so many rows.
    pub(super) fn skip(&mut self, rows: usize) -> io::Result<()> {
        let skipped = match &mut self.reader {
            ColumnReader::ByteArrayColumnReader(reader) => reader.skip_records(rows),
            ColumnReader::Int32ColumnReader(reader) => reader.skip_records(rows),
            ColumnReader::Int64ColumnReader(reader) => reader.skip_records(rows),
            _ => Ok(0),
        };
        let is_all = skipped.map_err(explain)? == rows;
        is_all.then_some(()).ok_or_else(ended)
    }
}

/// The cells of the next row.
fn read<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    cell: impl Fn(T::T) -> Cell,
) -> io::Result<Vec<Cell>> {
    let (mut definitions, mut repetitions, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let (rows, _, _) = reader
        .read_records(
            1,
            Some(&mut definitions),
            Some(&mut repetitions),
            &mut values,
        )
        .map_err(explain)?;
    let cells = values.into_iter().map(cell).collect();
    (rows == 1).then_some(cells).ok_or_else(ended)
}

impl Cells {
    /// How many bytes they are.
    pub(super) fn length(&self) -> u64 {
        let lengths = self.cells.iter().map(|cell| match cell {
            Cell::Bytes(bytes) => bytes.len() as u64,
            Cell::Number(_) => 8,
        });
        lengths.sum()
    }

    /// Puts them where they belong in the row.
    ///
    /// # Errors
    /// When they are no text, and `FileTooLarge` when they are larger than a page may be.
    pub(super) fn put(self, row: &mut Row, limits: &Limits) -> io::Result<()> {
        if self.length() > limits.page_bytes {
            return Err(too_large(limits.page_bytes));
        }
        let (name, kind) = (self.known.name, self.known.kind);
        let mut texts = self.cells.into_iter().map(|cell| cell.text(kind));
        if name == "authors" {
            let authors: io::Result<Vec<String>> = texts.map(|bytes| string(name, bytes)).collect();
            row.authors = Some(authors?);
            return Ok(());
        }
        let Some(bytes) = texts.next() else {
            return Ok(());
        };
        match name {
            "html" => row.html = Some(Bytes(bytes)),
            "text" => row.text = Some(Bytes(bytes)),
            "id" => row.id = Some(Id::Text(string(name, bytes)?)),
            "url" => row.url = Some(string(name, bytes)?),
            "title" => row.title = Some(string(name, bytes)?),
            "published" => row.published = Some(string(name, bytes)?),
            _ => row.site = Some(string(name, bytes)?),
        }
        Ok(())
    }
}

impl Cell {
    fn text(self, kind: Kind) -> Vec<u8> {
        match (self, kind) {
            (Self::Bytes(bytes), _) => bytes.data().to_vec(),
            (Self::Number(days), Kind::Date) => time::date(days).into_bytes(),
            (Self::Number(number), Kind::Time(units, is_utc)) => {
                time::time(number.div_euclid(units), is_utc).into_bytes()
            }
            (Self::Number(number), _) => number.to_string().into_bytes(),
        }
    }
}

fn string(name: &str, bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|_| corrupt(&format!("its `{name}` is not UTF-8")))
}

fn located(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("its column `{name}`: {error}"))
}

fn ended() -> io::Error {
    corrupt("it ends before the last row")
}
