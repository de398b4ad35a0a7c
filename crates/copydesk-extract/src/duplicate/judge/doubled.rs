//! Single texts that are printed twice: right after each other, or above the story and in it.

use copydesk_record::BlockKind;

use super::{Judge, MIN_MASS};
use crate::duplicate::shares::{Share, is_covered, main_of};
use crate::measure::{breaks_off, is_question, is_sentence};

/// A sentence of this weight that follows itself is printed twice.
const MIN_DOUBLED: usize = 70;
/// In so many units at most a text is told again right after itself.
const MOST_BESIDE: usize = 8;

impl Judge<'_> {
    /// Whether a sentence or a caption follows itself, or opens the body and comes once again.
    pub(super) fn is_doubled(&self, own: &[Share]) -> bool {
        let (place, Some(of)) = (own[0].place, main_of(own)) else {
            return false;
        };
        let unit = self.unit(place);
        if unit.mass < MIN_MASS {
            return false;
        }
        let is_same = is_covered(self.stream, own) || breaks_off(&self.unit(of).text);
        let is_beside = is_same && self.is_beside(place, of);
        if unit.kind == BlockKind::Caption {
            return is_beside;
        }
        let above = self.stream.weight(0..self.stream.words(of).start);
        let is_asked = is_question(&unit.text);
        let is_opening = || above < MIN_MASS && !is_asked && self.is_exactly_twice(place, of);
        let is_prose = unit.kind == BlockKind::Paragraph
            && unit.mass >= MIN_DOUBLED
            && is_sentence(&unit.text);
        is_prose && (is_beside || is_opening())
    }

    /// Whether a place follows another, or the same text, with nothing between them but what the other says.
    fn is_beside(&self, place: usize, of: usize) -> bool {
        let mut at = place;
        for _ in 0..MOST_BESIDE {
            match self.above(at) {
                Some(above) if above == of || self.is_equal(above, place) => return true,
                Some(above) if self.says[above] == self.says[of] => at = above,
                _ => return false,
            }
        }
        false
    }

    fn is_equal(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.unit(one), self.unit(other));
        one.mass == other.mass && one.letters() == other.letters()
    }

    /// The last place before another one that says anything; none if that is not of the body.
    fn above(&self, place: usize) -> Option<usize> {
        let (units, body) = (&self.stream.units, self.stream.body);
        let above = self.units[..units[place]]
            .iter()
            .rposition(|unit| unit.mass >= MIN_MASS)?;
        units[..body].binary_search(&above).ok()
    }
}
