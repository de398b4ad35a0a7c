use std::cmp::Reverse;
use std::collections::BTreeMap;

use copydesk_link::is_unspaced;
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use crate::fold::folded;
use crate::query::{Asked, Builder, Scope};

/// A query that finds more than this needs no suggestion.
pub const ENOUGH: usize = 3;

/// The shortest word that is taken for a misspelling, in characters: of shorter ones most changes
/// make another word.
const SHORTEST: usize = 4;

/// The shortest word that may have two errors, in characters.
const SHORTEST_OF_TWO: usize = 6;

/// The longest word that is corrected, in characters: an automaton grows with the word.
const LONGEST: usize = 40;

/// How many words of a query are corrected.
const MOST_CORRECTED: usize = 3;

/// In how many articles a misspelling may occur itself.
const RARE: u64 = 2;

/// How many times as many articles must have the right spelling.
const TIMES: u64 = 10;

/// The query with the words that the index has not, or hardly, as it spells them; `None` when there
/// are none, or nothing like them.
pub fn suggestion(builder: Builder<'_>, query: &str, words: &[Asked]) -> Option<String> {
    let correction = |asked: &Asked| Some((asked.place.clone(), builder.correction(asked)?));
    let corrections: Vec<_> = words
        .iter()
        .filter_map(correction)
        .take(MOST_CORRECTED)
        .collect();
    let mut suggested = query.to_owned();
    // From the end, so that the places before stay where they are.
    for (place, word) in corrections.iter().rev() {
        if suggested.get(place.clone()).is_some() {
            suggested.replace_range(place.clone(), word);
        }
    }
    (!corrections.is_empty()).then_some(suggested)
}

impl Builder<'_> {
    fn correction(&self, asked: &Asked) -> Option<String> {
        let (field, stems) = self.spelled(asked.scope)?;
        let word: String = asked
            .text
            .chars()
            .map(folded)
            .flat_map(char::to_lowercase)
            .collect();
        let length = word.chars().count();
        let plain = word.chars().all(|c| c.is_alphabetic() && !is_unspaced(c));
        if asked.quoted || !plain || !(SHORTEST..=LONGEST).contains(&length) {
            return None;
        }
        let known = self.frequency(field, &word);
        if known > RARE
            || stems.is_some_and(|stems| !self.stems(stems, asked).is_empty() && known == 0)
        {
            return None;
        }
        let errors = if length < SHORTEST_OF_TWO { 1 } else { 2 };
        (1..=errors).find_map(|errors| self.nearest(field, &word, errors, known * TIMES))
    }

    /// The field whose words show how those of a scope are spelled, and that of their stems.
    fn spelled(&self, scope: Scope) -> Option<(Field, Option<Field>)> {
        let fields = self.fields;
        match scope {
            Scope::Everywhere | Scope::Text => Some((fields.text, Some(fields.text_stems))),
            Scope::Title => Some((fields.title, Some(fields.title_stems))),
            Scope::Author => Some((fields.author, None)),
            Scope::Section => Some((fields.section, None)),
            Scope::Site => Some((fields.site, None)),
            Scope::Language => None,
        }
    }

    /// Of the words that differ by so many letters the one of most articles, if they are enough.
    fn nearest(&self, field: Field, word: &str, errors: u8, enough: u64) -> Option<String> {
        let mut near: BTreeMap<String, u64> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field).ok()?;
            let term = Term::from_field_text(field, word);
            let automaton = FuzzyTermQuery::new(term, errors, true).automaton().ok()?;
            let mut stream = index.terms().search(automaton).into_stream().ok()?;
            while let Some((term, info)) = stream.next() {
                let term = String::from_utf8_lossy(term).into_owned();
                *near.entry(term).or_default() += u64::from(info.doc_freq);
            }
        }
        near.remove(word);
        let best = near
            .into_iter()
            .max_by_key(|(term, count)| (*count, Reverse(term.clone())));
        best.filter(|&(_, count)| count >= enough.max(1))
            .map(|(term, _)| term)
    }
}
