use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;
use std::time::SystemTime;

use copydesk_archive::{Archive, Filter};

use crate::Error;
use crate::holdings::{Holdings, LastCount};
use crate::views::{Frame, Way, speaks_for};
use crate::words::Words;

/// The paper's name when no site has half of the articles, as where many papers are taken in together.
const NAMELESS: &str = "The Edition";

/// How many of the newest articles are asked for the paper's name: enough for a clear majority,
/// few enough for an archive of any size.
const NAME_SAMPLE: usize = 500;

/// How many sections the masthead leads to: one line of them on a wide screen.
const MASTHEAD_SECTIONS: usize = 8;

/// An archive as a newspaper.
pub struct Edition {
    pub(crate) archive: Arc<Archive>,
    paper: String,
    opened: SystemTime,
    has_feeds: bool,
    last_count: LastCount,
}

impl Edition {
    /// The edition of an archive. Its name is settled here: the most frequent `site` of the newest
    /// articles, else "The Edition". What the archive takes in later appears at once.
    #[must_use]
    pub fn new(archive: Arc<Archive>) -> Self {
        let sample = Filter {
            limit: NAME_SAMPLE,
            ..Filter::default()
        };
        // An archive that cannot be read says so on every page; here it only has no name.
        let newest = archive.articles(&sample).unwrap_or_default();
        let paper = of_most(newest.into_iter().filter_map(|summary| summary.site));
        Self {
            archive,
            paper: paper.unwrap_or_else(|| NAMELESS.to_owned()),
            opened: SystemTime::now(),
            has_feeds: true,
            last_count: LastCount::default(),
        }
    }

    /// The same without feeds, which need absolute addresses.
    pub(crate) fn without_feeds(self) -> Self {
        Self {
            has_feeds: false,
            ..self
        }
    }

    /// When a page may last have come to look otherwise: at the archive's last change, or when this
    /// program began to show it, whose like was another version perhaps.
    pub(crate) fn changed(&self) -> SystemTime {
        let changed = self.archive.changed();
        changed.map_or(self.opened, |changed| changed.max(self.opened))
    }

    /// What the archive holds, counted.
    pub(crate) fn holdings(&self) -> Result<Arc<Holdings>, Error> {
        self.last_count.holdings(&self.archive)
    }

    pub(crate) fn paper(&self) -> &str {
        &self.paper
    }
}

/// An edition in the language of one reader.
pub(crate) struct LocalEdition {
    edition: Arc<Edition>,
    pub(crate) words: Words,
}

impl Deref for LocalEdition {
    type Target = Edition;

    fn deref(&self) -> &Edition {
        &self.edition
    }
}

impl LocalEdition {
    pub(crate) fn new(edition: Arc<Edition>, words: Words) -> Self {
        Self { edition, words }
    }

    /// Whether a listing has a page: one that holds copies only has, and shows them.
    pub(crate) fn has(&self, listing: Filter) -> Result<bool, Error> {
        let copies = Filter {
            with_duplicates: true,
            ..listing.clone()
        };
        Ok(self.holdings()?.listed(&listing) > 0 || self.archive.count(&copies)? > 0)
    }

    /// The frame of a page with this title; the empty title is the paper's own.
    pub(crate) fn frame(&self, title: &str) -> Result<Frame, Error> {
        let holdings = self.holdings()?;
        Ok(Frame {
            words: self.words,
            paper: self.paper.clone(),
            title: title.to_owned(),
            query: String::new(),
            sections: holdings
                .sections
                .iter()
                .take(MASTHEAD_SECTIONS)
                .map(|(name, _)| Way::section(name))
                .collect(),
            topic: None,
            feedless: !self.has_feeds,
        })
    }
}

/// The name that at least half say, the first in alphabetical order among equals. A name that begins with
/// another one, as `Courier: in short` does with `Courier`, speaks for that one too.
fn of_most(names: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let votes = |name: &str| -> usize {
        let for_it = counts.iter().filter(|(other, _)| speaks_for(other, name));
        for_it.map(|(_, count)| count).sum()
    };
    let all: usize = counts.values().sum();
    let name = counts.keys().rev().max_by_key(|name| votes(name));
    name.filter(|name| 2 * votes(name) >= all).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paper_is_called_what_most_articles_say() {
        let names = |list: &[&str]| of_most(list.iter().map(|name| (*name).to_owned()));
        assert_eq!(names(&["B", "A", "B"]).as_deref(), Some("B"));
        assert_eq!(names(&["B", "A"]).as_deref(), Some("A"));
        let parts = ["Sun: in short", "Sun: in short", "Sun | Sport", "Sun"];
        assert_eq!(names(&parts).as_deref(), Some("Sun"));
        let others = ["The Times of India", "The Times of India", "The Times"];
        assert_eq!(names(&others).as_deref(), Some("The Times of India"));
        assert_eq!(names(&["A", "B", "A", "C", "D"]), None);
        assert_eq!(names(&[]), None);
    }
}
