//! What leads to a name: `By`, `Geschrieben von`, `Autor:in:`, `Alle Artikel von`, `Text und Fotos:`.

use super::listed::{KINDS, LEADS, NO_NAMES, OTHERS, Tables, is_in, tables_of};

/// A text that is all lead has at most so many bytes.
const MAX_LEAD: usize = 60;
/// How many words before a name are asked whose it is.
const LAST_WORDS: usize = 4;
/// So many words may lead to the word that leads to the name.
const MAX_KINDS: usize = 6;
/// What languages that name the author's sex both ways put behind `Autor`.
const GENDERS: &[&str] = &[
    "in", "innen", "r", "en", "nen", "a", "as", "os", "e", "es", "s", "rice",
];
/// Words that stand between two kinds of work.
const JOINTS: &[&str] = &["&", "+", "and", "e", "et", "i", "og", "und", "y", "и"];
/// Words right before a name.
const BEFORE: &[&str] = &[
    "af", "av", "by", "da", "de", "di", "door", "du", "from", "oleh", "par", "por", "przez", "von",
    "от",
];
/// Those of them that some pages print without a space behind, and with which no name begins.
const GLUED: &[&str] = &["By", "Par", "Por"];

/// A text without what leads to the author's name.
pub(super) fn without_leads(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(after) = after_lead(rest, MAX_KINDS).or_else(|| after_all_of(rest)) {
        rest = after;
    }
    rest
}

/// Whether a text is nothing but what leads to a name: `By`, `Autor:`.
pub(super) fn is_lead(text: &str) -> bool {
    let words = || text.split([' ', ':', '：', '|', '/', ',', '*', '(', ')']);
    let words = || words().filter(|word| !word.is_empty());
    let leads = |word: &str| is_in(LEADS, word);
    text.len() <= MAX_LEAD
        && words().all(|word| is_in(LEADS | KINDS, word) || GENDERS.contains(&word))
        && (words().any(leads)
            || words().next().is_some() && text.trim_end().ends_with([':', '：']))
}

/// Whether a text begins with what leads to a name.
pub(super) fn has_lead(text: &str) -> bool {
    without_leads(text).len() < text.trim_start().len()
}

/// Whether a text leads to the name of someone else: an editor, a photographer, a reviewer. Who made
/// text and pictures is the author.
pub(super) fn leads_to_others(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic() && c != '-');
    let words = words.rev().filter(|word| !word.is_empty());
    let last = words.take(LAST_WORDS);
    let tables = last.fold(Tables::default(), |all, word| all | tables_of(word));
    tables.has(OTHERS) && !tables.has(KINDS)
}

/// What follows the first lead. A kind of work leads to a name only before a colon or another lead:
/// `Text: Ann Lee`, `Ein Interview von Ann Lee`, but not `Text size`.
fn after_lead(text: &str, kinds: usize) -> Option<&str> {
    let word = first_word(text)?;
    if let Some(glued) = GLUED.iter().find_map(|lead| word.strip_prefix(lead))
        && glued.starts_with(char::is_uppercase)
    {
        return text.get(word.len() - glued.len()..);
    }
    let tables = tables_of(word);
    let is_lead = tables.has(LEADS);
    let is_known = is_lead || tables.has(KINDS) || kinds < MAX_KINDS && tables.has(OTHERS);
    let rest = text.get(word.len()..).filter(|_| is_known)?;
    let gendered = if is_lead { without_gender(rest) } else { rest };
    let colon = gendered
        .trim_start()
        .strip_prefix([':', '：', '/', '／', '・', '|']);
    if let Some(after) = colon.map(str::trim_start) {
        return (!after.is_empty()).then_some(after);
    }
    let after = gendered.trim_start();
    if is_lead {
        return (after.len() < gendered.len() && !after.is_empty()).then_some(after);
    }
    after_lead(without_joint(after), kinds.checked_sub(1)?)
}

/// `Autor:in Ann Lee` behind the first word.
fn without_gender(text: &str) -> &str {
    let Some(after) = text.strip_prefix(['*', ':', '_', '/', '(', '·', '.']) else {
        return text;
    };
    let after = after.trim_start_matches('-');
    let Some(ending) = first_word(after).filter(|word| GENDERS.contains(word)) else {
        return text;
    };
    let rest = &after[ending.len()..];
    rest.strip_prefix(')').unwrap_or(rest)
}

fn without_joint(text: &str) -> &str {
    let text = text.trim_start_matches([',', '/', ' ']);
    match text.split_once(' ') {
        Some((word, rest)) if JOINTS.contains(&word) => rest,
        _ => text,
    }
}

/// What follows `All posts by`, `Mehr von`, `Todos los artículos de`: words that are in no name, up to
/// one that stands before names.
fn after_all_of(text: &str) -> Option<&str> {
    let mut at = 0;
    for (index, word) in text.split(' ').take(MAX_KINDS).enumerate() {
        let end = at + word.len() + 1;
        if index > 0 && BEFORE.contains(&word) {
            return text.get(end..).filter(|rest| !rest.is_empty());
        }
        let is_listed = is_in(NO_NAMES | KINDS, word);
        if !is_listed && (index == 0 || word.starts_with(char::is_uppercase)) {
            return None;
        }
        at = end;
    }
    None
}

fn first_word(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !c.is_alphabetic() && c != '-' && c != '\'')
        .unwrap_or(text.len());
    (end > 0).then(|| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_are_cut_off() {
        for (text, rest) in [
            ("By Ann Lee", "Ann Lee"),
            ("ByAnn Lee", "Ann Lee"),
            ("Autor:in: Ann Lee", "Ann Lee"),
            ("Autor*innen Ann Lee", "Ann Lee"),
            ("Alle Artikel von Ann Lee", "Ann Lee"),
            ("View all posts by Ann Lee", "Ann Lee"),
            ("Ein Interview von Ann Lee", "Ann Lee"),
            ("Text und Fotos: Ann Lee", "Ann Lee"),
            ("Propos recueillis par Ann Lee", "Ann Lee"),
            ("Text size", "Text size"),
            ("Beitrag teilen", "Beitrag teilen"),
            ("Bylaw Smith", "Bylaw Smith"),
        ] {
            assert_eq!(without_leads(text), rest, "{text}");
        }
    }

    #[test]
    fn tells_leads_and_whose_they_are() {
        assert!(is_lead("Written by") && is_lead("Autor:in") && is_lead("Text:"));
        assert!(!is_lead("Article") && !is_lead("") && !is_lead("Ann"));
        assert!(leads_to_others("Foto von") && !leads_to_others("Text und Fotos von"));
    }
}
