//! The directory of a zip archive (PKWARE's APPNOTE 6.3, zip64 included), read within limits.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use crate::Limits;
use crate::stream::{read_bounded, too_large};

/// The most entries: a WACZ has a dozen, and each costs memory before anything is read.
const ENTRIES: u64 = 65_536;

/// The longest comment at a zip archive's end, and all that stands around it.
const END_BYTES: u64 = (64 << 10) + END.len() as u64 + 18 + ZIP64_LOCATOR_BYTES;

const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
const END: &[u8] = b"PK\x05\x06";
const ZIP64_END: &[u8] = b"PK\x06\x06";
const ZIP64_LOCATOR: &[u8] = b"PK\x06\x07";
const ZIP64_LOCATOR_BYTES: u64 = 20;

/// An entry of the directory.
pub(crate) struct Entry {
    pub name: Vec<u8>,
    pub method: Method,
    /// Where its own header stands.
    pub offset: u64,
    /// The size of its data in the file.
    size: u64,
}

/// How an entry's data stands in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Stored,
    Deflated,
}

/// The entries that can be read, in the directory's order.
///
/// # Errors
/// When the directory is missing, broken or over the limits.
pub(crate) fn entries(mut file: File, limits: &Limits) -> io::Result<Vec<Entry>> {
    let directory = directory(&mut file)?;
    let size = directory.end.saturating_sub(directory.start);
    if size > limits.page_bytes {
        return Err(too_large(limits.page_bytes));
    }
    file.seek(SeekFrom::Start(directory.start))?;
    let bytes = read_bounded(file.take(size), size)?;
    let mut rest = bytes.as_slice();
    let mut entries = Vec::new();
    while rest.starts_with(ENTRY) {
        let (entry, length) = entry(rest).ok_or_else(broken)?;
        rest = rest.get(length..).ok_or_else(broken)?;
        entries.extend(entry);
        if entries.len() as u64 > ENTRIES {
            let message = format!("it has more than {ENTRIES} entries");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
    }
    Ok(entries)
}

/// Refuses entries that lie upon each other, as in bombs; they are sorted by their offsets.
///
/// # Errors
/// When there are any.
pub(crate) fn check_overlaps(entries: &[Entry]) -> io::Result<()> {
    let pairs = entries.iter().zip(entries.iter().skip(1));
    let mut pairs =
        pairs.map(|(one, next)| one.offset.saturating_add(one.size.max(1)) > next.offset);
    if pairs.any(|overlaps| overlaps) {
        let message = "its entries lie upon each other";
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    Ok(())
}

impl Entry {
    /// Where its data stands: behind its own header, which has a name and extra fields of its own.
    ///
    /// # Errors
    /// When there is no such header.
    pub(crate) fn data(&self, mut file: &File) -> io::Result<Range<u64>> {
        let mut header = [0; 30];
        file.seek(SeekFrom::Start(self.offset))?;
        file.read_exact(&mut header)?;
        let lengths = (number(&header, 26, 2), number(&header, 28, 2));
        let (Some(name), Some(extra)) = lengths else {
            return Err(broken());
        };
        if !header.starts_with(LOCAL) {
            return Err(broken());
        }
        let start = self.offset.saturating_add(30 + name + extra);
        Ok(start..start.saturating_add(self.size))
    }
}

/// Where the directory stands.
fn directory(file: &mut File) -> io::Result<Range<u64>> {
    let size = file.seek(SeekFrom::End(0))?;
    let start = size.saturating_sub(END_BYTES);
    file.seek(SeekFrom::Start(start))?;
    let tail = read_bounded(&mut *file, END_BYTES)?;
    let missing = || {
        io::Error::new(
            io::ErrorKind::UnexpectedEof,
            "the zip archive is cut off: it has no directory at its end",
        )
    };
    let at = memchr::memmem::rfind(&tail, END).ok_or_else(missing)?;
    let end = tail.get(at..).unwrap_or_default();
    let locator = at
        .checked_sub(ZIP64_LOCATOR_BYTES as usize)
        .and_then(|at| tail.get(at..));
    let range = match locator.filter(|locator| locator.starts_with(ZIP64_LOCATOR)) {
        Some(locator) => zip64_directory(file, number(locator, 8, 8).ok_or_else(broken)?)?,
        None => number(end, 16, 4).zip(number(end, 12, 4)),
    };
    let (offset, length) = range.ok_or_else(broken)?;
    Ok(offset..offset.saturating_add(length))
}

/// The directory's offset and length, where they need 64 bits.
fn zip64_directory(file: &mut File, at: u64) -> io::Result<Option<(u64, u64)>> {
    let mut end = [0; 56];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut end)?;
    let range = number(&end, 48, 8).zip(number(&end, 40, 8));
    Ok(range.filter(|_| end.starts_with(ZIP64_END)))
}

/// The entry that a directory begins with, `None` when it is packed or locked in a way that is not
/// read; and how long it is.
fn entry(bytes: &[u8]) -> Option<(Option<Entry>, usize)> {
    let length = |at| number(bytes, at, 2).map(|length| length as usize);
    let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
    let fields = bytes.get(46 + name..46 + name + extra)?;
    let mut wide = zip64_field(fields);
    // In this order they stand in the field for 64 bits, each only where 32 are too few.
    let mut of = |at| {
        let narrow = number(bytes, at, 4)?;
        match narrow {
            0xffff_ffff => take(&mut wide, 8).and_then(|wide| number(wide, 0, 8)),
            narrow => Some(narrow),
        }
    };
    let (_expanded, size, offset) = (of(24)?, of(20)?, of(42)?);
    let is_locked = number(bytes, 8, 2)? & 1 != 0;
    let method = match number(bytes, 10, 2)? {
        0 if !is_locked => Some(Method::Stored),
        8 if !is_locked => Some(Method::Deflated),
        _ => None,
    };
    let name_bytes = bytes.get(46..46 + name)?.to_vec();
    let entry = method.map(|method| Entry {
        name: name_bytes,
        method,
        offset,
        size,
    });
    Some((entry, 46 + name + extra + comment))
}

/// The extra field for sizes of 64 bits.
fn zip64_field(mut fields: &[u8]) -> &[u8] {
    while let Some(head) = take(&mut fields, 4) {
        let length = number(head, 2, 2).unwrap_or_default() as usize;
        let Some(field) = take(&mut fields, length) else {
            break;
        };
        if number(head, 0, 2) == Some(1) {
            return field;
        }
    }
    &[]
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

/// A number, the lowest byte first.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + size)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    )
}

fn broken() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "the zip archive's directory is broken",
    )
}
