//! Finds any of many phrases in a text in one pass.

use crate::hash::Map;

/// The bits of a place in the filter.
const FILTER_BITS: u32 = 16;

/// Phrases of three bytes or more, by their first three: most texts have few of these.
pub(crate) struct Finder {
    /// Which beginnings there are, by their hash: a quick look that most of them do not pass.
    filter: Vec<u64>,
    /// The phrases with each beginning, and their numbers.
    phrases: Map<u32, Vec<(usize, &'static str)>>,
}

impl Finder {
    /// Takes phrases in lower case, numbered from 0 on.
    pub fn new(phrases: impl IntoIterator<Item = &'static str>) -> Self {
        let mut finder = Self {
            filter: vec![0; 1 << (FILTER_BITS - u64::BITS.ilog2())],
            phrases: Map::default(),
        };
        for (number, phrase) in phrases.into_iter().enumerate() {
            let Some(beginning) = beginnings(phrase.as_bytes()).next() else {
                continue;
            };
            let (word, bit) = place(beginning);
            finder.filter[word] |= bit;
            let list = finder.phrases.entry(beginning).or_default();
            list.push((number, phrase));
        }
        finder
    }

    /// Tells the phrases in a text, and where each begins; a phrase that comes again, again. Letters of
    /// ASCII may be capitals, others must be small.
    pub fn find(&self, text: &str, mut found: impl FnMut(usize, usize)) {
        for (at, beginning) in beginnings(text.as_bytes()).enumerate() {
            let (word, bit) = place(beginning);
            if self.filter[word] & bit == 0 {
                continue;
            }
            for &(number, phrase) in self.phrases.get(&beginning).into_iter().flatten() {
                let here = text.as_bytes().get(at..at + phrase.len());
                if here.is_some_and(|here| here.eq_ignore_ascii_case(phrase.as_bytes())) {
                    found(number, at);
                }
            }
        }
    }
}

/// Each three bytes of a text, in lower case.
fn beginnings(text: &[u8]) -> impl Iterator<Item = u32> {
    let lower = |byte: &u8| u32::from(byte.to_ascii_lowercase());
    text.windows(3)
        .map(move |three| lower(&three[0]) | lower(&three[1]) << 8 | lower(&three[2]) << 16)
}

/// The word of the filter and the bit of a beginning.
fn place(beginning: u32) -> (usize, u64) {
    let hash = beginning.wrapping_mul(0x9e37_79b1) >> (u32::BITS - FILTER_BITS);
    ((hash / u64::BITS) as usize, 1 << (hash % u64::BITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_search_for_each_finds() {
        let phrases = ["photo:", "photo by", "otto", "攝影", "(ap", "ap)"];
        let finder = Finder::new(phrases);
        for text in [
            "",
            "a",
            "A photo: Otto (AP)",
            "PHOTO BY 攝影",
            "攝",
            "photo b",
        ] {
            let mut found = Vec::new();
            finder.find(text, |number, at| found.push((at, number)));
            found.sort_unstable();
            let lower = text.to_lowercase();
            let all = phrases.iter().enumerate();
            let mut expected: Vec<_> = all
                .flat_map(|(number, phrase)| {
                    lower.match_indices(phrase).map(move |(at, _)| (at, number))
                })
                .collect();
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }
}
