//! Site, section, tags and lead picture.

use copydesk_record::{Block, Span, normalize_address};

use super::Fact;
use super::head::Head;
use super::json_ld;
use crate::address::Base;
use crate::measure::mass;
use crate::unit::Unit;

/// What ends the name of a copyright's holder.
const ENDS: &[char] = &['.', ',', '|', '/', '·', '–', '—', '保', '版', '。'];
/// More tags are stuffing.
const MAX_TAGS: usize = 50;
/// A copyright line's holder heavier than this is a sentence.
const MAX_HOLDER: usize = 40;

/// Candidates for the site's name that the head gives.
pub(crate) fn sites(head: &Head) -> Vec<Fact> {
    let metas = ["og:site_name", "application-name", "twitter:site"]
        .into_iter()
        .filter_map(|name| {
            let (content, span) = head.meta(name)?;
            Some(Fact::new(
                format!("meta:{name}"),
                content.trim_start_matches('@').to_owned(),
                Some(span),
            ))
        });
    let publishers = head.json_ld.iter().filter_map(|(object, span)| {
        Some(Fact::new(
            "json_ld",
            json_ld::text(object, "publisher")?,
            Some(*span),
        ))
    });
    metas.chain(publishers).collect()
}

/// A candidate for the site's name: the holder of the copyright.
pub(crate) fn copyright_holder(units: &[Unit]) -> Option<Fact> {
    let lines = units
        .iter()
        .rev()
        .flat_map(|unit| unit.text.lines().map(move |line| (line, unit.span)));
    lines
        .filter(|(line, _)| line.contains('©'))
        .find_map(|(line, span)| {
            let after = line.split('©').next_back()?;
            let name = after.split(ENDS).next()?.split("All rights").next()?;
            let name =
                name.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '-');
            let is_whole = !name.contains(char::REPLACEMENT_CHARACTER);
            let is_name = is_whole
                && (2..=MAX_HOLDER).contains(&mass(name))
                && name.chars().next().is_some_and(|c| !c.is_lowercase());
            is_name.then(|| Fact::new("copyright", name.to_owned(), Some(span)))
        })
}

/// Candidates for the section.
pub(crate) fn sections(head: &Head) -> Vec<Fact> {
    let articles = head
        .json_ld
        .iter()
        .filter(|(object, _)| json_ld::is_article(object));
    let metas = ["article:section", "section", "cxenseparse:category"]
        .into_iter()
        .filter_map(|name| {
            let (content, span) = head.meta(name)?;
            Some(Fact::new(
                format!("meta:{name}"),
                content.to_owned(),
                Some(span),
            ))
        });
    articles
        .filter_map(|(object, span)| {
            Some(Fact::new(
                "json_ld",
                json_ld::text(object, "articleSection")?,
                Some(*span),
            ))
        })
        .chain(metas)
        .collect()
}

/// The address that the page gives as its own.
pub(crate) fn canonical(head: &Head, base: &Base) -> Vec<Fact> {
    let address = |(href, span): &(String, Span)| {
        let url = normalize_address(&base.link(href)?)?;
        Some(Fact::new("link:canonical", url, Some(*span)))
    };
    head.canonical.iter().filter_map(address).collect()
}

/// Candidates for the lead picture's address.
pub(crate) fn images(head: &Head, base: &Base, blocks: &[Block]) -> Vec<Fact> {
    let metas = ["og:image", "twitter:image"]
        .into_iter()
        .filter_map(|name| {
            let (content, span) = head.meta(name)?;
            Some(Fact::new(
                format!("meta:{name}"),
                base.picture(content)?,
                Some(span),
            ))
        });
    let figure = blocks.iter().find_map(|block| {
        let url = block.image.as_ref()?.url.clone();
        Some(Fact::new("figure", url, Some(block.span)))
    });
    metas.chain(figure).collect()
}

/// The keywords that the page gives itself, of all metas that hold some.
pub(crate) fn tags(head: &Head) -> Vec<Fact<Vec<String>>> {
    let own = head.metas("article:tag").map(|(content, _)| content);
    let listed = ["news_keywords", "keywords"]
        .into_iter()
        .find_map(|name| Some((name, head.meta(name)?)));
    let split = listed
        .into_iter()
        .flat_map(|(_, (content, _))| content.split([',', ';', '，', '、']));
    let mut tags: Vec<String> = Vec::new();
    for tag in own
        .chain(split)
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
    {
        if tags.len() < MAX_TAGS && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    let names: Vec<&str> = (head.meta("article:tag").map(|_| "article:tag").into_iter())
        .chain(listed.map(|(name, _)| name))
        .collect();
    let fact = Fact::new(format!("meta:{}", names.join("+")), tags, None);
    Some(fact)
        .filter(|fact| !fact.value.is_empty())
        .into_iter()
        .collect()
}
