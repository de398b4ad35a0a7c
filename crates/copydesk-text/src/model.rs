//! Which character follows which: how surprising a character is after the two before it, counted in
//! modern text of East Asian, Cyrillic, Greek and Latin languages (`training/ngrams.py` makes the
//! tables and describes their form; NOTICE names the texts).

use std::ops::Range;
use std::sync::LazyLock;

/// The cost of each character of the Basic Multilingual Plane in its script's text.
const UNIGRAMS: &[u8; 0x10000] = include_bytes!("model/unigrams.bin");
const BIGRAMS: &[u8] = include_bytes!("model/bigrams.bin");
const TRIGRAMS: &[u8] = include_bytes!("model/trigrams.bin");

/// The cost of a character that no text has: unassigned, private or beyond the plane.
pub(crate) const NEVER: i32 = 255;

/// What it costs to know only the last character, and not even that.
const PAIR_ONLY: i32 = 4;
const CHARACTER_ONLY: i32 = 6;

/// How many quarter bits a unit of the tables' costs is, and the entry that only bridges a gap.
const UNIT: i32 = 3;
const BRIDGE: u16 = 31;

static MODEL: LazyLock<Model> = LazyLock::new(Model::read);

/// The cost of `c` after `a` and `b` in quarter bits, `-4 log2` of its probability. All three are
/// [`folded`]; a line begins and ends with a space.
pub(crate) fn cost(a: char, b: char, c: char) -> i32 {
    MODEL.cost(a, b, c)
}

/// The characters that often follow `b` ([`folded`]): those that cost at most so many quarter bits there.
pub(crate) fn following(b: char, most: i32) -> impl Iterator<Item = char> {
    MODEL.following(b, most)
}

/// The cost of `c` in its script's text, whatever stands before it, in quarter bits.
pub(crate) fn lone_cost(c: char) -> i32 {
    let cost = usize::try_from(u32::from(c)).ok();
    cost.and_then(|index| UNIGRAMS.get(index))
        .map_or(NEVER, |&cost| cost.into())
}

/// The character as the model knows it: small letters, one digit, one kind of space, which also
/// stands for ASCII punctuation. Of several spaces in a row, the model has seen one.
pub(crate) fn folded(c: char) -> char {
    match c {
        '0'..='9' => '0',
        // No capitals and no spaces are among these.
        'a'..='z' | 'ß'..='ÿ' | 'ά'..='ώ' | 'а'..='џ' => c,
        '\u{3001}'..='\u{A63F}' | '\u{AC00}'..='\u{D7FF}' | '\u{FF01}'..='\u{FF20}' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        'À'..='Ö' | 'Ø'..='Þ' | 'А'..='Я' => char::from_u32(u32::from(c) + 32).unwrap_or(c),
        _ if c.is_ascii() || c.is_whitespace() => ' ',
        _ => {
            let mut small = c.to_lowercase();
            small.next().filter(|_| small.next().is_none()).unwrap_or(c)
        }
    }
}

struct Model {
    /// The character of each row.
    characters: Vec<u16>,
    /// The place of each character's row, by its code point.
    ids: Vec<u16>,
    /// Where each row starts, and last where all end.
    starts: Vec<usize>,
    /// What follows in each row, in order, and what that costs in units.
    following: Vec<u16>,
    costs: Vec<u8>,
    seed: u64,
    triples: Vec<u16>,
}

impl Model {
    const NO_ID: u16 = u16::MAX;

    fn read() -> Self {
        let mut numbers = numbers(BIGRAMS);
        let count: usize = numbers.next().unwrap_or(0).into();
        let characters: Vec<u16> = numbers.by_ref().take(count).collect();
        let lengths: Vec<u16> = numbers.by_ref().take(count).collect();
        let (seed, triples) = TRIGRAMS.split_first_chunk().unwrap_or((&[0; 8], &[]));
        let mut model = Self {
            characters: Vec::new(),
            ids: vec![Self::NO_ID; UNIGRAMS.len()],
            starts: vec![0],
            following: Vec::new(),
            costs: Vec::new(),
            seed: u64::from_le_bytes(*seed),
            triples: self::numbers(triples).collect(),
        };
        for (id, &character) in (0..).zip(&characters) {
            model
                .ids
                .get_mut(usize::from(character))
                .into_iter()
                .for_each(|place| *place = id);
        }
        model.characters = characters;
        for length in lengths {
            model.read_row(numbers.by_ref().take(length.into()));
        }
        model
    }

    fn read_row(&mut self, entries: impl Iterator<Item = u16>) {
        let mut id = 0_u16;
        for entry in entries {
            id = id.wrapping_add(entry >> 5);
            let cost = entry & 31;
            if cost != BRIDGE {
                self.following.push(id);
                self.costs.push(cost.to_le_bytes()[0]);
            }
        }
        self.starts.push(self.following.len());
    }

    fn cost(&self, a: char, b: char, c: char) -> i32 {
        let Some(pair) = self.pair(b, c) else {
            return lone_cost(c) + CHARACTER_ONLY + PAIR_ONLY;
        };
        // False positives are rare because only triples whose pairs exist are asked for.
        self.pair(a, b)
            .and_then(|_| self.triple(a, b, c))
            .unwrap_or(pair + PAIR_ONLY)
    }

    fn following(&self, b: char, most: i32) -> impl Iterator<Item = char> {
        let range = self.row(b).unwrap_or_default();
        let ids = self.following.get(range.clone()).into_iter().flatten();
        let costs = self.costs.get(range).into_iter().flatten();
        let often = ids
            .zip(costs)
            .filter(move |&(_, &cost)| i32::from(cost) * UNIT <= most);
        let codes = often.filter_map(|(&id, _)| self.characters.get(usize::from(id)));
        codes.filter_map(|&code| char::from_u32(code.into()))
    }

    /// Where the row of a character is.
    fn row(&self, b: char) -> Option<Range<usize>> {
        let row = usize::from(self.id(b)?);
        Some(*self.starts.get(row)?..*self.starts.get(row + 1)?)
    }

    fn pair(&self, b: char, c: char) -> Option<i32> {
        let range = self.row(b)?;
        let start = range.start;
        let place = self.following.get(range)?.binary_search(&self.id(c)?);
        let cost = self.costs.get(start + place.ok()?)?;
        Some(i32::from(*cost) * UNIT)
    }

    fn id(&self, c: char) -> Option<u16> {
        let index = usize::try_from(u32::from(c)).ok()?;
        self.ids.get(index).copied().filter(|&id| id != Self::NO_ID)
    }

    fn triple(&self, a: char, b: char, c: char) -> Option<i32> {
        let key = [a, b, c]
            .into_iter()
            .fold(0, |key, c| key << 21 | u64::from(u32::from(c)));
        let hash = mixed(key.wrapping_add(self.seed));
        let third = self.triples.len() / 3;
        let mut value = 0;
        for (part, turn) in [0, 21, 42].into_iter().enumerate() {
            let low = hash.rotate_left(turn) & u64::from(u32::MAX);
            let place = (low * u64::try_from(third).ok()?) >> 32;
            value ^= self
                .triples
                .get(part * third + usize::try_from(place).ok()?)?;
        }
        (u64::from(value >> 5) == hash >> 53).then_some(i32::from(value & 31) * UNIT)
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u16> + '_ {
    bytes
        .as_chunks()
        .0
        .iter()
        .map(|&pair| u16::from_le_bytes(pair))
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
fn mixed(mut key: u64) -> u64 {
    key = (key ^ key >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    key = (key ^ key >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    key ^ key >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(text: &str) -> i32 {
        let text: Vec<char> = format!("  {text} ").chars().map(folded).collect();
        text.windows(3).map(|w| cost(w[0], w[1], w[2])).sum()
    }

    #[test]
    fn what_people_write_costs_less() {
        let pairs = [
            ("中华人民共和国", "中华人氏共和国"),
            ("中華民國", "中苹民國"),
            ("新闻记者报道", "新闻记者报逍"),
            ("思います。", "思います、"),
            ("東京都", "東亰都"),
            ("대한민국", "대한믻국"),
            ("правительство", "правительствю"),
            ("können", "könnén"),
        ];
        for (usual, odd) in pairs {
            assert!(
                total(usual) < total(odd),
                "{usual} {} {odd} {}",
                total(usual),
                total(odd)
            );
        }
    }

    #[test]
    fn a_hidden_character_is_found_by_its_neighbours() {
        for (text, hidden) in [
            ("中华人民共和国", '民'),
            ("根據憲法規定", '法'),
            ("と思います", '思'),
            ("있습니다", '습'),
        ] {
            let [before, after] =
                [text.split(hidden).next(), text.split(hidden).nth(1)].map(Option::unwrap);
            let first = u32::from(hidden) & !63;
            let best = (first..first + 64)
                .filter_map(char::from_u32)
                .min_by_key(|c| total(&format!("{before}{c}{after}")));
            assert_eq!(best, Some(hidden), "{text}");
        }
    }

    #[test]
    fn a_triple_says_more_than_its_last_pair() {
        let model = &*MODEL;
        assert_eq!(model.triple('中', '华', '人'), Some(cost('中', '华', '人')));
        assert!(cost('中', '华', '人') < model.pair('华', '人').unwrap_or(NEVER));
    }

    #[test]
    fn rows_are_in_order() {
        let rows = MODEL.starts.windows(2);
        let rows = rows.map(|range| &MODEL.following[range[0]..range[1]]);
        assert!(rows.clone().all(<[u16]>::is_sorted));
        assert!(
            rows.flatten()
                .all(|&id| usize::from(id) + 1 < MODEL.starts.len())
        );
    }

    #[test]
    fn folding_keeps_east_asian_signs() {
        let folds: String = "Ａb9！,。\u{3000}İЖ".chars().map(folded).collect();
        assert_eq!(folds, "ａb0！ 。 İж");
    }

    #[test]
    fn what_no_text_has_costs_most() {
        assert_eq!(lone_cost('\u{E000}'), NEVER);
        assert_eq!(lone_cost('𠀀'), NEVER);
        assert!(lone_cost('的') < lone_cost('鈥'));
    }
}
