//! The values of `class` and `id`, numbered: a page has few, many times.

use crate::hash::Map;

use super::strings::Stretch;
use super::{NodeId, Tree};

/// Longer values are generated, and say nothing.
const MAX_LENGTH: usize = 400;

/// A page has about so many different values, at the most some thousands.
const USUAL_COUNT: usize = 400;

/// No value.
const NONE: u32 = u32::MAX;

/// The number of a value of `class` or `id`, below [`Tree::class_count`].
pub(crate) type ClassId = usize;

/// The values, and which each node has as its class and as its id.
pub(super) struct Classes {
    of_nodes: Vec<[u32; 2]>,
    values: Vec<Stretch>,
    words: Words,
}

impl Classes {
    fn new(tree: &Tree) -> Self {
        let mut numbers: Map<&str, u32> =
            Map::with_capacity_and_hasher(USUAL_COUNT, <_>::default());
        let mut values = Vec::new();
        let mut number = |value: Stretch| {
            let next = values.len() as u32;
            let number = *numbers.entry(tree.string(value)).or_insert(next);
            if number == next {
                values.push(value);
            }
            number
        };
        let mut of_nodes = vec![[NONE; 2]; tree.len()];
        for (node, numbers) in of_nodes.iter_mut().enumerate() {
            for attribute in tree.raw_attributes(node as NodeId) {
                let place = match tree.string(attribute.name) {
                    "class" => 0,
                    "id" => 1,
                    _ => continue,
                };
                if attribute.value.len() <= MAX_LENGTH {
                    numbers[place] = number(attribute.value);
                }
            }
        }
        let words = Words::of(values.iter().map(|&value| tree.string(value)));
        Self {
            of_nodes,
            values,
            words,
        }
    }
}

/// The words of all values.
#[derive(Default)]
struct Words {
    /// The words in small letters, joined.
    letters: String,
    /// Where each word begins, and where the last one ends.
    starts: Vec<u32>,
    /// How many words there are before each value's, and in all.
    of_values: Vec<u32>,
}

impl Words {
    fn of<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        let mut words = Self {
            starts: vec![0],
            of_values: vec![0],
            ..Self::default()
        };
        let mut letters = Vec::new();
        for value in values {
            words.split(value, &mut letters);
        }
        words.letters = String::from_utf8(letters).unwrap_or_default();
        words
    }

    /// A word ends before what is no letter of ASCII, and before a capital that follows a small letter.
    fn split(&mut self, value: &str, letters: &mut Vec<u8>) {
        let mut was_small = false;
        for byte in value.bytes() {
            if !byte.is_ascii_alphabetic() || (byte.is_ascii_uppercase() && was_small) {
                self.end(letters.len());
            }
            if byte.is_ascii_alphabetic() {
                letters.push(byte.to_ascii_lowercase());
            }
            was_small = byte.is_ascii_lowercase();
        }
        self.end(letters.len());
        self.of_values.push(self.starts.len() as u32 - 1);
    }

    fn end(&mut self, at: usize) {
        if self.starts.last() != Some(&(at as u32)) {
            self.starts.push(at as u32);
        }
    }

    fn get(&self, class: ClassId) -> ClassWords<'_> {
        let [first, last] = [class, class + 1].map(|at| self.of_values[at] as usize);
        ClassWords {
            letters: &self.letters,
            starts: &self.starts[first..=last],
        }
    }
}

/// The words of a class or id in small letters: `related posts item` of `relatedPosts__item-2`.
#[derive(Clone, Copy)]
pub(crate) struct ClassWords<'a> {
    letters: &'a str,
    starts: &'a [u32],
}

impl<'a> ClassWords<'a> {
    /// So many words that follow each other, joined.
    pub fn stretches(self, count: usize) -> impl Iterator<Item = &'a str> {
        let ends = self.starts.iter().skip(count);
        let stretches = self.starts.iter().zip(ends);
        stretches.map(move |(&start, &end)| &self.letters[start as usize..end as usize])
    }
}

impl Tree {
    fn classes(&self) -> &Classes {
        self.classes.get_or_init(|| Classes::new(self))
    }

    /// How many values of `class` and `id` there are.
    pub(crate) fn class_count(&self) -> usize {
        self.classes().values.len()
    }

    /// An element's class, but for one too long to mean something.
    pub(crate) fn class(&self, id: NodeId) -> Option<ClassId> {
        let [class, _] = self.classes().of_nodes[id as usize];
        (class != NONE).then_some(class as usize)
    }

    /// An element's class and id, but for those too long to mean something.
    pub(crate) fn class_and_id(&self, id: NodeId) -> impl Iterator<Item = ClassId> {
        let numbers = self.classes().of_nodes[id as usize].into_iter();
        numbers
            .filter(|&number| number != NONE)
            .map(|number| number as usize)
    }

    /// The words of a number's value.
    pub(crate) fn class_words(&self, class: ClassId) -> ClassWords<'_> {
        self.classes().words.get(class)
    }

    /// The value of a number.
    pub(crate) fn class_value(&self, class: ClassId) -> &str {
        self.string(self.classes().values[class])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_values_into_words() {
        let words = Words::of(["--", "relatedPosts__item-2 NAV", "ABc"].into_iter());
        let stretches = |class, count| words.get(class).stretches(count).collect::<Vec<_>>();
        assert!(stretches(0, 1).is_empty());
        assert_eq!(stretches(1, 1), ["related", "posts", "item", "nav"]);
        assert_eq!(stretches(1, 2), ["relatedposts", "postsitem", "itemnav"]);
        assert_eq!(stretches(2, 1), ["abc"]);
    }
}
