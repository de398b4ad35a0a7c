use std::collections::HashSet;

use crate::copies::{Copies, Found};
use crate::groups::{self, Ties};
use crate::hash::Quick;

impl Copies<'_> {
    /// Groups anew the texts that edges lead to from these, and returns the articles of all of them.
    pub(super) fn regroup(&mut self, from: &[u32]) -> Vec<u32> {
        let mut seen: HashSet<u32, Quick> = HashSet::default();
        for &text in from {
            if seen.insert(text) {
                let mut texts = vec![text];
                self.reach(&mut texts, &mut seen);
                self.group(texts);
            }
        }
        let articles = seen.into_iter().flat_map(|text| self.texts.articles(text));
        articles.collect()
    }

    /// Adds all texts that edges lead to.
    fn reach(&self, texts: &mut Vec<u32>, seen: &mut HashSet<u32, Quick>) {
        let mut next = 0;
        while let Some(&text) = texts.get(next) {
            let others = self.comparisons.edges(text).into_iter();
            let others = others.map(|edge| edge.other);
            texts.extend(others.filter(|&other| seen.insert(other)));
            next += 1;
        }
    }

    /// Groups texts that have no edges to others.
    fn group(&mut self, mut texts: Vec<u32>) {
        let articles = &self.articles;
        let precedence = |number: u32| articles.get(number).map(|entry| entry.precedence.clone());
        for &text in &texts {
            self.texts
                .sort(text, |a, b| precedence(a).cmp(&precedence(b)));
        }
        if let [text] = texts[..]
            && self.texts.count(text) < 2
        {
            if self.found.get(text.into()).is_some() {
                self.found.take(text.into());
            }
            return;
        }
        let first = |text: &u32| self.texts.first(*text).and_then(precedence);
        texts.sort_by_cached_key(first);
        let pairs = self.comparisons.pairs(&texts);
        let ties = groups::group(&pairs, |first, second| {
            self.comparisons.verdict(texts[first], texts[second])
        });
        let names = self.names(&texts, &ties);
        for ((ties, name), &text) in ties.into_iter().zip(names).zip(&texts) {
            let ties = ties.renumbered(|rank| texts[rank] as usize);
            self.found.put(text.into(), Found { ties, name });
        }
    }

    /// For each text the article with the smallest id in its group.
    fn names(&self, texts: &[u32], ties: &[Ties]) -> Vec<u32> {
        let reference = |rank: usize| ties[rank].joined.map_or(rank, |joined| joined.reference);
        let smallest = |text: &u32| {
            let articles = self.texts.articles(*text).into_iter();
            articles.map(|number| (self.id(number), number)).min()
        };
        let smallest = |text: &u32| smallest(text).unwrap_or_default();
        let own: Vec<(String, u32)> = texts.iter().map(smallest).collect();
        let mut names = own.clone();
        for (rank, own) in own.into_iter().enumerate() {
            let name = &mut names[reference(rank)];
            if own < *name {
                *name = own;
            }
        }
        (0..names.len())
            .map(|rank| names[reference(rank)].1)
            .collect()
    }
}
