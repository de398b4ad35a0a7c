//! Which texts of a page say the same.

use crate::hash::Map;
use crate::shingles::{Shingles, resembles};
use crate::unit::Unit;

/// Of so many postings of a shingle the first are looked at: what is everywhere tells nothing.
const MAX_POSTINGS: usize = 8;

/// For each place the first place that says the same, or nearly.
pub(crate) fn sayings(units: &[Unit], solid: &[usize]) -> Vec<usize> {
    let texts: Vec<&str> = solid
        .iter()
        .map(|&index| units[index].text.as_str())
        .collect();
    let shingles: Vec<Shingles<'_>> = texts.iter().map(|text| Shingles::of(text)).collect();
    let candidates = candidates(&shingles);
    let mut exact: Map<&str, usize> = Map::default();
    let mut sayings = Vec::with_capacity(solid.len());
    for (place, &index) in solid.iter().enumerate() {
        let first = *exact.entry(units[index].letters()).or_insert(place);
        let near = || nearest(&texts, &shingles, &candidates, place);
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
fn candidates(shingles: &[Shingles<'_>]) -> Vec<(usize, usize)> {
    let mut postings = Vec::new();
    for (place, shingles) in shingles.iter().enumerate() {
        shingles.samples(|hash| postings.push((hash, place)));
    }
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

/// The first earlier place that says nearly the same.
fn nearest(
    texts: &[&str],
    shingles: &[Shingles<'_>],
    candidates: &[(usize, usize)],
    place: usize,
) -> Option<usize> {
    let start = candidates.partition_point(|&(later, _)| later < place);
    let own = candidates[start..]
        .iter()
        .take_while(|(later, _)| *later == place);
    own.map(|&(_, other)| other).find(|&other| {
        resembles(&shingles[place], &shingles[other])
            && have_the_same_numbers(texts[place], texts[other])
    })
}

/// Whether one text has no number that the other has not: with others it is a form filled in anew.
fn have_the_same_numbers(one: &str, other: &str) -> bool {
    let numbers = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_numeric());
        let mut numbers: Vec<String> = words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        numbers.sort_unstable();
        numbers
    };
    let (one, other) = (numbers(one), numbers(other));
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
        assert!(have_the_same_numbers(
            text,
            &text.replace("June 2023", "June")
        ));
        assert!(!have_the_same_numbers(text, &text.replace("2023", "2025")));
    }
}
