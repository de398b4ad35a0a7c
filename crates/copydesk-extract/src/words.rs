//! What the words of a unit's text say: all tables of phrases are held against it in one look.

use std::borrow::Cow;
use std::sync::LazyLock;

use copydesk_record::BlockKind;

use crate::finder::Finder;
use crate::hash::Map;
use crate::measure::{is_dense, is_letter, is_small, lower, mass};
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
        let has_legal = words.find(text);
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
    fn find(&mut self, text: &str) -> bool {
        let lower = mostly_lower(text);
        let end = lower.len().saturating_sub(CREDIT_LENGTH);
        let (mut consent_words, mut is_legal, mut is_credit) = (0_u64, false, false);
        ANYWHERE.find(&lower, |number, at| match number {
            CREDITS.. => is_credit |= at >= end,
            LEGALS.. => is_legal = true,
            TECHNICALS.. => self.technical = true,
            CONSENTS.. => self.consent = true,
            _ => consent_words |= 1 << number,
        });
        self.consent_words = consent_words.count_ones() as u8;
        self.credit = match lower {
            Cow::Borrowed(_) => is_credit,
            // The end is that of the text as it stands, which may be longer or shorter.
            Cow::Owned(_) => ends_in_credit(text),
        };
        is_legal
    }
}

/// The phrases that may stand anywhere, table after table, and where each table begins.
static ANYWHERE: LazyLock<Finder> = LazyLock::new(|| {
    let tables = [
        CONSENT_WORDS,
        CONSENT,
        TECHNICAL,
        imprint::LEGAL,
        imprint::LICENCE,
        CREDIT,
    ];
    Finder::new(tables.into_iter().flatten().copied())
});
const CONSENTS: usize = CONSENT_WORDS.len();
const TECHNICALS: usize = CONSENTS + CONSENT.len();
const LEGALS: usize = TECHNICALS + TECHNICAL.len();
const CREDITS: usize = LEGALS + imprint::LEGAL.len() + imprint::LICENCE.len();

/// One bit each.
const _: () = assert!(CONSENT_WORDS.len() <= 64);

/// Whether a text's end names who made a picture.
fn ends_in_credit(text: &str) -> bool {
    let start = text.ceil_char_boundary(text.len().saturating_sub(CREDIT_LENGTH));
    let mut is_found = false;
    ANYWHERE.find(&mostly_lower(&text[start..]), |number, _| {
        is_found |= number >= CREDITS;
    });
    is_found
}

/// A text whose capitals are small; those of ASCII may be left.
fn mostly_lower(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(|c: char| !c.is_ascii() && !is_small(c)) {
        Cow::Borrowed(text)
    } else {
        lower(text)
    }
}

impl Line {
    /// What a text says as a line.
    pub fn of(text: &str) -> Self {
        let text = text.trim_matches(is_mark);
        let mut found = Self::default();
        if let [first, second, ..] = text.as_bytes()
            && first.is_ascii()
            && second.is_ascii()
            && candidates(&[first.to_ascii_lowercase(), second.to_ascii_lowercase()])
                .next()
                .is_none()
        {
            return found;
        }
        let line = line(text);
        for phrase in candidates(line.as_bytes()) {
            phrase.hold_against(&line, &mut found);
        }
        found
    }
}

/// The phrases that begin as a line does.
fn candidates(line: &[u8]) -> impl Iterator<Item = &'static Phrase> {
    let keys = [key(line), key(&line[..line.len().min(1)])];
    keys.into_iter()
        .flat_map(|key| PHRASES.get(&key).into_iter().flatten())
}

fn is_mark(c: char) -> bool {
    !is_letter(c)
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
        if self.is_dense || !rest.starts_with(is_letter) {
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
    let text = text.trim_matches(is_mark);
    // A letter is at most three times as long as its small one, which is in `K` for kelvin.
    let start = &text[..text.floor_char_boundary(3 * MAX_PHRASE + 3)];
    if start.is_ascii() {
        return start.to_ascii_lowercase();
    }
    let lower = lower(start).replace('’', "'");
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
