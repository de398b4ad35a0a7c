//! Writes what becomes of each unit into the record: blocks, removals, imprint, related links.

use std::collections::HashSet;

use copydesk_record::{Article, Block, BlockKind, Reason, Related, Removal, Repetition};

use crate::books::{Field, Places};
use crate::fate::Fate;
use crate::hints::class_names;
use crate::measure::mass;
use crate::tree::Tree;
use crate::unit::Unit;
use crate::{imprint, phrases};

/// A link lighter than this is no article's title.
const MIN_RELATED: usize = 10;
/// How far above a link the heading of its list may stand.
const MAX_RELATED: usize = 12;

/// Writes blocks, removals, imprint and related links; returns each unit's places in the record.
pub(crate) fn compose(
    article: &mut Article,
    tree: &Tree,
    units: &[Unit],
    fates: &[Fate],
    repeated: &[Option<Repetition>],
) -> Places {
    let mut composer = Composer {
        article,
        tree,
        units,
        repeated,
        removed: Removals::default(),
        related: HashSet::new(),
        places: Places::default(),
    };
    let block_of = composer.blocks(fates);
    for (index, fate) in fates.iter().enumerate() {
        composer.place(index, *fate, &block_of);
    }
    let Composer {
        removed, places, ..
    } = composer;
    article.removed = Some(removed.list);
    article.text = text_of(&article.blocks);
    places
}

/// Writes a body that the page does not show.
pub(crate) fn show(article: &mut Article, units: &[Unit]) {
    article.blocks = units.iter().map(block).collect();
    article.text = text_of(&article.blocks);
}

struct Composer<'a> {
    article: &'a mut Article,
    tree: &'a Tree,
    units: &'a [Unit],
    /// What the site's profile says of each unit, if there is one.
    repeated: &'a [Option<Repetition>],
    removed: Removals,
    /// The addresses among the related links.
    related: HashSet<String>,
    places: Places,
}

impl Composer<'_> {
    /// Writes the body's blocks; returns each unit's block.
    fn blocks(&mut self, fates: &[Fate]) -> Vec<Option<usize>> {
        let mut block_of = vec![None; fates.len()];
        for (index, unit) in self
            .units
            .iter()
            .enumerate()
            .filter(|(index, _)| fates[*index] == Fate::Body)
        {
            let number = self.article.blocks.len();
            block_of[index] = Some(number);
            self.places.add(index, Field::Block(number));
            self.article.blocks.push(block(unit));
        }
        block_of
    }

    fn place(&mut self, index: usize, fate: Fate, block_of: &[Option<usize>]) {
        let unit = &self.units[index];
        let place = match fate {
            Fate::Body => return,
            Fate::Title => Field::Title,
            Fate::Imprint => {
                self.article.imprint.extend(imprint::fact(unit));
                Field::Imprint(self.article.imprint.len() - 1)
            }
            // A picture that is not shown has no text that could be missed.
            Fate::Repeats(_) | Fate::Cut(_) if unit.kind == BlockKind::Figure => return,
            Fate::Repeats(first) => Field::Removed(self.removed.push_duplicate(
                unit,
                block_of[first],
                self.profile(index),
            )),
            Fate::Cut(reason) => {
                let profile = self.profile(index);
                Field::Removed(self.removed.push(unit, reason, profile, index))
            }
        };
        self.places.add(index, place);
        if fate == Fate::Cut(Reason::Related) && self.is_called_related(index) {
            self.add_related(index);
        }
    }

    /// What the site's profile says of a unit.
    fn profile(&self, index: usize) -> Option<Repetition> {
        self.repeated.get(index).copied().flatten()
    }

    fn add_related(&mut self, index: usize) {
        let unit = &self.units[index];
        let characters: Vec<char> = unit.text.chars().collect();
        for link in &unit.links {
            let title: String = characters
                .get(link.span.start..link.span.end)
                .unwrap_or_default()
                .iter()
                .collect();
            if mass(&title) >= MIN_RELATED && self.related.insert(link.url.clone()) {
                let number = self.article.related.len();
                self.places.add(index, Field::Related(number));
                self.article.related.push(Related {
                    title,
                    url: Some(link.url.clone()),
                });
            }
        }
    }

    /// Whether the page calls a unit's links related: by a heading above its list, by its lead-in, or
    /// by its box's name.
    fn is_called_related(&self, index: usize) -> bool {
        let unit = &self.units[index];
        let above = self.units[..index]
            .iter()
            .rev()
            .take(MAX_RELATED)
            .find(|unit| !unit.is_linked());
        let by_box = unit.hint.is_some_and(|(node, _)| {
            class_names(self.tree, node).any(|value| {
                let value = value.to_ascii_lowercase();
                value.contains("related") || value.contains("recommend")
            })
        });
        by_box
            || unit.text.lines().next().is_some_and(phrases::calls_related)
            || above.is_some_and(|unit| unit.words().calls_related)
    }
}

fn block(unit: &Unit) -> Block {
    let mut block = Block::new(unit.kind, block_text(unit), unit.span);
    block.level = (unit.kind == BlockKind::Heading).then_some(unit.level);
    block.depth = (unit.kind == BlockKind::ListItem).then_some(unit.depth);
    block.rows.clone_from(&unit.rows);
    block.links.clone_from(&unit.links);
    block.image = unit.image.as_deref().cloned();
    block
}

/// A unit's text as a block has it: on one line, but in tables and preformatted text.
pub(crate) fn block_text(unit: &Unit) -> String {
    match unit.kind {
        BlockKind::Preformatted | BlockKind::Table => unit.text.clone(),
        _ => unit.text.replace('\n', " "),
    }
}

fn text_of(blocks: &[Block]) -> String {
    let texts: Vec<&str> = blocks
        .iter()
        .filter(|block| block.kind.is_text())
        .map(|block| block.text.as_str())
        .collect();
    texts.join("\n\n")
}

/// The removals; neighbours with the same reason are one, but for what the profile names.
#[derive(Default)]
struct Removals {
    list: Vec<Removal>,
    last_unit: usize,
}

impl Removals {
    fn push(
        &mut self,
        unit: &Unit,
        reason: Reason,
        profile: Option<Repetition>,
        index: usize,
    ) -> usize {
        let continues = self.last_unit + 1 == index;
        self.last_unit = index;
        match self.list.last_mut() {
            Some(last) if continues && is_alike(last, reason, profile) => {
                last.profile = fewer(last.profile, profile);
                last.text.push('\n');
                last.text.push_str(&unit.text);
                last.span = last.span.hull(unit.span);
            }
            _ => self.list.push(Removal {
                reason,
                text: unit.text.clone(),
                span: unit.span,
                duplicate_of: None,
                profile,
            }),
        }
        self.list.len() - 1
    }

    fn push_duplicate(
        &mut self,
        unit: &Unit,
        duplicate_of: Option<usize>,
        profile: Option<Repetition>,
    ) -> usize {
        self.list.push(Removal {
            reason: Reason::Duplicate,
            text: unit.text.clone(),
            span: unit.span,
            duplicate_of,
            profile,
        });
        self.list.len() - 1
    }
}

/// Whether a passage goes with the removal before it.
fn is_alike(last: &Removal, reason: Reason, profile: Option<Repetition>) -> bool {
    let decided = |profile: Option<Repetition>| profile.map(|known| known.decided);
    last.reason == reason && decided(last.profile) == decided(profile)
}

/// Of a removal of several passages, what holds for each.
fn fewer(one: Option<Repetition>, other: Option<Repetition>) -> Option<Repetition> {
    let both = one.into_iter().chain(other);
    both.min_by_key(|known| known.pages)
}
