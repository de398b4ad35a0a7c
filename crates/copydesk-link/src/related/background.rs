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

/// The number of articles of a language that the table stands for. What has no language may be in any
/// that it knows.
pub fn articles(language: Option<&str>) -> u32 {
    COMMON.get(&key(language, 0)).copied().unwrap_or(UNKNOWN)
}

/// In how many of these a word stands.
pub fn articles_with(language: Option<&str>, term: u64) -> u32 {
    COMMON.get(&key(language, term)).copied().unwrap_or(0)
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
        for language in [language, None] {
            let articles: &mut u32 = common.entry(key(language, word.hash)).or_default();
            *articles = (share * ARTICLES / 1000).max(*articles);
            common.insert(key(language, 0), ARTICLES);
        }
    }
    common
}

fn key(language: Option<&str>, term: u64) -> u64 {
    hash::extend(hash::bytes(language.unwrap_or_default().as_bytes()), term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_common_in_its_own_language() {
        let articles_with = |language, word| articles_with(language, tokens(word)[0].hash);
        assert!(articles_with(Some("en"), "the") > 350);
        assert!(articles_with(Some("de"), "war") > 100 && articles_with(Some("en"), "war") < 50);
        assert!(articles_with(None, "war") > 100);
        assert!(articles_with(Some("en"), "tide") < 10);
        assert_eq!(articles(Some("en")), ARTICLES);
        assert_eq!(articles(Some("xx")), UNKNOWN);
    }
}
