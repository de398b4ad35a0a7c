//! How common words are in their language, so that a small collection need not find out by itself.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::hash::{self, Quick};
use crate::words::tokens;

/// So many articles of a language does the table stand for beside those of the collection: enough
/// to tell what says nothing, few enough for the collection to have the last word.
const ARTICLES: u32 = 400;

/// For a language that the table does not know, so many articles of nothing common: so that what two
/// articles share counts for something when there are no others.
const UNKNOWN: u32 = 20;

/// Made by `training/common_words.py`: a language, one of its words, and in how many of a thousand
/// articles that stands.
const TABLE: &str = include_str!("common_words.txt");

static COMMON: LazyLock<HashMap<u64, u32, Quick>> = LazyLock::new(|| read(TABLE));

/// What the table says of one language. What has no language may be in any that it knows.
#[derive(Clone, Copy, Debug)]
pub struct Background {
    /// Hash of the language.
    language: u64,
    articles: u32,
}

impl Background {
    /// That of a language.
    pub fn of(language: Option<&str>) -> Self {
        let language = language_hash(language);
        let articles = COMMON.get(&hash::extend(language, 0)).copied();
        Self {
            language,
            articles: articles.unwrap_or(UNKNOWN),
        }
    }

    /// The number of articles that the table stands for.
    pub fn articles(self) -> u32 {
        self.articles
    }

    /// In how many of these a word stands.
    pub fn articles_with(self, term: u64) -> u32 {
        let key = hash::extend(self.language, term);
        COMMON.get(&key).copied().unwrap_or(0)
    }
}

fn language_hash(language: Option<&str>) -> u64 {
    hash::bytes(language.unwrap_or_default().as_bytes())
}

fn read(table: &str) -> HashMap<u64, u32, Quick> {
    let mut common = HashMap::default();
    for line in table.lines() {
        let mut columns = line.split('\t');
        let (language, word) = (columns.next(), tokens(columns.next().unwrap_or_default()));
        let share = columns.next().and_then(|share| share.parse::<u32>().ok());
        let (Some([word]), Some(share)) = (word.get(..1), share) else {
            continue;
        };
        for language in [language, None].map(language_hash) {
            let key = hash::extend(language, word.hash);
            let articles: &mut u32 = common.entry(key).or_default();
            *articles = (share * ARTICLES / 1000).max(*articles);
            common.insert(hash::extend(language, 0), ARTICLES);
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_common_in_its_own_language() {
        let articles_with =
            |language, word| Background::of(language).articles_with(tokens(word)[0].hash);
        assert!(articles_with(Some("en"), "the") > 350);
        assert!(articles_with(Some("de"), "war") > 100 && articles_with(Some("en"), "war") < 50);
        assert!(articles_with(None, "war") > 100);
        assert!(articles_with(Some("en"), "tide") < 10);
        assert_eq!(Background::of(Some("en")).articles(), ARTICLES);
        assert_eq!(Background::of(Some("xx")).articles(), UNKNOWN);
    }
}
