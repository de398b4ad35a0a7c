//! Headlines and the site's name beside them.

use super::MIN_PART;
use crate::measure::{is_dense, letters, mass};

/// What parts a headline from the site's name in `<title>`; the longest first.
const SEPARATORS: &[&str] = &[
    " | ", " – ", " — ", " - ", " » ", " « ", " · ", " • ", " :: ", " ~ ", " / ", "|", " : ", ": ",
    "_", " -",
];

/// A title without the site's name at its end or start.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
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
    if let Some((at, length)) = dense_dashes(title).next_back()
        && mass(&title[at + length..]) * 3 <= mass(&title[..at])
    {
        return without_site(title[..at].trim_end_matches(['-', '—']), site);
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

/// A headline without the site's very name at an end.
pub(super) fn named_site_off(text: &str, site: Option<&str>) -> String {
    let known = site.map(letters).filter(|known| !known.is_empty());
    let is_site = |part: &str| known.as_ref().is_some_and(|known| letters(part) == *known);
    for separator in SEPARATORS {
        match (text.rsplit_once(separator), text.split_once(separator)) {
            (Some((own, name)), _) if is_site(name) && mass(own) >= MIN_PART => {
                return own.trim().to_owned();
            }
            (_, Some((name, own))) if is_site(name) && mass(own) >= MIN_PART => {
                return own.trim().to_owned();
            }
            _ => {}
        }
    }
    text.to_owned()
}

/// The parts of a title between separators, and what is left when one is cut off an end.
pub(super) fn parts(title: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for separator in SEPARATORS {
        for (at, _) in title.match_indices(separator) {
            parts.push(title[..at].trim());
            parts.push(title[at + separator.len()..].trim());
        }
    }
    for (at, length) in dense_dashes(title) {
        parts.push(title[..at].trim());
        parts.push(title[at + length..].trim());
    }
    parts.retain(|part| mass(part) >= 8);
    parts
}

/// Where dashes stand between characters of scripts without spaces, which need none around a separator.
fn dense_dashes(title: &str) -> impl DoubleEndedIterator<Item = (usize, usize)> {
    let dashes = title.match_indices(['-', '—', '–', '－']);
    dashes.filter_map(|(at, dash)| {
        let after = title[at + dash.len()..].chars().next()?;
        is_dense(after).then_some((at, dash.len()))
    })
}
