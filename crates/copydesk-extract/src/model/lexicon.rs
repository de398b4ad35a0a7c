//! Words that rather stand in articles than beside them, and the reverse: "subscribe", "cookies", "said".
//!
//! `lexicon.txt` is made by `scripts/train`: each line a word and its score, the log-odds in tenths that
//! a text which holds it is the article (naive Bayes, each host counting the same).

use std::sync::LazyLock;

use crate::hash::Map;
use crate::model::words::hash_of;

static SCORES: LazyLock<Map<u64, i8>> = LazyLock::new(|| {
    let entry = |line: &str| {
        let (word, score) = line.split_once('\t')?;
        Some((hash_of(word)?, score.parse().ok()?))
    };
    include_str!("lexicon.txt")
        .lines()
        .filter_map(entry)
        .collect()
});

/// What the words of a text say, summed up; all in tenths of log-odds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lexical {
    /// The scores of words that rather stand in articles.
    pub good: i32,
    /// The scores of the others: nought or less.
    pub bad: i32,
    /// The highest score, at least nought.
    pub best: i32,
    /// The lowest, at most nought.
    pub worst: i32,
}

impl Lexical {
    /// Adds a word by its hash.
    pub fn add(&mut self, hash: u64) {
        let Some(&score) = SCORES.get(&hash) else {
            return;
        };
        let score = i32::from(score);
        if score > 0 {
            self.good = self.good.saturating_add(score);
        } else {
            self.bad = self.bad.saturating_add(score);
        }
        self.best = self.best.max(score);
        self.worst = self.worst.min(score);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_word_and_its_score() {
        assert_eq!(SCORES.len(), include_str!("lexicon.txt").lines().count());
    }

    #[test]
    fn sums_up() {
        let mut lexical = Lexical::default();
        for (&hash, _) in SCORES.iter() {
            lexical.add(hash);
        }
        lexical.add(0);
        let scores = || SCORES.values().map(|&score| i32::from(score));
        assert_eq!(lexical.good + lexical.bad, scores().sum::<i32>());
        assert_eq!(Some(lexical.best), scores().max());
        assert_eq!(Some(lexical.worst), scores().min());
    }
}
