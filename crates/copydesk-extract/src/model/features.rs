//! The features of each unit: what the model decides by. All are integers.

use copydesk_record::{BlockKind, Reason};
use html5ever::{LocalName, local_name};

use crate::fate::is_byline;
use crate::hints::class_names;
use crate::measure::letters;
use crate::model::Clues;
use crate::model::classes::Classes;
use crate::model::sums::{Shapes, Sums, below, of_units, percent};
use crate::model::words::{Counts, Vocabulary, count};
use crate::tree::{NodeId, Tree};
use crate::unit::{Sheet, Unit};
use crate::{imprint, phrases};

/// How many elements around a unit are looked at, its own block being the first.
const LEVELS: usize = 6;
/// How many units before and after.
const NEIGHBOURS: usize = 3;
/// The containers of so much of the page's prose, in percent, are looked for.
const CONTAINERS: [i32; 3] = [40, 60, 85];
/// How many elements around a unit are asked for their class names.
const CLASS_LEVELS: usize = 6;
/// Counts above this tell no more.
const MANY: i32 = 2_000;
/// Words of class names and ids of elements that hold an article's body.
const BODY_WORDS: &[&str] = &[
    "article",
    "artikel",
    "body",
    "content",
    "copy",
    "detail",
    "entry",
    "inhalt",
    "main",
    "paragraph",
    "post",
    "story",
    "text",
];

/// Everything that the features of a page's units are read from.
pub(crate) struct Page<'a> {
    tree: &'a Tree,
    sheet: &'a Sheet,
    clues: &'a Clues<'a>,
    counts: Vec<Counts>,
    units: Vec<Sums>,
    below: Vec<Sums>,
    shapes: [Shapes; 2],
    total: Sums,
    containers: [Vec<NodeId>; 3],
    flow: Vec<Flow>,
    repeats: Vec<(i32, i32)>,
    classes: Vec<[i32; CLASS_LEVELS]>,
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
    pub fn new(tree: &'a Tree, sheet: &'a Sheet, clues: &'a Clues<'a>) -> Self {
        let vocabulary = Vocabulary::of(clues.about.iter().copied());
        let counts: Vec<Counts> = sheet
            .units
            .iter()
            .map(|unit| count(unit, &vocabulary))
            .collect();
        let units = of_units(sheet, &counts, clues.prose);
        let below = below(tree, sheet, &units);
        let total = units.iter().fold(Sums::default(), |mut total, &one| {
            total.add(one);
            total
        });
        let containers = CONTAINERS.map(|share| container(tree, &below, total.prose, share));
        Self {
            shapes: [2, 4].map(|levels| Shapes::new(tree, sheet, &units, levels)),
            flow: flow(sheet, &units),
            repeats: repeats(sheet),
            classes: classes(tree, sheet),
            tree,
            sheet,
            clues,
            counts,
            units,
            below,
            total,
            containers,
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
        let (unit, counts) = (&self.sheet.units[index], &self.counts[index]);
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
        put(
            "linked",
            0,
            percent(clip(unit.linked), clip(unit.text.len())),
        );
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
        put("first_inline", 0, self.first_inline(unit));
        put("repeats", 0, self.repeats[index].0);
        put("repeated", 0, self.repeats[index].1);
    }

    /// The name of the first element in a unit's block, and whether it holds all of the text.
    fn first_inline(&self, unit: &Unit) -> i32 {
        let Some(child) = self
            .tree
            .children(unit.node)
            .find(|&child| !self.is_blank(child))
        else {
            return 0;
        };
        let is_only = self
            .tree
            .children(unit.node)
            .filter(|&child| !self.is_blank(child))
            .nth(1)
            .is_none();
        self.tree
            .any_name(child)
            .map_or(0, |name| 2 * tag(name) + i32::from(is_only))
    }

    fn is_blank(&self, node: NodeId) -> bool {
        self.tree
            .text(node)
            .is_some_and(|text| text.trim_start().is_empty())
    }

    /// What the page says of the unit: hints, phrases, structured data.
    fn said(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        let unit = &self.sheet.units[index];
        let raw = unit.hint.map(|(_, reason)| reason);
        let up = unit
            .hint
            .map_or(-1, |(node, _)| self.distance(unit.node, node));
        put("hint", 0, reason(raw));
        put("hint_up", 0, up);
        put("believed", 0, reason(self.clues.hints[index]));
        put("phrase", 0, reason(phrases::reason(unit)));
        put("consent_words", 0, clip(phrases::consent_words(&unit.text)));
        put("is_technical", 0, i32::from(phrases::is_technical(unit)));
        put("is_promotion", 0, i32::from(phrases::is_promotion(unit)));
        put(
            "ends_in_credit",
            0,
            i32::from(phrases::ends_in_credit(unit)),
        );
        put("is_byline", 0, i32::from(is_byline(unit)));
        put("is_imprint", 0, i32::from(imprint::fact(unit).is_some()));
        put(
            "calls_related",
            0,
            i32::from(phrases::calls_related(&unit.text)),
        );
        put("stated", 0, self.clues.stated[index]);
        put(
            "is_headline",
            0,
            i32::from(self.clues.headline == Some(index)),
        );
        let hinted = raw.map_or(Sums::default(), |_| {
            unit.hint
                .map_or(Sums::default(), |(node, _)| self.below(node))
        });
        put("hinted_prose", 0, percent(hinted.prose, self.total.prose));
    }

    fn distance(&self, node: NodeId, ancestor: NodeId) -> i32 {
        let up = self.tree.ancestors(node).position(|up| up == ancestor);
        up.map_or(-1, clip)
    }

    fn below(&self, node: NodeId) -> Sums {
        self.below.get(node as usize).copied().unwrap_or_default()
    }

    /// The elements around the unit.
    fn around(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        let unit = &self.sheet.units[index];
        let mut node = Some(unit.node);
        for level in 0..LEVELS {
            let sums = node.map_or(Sums::default(), |node| self.below(node));
            let name = node.and_then(|node| self.tree.any_name(node));
            let at = clip(level);
            put("tag", at, name.map_or(0, tag));
            put("prose_share", at, percent(sums.prose, self.total.prose));
            put("prose_density", at, percent(sums.prose, sums.mass));
            put("link_density", at, percent(sums.linked, sums.mass));
            put("units_below", at, sums.units.min(MANY));
            put("mean_mass", at, sums.mass / sums.units.max(1));
            node = node.and_then(|node| self.tree.parent(node));
        }
        let mut body_word = -1;
        let (mut in_article, mut in_list, mut in_table, mut in_quote, mut in_figure, mut depth) =
            (-1, 0, 0, 0, 0, 0);
        for (up, node) in self.tree.ancestors(unit.node).enumerate() {
            depth += 1;
            if body_word < 0 && has_body_word(self.tree, node) {
                body_word = clip(up);
            }
            match self.tree.any_name(node) {
                Some(&local_name!("article")) if in_article < 0 => in_article = clip(up),
                Some(&local_name!("ul") | &local_name!("ol")) => in_list += 1,
                Some(&local_name!("table")) => in_table += 1,
                Some(&local_name!("blockquote")) => in_quote += 1,
                Some(&local_name!("figure")) => in_figure += 1,
                _ => {}
            }
        }
        put("body_word", 0, body_word);
        put("in_article", 0, in_article);
        put("in_list", 0, in_list);
        put("in_table", 0, in_table);
        put("in_quote", 0, in_quote);
        put("in_figure", 0, in_figure);
        put("tree_depth", 0, depth);
        for (at, path) in self.containers.iter().enumerate() {
            let up = self
                .tree
                .ancestors(unit.node)
                .position(|node| path.contains(&node));
            let meets = self
                .tree
                .ancestors(unit.node)
                .find(|node| path.contains(node));
            let short = meets
                .and_then(|node| path.iter().position(|&other| other == node))
                .unwrap_or(0);
            put("up_to_path", clip(at), up.map_or(-1, clip));
            put("off_path", clip(at), clip(short));
        }
    }

    fn of_shape(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        for (at, shapes) in self.shapes.iter().enumerate() {
            let at = clip(at);
            let sums = shapes.sums[shapes.of[index]];
            put("shape_units", at, sums.units.min(MANY));
            put("shape_prose", at, percent(sums.prose, self.total.prose));
            put("shape_density", at, percent(sums.prose, sums.mass));
            put("shape_linked", at, percent(sums.linked, sums.mass));
            put("shape_mean", at, sums.mass / sums.units.max(1));
        }
    }

    fn place(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        let flow = self.flow[index];
        let start = self.clues.headline.map(|headline| self.flow[headline]);
        put("index", 0, clip(index).min(MANY));
        put(
            "from_end",
            0,
            clip(self.sheet.units.len() - index).min(MANY),
        );
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
                let unit = other.and_then(|other| self.sheet.units.get(other));
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
                    unit.map_or(-1, |unit| percent(clip(unit.linked), clip(unit.text.len()))),
                );
                put("near_kind", at, unit.map_or(-1, |unit| unit.kind as i32));
                if distance == 1 {
                    let same = |other: usize| self.shapes[0].of[other] == self.shapes[0].of[index];
                    let beside = |other: usize| {
                        self.tree.parent(self.sheet.units[other].node)
                            == self.tree.parent(self.sheet.units[index].node)
                    };
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
        let window = index.saturating_sub(5)..(index + 6).min(self.units.len());
        let sums = self.units[window]
            .iter()
            .fold(Sums::default(), |mut sums, &one| {
                sums.add(one);
                sums
            });
        put("window_density", 0, percent(sums.prose, sums.mass));
        put("window_linked", 0, percent(sums.linked, sums.mass));
        put("window_mass", 0, sums.mass);
    }

    fn page(&self, put: &mut impl FnMut(&'static str, i32, i32)) {
        put("page_units", 0, self.total.units.min(MANY));
        put("page_prose", 0, self.total.prose);
        put(
            "page_density",
            0,
            percent(self.total.prose, self.total.mass),
        );
        put(
            "page_linked",
            0,
            percent(self.total.linked, self.total.mass),
        );
        let inner = self.containers[1]
            .last()
            .map_or(Sums::default(), |&node| self.below(node));
        put("container_prose", 0, percent(inner.prose, self.total.prose));
        put("container_density", 0, percent(inner.prose, inner.mass));
        put("says_article", 0, i32::from(self.clues.says_article));
    }

    /// What class names say: the nearest four elements, and all of them together.
    fn classes(&self, index: usize, put: &mut impl FnMut(&'static str, i32, i32)) {
        let scores = &self.classes[index];
        for (at, &score) in scores.iter().take(4).enumerate() {
            put("class", clip(at), score);
        }
        put("class_sum", 0, scores.iter().sum());
        put("class_least", 0, scores.iter().copied().min().unwrap_or(0));
        put("class_most", 0, scores.iter().copied().max().unwrap_or(0));
        let nearest = scores.iter().find(|&&score| score != 0);
        put("class_nearest", 0, nearest.copied().unwrap_or(0));
    }

    /// The unit's block and the elements around it.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = NodeId> + '_ {
        self.tree.ancestors(self.sheet.units[index].node)
    }

    /// The unit's shape.
    pub fn shape(&self, index: usize) -> usize {
        self.shapes[0].of[index]
    }

    /// The weight of the unit's text.
    pub fn mass(&self, index: usize) -> i32 {
        self.units[index].mass
    }

    /// The number of nodes and of shapes.
    pub fn sizes(&self) -> (usize, usize) {
        (self.tree.len(), self.shapes[0].sums.len())
    }
}

fn clip(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn reason(reason: Option<Reason>) -> i32 {
    reason.map_or(-1, |reason| reason as i32)
}

/// The elements from the root down to the smallest with some share of the prose.
fn container(tree: &Tree, below: &[Sums], total: i32, share: i32) -> Vec<NodeId> {
    let mut path = vec![tree.root()];
    let mut node = tree.root();
    while let Some(child) = tree
        .children(node)
        .find(|&child| total > 0 && percent(below[child as usize].prose, total) >= share)
    {
        path.push(child);
        node = child;
    }
    path
}

fn flow(sheet: &Sheet, units: &[Sums]) -> Vec<Flow> {
    let mut flow = Vec::with_capacity(units.len());
    let mut now = Flow {
        since_prose: MANY,
        ..Flow::default()
    };
    for (unit, sums) in sheet.units.iter().zip(units) {
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
    for (flow, sums) in flow.iter_mut().zip(units).rev() {
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
fn repeats(sheet: &Sheet) -> Vec<(i32, i32)> {
    let mut seen: std::collections::HashMap<String, i32> = std::collections::HashMap::new();
    let texts: Vec<String> = sheet.units.iter().map(|unit| letters(&unit.text)).collect();
    let mut repeats = Vec::with_capacity(texts.len());
    for text in &texts {
        let count = seen.entry(text.clone()).or_default();
        repeats.push((*count, 0));
        *count += 1;
    }
    for (pair, text) in repeats.iter_mut().zip(&texts) {
        pair.1 = seen.get(text).copied().unwrap_or(0);
    }
    repeats
}

fn classes(tree: &Tree, sheet: &Sheet) -> Vec<[i32; CLASS_LEVELS]> {
    let mut known = Classes::new(tree);
    let around = |unit: &Unit| {
        let mut scores = [0; CLASS_LEVELS];
        for (score, node) in scores.iter_mut().zip(tree.ancestors(unit.node)) {
            *score = known.score(node);
        }
        scores
    };
    sheet.units.iter().map(around).collect()
}

fn has_body_word(tree: &Tree, node: NodeId) -> bool {
    class_names(tree, node).any(|value| {
        value.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
            BODY_WORDS
                .iter()
                .any(|body| word.len() >= body.len() && word.to_ascii_lowercase().contains(body))
        })
    })
}

/// A number for an element's name.
fn tag(name: &LocalName) -> i32 {
    match *name {
        local_name!("p") => 1,
        local_name!("div") => 2,
        local_name!("span") => 3,
        local_name!("a") => 4,
        local_name!("li") => 5,
        local_name!("ul") | local_name!("ol") | local_name!("dl") => 6,
        local_name!("h1") => 7,
        local_name!("h2") => 8,
        local_name!("h3") => 9,
        local_name!("h4") | local_name!("h5") | local_name!("h6") => 10,
        local_name!("td") | local_name!("th") => 11,
        local_name!("tr") | local_name!("tbody") => 12,
        local_name!("table") => 13,
        local_name!("section") => 14,
        local_name!("article") => 15,
        local_name!("main") => 16,
        local_name!("body") => 17,
        local_name!("blockquote") => 18,
        local_name!("figure") => 19,
        local_name!("figcaption") => 20,
        local_name!("header") => 21,
        local_name!("footer") => 22,
        local_name!("aside") => 23,
        local_name!("nav") => 24,
        local_name!("form") => 25,
        local_name!("button") | local_name!("label") => 26,
        local_name!("strong") | local_name!("b") => 27,
        local_name!("em") | local_name!("i") => 28,
        local_name!("br") => 29,
        local_name!("img") => 30,
        local_name!("font") | local_name!("center") => 31,
        local_name!("dt") | local_name!("dd") => 32,
        local_name!("pre") => 33,
        local_name!("script") | local_name!("style") => 34,
        _ => 35,
    }
}
