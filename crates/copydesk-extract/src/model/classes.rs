//! What the class names and ids around a unit say, learned from many hosts.

use std::sync::LazyLock;

use crate::elements::Elements;
use crate::hash::Map;
use crate::hints::ByClass;
use crate::model::tables::WORDS;
use crate::tree::{ClassWords, Tree};

/// The log-odds, in tenths, that text below each element is the article's: those of the strongest word
/// of its names.
pub(super) fn classes(tree: &Tree, elements: &Elements) -> Vec<i32> {
    let mut known = ByClass::new(tree);
    let mut score = |node| {
        tree.class_and_id(node)
            .map(|class| known.of(class, |class| of_name(tree.class_words(class))))
            .fold(0, stronger)
    };
    elements.nodes().map(&mut score).collect()
}

fn of_name(words: ClassWords<'_>) -> i32 {
    words.stretches(1).map(look_up).fold(0, stronger)
}

fn stronger(one: i32, other: i32) -> i32 {
    if other.abs() > one.abs() { other } else { one }
}

static SCORES: LazyLock<Map<&str, i8>> = LazyLock::new(|| WORDS.iter().copied().collect());

fn look_up(word: &str) -> i32 {
    SCORES.get(word).map_or(0, |&score| i32::from(score))
}
