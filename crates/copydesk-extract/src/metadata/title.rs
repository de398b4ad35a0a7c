//! The headline: of what the head offers, the one that the page shows, without the site's name.

use copydesk_record::BlockKind;

use super::Fact;
use super::head::{self, Head};
use super::json_ld;
use crate::measure::{letters, mass};
use crate::unit::Unit;

/// What parts a headline from the site's name in `<title>`; the longest first.
const SEPARATORS: &[&str] = &[
    " | ", " – ", " — ", " - ", " » ", " « ", " · ", " • ", " :: ", " ~ ", " / ", "|", " : ", ": ",
    "_", " -",
];

/// Titles are cut at so many bytes; what is longer is no title.
const MAX_TITLE: usize = 1_000;
/// More titles than these are no page's own.
const MAX_DECLARED: usize = 16;

/// A line longer than this, in bytes, is no headline.
const MAX_HEADLINE: usize = 300;

/// The headline's candidates, the chosen one first, and the index of the unit that shows it.
pub(crate) fn titles(
    head: &Head,
    units: &[Unit],
    site: Option<&str>,
) -> (Vec<Fact>, Option<usize>) {
    let mut facts = declared(head);
    let shown = shown(units, &facts, site);
    if let Some(index) = shown {
        facts.insert(
            0,
            Fact::new(
                "headline",
                units[index].text.replace('\n', " "),
                Some(units[index].span),
            ),
        );
    } else {
        for fact in &mut facts {
            fact.value = without_site(&fact.value, site);
        }
    }
    (facts, shown)
}

fn declared(head: &Head) -> Vec<Fact> {
    let json_ld = head
        .json_ld
        .iter()
        .filter(|(object, _)| json_ld::is_article(object))
        .filter_map(|(object, span)| {
            Some(Fact::new(
                "json_ld",
                json_ld::text(object, "headline")?,
                Some(*span),
            ))
        });
    let metas = ["og:title", "twitter:title", "dc.title", "headline", "title"]
        .into_iter()
        .filter_map(|name| {
            let (content, span) = head.meta(name)?;
            Some(Fact::new(
                format!("meta:{name}"),
                content.to_owned(),
                Some(span),
            ))
        });
    let title = head
        .title
        .iter()
        .map(|(text, span)| Fact::new("title", text.clone(), Some(*span)));
    json_ld
        .chain(metas)
        .chain(title)
        .take(MAX_DECLARED)
        .map(|fact| Fact {
            value: head::cut(&fact.value, MAX_TITLE).to_owned(),
            ..fact
        })
        .collect()
}

/// The unit that shows the headline: a heading, or a short line, that says what the head says, or
/// else the page's first heading of the first level.
fn shown(units: &[Unit], declared: &[Fact], site: Option<&str>) -> Option<usize> {
    let wanted: Vec<(String, Vec<String>)> = declared
        .iter()
        .map(|fact| {
            (
                letters(&fact.value),
                parts(&fact.value)
                    .iter()
                    .map(|part| letters(part))
                    .collect(),
            )
        })
        .collect();
    let site = site.map(letters);
    let longest = wanted
        .iter()
        .map(|(whole, _)| mass(whole))
        .max()
        .unwrap_or(0);
    let fits = |unit: &Unit| {
        if unit.mass > longest {
            return false;
        }
        let own = letters(&unit.text);
        let is_site = site.as_ref() == Some(&own);
        !own.is_empty()
            && !is_site
            && wanted
                .iter()
                .any(|(whole, parts)| *whole == own || parts.contains(&own))
    };
    let candidates = || {
        units
            .iter()
            .enumerate()
            .filter(|(_, unit)| is_headline_like(unit))
    };
    let best = candidates()
        .filter(|(_, unit)| fits(unit))
        .min_by_key(|(index, unit)| (rank(unit), *index));
    let first = || {
        candidates().find(|(_, unit)| {
            unit.level == 1
                && unit.kind == BlockKind::Heading
                && unit.mass >= 10
                && site.as_ref() != Some(&letters(&unit.text))
        })
    };
    best.or_else(first).map(|(index, _)| index)
}

fn is_headline_like(unit: &Unit) -> bool {
    matches!(unit.kind, BlockKind::Heading | BlockKind::Paragraph)
        && (4..=MAX_HEADLINE).contains(&unit.text.len())
}

/// Headings before lines, the first level before others, what is no link before links.
fn rank(unit: &Unit) -> u8 {
    let level = if unit.kind == BlockKind::Heading {
        unit.level
    } else {
        8
    };
    level + if unit.is_linked() { 10 } else { 0 }
}

/// The parts of a title between separators, and what is left when one is cut off an end.
fn parts(title: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for separator in SEPARATORS {
        for (at, _) in title.match_indices(separator) {
            parts.push(title[..at].trim());
            parts.push(title[at + separator.len()..].trim());
        }
    }
    parts.retain(|part| mass(part) >= 8);
    parts
}

/// A title without the site's name at its end or start.
fn without_site(title: &str, site: Option<&str>) -> String {
    let known = site.map(letters).unwrap_or_default();
    for separator in SEPARATORS {
        let Some((before, after)) = title.rsplit_once(separator) else {
            continue;
        };
        let (own, name) = (before.trim(), letters(after));
        let is_site =
            !name.is_empty() && (name == known || known.contains(&name) && name.len() > 3);
        if is_site || (separator.starts_with(' ') && mass(after) * 3 <= mass(before)) {
            return without_site(own, site);
        }
    }
    for separator in SEPARATORS {
        if let Some((before, after)) = title.split_once(separator) {
            let name = letters(before);
            if !name.is_empty() && name == known && mass(after) > 10 {
                return after.trim().to_owned();
            }
        }
    }
    title.trim().to_owned()
}
