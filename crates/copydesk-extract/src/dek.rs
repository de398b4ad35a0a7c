//! The standfirst: the sentence or two between headline and body, or at the body's top.
//!
//! No single sign is enough. Descriptions repeat the first paragraph as often as the standfirst, sites
//! name their elements as they like, and what stands under a headline may be anything. So the lines
//! between the headline and the body's second paragraph are weighed by all signs together, and a
//! standfirst is what several of them speak for.

mod described;
mod marked;
mod shape;
mod wording;

use std::cmp::Reverse;

use copydesk_record::{BlockKind, Reason};

use crate::fate::{Fate, is_byline};
use crate::measure::letters;
use crate::metadata::head::Head;
use crate::tree::Tree;
use crate::unit::Unit;

use described::Descriptions;
use shape::{are_beside, are_siblings, holds, shape};

/// The sum of signs from which a line is the standfirst: a description or a name, and one sign beside
/// it; or all of what a line's place and setting can say.
const ENOUGH: i32 = 5;
/// A line lighter than this is no standfirst.
const MIN_DEK: usize = 10;
/// A line heavier than this is a paragraph.
const MAX_DEK: usize = 400;
/// A line heavier than this rarely is a standfirst.
const LONG_DEK: usize = 300;
/// A body's unit lighter than this is no paragraph to compare with.
const MIN_PARAGRAPH: usize = 60;
/// So many paragraphs tell how long those of the body are.
const PARAGRAPHS: usize = 5;
/// So many lines are weighed; what follows is far from the headline.
const MAX_CANDIDATES: usize = 24;

/// The index of the standfirst's unit, and where it stands: `above_body` or `opens_body`.
pub(crate) fn dek(
    tree: &Tree,
    head: &Head,
    title: Option<&str>,
    units: &[Unit],
    fates: &[Fate],
) -> Option<(usize, &'static str)> {
    let opening = Opening::new(tree, head, title, units, fates)?;
    let signs = opening
        .candidates()
        .map(|(index, is_next)| (opening.signs(index, is_next), index));
    let enough = signs.filter(|(signs, _)| signs.score >= ENOUGH);
    // The first of equals.
    let (_, index) = enough.min_by_key(|(signs, _)| Reverse(*signs))?;
    let is_body = fates[index] == Fate::Body;
    Some((index, if is_body { "opens_body" } else { "above_body" }))
}

/// The signs that a line is the standfirst. What a description or a name says comes before all that
/// the place can.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Signs {
    /// Whether a description is the line, or an element is called a standfirst.
    is_named: bool,
    /// The sum of all signs.
    score: i32,
}

/// What stands around a standfirst.
struct Opening<'a> {
    tree: &'a Tree,
    units: &'a [Unit],
    fates: &'a [Fate],
    /// The title's letters.
    title: String,
    descriptions: Descriptions,
    /// The last unit above the body that shows the headline.
    headline: Option<usize>,
    /// The first paragraphs of the body.
    paragraphs: Vec<usize>,
}

impl<'a> Opening<'a> {
    fn new(
        tree: &'a Tree,
        head: &Head,
        title: Option<&str>,
        units: &'a [Unit],
        fates: &'a [Fate],
    ) -> Option<Self> {
        let is_paragraph = |&index: &usize| {
            let is_text = matches!(units[index].kind, BlockKind::Paragraph | BlockKind::Quote);
            fates[index] == Fate::Body && is_text && units[index].mass >= MIN_PARAGRAPH
        };
        let paragraphs = (0..fates.len()).filter(is_paragraph);
        let paragraphs: Vec<usize> = paragraphs.take(PARAGRAPHS + 1).collect();
        let mut opening = Self {
            tree,
            units,
            fates,
            title: title.map(letters).unwrap_or_default(),
            descriptions: Descriptions::of(head),
            headline: None,
            paragraphs,
        };
        let first = *opening.paragraphs.first()?;
        opening.headline = (0..=first).rev().find(|&index| opening.is_headline(index));
        Some(opening)
    }

    /// Whether a unit shows the headline, which pages may do twice in other words.
    fn is_headline(&self, index: usize) -> bool {
        let unit = &self.units[index];
        let is_heading = unit.kind == BlockKind::Heading;
        self.fates[index] == Fate::Title
            || (is_heading && unit.level == 1)
            || (is_heading && unit.mass >= MIN_DEK && self.title.contains(unit.letters()))
    }

    /// The lines that may be it, and whether each is the first of them.
    fn candidates(&self) -> impl Iterator<Item = (usize, bool)> + '_ {
        let body = self.fates.iter().position(|fate| *fate == Fate::Body);
        let start = self.headline.map(|headline| headline + 1).or(body);
        let first = self.paragraphs.first().map(|first| first + 1);
        let end = self.paragraphs.get(1).copied().or(first);
        let lines = start.unwrap_or(0)..end.unwrap_or(0);
        let lines = lines.filter(|&index| self.may_be(index));
        let numbered = lines.take(MAX_CANDIDATES).enumerate();
        numbered.map(|(number, index)| (index, number == 0))
    }

    fn may_be(&self, index: usize) -> bool {
        let unit = &self.units[index];
        let is_line = matches!(
            unit.kind,
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Heading
        );
        is_line
            && may_become(self.fates[index])
            && (MIN_DEK..=MAX_DEK).contains(&unit.mass)
            && unit.linked * 2 <= unit.text.len()
            && !is_byline(unit)
            && !self.says_title(unit)
    }

    fn says_title(&self, unit: &Unit) -> bool {
        let own = unit.letters();
        let is_long = own.len() > 2 * self.title.len();
        self.title.contains(own)
            || (!self.title.is_empty() && !is_long && own.contains(&self.title))
    }

    fn signs(&self, index: usize, is_next: bool) -> Signs {
        let unit = &self.units[index];
        let next = self.paragraphs.iter().find(|&&next| next > index);
        let next = next.map(|&next| &self.units[next]);
        let headline = self.headline.map(|headline| &self.units[headline]);
        let described = self.descriptions.say(unit);
        let marked = marked::says(self.tree, unit, next.into_iter().chain(headline));
        let is_named = described == described::ALL || marked == marked::SURE;
        let is_free = matches!(self.fates[index], Fate::Body | Fate::Cut(Reason::Other));
        let score = described
            + marked
            + self.apart(unit, next)
            + self.place(index, is_next, next)
            + self.length(index)
            + i32::from(is_next && unit.kind == BlockKind::Heading)
            - i32::from(!is_free)
            - wording::against(unit, described > 0, is_named);
        Signs { is_named, score }
    }

    /// Whether it looks like the paragraph that follows it.
    fn apart(&self, unit: &Unit, next: Option<&Unit>) -> i32 {
        match next {
            Some(next) if shape(self.tree, unit) == shape(self.tree, next) => {
                -3 * i32::from(are_siblings(self.tree, unit, next))
            }
            Some(_) => 1,
            None => 0,
        }
    }

    /// Whether it stands by the headline, and best in a box with it that the body is not in.
    fn place(&self, index: usize, is_next: bool, next: Option<&Unit>) -> i32 {
        let Some(headline) = self.headline else {
            return i32::from(is_next);
        };
        let (tree, unit, shown) = (self.tree, &self.units[index], &self.units[headline]);
        let beside = i32::from(are_beside(tree, unit, shown));
        if index != headline + 1 || !are_siblings(tree, unit, shown) {
            return i32::from(is_next) + beside;
        }
        let is_in_body = |next| {
            tree.parent(unit.node)
                .is_none_or(|own| holds(tree, own, next))
        };
        let has_own_box = next.is_some_and(|next| !is_in_body(next.node));
        2 + i32::from(has_own_box) + beside
    }

    /// Whether it is shorter than the body's paragraphs are.
    fn length(&self, index: usize) -> i32 {
        let after = self.paragraphs.iter().filter(|&&next| next > index);
        let masses: Vec<usize> = after.map(|&next| self.units[next].mass).collect();
        let mean = masses.iter().sum::<usize>() / masses.len().max(1);
        let mass = self.units[index].mass;
        let is_short = if mass < mean { 1 } else { -1 };
        is_short - 2 * i32::from(mass > LONG_DEK)
    }
}

/// Whether what becomes of a unit leaves it free to be the standfirst.
fn may_become(fate: Fate) -> bool {
    match fate {
        Fate::Body => true,
        Fate::Title | Fate::Imprint | Fate::Repeats(_) => false,
        Fate::Cut(reason) => !matches!(
            reason,
            Reason::Byline
                | Reason::Caption
                | Reason::Share
                | Reason::Consent
                | Reason::Comment
                | Reason::Duplicate
                | Reason::Separator
        ),
    }
}
