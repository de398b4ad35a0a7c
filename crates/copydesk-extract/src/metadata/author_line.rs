//! Lines around the headline and at the body's ends that name the author.

use super::Fact;
use super::author::belief;
use super::byline::{all_names, are_known, dense_names, of_byline, persons};
use super::date::{Order, all, find};
use super::given::is_given;
use super::leads::{has_lead, is_lead, leads_to_others, without_leads};
use super::names::names_in;
use super::scene::{Line, Place};
use super::weigh::Weighed;

/// What lead to the author's name wherever they stand in a line.
const PHRASES: &[&str] = &[
    "written by ",
    "posted by ",
    "published by ",
    "article by ",
    "geschrieben von ",
    "verfasst von ",
    "ein artikel von ",
    "écrit par ",
    "rédigé par ",
    "publié par ",
    "escrito por ",
    "publicado por ",
    "scritto da ",
    "geschreven door ",
    "skrevet av ",
    "skriven av ",
];

/// Words around a time of day.
const CLOCK: &[&str] = &[
    "am", "at", "bst", "cest", "cet", "edt", "est", "et", "gmt", "h", "hrs", "ist", "kl", "klo",
    "om", "pdt", "pm", "pst", "uhr", "um", "utc", "à",
];

/// The last words of those.
const BY: &[&str] = &["by", "von", "par", "por", "da", "door", "av"];

/// So many lines at the body's end may be signatures.
const SIGNATURES: usize = 2;
/// So many lines under the headline may hold nothing but the author.
const UNDER_HEADLINE: usize = 3;

/// The names that lines give, with the place of each line and how much it is believed there.
pub(super) fn from_lines(lines: &[Line<'_>]) -> Vec<Weighed<Vec<String>>> {
    let first = |place| lines.iter().position(|line| line.place == place);
    let within = |first: Option<usize>, many| first.map_or(0..0, |first| first..first + many);
    let signatures = within(first(Place::End), SIGNATURES);
    let under_headline = within(first(Place::Near), UNDER_HEADLINE);
    let named = lines.iter().enumerate().filter_map(|(at, line)| {
        let is_bare = signatures.contains(&at) || under_headline.contains(&at);
        let bare = || bare_names(lines, at, is_bare);
        let (names, weight) = of_line(line).or_else(bare)?;
        Some(Weighed {
            fact: Fact::new("line", names, Some(line.span)),
            weight: weight * belief(line.place) / 100,
        })
    });
    named.collect()
}

/// Persons' names alone in a line: known ones right under the headline or the body, others with a date
/// in the line before or after.
fn bare_names(lines: &[Line<'_>], at: usize, is_bare: bool) -> Option<(Vec<String>, u32)> {
    let line = lines.get(at)?;
    let text = line.text.trim();
    let is_near = |line: &Line<'_>| line.place == Place::Near;
    let is_dated = |line: Option<&Line<'_>>| {
        line.is_some_and(|line| is_near(line) && find(line.text, Order::DayFirst).is_some())
    };
    let is_beside = || {
        is_near(line)
            && (is_dated(at.checked_sub(1).and_then(|at| lines.get(at)))
                || is_dated(lines.get(at + 1)))
    };
    if line.is_heading || !is_bare && !is_beside() {
        return None;
    }
    let first_name = || is_given(text).then(|| vec![text.to_owned()]);
    let names = all_names(text).or_else(first_name)?;
    if is_bare && are_known(&names) {
        return Some((names, 8));
    }
    (names.len() == 1 && (!is_bare || is_beside())).then_some((names, 6))
}

/// The names of a line, and how much it is believed.
fn of_line(line: &Line<'_>) -> Option<(Vec<String>, u32)> {
    let text = line.text.trim();
    if is_lead(text) || leads_to_others(text.split([':', ' ']).next().unwrap_or_default()) {
        return None;
    }
    let (whole, text) = (text, after_date(text));
    if text.len() < whole.len() && matches!(line.place, Place::Near | Place::Above) {
        let names = names_in(text);
        if !names.is_empty() && are_known(&names) {
            return Some((names, 9));
        }
    }
    let names = if has_lead(text) {
        led(text, line.place)
    } else {
        Vec::new()
    };
    if !names.is_empty() {
        return Some((names, 11));
    }
    let names = dense_names(text);
    if !names.is_empty() {
        return Some((names, 9));
    }
    if is_lead(line.before.trim()) {
        let names = led(text, line.place);
        return (!names.is_empty()).then_some((names, 10));
    }
    if let Some(after) = after_phrase(text) {
        let names = persons(after);
        return (!names.is_empty()).then_some((names, 8));
    }
    let names = of_byline(text)?;
    Some((names, 9))
}

/// The names that a lead leads to: persons, or by the headline whatever stands there alone.
fn led(text: &str, place: Place) -> Vec<String> {
    let names = persons(text);
    let rest = without_leads(text);
    let is_short = rest.split(' ').count() <= 4 && !rest.contains([',', '.', '|']);
    let is_alone = !rest.contains(' ')
        || (is_short
            && rest
                .split(' ')
                .all(|word| !word.starts_with(char::is_lowercase)));
    if names.is_empty() && place == Place::Near && is_alone {
        names_in(text)
    } else {
        names
    }
}

/// A line without the date at its beginning: `03/01/2017 by Ann Lee`.
fn after_date(text: &str) -> &str {
    let date = all(text, Order::DayFirst).into_iter().next();
    let Some(date) = date.filter(|date| date.range.start == 0) else {
        return text;
    };
    let mut rest = text.get(date.range.end..).unwrap_or_default();
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
        match rest.split_once(' ') {
            Some((word, after)) if CLOCK.contains(&word.to_lowercase().as_str()) => rest = after,
            _ => return rest,
        }
    }
}

/// What stands after such a phrase.
fn after_phrase(text: &str) -> Option<&str> {
    let is_by = |word: &str| BY.iter().any(|by| by.eq_ignore_ascii_case(word));
    if !text.split(' ').any(is_by) {
        return None;
    }
    let lower = text.to_lowercase();
    let mut ends = PHRASES
        .iter()
        .filter_map(|&phrase| Some(lower.find(phrase)? + phrase.len()));
    ends.next().and_then(|at| text.get(at..))
}
