//! Which texts of a page say the same.

use std::cell::OnceCell;

use crate::hash::Map;
use crate::shingles::{Shingles, resembles};
use crate::unit::Unit;

/// Of so many postings of a shingle the first are looked at: what is everywhere tells nothing.
const MAX_POSTINGS: usize = 8;

/// For each place the first place that says the same, or nearly.
pub(crate) fn sayings(units: &[Unit], solid: &[usize]) -> Vec<usize> {
    let texts = solid.iter().map(|&index| Text::of(&units[index].text));
    let texts: Vec<Text<'_>> = texts.collect();
    let candidates = candidates(&texts);
    let mut exact: Map<&str, usize> = Map::with_capacity_and_hasher(solid.len(), <_>::default());
    let mut sayings = Vec::with_capacity(solid.len());
    for (place, &index) in solid.iter().enumerate() {
        let first = *exact.entry(units[index].letters()).or_insert(place);
        let near = || nearest(&texts, &candidates, place);
        let saying = if first < place {
            sayings[first]
        } else {
            near().map_or(place, |near| sayings[near])
        };
        sayings.push(saying);
    }
    sayings
}

/// Pairs of places that have a sample of their shingles in common, the later one first; sorted.
fn candidates(texts: &[Text<'_>]) -> Vec<(usize, usize)> {
    let mut postings = Vec::new();
    for (place, text) in texts.iter().enumerate() {
        text.shingles.samples(|hash| postings.push((hash, place)));
    }
    keep_repeated(&mut postings);
    postings.sort_unstable();
    postings.dedup();
    let mut pairs = Vec::new();
    for same in postings.chunk_by(|one, other| one.0 == other.0) {
        for (at, &(_, place)) in same.iter().enumerate().skip(1) {
            let earlier = same[..at].iter().take(MAX_POSTINGS);
            pairs.extend(earlier.map(|&(_, other)| (place, other)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Leaves most samples out that stand nowhere else, as most do, so that few need be sorted.
fn keep_repeated(postings: &mut Vec<(u64, usize)>) {
    const BITS: usize = 1 << 14;
    let place = |hash: u64| (hash >> u32::BITS) as usize % BITS;
    let (mut seen, mut again) = ([false; BITS], [false; BITS]);
    for &(hash, _) in &*postings {
        let seen = &mut seen[place(hash)];
        again[place(hash)] |= *seen;
        *seen = true;
    }
    postings.retain(|&(hash, _)| again[place(hash)]);
}

/// The first earlier place that says nearly the same.
fn nearest(texts: &[Text<'_>], candidates: &[(usize, usize)], place: usize) -> Option<usize> {
    let start = candidates.partition_point(|&(later, _)| later < place);
    let own = candidates[start..]
        .iter()
        .take_while(|(later, _)| *later == place);
    let text = &texts[place];
    own.map(|&(_, other)| other).find(|&other| {
        let other = &texts[other];
        resembles(&text.shingles, &other.shingles) && have_the_same_numbers(text, other)
    })
}

/// A text as it is compared.
struct Text<'a> {
    text: &'a str,
    shingles: Shingles<'a>,
    /// Its numbers, sorted, which few texts are asked for.
    numbers: OnceCell<Vec<&'a str>>,
}

impl<'a> Text<'a> {
    fn of(text: &'a str) -> Self {
        let (shingles, numbers) = (Shingles::of(text), OnceCell::new());
        Self {
            text,
            shingles,
            numbers,
        }
    }

    fn numbers(&self) -> &[&'a str] {
        self.numbers.get_or_init(|| {
            let words = self.text.split(|c: char| !c.is_numeric());
            let mut numbers: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
            numbers.sort_unstable();
            numbers
        })
    }
}

/// Whether one text has no number that the other has not: with others it is a form filled in anew.
fn have_the_same_numbers(one: &Text<'_>, other: &Text<'_>) -> bool {
    let (one, other) = (one.numbers(), other.numbers());
    let (few, many) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    few.iter().all(|number| many.binary_search(number).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_filled_in_anew_says_something_else() {
        let text =
            "Testing was done in June 2023 with headphones of this year, on a head of plastic.";
        let is_same = |other: &str| have_the_same_numbers(&Text::of(text), &Text::of(other));
        assert!(is_same(&text.replace("June 2023", "June")));
        assert!(!is_same(&text.replace("2023", "2025")));
    }
}
