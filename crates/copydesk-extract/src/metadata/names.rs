//! Reads names out of bylines and author fields.

mod facts;
mod tidy;
mod whose;

use super::head::cut;
use super::leads::without_leads;
use super::listed::{GROUPS, KINDS, LEADS, NO_NAMES, PARTICLES, ROLES, SUFFIXES, is_in};
use super::months;

use facts::before_facts;
use tidy::tidy;
pub(super) use whose::{Whose, is_known, whose};

/// What stands between names.
const BETWEEN: &[&str] = &[
    ", ", "、", "，", ";", "；", " and ", " und ", " et ", " y ", " e ", " & ", " и ", " with ",
    " och ", " og ", " en ", " ve ", " oraz ", " i ", "/", "，", "،", "\n", " + ",
];
/// The words that join names have at most so many bytes.
pub(super) const LONGEST_JOINT: usize = 4;
/// A field is read so far for names, in bytes.
const MAX_FIELD: usize = 1_000;
/// More authors than these are no byline.
pub(super) const MAX_AUTHORS: usize = 30;
/// A name has at most this many words.
const MAX_WORDS: usize = 5;
/// A name has at most this many bytes.
const MAX_NAME: usize = 60;

/// The names in a field or line: leads and trailing facts cut off, parted where more than one stand.
pub(super) fn names_in(text: &str) -> Vec<String> {
    let text = without_leads(cut(text.trim(), MAX_FIELD));
    let text = before_facts(text);
    let mut names = vec![text];
    let is_parted =
        text.contains(|c: char| !c.is_alphanumeric() && !matches!(c, ' ' | '.' | '-' | '\''));
    let may_part = is_parted || text.split(' ').any(|word| word.len() <= LONGEST_JOINT);
    let parts = |between: &&&str| may_part && text.contains(**between);
    for between in BETWEEN.iter().filter(parts) {
        names = names.iter().flat_map(|name| name.split(*between)).collect();
    }
    let names = names
        .iter()
        .map(|name| tidy(without_leads(without_joint(name))));
    let names = distinct(names.filter(|name| is_name(name)).collect());
    without_affiliation(names, text)
}

/// `Ann Lee, Harbour Lines` without what she works for.
fn without_affiliation(mut names: Vec<String>, text: &str) -> Vec<String> {
    if let [first, second] = names.as_slice()
        && is_known(first)
        && !is_known(second)
        && whose(second) == Whose::Person
        && text.contains(", ")
    {
        names.truncate(1);
    }
    names
}

/// `and Ann Lee` without what joins her to the one before.
fn without_joint(name: &str) -> &str {
    let name = name.trim_start();
    let mut joints = BETWEEN
        .iter()
        .filter_map(|between| between.strip_prefix(' '));
    joints
        .find_map(|joint| name.strip_prefix(joint))
        .unwrap_or(name)
}

fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_address = lower.starts_with("www.") || lower.contains("//") || lower.contains('@');
    (2..=MAX_NAME).contains(&name.len())
        && name.split(' ').count() <= MAX_WORDS
        && name.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !is_address
        && !name.contains(['{', '}', '<', '>', '=', '%', '?', '!', ':', '：'])
        && !ends_open(name)
        && !is_no_name(&lower)
}

/// Whether a name begins or ends in a word after or before which more must stand: `Recipe by`, `to all`.
fn ends_open(name: &str) -> bool {
    let is_open = |word: &str, list| word.starts_with(char::is_lowercase) && is_in(list, word);
    name.rsplit_once(' ')
        .is_some_and(|(_, last)| is_open(last, LEADS | PARTICLES))
        || name
            .split_once(' ')
            .is_some_and(|(first, _)| is_open(first, NO_NAMES) && !is_in(PARTICLES, first))
}

/// Whether a text in lower case is a role, a degree, or a word that stands for no one.
fn is_no_name(lower: &str) -> bool {
    let mut words = lower
        .split([' ', '-', '.', '_', ','])
        .filter(|word| !word.is_empty());
    let no_ones = ROLES | SUFFIXES | LEADS | KINDS | NO_NAMES;
    let stands_for_no_one = |word| is_in(no_ones, word) || months::number(word).is_some();
    words.clone().all(stands_for_no_one) && !words.any(|word| is_in(GROUPS, word))
}

/// Names without repeats, in order.
pub(super) fn distinct(names: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let is_new = !kept.iter().any(|other| folded(other) == folded(&name));
        if kept.len() < MAX_AUTHORS && is_new {
            kept.push(name);
        }
    }
    kept
}

/// A name for comparing.
pub(super) fn folded(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(names_in(text), expected, "{text}");
    }

    #[test]
    fn leads_and_facts_are_cut_off() {
        check("Written by Ann Lee on 12 May 2019", &["Ann Lee"]);
        check(
            "Geschrieben von Jörg Weiß am Montag, 3. Mai",
            &["Jörg Weiß"],
        );
        check("Autor: Ann Lee | Politik", &["Ann Lee"]);
        check("By MARTA WRENFIELD, Senior Writer", &["Marta Wrenfield"]);
        check("Ann Lee Sept 12, 2019", &["Ann Lee"]);
        check(
            "Par Élodie Roux et Luc Morel",
            &["Élodie Roux", "Luc Morel"],
        );
        check("Ann Lee, MD, PhD", &["Ann Lee"]);
        check("By Ana de la Vega", &["Ana de la Vega"]);
    }

    #[test]
    fn work_places_titles_and_joints_are_cut_off() {
        check("Anna Berg, Harbour Lines", &["Anna Berg"]);
        check("Dr. med. Anna Berg", &["Anna Berg"]);
        check("ABC-Korrespondentin Anna Berg", &["Anna Berg"]);
        check(
            "Anna Berg, Stefan Lee, and Maria Roux",
            &["Anna Berg", "Stefan Lee", "Maria Roux"],
        );
        check("Anna Herr", &["Anna Herr"]);
        check("BBC News", &["BBC News"]);
        check("Recipe by", &[]);
        check("content: Someone", &[]);
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        for text in [
            "Senior Writer",
            "admin",
            "March",
            "undefined",
            "https://example.org/ann",
            "Editor",
            "No Author",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn tells_persons_from_groups() {
        assert_eq!(whose("Ann von der Mühle"), Whose::Person);
        assert_eq!(whose("王小明"), Whose::Person);
        assert_eq!(whose("Redaktion Wirtschaft"), Whose::Group);
        assert_eq!(whose("example.org"), Whose::Group);
        assert_eq!(whose("nightowl"), Whose::Word);
    }
}
