//! Which of the tables of words around names a word is in: all of them told in one look.

use std::ops::BitOr;
use std::sync::LazyLock;

use super::name_words as words;
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

const ALL: [(Tables, &[&str]); 10] = [
    (LEADS, words::LEADS),
    (KINDS, words::KINDS),
    (OTHERS, words::OTHERS),
    (ROLES, words::ROLES),
    (TITLES, words::TITLES),
    (SUFFIXES, words::SUFFIXES),
    (GROUPS, words::GROUPS),
    (NO_NAMES, words::NO_NAMES),
    (SURNAMES, words::SURNAMES),
    (PARTICLES, words::PARTICLES),
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
    for (table, words) in ALL {
        for word in words {
            let tables = all.entry(word).or_default();
            *tables = *tables | table;
        }
    }
    all
});

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

    #[test]
    fn tells_all_tables_of_a_word() {
        for (_, words) in ALL {
            for word in words {
                assert!(word.len() <= LONGEST, "{word}");
                for (table, words) in ALL {
                    assert_eq!(is_in(table, word), words.contains(word), "{word}");
                }
            }
        }
        assert!(is_in(LEADS | KINDS, "AUTOR") && !is_in(TITLES, "autor"));
        assert_eq!(tables_of(""), Tables::default());
    }
}
