//! What `link` keeps on the disk until it has read everything.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use copydesk::link::{Shelf, Table};

use crate::output::Failure;

/// Bytes that are written or read at once.
const BUFFER: usize = 1 << 18;

/// Bytes on the disk, in a file without a name that goes with the process.
pub struct Spill(BufWriter<File>);

impl Spill {
    /// An empty one.
    pub fn new() -> Result<Self, Failure> {
        let file = tempfile::tempfile().map_err(lost)?;
        Ok(Self(BufWriter::with_capacity(BUFFER, file)))
    }

    /// Adds bytes at the end.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.0.write_all(bytes).map_err(lost)
    }

    /// All bytes, from the first on.
    pub fn read(&mut self) -> Result<BufReader<File>, Failure> {
        self.0.flush().map_err(lost)?;
        let mut file = self.0.get_ref().try_clone().map_err(lost)?;
        file.rewind().map_err(lost)?;
        Ok(BufReader::with_capacity(BUFFER, file))
    }
}

/// The shingles of texts on the disk, by the numbers of the texts.
pub struct Shingles {
    file: RefCell<File>,
    /// Where each begins, and how many bytes it takes.
    places: RefCell<HashMap<u64, (u64, usize)>>,
    failed: Cell<Option<io::Error>>,
}

impl Shingles {
    /// An empty one.
    pub fn new() -> Result<Self, Failure> {
        Ok(Self {
            file: RefCell::new(tempfile::tempfile().map_err(lost)?),
            places: RefCell::default(),
            failed: Cell::default(),
        })
    }

    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let (mut file, mut bytes) = (self.file.borrow_mut(), vec![0; length]);
        file.seek(SeekFrom::Start(offset))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn write(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut file = self.file.borrow_mut();
        let offset = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(offset)
    }

    /// Whether all could be written and read.
    pub fn check(&self) -> Result<(), Failure> {
        self.failed.take().map_or(Ok(()), |error| Err(lost(error)))
    }

    fn fail(&self, error: io::Error) {
        self.failed.set(Some(error));
    }
}

impl Shelf for Shingles {
    fn get(&self, _: Table, text: u64) -> Option<Vec<u8>> {
        let &(offset, length) = self.places.borrow().get(&text)?;
        self.read(offset, length)
            .map_err(|error| self.fail(error))
            .ok()
    }

    fn put(&self, _: Table, text: u64, value: Option<&[u8]>) {
        let bytes = value.unwrap_or_default();
        match self.write(bytes) {
            Ok(offset) => drop(self.places.borrow_mut().insert(text, (offset, bytes.len()))),
            Err(error) => self.fail(error),
        }
    }

    fn damaged(&self, _: Table, _: u64) {
        self.fail(io::ErrorKind::InvalidData.into());
    }
}

/// What is to be said when the disk fails.
pub fn lost(error: io::Error) -> Failure {
    let folder = std::env::temp_dir();
    Failure::System(format!(
        "the records cannot be kept in {}: {error}",
        folder.display()
    ))
}
