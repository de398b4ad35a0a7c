//! Authors: the names of persons, without "By", titles and agencies' boilerplate.

use copydesk_record::Span;

use super::Fact;
use super::date::{Order, find};
use super::head::{Head, Mark, collapse, cut};
use super::json_ld;
use crate::measure::is_dense;
use crate::tree::Tree;

/// What stands before a name in a byline, in lower case, in the languages at hand.
const LEADS: &[&str] = &[
    "by ",
    "written by ",
    "posted by ",
    "reported by ",
    "story by ",
    "author: ",
    "authors: ",
    "text: ",
    "von ",
    "ein artikel von ",
    "autor: ",
    "autorin: ",
    "par ",
    "publié par ",
    "por ",
    "di ",
    "a cura di ",
    "door ",
    "af ",
    "av ",
    "autor ",
    "автор: ",
    "автор ",
    "текст: ",
    "作者：",
    "作者:",
    "作者 ",
    "记者：",
    "记者 ",
    "記者：",
    "文／",
    "文/",
    "文：",
    "撰文：",
    "責任編輯：",
    "责任编辑：",
];

/// Words that begin what is not a name any more.
const ENDS: &[&str] = &[
    " | ",
    " - ",
    " – ",
    " — ",
    " · ",
    " • ",
    "published",
    "updated",
    "posted",
    " on ",
    " in ",
    "@",
    "http",
    " am ",
    "email",
    "follow",
    "(",
];

/// What stands before a name in scripts without spaces, anywhere in a line.
const DENSE_LEADS: &[&str] = &[
    "作者：",
    "作者:",
    "记者：",
    "記者：",
    "记者",
    "記者",
    "文・",
    "文／",
    "文/",
    "文：",
    "撰文：",
    "撰文/",
    "取材・",
    "기자 ",
];

/// What stands between names.
const BETWEEN: &[&str] = &[
    ", ", "、", "，", ";", "；", " and ", " und ", " et ", " y ", " e ", " & ", " и ", " with ",
    "/",
];

/// A field is read so far for names, in bytes.
const MAX_FIELD: usize = 1_000;
/// More authors than these are no byline.
const MAX_AUTHORS: usize = 30;
/// A name has at most this many words.
const MAX_WORDS: usize = 5;
/// How many characters names have in scripts without spaces.
const MIN_DENSE_NAME: usize = 2;
/// The longest of them.
const MAX_DENSE_NAME: usize = 6;
/// A name has at most this many bytes.
const MAX_NAME: usize = 60;

/// The candidates for the list of authors, the chosen one first. `byline` is the visible line.
pub(crate) fn authors(tree: &Tree, head: &Head, bylines: &[Fact]) -> Vec<Fact<Vec<String>>> {
    let mut facts = from_json_ld(head);
    facts.extend(from_metas(head));
    facts.extend(from_marks(tree, head, Mark::Author, "itemprop:author"));
    facts.extend(from_marks(tree, head, Mark::Byline, "byline"));
    facts.extend(bylines.iter().filter_map(|line| {
        let names = of_byline(&line.value)?;
        Some(Fact::new("line", names, line.span))
    }));
    facts.retain(|fact| !fact.value.is_empty());
    facts
}

fn from_json_ld(head: &Head) -> Vec<Fact<Vec<String>>> {
    head.json_ld
        .iter()
        .filter(|(object, _)| json_ld::is_article(object))
        .map(|(object, span)| {
            let names = ["author", "creator"]
                .iter()
                .map(|property| json_ld::texts(object, property));
            let names = names
                .flat_map(|texts| texts.into_iter().flat_map(|text| names_in(&text)))
                .collect();
            Fact::new("json_ld", distinct(names), Some(*span))
        })
        .collect()
}

fn from_metas(head: &Head) -> Vec<Fact<Vec<String>>> {
    [
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "cxenseparse:author",
        "citation_author",
    ]
    .into_iter()
    .filter_map(|name| {
        let (_, span) = head.meta(name)?;
        let names = head
            .metas(name)
            .flat_map(|(content, _)| names_in(content))
            .collect();
        Some(Fact::new(
            format!("meta:{name}"),
            distinct(names),
            Some(span),
        ))
    })
    .collect()
}

fn from_marks(tree: &Tree, head: &Head, wanted: Mark, from: &str) -> Vec<Fact<Vec<String>>> {
    let marked: Vec<_> = head
        .marked
        .iter()
        .filter(|(mark, _)| *mark == wanted)
        .map(|&(_, node)| node)
        .collect();
    let Some(&first) = marked.first() else {
        return Vec::new();
    };
    let names = marked.iter().take(3).flat_map(|&node| {
        let text = tree
            .attribute(node, "content")
            .map_or_else(|| tree.text_below(node), str::to_owned);
        let text = collapse(&copydesk_text::repair(&text).text);
        if text.len() > 3 * MAX_NAME {
            Vec::new()
        } else {
            names_in(&text)
        }
    });
    vec![Fact::new(
        from,
        distinct(names.collect()),
        Some(tree.node(first).span),
    )]
}

/// The names in a line that says itself to be a byline, as `By Ann Lee and Bo Karlsson` does.
pub(crate) fn of_byline(line: &str) -> Option<Vec<String>> {
    if line.len() > 3 * MAX_NAME {
        return None;
    }
    let lower = line.to_lowercase();
    let names = if LEADS.iter().any(|lead| lower.starts_with(lead)) {
        names_in(line)
            .into_iter()
            .filter(|name| is_capitalised(name))
            .collect()
    } else {
        Vec::new()
    };
    let names = if names.is_empty() {
        dense_name(line)
            .or_else(|| before_date(line))
            .into_iter()
            .collect()
    } else {
        names
    };
    (!names.is_empty()).then_some(names)
}

/// The name after a lead in a line of a script without spaces.
fn dense_name(line: &str) -> Option<String> {
    let lead = DENSE_LEADS.iter().find(|lead| line.contains(**lead))?;
    let name: String = line
        .split_once(lead)?
        .1
        .trim_start()
        .chars()
        .take_while(|&c| is_dense(c))
        .collect();
    (MIN_DENSE_NAME..=MAX_DENSE_NAME)
        .contains(&name.chars().count())
        .then_some(name)
}

/// The name in a line of a name and a date, as `Ann Lee, 9 September 2012`.
fn before_date(line: &str) -> Option<String> {
    let (name, rest) = line.split_once([',', '|', '·', '–', '—'])?;
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_capitalised = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let is_date = rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
        && find(rest, Order::DayFirst).is_some();
    let is_name = (2..=4).contains(&words.len())
        && words.iter().all(is_capitalised)
        && find(name, Order::DayFirst).is_none();
    (is_date && is_name).then(|| tidy(name))
}

/// The agency that a dateline names: `EASTMOUTH, Sept. 10 (Coastwire) — A coaster …`.
pub(crate) fn agency(opening: &str, span: Span) -> Option<Fact<Vec<String>>> {
    let (before, rest) = opening.split_once('(')?;
    let (name, after) = rest.split_once(')')?;
    let is_dateline = before.len() <= MAX_NAME
        && before.chars().next()?.is_uppercase()
        && !before.contains(['.', '!', '?']);
    let is_dateline = is_dateline
        || (before.len() <= MAX_NAME
            && before.split(',').next()?.chars().all(|c| !c.is_lowercase()));
    let is_parted = after.trim_start().starts_with(['-', '–', '—']);
    (is_dateline && is_parted && is_name(name) && !before.trim().is_empty())
        .then(|| Fact::new("dateline", vec![name.to_owned()], Some(span)))
}

/// The names in a field or line: leads and trailing facts cut off, parted where more than one stand.
fn names_in(text: &str) -> Vec<String> {
    let mut rest = cut(text.trim(), MAX_FIELD);
    while let Some(lead) = LEADS.iter().find(|lead| starts_with_folded(rest, lead)) {
        rest = rest[lead.len()..].trim_start();
    }
    let mut names = vec![before_facts(rest).to_owned()];
    for between in BETWEEN {
        names = names
            .iter()
            .flat_map(|name| name.split(between).map(str::to_owned))
            .collect();
    }
    names
        .iter()
        .map(|name| tidy(name))
        .filter(|name| is_name(name))
        .collect()
}

/// What stands before the first trailing fact.
fn before_facts(name: &str) -> &str {
    let lower = name.to_lowercase();
    if lower.len() != name.len() {
        return name;
    }
    let end = ENDS
        .iter()
        .filter_map(|end| lower.find(end))
        .min()
        .unwrap_or(name.len());
    name.get(..end).unwrap_or(name)
}

fn starts_with_folded(text: &str, lead: &str) -> bool {
    text.get(..lead.len())
        .is_some_and(|start| start.to_lowercase() == lead)
}

/// White space and marks off the ends; a name in capitals is written as names are.
fn tidy(name: &str) -> String {
    let name = collapse(name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'));
    let is_shouted =
        name.len() > 3 && name.contains(' ') && name.chars().all(|c| !c.is_lowercase());
    if is_shouted && name.is_ascii() {
        capitalised(&name)
    } else {
        name
    }
}

fn capitalised(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        let starts = out
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric());
        out.push(if starts { c } else { c.to_ascii_lowercase() });
    }
    out
}

fn is_name(name: &str) -> bool {
    let words = name.split(' ').count();
    let lower = name.to_lowercase();
    (2..=MAX_NAME).contains(&name.len())
        && words <= MAX_WORDS
        && name.chars().any(char::is_alphabetic)
        && !name.chars().any(|c| c.is_ascii_digit())
        && !(name.contains('.') && !name.contains(' ') && name == lower)
        && !lower.starts_with("www.")
        && !lower.ends_with(".com")
        && !matches!(
            lower.as_str(),
            "admin"
                | "administrator"
                | "editor"
                | "webmaster"
                | "unknown"
                | "null"
                | "none"
                | "author"
                | "by"
                | "guest"
        )
}

/// Whether a name is written as names are: neither its first nor its last word in lower case.
fn is_capitalised(name: &str) -> bool {
    let is_lower =
        |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_lowercase));
    !is_lower(name.split(' ').next()) && !is_lower(name.split(' ').next_back())
}

fn distinct(names: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        if kept.len() < MAX_AUTHORS
            && !kept
                .iter()
                .any(|other| other.to_lowercase() == name.to_lowercase())
        {
            kept.push(name);
        }
    }
    kept
}

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
        assert_eq!(of_byline("作者：王小明"), Some(vec!["王小明".into()]));
        for prose in [
            "Panetta said he hoped",
            "By then it was too late.",
            "Von da an war alles anders.",
        ] {
            assert_eq!(of_byline(prose), None, "{prose}");
        }
    }
}
