//! Finds stretches of words that a page's body has said before, however they are parted into units and
//! whatever small differences there are: exact matches of some words, chained where they follow each
//! other here and there. Each word is looked at once.

use std::ops::Range;

use crate::duplicate::stream::{Firsts, Stream, WIDTH};

/// A match that weighs less is chance where it does not go on with another.
const MIN_MATCH: usize = 40;
/// So many words may stand between a match and the next one of its chain: some sentences, or a short
/// paragraph that the other print has not.
const MAX_GAP: usize = 60;

/// Words that say again, one for one, what earlier words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// The first of the later words.
    pub at: usize,
    /// The first of the earlier words.
    pub of: usize,
    /// How many they are.
    pub length: usize,
}

impl Match {
    /// The later words.
    pub fn again(&self) -> Range<usize> {
        self.at..self.at + self.length
    }

    /// The earlier words.
    pub fn before(&self) -> Range<usize> {
        self.of..self.of + self.length
    }
}

/// Matches that follow each other, among the later words and among the earlier ones; never none.
#[derive(Debug)]
pub(crate) struct Reprint(pub Vec<Match>);

impl Reprint {
    /// The later words, and what stands between them.
    pub fn again(&self) -> Range<usize> {
        let last = self.0.last().map_or(0, |last| last.again().end);
        self.0.first().map_or(0, |first| first.at)..last
    }

    /// The earlier words, and what stands between them.
    pub fn before(&self) -> Range<usize> {
        let last = self.0.last().map_or(0, |last| last.before().end);
        self.0.first().map_or(0, |first| first.of)..last
    }
}

/// All there are, in the order of their later words.
pub(crate) fn reprints(stream: &Stream) -> Vec<Reprint> {
    let mut search = Search {
        stream,
        firsts: stream.firsts(),
        found: Vec::new(),
        light: None,
    };
    let mut at = 0;
    while at < stream.len() && !search.firsts.is_empty() {
        at += search.take(at).unwrap_or(1);
    }
    search.found
}

struct Search<'a> {
    stream: &'a Stream,
    firsts: Firsts,
    found: Vec<Reprint>,
    /// What may be chance.
    light: Option<Reprint>,
}

impl Search<'_> {
    /// Takes the match at a word; returns its length.
    fn take(&mut self, at: usize) -> Option<usize> {
        let hash = self.stream.shingle(at)?;
        let first = self.firsts.of(hash).filter(|&of| of < at)?;
        if let Some(next) = self.next(self.found.last(), at, first) {
            self.found.last_mut()?.0.push(next);
            return Some(next.length);
        }
        let light = self.light.take();
        let (matches, next) = match self.next(light.as_ref(), at, first) {
            Some(next) => (light.map_or_else(Vec::new, |light| light.0), next),
            None => (Vec::new(), self.common(first, at)?),
        };
        self.open(matches, next);
        Some(next.length)
    }

    fn open(&mut self, mut matches: Vec<Match>, next: Match) {
        matches.push(next);
        let weights = matches.iter().map(|own| self.stream.weight(own.again()));
        if weights.sum::<usize>() >= MIN_MATCH {
            self.found.push(Reprint(matches));
        } else {
            self.light = Some(Reprint(matches));
        }
    }

    /// The match at a word that goes on with a reprint: straight on, or where the word was said first.
    fn next(&self, last: Option<&Reprint>, at: usize, first: usize) -> Option<Match> {
        let last = last.filter(|last| last.again().end + MAX_GAP >= at)?;
        let straight = (at + last.before().end).checked_sub(last.again().end);
        let hash = self.stream.shingle(at);
        let own = [straight, Some(first)].into_iter().flatten();
        // Earlier words that run into the later ones begin a repetition of their own.
        own.filter(|&of| self.stream.shingle(of) == hash && self.follows(last, at, of))
            .filter_map(|of| self.common(of, at))
            .find(|next| next.before().end <= last.again().start)
    }

    fn follows(&self, last: &Reprint, at: usize, of: usize) -> bool {
        let end = last.before().end;
        let is_body = |word: usize| word < self.stream.end_of_body();
        (end..=end + MAX_GAP).contains(&of) && is_body(last.again().start) == is_body(at)
    }

    /// The words that two stretches have in common; the first one ends before the second.
    fn common(&self, of: usize, at: usize) -> Option<Match> {
        let limit = at.min(self.stream.end_of_body());
        let is_same = |step: &usize| {
            let shingle = self.stream.shingle(at + step);
            let is_before = of + step + WIDTH <= limit;
            is_before && shingle.is_some() && self.stream.shingle(of + step) == shingle
        };
        let count = (0..).take_while(is_same).count();
        let length = count + WIDTH - 1;
        (count > 0).then_some(Match { at, of, length })
    }
}

/// The weight of the body's words before each, and of all, that are in no reprint.
pub(crate) fn said_once(stream: &Stream, reprints: &[Reprint]) -> Vec<usize> {
    let end = stream.end_of_body();
    let mut edges = vec![0_isize; end + 1];
    let matches = reprints.iter().flat_map(|reprint| &reprint.0);
    let words = matches.flat_map(|found| [found.again(), found.before()]);
    for words in words.filter(|words| words.end <= end) {
        edges[words.start] += 1;
        edges[words.end] -= 1;
    }
    let (mut open, mut sum) = (0, 0);
    let sum_before = |(word, edge): (usize, &isize)| {
        let before = sum;
        open += edge;
        if open == 0 && word < end {
            sum += stream.weight(word..word + 1);
        }
        before
    };
    edges.iter().enumerate().map(sum_before).collect()
}
