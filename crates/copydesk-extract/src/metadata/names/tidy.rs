//! Roles, titles, degrees and marks off the ends of a name.

use super::whose::{is_agency, is_domain};
use crate::measure::is_dense;
use crate::metadata::given::has_given;
use crate::metadata::head::collapse;
use crate::metadata::listed::{NO_NAMES, ROLES, SUFFIXES, TITLES, is_in};

/// White space, marks and roles off the ends; a name in capitals is written as names are.
pub(super) fn tidy(name: &str) -> String {
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
