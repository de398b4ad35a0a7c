//! Searching without a server: a page with a script, and an index in files that the script loads.
//!
//! `search/terms/N.js` has, for each term of its shard, the articles that hold it, and `search/places/N.js`
//! where in them; which shard a term is in its first characters say, so that a word and its inflected forms
//! are in one file. `search/facts.js` has each article's site, section, language and day.
//! `search/letters.js` has the characters that the index takes for others, traditional Chinese among them.
//! `search/articles/N.js` has what a list of results shows of some articles. An article's number is its
//! page's in the archive and stays, so that a new article changes only the files that it is in. The
//! files are scripts that call a function: browsers load no data from files that were opened without a
//! server, but scripts.

mod facts;
mod terms;

use std::collections::BTreeMap;

use askama::Template;
use copydesk_archive::{Archive, Summary, folded};
use serde_json::json;

use super::names::relative;
use super::rewrite::{Policies, Rewriter};
use super::site::{SEARCH, Site, Target};
use super::{Files, PublishError};
use crate::edition::LocalEdition;
use crate::views::{FilesSearchPage, Story};
use crate::words::Words;
use crate::{Error, addresses};

const SCRIPT: &str = include_str!("search.js");

/// Articles a shard: an article has some hundred terms, so that a shard has some tens of kilobytes.
const ARTICLES_A_SHARD: usize = 16;

/// Fewer shards than the least would save no reader anything, more than the most are slow to copy.
const SHARDS: (usize, usize) = (16, 4096);

/// Articles whose places are held in memory at a time, some hundred megabytes; with more of them their
/// texts are gone through again for the next shards.
const ARTICLES_A_PASS: usize = 20_000;

/// Articles in one file of results: a page of results needs some twenty such files at worst.
const ARTICLES_A_SHELF: u64 = 16;

/// Articles that are read at a time.
const BATCH: usize = 64;

/// The articles that listings show, by their numbers.
type Numbered = [(u64, String)];

/// Writes the page, its script and its index.
pub(super) fn publish(
    edition: &LocalEdition,
    site: &Site,
    files: &mut Files,
) -> Result<(), PublishError> {
    let articles = edition.archive.numbered()?;
    let shards = (articles.len() / ARTICLES_A_SHARD)
        .next_power_of_two()
        .clamp(SHARDS.0, SHARDS.1);
    let page = FilesSearchPage::new(edition, articles.len(), shards)?;
    let page = page.render().map_err(Error::from)?;
    let page = Rewriter::new(site, SEARCH).html(&page, &Policies { scripts: true });
    files.write(SEARCH.to_owned(), page.as_bytes())?;
    files.write("search/search.js".to_owned(), bare(SCRIPT).as_bytes())?;
    write_data(files, "letters", &json!(variants()).to_string())?;
    write_shelves(edition, site, &articles, files)?;
    facts::write(&edition.archive, &articles, files)?;
    let passes = articles.len().div_ceil(ARTICLES_A_PASS).max(1);
    let range = shards.div_ceil(passes);
    for first in (0..shards).step_by(range) {
        let shards = (first, range.min(shards - first), shards);
        terms::write(&edition.archive, &articles, shards, files)?;
    }
    Ok(())
}

/// A script without its comments and indentation, a fifth of it, which readers need not load. Comments are
/// whole lines.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let code = lines.filter(|line| {
        !["//", "/*", "*"]
            .iter()
            .any(|start| line.starts_with(start))
    });
    code.flat_map(|line| [line, "\n"]).collect()
}

/// The characters that the index does not hold, each before the one that it holds in their place.
fn variants() -> String {
    let changed = |c: char| Some([c, folded(c)]).filter(|[c, folded]| c != folded);
    ('\0'..=char::MAX).filter_map(changed).flatten().collect()
}

/// Writes what results show of the articles.
fn write_shelves(
    edition: &LocalEdition,
    site: &Site,
    articles: &Numbered,
    files: &mut Files,
) -> Result<(), PublishError> {
    for shelf in articles.chunk_by(|a, b| a.0 / ARTICLES_A_SHELF == b.0 / ARTICLES_A_SHELF) {
        let number = shelf
            .first()
            .map_or(0, |(number, _)| number / ARTICLES_A_SHELF);
        let mut shown = serde_json::Map::new();
        for (number, summary) in summaries(&edition.archive, shelf)? {
            shown.insert(number.to_string(), result(summary, site, edition.words));
        }
        write_data(
            files,
            &format!("articles/{number}"),
            &json!(shown).to_string(),
        )?;
    }
    Ok(())
}

/// What a result shows.
fn result(summary: Summary, site: &Site, words: Words) -> serde_json::Value {
    let file = match site.target(&addresses::article(&summary.id)) {
        Target::File { file, .. } => relative(SEARCH, &file),
        _ => String::new(),
    };
    let story = Story::new(summary, words);
    let date = story.date.map(|date| (date.words, date.iso));
    json!({
        "href": file, "title": story.title, "opening": story.opening, "lang": story.lang,
        "dir": story.dir, "byline": story.byline, "site": story.site, "date": date,
    })
}

/// The summaries of articles with their numbers.
fn summaries(archive: &Archive, articles: &Numbered) -> Result<Vec<(u64, Summary)>, PublishError> {
    let ids: Vec<String> = articles.iter().map(|(_, id)| id.clone()).collect();
    let numbers: BTreeMap<&str, u64> = articles
        .iter()
        .map(|(number, id)| (id.as_str(), *number))
        .collect();
    let summaries = archive.summaries(&ids)?.into_iter();
    let numbered = |summary: Summary| Some((*numbers.get(summary.id.as_str())?, summary));
    Ok(summaries.filter_map(numbered).collect())
}

fn write_data(files: &mut Files, name: &str, json: &str) -> Result<(), PublishError> {
    let script = format!("copydesk(\"{name}\",{json});\n");
    files.write(format!("search/{name}.js"), script.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_light_and_has_no_comments() {
        let script = bare(SCRIPT);
        assert!(script.len() < 12_288, "{}", script.len());
        assert!(
            script.starts_with("'use strict';") && !script.contains("/**"),
            "{script}"
        );
        assert_eq!(bare("/** a */\n  b('//c');\n  // d\n"), "b('//c');\n");
    }
}
