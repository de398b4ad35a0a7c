//! Where on the page something stands: by the headline, in the body, at its end, or in what belongs
//! to other articles.

mod lines;
mod others;

use copydesk_record::BlockKind;

use crate::fate::Fate;
use crate::hints::Hints;
use crate::tree::{NodeId, Tree};
use crate::unit::{Sheet, Unit};
use crate::walk::push_collapsed;

pub(crate) use lines::Line;
pub(super) use lines::MAX_LINE;

/// How many units above the headline belong to its surroundings.
const ABOVE: usize = 6;
/// How many units after the headline belong to its surroundings, if the body does not start before.
const BELOW: usize = 24;
/// How many units of the body are its opening.
const OPENING: usize = 3;
/// How many units after the body belong to its end.
const END: usize = 12;
/// Nodes of an element that are looked at for its text.
const MAX_NODES: usize = 60;

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Shortly above the headline.
    Above,
    /// Between the headline and the body.
    Near,
    /// In the first lines of the body.
    Opening,
    /// In the body.
    Within,
    /// At the body's end or shortly after it.
    End,
    /// Elsewhere.
    Far,
    /// In what belongs to other articles, comments, or the whole site.
    Others,
}

/// The body below the headline, if most of it stands there: what was taken for body above is not the story.
fn below<'b>(units: &[Unit], body: &'b [usize], headline: Option<usize>) -> &'b [usize] {
    let (above, below) = body.split_at(body.partition_point(|&index| Some(index) <= headline));
    let weigh = |part: &[usize]| part.iter().map(|&index| units[index].mass).sum::<usize>();
    if weigh(below) > weigh(above) {
        below
    } else {
        body
    }
}

/// Where the story begins: after the byline, when a standfirst above it opens the body.
fn first_of_story(body: &[usize]) -> usize {
    let opening = &body[..body.len().min(OPENING + 1)];
    let is_after_gap = |pair: &&[usize]| (2..=BELOW).contains(&(pair[1] - pair[0]));
    let gap = opening.windows(2).rfind(is_after_gap).map(|pair| pair[1]);
    gap.or(body.first().copied()).unwrap_or(0)
}

/// The page as laid out around its headline and body.
pub(crate) struct Scene<'a> {
    tree: &'a Tree,
    sheet: &'a Sheet,
    hints: Hints<'a>,
    headline: Option<usize>,
    first: usize,
    last: usize,
    /// The elements around the headline or the body's first unit.
    around: Vec<NodeId>,
}

impl<'a> Scene<'a> {
    /// Looks at the page once its body is known.
    pub fn new(tree: &'a Tree, sheet: &'a Sheet, fates: &[Fate], headline: Option<usize>) -> Self {
        let is_text = |unit: &Unit| !matches!(unit.kind, BlockKind::Figure | BlockKind::Caption);
        let is_body = |index: &usize| fates[*index] == Fate::Body && is_text(&sheet.units[*index]);
        let body: Vec<usize> = (0..fates.len()).filter(is_body).collect();
        let first = first_of_story(below(&sheet.units, &body, headline));
        let last = body.last().copied().unwrap_or(first);
        let nodes = [headline.unwrap_or(first), first].into_iter();
        let units = nodes.filter_map(|index| sheet.units.get(index));
        let mut around: Vec<NodeId> = units.flat_map(|unit| tree.ancestors(unit.node)).collect();
        around.sort_unstable();
        Self {
            tree,
            sheet,
            hints: Hints::new(tree),
            headline,
            first,
            last,
            around,
        }
    }

    /// The page's tree.
    pub fn tree(&self) -> &'a Tree {
        self.tree
    }

    /// The index of the unit in which a node's text begins.
    pub fn unit_at(&self, node: NodeId) -> Option<usize> {
        let start = self.tree.node(node).span.start;
        let run = self
            .sheet
            .runs
            .partition_point(|run| run.span.start < start);
        self.sheet.runs.get(run).map(|run| run.unit)
    }

    /// The unit of an index.
    pub fn unit(&self, index: usize) -> Option<&'a Unit> {
        self.sheet.units.get(index)
    }

    /// Where an element stands.
    pub fn place(&mut self, node: NodeId) -> Place {
        let place = self
            .unit_at(node)
            .map_or(Place::Far, |unit| self.place_of(unit));
        if self.is_others(node, place) {
            Place::Others
        } else {
            place
        }
    }

    /// An element's text, if it is no longer than `most` bytes.
    pub fn short_text(&self, node: NodeId, most: usize) -> Option<String> {
        let mut found = String::new();
        for text in self
            .tree
            .descendants(node)
            .take(MAX_NODES)
            .filter_map(|node| self.tree.text(node))
        {
            push_collapsed(&mut found, text);
            if found.len() > most {
                return None;
            }
        }
        Some(found).filter(|text| !text.is_empty())
    }

    /// What stands before an element's text in its unit.
    pub fn label_before(&self, node: NodeId) -> Option<&'a str> {
        let unit = self.unit(self.unit_at(node)?)?;
        let own = self.short_text(node, MAX_LINE)?;
        let before = &unit.text[..unit.text.find(own.trim())?];
        before.rsplit(['\n', '|']).next()
    }

    /// Where a unit stands, by its index alone.
    fn place_of(&self, index: usize) -> Place {
        let top = self
            .headline
            .filter(|&headline| headline <= self.first + OPENING);
        let top = top.unwrap_or(self.first);
        if index < top {
            return if top - index <= ABOVE {
                Place::Above
            } else {
                Place::Far
            };
        }
        let is_before_body = index <= self.first.max(top + 1);
        if is_before_body && (index - top <= BELOW || self.first - index <= ABOVE) {
            Place::Near
        } else if index <= self.first + OPENING {
            Place::Opening
        } else if index < self.last {
            Place::Within
        } else if index <= self.last + END {
            Place::End
        } else {
            Place::Far
        }
    }

    /// The units with which the body opens.
    pub fn opening(&self) -> impl Iterator<Item = &'a Unit> {
        self.sheet.units.iter().skip(self.first).take(OPENING)
    }

    /// The body's last unit and those shortly below it that are this article's.
    pub fn below_body(&mut self) -> Vec<&'a Unit> {
        let sheet = self.sheet;
        let units = sheet.units.iter().skip(self.last).take(END);
        let own = |unit: &&Unit| !self.is_in_others(unit.node, Place::End);
        units.filter(own).collect()
    }

    /// The units between the headline and the body's opening, the latter with them.
    pub fn standfirst(&self) -> impl Iterator<Item = &'a Unit> {
        let top = self
            .headline
            .map_or(self.first, |headline| (headline + 1).min(self.first));
        let top = top.max(self.first.saturating_sub(BELOW));
        self.sheet.units.iter().take(self.first + OPENING).skip(top)
    }
}
