//! Articles that are known, and which of them are near-duplicates, roundups, or parts of one.

use std::collections::{HashMap, HashSet};

use copydesk_record::{Contains, Duplicate, Links, Relation};

use crate::Doc;
use crate::comparisons::Comparisons;
use crate::groups::{self, Joined, Ties};
use crate::hash::Quick;
use crate::lineage::Precedence;
use crate::profile::Profiler;
use crate::roundups::Part;
use crate::texts::Texts;
use crate::words::Token;

/// An article that shares at least so many thousandths with its parent is a print of the same text: who
/// has read the one has read the other.
const PRINT: usize = 500;

/// Of a text that many articles have, so many stand for it where it is a part or holds one: of n
/// copies of a roundup and n of its part not n² pairs are named, but some 8 n.
const STANDING: usize = 4;

/// Articles by their numbers, which count from 0 in the order in which they were added; and which of
/// them are near-duplicates, roundups, or parts of one.
///
/// What is found depends on the articles alone, not on the order in which they came or on how many
/// were added at once. Adding one takes time in proportion to its length and to the group that it joins.
#[derive(Debug, Default)]
pub struct Copies {
    precedences: Vec<Precedence>,
    texts: Texts,
    comparisons: Comparisons,
    /// What was found of texts.
    found: HashMap<u32, Found, Quick>,
    profiler: Profiler,
}

/// What was found of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    /// By the numbers of the texts.
    ties: Ties,
    /// The article after which its group is named.
    name: u32,
}

impl Copies {
    /// Adds articles, and returns the numbers of all of which something else holds now, in no order.
    /// `read` is given each and its text's tokens.
    pub fn add(
        &mut self,
        docs: &[Doc<'_>],
        mut read: impl FnMut(&Doc<'_>, &[Token]),
    ) -> Vec<usize> {
        let mut touched = Vec::with_capacity(docs.len());
        for doc in docs {
            touched.push(self.enter(doc));
            read(doc, self.profiler.tokens());
        }
        touched.extend(self.comparisons.compare());
        let changed = self.regroup(&touched);
        let articles = changed.iter().flat_map(|&text| self.texts.articles(text));
        articles.map(|&number| number as usize).collect()
    }

    /// How many articles are known.
    pub fn len(&self) -> usize {
        self.precedences.len()
    }

    /// The article whose text one is a print of: itself, unless its parent has most of it.
    pub fn text(&self, mut number: usize) -> usize {
        while let Some(parent) = self.printed_from(number) {
            number = parent;
        }
        number
    }

    fn printed_from(&self, number: usize) -> Option<usize> {
        let copy = self.copy(number)?;
        let holds_nothing_new = matches!(copy.relation, Relation::Same | Relation::Cut);
        let is_print = copy.of != number && (holds_nothing_new || copy.share >= PRINT);
        is_print.then_some(copy.of)
    }

    /// An article's group, its parts, and what holds it.
    pub fn links(&self, number: usize) -> Links {
        let Some(Found { ties, name }) = self.found(number) else {
            return Links::default();
        };
        Links {
            duplicates: self.copy(number).map(|copy| Duplicate {
                group: self.id(*name as usize),
                relation: copy.relation,
                of: self.id(copy.of),
                share: fraction(copy.share),
            }),
            contains: self.contains(number, &ties.parts),
            part_of: self.contains(number, &ties.wholes),
            ..Links::default()
        }
    }

    /// An article's id.
    pub fn id(&self, number: usize) -> String {
        let precedence = self.precedences.get(number);
        precedence.map_or_else(String::new, |precedence| precedence.id().to_owned())
    }

    fn found(&self, number: usize) -> Option<&Found> {
        self.found.get(&self.texts.of(number)?)
    }

    /// What an article is a copy of: the first of its own text, or what that one derives from.
    fn copy(&self, number: usize) -> Option<Origin> {
        let text = self.texts.of(number)?;
        let articles = self.texts.articles(text);
        let joined = self.found.get(&text)?.ties.joined;
        let derived =
            joined.filter(|joined| self.first(text) == number && joined.parent != text as usize);
        if let Some(Joined {
            parent, verdict, ..
        }) = derived
        {
            return Some(Origin {
                of: self.first(parent as u32),
                relation: verdict.relation(),
                share: verdict.share(),
            });
        }
        let is_copy = joined.is_some() || articles.len() > 1;
        is_copy.then(|| Origin {
            of: self.first(text),
            relation: Relation::Same,
            share: 1000,
        })
    }

    /// The article of a text that came first in its lineage.
    fn first(&self, text: u32) -> usize {
        let articles = self.texts.articles(text);
        articles.first().map_or(0, |&number| number as usize)
    }

    /// The articles of these texts that one is named with.
    fn contains(&self, number: usize, parts: &[Part]) -> Vec<Contains> {
        let text = self.texts.of(number).unwrap_or_default();
        let mut siblings = self.texts.articles(text).iter().take(STANDING);
        let stands = siblings.any(|&sibling| sibling as usize == number);
        let most = if stands { usize::MAX } else { STANDING };
        let of_part = |part: &Part| {
            let share = fraction(part.share);
            let articles = self.texts.articles(part.rank as u32).iter().take(most);
            articles.map(move |&number| Contains {
                id: self.id(number as usize),
                share,
            })
        };
        let mut contains: Vec<Contains> = parts.iter().flat_map(of_part).collect();
        contains.sort_by(|a, b| a.id.cmp(&b.id));
        contains
    }

    /// Takes an article in, and returns its text.
    fn enter(&mut self, doc: &Doc<'_>) -> u32 {
        let exact = self.profiler.read(doc);
        let text = self.texts.add(exact);
        if self.first(text) == self.precedences.len() {
            self.comparisons.enter(self.profiler.profile());
        }
        self.precedences.push(Precedence::new(doc));
        text
    }

    /// Groups anew the texts that edges lead to from these, and returns all of them.
    fn regroup(&mut self, from: &[u32]) -> Vec<u32> {
        let mut seen: HashSet<u32, Quick> = HashSet::default();
        for &text in from {
            if seen.insert(text) {
                let mut texts = vec![text];
                self.reach(&mut texts, &mut seen);
                self.group(texts);
            }
        }
        seen.into_iter().collect()
    }

    /// Adds all texts that edges lead to.
    fn reach(&self, texts: &mut Vec<u32>, seen: &mut HashSet<u32, Quick>) {
        let mut next = 0;
        while let Some(&text) = texts.get(next) {
            let others = self.comparisons.others(text);
            texts.extend(others.filter(|&other| seen.insert(other)));
            next += 1;
        }
    }

    /// Groups texts that have no edges to others.
    fn group(&mut self, mut texts: Vec<u32>) {
        let precedence = |number: u32| self.precedences.get(number as usize);
        for &text in &texts {
            self.found.remove(&text);
            self.texts
                .sort(text, |a, b| precedence(a).cmp(&precedence(b)));
        }
        if let [text] = texts[..]
            && self.texts.articles(text).len() < 2
        {
            return;
        }
        texts.sort_by_key(|&text| self.precedences.get(self.first(text)));
        let pairs = self.comparisons.pairs(&texts);
        let ties = groups::group(&pairs, |first, second| {
            self.comparisons.verdict(texts[first], texts[second])
        });
        let names = self.names(&texts, &ties);
        for ((ties, name), &text) in ties.into_iter().zip(names).zip(&texts) {
            let ties = ties.renumbered(|rank| texts[rank] as usize);
            self.found.insert(text, Found { ties, name });
        }
    }

    /// For each text the article with the smallest id in its group.
    fn names(&self, texts: &[u32], ties: &[Ties]) -> Vec<u32> {
        let reference = |rank: usize| ties[rank].joined.map_or(rank, |joined| joined.reference);
        let id = |number: &u32| self.precedences.get(*number as usize).map(Precedence::id);
        let smallest = |text: &u32| self.texts.articles(*text).iter().copied().min_by_key(id);
        let own: Vec<u32> = texts
            .iter()
            .map(|text| smallest(text).unwrap_or_default())
            .collect();
        let mut names = own.clone();
        for (rank, number) in own.iter().enumerate() {
            let name = &mut names[reference(rank)];
            *name = *std::cmp::min_by_key(&*name, number, |number| id(number));
        }
        (0..texts.len())
            .map(|rank| names[reference(rank)])
            .collect()
    }
}

/// An article as a copy of another, or of itself where it is the first.
#[derive(Clone, Copy, Debug)]
struct Origin {
    of: usize,
    relation: Relation,
    /// In thousandths.
    share: usize,
}

/// A share in thousandths as a number from 0 to 1.
fn fraction(thousandths: usize) -> f64 {
    thousandths as f64 / 1000.0
}
