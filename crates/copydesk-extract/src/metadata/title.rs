//! The headline: of what the head offers, the one that the page shows, without the site's name.

mod site;

use copydesk_record::BlockKind;

use super::Fact;
use super::head::{self, Head};
use super::json_ld;
use crate::measure::{letters, mass};
use crate::tree::Tree;
use crate::unit::Unit;

use site::{named_site_off, parts, without_site};

/// Titles are cut at so many bytes; what is longer is no title.
const MAX_TITLE: usize = 1_000;
/// More titles than these are no page's own.
const MAX_DECLARED: usize = 16;
/// Nodes of a heading that are looked at for its pieces.
const MAX_NODES: usize = 40;
/// A heading with more pieces than these is set letter by letter.
const MAX_PIECES: usize = 8;
/// A part of a heading lighter than this is no headline.
const MIN_PART: usize = 10;
/// A line longer than this, in bytes, is no headline.
const MAX_HEADLINE: usize = 300;

/// The headline's candidates, the chosen one first, and the index of the unit that shows it.
pub(crate) fn titles(
    tree: &Tree,
    head: &Head,
    units: &[Unit],
    site: Option<&str>,
) -> (Vec<Fact>, Option<usize>) {
    let mut facts = declared(head);
    let shown = shown(units, &facts, site);
    if let Some(index) = shown {
        let unit = &units[index];
        let text = own_part(&unit.text.replace('\n', " "), &pieces(tree, unit), &facts);
        facts.insert(
            0,
            Fact::new("headline", named_site_off(&text, site), Some(unit.span)),
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

/// The texts of a heading that stand in elements of their own, in order.
fn pieces(tree: &Tree, unit: &Unit) -> Vec<String> {
    let nodes = tree.descendants(unit.node).take(MAX_NODES);
    let texts = nodes
        .filter(|_| unit.kind == BlockKind::Heading)
        .filter_map(|node| tree.text(node));
    texts
        .map(head::collapse)
        .filter(|text| !text.is_empty())
        .take(MAX_PIECES)
        .collect()
}

/// A heading without the kicker before the headline or the standfirst after it, where the head gives one
/// of its ends alone.
fn own_part(text: &str, pieces: &[String], declared: &[Fact]) -> String {
    if pieces.len() < 2 {
        return text.to_owned();
    }
    let own = letters(text);
    let whole = declared.iter().map(|fact| letters(&fact.value));
    let parts = declared
        .iter()
        .flat_map(|fact| parts(&fact.value))
        .map(letters);
    let known: Vec<String> = whole.chain(parts).collect();
    let is_declared = |part: &String| {
        let is_heavy = mass(part) >= MIN_PART && !part.ends_with([':', '：']);
        is_heavy && known.contains(&letters(part))
    };
    let ends = (1..pieces.len()).flat_map(|at| [&pieces[at..], &pieces[..at]]);
    let whole = declared
        .iter()
        .zip(&known)
        .find(|(_, known)| **known == own);
    if let Some((fact, _)) = whole {
        return as_written(text, &fact.value);
    }
    let part = ends.map(|end| end.join(" ")).find(is_declared);
    part.unwrap_or_else(|| text.to_owned())
}

/// A heading as the head writes it, if its pieces stand without a space between them on the page.
fn as_written(text: &str, declared: &str) -> String {
    let words = |text: &str| {
        text.split_whitespace()
            .filter(|word| mass(word) > 0)
            .count()
    };
    let is_glued = words(text) < words(declared);
    if is_glued { declared } else { text }.to_owned()
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
    let masses: Vec<usize> = wanted
        .iter()
        .flat_map(|(whole, parts)| std::iter::once(whole).chain(parts))
        .map(|text| mass(text))
        .collect();
    // How much of a declared title a unit says: all, its most, a smaller part.
    let fit = |unit: &Unit| {
        if !masses.contains(&unit.mass) {
            return None;
        }
        let own = letters(&unit.text);
        if own.is_empty() || site.as_ref() == Some(&own) || leads_home(unit) {
            return None;
        }
        // A small part that one of the titles is without is the site's name.
        let is_in_all = wanted.iter().all(|(whole, _)| whole.contains(&own));
        let said = wanted.iter().filter_map(|(whole, parts)| {
            let is_most = own.len() * 2 >= whole.len();
            let is_part = parts.contains(&own) && (is_most || is_in_all);
            (*whole == own)
                .then_some(0)
                .or(is_part.then_some(if is_most { 1 } else { 2 }))
        });
        said.min()
    };
    let candidates = || {
        units
            .iter()
            .enumerate()
            .filter(|(_, unit)| is_headline_like(unit))
    };
    let best = candidates()
        .filter_map(|(index, unit)| Some(((fit(unit)?.max(1), rank(unit), index), (index, unit))))
        .min_by_key(|(key, _)| *key)
        .map(|(_, found)| found);
    let first = || {
        candidates().find(|(_, unit)| {
            unit.level == 1
                && unit.kind == BlockKind::Heading
                && unit.mass >= 10
                && site.as_ref() != Some(&letters(&unit.text))
                && !leads_home(unit)
        })
    };
    best.or_else(first).map(|(index, _)| index)
}

/// Whether a unit is a link to the site's front page, as its name above every page is.
fn leads_home(unit: &Unit) -> bool {
    let is_front = |url: &str| {
        let path = url.split_once("//").map_or(url, |(_, rest)| {
            rest.split_once('/').map_or("", |(_, path)| path)
        });
        matches!(
            path,
            "" | "/" | "./" | "../" | "index.html" | "index.php" | "/index.html" | "/index.php"
        )
    };
    unit.is_linked() && unit.links.len() == 1 && unit.links.iter().all(|link| is_front(&link.url))
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
