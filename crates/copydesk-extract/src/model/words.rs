//! What one look at a unit's characters tells.

use crate::measure::{ends_sentence, is_dense, is_sentence};
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
    let mut counts = Counts::default();
    let mut word = Word::default();
    let mut dense = 0;
    for c in text.chars() {
        if is_dense(c) {
            counts.letters += 1;
            counts.words += dense & 1 ^ 1;
            if dense == 0 {
                word.end(MIN_WORD, &mut found);
            }
            dense += 1;
            word.push(c);
            if dense > 1 {
                found(word.hash);
                word.length = 0;
                word.push(c);
            }
            continue;
        }
        if dense > 0 {
            (dense, word.length) = (0, 0);
        }
        if c.is_alphanumeric() {
            if word.length == 0 {
                counts.words += 1;
                counts.capitals += i32::from(c.is_uppercase());
            }
            counts.letters += 1;
            counts.digits += i32::from(c.is_ascii_digit());
            word.push(lower(c));
        } else {
            word.end(MIN_WORD, &mut found);
            mark(c, &mut counts);
        }
    }
    word.end(if dense > 0 { 99 } else { MIN_WORD }, &mut found);
    counts
}

fn lower(c: char) -> char {
    if c.is_ascii() {
        c.to_ascii_lowercase()
    } else {
        c.to_lowercase().next().unwrap_or(c)
    }
}

fn mark(c: char, counts: &mut Counts) {
    match c {
        ' ' | '\n' => {}
        ',' | ';' | '，' | '、' | '；' | '،' | '؛' => counts.commas += 1,
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => {
            counts.quotes += 1
        }
        '|' | '•' | '·' | '→' | '›' | '▶' | '/' | '#' | '@' => counts.bars += 1,
        _ => counts.ends += i32::from(ends_sentence(c)),
    }
}
