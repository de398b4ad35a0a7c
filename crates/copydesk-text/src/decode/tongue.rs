//! What bytes are in an encoding, and how surprising pairs of them are in a language.

use std::sync::LazyLock;

use super::ascii::ASCII_PLACES;
use super::model::{BIT, Language, NO_LETTER, languages};
use super::pairs::Pair;
use super::symbols::{Symbol, is_letter};

/// Languages that are rarer than the others of their encodings.
const RARER: [(&str, u32); 4] = [("be", 2 * BIT), ("mk", 2 * BIT), ("bg", BIT), ("sr", BIT)];

/// A letter that follows another without being of its script, in one word.
const MIXED: u16 = 8 * BIT as u16;

/// An ASCII letter in a text of another script.
const ASCII_LETTER: u16 = 5 * BIT as u16;

/// A capital after a small letter.
const CAPITAL_INSIDE: u16 = 6 * BIT as u16;

/// Any other capital.
const CAPITAL: u16 = BIT as u16;

/// The costs of each place after each other, for each language.
static COSTS: LazyLock<Vec<Vec<u16>>> =
    LazyLock::new(|| languages().iter().map(pair_costs).collect());

/// What a byte is in an encoding.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Small,
    Capital,
    None,
}

/// What a byte costs by what it follows, and what it adds to the letter after it.
#[derive(Clone, Copy)]
pub(super) struct Byte {
    kind: Kind,
    after_small: u16,
    after_capital: u16,
    after_none: u16,
    before_letter: u16,
}

impl Byte {
    pub(super) fn of(c: char) -> Self {
        let (kind, [after_small, after_capital, after_none, before_letter]) = match c {
            c if is_letter(c) && c.is_uppercase() => {
                (Kind::Capital, [CAPITAL_INSIDE, CAPITAL, CAPITAL, 0])
            }
            c if is_letter(c) => (Kind::Small, [0; 4]),
            c if c.is_ascii() => (Kind::None, [0; 4]),
            c => (Kind::None, Symbol::of(c).costs()),
        };
        Self {
            kind,
            after_small,
            after_capital,
            after_none,
            before_letter,
        }
    }

    /// What the second costs after this one in any language, in sixteenths of a bit.
    pub(super) fn then(&self, second: &Self) -> u32 {
        let after = match self.kind {
            Kind::Small => second.after_small,
            Kind::Capital => second.after_capital,
            Kind::None => second.after_none,
        };
        let is_letter = second.kind != Kind::None;
        u32::from(after)
            + if is_letter {
                u32::from(self.before_letter)
            } else {
                0
            }
    }
}

/// A language in an encoding.
pub(super) struct Tongue {
    /// Its place in the model.
    pub(super) number: usize,
    pub(super) is_latin: bool,
    pub(super) rarity: u32,
    /// The place of each byte.
    places: [u8; 256],
    /// The costs of each place after each other.
    costs: &'static [u16],
    size: usize,
}

impl Tongue {
    /// `letters` are what the bytes are in the encoding, folded; `None` for what is no letter.
    pub(super) fn of(
        language: &'static Language,
        number: usize,
        letters: &[Option<char>; 256],
    ) -> Self {
        let place = |letter: Option<char>| match letter {
            None => NO_LETTER,
            Some(c) if c.is_ascii() && !language.is_latin() => other_script(language),
            Some(c) => language.place(c),
        };
        let rarer = RARER.iter().find(|(code, _)| *code == language.code);
        Self {
            number,
            is_latin: language.is_latin(),
            rarity: rarer.map_or(0, |&(_, rarity)| rarity),
            places: letters.map(place),
            costs: COSTS.get(number).map_or(&[], Vec::as_slice),
            size: language.size() + 1,
        }
    }

    pub(super) fn cost(&self, pair: &Pair) -> u32 {
        let first = usize::from(self.places[usize::from(pair.first)]);
        let second = usize::from(self.places[usize::from(pair.second)]);
        self.costs
            .get(first * self.size + second)
            .map_or(0, |&cost| u32::from(cost))
    }
}

/// The place of ASCII letters in a language of another script.
fn other_script(language: &Language) -> u8 {
    u8::try_from(language.size()).unwrap_or(u8::MAX)
}

fn pair_costs(language: &Language) -> Vec<u16> {
    let size = language.size() + 1;
    let cost = |at| pair_cost(language, at / size, at % size);
    (0..size * size).map(cost).collect()
}

/// What a pair with a byte above ASCII costs by its places, of which one more stands for ASCII
/// letters in a language of another script.
fn pair_cost(language: &Language, first: usize, second: usize) -> u16 {
    let (none, other) = (usize::from(NO_LETTER), language.size());
    let is_ascii = |place: usize| language.is_latin() && (1..ASCII_PLACES).contains(&place);
    let cost = |first, second| u16::from(language.cost(first, second));
    match (first, second) {
        _ if first == other && second == none => 0,
        _ if second == other && (first == other || first == none) => ASCII_LETTER,
        _ if second == other => ASCII_LETTER + MIXED,
        _ if first == other => cost(none, second) + MIXED,
        // A symbol beside an ASCII letter says nothing of the language.
        _ if first == none && (second == none || is_ascii(second)) => 0,
        _ if second == none && is_ascii(first) => 0,
        (first, second) => cost(first, second),
    }
}
