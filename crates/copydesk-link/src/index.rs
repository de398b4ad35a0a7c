//! All that is known of articles, and what each new one is to them.

use copydesk_record::Links;

use crate::Doc;
use crate::copies::Copies;
use crate::related::{Related, Terms};
use crate::words::tokens;

/// Articles by their numbers, which count from 0 in the order in which they were added, and what they
/// have to do with each other.
///
/// Which are copies, roundups and parts depends on the articles alone, not on the order in which they
/// came or on how many were added at once. Stories grow in the order of arrival, and how like others
/// an article is depends on how common its words were then.
#[derive(Debug, Default)]
pub struct Index {
    copies: Copies,
    related: Related,
    /// By number, the place of an article among those that are related; `None` before that.
    places: Vec<Option<usize>>,
    /// The numbers of those that are related, in their order.
    numbers: Vec<usize>,
    threads: usize,
}

impl Index {
    /// An index that relates articles on several threads, with the same result.
    #[must_use]
    pub fn with_threads(threads: usize) -> Self {
        Self {
            threads,
            ..Self::default()
        }
    }

    /// Adds articles, and returns the numbers of all whose links may have changed, ascending. Left out are,
    /// in a story of more articles than are clustered anew, older ones for which no more than the order of
    /// `similar` did.
    pub fn add(&mut self, docs: &[Doc<'_>]) -> Vec<usize> {
        let first = self.len();
        let mut terms = Vec::with_capacity(docs.len());
        let mut changed = self.enter_with(docs, |of_doc| terms.push(of_doc));
        let numbers: Vec<usize> = (first..self.len()).collect();
        self.place_terms(&numbers, &terms);
        changed.extend(self.relate());
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// The first of three steps that make up [`Index::add`], for collections that do not fit in memory
    /// and whose articles come in another order than that of time: finds the copies of articles, and
    /// counts their words. Returns the numbers of those whose copies changed, in no order.
    pub fn enter(&mut self, docs: &[Doc<'_>]) -> Vec<usize> {
        self.enter_with(docs, drop)
    }

    /// The same, and gives `keep` the terms of each article in turn: all that the second step needs
    /// of it.
    pub fn enter_with(&mut self, docs: &[Doc<'_>], mut keep: impl FnMut(Terms)) -> Vec<usize> {
        let related = &mut self.related;
        let changed = self
            .copies
            .add(docs, |doc, tokens| keep(related.count(doc, tokens)));
        self.places.resize(self.len(), None);
        changed
    }

    /// The second step: puts articles that were entered, by their numbers, into their places after all
    /// others. None may be placed twice. No text is kept.
    ///
    /// # Panics
    /// When a number is of no article that was entered.
    pub fn place(&mut self, numbers: &[usize], docs: &[Doc<'_>]) {
        let related = &mut self.related;
        let terms = docs.iter().map(|doc| related.terms(doc, &tokens(doc.text)));
        let terms: Vec<Terms> = terms.collect();
        self.place_terms(numbers, &terms);
    }

    /// The same by the terms of the articles, which came from this index.
    ///
    /// # Panics
    /// When a number is of no article that was entered.
    pub fn place_terms(&mut self, numbers: &[usize], terms: &[Terms]) {
        for &number in numbers {
            self.places[number] = Some(self.numbers.len());
            self.numbers.push(number);
        }
        self.related.know(terms, self.threads);
    }

    /// The third step: relates the articles that were placed since the last time. Returns the numbers of
    /// those whose story or similar articles may have changed, in no order.
    pub fn relate(&mut self) -> Vec<usize> {
        let new = self.numbers.iter().skip(self.related.len());
        let text = |&number: &usize| self.places[self.copies.text(number)];
        let texts: Vec<Option<usize>> = new.map(text).collect();
        let changed = self.related.relate(&texts, self.threads);
        changed
            .into_iter()
            .map(|place| self.numbers[place])
            .collect()
    }

    /// How many articles are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.copies.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is to be said of one article.
    #[must_use]
    pub fn links(&self, number: usize) -> Links {
        let Some(place) = self.places.get(number).copied().flatten() else {
            return self.copies.links(number);
        };
        let id = |place: usize| self.copies.id(self.numbers[place]);
        Links {
            story: self.related.story(place).map(id),
            similar: self.related.similar(place).into_iter().map(id).collect(),
            ..self.copies.links(number)
        }
    }
}
