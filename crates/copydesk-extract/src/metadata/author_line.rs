//! Lines around the headline and at the body's ends that name the author.

use super::Fact;
use super::author::belief;
use super::byline::{dense_names, of_byline, persons};
use super::date::{Order, all, find};
use super::leads::{has_lead, is_lead, leads_to_others, without_leads};
use super::names::{Whose, names_in, whose};
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

/// The last words of those.
const BY: &[&str] = &["by", "von", "par", "por", "da", "door", "av"];

/// The names that lines give, with the place of each line and how much it is believed there.
pub(super) fn from_lines(lines: &[Line<'_>]) -> Vec<Weighed<Vec<String>>> {
    let named = lines.iter().enumerate().filter_map(|(at, line)| {
        let beside = || beside_date(lines, at).map(|name| (vec![name], 6));
        let (names, weight) = of_line(line).or_else(beside)?;
        Some(Weighed {
            fact: Fact::new("line", names, Some(line.span)),
            weight: weight * belief(line.place) / 100,
        })
    });
    named.collect()
}

/// A person's name alone in a line between headline and body, with a date in the line before or after.
fn beside_date(lines: &[Line<'_>], at: usize) -> Option<String> {
    let line = lines.get(at)?;
    let is_dated = |line: Option<&Line<'_>>| {
        line.is_some_and(|line| {
            line.place == Place::Near && find(line.text, Order::DayFirst).is_some()
        })
    };
    let text = line.text.trim();
    let is_alone =
        line.place == Place::Near && !line.is_heading && (2..=3).contains(&text.split(' ').count());
    let is_beside =
        || is_dated(at.checked_sub(1).and_then(|at| lines.get(at))) || is_dated(lines.get(at + 1));
    let name = Some(text).filter(|_| is_alone && is_beside())?;
    let names = names_in(name);
    names
        .into_iter()
        .find(|own| own.len() == name.len() && whose(own) == Whose::Person)
}

/// The names of a line, and how much it is believed.
fn of_line(line: &Line<'_>) -> Option<(Vec<String>, u32)> {
    let text = line.text.trim();
    if is_lead(text) || leads_to_others(text.split([':', ' ']).next().unwrap_or_default()) {
        return None;
    }
    let text = after_date(text);
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
                .all(|word| word.starts_with(char::is_uppercase)));
    if names.is_empty() && place == Place::Near && is_alone {
        names_in(text)
    } else {
        names
    }
}

/// A line without the date at its beginning: `03/01/2017 by Ann Lee`.
fn after_date(text: &str) -> &str {
    let starts_so = text.starts_with(|c: char| c.is_ascii_digit());
    let date = if starts_so {
        all(text, Order::DayFirst).into_iter().next()
    } else {
        None
    };
    match date {
        Some(date) if date.range.start == 0 => {
            text[date.range.end..].trim_start_matches(|c: char| !c.is_alphabetic())
        }
        _ => text,
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
