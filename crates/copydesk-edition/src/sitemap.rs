//! The sitemap (<https://www.sitemaps.org/protocol.html>): the addresses that search machines should
//! know, in parts where there are many.

use askama::Template;

use crate::origin::Origin;
use crate::{Edition, Error, addresses, dates};

/// Articles in a part. A part may have 50,000 addresses; this leaves room for the sections.
const PART: usize = 40_000;

/// Sections in the sitemap: more than any paper has.
const SECTIONS: usize = 1_000;

/// A part's addresses.
#[derive(Template)]
#[template(path = "sitemap.xml")]
struct Part {
    entries: Vec<Entry>,
}

/// The addresses of the parts.
#[derive(Template)]
#[template(path = "sitemap_index.xml")]
struct Index {
    parts: Vec<String>,
}

struct Entry {
    address: String,
    /// The day of the last change.
    changed: Option<String>,
}

/// The whole sitemap when one part holds it, else the index of its parts.
pub(crate) fn whole(edition: &Edition, origin: &Origin) -> Result<Option<String>, Error> {
    match edition.holdings()?.articles.div_ceil(PART) {
        0 | 1 => part(edition, origin, 1),
        parts => Ok(Some(index(origin, parts).render()?)),
    }
}

/// A part, from 1; `None` when there is no such part.
pub(crate) fn part(
    edition: &Edition,
    origin: &Origin,
    number: usize,
) -> Result<Option<String>, Error> {
    let Some(before) = number.checked_sub(1) else {
        return Ok(None);
    };
    let listed = edition.archive.listed(before.saturating_mul(PART), PART)?;
    if before > 0 && listed.is_empty() {
        return Ok(None);
    }
    // The first part has the pages that list articles, too.
    let mut entries = if before == 0 {
        standing(edition, origin)?
    } else {
        Vec::new()
    };
    entries.extend(listed.iter().map(|(id, changed)| Entry {
        address: origin.at(&addresses::article(id)),
        changed: changed.as_deref().and_then(dates::civil_day),
    }));
    Ok(Some(Part { entries }.render()?))
}

fn index(origin: &Origin, parts: usize) -> Index {
    let part = |number| origin.at(&format!("/sitemap/{number}"));
    Index {
        parts: (1..=parts).map(part).collect(),
    }
}

fn standing(edition: &Edition, origin: &Origin) -> Result<Vec<Entry>, Error> {
    let holdings = edition.holdings()?;
    let sections = holdings
        .sections
        .iter()
        .take(SECTIONS)
        .map(|(name, _)| addresses::section(name));
    let paths = ["/", "/about"]
        .map(str::to_owned)
        .into_iter()
        .chain(sections);
    Ok(paths
        .map(|path| Entry {
            address: origin.at(&path),
            changed: None,
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_names_all_parts_and_everything_is_escaped() {
        let origin = Origin::of(&axum::http::HeaderMap::new());
        let xml = index(&origin, 2).render().unwrap();
        assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex"));
        for number in 1..=2 {
            let part = format!("<loc>http://localhost/sitemap/{number}</loc>");
            assert!(xml.contains(&part), "{xml}");
        }
        let entry = Entry {
            address: "http://a/?b&c<".into(),
            changed: None,
        };
        let xml = Part {
            entries: vec![entry],
        }
        .render()
        .unwrap();
        assert!(xml.contains("<loc>http://a/?b&#38;c&#60;</loc>"), "{xml}");
    }
}
