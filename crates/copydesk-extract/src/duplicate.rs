//! Finds what a page prints twice: exactly, or with small differences, as between a print version
//! and one for telephones.

use copydesk_record::BlockKind;

use crate::hash::{Map, Set};
use crate::measure::is_sentence;
use crate::sayings::sayings;
use crate::unit::Unit;

/// A text lighter than this may come twice by chance: a name, a "yes".
const MIN_MASS: usize = 40;
/// A stretch of the body that says less may come again on purpose.
const MIN_STRETCH: usize = 300;
/// A stretch that says more in more units is no refrain and no quotation, wherever it comes again.
const MAX_REFRAIN: usize = 1_000;
const MAX_STANZAS: usize = 2;
/// A paragraph of this weight is prose and no verse.
const MIN_PROSE: usize = 250;
/// A sentence of this weight that follows itself is printed twice.
const MIN_DOUBLED: usize = 70;
/// More lines than these between repeated units are no furniture of theirs.
const MAX_LINES_BETWEEN: usize = 16;

/// For each unit, the index of the earlier body unit that it repeats.
///
/// Inside the body a stretch of units counts as repeated when all of it comes again in the same
/// order, it says much, and little that is said once stands between it and its like, or it has a long
/// paragraph that is printed exactly twice: so it is with a body printed twice, while a refrain has new
/// verses before it, rows of results say little, and answers quote what they answer. A sentence that follows itself is printed twice, and so is one that opens the body and comes
/// once again, as standfirsts do. What stands outside the body and says what the body says is a
/// duplicate in any case.
pub(crate) fn duplicates(units: &[Unit], body: &[bool]) -> Vec<Option<usize>> {
    let solid: Vec<usize> = (0..units.len())
        .filter(|&index| units[index].mass >= MIN_MASS)
        .collect();
    let pages = Solid::new(units, body, solid);
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
    /// How often the body says each saying.
    times: Vec<usize>,
    /// The mass of the body's places before each place: of what is said once, and of what is repeated.
    before: Vec<[usize; 2]>,
}

impl<'a> Solid<'a> {
    fn new(units: &'a [Unit], body: &[bool], solid: Vec<usize>) -> Self {
        let sayings = sayings(units, &solid);
        let body: Vec<bool> = solid.iter().map(|&index| body[index]).collect();
        let mut times = vec![0; solid.len()];
        let of_body = (0..solid.len()).filter(|&place| body[place]);
        of_body.for_each(|place| times[sayings[place]] += 1);
        let mut sum = [0, 0];
        let mut before = Vec::with_capacity(solid.len());
        for (place, &index) in solid.iter().enumerate() {
            before.push(sum);
            if body[place] {
                sum[usize::from(times[sayings[place]] > 1)] += units[index].mass;
            }
        }
        Self {
            units,
            solid,
            sayings,
            body,
            times,
            before,
        }
    }

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
            let firsts = (place..place + length).filter_map(|at| firsts.get(&self.sayings[at]));
            repeats.extend((place..).zip(firsts.copied()));
            place += length.max(1);
        }
        repeats
    }

    /// How many units from `place` on, each saying something else, repeat those from `first` on, if
    /// that is not on purpose.
    fn stretch(&self, first: usize, place: usize) -> usize {
        if !self.body[place] {
            return usize::from(first != place);
        }
        let end = self.solid.len().min(2 * place - first.min(place));
        let mut sayings = Set::default();
        let length = (place..end)
            .take_while(|&at| {
                first < place
                    && self.body[at]
                    && self.sayings[at] == self.sayings[first + at - place]
                    && sayings.insert(self.sayings[at])
            })
            .count();
        let said: usize = (place..place + length).map(|at| self.unit(at).mass).sum();
        let is_prose = || (0..length).any(|step| self.is_prose_again(first + step, place + step));
        let is_again = || said >= MAX_REFRAIN && length > MAX_STANZAS;
        if said >= MIN_STRETCH && (self.is_beside(first, place) || is_again() || is_prose()) {
            length
        } else {
            usize::from(self.is_doubled(first, place))
        }
    }

    /// Whether a paragraph that is no verse is printed exactly twice.
    fn is_prose_again(&self, first: usize, place: usize) -> bool {
        let unit = self.unit(place);
        unit.mass >= MIN_PROSE
            && unit.kind == BlockKind::Paragraph
            && self.is_exactly_twice(first, place)
    }

    fn is_exactly_twice(&self, first: usize, place: usize) -> bool {
        let letters = |place: usize| self.unit(place).letters();
        self.times[self.sayings[place]] == 2 && letters(first) == letters(place)
    }

    /// Whether what is repeated is twice as much as what is said once, from `first` to `place`.
    fn is_beside(&self, first: usize, place: usize) -> bool {
        let [once, again] = [0, 1].map(|kind| self.before[place][kind] - self.before[first][kind]);
        once * 2 <= again
    }

    /// Whether a sentence or a caption stands beside itself, or opens the body and comes once again.
    fn is_doubled(&self, first: usize, place: usize) -> bool {
        let unit = self.unit(place);
        let is_beside = first < place && self.sayings[place - 1] == self.sayings[place];
        let is_opening =
            || first < place && self.before[first] == [0, 0] && self.is_exactly_twice(first, place);
        let is_prose = unit.kind == BlockKind::Paragraph
            && unit.mass >= MIN_DOUBLED
            && is_sentence(&unit.text);
        (is_prose && (is_beside || is_opening())) || (is_beside && unit.kind == BlockKind::Caption)
    }

    fn unit(&self, place: usize) -> &Unit {
        &self.units[self.solid[place]]
    }
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
        assert_eq!(found("abrstcdrstefrst"), [None; 15]);
    }

    #[test]
    fn a_body_printed_twice_around_what_differs_is_found() {
        assert_eq!(found("abcxdefabcydef").iter().flatten().count(), 6);
    }

    #[test]
    fn an_opening_that_comes_once_again_is_a_standfirst() {
        assert_eq!(found("abcda")[4], Some(0));
        assert_eq!(found("abcaad")[3..5], [None, Some(0)]);
    }

    #[test]
    fn a_sentence_that_follows_itself_is_printed_twice() {
        assert_eq!(found("aabc"), [None, Some(0), None, None]);
        assert_eq!(found("aaaab")[1..], [Some(0), Some(0), Some(0), None]);
    }

    #[test]
    fn what_repeats_outside_the_body_is_a_duplicate() {
        let units: Vec<Unit> = "abcb".chars().map(unit).collect();
        let found = duplicates(&units, &[true, true, true, false]);
        assert_eq!(found, [None, None, None, Some(1)]);
    }
}
