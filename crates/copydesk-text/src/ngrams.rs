//! A character n-gram model of ordinary text in many scripts: how surprising a character is after two others.
//!
//! `training/ngrams.py` makes it, and says how its tables are laid out. Bigrams are kept as they are;
//! trigrams in a static function over their hashes (an xor filter, Graf and Lemire 2020) whose cells
//! hold a fingerprint and a cost.

use std::sync::LazyLock;

/// The cost of each character of the Basic Multilingual Plane by itself, in quarter bits.
static UNIGRAMS: &[u8; 0x1_0000] = include_bytes!("model/unigrams.bin");
/// The characters that stand in bigrams, and what follows each.
static BIGRAMS: &[u8] = include_bytes!("model/bigrams.bin");
/// A seed of eight bytes, and the cells of the trigrams, two bytes each.
static TRIGRAMS: &[u8] = include_bytes!("model/trigrams.bin");

/// The cost of a character that no text has.
pub(crate) const NEVER: i32 = 255;
/// What it costs more that a trigram is not known, in quarter bits.
const NO_TRIGRAM: i32 = 4;
/// What it costs more that a bigram is not known, in quarter bits.
const NO_BIGRAM: i32 = 6;
/// The cost of a character beyond the Basic Multilingual Plane, in quarter bits.
const BEYOND: i32 = 80;

/// The low bits of a bigram and of a trigram's cell are its cost.
const COST_BITS: u32 = 5;
/// A unit of these costs, in quarter bits.
const COST_UNIT: i32 = 3;
/// The cost of an entry that only leads on in its row.
const JUMP: u32 = 31;

static MODEL: LazyLock<Ngrams> = LazyLock::new(Ngrams::new);

struct Ngrams {
    /// By character of the Basic Multilingual Plane: its number and one, 0 for those in no bigram.
    numbers: Vec<u16>,
    /// By number: where the character's row of `bigrams` begins.
    rows: Vec<usize>,
    /// What follows each character: in rows by number, each with its cost in the lowest bits.
    bigrams: Vec<u32>,
    seed: u64,
    cells: Vec<u16>,
}

/// How surprising `next` is after `before` in ordinary text: `-4 * log2` of its probability.
///
/// The characters are folded, see [`fold`]. What is not known in its context is judged with less of it.
pub(crate) fn cost(before: [char; 2], next: char) -> i32 {
    let [first, second] = before;
    let model = &*MODEL;
    let Some(bigram) = model.bigram(second, next) else {
        return alone(next) + NO_TRIGRAM + NO_BIGRAM;
    };
    let has_context = model.bigram(first, second).is_some();
    let trigram = has_context.then(|| model.trigram([first, second, next]));
    trigram.flatten().unwrap_or(bigram + NO_TRIGRAM)
}

/// How surprising a character is by itself, in quarter bits; [`NEVER`] when no text has it.
pub(crate) fn alone(c: char) -> i32 {
    let cost = UNIGRAMS.get(c as usize);
    cost.map_or(BEYOND, |&cost| i32::from(cost))
}

/// A character as the model knows it: in lower case, digits as `0`, other ASCII as a space.
pub(crate) fn fold(c: char) -> char {
    match c {
        '0'..='9' => '0',
        'a'..='z' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\x7F' | '\u{A0}' | '\u{3000}' => ' ',
        '\u{2E80}'..='\u{D7FF}' => c,
        _ => lower(c),
    }
}

fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

impl Ngrams {
    fn new() -> Self {
        let mut words = words(BIGRAMS);
        let count = words.next().unwrap_or_default();
        let mut numbers = vec![0; 0x1_0000];
        for number in 1..=count {
            let character = words.next().unwrap_or_default();
            numbers[usize::from(character)] = number;
        }
        let lengths: Vec<usize> = words
            .by_ref()
            .take(usize::from(count))
            .map(usize::from)
            .collect();
        let mut rows = Vec::with_capacity(lengths.len() + 1);
        let mut bigrams = Vec::new();
        for length in lengths {
            rows.push(bigrams.len());
            let mut at = 0;
            for entry in words.by_ref().take(length).map(u32::from) {
                at += entry >> COST_BITS;
                let cost = entry & JUMP;
                bigrams.extend((cost != JUMP).then_some(at << COST_BITS | cost));
            }
        }
        rows.push(bigrams.len());
        let (seed, cells) = TRIGRAMS.split_first_chunk().unwrap_or((&[0; 8], &[]));
        Self {
            numbers,
            rows,
            bigrams,
            seed: u64::from_le_bytes(*seed),
            cells: self::words(cells).collect(),
        }
    }

    fn bigram(&self, first: char, second: char) -> Option<i32> {
        let (first, second) = (self.number(first)?, self.number(second)? as u32);
        let row = &self.bigrams[self.rows[first]..self.rows[first + 1]];
        let at = row.partition_point(|entry| entry >> COST_BITS < second);
        let entry = row.get(at).filter(|&entry| entry >> COST_BITS == second)?;
        Some((entry & JUMP) as i32 * COST_UNIT)
    }

    fn number(&self, c: char) -> Option<usize> {
        let number = *self.numbers.get(c as usize)?;
        usize::from(number).checked_sub(1)
    }

    fn trigram(&self, characters: [char; 3]) -> Option<i32> {
        let [first, second, third] = characters.map(u64::from);
        let hash = mix((first << 42 | second << 21 | third).wrapping_add(self.seed));
        let part = self.cells.len() / 3;
        let cell = (0..3).fold(0, |cell, turn| {
            let low = hash.rotate_left(21 * turn) & 0xFFFF_FFFF;
            let place = turn as usize * part + ((low * part as u64) >> 32) as usize;
            cell ^ self.cells.get(place).copied().unwrap_or_default()
        });
        let is_known = u64::from(cell >> COST_BITS) == hash >> 53;
        is_known.then_some((u32::from(cell) & JUMP) as i32 * COST_UNIT)
    }
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u16> {
    let word = |pair: &[u8]| u16::from_le_bytes([pair[0], pair[1]]);
    bytes.chunks_exact(2).map(word)
}

/// The finaliser of splitmix64 (Steele, Lea and Flood 2014).
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ hash >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ hash >> 31
}
