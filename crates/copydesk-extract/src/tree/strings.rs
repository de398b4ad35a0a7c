//! Strings of a page's tree: stretches of its source, or of what had to be decoded first.

/// A string of a [`Strings`], in eight bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Where it starts; with [`DECODED`] among the decoded texts, else in the source.
    start: u32,
    length: u32,
}

/// Marks a stretch of the decoded texts.
const DECODED: u32 = 1 << 31;

/// The longest source whose places fit a [`Stretch`]: decoding at most doubles a text (`&ngE;` becomes
/// six bytes from five).
pub(super) const MAX_SOURCE: usize = 1 << 30;

impl Stretch {
    /// A stretch of the source.
    pub fn of_source(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            length: (end - start) as u32,
        }
    }

    /// A stretch of the decoded texts.
    pub fn of_decoded(start: usize, end: usize) -> Self {
        Self {
            start: start as u32 | DECODED,
            length: (end - start) as u32,
        }
    }

    /// Its part from a byte of it on, so many bytes long.
    pub fn part(self, from: usize, length: usize) -> Self {
        Self {
            start: self.start + from as u32,
            length: length as u32,
        }
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        self.length as usize
    }

    /// Where it stands in the source; `None` for a decoded text.
    pub fn source_range(self) -> Option<(u32, u32)> {
        (self.start & DECODED == 0).then_some((self.start, self.length))
    }

    /// The string, given the texts that it may be of.
    pub fn of<'a>(self, source: &'a str, decoded: &'a str) -> &'a str {
        let text = if self.start & DECODED == 0 {
            source
        } else {
            decoded
        };
        let start = (self.start & !DECODED) as usize;
        text.get(start..start + self.len()).unwrap_or_default()
    }
}
