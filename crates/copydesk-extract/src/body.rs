//! Finds the article's body among the units.
//!
//! The learned model scores each unit (see `model`); what it calls good (see `cutoff`) is the body, and with
//! it the pictures and captions that stand in between.

use copydesk_record::{BlockKind, Reason, Repetition};

use crate::belief::hints;
use crate::cutoff::{chance, cutoff};
use crate::elements::Elements;
use crate::measure::is_sentence;
use crate::model::{self, Clues};
use crate::stated::stated;
use crate::tree::Tree;
use crate::unit::Unit;

/// A text lighter than this is no prose, sentence or not.
const MIN_PROSE: usize = 50;
/// A text heavier than this is prose even if it does not end as a sentence.
const SURE_PROSE: usize = 140;

/// Units after so many are not looked at and count as beside the article: the longest pages there are
/// have a fifth of it, and what is worked out for a unit takes some 800 bytes.
const MAX_UNITS: usize = 100_000;

/// Tables are body from this score on: many golds that the model learned from leave them out, but a
/// table of data belongs to an article's text (DESIGN, "The record").
const TABLE: i32 = -1_500;

/// Log-odds, in thousandths, against a text that repeats on some of the site's articles: where another page
/// has it, a text of the same score near the bound is body six to eighteen times as seldom (docs/profile.md).
const ON_SOME: i32 = 2_500;
/// The same for a text on half of them or more; what is on most is no one article's own.
const ON_MOST: i32 = 6_000;
/// Half of fewer articles than this are no such half.
const MOST_PAGES: u32 = 5;

/// What the page says of itself that helps to find the body.
#[derive(Debug, Default)]
pub(crate) struct Said<'a> {
    /// The index of the unit that shows the headline.
    pub headline: Option<usize>,
    /// Titles and descriptions.
    pub about: Vec<&'a str>,
    /// Whether the structured data says that it is an article.
    pub says_article: bool,
    /// The names of the authors that the head states.
    pub authors: Vec<String>,
    /// The body as the structured data gives it.
    pub article_body: Option<String>,
    /// What the site's profile says of each unit, if there is one.
    pub repeated: Vec<Option<Repetition>>,
}

/// What was found out about the page's units.
pub(crate) struct Findings {
    /// Whether each unit is part of the body.
    pub body: Vec<bool>,
    /// What the elements around each unit say of it, where they are believed.
    pub hints: Vec<Option<Reason>>,
    /// What the site's profile says of each unit, if there is one, and whether that decided.
    pub repeated: Vec<Option<Repetition>>,
}

/// Finds the body.
pub(crate) fn find(tree: &Tree, units: &[Unit], said: &Said<'_>) -> Findings {
    find_by(tree, units, said, |units, clues| {
        model::scores(tree, units, clues)
    })
}

/// Finds the body by the units' scores, which need not be the model's.
pub(crate) fn find_by(
    tree: &Tree,
    units: &[Unit],
    said: &Said<'_>,
    scores: impl FnOnce(&[Unit], &Clues<'_>) -> Vec<i32>,
) -> Findings {
    let all = units.len();
    let units = &units[..all.min(MAX_UNITS)];
    let prose: Vec<usize> = units.iter().map(prose_mass).collect();
    let elements = Elements::new(tree, units);
    let mut hints = hints(tree, &elements, units, &prose);
    let scores = scores(units, &clues(units, &elements, said, &prose, &hints));
    let (good, repeated) = good(units, &scores, said);
    let first = good.iter().position(|&is_good| is_good).unwrap_or(0);
    let last = good.iter().rposition(|&is_good| is_good).unwrap_or(0);
    let is_body = |index: usize| {
        let unit = &units[index];
        good[index] || (first..last).contains(&index) && is_picture(unit, hints[index])
    };
    let mut body: Vec<bool> = (0..units.len()).map(is_body).collect();
    body.resize(all, false);
    hints.resize(all, None);
    Findings {
        body,
        hints,
        repeated,
    }
}

/// Whether each unit is body, and what of that the site's profile decided. It only takes away.
fn good(units: &[Unit], scores: &[i32], said: &Said<'_>) -> (Vec<bool>, Vec<Option<Repetition>>) {
    let texts = units.iter().zip(scores).filter(|(unit, _)| is_text(unit));
    let chances = texts.map(|(unit, &score)| (score, unit.mass));
    let least = (!said.says_article).then(|| cutoff(chances));
    let is_likely = |score: i32| least.is_some_and(|least| chance(score) > least);
    let is_good =
        |unit: &Unit, score: i32| is_text(unit) && (score > threshold(unit) || is_likely(score));
    let judge = |(index, (unit, &score)): (usize, (&Unit, &i32))| {
        let alone = is_good(unit, score);
        let known = said.repeated.get(index).copied().flatten();
        let good =
            alone && known.is_none_or(|known| is_good(unit, score.saturating_sub(doubt(known))));
        let decided = alone && !good;
        (good, known.map(|known| Repetition { decided, ..known }))
    };
    units.iter().zip(scores).enumerate().map(judge).unzip()
}

/// How much a text's score falls because it repeats on the site.
fn doubt(repetition: Repetition) -> i32 {
    let is_on_most = repetition.pages >= MOST_PAGES && repetition.pages * 2 >= repetition.of;
    if is_on_most { ON_MOST } else { ON_SOME }
}

fn clues<'a>(
    units: &[Unit],
    elements: &'a Elements,
    said: &'a Said<'a>,
    prose: &'a [usize],
    hints: &'a [Option<Reason>],
) -> Clues<'a> {
    let stated = stated(units, prose, said.article_body.as_deref());
    let has_any = stated.contains(&true);
    Clues {
        elements,
        headline: said.headline,
        about: said.about.clone(),
        says_article: said.says_article,
        stated: stated
            .iter()
            .map(|&is| if has_any { i32::from(is) } else { -1 })
            .collect(),
        prose,
        authors: &said.authors,
        hints,
    }
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

/// The score above which a unit is body.
fn threshold(unit: &Unit) -> i32 {
    match unit.kind {
        BlockKind::Table if !unit.is_linked() => TABLE,
        _ => 0,
    }
}

fn is_text(unit: &Unit) -> bool {
    !matches!(unit.kind, BlockKind::Figure | BlockKind::Caption)
}

/// Whether a unit is a picture, or a caption, that nothing calls something else.
fn is_picture(unit: &Unit, hint: Option<Reason>) -> bool {
    !is_text(unit) && hint.is_none_or(|reason| reason == Reason::Caption)
}

/// The units' features and texts, to train the model with.
#[cfg(feature = "training")]
pub(crate) fn examples(
    tree: &Tree,
    units: &[Unit],
    said: &Said<'_>,
    scores: impl FnOnce(usize) -> Vec<i32>,
) -> crate::training::Examples {
    let prose: Vec<usize> = units.iter().map(prose_mass).collect();
    let elements = Elements::new(tree, units);
    let hints = hints(tree, &elements, units, &prose);
    let clues = clues(units, &elements, said, &prose, &hints);
    let page = crate::model::Page::new(tree, units, &clues);
    let mut examples = crate::training::Examples::default();
    let scores = scores(units.len());
    let second = crate::model::Second::new(&page, &scores);
    for index in 0..units.len() {
        let mut row = Vec::new();
        let mut names = Vec::new();
        let mut put = |name: &str, at: i32, value: i32| {
            names.push(format!("{name}{at:+}"));
            row.push(value);
        };
        if scores.is_empty() {
            page.features(index, &mut put);
        } else {
            second.features(index, &mut put);
        }
        examples.names = names;
        examples.rows.push(row);
    }
    let words = |node| {
        let words = |class| tree.class_words(class).stretches(1).map(str::to_owned);
        tree.class_and_id(node).flat_map(words).collect()
    };
    let around = |unit: &Unit| tree.ancestors(unit.node).take(6).map(words).collect();
    examples.words = units.iter().map(around).collect();
    let words = |unit: &Unit| crate::model::words(&unit.text).join(" ");
    examples.lexical = units.iter().map(words).collect();
    examples.texts = units.iter().map(|unit| unit.text.clone()).collect();
    examples
}
