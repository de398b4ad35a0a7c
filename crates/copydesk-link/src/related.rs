//! Articles about the same thing: stories, and what to read next.

mod article;
mod background;
mod cluster;
mod frequency;
mod inverted;
mod known;
mod numbers;
mod postings;
mod stories;
mod strength;
mod ties;
mod time;
mod vector;

use article::Article;
pub use frequency::Language;
use frequency::Languages;
use inverted::{At, InvertedIndex};
use known::{Known, Neighbour};
use stories::Stories;
use strength::Against;
pub use time::day;
pub use vector::{Counted, counted};

use crate::shelf::{Backing, Numbered, Table};

/// How many similar articles are named at most.
const MOST_SIMILAR: usize = 24;

/// The least cosine of neighbours; below it only common words agree.
const NEAR: f32 = 0.05;

/// Of a text that was printed many times so many prints are named as similar to others.
const MOST_PRINTS: usize = 3;

/// Articles by number, which counts from 0 in the order of arrival, and what they have to do with each
/// other.
///
/// What is found depends on the articles, on the order in which they came, and on what was taken out
/// before others came; not on how many were added at once.
#[derive(Debug)]
pub struct Related<'a> {
    languages: Languages<'a>,
    vectors: Numbered<'a, Article>,
    known: Numbered<'a, Known>,
    index: InvertedIndex<'a>,
    stories: Stories<'a>,
}

impl<'a> Related<'a> {
    /// Those of an index that has so many articles and stories, and these languages.
    pub fn new(
        backing: Backing<'a>,
        [articles, stories]: [u32; 2],
        languages: Vec<Language>,
    ) -> Self {
        Self {
            languages: Languages::new(backing, languages),
            vectors: Numbered::new(backing, Table::Vectors, articles),
            known: Numbered::new(backing, Table::Known, articles),
            index: InvertedIndex::new(backing),
            stories: Stories::new(backing, [articles, stories]),
        }
    }

    /// How many stories were given a number.
    pub fn stories(&self) -> u32 {
        self.stories.len()
    }

    /// The languages of its articles.
    pub fn languages(&self) -> &[Language] {
        self.languages.known()
    }

    /// Adds an article by its terms, and returns all for which something changed. `print` is an article
    /// that was there before whose text it is a print of.
    pub fn add(
        &mut self,
        terms: &[Counted],
        language: Option<&str>,
        day: Option<i32>,
        print: Option<u32>,
    ) -> Vec<u32> {
        let language = self.languages.number(language);
        self.languages.count(language, terms);
        let vector = Article::new(terms, &self.languages.frequencies(language));
        let against = Against::new(&vector);
        let at = At {
            number: self.vectors.push(vector),
            language,
            day,
        };
        let text = print.and_then(|print| Some(self.known.get(print)?.text));
        let text = text.unwrap_or(at.number);
        self.known.push(Known::new(at, text));
        self.stories.enter();
        self.print(at, text);
        let neighbours = self.neighbours(at, &against);
        let mut changed = self.tell(at.number, &neighbours);
        changed.extend([at.number, text]);
        if let Some(known) = self.known.change(at.number) {
            known.neighbours = neighbours;
        }
        if text == at.number {
            changed.extend(self.arrive(at.number, &against));
        }
        self.with_prints(changed)
    }

    /// Takes an article out, and returns all others for which something changed; but where it was named
    /// as similar to one that is far from it, that does not count. Its terms stay counted.
    pub fn remove(&mut self, number: u32) -> Vec<u32> {
        let (Some(vector), Some(known)) = (self.vectors.take(number), self.known.take(number))
        else {
            return Vec::new();
        };
        let at = At {
            number,
            language: known.language,
            day: known.day,
        };
        self.index.remove(at, &vector);
        let mut changed: Vec<u32> = known.neighbours.iter().map(|other| other.number).collect();
        changed.push(known.text);
        if let Some(of) = self.known.change(known.text) {
            of.prints.retain(|&print| print != number);
        }
        changed.extend(match known.prints.split_first() {
            Some((&heir, prints)) => self.inherit(number, heir, prints),
            None => self.stories.remove(number),
        });
        let mut changed = self.with_prints(changed);
        changed.retain(|&other| other != number);
        changed
    }

    /// The articles most similar to one: first those of its story and then others, each best first;
    /// none of which `is_print` says that it has the same text.
    pub fn similar(&self, number: u32, is_print: impl Fn(u32) -> bool) -> Vec<u32> {
        let Some(text) = self.text(number) else {
            return Vec::new();
        };
        let story = self.stories.with(text);
        let neighbours = self.known.get(text);
        let others = neighbours.iter().flat_map(|known| &known.neighbours);
        let others = others.filter_map(|other| Some((other.number, self.text(other.number)?)));
        let others = others.filter(|&(other, of)| of != text && !is_print(other));
        let (mut similar, others): (Vec<_>, Vec<_>) =
            others.partition(|(_, of)| story.binary_search(of).is_ok());
        similar.extend(others);
        similar.truncate(MOST_SIMILAR);
        similar.into_iter().map(|(other, _)| other).collect()
    }

    /// The first article of one's story; `None` when there is no other.
    pub fn story(&self, number: u32) -> Option<u32> {
        let text = self.text(number)?;
        let story = self.stories.with(text);
        let has_prints = || self.known.get(text).is_some_and(|of| !of.prints.is_empty());
        let several = story.len() > 1 || has_prints();
        story.first().copied().filter(|_| several)
    }

    /// Lays down what is to be on a shelf.
    pub fn lay_down(&mut self) {
        self.languages.lay_down();
        self.vectors.lay_down();
        self.known.lay_down();
        self.index.lay_down();
        self.stories.lay_down();
    }

    /// The article whose text one is a print of; mostly itself.
    fn text(&self, number: u32) -> Option<u32> {
        Some(self.known.get(number)?.text)
    }

    /// Articles and the prints of their texts, each once: what is said of a text is said of its prints.
    fn with_prints(&self, mut numbers: Vec<u32>) -> Vec<u32> {
        numbers.sort_unstable();
        numbers.dedup();
        let known = |&number: &u32| self.known.get(number);
        let prints = numbers.iter().filter_map(known);
        let mut all: Vec<u32> = prints.flat_map(|known| known.prints.clone()).collect();
        all.append(&mut numbers);
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Enters an article among the prints of a text.
    fn print(&mut self, at: At, text: u32) {
        let mut before = 0;
        if let (true, Some(of)) = (text != at.number, self.known.change(text)) {
            of.prints.push(at.number);
            before = of.prints.len();
        }
        if before < MOST_PRINTS
            && let Some(vector) = self.vectors.get(at.number)
        {
            self.index.add(at, &vector);
        }
    }

    /// Lets a print of a text stand for it, and the others be prints of this one.
    fn inherit(&mut self, number: u32, heir: u32, prints: &[u32]) -> Vec<u32> {
        for &print in [heir].iter().chain(prints) {
            if let Some(known) = self.known.change(print) {
                known.text = heir;
            }
        }
        if let Some(known) = self.known.change(heir) {
            known.prints = prints.to_vec();
        }
        let mut changed = self.stories.inherit(number, heir);
        changed.push(heir);
        changed
    }

    /// The articles nearest to one, best first and the lowest numbers of equals. Their ties with it are
    /// remembered.
    fn neighbours(&mut self, at: At, against: &Against) -> Vec<Neighbour> {
        let Some(vector) = self.vectors.get(at.number) else {
            return Vec::new();
        };
        let comparable = |language| self.languages.are_one(at.language, language);
        let candidates = self.index.candidates(at, &vector, comparable);
        let mut near = Vec::with_capacity(inverted::COMPARED);
        for number in candidates {
            let Some((cosine, tie)) = self.compare(at.number, against, number) else {
                continue;
            };
            if cosine >= NEAR {
                near.push(Neighbour { number, cosine });
                self.stories.remember(at.number, number, tie);
            }
        }
        near.sort_unstable_by(Neighbour::order);
        near
    }

    /// How near an article is to another one that is laid out, and how strong their tie is.
    fn compare(&self, number: u32, against: &Against, other: u32) -> Option<(f32, f64)> {
        compare(
            &self.vectors,
            &self.known,
            &self.languages,
            number,
            against,
            other,
        )
    }

    /// Tells an article's neighbours of it, and returns those to which it is near enough.
    fn tell(&mut self, number: u32, neighbours: &[Neighbour]) -> Vec<u32> {
        let mut told = Vec::new();
        for &Neighbour {
            number: other,
            cosine,
        } in neighbours
        {
            let known = self.known.change(other);
            if known.is_some_and(|known| known.meet(Neighbour { number, cosine })) {
                told.push(other);
            }
        }
        told
    }

    fn arrive(&mut self, number: u32, against: &Against) -> Vec<u32> {
        let known = self.known.get(number);
        let near = known.iter().flat_map(|known| &known.neighbours);
        let near: Vec<u32> = near.map(|other| other.number).collect();
        let (vectors, known, languages) = (&self.vectors, &self.known, &self.languages);
        let ties = |article: u32, others: &[u32]| {
            let other_one = || Some(Against::new(&*vectors.get(article)?));
            let laid_out = (article != number).then(other_one).flatten();
            let against = laid_out.as_ref().unwrap_or(against);
            let compare =
                |&other: &u32| compare(vectors, known, languages, article, against, other);
            let tie = |other| compare(other).map_or(0.0, |(_, tie)| tie);
            others.iter().map(tie).collect()
        };
        self.stories.arrive(number, &near, ties)
    }
}

/// How near an article, which is laid out, is to another one, and how strong their tie is.
fn compare(
    vectors: &Numbered<'_, Article>,
    known: &Numbered<'_, Known>,
    languages: &Languages<'_>,
    number: u32,
    against: &Against,
    other: u32,
) -> Option<(f32, f64)> {
    let vector = vectors.get(other)?;
    let (of, of_other) = (known.get(number)?, known.get(other)?);
    let common = against.common(&vector);
    let years = against.years_agree(&vector);
    let strength = if languages.are_one(of.language, of_other.language) {
        strength::within_language(common, years)
    } else {
        strength::across_languages(common, years)
    };
    let tie = strength * time::nearness(of.day, of_other.day);
    Some((common.all as f32, tie))
}
