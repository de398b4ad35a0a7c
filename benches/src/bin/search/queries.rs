use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Queries of each kind.
const QUERIES: usize = 100;

/// In how many articles a rare word is, at most.
const RARE: usize = 10;

/// From how many of the words with most articles the common ones are taken.
const COMMON: usize = 100;

/// A query as each reads it.
pub struct Query {
    pub copydesk: String,
    pub fts5: String,
}

/// By kind queries of what stands in the articles.
pub fn queries(texts: &[String]) -> Vec<(&'static str, Vec<Query>)> {
    let articles = articles(texts);
    let mut common: Vec<&str> = articles.keys().copied().collect();
    common.sort_by_key(|word| (Reverse(articles[word]), *word));
    common.truncate(COMMON);
    let rare = |word: &&str| articles[word] <= RARE;
    let rare: Vec<&str> = texts
        .iter()
        .filter_map(|text| words(text).find(rare))
        .collect();
    let phrases: Vec<&str> = texts.iter().filter_map(|text| phrase(text)).collect();
    let runs: Vec<&str> = texts.iter().flat_map(|text| runs(text)).collect();
    let dice = &mut Dice(1);
    let mut two = |copydesk: &str, fts5: &str| {
        let mut query = || {
            let (one, other) = (common[dice.below(COMMON)], common[dice.below(COMMON)]);
            Query {
                copydesk: format!("{one} {copydesk}{other}"),
                fts5: format!("\"{one}\" {fts5} \"{other}\""),
            }
        };
        (0..QUERIES).map(|_| query()).collect()
    };
    vec![
        ("two common words", two("", "AND")),
        ("either of two common words", two("OR ", "OR")),
        ("a common word without another", two("-", "NOT")),
        ("a common word", some(dice, &common, |word| word.to_owned())),
        ("a rare word", some(dice, &rare, |word| word.to_owned())),
        (
            "three words in quotation marks",
            some(dice, &phrases, |words| format!("\"{words}\"")),
        ),
        (
            "two Chinese characters",
            some(dice, &runs, |run| first(run, 2)),
        ),
        (
            "four Chinese characters",
            some(dice, &runs, |run| first(run, 4)),
        ),
        (
            "eight Chinese characters",
            some(dice, &runs, |run| first(run, 8)),
        ),
    ]
}

/// Queries of some of the texts.
fn some(dice: &mut Dice, texts: &[&str], query: impl Fn(&str) -> String) -> Vec<Query> {
    let texts = (0..QUERIES.min(texts.len())).map(|_| query(texts[dice.below(texts.len())]));
    texts
        .map(|copydesk| Query {
            fts5: format!("\"{}\"", copydesk.trim_matches('"')),
            copydesk,
        })
        .collect()
}

/// In how many articles each word is.
fn articles(texts: &[String]) -> HashMap<&str, usize> {
    let mut articles = HashMap::new();
    for text in texts {
        let words: HashSet<&str> = words(text).collect();
        words
            .into_iter()
            .for_each(|word| *articles.entry(word).or_default() += 1);
    }
    articles
}

/// Words of at least three letters of the scripts that part them by spaces.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let letters = |word: &&str| word.chars().all(|c| c.is_alphabetic() && c < '\u{e00}');
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(letters);
    words.filter(|word| word.chars().nth(2).is_some())
}

/// The first three words that only spaces part.
fn phrase(text: &str) -> Option<&str> {
    let three = |clause: &&str| clause.split(' ').count() == 3 && words(clause).count() == 3;
    text.split(|c: char| !c.is_alphanumeric() && c != ' ')
        .map(str::trim)
        .find(three)
}

/// Where eight or more Chinese characters follow each other.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c));
    runs.filter(|run| run.chars().nth(7).is_some())
}

fn first(run: &str, characters: usize) -> String {
    run.chars().take(characters).collect()
}

/// A linear congruential generator (Knuth's MMIX): the same queries in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}
