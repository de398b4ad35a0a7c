//! What one look at a unit's characters tells.

use crate::measure::{ends_sentence, is_dense, is_letter, is_sentence};
use crate::unit::Unit;

/// Counts of a text's characters.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// Letters and digits.
    pub letters: i32,
    /// Runs of letters and digits; in scripts without spaces every second character begins one.
    pub words: i32,
    /// Digits.
    pub digits: i32,
    /// Words that begin with a capital.
    pub capitals: i32,
    /// Commas and their like.
    pub commas: i32,
    /// Marks that end a sentence.
    pub ends: i32,
    /// Quotation marks.
    pub quotes: i32,
    /// Bars, bullets, arrows and their like.
    pub bars: i32,
    /// Words that the page's title or description holds too.
    pub shared: i32,
    /// Whether it begins with a small letter.
    pub starts_small: bool,
    /// Whether it ends as a sentence does.
    pub is_sentence: bool,
    /// Whether it ends with a colon.
    pub ends_colon: bool,
}

/// Words of the title and the description that are long enough to mean something.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    hashes: Vec<u64>,
}

/// A word of fewer letters says little; in scripts without spaces each pair of characters is a word.
const MIN_WORD: i32 = 4;

impl Vocabulary {
    /// The words of some texts.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut hashes = Vec::new();
        for text in texts {
            scan(text, |hash| hashes.push(hash));
        }
        hashes.sort_unstable();
        hashes.dedup();
        Self { hashes }
    }

    fn holds(&self, hash: u64) -> bool {
        self.hashes.binary_search(&hash).is_ok()
    }
}

/// Counts a unit's characters.
pub(crate) fn count(unit: &Unit, vocabulary: &Vocabulary) -> Counts {
    let mut shared = 0;
    let mut counts = scan(&unit.text, |hash| {
        shared += i32::from(vocabulary.holds(hash));
    });
    counts.shared = shared;
    counts.is_sentence = is_sentence(&unit.text);
    counts.ends_colon = unit.text.ends_with([':', '：']);
    counts.starts_small = unit.text.chars().next().is_some_and(char::is_lowercase);
    counts
}

/// A word as it is being read: its hash (FNV-1a over code points) and its length.
#[derive(Default)]
struct Word {
    hash: u64,
    length: i32,
}

impl Word {
    fn push(&mut self, c: char) {
        let start = if self.length == 0 {
            0xcbf2_9ce4_8422_2325
        } else {
            self.hash
        };
        self.hash = (start ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
        self.length += 1;
    }

    fn end(&mut self, min: i32, found: &mut impl FnMut(u64)) {
        if self.length >= min {
            found(self.hash);
        }
        self.length = 0;
    }
}

fn scan(text: &str, mut found: impl FnMut(u64)) -> Counts {
    let mut scan = Scan::default();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            scan.letter(c, c.to_ascii_lowercase());
        } else if matches!(c, ' ' | '\n') {
            scan.gap(&mut found);
        } else {
            scan.other(c, &mut found);
        }
    }
    let min = if scan.dense > 0 { 99 } else { MIN_WORD };
    scan.word.end(min, &mut found);
    scan.counts
}

/// A text as it is being read.
#[derive(Default)]
struct Scan {
    counts: Counts,
    word: Word,
    /// How many characters of a script without spaces stand in a row.
    dense: u32,
}

impl Scan {
    fn letter(&mut self, c: char, lower: char) {
        if self.dense > 0 {
            (self.dense, self.word.length) = (0, 0);
        }
        if self.word.length == 0 {
            self.counts.words += 1;
            self.counts.capitals += i32::from(c.is_uppercase());
        }
        self.counts.letters += 1;
        self.counts.digits += i32::from(c.is_ascii_digit());
        self.word.push(lower);
    }

    fn gap(&mut self, found: &mut impl FnMut(u64)) {
        if self.dense > 0 {
            (self.dense, self.word.length) = (0, 0);
        }
        self.word.end(MIN_WORD, found);
    }

    fn dense(&mut self, c: char, found: &mut impl FnMut(u64)) {
        self.counts.letters += 1;
        self.counts.words += i32::from(self.dense.is_multiple_of(2));
        if self.dense == 0 {
            self.word.end(MIN_WORD, found);
        }
        self.dense += 1;
        self.word.push(c);
        if self.dense > 1 {
            found(self.word.hash);
            self.word.length = 0;
            self.word.push(c);
        }
    }

    fn other(&mut self, c: char, found: &mut impl FnMut(u64)) {
        if is_dense(c) {
            self.dense(c, found);
        } else if is_letter(c) {
            self.letter(c, c.to_lowercase().next().unwrap_or(c));
        } else {
            self.gap(found);
            mark(c, &mut self.counts);
        }
    }
}

fn mark(c: char, counts: &mut Counts) {
    match c {
        ',' | ';' | '，' | '、' | '；' | '،' | '؛' => counts.commas += 1,
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => {
            counts.quotes += 1
        }
        '|' | '•' | '·' | '→' | '›' | '▶' | '/' | '#' | '@' => counts.bars += 1,
        _ => counts.ends += i32::from(ends_sentence(c)),
    }
}
