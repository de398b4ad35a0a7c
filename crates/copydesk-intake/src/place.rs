use std::fmt;
use std::path::{Path, PathBuf};

/// Where something stands in a file: the offset of its frame (gzip member, zstd frame), and how
/// many expanded bytes inside the frame. Without packing all is at an offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub offset: u64,
    pub inside: u64,
}

/// As it stands after the `#` of a source.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.offset)?;
        match self.inside {
            0 => Ok(()),
            inside => write!(f, "+{inside}"),
        }
    }
}

impl Place {
    /// The file and the place that a source names.
    pub(crate) fn of(source: &Path) -> Option<(PathBuf, Self)> {
        let (path, place) = source.to_str()?.rsplit_once('#')?;
        let (offset, inside) = place.split_once('+').unwrap_or((place, "0"));
        let place = Self {
            offset: number(offset)?,
            inside: number(inside)?,
        };
        (!path.is_empty()).then(|| (PathBuf::from(path), place))
    }
}

/// Digits only: `parse` takes a sign, too.
fn number(digits: &str) -> Option<u64> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_a_file_and_a_place() {
        let of = |source: &str| Place::of(Path::new(source));
        let place = |offset, inside| Place { offset, inside };
        assert_eq!(
            of("a/b.warc#17"),
            Some((PathBuf::from("a/b.warc"), place(17, 0)))
        );
        assert_eq!(
            of("a#b.gz#17+4"),
            Some((PathBuf::from("a#b.gz"), place(17, 4)))
        );
        for none in ["a", "a#", "#1", "a#b", "a#1+", "a#+1", "a#-1", "a#1+2+3"] {
            assert_eq!(of(none), None, "{none}");
        }
        assert_eq!(place(17, 4).to_string(), "17+4");
    }
}
