//! Reads names out of bylines and author fields.

use super::given::{has_given, is_given};
use super::head::{collapse, cut};
use super::leads::without_leads;
use super::listed::{
    GROUPS, KINDS, LEADS, NO_NAMES, OTHERS, PARTICLES, ROLES, SUFFIXES, SURNAMES, TITLES, is_in,
    tables_of,
};
use super::months;
use super::name_words::ENDS;
use crate::measure::is_dense;

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
/// The longest name in scripts without spaces, in characters.
const MAX_DENSE_NAME: usize = 6;
/// What stands before a capital inside a name is at most so long, as `Fitz` is.
const LONGEST_PREFIX: usize = 4;
/// A name has at most this many bytes.
const MAX_NAME: usize = 60;

/// Whose name it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    /// An agency's, a paper's, a firm's.
    Group,
    /// One word: a first name, or what someone calls himself in a forum.
    Word,
    /// A person's.
    Person,
}

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

/// Whether a name is a person's, with a given name or in a script in which persons' names are known.
pub(super) fn is_known(name: &str) -> bool {
    whose(name) == Whose::Person && (has_given(name) || name.chars().any(is_dense))
}

/// What stands before the first trailing fact: a mark, a date, an address, a word that no name has.
fn before_facts(text: &str) -> &str {
    let may_end = text.contains(|c: char| !c.is_alphanumeric() && !matches!(c, ' ' | '.' | ','));
    let end = ENDS
        .iter()
        .filter(|end| may_end && text.contains(**end))
        .filter_map(|end| text.find(end))
        .min();
    let text = &text[..end.unwrap_or(text.len())];
    let date = text
        .match_indices(|c: char| c.is_ascii_digit())
        .map(|(at, _)| at)
        .find(|&at| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-'));
    let text = date.map_or(text, |at| without_month(&text[..at]));
    let text = first_sentence(text);
    let mut at = 0;
    for word in text.split(' ') {
        let end = at + word.len();
        if at > 0 && ends_name(&text[..at - 1], word, end == text.len()) {
            return &text[..at];
        }
        at = end + 1;
    }
    text
}

/// Whether a word behind a name is no part of it. Groups' names have such words: `BBC News`. A few are
/// surnames where nothing follows: `Min Sun`.
fn ends_name(before: &str, word: &str, is_last: bool) -> bool {
    let word = word.trim_end_matches([':', ',']);
    let tables = tables_of(word);
    let is_listed = tables.has(NO_NAMES) && !tables.has(PARTICLES) || tables.has(OTHERS);
    let is_surname = || is_last && tables.has(SURNAMES) && is_given(before);
    is_listed && whose(before) != Whose::Group && !is_surname()
}

/// A text up to its first full stop that ends no initial and no short form.
fn first_sentence(text: &str) -> &str {
    let ends_word = |at: &usize| {
        let word = text[..*at].rsplit([' ', '.']).next().unwrap_or_default();
        word.chars().skip(1).filter(|c| c.is_lowercase()).count() >= 3
    };
    let end = text.match_indices(". ").map(|(at, _)| at).find(ends_word);
    &text[..end.unwrap_or(text.len())]
}

/// A text without the month or day of the week that stood before a date's digits.
fn without_month(text: &str) -> &str {
    let mut rest = text.trim_end_matches(|c: char| !c.is_alphabetic());
    while let Some((before, word)) = rest.rsplit_once(' ') {
        if months::number(word).is_none() && !is_in(NO_NAMES, word) {
            break;
        }
        rest = before.trim_end_matches(|c: char| !c.is_alphabetic() && c != '.');
    }
    rest
}

/// White space, marks and roles off the ends; a name in capitals is written as names are.
fn tidy(name: &str) -> String {
    let name = collapse(name.trim_matches(|c: char| !c.is_alphanumeric()));
    let name = without_titles(without_suffixes(without_roles(&name))).to_owned();
    let is_shouted =
        name.len() > 3 && name.contains(' ') && name.chars().all(|c| !c.is_lowercase());
    if is_shouted { capitalised(&name) } else { name }
}

/// `Rasmus Berg Founder` without the role, if a person's name is left.
fn without_roles(name: &str) -> &str {
    let mut rest = name;
    while let Some((before, word)) = rest.rsplit_once(' ') {
        let is_spaceless = word.chars().any(is_dense) || is_hangul(word);
        let is_person = is_spaceless || before.contains(' ') && has_given(before);
        if !is_person || !is_in(ROLES, word) {
            break;
        }
        rest = before;
    }
    while let Some((word, after)) = rest.split_once(' ') {
        let is_role = is_in(ROLES | NO_NAMES, word) || is_paper(word);
        if !after.contains(' ') || !is_role || !has_given(after) {
            break;
        }
        rest = after;
    }
    rest
}

/// `ABC-Korrespondentin`, `abc.de`: a word before a name that says where she works.
fn is_paper(word: &str) -> bool {
    let is_compound = || word.contains('-') && !has_given(word);
    is_compound() || is_agency(word) || is_domain(word)
}

/// `Dr. med. Ann Lee` without the titles, if two words are left.
fn without_titles(name: &str) -> &str {
    let mut rest = name;
    while let Some((word, after)) = rest.split_once(' ') {
        if !after.contains(' ') || !is_in(TITLES, word.trim_end_matches('.')) {
            break;
        }
        rest = after;
    }
    rest
}

fn is_hangul(word: &str) -> bool {
    word.starts_with(|c| ('가'..='힣').contains(&c))
}

/// `Ann Lee MD` without the degree.
fn without_suffixes(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((before, last))
            if before.contains(' ') && is_in(SUFFIXES, last.trim_end_matches('.')) =>
        {
            before
        }
        _ => name,
    }
}

fn capitalised(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut starts = true;
    for c in name.chars() {
        if starts {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        starts = !c.is_alphanumeric();
    }
    out
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

/// Whose name it looks like.
pub(super) fn whose(name: &str) -> Whose {
    if name.chars().any(is_dense) {
        return dense(name);
    }
    let mut words = name
        .split([' ', '-', '.', '_'])
        .filter(|word| !word.is_empty());
    if words.clone().any(|word| is_in(GROUPS | ROLES, word)) || is_domain(name) || is_agency(name) {
        return Whose::Group;
    }
    let is_written_so = words.all(|word| {
        let is_capital = word.chars().next().is_some_and(|c| !c.is_lowercase());
        is_capital && !word.starts_with(|c: char| c.is_ascii_digit()) || is_in(PARTICLES, word)
    });
    let is_long = name
        .split(' ')
        .any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    if name.contains(' ') && is_written_so && is_long && !name.split(' ').any(is_run_together) {
        Whose::Person
    } else {
        Whose::Word
    }
}

/// Whether two words stand without a space, as `CategoryBy` does; `McLean` and `DiCaprio` are names.
fn is_run_together(word: &str) -> bool {
    let hump = word
        .char_indices()
        .zip(word.chars().skip(1))
        .find(|((_, one), next)| one.is_lowercase() && next.is_uppercase());
    hump.is_some_and(|((at, _), _)| at >= LONGEST_PREFIX)
}

/// `AFP`.
fn is_agency(name: &str) -> bool {
    (2..=5).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `example.org`.
fn is_domain(name: &str) -> bool {
    !name.contains(' ')
        && name.rsplit_once('.').is_some_and(|(before, top)| {
            before.len() > 1 && (2..=4).contains(&top.len()) && top.is_ascii()
        })
}

/// A name in a script without spaces: short, and without the signs that papers and desks have.
fn dense(name: &str) -> Whose {
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    let is_group = name.contains([
        '报', '報', '网', '網', '社', '台', '臺', '部', '局', '院', '会', '聞', '版', '组',
    ]) || [
        "记者",
        "編集",
        "编辑",
        "编輯",
        "新闻",
        "新聞",
        "中心",
        "公司",
        "通讯",
        "デジタル",
    ]
    .iter()
    .any(|word| name.contains(word));
    if is_group || letters > MAX_DENSE_NAME {
        Whose::Group
    } else {
        Whose::Person
    }
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
