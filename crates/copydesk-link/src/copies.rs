//! Articles that are known, and which of them are near-duplicates, roundups, or parts of one.

mod grouping;

use copydesk_record::{Contains, Duplicate, Links, Relation};
use serde::{Deserialize, Serialize};

use crate::Doc;
use crate::comparisons::{Comparisons, Edge};
use crate::groups::{Joined, Ties};
use crate::lineage::Precedence;
use crate::profile::{Profile, Profiler};
use crate::roundups::Part;
use crate::shelf::{Backing, Mapped, Numbered, Ref, Table};
use crate::texts::Texts;
use crate::verdict::Verdict;

/// An article that shares at least so many thousandths with its parent is a print of the same text: who
/// has read the one has read the other.
const PRINT: usize = 500;

/// Of a text that many articles have, so many stand for it where it is a part or holds one: of n
/// copies of a roundup and n of its part not n² pairs are named, but some 8 n.
const STANDING: usize = 4;

/// Articles by their numbers, which count from 0 in the order in which they were added; and which of
/// them are near-duplicates, roundups, or parts of one.
///
/// What is found depends on the articles alone, not on the order in which they came, on how many were
/// added at once, or on what was taken out again. Adding one takes time in proportion to its length and
/// to the group that it joins.
#[derive(Debug)]
pub struct Copies<'a> {
    articles: Numbered<'a, Entry>,
    texts: Texts<'a>,
    comparisons: Comparisons<'a>,
    /// What was found of texts.
    found: Mapped<'a, Found>,
}

/// What is known of an article.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    text: u32,
    precedence: Precedence,
}

/// What was found of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Found {
    /// By the numbers of the texts.
    ties: Ties,
    /// The article after which its group is named.
    name: u32,
}

impl Default for Copies<'_> {
    fn default() -> Self {
        Self::new(Backing::default(), Backing::default(), [0, 0])
    }
}

impl<'a> Copies<'a> {
    /// Those of an index that has so many articles and texts.
    pub(crate) fn new(
        backing: Backing<'a>,
        shingles: Backing<'a>,
        [articles, texts]: [u32; 2],
    ) -> Self {
        Self {
            articles: Numbered::new(backing, Table::Articles, articles),
            texts: Texts::new(backing, texts),
            comparisons: Comparisons::new(backing, shingles, texts),
            found: Mapped::new(backing, Table::Found),
        }
    }

    /// Adds articles, and returns the numbers of all of which something else holds now, ascending.
    pub fn add(&mut self, docs: &[Doc<'_>]) -> Vec<u32> {
        let mut profiler = Profiler::default();
        let read = |doc| {
            let profile = profiler.read(doc);
            (Precedence::new(doc), profile, !profiler.tokens().is_empty())
        };
        let mut changed = self.add_read(docs.iter().map(read), &mut Vec::new());
        changed.sort_unstable();
        changed
    }

    /// How many articles and texts were given a number.
    pub(crate) fn counts(&self) -> [u32; 2] {
        [self.articles.len(), self.texts.len()]
    }

    /// Adds articles, and returns the numbers of all of which something else holds now, in no order.
    /// `has_words` says whether there is a word in the text. Of each, `prints` gets the first of those
    /// before it that it has the text of, or most of it.
    pub(crate) fn add_read(
        &mut self,
        articles: impl Iterator<Item = (Precedence, Profile, bool)>,
        prints: &mut Vec<Option<u32>>,
    ) -> Vec<u32> {
        let mut touched = Vec::new();
        for (precedence, profile, has_words) in articles {
            touched.extend(self.enter(precedence, profile, has_words));
            prints.push(self.earlier_print(self.articles.len() - 1));
        }
        self.regroup(&touched)
    }

    /// Takes an article out, and returns the numbers of all others of which something else holds now.
    pub fn remove(&mut self, number: u32) -> Vec<u32> {
        let Some(Entry { text, .. }) = self.articles.take(number) else {
            return Vec::new();
        };
        let exact = self.comparisons.exact(text);
        if !self.texts.remove(text, number, exact) {
            return self.regroup(&[text]);
        }
        self.found.take(text.into());
        let touched = self.comparisons.remove(text);
        self.regroup(&touched)
    }

    /// The article whose text one is a print of: itself, unless its parent has most of it.
    pub(crate) fn text(&self, mut number: u32) -> u32 {
        // A line of descent is never longer; on a shelf that is damaged it could go round in circles.
        for _ in 0..self.articles.len() {
            match self.printed_from(number) {
                Some(parent) => number = parent,
                None => break,
            }
        }
        number
    }

    fn printed_from(&self, number: u32) -> Option<u32> {
        let copy = self.copy(number)?;
        let is_print = copy.of != number && prints(copy.relation, copy.share);
        is_print.then_some(copy.of)
    }

    /// An article's group, its parts, and what holds it; of a story and similar articles nothing.
    #[must_use]
    pub fn links(&self, number: u32) -> Links {
        let Some(found) = self.found(number) else {
            return Links::default();
        };
        Links {
            duplicates: self.copy(number).map(|copy| Duplicate {
                group: self.id(found.name),
                relation: copy.relation,
                of: self.id(copy.of),
                share: fraction(copy.share),
            }),
            contains: self.contains(number, &found.ties.parts),
            part_of: self.contains(number, &found.ties.wholes),
            ..Links::default()
        }
    }

    /// An article's id.
    pub(crate) fn id(&self, number: u32) -> String {
        let entry = self.articles.get(number);
        entry.map_or_else(String::new, |entry| entry.precedence.id().to_owned())
    }

    /// Lays down what is to be on a shelf.
    pub(crate) fn lay_down(&mut self) {
        self.articles.lay_down();
        self.texts.lay_down();
        self.comparisons.lay_down();
        self.found.lay_down();
    }

    fn found(&self, number: u32) -> Option<Ref<'_, Found>> {
        self.found.get(self.articles.get(number)?.text.into())
    }

    /// What an article is a copy of: the first of its own text, or what that one derives from.
    fn copy(&self, number: u32) -> Option<Origin> {
        let text = self.articles.get(number)?.text;
        let joined = self.found.get(text.into())?.ties.joined;
        let first = self.texts.first(text)?;
        let derived = joined.filter(|joined| first == number && joined.parent != text as usize);
        if let Some(Joined {
            parent, verdict, ..
        }) = derived
        {
            return Some(Origin {
                of: self.texts.first(parent as u32)?,
                relation: verdict.relation(),
                share: verdict.share(),
            });
        }
        let is_copy = joined.is_some() || self.texts.count(text) > 1;
        is_copy.then_some(Origin {
            of: first,
            relation: Relation::Same,
            share: 1000,
        })
    }

    /// The articles of these texts that one is named with.
    fn contains(&self, number: u32, parts: &[Part]) -> Vec<Contains> {
        let text = self.articles.get(number).map(|entry| entry.text);
        let siblings = text.map_or_else(Vec::new, |text| self.texts.articles(text));
        let stands = siblings
            .iter()
            .take(STANDING)
            .any(|&sibling| sibling == number);
        let most = if stands { usize::MAX } else { STANDING };
        let of_part = |part: &Part| {
            let share = fraction(part.share);
            let articles = self.texts.articles(part.rank as u32).into_iter().take(most);
            articles.map(move |number| Contains {
                id: self.id(number),
                share,
            })
        };
        let mut contains: Vec<Contains> = parts.iter().flat_map(of_part).collect();
        contains.sort_by(|a, b| a.id.cmp(&b.id));
        contains
    }

    /// Takes an article in, and returns its text and all others that are compared otherwise now.
    fn enter(&mut self, precedence: Precedence, profile: Profile, has_words: bool) -> Vec<u32> {
        let (number, before) = (self.articles.len(), self.texts.len());
        let text = self
            .texts
            .add(number, has_words.then_some(profile.anchors.exact));
        self.articles.push(Entry { text, precedence });
        if text == before {
            self.comparisons.add(profile)
        } else {
            vec![text]
        }
    }

    fn earlier_print(&self, number: u32) -> Option<u32> {
        let text = self.articles.get(number)?.text;
        let is_print = |edge: &Edge| edge.verdict.is_copy() && is_print(&edge.verdict);
        let edges = self.comparisons.edges(text).into_iter().filter(is_print);
        let texts = edges.map(|edge| edge.other).chain([text]);
        let earliest = texts.filter_map(|text| self.texts.earliest(text)).min();
        earliest.filter(|&other| other < number)
    }
}

/// An article as a copy of another, or of itself where it is the first.
#[derive(Clone, Copy, Debug)]
struct Origin {
    of: u32,
    relation: Relation,
    /// In thousandths.
    share: usize,
}

/// Whether the first of two texts is a print of the second, or this one of it.
fn is_print(verdict: &Verdict) -> bool {
    prints(verdict.relation(), verdict.share())
}

/// Whether a copy that is so related to its parent is a print of its text.
fn prints(relation: Relation, share: usize) -> bool {
    matches!(relation, Relation::Same | Relation::Cut) || share >= PRINT
}

/// A share in thousandths as a number from 0 to 1.
fn fraction(thousandths: usize) -> f64 {
    thousandths as f64 / 1000.0
}
