//! Footers of newspapers that were written for this test, in UTF-8 that was read as GBK with what could not be
//! decoded dropped: what of them comes back. `UPDATE=1` renews the golden file.

use std::path::{Path, PathBuf};

use copydesk_text::repair;
use encoding_rs::GBK;

/// Of a hundred characters of the lines that were damaged, so many come back at least.
const RIGHT: usize = 98;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

fn damaged(line: &str) -> String {
    let (text, _) = GBK.decode_without_bom_handling(line.as_bytes());
    text.replace(char::REPLACEMENT_CHARACTER, "")
}

/// A line and what was made of its damaged form, aligned where that is as long.
struct Footer {
    line: String,
    mended: String,
}

impl Footer {
    fn new(line: &str) -> Self {
        Self {
            line: line.to_owned(),
            mended: repair(&damaged(line)).text.into_owned(),
        }
    }

    fn is_whole(&self) -> bool {
        self.line == self.mended
    }

    /// How many characters are right, from both ends to the first that is not, or in place.
    fn right(&self) -> usize {
        let (line, mended) = (self.line.chars(), self.mended.chars());
        let is_aligned = line.clone().count() == mended.clone().count();
        let same = |(a, b): &(char, char)| a == b;
        if is_aligned {
            return line.zip(mended).filter(same).count();
        }
        let front = line.clone().zip(mended.clone()).take_while(same).count();
        let back = line
            .clone()
            .rev()
            .zip(mended.rev())
            .take_while(same)
            .count();
        (front + back).min(line.count())
    }
}

#[test]
fn footers_come_back() {
    let lines = std::fs::read_to_string(path("footers.txt")).unwrap();
    let footers: Vec<Footer> = lines.lines().map(Footer::new).collect();
    let all: usize = footers
        .iter()
        .map(|footer| footer.line.chars().count())
        .sum();
    let right: usize = footers.iter().map(Footer::right).sum();
    let whole = footers.iter().filter(|footer| footer.is_whole()).count();
    let mended: String = footers
        .iter()
        .map(|footer| format!("{}\n", footer.mended))
        .collect();
    let report = format!(
        "{mended}\n{whole} of {} lines whole, {right} of {all} characters right\n",
        footers.len()
    );
    let golden = path("footers.mended.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&golden, &report).unwrap();
    }
    assert_eq!(std::fs::read_to_string(golden).unwrap_or_default(), report);
    assert!(right * 100 >= all * RIGHT, "{right} of {all}");
}
