use std::io::{self, BufRead, Seek};

use fastwarc::warc::record::WarcRecord;

use crate::item::read_error;
use crate::reader::Reader;
use crate::record::{self, HEADER_BYTES};
use crate::{Failed, Item, Limits};

/// The pages and pictures of a WARC or WET archive (ISO 28500), a record at a time.
///
/// A record's source is `path#offset`: its own offset in the file, or in a packed file that of its
/// gzip member. A record further inside a member is `path#offset+bytes`, counted after expansion.
pub(crate) struct Warc {
    path: String,
    reader: Option<Reader>,
    member: Member,
    limits: Limits,
}

/// The gzip member that the last record was in.
#[derive(Clone, Copy, Default)]
struct Member {
    /// Its offset in the file.
    offset: u64,
    /// Its offset in the expanded stream.
    expanded: u64,
}

/// Where a record is.
struct Place {
    source: String,
    offset: u64,
}

impl Place {
    fn failed(self, error: &io::Error) -> Item {
        Item::failed(self.source, read_error(error).at(self.offset))
    }
}

impl Iterator for Warc {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let mut reader = self.reader.take()?;
        let place = match self.next_place(&mut reader) {
            Ok(place) => place?,
            Err(error) => {
                let place = self.place(&mut reader);
                return Some(place.unwrap_or_else(|_| self.somewhere()).failed(&error));
            }
        };
        Some(self.read(place, reader))
    }
}

impl Warc {
    pub(crate) fn new(path: String, reader: Reader, limits: Limits) -> Self {
        Self {
            path,
            reader: Some(reader),
            member: Member::default(),
            limits,
        }
    }

    /// Goes to the next record, past the empty lines between records; `None` at the end.
    fn next_place(&mut self, reader: &mut Reader) -> io::Result<Option<Place>> {
        while let blank @ 1.. = reader
            .fill_buf()?
            .iter()
            .take_while(|b| is_line_end(**b))
            .count()
        {
            reader.consume(blank);
        }
        if reader.fill_buf()?.is_empty() {
            return Ok(None);
        }
        self.place(reader).map(Some)
    }

    /// The last member, for a stream that cannot even tell where it is.
    fn somewhere(&self) -> Place {
        Place {
            source: self.path.clone(),
            offset: self.member.offset,
        }
    }

    /// Where the reader stands.
    fn place(&mut self, reader: &mut Reader) -> io::Result<Place> {
        let position = reader.stream_position()?;
        let Some(offset) = reader.frame_start_position()? else {
            let source = format!("{}#{position}", self.path);
            return Ok(Place {
                source,
                offset: position,
            });
        };
        if position == 0 || offset != self.member.offset {
            self.member = Member {
                offset,
                expanded: position,
            };
        }
        let source = match position - self.member.expanded {
            0 => format!("{}#{offset}", self.path),
            inside => format!("{}#{offset}+{inside}", self.path),
        };
        Ok(Place { source, offset })
    }

    /// Reads the record and gets ready for the next one. When the stream itself is broken, this
    /// was the last one.
    fn read(&mut self, place: Place, reader: Reader) -> Item {
        let mut record = match WarcRecord::from_reader_with_opts(reader, false, HEADER_BYTES) {
            Ok(record) => record,
            Err(error) => return place.failed(&error),
        };
        let url = record::target(&record);
        let item = record::item(&mut record, &place.source, &self.limits);
        match record::finish(&mut record) {
            Ok(()) => self.reader = record.detach_reader(),
            Err(error) => return place.failed(&error),
        }
        item.unwrap_or_else(|error| {
            let error = read_error(&error).at(place.offset);
            Item::Failed(Failed {
                source: place.source,
                url,
                error,
            })
        })
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}
