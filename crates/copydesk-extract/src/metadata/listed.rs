//! Which of the tables of words around names a word is in: all of them told in one look.

use std::ops::BitOr;
use std::sync::LazyLock;

use crate::hash::Map;
use crate::measure::with_lower;

/// Tables of words, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tables(u16);

pub(super) const LEADS: Tables = Tables(1);
pub(super) const KINDS: Tables = Tables(1 << 1);
pub(super) const OTHERS: Tables = Tables(1 << 2);
pub(super) const ROLES: Tables = Tables(1 << 3);
pub(super) const TITLES: Tables = Tables(1 << 4);
pub(super) const SUFFIXES: Tables = Tables(1 << 5);
pub(super) const GROUPS: Tables = Tables(1 << 6);
pub(super) const NO_NAMES: Tables = Tables(1 << 7);
pub(super) const SURNAMES: Tables = Tables(1 << 8);
pub(super) const PARTICLES: Tables = Tables(1 << 9);

/// The words, one a line, in lower case and sorted, below the name of their table: `# leads: what it
/// holds`.
const TEXT: &str = include_str!("name_words.txt");

const NAMES: [(&str, Tables); 10] = [
    ("leads", LEADS),
    ("kinds", KINDS),
    ("others", OTHERS),
    ("roles", ROLES),
    ("titles", TITLES),
    ("suffixes", SUFFIXES),
    ("groups", GROUPS),
    ("no_names", NO_NAMES),
    ("surnames", SURNAMES),
    ("particles", PARTICLES),
];

/// No word of a table has more bytes.
const LONGEST: usize = 40;

impl Tables {
    /// Whether one of these tables is among them.
    pub fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

impl BitOr for Tables {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

static WORDS: LazyLock<Map<&str, Tables>> = LazyLock::new(|| {
    let mut all: Map<&str, Tables> = Map::default();
    for (table, word) in entries() {
        let tables = all.entry(word).or_default();
        *tables = *tables | table;
    }
    all
});

/// Each word and its table, in order.
fn entries() -> impl Iterator<Item = (Tables, &'static str)> {
    let lines = TEXT.lines().filter(|line| !line.is_empty());
    let words = lines.scan(Tables::default(), |table, line| {
        let heading = line.strip_prefix("# ");
        if let Some(heading) = heading {
            *table = named(heading);
        }
        Some(heading.is_none().then_some((*table, line)))
    });
    words.flatten()
}

/// The table of a heading.
fn named(heading: &str) -> Tables {
    let name = heading.split(':').next();
    let mut named = NAMES.iter().filter(|(own, _)| Some(*own) == name);
    named.next().map(|(_, table)| *table).unwrap_or_default()
}

/// The tables that a word is in, in whatever case.
pub(super) fn tables_of(word: &str) -> Tables {
    // A letter is at most three times as long as its small one.
    if word.len() > 3 * LONGEST {
        return Tables::default();
    }
    with_lower(word, |lower| WORDS.get(lower).copied().unwrap_or_default())
}

/// Whether a word is in one of these tables, in whatever case.
pub(super) fn is_in(tables: Tables, word: &str) -> bool {
    tables_of(word).has(tables)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(table: Tables) -> Vec<&'static str> {
        let words = entries().filter(|(own, _)| *own == table);
        words.map(|(_, word)| word).collect()
    }

    #[test]
    fn tables_are_sorted() {
        for (name, table) in NAMES {
            let words = words_of(table);
            assert!(!words.is_empty(), "{name}");
            assert!(words.windows(2).all(|pair| pair[0] < pair[1]), "{name}");
        }
    }

    #[test]
    fn tells_all_tables_of_a_word() {
        for (own, word) in entries() {
            assert!(
                word.len() <= LONGEST && word == word.to_lowercase(),
                "{word}"
            );
            assert!(own != Tables::default() && is_in(own, word), "{word}");
        }
        for (_, table) in NAMES {
            let words = words_of(table);
            let is_told =
                |(_, word): (Tables, &'static str)| is_in(table, word) == words.contains(&word);
            assert!(entries().all(is_told));
        }
        assert!(is_in(LEADS | KINDS, "AUTOR") && !is_in(TITLES, "autor"));
        assert_eq!(tables_of(""), Tables::default());
    }
}
