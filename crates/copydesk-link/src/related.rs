//! Articles about the same thing: stories, and what to read next.

mod article;
mod background;
mod cluster;
mod frequency;
mod inverted;
mod numbers;
mod parallel;
mod stories;
mod strength;
mod time;
mod vector;

use std::cmp::Ordering;

use crate::Doc;
use crate::words::Token;
use article::Article;
use frequency::Languages;
use inverted::InvertedIndex;
use stories::Stories;
use strength::Against;

/// How many similar articles are named at most.
const MOST_SIMILAR: usize = 24;

/// The least cosine of neighbours; below it only common words agree.
const NEAR: f32 = 0.05;

/// Of a text that was printed many times so many prints are named as similar to others.
const MOST_PRINTS: usize = 3;

/// Articles by rank, which is their place in the order of arrival, and what they have to do with each other. More can be added.
#[derive(Debug, Default)]
pub struct Related {
    languages: Languages,
    articles: Vec<Known>,
    index: InvertedIndex,
    stories: Stories,
    /// How many articles are related; those after them are only known.
    related: usize,
}

/// What is known of an article.
#[derive(Debug)]
struct Known {
    article: Article,
    /// Number of its language.
    language: usize,
    day: Option<i32>,
    /// The article whose text it is a print of; mostly itself.
    text: usize,
    /// Of a text's first print, all of them.
    prints: Vec<u32>,
    /// The most similar articles, best first.
    neighbours: Vec<Neighbour>,
}

/// An article near to another, and the cosine of their vectors.
#[derive(Clone, Copy, Debug)]
struct Neighbour {
    rank: u32,
    cosine: f32,
}

impl Neighbour {
    /// The nearest first, the lowest ranks of equals.
    fn order(&self, other: &Self) -> Ordering {
        let nearest = other.cosine.total_cmp(&self.cosine);
        nearest.then(self.rank.cmp(&other.rank))
    }
}

impl Related {
    /// How many articles are related.
    pub fn len(&self) -> usize {
        self.related
    }

    /// Counts an article's terms; `tokens` are those of its text.
    pub fn count(&mut self, doc: &Doc<'_>, tokens: &[Token]) {
        let language = self.languages.number(doc.language);
        let terms = vector::counted_of(doc, tokens);
        let terms = terms.iter().map(|counted| counted.term);
        self.languages.count(language, terms);
    }

    /// Takes articles that were counted, after all others.
    pub fn know(&mut self, docs: &[Doc<'_>], threads: usize) {
        let language = |doc: &Doc<'_>| self.languages.number(doc.language);
        let languages: Vec<usize> = docs.iter().map(language).collect();
        let vector = |place: usize| {
            let frequencies = self.languages.frequencies(languages[place]);
            Article::new(&vector::counted(&docs[place]), frequencies)
        };
        let vectors = parallel::map(0..docs.len(), threads, || (), |(), place| vector(place));
        for ((doc, language), article) in docs.iter().zip(languages).zip(vectors) {
            self.articles.push(Known {
                article,
                language,
                day: doc.published.and_then(time::day),
                text: self.articles.len(),
                prints: Vec::new(),
                neighbours: Vec::new(),
            });
        }
    }

    /// Relates the articles that were taken since the last time, and returns all for which something
    /// changed. `texts` says of each new one whose text it is a print of, if that is known.
    pub fn relate(&mut self, texts: &[Option<usize>], threads: usize) -> Vec<usize> {
        let new = self.related..self.articles.len();
        self.related = new.end;
        for (rank, text) in new.clone().zip(texts) {
            self.print(rank, text.unwrap_or(rank));
        }
        let sums = || vec![0; self.articles.len()];
        let find = |sums: &mut Vec<u32>, rank: usize| self.neighbours(rank, sums);
        let found = parallel::map(new.clone(), threads, sums, find);
        let mut changed: Vec<usize> = new.clone().collect();
        changed.extend(new.clone().map(|rank| self.articles[rank].text));
        for (rank, neighbours) in new.clone().zip(found) {
            changed.extend(self.tell(rank, &neighbours, new.start));
            self.articles[rank].neighbours = neighbours;
        }
        for rank in new {
            if self.articles[rank].text == rank {
                changed.extend(self.arrive(rank));
            }
        }
        self.with_prints(changed)
    }

    /// The articles most similar to one: first those of its story and then others, each best first;
    /// none with the same text.
    pub fn similar(&self, rank: usize) -> Vec<usize> {
        let text = self.articles[rank].text;
        let story = self.stories.with(text);
        let told = |&other: &usize| story.binary_search(&self.articles[other].text).is_ok();
        let others = self.articles[text]
            .neighbours
            .iter()
            .map(|other| other.rank as usize);
        let others = others.filter(|&other| self.articles[other].text != text);
        let (mut similar, others): (Vec<usize>, Vec<usize>) = others.partition(told);
        similar.extend(others);
        similar.truncate(MOST_SIMILAR);
        similar
    }

    /// The first article of one's story; `None` when there is no other.
    pub fn story(&self, rank: usize) -> Option<usize> {
        let text = self.articles[rank].text;
        let story = self.stories.with(text);
        let several = story.len() > 1 || self.articles[text].prints.len() > 1;
        story.first().copied().filter(|_| several)
    }

    /// Articles and the prints of their texts, each once: what is said of a text is said of its prints.
    fn with_prints(&self, mut ranks: Vec<usize>) -> Vec<usize> {
        ranks.sort_unstable();
        ranks.dedup();
        let prints = |&rank: &usize| self.articles[rank].prints.iter();
        let mut all: Vec<usize> = ranks
            .iter()
            .flat_map(prints)
            .map(|&print| print as usize)
            .collect();
        all.append(&mut ranks);
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Enters an article among the prints of a text.
    fn print(&mut self, rank: usize, text: usize) {
        self.articles[rank].text = text;
        self.articles[text].prints.push(rank as u32);
        if rank == text || self.articles[text].prints.len() <= MOST_PRINTS {
            self.index.add(rank, &self.articles[rank].article);
        }
    }

    /// The articles nearest to one, best first and the lowest ranks of equals.
    fn neighbours(&self, rank: usize, sums: &mut [u32]) -> Vec<Neighbour> {
        let of = &self.articles[rank];
        let language = |other: usize| self.articles[other].language;
        let comparable = |other: usize| self.languages.are_one(of.language, language(other));
        let candidates = self.index.candidates(rank, &of.article, sums, comparable);
        let against = Against::new(&of.article);
        let compare = |other: usize| Neighbour {
            cosine: against.common(&self.articles[other].article).all as f32,
            rank: other as u32,
        };
        let mut near: Vec<Neighbour> = candidates.into_iter().map(compare).collect();
        near.retain(|other| other.cosine >= NEAR);
        near.sort_unstable_by(Neighbour::order);
        near
    }

    /// Tells those of an article's neighbours that were there before of it, and returns these.
    fn tell(&mut self, rank: usize, neighbours: &[Neighbour], first: usize) -> Vec<usize> {
        let mut told = Vec::new();
        for other in neighbours
            .iter()
            .filter(|other| (other.rank as usize) < first)
        {
            let known = &mut self.articles[other.rank as usize].neighbours;
            let new = Neighbour {
                rank: rank as u32,
                cosine: other.cosine,
            };
            let place = known.partition_point(|other| other.order(&new).is_lt());
            if place < inverted::COMPARED {
                known.insert(place, new);
                known.truncate(inverted::COMPARED);
                told.push(other.rank as usize);
            }
        }
        told
    }

    fn arrive(&mut self, rank: usize) -> Vec<usize> {
        let (articles, languages) = (&self.articles, &self.languages);
        let near: Vec<usize> = articles[rank]
            .neighbours
            .iter()
            .map(|other| other.rank as usize)
            .filter(|&other| other < rank)
            .collect();
        self.stories.arrive(rank, &near, |article, others| {
            strengths(languages, articles, article, others)
        })
    }
}

/// The strength of the tie of one article to each of several.
fn strengths(languages: &Languages, articles: &[Known], a: usize, others: &[usize]) -> Vec<f64> {
    let against = Against::new(&articles[a].article);
    let strength = |&b: &usize| strength(languages, &against, &articles[a], &articles[b]);
    others.iter().map(strength).collect()
}

fn strength(languages: &Languages, against: &Against<'_>, a: &Known, b: &Known) -> f64 {
    let common = against.common(&b.article);
    let years = strength::years_agree(&a.article, &b.article);
    let strength = if languages.are_one(a.language, b.language) {
        strength::within_language(common, years)
    } else {
        strength::across_languages(common, years)
    };
    strength * time::nearness(a.day, b.day)
}
