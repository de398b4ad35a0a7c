//! Where on the page something stands: by the headline, in the body, at its end, or in what belongs
//! to other articles.

use copydesk_record::{BlockKind, Reason, Span};

use crate::fate::{Fate, is_byline};
use html5ever::local_name;

use crate::hints::Hints;
use crate::measure::mass;
use crate::tree::{NodeId, Tree};
use crate::unit::{Sheet, Unit};
use crate::walk::push_collapsed;

/// How many units above the headline belong to its surroundings.
const ABOVE: usize = 6;
/// How many units after the headline belong to its surroundings, if the body does not start before.
const BELOW: usize = 24;
/// How many units of the body are its opening.
const OPENING: usize = 3;
/// How many units after the body belong to its end.
const END: usize = 12;
/// A line longer than this, in bytes, is prose.
pub(super) const MAX_LINE: usize = 160;
/// Ancestors looked at for what an element is part of.
const MAX_ANCESTORS: usize = 40;

/// A link whose text weighs so much leads to a story.
const STORY: usize = 30;
/// Nodes of an element that are looked at for links to other stories.
const MAX_LIST: usize = 400;
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

    /// Whether an element stands among comments.
    pub fn is_in_comments(&mut self, node: NodeId) -> bool {
        let mut around = self.tree.ancestors(node).take(MAX_ANCESTORS);
        around.any(|ancestor| self.hints.of(ancestor) == Some(Reason::Comment))
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

    /// Whether a marked element belongs to others; what its own name says else is what it is marked as.
    /// A time above the headline is judged as one below it: it stands beside the breadcrumbs.
    fn is_others(&mut self, node: NodeId, place: Place) -> bool {
        let parent = self.tree.parent(node);
        let is_time = self.tree.name(node) == Some(&local_name!("time"));
        let place = match place {
            Place::Above if is_time => Place::Near,
            place => place,
        };
        self.hints.of(node) == Some(Reason::Comment)
            || parent.is_some_and(|parent| self.is_in_others(parent, place))
    }

    /// Whether an element belongs to other articles, comments, or the whole site: whether it or one of
    /// those around it, but not around the headline, says so.
    fn is_in_others(&mut self, node: NodeId, place: Place) -> bool {
        for ancestor in self.tree.ancestors(node).take(MAX_ANCESTORS) {
            if self.around.binary_search(&ancestor).is_ok() {
                return false;
            }
            let Some(reason) = self.hints.of(ancestor) else {
                continue;
            };
            let is_by_headline = matches!(place, Place::Near | Place::Above);
            let is_list = !is_by_headline || self.is_list(ancestor, reason);
            if is_list && is_for_others(reason, place) {
                return true;
            }
        }
        false
    }

    /// Whether an element by the headline lists other stories; some templates call what stands around the
    /// headline a teaser.
    fn is_list(&self, node: NodeId, reason: Reason) -> bool {
        let inner = self.tree.descendants(node).take(MAX_LIST);
        let links = inner.filter(|&inner| self.tree.name(inner) == Some(&local_name!("a")));
        let is_story = |link: &NodeId| {
            let texts = self
                .tree
                .descendants(*link)
                .take(MAX_NODES)
                .filter_map(|node| self.tree.text(node));
            texts.map(mass).sum::<usize>() >= STORY
        };
        !matches!(reason, Reason::Related | Reason::Advert)
            || links.filter(is_story).nth(1).is_some()
    }

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

/// Whether a line by the headline names the author in what pages call a credit, as they call a picture's.
fn is_credit(unit: &Unit, place: Place) -> bool {
    let is_caption = matches!(unit.hint, Some((_, Reason::Caption)));
    is_caption && matches!(place, Place::Near | Place::Above) && is_byline(unit)
}

/// Lines of a footer are the site's; what is marked as an author's or a date in it may be the article's.
fn is_in_footer(unit: &Unit, place: Place) -> bool {
    place == Place::End && matches!(unit.hint, Some((_, Reason::Imprint)))
}

fn is_for_others(reason: Reason, place: Place) -> bool {
    match reason {
        Reason::Comment | Reason::Related | Reason::Advert | Reason::Caption => true,
        Reason::Imprint => !matches!(place, Place::Above | Place::Near | Place::End),
        Reason::Navigation | Reason::Promotion | Reason::Consent => place != Place::Near,
        _ => false,
    }
}
