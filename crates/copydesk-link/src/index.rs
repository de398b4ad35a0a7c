//! All that is known of articles, and what each new one is to them.

use copydesk_record::Links;

use crate::Doc;
use crate::copies::Copies;
use crate::related::Related;

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
}

impl Index {
    /// Adds articles, and returns the numbers of all whose links may have changed, ascending.
    pub fn add(&mut self, docs: &[Doc<'_>]) -> Vec<usize> {
        let first = self.len();
        let mut changed = self.enter(docs);
        for (number, doc) in (first..).zip(docs) {
            self.place(number, doc);
        }
        changed.extend(self.relate());
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// The first of three steps that make up [`Index::add`], for collections that do not fit in memory
    /// and whose articles come in another order than that of time: finds the copies of articles, and
    /// counts their words. Returns the numbers of those whose copies changed, in no order.
    pub fn enter(&mut self, docs: &[Doc<'_>]) -> Vec<usize> {
        let related = &mut self.related;
        let changed = self
            .copies
            .add(docs, |doc, tokens| related.count(doc, tokens));
        self.places.resize(self.len(), None);
        changed
    }

    /// The second step: puts an article that was entered into its place, which is after all others. No
    /// text is kept.
    pub fn place(&mut self, number: usize, doc: &Doc<'_>) {
        if let Some(place @ None) = self.places.get_mut(number) {
            *place = Some(self.numbers.len());
            self.numbers.push(number);
            self.related.know(doc);
        }
    }

    /// The third step: relates the articles that were placed since the last time. Returns the numbers of
    /// those whose story or similar articles may have changed, in no order.
    pub fn relate(&mut self) -> Vec<usize> {
        let new = self.numbers.iter().skip(self.related.len());
        let text = |&number: &usize| self.places[self.copies.text(number)];
        let texts: Vec<Option<usize>> = new.map(text).collect();
        let changed = self.related.relate(&texts);
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
