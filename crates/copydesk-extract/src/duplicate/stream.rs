//! The words of a page in a row, as they are compared: what parts them into units does not matter.

use crate::hash::Map;
use crate::measure::{is_dense, is_letter};
use crate::unit::Unit;

/// So many words make a shingle (Broder, "On the resemblance and containment of documents", 1997); in
/// scripts without spaces each character is a word.
pub(crate) const WIDTH: usize = 3;
/// How much a character of a script without spaces weighs, as in a unit's mass.
const DENSE: u32 = 3;
/// A shingle that crosses the end of the body, or of all.
const NONE: u32 = 0;

/// The body's words, then those of other units. A place is an index among the units that are in it.
pub(crate) struct Stream {
    /// The unit of each place.
    pub units: Vec<usize>,
    /// How many places are the body's.
    pub body: usize,
    /// Where the words of each place begin, and where the last ones end.
    starts: Vec<usize>,
    /// The shingle that each word begins.
    shingles: Vec<u32>,
    /// The weight of the words before each, and of all.
    weights: Vec<u32>,
}

impl Stream {
    /// The words of the body's units, and of the others that weigh enough.
    pub fn new(units: &[Unit], body: &[bool], enough: usize) -> Self {
        let of_body = (0..units.len()).filter(|&index| body[index] && units[index].mass > 0);
        let others = (0..units.len()).filter(|&index| !body[index] && units[index].mass >= enough);
        let mut stream = Self {
            units: of_body.collect(),
            body: 0,
            starts: vec![0],
            shingles: Vec::new(),
            weights: vec![0],
        };
        stream.body = stream.units.len();
        stream.units.extend(others);
        stream.push(units, 0..stream.body);
        stream.push(units, stream.body..stream.units.len());
        stream
    }

    fn push(&mut self, units: &[Unit], places: std::ops::Range<usize>) {
        let (mut last, mut count) = ([0; WIDTH], 0);
        for place in places {
            words(&units[self.units[place]].text, |hash, weight| {
                last.rotate_left(1);
                last[WIDTH - 1] = hash;
                count += 1;
                if count >= WIDTH {
                    self.shingles.push(shingle(&last));
                }
                let before = self.weights.last().copied().unwrap_or(0);
                self.weights.push(before.saturating_add(weight));
            });
            self.starts.push(self.weights.len() - 1);
        }
        self.shingles.resize(self.weights.len() - 1, NONE);
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.shingles.len()
    }

    /// Where the body's words end.
    pub fn end_of_body(&self) -> usize {
        self.starts[self.body]
    }

    /// The words of a place.
    pub fn words(&self, place: usize) -> std::ops::Range<usize> {
        self.starts[place]..self.starts[place + 1]
    }

    /// The place of a word.
    pub fn place(&self, word: usize) -> usize {
        self.starts.partition_point(|&start| start <= word) - 1
    }

    /// What words weigh.
    pub fn weight(&self, words: std::ops::Range<usize>) -> usize {
        (self.weights[words.end] - self.weights[words.start]) as usize
    }

    /// The shingle that a word begins.
    pub fn shingle(&self, word: usize) -> Option<u32> {
        self.shingles
            .get(word)
            .copied()
            .filter(|&hash| hash != NONE)
    }

    /// Where the body says first what comes again.
    pub fn firsts(&self) -> Firsts {
        let mut again = Filter::of_size(self.len());
        let own = self.shingles.iter().filter(|&&hash| hash != NONE);
        own.for_each(|&hash| again.add(hash));
        let mut words = Map::default();
        for (word, &hash) in self.shingles[..self.end_of_body()].iter().enumerate() {
            if hash != NONE && again.has(hash) {
                words.entry(hash).or_insert(word);
            }
        }
        Firsts { again, words }
    }
}

/// The first words of the body that begin each shingle, of those that come again.
pub(crate) struct Firsts {
    again: Filter,
    words: Map<u32, usize>,
}

impl Firsts {
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The first word that begins a shingle.
    pub fn of(&self, shingle: u32) -> Option<usize> {
        let is_here = self.again.has(shingle);
        is_here.then(|| self.words.get(&shingle).copied()).flatten()
    }
}

/// Tells most hashes apart that come once, as most do, so that few need a place in a map.
struct Filter(Vec<u8>);

impl Filter {
    fn of_size(count: usize) -> Self {
        Self(vec![0; (4 * count).next_power_of_two()])
    }

    fn add(&mut self, hash: u32) {
        let place = hash as usize & (self.0.len() - 1);
        self.0[place] = self.0[place].saturating_add(1);
    }

    fn has(&self, hash: u32) -> bool {
        self.0[hash as usize & (self.0.len() - 1)] > 1
    }
}

fn shingle(words: &[u64; WIDTH]) -> u32 {
    let hash = words.iter().fold(0, |all, &one| mix(all, one));
    ((hash >> u32::BITS) as u32).max(NONE + 1)
}

fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Tells the hash and the weight of each word.
fn words(text: &str, mut found: impl FnMut(u64, u32)) {
    let (mut word, mut weight) = (0, 0);
    let mut end = |word: &mut u64, weight: &mut u32| {
        if *word != 0 {
            found(std::mem::take(word), std::mem::take(weight));
        }
    };
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            word = mix(word.max(1), u64::from(c.to_ascii_lowercase()));
            weight += 1;
        } else if c.is_ascii() {
            end(&mut word, &mut weight);
        } else if is_dense(c) {
            end(&mut word, &mut weight);
            end(&mut mix(1, u64::from(c)), &mut { DENSE });
        } else if is_letter(c) {
            let lower = c.to_lowercase().next().unwrap_or(c);
            word = mix(word.max(1), u64::from(lower));
            weight += 1;
        } else if !is_unseen(c) {
            end(&mut word, &mut weight);
        }
    }
    end(&mut word, &mut weight);
}

/// Whether a character says where a word may be broken, or nothing.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}
