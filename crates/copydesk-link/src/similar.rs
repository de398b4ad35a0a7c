//! Articles about the same thing: TF-IDF vectors and their cosine (Salton and Buckley 1988).
//!
//! Sums run in a fixed order and logarithms are computed in integers, so that the results are the
//! same on every machine.

use std::collections::BTreeMap;

use crate::Doc;
use crate::hash;
use crate::index::Index as Groups;
use crate::words::{Spacing, Token, tokens};

/// How many similar articles are named at most.
const MOST: usize = 6;

/// Least cosine of similar articles; below it only common words agree.
const FLOOR: f64 = 0.12;

/// A word of the title counts as if the text had it this often.
const TITLE_WEIGHT: usize = 3;

/// So many of an article's heaviest terms are compared; the rest hardly move the cosine.
const TERMS: usize = 100;

/// A term of more articles than this is not compared, so that time does not grow with the square of
/// their number.
const MOST_ARTICLES: usize = 2_000;

/// An article or a term by its place among others, and a weight or a cosine.
type Weighted = (usize, f64);

/// For each article the ids of those most similar to it, best first and equals by id: only articles
/// in the same language, no copies of it, and of any other group only the reference.
pub fn find(docs: &[Doc<'_>], groups: &Groups) -> Vec<Vec<String>> {
    let mut similar = vec![Vec::new(); docs.len()];
    for ranks in by_language(docs).into_values() {
        let index = Index::new(docs, &ranks);
        let mut sums = vec![0.0; ranks.len()];
        for (place, &rank) in ranks.iter().enumerate() {
            let cosines = index.cosines(place, &mut sums).into_iter();
            let named =
                cosines.map(|(place, cosine)| (docs[ranks[place]].id, ranks[place], cosine));
            let named = named.filter(|&(_, other, _)| differ(groups, rank, other));
            similar[rank] = best(named.map(|(id, _, cosine)| (id, cosine)).collect());
        }
    }
    similar
}

fn best(mut cosines: Vec<(&str, f64)>) -> Vec<String> {
    cosines.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    cosines
        .iter()
        .take(MOST)
        .map(|&(id, _)| id.to_owned())
        .collect()
}

/// Whether an article may be named as similar to another: it is no copy, and alone or a reference.
fn differ(groups: &Groups, rank: usize, other: usize) -> bool {
    let group = groups.reference(other);
    rank != other
        && group.is_none_or(|reference| reference == other && groups.reference(rank) != group)
}

/// Ranks by the language without its region; those of unknown language are compared among each other.
fn by_language<'a>(docs: &[Doc<'a>]) -> BTreeMap<Option<&'a str>, Vec<usize>> {
    let mut languages: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (rank, doc) in docs.iter().enumerate() {
        let language = doc.language.and_then(|language| language.split('-').next());
        languages.entry(language).or_default().push(rank);
    }
    languages
}

/// The inverted index of the articles in one language.
struct Index {
    /// For each article its heaviest terms, as places in `postings`, with their weights.
    vectors: Vec<Vec<Weighted>>,
    /// For each term the articles that it is one of the heaviest of, with its weight there.
    postings: Vec<Vec<Weighted>>,
}

impl Index {
    fn new(docs: &[Doc<'_>], ranks: &[usize]) -> Self {
        let uses = uses(docs, ranks);
        let mut vectors = vec![Vec::new(); ranks.len()];
        let mut norms = vec![0.0; ranks.len()];
        let mut terms = 0;
        for of_term in uses.chunk_by(|a, b| a.term == b.term) {
            let rarity = rarity(ranks.len(), of_term.len());
            let compared = (2..=MOST_ARTICLES).contains(&of_term.len());
            for &Use { article, count, .. } in of_term {
                let (article, weight) = (article as usize, rarity * (1.0 + log2(count)));
                norms[article] += weight * weight;
                vectors[article].extend(compared.then_some((terms, weight)));
            }
            terms += usize::from(compared);
        }
        let vectors: Vec<_> = vectors
            .into_iter()
            .zip(norms)
            .map(|(vector, norm)| heaviest(vector, norm))
            .collect();
        Self {
            postings: invert(&vectors, terms),
            vectors,
        }
    }

    /// The articles whose cosine with one article reaches the floor. `sums` has a 0 for each article,
    /// before and after.
    fn cosines(&self, place: usize, sums: &mut [f64]) -> Vec<Weighted> {
        let mut touched = Vec::new();
        for &(term, weight) in &self.vectors[place] {
            for &(other, of_other) in &self.postings[term] {
                if sums[other] == 0.0 {
                    touched.push(other);
                }
                sums[other] += weight * of_other;
            }
        }
        let sums = touched
            .into_iter()
            .map(|other| (other, std::mem::take(&mut sums[other])));
        sums.filter(|&(_, cosine)| cosine >= FLOOR).collect()
    }
}

/// The heaviest terms in ascending order, as parts of a vector of length 1.
fn heaviest(mut vector: Vec<Weighted>, norm: f64) -> Vec<Weighted> {
    vector.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    vector.truncate(TERMS);
    vector.sort_unstable_by_key(|&(term, _)| term);
    let length = norm.sqrt();
    vector
        .into_iter()
        .map(|(term, weight)| (term, weight / length))
        .collect()
}

fn invert(vectors: &[Vec<Weighted>], terms: usize) -> Vec<Vec<Weighted>> {
    let mut postings = vec![Vec::new(); terms];
    for (place, vector) in vectors.iter().enumerate() {
        for &(term, weight) in vector {
            postings[term].push((place, weight));
        }
    }
    postings
}

/// A term of an article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    term: u64,
    article: u32,
    count: u32,
}

/// The terms of all articles, by term and then by article.
fn uses(docs: &[Doc<'_>], ranks: &[usize]) -> Vec<Use> {
    let mut uses = Vec::new();
    for (article, &rank) in ranks.iter().enumerate() {
        let mut terms = terms_of(&docs[rank]);
        terms.sort_unstable();
        let counts = terms.chunk_by(|a, b| a == b);
        uses.extend(counts.map(|same| Use {
            term: same[0],
            article: article as u32,
            count: same.len() as u32,
        }));
    }
    uses.sort_unstable();
    uses
}

/// The terms of title and text, those of the title several times.
fn terms_of(doc: &Doc<'_>) -> Vec<u64> {
    let mut terms = terms(&tokens(doc.text));
    let title = self::terms(&tokens(doc.title.unwrap_or_default()));
    (0..TITLE_WEIGHT).for_each(|_| terms.extend_from_slice(&title));
    terms
}

/// Words; in scripts without spaces the pairs of characters, or four letters.
fn terms(tokens: &[Token]) -> Vec<u64> {
    let word = |token: &Token| (token.spacing == Spacing::Spaced).then_some(token.hash);
    let words = tokens.iter().filter_map(word);
    let unspaced = tokens
        .chunk_by(|a, b| a.spacing == b.spacing)
        .filter(|run| run[0].spacing != Spacing::Spaced);
    let windows = unspaced.flat_map(|run| run.windows(run[0].spacing.shingle() / 2));
    words
        .chain(windows.map(|window| hash::sequence(window.iter().map(|token| token.hash))))
        .collect()
}

/// A term's inverse document frequency, next to 0 when all articles have it.
fn rarity(articles: usize, having: usize) -> f64 {
    log2(articles as u32 + 1) - log2(having as u32)
}

/// Binary digits after the point of a logarithm.
const DIGITS: u32 = 16;

/// The binary logarithm of a positive number by repeated squaring, in integers: the standard
/// library's differs from platform to platform.
fn log2(x: u32) -> f64 {
    let whole = x.max(1).ilog2();
    let mut mantissa = u64::from(x.max(1)) << (31 - whole);
    let mut log = u64::from(whole);
    for _ in 0..DIGITS {
        let square = (mantissa * mantissa) >> 31;
        let carry = square >> 32;
        mantissa = square >> carry;
        log = 2 * log + carry;
    }
    log as f64 / f64::from(1u32 << DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_right_to_four_places() {
        for x in [1, 2, 3, 7, 1000, 65_537, u32::MAX] {
            assert!((log2(x) - f64::from(x).log2()).abs() < 1e-4, "{x}");
        }
    }
}
