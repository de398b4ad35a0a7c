//! The features of each unit: what the model decides by. All are integers.

use copydesk_record::{BlockKind, Reason};
use memchr::memmem::Finder;

use crate::elements::Elements;
use crate::hash::Map;
use crate::model::Clues;
use crate::model::classes::classes;
use crate::model::rings::{LEVELS, Ring, rings};
use crate::model::sums::{Shape, Shapes, Sums, clip, of_units, percent};
use crate::model::words::{Counts, Vocabulary, count};
use crate::phrases;
use crate::tree::{NodeId, Tree};
use crate::unit::Unit;

/// How many units before and after.
const NEIGHBOURS: usize = 3;
/// How many elements around a unit are asked for their class names.
const CLASS_LEVELS: usize = 6;
/// Counts above this tell no more.
const MANY: i32 = 2_000;
/// Everything that the features of a page's units are read from.
pub(crate) struct Page<'a> {
    units: &'a [Unit],
    clues: &'a Clues<'a>,
    elements: &'a Elements,
    counts: Vec<Counts>,
    sums: Vec<Sums>,
    below: Vec<Sums>,
    rings: Vec<Ring>,
    shapes: [Shapes; 2],
    total: Sums,
    /// What the page is as a whole.
    page: Shape,
    /// What the smallest element with most of the prose is.
    container: Shape,
    flow: Vec<Flow>,
    repeats: Vec<(i32, i32)>,
    /// How much of each unit's text is linked, in percent.
    linked: Vec<i32>,
    /// The names of the authors that the head states, ready to be looked for.
    authors: Vec<Finder<'a>>,
    /// What the class names of each element say.
    classes: Vec<i32>,
}

/// What stands before a unit.
#[derive(Clone, Copy, Default)]
struct Flow {
    prose: i32,
    mass: i32,
    headings: i32,
    since_prose: i32,
    until_prose: i32,
}

impl<'a> Page<'a> {
    /// Looks at the page once.
    pub fn new(tree: &'a Tree, units: &'a [Unit], clues: &'a Clues<'a>) -> Self {
        let vocabulary = Vocabulary::of(clues.about.iter().copied());
        let counts: Vec<Counts> = units.iter().map(|unit| count(unit, &vocabulary)).collect();
        let sums = of_units(units, &counts, clues.prose);
        let elements = clues.elements;
        let below = elements.below(sums.iter().copied(), Sums::add);
        let total = sums.iter().fold(Sums::default(), |mut total, &one| {
            total.add(one);
            total
        });
        let (rings, container) = rings(tree, elements, &below, total);
        let linked = |unit: &Unit| percent(clip(unit.linked), clip(unit.text.len()));
        Self {
            shapes: Shapes::of(tree, elements, &sums, total),
            rings,
            page: Shape::new(total, total),
            container: Shape::new(container, total),
            flow: flow(units, &sums),
            repeats: repeats(units),
            linked: units.iter().map(linked).collect(),
            authors: clues.authors.iter().map(Finder::new).collect(),
            classes: classes(tree, elements),
            elements,
            units,
            clues,
            counts,
            sums,
            below,
            total,
        }
    }

    /// Tells a unit's features, each by its name and a number where there are several of the name.
    pub fn features(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        self.own(index, put);
        self.said(index, put);
        self.around(index, put);
        self.of_shape(index, put);
        self.place(index, put);
        self.near(index, put);
        self.page(put);
        self.classes(index, put);
    }

    fn own(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        let (unit, counts) = (&self.units[index], &self.counts[index]);
        put("mass", 0, clip(unit.mass));
        put("prose", 0, clip(self.clues.prose[index]));
        put("words", 0, counts.words);
        put("word_length", 0, counts.letters * 10 / counts.words.max(1));
        put("digits", 0, percent(counts.digits, counts.letters));
        put("capitals", 0, percent(counts.capitals, counts.words));
        put("commas", 0, counts.commas.min(MANY));
        put("ends", 0, counts.ends.min(MANY));
        put("quotes", 0, counts.quotes.min(MANY));
        put("bars", 0, counts.bars.min(MANY));
        put("shared", 0, counts.shared.min(MANY));
        put("shared_share", 0, percent(counts.shared, counts.words));
        self.lexical(index, put);
        put("linked", 0, self.linked[index]);
        put("links", 0, clip(unit.links.len()));
        put(
            "lines",
            0,
            clip(unit.text.bytes().filter(|&byte| byte == b'\n').count()),
        );
        put("is_sentence", 0, i32::from(counts.is_sentence));
        put("ends_colon", 0, i32::from(counts.ends_colon));
        put("starts_small", 0, i32::from(counts.starts_small));
        put("kind", 0, unit.kind as i32);
        put("level", 0, i32::from(unit.level));
        put("depth", 0, i32::from(unit.depth));
        put("first_inline", 0, self.ring(index).first_inline);
        put("repeats", 0, self.repeats[index].0);
        put("repeated", 0, self.repeats[index].1);
    }

    /// What a unit's block says of it.
    fn ring(&self, index: usize) -> &Ring {
        &self.rings[self.elements.block(index)]
    }

    /// What the unit's words say.
    fn lexical(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        let (words, said) = (self.counts[index].words, self.counts[index].lexical);
        let sum = said.good.saturating_add(said.bad);
        put("lexicon_sum", 0, sum);
        put("lexicon_mean", 0, sum.saturating_mul(10) / words.max(1));
        put("lexicon_good", 0, said.good);
        put("lexicon_bad", 0, said.bad);
        put("lexicon_best", 0, said.best);
        put("lexicon_worst", 0, said.worst);
        put("names_author", 0, self.names_author(index));
    }

    /// Whether a unit holds the name of an author that the head states: 2 where it begins so, -1 where
    /// none is stated.
    fn names_author(&self, index: usize) -> i32 {
        let text = self.units[index].text.as_bytes();
        let one = |name: &Finder<'_>| match name.find(text) {
            Some(0) => 2,
            Some(_) => 1,
            None => 0,
        };
        self.authors.iter().map(one).max().unwrap_or(-1)
    }

    /// What the page says of the unit: hints, phrases, structured data.
    fn said(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        let unit = &self.units[index];
        let raw = unit.hint.map(|(_, reason)| reason);
        let up = unit.hint.map_or(-1, |(node, _)| self.distance(index, node));
        put("hint", 0, reason(raw));
        put("hint_up", 0, up);
        put("believed", 0, reason(self.clues.hints[index]));
        put("phrase", 0, reason(phrases::reason(unit)));
        put("consent_words", 0, clip(phrases::consent_words(unit)));
        put("is_technical", 0, i32::from(phrases::is_technical(unit)));
        put("is_promotion", 0, i32::from(phrases::is_promotion(unit)));
        put(
            "ends_in_credit",
            0,
            i32::from(phrases::ends_in_credit(unit)),
        );
        let words = unit.words();
        put("is_byline", 0, i32::from(words.is_byline));
        put("is_imprint", 0, i32::from(words.is_imprint));
        put("calls_related", 0, i32::from(words.calls_related));
        put("stated", 0, self.clues.stated[index]);
        put(
            "is_headline",
            0,
            i32::from(self.clues.headline == Some(index)),
        );
        let hinted = unit.hint.and_then(|(node, _)| self.elements.of(node));
        let hinted = hinted.map_or(Sums::default(), |element| self.below[element]);
        put("hinted_prose", 0, percent(hinted.prose, self.total.prose));
    }

    /// How far up from a unit's block an element is; -1 when it stands inside.
    fn distance(&self, index: usize, node: NodeId) -> i32 {
        let mut around = self.elements.around(self.elements.block(index));
        let up = around.position(|up| self.elements.node(up) == node);
        up.map_or(-1, clip)
    }

    /// The elements around the unit.
    fn around(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        let mut element = Some(self.elements.block(index));
        for level in 0..LEVELS {
            let ring = element.map_or(&Ring::NONE, |element| &self.rings[element]);
            let at = clip(level);
            put("tag", at, ring.tag);
            put("prose_share", at, ring.prose_share);
            put("prose_density", at, ring.prose_density);
            put("link_density", at, ring.link_density);
            put("units_below", at, ring.units_below);
            put("mean_mass", at, ring.mean_mass);
            element = element.and_then(|element| self.elements.parent(element));
        }
        let ring = self.ring(index);
        put("body_word", 0, ring.body_word);
        put("in_article", 0, ring.in_article);
        put("in_list", 0, ring.in_list);
        put("in_table", 0, ring.in_table);
        put("in_quote", 0, ring.in_quote);
        put("in_figure", 0, ring.in_figure);
        put("tree_depth", 0, ring.depth);
        for (at, &(up, off)) in ring.paths.iter().enumerate() {
            put("up_to_path", clip(at), up);
            put("off_path", clip(at), off);
        }
    }

    fn of_shape(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        for (at, shapes) in self.shapes.iter().enumerate() {
            let at = clip(at);
            let shape = &shapes.all[shapes.of[self.elements.block(index)]];
            put("shape_units", at, shape.units.min(MANY));
            put("shape_prose", at, shape.prose_share);
            put("shape_density", at, shape.prose_density);
            put("shape_linked", at, shape.link_density);
            put("shape_mean", at, shape.mean_mass);
        }
    }

    fn place(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        let flow = self.flow[index];
        let start = self.clues.headline.map(|headline| self.flow[headline]);
        put("index", 0, clip(index).min(MANY));
        put("from_end", 0, clip(self.units.len() - index).min(MANY));
        put("prose_before", 0, percent(flow.prose, self.total.prose));
        put("mass_before", 0, percent(flow.mass, self.total.mass));
        put("since_prose", 0, flow.since_prose);
        put("until_prose", 0, flow.until_prose);
        let after = |headline: usize| clip(index) - clip(headline);
        put(
            "after_headline",
            0,
            self.clues.headline.map_or(-MANY, after).clamp(-MANY, MANY),
        );
        let prose = start.map_or(-1, |start| {
            percent(flow.prose - start.prose, self.total.prose)
        });
        put("prose_after_headline", 0, prose);
        put(
            "headings",
            0,
            flow.headings - start.map_or(0, |start| start.headings),
        );
    }

    fn near(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        for distance in 1..=NEIGHBOURS {
            for (side, other) in [
                (-1, index.checked_sub(distance)),
                (1, Some(index + distance)),
            ] {
                let at = side * clip(distance);
                let unit = other.and_then(|other| self.units.get(other));
                let other = other.filter(|_| unit.is_some());
                put("near_mass", at, unit.map_or(-1, |unit| clip(unit.mass)));
                put(
                    "near_prose",
                    at,
                    other.map_or(-1, |other| clip(self.clues.prose[other])),
                );
                put(
                    "near_linked",
                    at,
                    other.map_or(-1, |other| self.linked[other]),
                );
                put("near_kind", at, unit.map_or(-1, |unit| unit.kind as i32));
                if distance == 1 {
                    let same = |other: usize| self.shape(other) == self.shape(index);
                    let outer = |index: usize| self.elements.parent(self.elements.block(index));
                    let beside = |other: usize| outer(other) == outer(index);
                    put(
                        "near_sentence",
                        at,
                        other.map_or(-1, |other| i32::from(self.counts[other].is_sentence)),
                    );
                    put(
                        "near_same_shape",
                        at,
                        other.map_or(-1, |other| i32::from(same(other))),
                    );
                    put(
                        "near_beside",
                        at,
                        other.map_or(-1, |other| i32::from(beside(other))),
                    );
                    put(
                        "near_hint",
                        at,
                        other.map_or(-1, |other| reason(self.clues.hints[other])),
                    );
                }
            }
        }
        let window = index.saturating_sub(5)..(index + 6).min(self.sums.len());
        let mut sums = Sums::default();
        for one in &self.sums[window] {
            sums.mass += one.mass;
            sums.prose += one.prose;
            sums.linked += one.linked;
        }
        put("window_density", 0, percent(sums.prose, sums.mass));
        put("window_linked", 0, percent(sums.linked, sums.mass));
        put("window_mass", 0, sums.mass);
    }

    fn page(&self, put: &mut impl FnMut(&'static str, i32, i32)) {
        put("page_units", 0, self.total.units.min(MANY));
        put("page_prose", 0, self.total.prose);
        put("page_density", 0, self.page.prose_density);
        put("page_linked", 0, self.page.link_density);
        put("container_prose", 0, self.container.prose_share);
        put("container_density", 0, self.container.prose_density);
        put("says_article", 0, i32::from(self.clues.says_article));
    }

    /// What class names say: the nearest four elements, and all of them together.
    fn classes(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        let mut scores = [0; CLASS_LEVELS];
        let around = self.elements.around(self.elements.block(index));
        for (score, element) in scores.iter_mut().zip(around) {
            *score = self.classes[element];
        }
        for (at, &score) in scores.iter().take(4).enumerate() {
            put("class", clip(at), score);
        }
        put("class_sum", 0, scores.iter().sum());
        put("class_least", 0, scores.iter().copied().min().unwrap_or(0));
        put("class_most", 0, scores.iter().copied().max().unwrap_or(0));
        let nearest = scores.iter().find(|&&score| score != 0);
        put("class_nearest", 0, nearest.copied().unwrap_or(0));
    }

    /// The elements around the units.
    pub fn elements(&self) -> &Elements {
        self.elements
    }

    /// The unit's shape.
    pub fn shape(&self, index: usize) -> usize {
        self.shapes[0].of[self.elements.block(index)]
    }

    /// The weight of the unit's text.
    pub fn mass(&self, index: usize) -> i32 {
        self.sums[index].mass
    }

    /// The number of shapes.
    pub fn shapes(&self) -> usize {
        self.shapes[0].all.len()
    }
}

fn reason(reason: Option<Reason>) -> i32 {
    reason.map_or(-1, |reason| reason as i32)
}

fn flow(units: &[Unit], sums: &[Sums]) -> Vec<Flow> {
    let mut flow = Vec::with_capacity(units.len());
    let mut now = Flow {
        since_prose: MANY,
        ..Flow::default()
    };
    for (unit, sums) in units.iter().zip(sums) {
        flow.push(now);
        now.prose = now.prose.saturating_add(sums.prose);
        now.mass = now.mass.saturating_add(sums.mass);
        now.headings += i32::from(unit.kind == BlockKind::Heading && unit.level <= 2);
        now.since_prose = if sums.prose > 0 {
            0
        } else {
            (now.since_prose + 1).min(MANY)
        };
    }
    let mut until = MANY;
    for (flow, sums) in flow.iter_mut().zip(sums).rev() {
        flow.until_prose = until;
        until = if sums.prose > 0 {
            0
        } else {
            (until + 1).min(MANY)
        };
    }
    flow
}

/// For each unit, how many earlier units say the same, and how many in all.
fn repeats(units: &[Unit]) -> Vec<(i32, i32)> {
    let mut sayings: Map<&str, usize> = Map::with_capacity_and_hasher(units.len(), <_>::default());
    let mut counts: Vec<i32> = Vec::new();
    let mut seen = Vec::with_capacity(units.len());
    for unit in units {
        let saying = *sayings.entry(unit.letters()).or_insert(counts.len());
        if saying == counts.len() {
            counts.push(0);
        }
        seen.push((saying, counts[saying]));
        counts[saying] += 1;
    }
    let all = |(saying, before): (usize, i32)| (before, counts[saying]);
    seen.into_iter().map(all).collect()
}
