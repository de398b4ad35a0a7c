//! WACZ: a zip archive that holds WARC files in `archive/`, beside indexes and lists of pages.
//! It is read by its directory, and each archive in it where it lies.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::PathBuf;

use flate2::bufread::DeflateDecoder;

use crate::archive::{Archive, WARC};
use crate::item::read_error;
use crate::place::Place;
use crate::raw::Input;
use crate::stream::Stream;
use crate::zip::{self, Entry, Method};
use crate::{Item, Limits};

/// The entries of a WACZ that are archives, in the order in which they lie in the file.
///
/// # Errors
/// When the zip archive is broken, or larger than the limits.
pub(crate) fn archives(file: File, limits: &Limits) -> io::Result<Vec<Entry>> {
    let mut entries = zip::entries(file, limits)?;
    entries.retain(|entry| is_archive(&entry.name));
    entries.sort_by_key(|entry| entry.offset);
    zip::check_overlaps(&entries)?;
    Ok(entries)
}

/// The items of all archives, one after the other.
pub(crate) fn items(
    source: String,
    path: PathBuf,
    entries: Vec<Entry>,
    limits: Limits,
) -> impl Iterator<Item = Item> + Send {
    entries.into_iter().flat_map(move |entry| {
        let opened = File::open(&path).and_then(|file| open(&source, file, &entry, limits));
        let (archive, failed) = match opened {
            Ok(archive) => (Some(archive), None),
            Err(error) => {
                let error = read_error(&error).at(entry.offset);
                let source = format!("{source}#{}", entry.offset);
                (None, Some(Item::failed(source, error)))
            }
        };
        archive.into_iter().flatten().chain(failed)
    })
}

/// The one record at a place.
///
/// # Errors
/// When there is none, and whatever reading it says.
pub(crate) fn at(source: &str, file: File, place: Place, limits: Limits) -> io::Result<Item> {
    for entry in archives(file.try_clone()?, &limits)? {
        let data = entry.data(&file)?;
        if data.contains(&place.offset) && entry.method == Method::Stored {
            return open(source, file, &entry, limits)?.at(place);
        }
    }
    let message = format!("no record begins at byte {place}");
    Err(io::Error::new(io::ErrorKind::InvalidInput, message))
}

fn is_archive(name: &[u8]) -> bool {
    const SUFFIXES: [&[u8]; 3] = [b".warc", b".warc.gz", b".warc.zst"];
    name.starts_with(b"archive/") && SUFFIXES.iter().any(|suffix| name.ends_with(suffix))
}

/// An entry's records. Where it is stored as it is, their offsets are those of the whole file; where
/// it is deflated they are those of the entry, after its own offset.
fn open(source: &str, mut file: File, entry: &Entry, limits: Limits) -> io::Result<Archive> {
    let data = entry.data(&file)?;
    file.seek(SeekFrom::Start(data.start))?;
    let (path, stream) = match entry.method {
        Method::Stored => (
            source.to_owned(),
            Stream::open(Input::File(file), data, &limits)?,
        ),
        Method::Deflated => {
            let path = format!("{source}#{}", data.start);
            let packed = BufReader::new(file.take(data.end - data.start));
            let inflated = Inflated {
                decoder: DeflateDecoder::new(packed),
                limits,
            };
            (
                path,
                Stream::open(Input::Pipe(Box::new(inflated)), 0..u64::MAX, &limits)?,
            )
        }
    };
    Ok(Archive::new(path, stream, &WARC, limits))
}

/// A deflated entry.
struct Inflated {
    decoder: DeflateDecoder<BufReader<io::Take<File>>>,
    limits: Limits,
}

impl Read for Inflated {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let made = self.decoder.read(out)?;
        let (used, total) = (self.decoder.total_in(), self.decoder.total_out());
        self.limits.check_expansion(used, total)?;
        Ok(made)
    }
}
