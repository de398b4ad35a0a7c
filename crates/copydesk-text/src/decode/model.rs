//! How surprising letters and characters are, in sixteenths of a bit: `model.bin`, which
//! `scripts/train-charset` makes. Its form is described there.

use std::sync::LazyLock;

/// A bit, in the units of all costs.
pub(super) const BIT: u32 = 16;

/// The place of what is no letter in a [`Language`].
pub(super) const NO_LETTER: u8 = 0;

/// The characters that each of the [`Tongue`]s has costs for: kana, Han, Hangul syllables.
const RANGES: [(u32, u32); 3] = [(0x3040, 0x3100), (0x4E00, 0x9FA6), (0xAC00, 0xD7A4)];

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::read(include_bytes!("model.bin")).unwrap_or_default());

/// The languages that are told by pairs of letters.
pub(super) fn languages() -> &'static [Language] {
    &MODEL.languages
}

/// How surprising a character is in a text of that tongue; `None` for what the model leaves out.
pub(super) fn character(tongue: Tongue, c: char) -> Option<u32> {
    let point = u32::from(c);
    let mut before = 0;
    for (first, end) in RANGES {
        if point < first {
            return None;
        }
        if point < end {
            let costs = MODEL.characters.get(tongue as usize)?;
            let at = (before + point - first) as usize;
            return costs.get(at).map(|&cost| u32::from(cost));
        }
        before += end - first;
    }
    None
}

/// A language whose characters are told one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    Chinese,
    Japanese,
    Korean,
}

/// How surprising each letter of a language is after another.
pub(super) struct Language {
    pub(super) code: &'static str,
    /// In the order of their code points.
    letters: Vec<char>,
    costs: &'static [u8],
}

impl Language {
    /// The place of a small letter; one past the last for letters that the language does not have.
    pub(super) fn place(&self, letter: char) -> u8 {
        let found = self.letters.binary_search(&letter);
        let place = found.unwrap_or(self.letters.len()) + 1;
        u8::try_from(place).unwrap_or(u8::MAX)
    }

    /// How surprising the letter of the second place is after that of the first.
    pub(super) fn cost(&self, first: usize, second: usize) -> u8 {
        let at = first * self.size() + second;
        self.costs.get(at).copied().unwrap_or(0)
    }

    /// How many places there are.
    pub(super) fn size(&self) -> usize {
        self.letters.len() + 2
    }

    /// Whether it is written in Latin letters.
    pub(super) fn is_latin(&self) -> bool {
        self.letters.first() == Some(&'a')
    }
}

#[derive(Default)]
struct Model {
    languages: Vec<Language>,
    characters: Vec<&'static [u8]>,
}

impl Model {
    fn read(mut bytes: &'static [u8]) -> Option<Self> {
        let count = length(&mut bytes)?;
        let languages = (0..count).map(|_| language(&mut bytes));
        let languages = languages.collect::<Option<_>>()?;
        let size = RANGES.iter().map(|(first, end)| end - first).sum::<u32>();
        let characters = (0..3).map(|_| take(&mut bytes, size as usize));
        let characters = characters.collect::<Option<_>>()?;
        Some(Self {
            languages,
            characters,
        })
    }
}

fn language(bytes: &mut &'static [u8]) -> Option<Language> {
    let code = length(bytes)?;
    let code = std::str::from_utf8(take(bytes, code)?).ok()?;
    let count = length(bytes)?;
    let letters = take(bytes, 2 * count)?;
    let letters = letters
        .chunks_exact(2)
        .map(|pair| char::from_u32(u32::from(pair[0]) | u32::from(pair[1]) << 8))
        .collect::<Option<_>>()?;
    let costs = take(bytes, (count + 2) * (count + 2))?;
    Some(Language {
        code,
        letters,
        costs,
    })
}

fn length(bytes: &mut &'static [u8]) -> Option<usize> {
    take(bytes, 1)?.first().map(|&length| usize::from(length))
}

fn take(bytes: &mut &'static [u8], count: usize) -> Option<&'static [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_whole() {
        assert_eq!(languages().len(), 43);
        let polish = languages().iter().find(|l| l.code == "pl").unwrap();
        let place = |c| usize::from(polish.place(c));
        let cost = |a, b| u32::from(polish.cost(place(a), place(b)));
        assert!(cost('r', 'z') < 3 * BIT && cost('r', 'ő') >= 13 * BIT);
        assert!(languages()[..31].iter().all(Language::is_latin));
        assert!(character(Tongue::Chinese, '的') < character(Tongue::Chinese, '黵'));
        assert!(character(Tongue::Korean, '힣').is_some());
        assert_eq!(character(Tongue::Japanese, 'a'), None);
    }
}
