//! The items of a run, each with where the run goes on after it.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use copydesk::intake::{BytesRead, Input, Item, Limits, Mark, inputs};
use serde::{Deserialize, Serialize};

/// How far a run has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// How many inputs are done as a whole.
    pub inputs: u64,
    /// The last item that is done of the next input.
    #[serde(flatten)]
    pub mark: Option<Mark>,
}

impl Place {
    fn pass(&mut self, item: &Item) {
        match &mut self.mark {
            Some(mark) if mark.source == item.source() => mark.times += 1,
            mark => {
                let source = item.source().to_owned();
                *mark = Some(Mark { source, times: 1 });
            }
        }
    }
}

/// What the paths hold, from a place on. Inputs that are done are not opened again.
pub struct Reading {
    inputs: Box<dyn Iterator<Item = Input> + Send>,
    items: Option<Box<dyn Iterator<Item = Item> + Send>>,
    place: Place,
    read: BytesRead,
    /// The bytes of all inputs up to the end of the open one.
    end: u64,
}

impl Reading {
    /// `read` is how many bytes of the inputs are done, those done before the place included.
    pub fn new(paths: &[PathBuf], from: Place, read: BytesRead) -> Self {
        let mut inputs = inputs(paths, Limits::default());
        let done = usize::try_from(from.inputs).unwrap_or(usize::MAX);
        let end = inputs.by_ref().take(done).map(|input| size(&input)).sum();
        read.store(end, Ordering::Relaxed);
        let mut reading = Self {
            inputs: Box::new(inputs),
            items: None,
            place: Place { mark: None, ..from },
            read,
            end,
        };
        reading.open_next(from.mark);
        reading
    }

    fn open_next(&mut self, mark: Option<Mark>) {
        self.read.store(self.end, Ordering::Relaxed);
        self.place.mark.clone_from(&mark);
        self.items = self.inputs.next().map(|input| {
            self.end += size(&input);
            match mark {
                Some(mark) => input.items_after(mark, &self.read),
                None => input.items(&self.read),
            }
        });
    }
}

impl Iterator for Reading {
    type Item = (Item, Place);

    fn next(&mut self) -> Option<(Item, Place)> {
        loop {
            if let Some(item) = self.items.as_mut()?.next() {
                self.place.pass(&item);
                return Some((item, self.place.clone()));
            }
            self.place.inputs += 1;
            self.open_next(None);
        }
    }
}

/// The input's bytes as far as they are known beforehand.
pub fn size(input: &Input) -> u64 {
    let meta = input.file().and_then(|path| fs::metadata(path).ok());
    meta.filter(fs::Metadata::is_file)
        .map_or(0, |meta| meta.len())
}
