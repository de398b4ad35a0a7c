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
mod terms;
mod ties;
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
pub use terms::Terms;

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
    /// The number of each article's language: candidates are asked for nothing else.
    language: Vec<u32>,
    index: InvertedIndex,
    stories: Stories,
    /// How many articles are related; those after them are only known.
    related: usize,
    /// Of each thread a 0 for each article, where what others share with one is summed up.
    sums: Vec<Vec<u32>>,
}

/// What is known of an article.
#[derive(Debug)]
struct Known {
    article: Article,
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
    pub fn count(&mut self, doc: &Doc<'_>, tokens: &[Token]) -> Terms {
        let terms = self.terms(doc, tokens);
        let counted = terms.counted.iter().map(|counted| counted.term);
        self.languages.count(terms.language as usize, counted);
        terms
    }

    /// An article's terms, not counted among those of its language.
    pub fn terms(&mut self, doc: &Doc<'_>, tokens: &[Token]) -> Terms {
        Terms {
            language: self.languages.number(doc.language) as u32,
            day: doc.published.and_then(time::day),
            counted: vector::counted(doc, tokens),
        }
    }

    /// Takes articles that were counted, after all others.
    pub fn know(&mut self, terms: &[Terms], threads: usize) {
        let vector = |_: &mut (), place: usize| {
            let Terms {
                language, counted, ..
            } = &terms[place];
            Article::new(counted, self.languages.frequencies(*language as usize))
        };
        let vectors = parallel::map(0..terms.len(), &mut vec![(); threads.max(1)], vector);
        for (terms, article) in terms.iter().zip(vectors) {
            self.language.push(terms.language);
            self.articles.push(Known {
                article,
                day: terms.day,
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
        let mut sums = std::mem::take(&mut self.sums);
        sums.resize_with(threads.max(1), Vec::new);
        let find = |sums: &mut Vec<u32>, rank: usize| {
            sums.resize(self.articles.len(), 0);
            self.neighbours(rank, sums)
        };
        let found = parallel::map(new.clone(), &mut sums, find);
        self.sums = sums;
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
        let language = |rank: usize| self.language[rank] as usize;
        let comparable = |other: usize| self.languages.are_one(language(rank), language(other));
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
        let mut stories = std::mem::take(&mut self.stories);
        let near = self.articles[rank].neighbours.iter();
        let near = near.map(|other| other.rank as usize);
        let near: Vec<usize> = near.filter(|&other| other < rank).collect();
        let strengths = |article: usize, others: &[usize]| self.strengths(article, others);
        let changed = stories.arrive(rank, &near, strengths);
        self.stories = stories;
        changed
    }

    /// The strength of the tie of one article to each of several.
    fn strengths(&self, a: usize, others: &[usize]) -> Vec<f64> {
        let against = Against::new(&self.articles[a].article);
        let strength = |&b: &usize| self.strength(&against, a, b);
        others.iter().map(strength).collect()
    }

    fn strength(&self, against: &Against<'_>, a: usize, b: usize) -> f64 {
        let language = |rank: usize| self.language[rank] as usize;
        let is_one_language = self.languages.are_one(language(a), language(b));
        let (a, b) = (&self.articles[a], &self.articles[b]);
        let common = against.common(&b.article);
        let years = strength::years_agree(&a.article, &b.article);
        let strength = if is_one_language {
            strength::within_language(common, years)
        } else {
            strength::across_languages(common, years)
        };
        strength * time::nearness(a.day, b.day)
    }
}
