//! All that is known of articles, and what each new one is to them.

use std::fmt;

use copydesk_record::Links;
use serde::{Deserialize, Serialize};

use crate::Doc;
use crate::copies::Copies;
use crate::reading::{Reader, Reading};
use crate::related::{Language, Related};
use crate::shelf::{Backing, Shelf, Table};

/// Articles by their numbers, which count from 0 in the order in which they were added, and what they
/// have to do with each other. Articles can be taken out again; their numbers are not given anew.
///
/// Which are copies, roundups and parts depends on the articles alone. Stories grow in the order of
/// arrival, and how like others an article is depends on how common its words were then. Nothing depends
/// on how many were added at once, or on what is on the shelf and what in memory.
pub struct Index<'a> {
    backing: Backing<'a>,
    copies: Copies<'a>,
    related: Related<'a>,
}

/// What an index knows beside its tables.
#[derive(Clone, Default, Serialize, Deserialize)]
struct State {
    articles: u32,
    texts: u32,
    stories: u32,
    languages: Vec<Language>,
}

impl Default for Index<'_> {
    fn default() -> Self {
        Self::of(Backing::default(), Backing::default())
    }
}

impl fmt::Debug for Index<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Index of {} articles in {:?}", self.len(), self.backing)
    }
}

impl<'a> Index<'a> {
    /// The index that was laid down on a shelf, or a new one on an empty shelf.
    #[must_use]
    pub fn on(shelf: &'a dyn Shelf) -> Self {
        Self::of(Backing::on(shelf), Backing::on(shelf))
    }

    /// A new index in memory, which lays down nothing but the shingles by which texts are laid side by side:
    /// they take the most, and are asked for the least.
    #[must_use]
    pub fn with_shingles_on(shelf: &'a dyn Shelf) -> Self {
        Self::of(Backing::default(), Backing::on(shelf))
    }

    fn of(backing: Backing<'a>, shingles: Backing<'a>) -> Self {
        let state: State = backing.get(Table::State, 0).unwrap_or_default();
        let articles = state.articles;
        Self {
            backing,
            copies: Copies::new(backing, shingles, [articles, state.texts]),
            related: Related::new(backing, [articles, state.stories], state.languages),
        }
    }

    /// Adds articles, and returns the numbers of all whose links may have changed, ascending. Left out are,
    /// in a story of more articles than are clustered anew, older ones for which no more than the order of
    /// `similar` did.
    pub fn add(&mut self, docs: &[Doc<'_>]) -> Vec<u32> {
        let mut reader = Reader::default();
        self.add_read(docs.iter().map(|doc| reader.read(doc)))
    }

    /// The same for articles that were read.
    pub fn add_read(&mut self, readings: impl IntoIterator<Item = Reading>) -> Vec<u32> {
        let (mut rest, mut prints) = (Vec::new(), Vec::new());
        let to_compare = readings.into_iter().map(|reading| {
            rest.push((reading.terms, reading.language, reading.day));
            (reading.precedence, reading.profile, reading.has_words)
        });
        let mut changed = self.copies.add_read(to_compare, &mut prints);
        for ((terms, language, day), print) in rest.into_iter().zip(prints) {
            changed.extend(self.related.add(&terms, language.as_deref(), day, print));
        }
        ascending(changed)
    }

    /// Takes articles out, and returns the numbers of all others whose links may have changed, ascending.
    /// Left out are articles that are far from them but named them as similar.
    pub fn remove(&mut self, numbers: &[u32]) -> Vec<u32> {
        let mut changed = Vec::new();
        for &number in numbers {
            changed.extend(self.copies.remove(number));
            changed.extend(self.related.remove(number));
        }
        changed.retain(|number| !numbers.contains(number));
        ascending(changed)
    }

    /// How many articles were added.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.copies.counts()[0]
    }

    /// Whether none was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is to be said of one article.
    #[must_use]
    pub fn links(&self, number: u32) -> Links {
        let text = self.copies.text(number);
        let is_print = |other: u32| self.copies.text(other) == text;
        let similar = self.related.similar(number, is_print);
        let id = |number: u32| self.copies.id(number);
        Links {
            story: self.related.story(number).map(id),
            similar: similar.into_iter().map(id).collect(),
            ..self.copies.links(number)
        }
    }

    /// Puts on the shelf, if there is one, what is to be there and is not, and forgets it: it is read again
    /// where it is asked for.
    pub fn lay_down(&mut self) {
        let [articles, texts] = self.copies.counts();
        let state = State {
            articles,
            texts,
            stories: self.related.stories(),
            languages: self.related.languages().to_vec(),
        };
        self.backing.put(Table::State, 0, Some(&state));
        self.copies.lay_down();
        self.related.lay_down();
    }
}

fn ascending(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
