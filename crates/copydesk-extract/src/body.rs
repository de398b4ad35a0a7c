//! Finds the article's body among a page's units.
//!
//! Each unit is given a score, and the body is the run of units with the greatest sum: maximum
//! subsequence segmentation (Pasternack and Roth, "Extracting Article Text from the Web with Maximum
//! Subsequence Segmentation", WWW 2009). The scores differ from theirs: they come from the unit's own
//! text, from where the page's prose stands in the tree, and from what the page says of itself.

use std::ops::Range;

use copydesk_record::{BlockKind, Reason};

use crate::belief::hints;
use crate::imprint;
use crate::masses::Masses;
use crate::measure::is_sentence;
use crate::stated::stated;
use crate::tree::{NodeId, Tree};
use crate::unit::{Sheet, Unit};

/// A text lighter than this is no prose, sentence or not.
const MIN_PROSE: usize = 50;
/// A text heavier than this is prose even if it does not end as a sentence.
const SURE_PROSE: usize = 140;
/// The headline stands above the body: when less than this share of the page's prose, in percent,
/// follows a line, it is another showing of it.
const MIN_AFTER_HEADLINE: usize = 50;
/// The structured data's body is believed to be the whole one when it holds at least this share of
/// the page's prose, in percent.
const MIN_STATED: usize = 50;
/// Prose outside the container counts when the element two levels up has this share of all prose.
const MIN_NEAR: usize = 30;
/// A paragraph's score is its weight, up to this: one long text shall not outweigh an article.
const MAX_SCORE: usize = 400;
/// The score of what stands above the headline.
const ABOVE_HEADLINE: i64 = -30;
/// The score of prose that is not in the structured data's body.
const NOT_STATED: i64 = -40;
/// The score of a publisher's standing facts, which end a body.
const IMPRINT: i64 = -15;
/// The score of what a believed hint says is something else; it is cut, wherever it stands.
const HINTED: i64 = -10;
/// The score of a linked line.
const LINKED: i64 = -25;
/// The score of a short line in the container: a heading, a label.
const SHORT: i64 = -5;
/// The score of prose far from the container.
const FAR: i64 = -20;

/// What the page says of itself that helps to find the body.
#[derive(Debug, Default)]
pub(crate) struct Clues {
    /// The index of the unit that shows the headline.
    pub headline: Option<usize>,
    /// The body as the structured data gives it.
    pub article_body: Option<String>,
}

/// What was found out about the page's units.
pub(crate) struct Findings {
    /// Whether each unit is part of the body.
    pub body: Vec<bool>,
    /// What the elements around each unit say of it, where they are believed.
    pub hints: Vec<Option<Reason>>,
}

/// Finds the body.
pub(crate) fn find(tree: &Tree, sheet: &Sheet, clues: &Clues) -> Findings {
    let prose: Vec<usize> = sheet.units.iter().map(prose_mass).collect();
    let hints = hints(tree, sheet, &prose);
    let free: Vec<usize> = prose
        .iter()
        .zip(&hints)
        .map(|(&mass, hint)| if hint.is_none() { mass } else { 0 })
        .collect();
    let masses = Masses::new(tree, sheet, &free);
    let scores = Scorer {
        tree,
        container: masses.container(tree),
        masses,
    }
    .scores(sheet, clues, &prose, &free, &hints);
    let range = best_run(&scores);
    let is_body =
        |index| range.contains(&index) && keeps(&sheet.units[index], scores[index], hints[index]);
    let body = (0..sheet.units.len()).map(is_body).collect();
    Findings { body, hints }
}

/// The weight of a unit's text if it is prose, else 0.
fn prose_mass(unit: &Unit) -> usize {
    let is_candidate = matches!(
        unit.kind,
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem | BlockKind::Preformatted
    );
    if !is_candidate || unit.linked * 3 > unit.text.len() {
        return 0;
    }
    let mass = unit.mass;
    let is_prose = mass >= SURE_PROSE || (mass >= MIN_PROSE && is_sentence(&unit.text));
    if is_prose { mass } else { 0 }
}

struct Scorer<'a> {
    tree: &'a Tree,
    container: NodeId,
    masses: Masses,
}

impl Scorer<'_> {
    fn scores(
        &self,
        sheet: &Sheet,
        clues: &Clues,
        prose: &[usize],
        free: &[usize],
        hints: &[Option<Reason>],
    ) -> Vec<i64> {
        let is_most = |mass: usize, share: usize| mass * 100 >= self.masses.total * share;
        let headline = clues
            .headline
            .filter(|&headline| is_most(free[headline..].iter().sum(), MIN_AFTER_HEADLINE));
        let stated = stated(sheet, prose, clues.article_body.as_deref());
        let in_stated = free
            .iter()
            .zip(&stated)
            .filter(|(_, is_stated)| **is_stated)
            .map(|(mass, _)| mass)
            .sum();
        let trusts_stated = is_most(in_stated, MIN_STATED);
        let score = |(index, unit): (usize, &Unit)| match stated[index] {
            _ if headline.is_some_and(|headline| index <= headline) => ABOVE_HEADLINE,
            true if trusts_stated => 2 * prose[index] as i64,
            false if trusts_stated && prose[index] > 0 => NOT_STATED,
            _ => self.score(unit, prose[index], hints[index]),
        };
        sheet.units.iter().enumerate().map(score).collect()
    }

    fn score(&self, unit: &Unit, prose: usize, hint: Option<Reason>) -> i64 {
        if unit.kind == BlockKind::Figure {
            0
        } else if hint.is_some() {
            HINTED
        } else if imprint::fact(unit).is_some() {
            IMPRINT
        } else if self
            .tree
            .ancestors(unit.node)
            .any(|node| node == self.container)
        {
            self.inside(unit, prose)
        } else {
            self.outside(unit, prose)
        }
    }

    fn inside(&self, unit: &Unit, prose: usize) -> i64 {
        if prose > 0 {
            return prose.min(MAX_SCORE) as i64;
        }
        let beside = self
            .tree
            .parent(unit.node)
            .is_some_and(|parent| self.masses.beside.contains(&parent));
        let is_free = unit.linked * 3 <= unit.text.len();
        match unit.kind {
            BlockKind::Table if is_free => unit.mass.min(300) as i64 / 4,
            BlockKind::Paragraph if is_free && beside && is_sentence(&unit.text) => {
                unit.mass as i64 / 2
            }
            _ if unit.is_linked() => LINKED,
            BlockKind::ListItem if unit.linked * 2 < unit.text.len() => {
                unit.mass.min(60) as i64 / 3
            }
            _ => SHORT,
        }
    }

    fn outside(&self, unit: &Unit, prose: usize) -> i64 {
        let near = self
            .tree
            .ancestors(unit.node)
            .nth(2)
            .map_or(0, |node| self.masses.share(node));
        match prose {
            0 => LINKED,
            prose if near >= MIN_NEAR => prose.min(MAX_SCORE) as i64,
            _ => FAR,
        }
    }
}

/// The half-open range with the greatest sum, the first of equals; Kadane's algorithm.
fn best_run(scores: &[i64]) -> Range<usize> {
    let (mut best, mut best_range) = (0, (0, 0));
    let (mut sum, mut start) = (0, 0);
    for (index, score) in scores.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, index);
        }
        sum += score;
        if sum > best {
            (best, best_range) = (sum, (start, index + 1));
        }
    }
    best_range.0..best_range.1
}

/// Whether a unit inside the body's range is part of the body.
fn keeps(unit: &Unit, score: i64, hint: Option<Reason>) -> bool {
    if unit.kind == BlockKind::Figure || unit.kind == BlockKind::Caption {
        return hint.is_none_or(|reason| reason == Reason::Caption);
    }
    hint.is_none() && (score > FAR || unit.kind == BlockKind::Table)
}
