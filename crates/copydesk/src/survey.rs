//! A look at all inputs before they are read: how much there is, and whether it is still the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use copydesk::intake::{Input, Limits, inputs};
use copydesk::record::digest;
use serde::{Deserialize, Serialize};

use crate::reading::size;

/// The inputs as they were at some time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// How many there are.
    pub inputs: u64,
    /// How many bytes their files have.
    pub bytes: u64,
    /// A hash of their paths, sizes and times of change, in their order.
    pub digest: String,
    /// Whether standard input is among them.
    pub stdin: bool,
}

impl Survey {
    /// The bytes of all inputs, where that can be known.
    pub fn total(&self) -> Option<u64> {
        (!self.stdin).then_some(self.bytes)
    }
}

/// Walks the paths; no file is opened.
pub fn survey(paths: &[PathBuf]) -> Survey {
    let nothing = Survey {
        inputs: 0,
        bytes: 0,
        digest: String::new(),
        stdin: false,
    };
    inputs(paths, Limits::default()).fold(nothing, |all, input| Survey {
        inputs: all.inputs + 1,
        bytes: all.bytes + size(&input),
        digest: chained(&all.digest, &input),
        stdin: all.stdin || input.is_stdin(),
    })
}

/// The hash of the inputs up to this one.
fn chained(before: &str, input: &Input) -> String {
    let path = input.file().unwrap_or(Path::new(""));
    let stamp = format!("\0{}\0{}", size(input), changed(path));
    digest(
        &[
            before.as_bytes(),
            path.as_os_str().as_encoded_bytes(),
            stamp.as_bytes(),
        ]
        .concat(),
    )
}

/// When a file was changed last, in nanoseconds.
fn changed(path: &Path) -> u128 {
    let time = fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let since = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| since.as_nanos())
}
