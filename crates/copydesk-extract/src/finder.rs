//! Finds any of many phrases in a text in one pass.

/// How many groups phrases are put into, a bit each.
const GROUPS: usize = u64::BITS as usize;

/// How many bytes of a phrase are looked at before all of it is.
const FIRST: usize = 3;

/// Phrases of three bytes or more, in groups. At each place of a text the groups are told apart that have
/// a phrase with its byte in that place, by one look a byte: where none is left after three bytes, as
/// nearly everywhere, no phrase begins.
pub(crate) struct Finder {
    /// For each byte the groups that have it as a first, second and third.
    groups: Vec<[u64; FIRST]>,
    /// The phrases of each group, and their numbers.
    phrases: Vec<Vec<(usize, &'static str)>>,
}

impl Finder {
    /// Takes phrases in lower case, numbered from 0 on.
    pub fn new(phrases: impl IntoIterator<Item = &'static str>) -> Self {
        let mut all: Vec<(usize, &str)> = phrases.into_iter().enumerate().collect();
        all.retain(|(_, phrase)| phrase.len() >= FIRST);
        // Those that begin alike are in one group.
        all.sort_unstable_by_key(|&(_, phrase)| phrase);
        let mut finder = Self {
            groups: vec![[0; FIRST]; 1 << u8::BITS],
            phrases: Vec::new(),
        };
        for phrases in all.chunks(all.len().div_ceil(GROUPS).max(1)) {
            finder.add(phrases);
        }
        finder
    }

    fn add(&mut self, phrases: &[(usize, &'static str)]) {
        let group = 1 << self.phrases.len();
        for (_, phrase) in phrases {
            for (place, byte) in phrase.bytes().take(FIRST).enumerate() {
                for byte in [byte, byte.to_ascii_uppercase()] {
                    self.groups[usize::from(byte)][place] |= group;
                }
            }
        }
        self.phrases.push(phrases.to_vec());
    }

    /// Tells the phrases in a text, and where each begins; a phrase that comes again, again. Letters of
    /// ASCII may be capitals, others must be small.
    pub fn find(&self, text: &str, mut found: impl FnMut(usize, usize)) {
        let text = text.as_bytes();
        let (mut after_one, mut after_two) = (0, 0);
        for (end, &byte) in text.iter().enumerate() {
            let [first, second, third] = self.groups[usize::from(byte)];
            let mut left = after_two & third;
            (after_one, after_two) = (first, after_one & second);
            while left != 0 {
                let group = left.trailing_zeros() as usize;
                left &= left - 1;
                self.compare(group, text, end + 1 - FIRST, &mut found);
            }
        }
    }

    fn compare(&self, group: usize, text: &[u8], at: usize, found: &mut impl FnMut(usize, usize)) {
        for &(number, phrase) in &self.phrases[group] {
            let here = text.get(at..at + phrase.len());
            if here.is_some_and(|here| here.eq_ignore_ascii_case(phrase.as_bytes())) {
                found(number, at);
            }
        }
    }
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
