//! What the words of ASCII letters say of the language.

use std::sync::LazyLock;

use super::model::{BIT, Language, NO_LETTER, languages};
use super::pairs::Pair;

/// What ASCII words say of the language counts for three fifths, since many are names, English or
/// markup, and for this much at most.
const MOST_BY_ASCII: u32 = 40 * BIT;

/// How many languages the costs of ASCII pairs are kept for side by side: those in Latin letters,
/// with which the model begins.
pub(super) const LANES: usize = 32;

/// Letters of ASCII, and what is no letter.
pub(super) const ASCII_PLACES: usize = 27;

static ASCII_COSTS: LazyLock<Vec<[u8; LANES]>> = LazyLock::new(ascii_costs);

/// How much worse than the best language each fits the ASCII words, by its place in the model;
/// nought for those of other scripts.
pub(super) fn by_ascii(pairs: &[Pair]) -> [u32; LANES] {
    let mut sums = [0_u32; LANES];
    for pair in pairs {
        let at = ascii_place(pair.first) * ASCII_PLACES + ascii_place(pair.second);
        let Some(costs) = ASCII_COSTS.get(at) else {
            continue;
        };
        for (sum, &cost) in sums.iter_mut().zip(costs) {
            *sum += pair.count * u32::from(cost);
        }
    }
    let is_latin = |number: usize| languages().get(number).is_some_and(Language::is_latin);
    let latin = sums.iter().enumerate();
    let latin = latin.filter(|(number, _)| is_latin(*number));
    let least = latin.map(|(_, &sum)| sum).min().unwrap_or(0);
    sums.map(|sum| (sum.saturating_sub(least) / 5 * 3).min(MOST_BY_ASCII))
}

fn ascii_place(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => usize::from(byte - b'a') + 1,
        _ => usize::from(NO_LETTER),
    }
}

fn ascii_costs() -> Vec<[u8; LANES]> {
    let mut table = vec![[0; LANES]; ASCII_PLACES * ASCII_PLACES];
    for (at, costs) in table.iter_mut().enumerate() {
        let (first, second) = (at / ASCII_PLACES, at % ASCII_PLACES);
        for (cost, language) in costs.iter_mut().zip(languages()) {
            if language.is_latin() {
                *cost = language.cost(first, second);
            }
        }
    }
    table
}
