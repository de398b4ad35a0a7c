//! What the words of a unit's text say: all tables of phrases are held against it in one look.

use std::borrow::Cow;
use std::sync::LazyLock;

use copydesk_record::BlockKind;

use crate::finder::Finder;
use crate::hash::Map;
use crate::measure::{is_dense, mass};
use crate::phrases::{
    ADVERT, COMMENT, CONSENT, CONSENT_WORDS, CREDIT, CREDIT_LENGTH, PROMOTION, RELATED,
    RELATED_SHORT, SHARE, TECHNICAL,
};
use crate::unit::Unit;
use crate::{fate, imprint};

/// A table of phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Table {
    Advert,
    Share,
    Comment,
    Related,
    RelatedShort,
    Promotion,
}

const LINES: [(Table, &[&str]); 6] = [
    (Table::Advert, ADVERT),
    (Table::Share, SHARE),
    (Table::Comment, COMMENT),
    (Table::Related, RELATED),
    (Table::RelatedShort, RELATED_SHORT),
    (Table::Promotion, PROMOTION),
];

/// Tables of phrases, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tables(u8);

impl Tables {
    /// Whether a table is among them.
    pub fn has(self, table: Table) -> bool {
        self.0 & 1 << table as u8 != 0
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// What a line says: the tables that have it, and those that have its beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// The tables of which a phrase is all of the line.
    pub is: Tables,
    /// The tables of which a phrase begins the line, and ends where a word ends.
    pub starts: Tables,
}

/// What the words of a unit's text say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    /// What it says as a line.
    pub line: Line,
    /// What it says in brackets at its beginning.
    pub bracketed: Tables,
    /// Whether it holds a phrase of consent texts.
    pub consent: bool,
    /// Whether it speaks of the browser.
    pub technical: bool,
    /// Whether it ends with who made a picture.
    pub credit: bool,
    /// How many of the words of consent texts it holds.
    pub consent_words: u8,
    /// Whether it is short and calls what follows related.
    pub calls_related: bool,
    /// Whether it is a short line that names the author or the date.
    pub is_byline: bool,
    /// Whether it states a standing fact of the publisher.
    pub is_imprint: bool,
}

/// A text heavier than this heads no box.
pub(crate) const MAX_LABEL: usize = 60;

impl Words {
    /// Reads a unit's text.
    pub fn of(unit: &Unit) -> Self {
        let text = &unit.text;
        let mut words = Self {
            line: Line::of(text),
            bracketed: bracketed(text),
            ..Self::default()
        };
        let lower = lower(text);
        let has_legal = words.find(&lower);
        words.credit = ends_in_credit(text);
        // The text of a picture is weighed nowhere else.
        let mass = match unit.kind {
            BlockKind::Figure => mass(text),
            _ => unit.mass,
        };
        words.calls_related = mass <= MAX_LABEL && words.line.starts.has(Table::Related);
        words.is_byline = fate::reads_as_byline(unit);
        words.is_imprint = imprint::fact_of(unit, mass, has_legal).is_some();
        words
    }

    /// Looks for the phrases that may stand anywhere; returns whether one of the law is among them.
    fn find(&mut self, lower: &str) -> bool {
        let (mut consent_words, mut legal) = (0_u64, false);
        ANYWHERE.find(lower, |number, _| match number {
            _ if number < CONSENT_WORDS.len() => consent_words |= 1 << number,
            _ if number < CONSENT_WORDS.len() + CONSENT.len() => self.consent = true,
            _ if number < CONSENT_WORDS.len() + CONSENT.len() + TECHNICAL.len() => {
                self.technical = true;
            }
            _ => legal = true,
        });
        self.consent_words = consent_words.count_ones() as u8;
        legal
    }
}

static ANYWHERE: LazyLock<Finder> = LazyLock::new(|| {
    let tables = [
        CONSENT_WORDS,
        CONSENT,
        TECHNICAL,
        imprint::LEGAL,
        imprint::LICENCE,
    ];
    Finder::new(tables.into_iter().flatten().copied())
});

/// One bit each.
const _: () = assert!(CONSENT_WORDS.len() <= 64);

static CREDITS: LazyLock<Finder> = LazyLock::new(|| Finder::new(CREDIT.iter().copied()));

/// Whether a text's end names who made a picture.
fn ends_in_credit(text: &str) -> bool {
    let start = text.ceil_char_boundary(text.len().saturating_sub(CREDIT_LENGTH));
    let mut is_found = false;
    CREDITS.find(&lower(&text[start..]), |_, _| is_found = true);
    is_found
}

/// A text whose capitals are small; those of ASCII may be left.
fn lower(text: &str) -> Cow<'_, str> {
    let is_changed = |c: char| !c.is_ascii() && !is_dense(c) && !c.to_lowercase().eq([c]);
    if text.is_ascii() || !text.chars().any(is_changed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

impl Line {
    /// What a text says as a line.
    pub fn of(text: &str) -> Self {
        let line = line(text);
        let bytes = line.as_bytes();
        let mut found = Self::default();
        for key in [key(bytes), key(&bytes[..bytes.len().min(1)])] {
            for phrase in PHRASES.get(&key).into_iter().flatten() {
                phrase.hold_against(&line, &mut found);
            }
        }
        found
    }
}

/// A phrase and the tables that have it.
struct Phrase {
    text: &'static str,
    tables: Tables,
    /// Whether it is written in a script without spaces, where words do not end.
    is_dense: bool,
}

impl Phrase {
    fn hold_against(&self, line: &str, found: &mut Line) {
        let Some(rest) = line.strip_prefix(self.text) else {
            return;
        };
        if rest.is_empty() {
            found.is.add(self.tables);
        }
        if self.is_dense || !rest.starts_with(char::is_alphanumeric) {
            found.starts.add(self.tables);
        }
    }
}

/// The phrases by their first two bytes, or the one that they have.
static PHRASES: LazyLock<Map<[u8; 2], Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: Map<[u8; 2], Vec<Phrase>> = Map::default();
    for (table, texts) in LINES {
        for text in texts {
            phrases
                .entry(key(text.as_bytes()))
                .or_default()
                .push(Phrase {
                    text,
                    tables: Tables(1 << table as u8),
                    is_dense: text.chars().any(is_dense),
                });
        }
    }
    phrases
});

fn key(text: &[u8]) -> [u8; 2] {
    [0, 1].map(|at| text.get(at).copied().unwrap_or(0))
}

/// No phrase is as long as this, in bytes: of longer lines the beginning is enough.
const MAX_PHRASE: usize = 96;

/// A line in the tables' form: lower case, straight apostrophes, marks off its ends. Of a long line its
/// beginning.
pub(crate) fn line(text: &str) -> String {
    let is_mark = |c: char| !c.is_alphanumeric();
    let text = text.trim_matches(is_mark);
    // A letter is at most three times as long as its small one, which is in `K` for kelvin.
    let start = &text[..text.floor_char_boundary(3 * MAX_PHRASE + 3)];
    if start.is_ascii() {
        return start.to_ascii_lowercase();
    }
    let lower = start.to_lowercase().replace('’', "'");
    if start.len() < text.len() {
        return lower;
    }
    lower.trim_matches(is_mark).to_owned()
}

/// What a text says in brackets at its beginning, as in `【広告】`.
fn bracketed(text: &str) -> Tables {
    let inner = text
        .strip_prefix(['【', '[', '［', '〔'])
        .and_then(|rest| rest.split(['】', ']', '］', '〕']).next());
    inner.map_or(Tables::default(), |inner| Line::of(inner).is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_short_and_in_lower_case() {
        for (_, texts) in LINES {
            for text in texts {
                assert!(text.len() <= MAX_PHRASE, "{text}");
                assert_eq!(line(text), *text);
            }
        }
    }

    #[test]
    fn phrases_that_stand_anywhere_have_three_bytes() {
        let tables = [
            CONSENT_WORDS,
            CONSENT,
            TECHNICAL,
            CREDIT,
            imprint::LEGAL,
            imprint::LICENCE,
        ];
        for phrase in tables.into_iter().flatten() {
            assert!(phrase.len() >= 3, "{phrase}");
            assert_eq!(*phrase, phrase.to_lowercase());
        }
    }

    #[test]
    fn reads_lines() {
        let check = |text: &str, is: &[Table], starts: &[Table]| {
            let line = Line::of(text);
            for (table, _) in LINES {
                assert_eq!(line.is.has(table), is.contains(&table), "{text}: {table:?}");
                assert_eq!(
                    line.starts.has(table),
                    starts.contains(&table),
                    "{text}: {table:?}"
                );
            }
        };
        check("X", &[Table::Share], &[Table::Share]);
        check("» READ MORE:", &[Table::Related], &[Table::Related]);
        check("Read more about it", &[], &[Table::Related]);
        check("Readers", &[], &[]);
        check("DON’T MISS", &[Table::Related], &[Table::Related]);
        check("关于下载", &[], &[]);
        check("下载客户端", &[], &[Table::Promotion]);
    }
}
