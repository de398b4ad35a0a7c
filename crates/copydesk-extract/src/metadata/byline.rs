//! Lines that say themselves to be bylines.

mod dense;

use super::date::{Order, find};
use super::given::is_given;
use super::leads::{has_lead, leads_to_others};
use super::listed::{PARTICLES, is_in};
use super::names::{LONGEST_JOINT, Whose, names_in, whose};
use crate::measure::is_dense;

pub(super) use dense::{dense_names, in_opening};

/// A line longer than this, in bytes, is no byline.
const MAX_BYLINE: usize = 180;

/// The names in a line that says itself to be a byline, as `By Ann Lee and Bo Karlsson` does.
pub(crate) fn of_byline(line: &str) -> Option<Vec<String>> {
    if line.len() > MAX_BYLINE {
        return None;
    }
    after_lead(line).or_else(|| beside_date(line))
}

/// The names in a line that leads to them, other than by a date.
fn after_lead(line: &str) -> Option<Vec<String>> {
    let names = has_lead(line).then(|| persons(line));
    let names = names.filter(|names| !names.is_empty());
    let names = names.unwrap_or_else(|| dense_names(line));
    (!names.is_empty()).then_some(names)
}

/// Whether a line is a byline or, if dates count, holds a date.
pub(crate) fn names_or_dates(line: &str, dates_count: bool) -> bool {
    if dates_count {
        find(line, Order::DayFirst).is_some()
            || line.len() <= MAX_BYLINE && after_lead(line).is_some()
    } else {
        of_byline(line).is_some()
    }
}

/// The persons' names in a line.
pub(super) fn persons(line: &str) -> Vec<String> {
    let mut names = names_in(line);
    names.retain(|name| whose(name) == Whose::Person && !name.chars().any(is_dense));
    names
}

/// The names in a line of names and a date: `Ann Lee, 9 September 2012`, `09.09.2012 | Ann Lee`. A name
/// that no one is known to have stands first and alone.
fn beside_date(line: &str) -> Option<Vec<String>> {
    const PARTS: [char; 8] = [',', '|', '·', '•', '–', '—', '/', '\u{a0}'];
    let is_date = |text: &str| find(text, Order::DayFirst).is_some();
    if !is_date(line) || leads_to_others(line.split(PARTS).next()?) {
        return None;
    }
    let parts = || {
        line.split(PARTS)
            .flat_map(|part| part.split(" - "))
            .map(str::trim)
    };
    let mut named = parts()
        .filter(|part| !part.contains(|c: char| c.is_ascii_digit()))
        .filter_map(all_names);
    let known = named.find(|names| are_known(names));
    let first = || {
        let (name, rest) = line.split_once(PARTS)?;
        let is_followed = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
        all_names(name.trim()).filter(|names| is_followed && names.len() == 1)
    };
    known.or_else(first)
}

/// The names in a text that holds nothing but persons' names.
pub(super) fn all_names(text: &str) -> Option<Vec<String>> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    if text.len() > MAX_BYLINE
        || !text.contains(' ')
        || is_prose(text)
        || text.chars().any(is_dense)
        || leads_to_others(text)
    {
        return None;
    }
    let names = names_in(text);
    let is_all_persons = !names.is_empty() && names.iter().all(|name| whose(name) == Whose::Person);
    let named: usize = names.iter().map(|name| letters(name)).sum();
    (is_all_persons && named + names.len() * LONGEST_JOINT >= letters(text) + LONGEST_JOINT)
        .then_some(names)
}

/// Whether a text has more small words than can join the names in it: those that names begin with or hold
/// aside, each takes the place of a name.
fn is_prose(text: &str) -> bool {
    let small = text.split(' ').filter(|word| {
        word.starts_with(char::is_lowercase)
            && !word
                .split(['-', '.', '_'])
                .next()
                .is_some_and(|part| is_in(PARTICLES, part))
    });
    let letters = |word: &str| word.chars().take_while(|c| c.is_alphabetic()).count();
    let (mut sum, mut joints) = (0, 0);
    for word in small {
        sum += letters(word);
        joints += usize::from(word.len() <= LONGEST_JOINT);
    }
    let marks = text
        .matches(|c: char| !c.is_alphanumeric() && c != ' ')
        .count();
    sum > (joints + marks) * LONGEST_JOINT
}

/// Whether all the names begin with a given name, half of them with one that is known.
pub(super) fn are_known(names: &[String]) -> bool {
    names.iter().filter(|name| begins_known(name)).count() * 2 >= names.len()
}

/// Whether a name is a given name and one or two words more, none of them an abbreviation; of two words
/// either may be the given name.
fn begins_known(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let is_short = |word: &&str| word.len() > 1 && word.chars().all(char::is_uppercase);
    let is_begun = match words.as_slice() {
        [first, last] => is_given(first) || is_given(last),
        [first, _, _] => is_given(first),
        _ => false,
    };
    is_begun && !words.iter().skip(1).any(is_short)
}

/// The agency that a dateline names: `EASTMOUTH, Sept. 10 (Coastwire) — A coaster …`.
pub(super) fn agency(opening: &str) -> Option<String> {
    let (before, rest) = opening.split_once('(')?;
    let (name, after) = rest.split_once(')')?;
    if before.len() > MAX_DATELINE || before.trim().is_empty() || name.len() > MAX_DATELINE {
        return None;
    }
    let is_place = before.starts_with(char::is_uppercase) && !before.contains(['.', '!', '?']);
    let place = before.split(',').next()?;
    let is_dateline = is_place || !place.contains(char::is_lowercase);
    let is_parted = after.trim_start().starts_with(['-', '–', '—']);
    let is_name = name.chars().any(char::is_alphabetic)
        && !name.contains(|c: char| c.is_ascii_digit())
        && name.split(' ').count() <= MAX_AGENCY;
    (is_dateline && is_parted && is_name).then(|| name.to_owned())
}

/// An agency's name has at most so many words.
const MAX_AGENCY: usize = 3;
/// A dateline's place, or its agency's name, is at most so long, in bytes.
const MAX_DATELINE: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_bylines() {
        assert_eq!(
            of_byline("By Ann Lee and Bo Karlsson | Staff"),
            Some(vec!["Ann Lee".into(), "Bo Karlsson".into()])
        );
        assert_eq!(
            of_byline("By MARTA WRENFIELD"),
            Some(vec!["Marta Wrenfield".into()])
        );
        assert_eq!(
            of_byline("Ann Lee, 9 September 2012"),
            Some(vec!["Ann Lee".into()])
        );
        for prose in [
            "Panetta said he hoped",
            "By then it was too late.",
            "Von da an war alles anders.",
        ] {
            assert_eq!(of_byline(prose), None, "{prose}");
        }
    }

    #[test]
    fn reads_names_in_scripts_without_spaces() {
        for (line, names) in [
            ("作者：王小明", &["王小明"][..]),
            ("光明日报记者 王建 张文攀", &["王建", "张文攀"]),
            ("(责编：牛明、岳弘)", &["牛明", "岳弘"]),
            ("홍길동 기자 hong@example.org", &["홍길동"]),
        ] {
            assert_eq!(
                of_byline(line).as_deref(),
                Some(&*names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>())
            );
        }
        assert_eq!(
            in_opening("据新华社拉萨电（记者 王小明）记者近日从会议上了解到"),
            ["王小明"]
        );
        assert_eq!(in_opening("记者近日从会议上了解到"), Vec::<String>::new());
    }

    #[test]
    fn names_stand_beside_dates() {
        for line in [
            "11.12.2019 - Amelie Berg",
            "04.02.2022 | 13:10 Uhr | Amelie Berg",
        ] {
            assert_eq!(of_byline(line), Some(vec!["Amelie Berg".into()]), "{line}");
        }
        assert_eq!(of_byline("11.12.2019 - Luxury Travel"), None);
    }

    #[test]
    fn lines_of_names_hold_nothing_else() {
        assert_eq!(
            all_names("Anna Lee, Stefan Berg").map(|names| names.len()),
            Some(2)
        );
        assert!(are_known(&["Anna Lee".into()]) && !are_known(&["Luxury Travel".into()]));
        assert_eq!(all_names("Anna Lee said so"), None);
        assert_eq!(all_names("Foto Anna Lee"), None);
        for names in [
            "Ana de la Vega with Jan van den Berg",
            "Ana und Jan und Bo",
            "MARTA WRENFIELD",
        ] {
            assert!(!is_prose(names), "{names}");
        }
        assert!(is_prose("The council voted to close the bridge"));
    }

    #[test]
    fn datelines_name_agencies() {
        assert_eq!(
            agency("EASTMOUTH, Sept. 10 (Coastwire) — A coaster"),
            Some("Coastwire".into())
        );
        assert_eq!(agency("The ship (built in 1912) sank"), None);
    }
}
