//! Lines that give a date, and what they say that it is.

use std::ops::Range;

use super::date::{Found, Order, all};
use super::date_words::{CHANGED, DATED, OTHER, PUBLISHED};
use super::scene::Line;
use crate::measure::{is_dense, mass};

/// What a date is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// That of publication.
    Published,
    /// Nothing is said.
    Nothing,
    /// That of a change.
    Changed,
    /// Something else: an event, a deadline, the day the page was fetched.
    Other,
}

/// What a line has beside its date weighs at most so much.
const MAX_REST: usize = 60;
/// The same for a heading.
const MAX_HEADING_REST: usize = 32;
/// So far from a date, in bytes, stands the verb that says that something was published then.
const MAX_VERB: usize = 32;
/// So many bytes before a date are asked what it is.
const MAX_LABEL: usize = 60;

/// The dates of a line that is little more than a date, with what they are said to be and what the line
/// weighs beside them.
pub(super) fn dates_of(line: &Line<'_>, order: Order) -> Vec<(Found, Said, usize)> {
    let found = all(line.text, order);
    let dates: usize = found
        .iter()
        .filter_map(|one| line.text.get(one.range.clone()))
        .map(mass)
        .sum();
    let most = if line.is_heading {
        MAX_HEADING_REST
    } else {
        MAX_REST
    };
    let rest = mass(line.text).saturating_sub(dates + times(line.text));
    if found.is_empty() || rest > most {
        return Vec::new();
    }
    let mut start = 0;
    let mut said = said(line.before.trim(), true);
    let mut dated = Vec::with_capacity(found.len());
    for one in found {
        let label = line.text.get(start..one.range.start).unwrap_or_default();
        said = match self::said(label, false) {
            Said::Nothing if mass(label) > 0 => Said::Nothing,
            Said::Nothing => said,
            said => said,
        };
        start = one.range.end;
        dated.push((one, said, rest));
    }
    dated
}

/// What times of day weigh.
fn times(text: &str) -> usize {
    text.matches(':').count() * 4
}

/// What a text says of the date that follows it; the last word that says something counts.
///
/// `is_apart` when it is a line of its own: then it must be nothing but a label.
pub(super) fn said(label: &str, is_apart: bool) -> Said {
    if label.is_empty()
        || is_apart && (label.len() > MAX_LABEL / 2 || label.contains(|c: char| c.is_ascii_digit()))
    {
        return Said::Nothing;
    }
    let start = label.ceil_char_boundary(label.len().saturating_sub(MAX_LABEL));
    let label = label[start..].to_lowercase();
    let kinds = [
        (PUBLISHED, Said::Published),
        (DATED, Said::Published),
        (CHANGED, Said::Changed),
        (OTHER, Said::Other),
    ];
    let said = word_starts(&label).filter_map(|rest| {
        let begins = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
        kinds
            .iter()
            .find(|(words, _)| begins(words))
            .map(|(_, said)| *said)
    });
    said.last().unwrap_or(Said::Nothing)
}

/// Whether a sentence says that a date in it is that of publication: with a verb shortly before it, or,
/// as in German, after it, on the same line.
pub(super) fn published_at(text: &str, date: &Range<usize>) -> bool {
    let start = text.ceil_char_boundary(date.start.saturating_sub(MAX_VERB));
    let end = text.floor_char_boundary(date.end + MAX_VERB);
    let before = text
        .get(start..date.start)
        .and_then(|part| part.rsplit('\n').next());
    let after = text
        .get(date.end..end)
        .and_then(|part| part.split('\n').next());
    before
        .into_iter()
        .chain(after)
        .map(str::to_lowercase)
        .any(|part| {
            word_starts(&part).any(|rest| PUBLISHED.iter().any(|verb| rest.starts_with(verb)))
        })
}

/// What is left of a text from the beginning of each word on; where no spaces part words, from each
/// character on.
fn word_starts(text: &str) -> impl Iterator<Item = &str> {
    let mut is_inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let starts = c.is_alphabetic() && (!is_inside || is_dense(c)) || c == '©';
        is_inside = c.is_alphabetic();
        starts.then(|| &text[at..])
    })
}

#[cfg(test)]
mod tests {
    use copydesk_record::Span;

    use super::*;
    use crate::metadata::scene::Place;

    fn dated(text: &str, before: &str) -> Vec<(String, Said)> {
        let line = Line {
            text,
            before,
            span: Span::new(0, 0),
            place: Place::Near,
            is_heading: false,
        };
        let found = dates_of(&line, Order::DayFirst).into_iter();
        found.map(|(found, said, _)| (found.value, said)).collect()
    }

    #[test]
    fn labels_say_what_a_date_is() {
        for (text, said) in [
            ("Published: 17 September 2012", Said::Published),
            ("Ann Lee, 17 September 2012", Said::Nothing),
            ("Zuletzt aktualisiert am 17. September 2012", Said::Changed),
            ("Обновлено 17.09.2012", Said::Changed),
            ("Anmeldung bis 17.09.2012", Said::Other),
        ] {
            assert_eq!(dated(text, ""), [("2012-09-17".to_owned(), said)], "{text}");
        }
        let both = dated("Published 17.09.2012 | Updated 18.09.2012", "");
        assert_eq!(both[0].1, Said::Published);
        assert_eq!(both[1].1, Said::Changed);
    }

    #[test]
    fn a_label_may_be_the_line_before() {
        assert_eq!(dated("17.09.2012", "Last updated")[0].1, Said::Changed);
        assert_eq!(
            dated("17.09.2012", "On 3 May it rained")[0].1,
            Said::Nothing
        );
    }

    #[test]
    fn a_verb_dates_its_own_line() {
        let text = "Letzte Änderung: 31.10.2023\nErschienen am: 01.11.2023";
        let dates = all(text, Order::DayFirst);
        let said: Vec<bool> = dates
            .iter()
            .map(|date| published_at(text, &date.range))
            .collect();
        assert_eq!(said, [false, true]);
        let after = "wurde am 19. Mai 2010 um 23:03 Uhr gepostet";
        let date = &all(after, Order::DayFirst)[0];
        assert!(published_at(after, &date.range));
    }

    #[test]
    fn prose_is_no_date_line() {
        let prose = "On 17 September 2012 the council met in the old town hall to vote on the dredging of the harbour.";
        assert!(dated(prose, "").is_empty());
    }
}
