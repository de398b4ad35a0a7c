//! The header of a page of a column, in Thrift's compact protocol. The library reads it only together
//! with the page, which it expands without a limit.

use std::io::{self, Read};

use super::corrupt;

/// How deep a header's structures nest: three levels are in use.
const DEPTH: usize = 8;

/// The longest number: 64 bits, 7 in each byte.
const NUMBER_BYTES: u32 = 10;

/// What a page's header says. Sizes are in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub kind: Kind,
    /// The page's size once it is expanded.
    pub expanded: u64,
    /// The page's size as it stands in the file.
    pub packed: u64,
    /// Nulls included.
    pub values: u32,
    pub nulls: u32,
    pub rows: u32,
    pub encoding: i64,
    pub definition_encoding: i64,
    pub repetition_encoding: i64,
    pub definition_bytes: u32,
    pub repetition_bytes: u32,
    /// Where the levels are not packed, whether the values are.
    pub is_packed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Levels and values, packed as one.
    #[default]
    Data,
    /// Levels, and values that are packed apart.
    DataV2,
    Dictionary,
    /// An index, or what was not thought of yet.
    Other,
}

impl Header {
    /// Reads a header.
    ///
    /// # Errors
    /// When it is cut, or is none.
    pub(super) fn read(input: &mut impl Read) -> io::Result<Self> {
        let mut header = Self {
            is_packed: true,
            ..Self::default()
        };
        let mut is_kind = false;
        fields(input, 0, 0, &mut |outer, inner, number| {
            is_kind |= (outer, inner) == (0, 1);
            header.set(outer, inner, number)
        })?;
        is_kind.then_some(header).ok_or_else(none)
    }

    /// Takes a number over: of the header itself (`outer` 0) or of the one structure in it that is of
    /// this page's kind. The numbers are those of the format's `parquet.thrift`.
    fn set(&mut self, outer: i16, inner: i16, number: i64) -> io::Result<()> {
        let size = || u64::try_from(number).map_err(|_| none());
        let count = || u32::try_from(number).map_err(|_| none());
        match (outer, inner) {
            (0, 1) => self.kind = Kind::of(number),
            (0, 2) => self.expanded = size()?,
            (0, 3) => self.packed = size()?,
            (5 | 7 | 8, 1) => self.values = count()?,
            (5 | 7, 2) | (8, 4) => self.encoding = number,
            (5, 3) => self.definition_encoding = number,
            (5, 4) => self.repetition_encoding = number,
            (8, 2) => self.nulls = count()?,
            (8, 3) => self.rows = count()?,
            (8, 5) => self.definition_bytes = count()?,
            (8, 6) => self.repetition_bytes = count()?,
            (8, 7) => self.is_packed = number != 0,
            _ => {}
        }
        Ok(())
    }
}

impl Kind {
    fn of(number: i64) -> Self {
        match number {
            0 => Self::Data,
            2 => Self::Dictionary,
            3 => Self::DataV2,
            _ => Self::Other,
        }
    }
}

/// Reads a structure, and tells each number and truth value in it that is at most one structure deep.
fn fields(
    input: &mut impl Read,
    outer: i16,
    depth: usize,
    tell: &mut dyn FnMut(i16, i16, i64) -> io::Result<()>,
) -> io::Result<()> {
    let mut id = 0_i16;
    loop {
        let head = byte(input)?;
        let step = i16::from(head >> 4);
        id = match (head, step) {
            (0, _) => return Ok(()),
            (_, 0) => i16::try_from(signed(input)?).map_err(|_| none())?,
            _ => id.saturating_add(step),
        };
        let number = match head & 15 {
            truth @ (1 | 2) => i64::from(truth == 1),
            3 => i64::from(byte(input)?),
            4..=6 => signed(input)?,
            7 => pass(input, 8)?,
            8 => {
                let length = unsigned(input)?;
                pass(input, length)?
            }
            12 if depth < DEPTH => {
                let outer = if depth == 0 { id } else { -1 };
                fields(input, outer, depth + 1, tell)?;
                continue;
            }
            _ => return Err(none()),
        };
        if (head & 15) < 7 {
            tell(outer, id, number)?;
        }
    }
}

fn byte(input: &mut impl Read) -> io::Result<u8> {
    let mut byte = [0];
    input.read_exact(&mut byte)?;
    let [byte] = byte;
    Ok(byte)
}

fn unsigned(input: &mut impl Read) -> io::Result<u64> {
    let mut number = 0_u64;
    for place in 0..NUMBER_BYTES {
        let next = byte(input)?;
        number |= u64::from(next & 0x7f) << (7 * place);
        if next < 0x80 {
            return Ok(number);
        }
    }
    Err(none())
}

/// A number in zigzag form: 0, -1, 1, -2 …
fn signed(input: &mut impl Read) -> io::Result<i64> {
    let number = unsigned(input)?;
    Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
}

fn pass(input: &mut impl Read, length: u64) -> io::Result<i64> {
    let passed = io::copy(&mut input.by_ref().take(length), &mut io::sink())?;
    (passed == length).then_some(0).ok_or_else(none)
}

fn none() -> io::Error {
    corrupt("a page of it has no sound header")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_header_is_read() {
        // A data page of 3 values, of 100 bytes and 40 packed, with statistics that are passed over.
        let bytes = [
            0x15, 0, 0x15, 200, 1, 0x15, 80, 0x2c, 0x15, 6, 0x15, 16, 0x15, 6, 0x15, 6, 0x1c, 0x18,
            1, b'x', 0, 0, 0,
        ];
        let header = Header::read(&mut &bytes[..]).unwrap();
        assert_eq!((header.kind, header.values), (Kind::Data, 3));
        assert_eq!((header.expanded, header.packed), (100, 40));
        assert_eq!((header.encoding, header.definition_encoding), (8, 3));
        for end in 0..bytes.len() {
            assert!(Header::read(&mut &bytes[..end]).is_err(), "{end}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = Header::read(&mut &bytes[..]);
        }
    }
}
