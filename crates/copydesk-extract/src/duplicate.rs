//! Finds what a page prints twice: exactly, or with small differences, as between a print version
//! and one for telephones.

use copydesk_record::BlockKind;

use crate::hash::Map;
use crate::measure::is_sentence;
use crate::shingles::{Shingles, resembles};
use crate::unit::Unit;

/// A text lighter than this may come twice by chance: a name, a "yes".
const MIN_MASS: usize = 40;
/// A stretch of the body that is lighter may come again on purpose, as a refrain does.
const MIN_STRETCH: usize = 300;
/// A sentence of this weight that follows itself is printed twice.
const MIN_DOUBLED: usize = 70;
/// More lines than these between repeated units are no furniture of theirs.
const MAX_LINES_BETWEEN: usize = 16;
/// Of so many postings of a shingle the first are looked at: what is everywhere tells nothing.
const MAX_POSTINGS: usize = 8;

/// For each unit, the index of the earlier body unit that it repeats.
///
/// Inside the body a stretch of units counts as repeated when all of it comes again in the same
/// order and it is heavy: a body printed twice is, a refrain is not. What stands outside the body
/// and says what the body says is a duplicate in any case.
pub(crate) fn duplicates(units: &[Unit], body: &[bool]) -> Vec<Option<usize>> {
    let solid: Vec<usize> = (0..units.len())
        .filter(|&index| units[index].mass >= MIN_MASS)
        .collect();
    let pages = Solid {
        units,
        sayings: sayings(units, &solid),
        body: solid.iter().map(|&index| body[index]).collect(),
        solid,
    };
    let mut found = vec![None; units.len()];
    for (place, first) in pages.repeats() {
        found[pages.solid[place]] = Some(pages.solid[first]);
    }
    repeat_lines(units, body, &mut found);
    found
}

/// The short lines between repeated units repeat those between the units that they repeat.
fn repeat_lines(units: &[Unit], body: &[bool], found: &mut [Option<usize>]) {
    let mut last: Option<(usize, usize)> = None;
    for index in 0..units.len() {
        let Some(first) = found[index] else { continue };
        let is_near = |last: &(usize, usize)| {
            last.1 < first
                && index - last.0 <= MAX_LINES_BETWEEN
                && first - last.1 <= MAX_LINES_BETWEEN
        };
        if let Some((before, first_before)) = last.filter(is_near) {
            for line in before + 1..index {
                let own = units[line].letters();
                let same = |&other: &usize| body[other] && units[other].letters() == own;
                found[line] = (first_before + 1..first)
                    .find(same)
                    .filter(|_| !own.is_empty());
            }
        }
        last = Some((index, first));
    }
}

/// The units that weigh something; a place is an index among them.
struct Solid<'a> {
    units: &'a [Unit],
    solid: Vec<usize>,
    /// What each says: the first place that says the same.
    sayings: Vec<usize>,
    body: Vec<bool>,
}

impl Solid<'_> {
    /// Places and the body's places that they repeat.
    fn repeats(&self) -> Vec<(usize, usize)> {
        let mut firsts: Map<usize, usize> = Map::default();
        for place in 0..self.solid.len() {
            if self.body[place] {
                firsts.entry(self.sayings[place]).or_insert(place);
            }
        }
        let mut repeats = Vec::new();
        let mut place = 0;
        while place < self.solid.len() {
            let first = firsts.get(&self.sayings[place]).copied();
            let length = first.map_or(0, |first| self.stretch(first, place));
            match first {
                Some(first) if length > 0 => {
                    repeats.extend((0..length).map(|step| (place + step, first + step)));
                }
                _ => {}
            }
            place += length.max(1);
        }
        repeats
    }

    /// How many units from `place` on repeat those from `first` on, if that is no refrain.
    fn stretch(&self, first: usize, place: usize) -> usize {
        if !self.body[place] {
            return usize::from(first != place);
        }
        let end = self.solid.len().min(2 * place - first.min(place));
        let length = (place..end)
            .take_while(|&at| {
                first < place
                    && self.body[at]
                    && self.sayings[at] == self.sayings[first + at - place]
            })
            .count();
        let mass: usize = (place..place + length).map(|at| self.unit(at).mass).sum();
        if mass >= MIN_STRETCH || (length == 1 && self.is_doubled(first, place)) {
            length
        } else {
            0
        }
    }

    /// Whether a sentence stands beside itself.
    fn is_doubled(&self, first: usize, place: usize) -> bool {
        let unit = self.unit(place);
        place == first + 1
            && unit.kind == BlockKind::Paragraph
            && unit.mass >= MIN_DOUBLED
            && is_sentence(&unit.text)
    }

    fn unit(&self, place: usize) -> &Unit {
        &self.units[self.solid[place]]
    }
}

/// For each place the first place that says the same, or nearly.
fn sayings(units: &[Unit], solid: &[usize]) -> Vec<usize> {
    let shingles: Vec<Shingles<'_>> = solid
        .iter()
        .map(|&index| Shingles::of(&units[index].text))
        .collect();
    let mut exact: Map<&str, usize> = Map::default();
    let mut postings: Map<u64, Vec<usize>> = Map::default();
    let mut sayings = Vec::with_capacity(solid.len());
    for (place, &index) in solid.iter().enumerate() {
        let first = *exact.entry(units[index].letters()).or_insert(place);
        let near = || nearest(&shingles, &postings, place);
        let saying = if first < place {
            sayings[first]
        } else {
            near().map_or(place, |near| sayings[near])
        };
        sayings.push(saying);
        for &hash in shingles[place].samples() {
            let list = postings.entry(hash).or_default();
            if list.len() < MAX_POSTINGS {
                list.push(place);
            }
        }
    }
    sayings
}

/// The first earlier place that says nearly the same.
fn nearest(
    shingles: &[Shingles<'_>],
    postings: &Map<u64, Vec<usize>>,
    place: usize,
) -> Option<usize> {
    let samples = shingles[place].samples().iter();
    let mut candidates: Vec<usize> = samples
        .filter_map(|hash| postings.get(hash))
        .flatten()
        .copied()
        .collect();
    candidates.sort_unstable();
    candidates.dedup();
    candidates
        .into_iter()
        .find(|&other| resembles(&shingles[place], &shingles[other]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_record::Span;

    /// Units of a hundred and some letters; what a capital says differs by a word from the small letter's.
    fn unit(c: char) -> Unit {
        let mut unit = Unit::new(BlockKind::Paragraph, 0, Span::default());
        let word = |step: u8| format!("{}{}", c.to_ascii_lowercase(), char::from(b'a' + step));
        let words: Vec<String> = (0..26).map(|step| word(step).repeat(2)).collect();
        unit.text = format!(
            "{} {}.",
            words.join(" "),
            if c.is_ascii_uppercase() {
                "altered"
            } else {
                "first"
            }
        );
        unit.mass = crate::measure::mass(&unit.text);
        unit
    }

    fn found(texts: &str) -> Vec<Option<usize>> {
        let units: Vec<Unit> = texts.chars().map(unit).collect();
        duplicates(&units, &vec![true; units.len()])
    }

    #[test]
    fn a_body_printed_twice_is_found() {
        let (a, b, c) = (Some(0), Some(1), Some(2));
        assert_eq!(found("abcdabc"), [None, None, None, None, a, b, c]);
    }

    #[test]
    fn a_body_printed_twice_with_small_differences_is_found() {
        assert_eq!(found("abcdABCD")[4..], [Some(0), Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_body_printed_three_times_is_found() {
        assert_eq!(found("abcabcabc").iter().flatten().count(), 6);
    }

    #[test]
    fn a_refrain_is_no_duplicate() {
        assert_eq!(found("arbrcr"), [None; 6]);
        assert_eq!(found("arsbrscrs"), [None; 9]);
    }

    #[test]
    fn a_sentence_that_follows_itself_is_printed_twice() {
        assert_eq!(found("aabc"), [None, Some(0), None, None]);
    }

    #[test]
    fn what_repeats_outside_the_body_is_a_duplicate() {
        let units: Vec<Unit> = "abcb".chars().map(unit).collect();
        let found = duplicates(&units, &[true, true, true, false]);
        assert_eq!(found, [None, None, None, Some(1)]);
    }
}
