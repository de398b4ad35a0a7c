//! What of an article's text relating it to others needs, in a form that can wait on the disk.

use crate::related::vector::{Counted, Kind};

/// The terms of an article, counted, its language and its day: all that relating it to others needs of
/// it, so that its text need not be read twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Number of its language, which the index gave it.
    pub(crate) language: u32,
    pub(crate) day: Option<i32>,
    /// Ascending, each once.
    pub(crate) counted: Vec<Counted>,
}

/// Bytes of the language and of the day, and bytes of a term: its hash, and its count and kind.
const HEAD: usize = 8;
const TERM: usize = 12;

impl Terms {
    /// Writes them as bytes, for the index that they come from.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.reserve(HEAD + TERM * self.counted.len());
        bytes.extend(self.language.to_le_bytes());
        bytes.extend(self.day.unwrap_or(i32::MIN).to_le_bytes());
        for counted in &self.counted {
            bytes.extend(counted.term.to_le_bytes());
            bytes.extend((counted.count << 2 | counted.kind as u32).to_le_bytes());
        }
    }

    /// Reads them; `None` when the bytes are of no terms.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (&language, rest) = bytes.split_first_chunk()?;
        let (&day, rest) = rest.split_first_chunk()?;
        let (terms, []) = rest.as_chunks::<TERM>() else {
            return None;
        };
        let day = i32::from_le_bytes(day);
        Some(Self {
            language: u32::from_le_bytes(language),
            day: (day != i32::MIN).then_some(day),
            counted: terms.iter().map(counted).collect::<Option<_>>()?,
        })
    }
}

fn counted(bytes: &[u8; TERM]) -> Option<Counted> {
    let (&term, rest) = bytes.split_first_chunk()?;
    let count = u32::from_le_bytes(*rest.first_chunk()?);
    Some(Counted {
        term: u64::from_le_bytes(term),
        kind: [Kind::Word, Kind::Name, Kind::Number]
            .get(count as usize & 3)
            .copied()?,
        count: count >> 2,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_as_they_were_written_and_other_bytes_are_none() {
        let kinds = [Kind::Word, Kind::Name, Kind::Number];
        let counted = |(term, kind)| Counted {
            term,
            kind,
            count: 17,
        };
        let terms = Terms {
            language: 3,
            day: Some(-1),
            counted: [u64::MAX, 1, 2]
                .into_iter()
                .zip(kinds)
                .map(counted)
                .collect(),
        };
        let undated = Terms {
            day: None,
            ..terms.clone()
        };
        for terms in [terms, undated] {
            let mut bytes = Vec::new();
            terms.write(&mut bytes);
            assert_eq!(Terms::read(&bytes), Some(terms));
            assert_eq!(Terms::read(&bytes[1..]), None);
        }
        assert_eq!(Terms::read(b"short"), None);
    }
}
