//! The short lines around the headline and at the body's ends.

use copydesk_record::{BlockKind, Reason, Span};

use super::{ABOVE, BELOW, END, OPENING, Place, Scene};
use crate::fate::is_byline;
use crate::unit::Unit;

/// A line longer than this, in bytes, is prose.
pub(in crate::metadata) const MAX_LINE: usize = 160;

/// A line on the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    /// Its text.
    pub text: &'a str,
    /// The line before it.
    pub before: &'a str,
    /// Where its unit stands in the source.
    pub span: Span,
    /// Where on the page.
    pub place: Place,
    /// Whether it is a heading.
    pub is_heading: bool,
}

impl<'a> Scene<'a> {
    /// The short lines around the headline and at the body's ends, in reading order.
    pub fn lines(&mut self) -> Vec<Line<'a>> {
        let top = self.headline.unwrap_or(self.first).min(self.first);
        let opening = top.saturating_sub(ABOVE)..(self.first + OPENING + 1).max(top + BELOW);
        let end = self.last.max(opening.end)..self.last + END + 1;
        let mut lines = Vec::new();
        let mut before = "";
        for index in opening.chain(end) {
            if let Some(unit) = self.sheet.units.get(index) {
                before = self.unit_lines(index, unit, before, &mut lines);
            }
        }
        lines
    }

    fn unit_lines(
        &mut self,
        index: usize,
        unit: &'a Unit,
        before: &'a str,
        lines: &mut Vec<Line<'a>>,
    ) -> &'a str {
        let mut before = before;
        let is_headline = self.headline == Some(index);
        if unit.kind == BlockKind::Figure || (is_headline && !unit.text.contains('\n')) {
            return before;
        }
        let place = self.place_of(index);
        let is_far = place == Place::Far
            || is_in_footer(unit, place)
            || unit.node != 0 && !is_credit(unit, place) && self.is_in_others(unit.node, place);
        for text in unit.text.lines() {
            if text.len() <= MAX_LINE && !is_far {
                lines.push(Line {
                    text,
                    before,
                    span: unit.span,
                    place,
                    is_heading: unit.kind == BlockKind::Heading && !is_headline,
                });
            }
            before = text;
        }
        before
    }
}

/// Whether a line by the headline names the author in what pages call a credit, as they call a picture's.
fn is_credit(unit: &Unit, place: Place) -> bool {
    let is_caption = matches!(unit.hint, Some((_, Reason::Caption)));
    is_caption && matches!(place, Place::Near | Place::Above) && is_byline(unit)
}

/// Lines of a footer are the site's; what is marked as an author's or a date in it may be the article's.
fn is_in_footer(unit: &Unit, place: Place) -> bool {
    place == Place::End && matches!(unit.hint, Some((_, Reason::Imprint)))
}
