//! What one look at a unit's characters tells.

use crate::measure::{ends_sentence, is_dense, is_letter, is_sentence};
use crate::model::lexicon::Lexical;
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
    /// What its words say.
    pub lexical: Lexical,
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
            scan(text, |found| {
                if found.is_long {
                    hashes.push(found.hash);
                }
            });
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
    let (mut shared, mut lexical) = (0, Lexical::default());
    let mut counts = scan(&unit.text, |found| {
        shared += i32::from(found.is_long && vocabulary.holds(found.hash));
        lexical.add(found.hash);
    });
    (counts.shared, counts.lexical) = (shared, lexical);
    counts.is_sentence = is_sentence(&unit.text);
    counts.ends_colon = unit.text.ends_with([':', '：']);
    counts.starts_small = unit.text.chars().next().is_some_and(char::is_lowercase);
    counts
}

/// The hash of a text that is one word.
pub(crate) fn hash_of(word: &str) -> Option<u64> {
    let mut hash = None;
    scan(word, |found| hash = Some(found.hash));
    hash
}

/// The words of a text in small letters, to learn the lexicon from.
#[cfg(feature = "training")]
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    scan(text, |found| {
        let word = text.get(found.start..found.end).unwrap_or_default();
        words.push(word.chars().map(lower).collect());
    });
    words
}

/// A word that was read: two letters at least; in scripts without spaces each pair of characters.
struct Found {
    hash: u64,
    /// Whether it is long enough to mean something.
    is_long: bool,
    /// Where it begins and ends, in bytes of the text.
    #[cfg_attr(not(feature = "training"), expect(dead_code))]
    start: usize,
    #[cfg_attr(not(feature = "training"), expect(dead_code))]
    end: usize,
}

/// A word as it is being read: its hash (FNV-1a over code points), its length and where it began.
#[derive(Default)]
struct Word {
    hash: u64,
    length: i32,
    start: usize,
}

impl Word {
    fn push(&mut self, c: char, at: usize) {
        if self.length == 0 {
            (self.hash, self.start) = (0xcbf2_9ce4_8422_2325, at);
        }
        self.hash = (self.hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
        self.length += 1;
    }

    /// Tells of the word if it is one, and makes room for the next.
    fn end(&mut self, end: usize, is_pair: bool, found: &mut impl FnMut(Found)) {
        if self.length > 1 {
            found(Found {
                hash: self.hash,
                is_long: is_pair || self.length >= MIN_WORD,
                start: self.start,
                end,
            });
        }
        self.length = 0;
    }
}

fn scan(text: &str, found: impl FnMut(Found)) -> Counts {
    let mut scan = Scan {
        counts: Counts::default(),
        word: Word::default(),
        dense: 0,
        found,
    };
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte.is_ascii_alphanumeric() {
            at = scan.ascii_letters(text.as_bytes(), at);
        } else if matches!(byte, b' ' | b'\n') {
            scan.gap(at);
            at += 1;
        } else if let Some(c) = text[at..].chars().next() {
            scan.other(at, c);
            at += c.len_utf8();
        }
    }
    scan.gap(text.len());
    scan.counts
}

/// A text as it is being read.
struct Scan<F> {
    counts: Counts,
    word: Word,
    /// How many characters of a script without spaces stand in a row.
    dense: u32,
    found: F,
}

impl<F: FnMut(Found)> Scan<F> {
    /// Reads the letters and digits of ASCII from one on; returns where they end.
    fn ascii_letters(&mut self, text: &[u8], start: usize) -> usize {
        self.letter(
            start,
            text[start].into(),
            text[start].to_ascii_lowercase().into(),
        );
        let (mut at, mut digits) = (start + 1, 0);
        while let Some(byte) = text.get(at).filter(|byte| byte.is_ascii_alphanumeric()) {
            digits += i32::from(byte.is_ascii_digit());
            self.word.push(byte.to_ascii_lowercase().into(), at);
            at += 1;
        }
        self.counts.letters += (at - start - 1) as i32;
        self.counts.digits += digits;
        at
    }

    fn letter(&mut self, at: usize, c: char, lower: char) {
        self.end_dense();
        if self.word.length == 0 {
            self.counts.words += 1;
            self.counts.capitals += i32::from(c.is_uppercase());
        }
        self.counts.letters += 1;
        self.counts.digits += i32::from(c.is_ascii_digit());
        self.word.push(lower, at);
    }

    fn gap(&mut self, at: usize) {
        self.end_dense();
        self.word.end(at, false, &mut self.found);
    }

    /// The last character of a run began no pair.
    fn end_dense(&mut self) {
        if self.dense > 0 {
            (self.dense, self.word.length) = (0, 0);
        }
    }

    fn dense(&mut self, at: usize, c: char) {
        self.counts.letters += 1;
        self.counts.words += i32::from(self.dense.is_multiple_of(2));
        if self.dense == 0 {
            self.word.end(at, false, &mut self.found);
        }
        self.dense += 1;
        self.word.push(c, at);
        if self.dense > 1 {
            self.word.end(at + c.len_utf8(), true, &mut self.found);
            self.word.push(c, at);
        }
    }

    fn other(&mut self, at: usize, c: char) {
        if is_dense(c) {
            self.dense(at, c);
        } else if is_letter(c) {
            self.letter(at, c, lower(c));
        } else {
            self.gap(at);
            mark(c, &mut self.counts);
        }
    }
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
        ',' | ';' | '，' | '、' | '；' | '،' | '؛' => counts.commas += 1,
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => {
            counts.quotes += 1
        }
        '|' | '•' | '·' | '→' | '›' | '▶' | '/' | '#' | '@' => counts.bars += 1,
        _ => counts.ends += i32::from(ends_sentence(c)),
    }
}
