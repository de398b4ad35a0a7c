//! Searching without a server: a page with a script, and an index in files that the script loads.
//!
//! `search/terms/N.js` has, for each term of its shard, the articles that hold it; which shard a term is
//! in its first characters say, so that a word and its inflected forms are in one file.
//! `search/letters.js` has the characters that the index takes for others, traditional Chinese among them.
//! `search/articles/N.js` has what a list of results shows of some articles. An article's number is its
//! page's in the archive and stays, so that a new article changes only the files that it is in. The
//! files are scripts that call a function: browsers load no data from files that were opened without a
//! server, but scripts.

use std::collections::BTreeMap;
use std::fmt::Write;

use askama::Template;
use copydesk_archive::{Archive, Summary, folded, terms};
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

/// By how many of a term's first characters its shard is told. Both sides of the index count on it.
const KEY: usize = 3;

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
    files.write("search/search.js".to_owned(), SCRIPT.as_bytes())?;
    write_data(files, "letters", &json!(variants()).to_string())?;
    write_shelves(edition, site, &articles, files)?;
    let passes = articles.len().div_ceil(ARTICLES_A_PASS).max(1);
    let range = shards.div_ceil(passes);
    for first in (0..shards).step_by(range) {
        write_terms(
            &edition.archive,
            &articles,
            (first, range.min(shards - first), shards),
            files,
        )?;
    }
    Ok(())
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

/// Writes a range of shards: the first, how many, and how many there are in all.
fn write_terms(
    archive: &Archive,
    articles: &Numbered,
    (first, count, shards): (usize, usize, usize),
    files: &mut Files,
) -> Result<(), PublishError> {
    let mut lists: Vec<BTreeMap<String, Places>> = vec![BTreeMap::new(); count];
    for batch in articles.chunks(BATCH) {
        for (number, summary) in summaries(archive, batch)? {
            for (term, weight) in weighed(archive, &summary)? {
                let shard = shard(&term, shards).checked_sub(first);
                if let Some(list) = shard.and_then(|shard| lists.get_mut(shard)) {
                    list.entry(term).or_default().push(number, weight);
                }
            }
        }
    }
    for (at, lists) in lists.iter().enumerate() {
        let entries = lists
            .iter()
            .map(|(term, places)| format!("{}:[{}]", json!(term), places.text));
        let data = format!("{{{}}}", entries.collect::<Vec<_>>().join(",\n"));
        write_data(files, &format!("terms/{}", first + at), &data)?;
    }
    Ok(())
}

/// Where a term occurs, as it is written: for each article, in the order of their numbers, four times the
/// distance from the last number, and the weight.
#[derive(Clone, Default)]
struct Places {
    text: String,
    last: u64,
}

impl Places {
    fn push(&mut self, number: u64, weight: u64) {
        let comma = if self.text.is_empty() { "" } else { "," };
        let place = number.saturating_sub(self.last).saturating_mul(4) + weight;
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{comma}{place}");
        self.last = number;
    }
}

/// The terms of an article and how much each counts: 1 for several times in the text, 2 for the title.
fn weighed(archive: &Archive, article: &Summary) -> Result<BTreeMap<String, u64>, PublishError> {
    let mut weights: BTreeMap<String, (bool, usize)> = BTreeMap::new();
    let mut read = |text: &str, is_title: bool| {
        terms(text, &mut |term| match weights.get_mut(term) {
            Some((in_title, count)) => (*in_title, *count) = (*in_title || is_title, *count + 1),
            None => drop(weights.insert(term.to_owned(), (is_title, 1))),
        });
    };
    read(&article.title, true);
    read(article.dek.as_deref().unwrap_or_default(), false);
    article
        .authors
        .iter()
        .for_each(|author| read(author, false));
    read(&archive.text(&article.id)?.unwrap_or_default(), false);
    let weight = |(in_title, count): (bool, usize)| u64::from(in_title) * 2 + u64::from(count > 2);
    Ok(weights
        .into_iter()
        .map(|(term, seen)| (term, weight(seen)))
        .collect())
}

/// Which shard a term is in: FNV-1a over its key's UTF-16 code units, which is what scripts can count.
fn shard(term: &str, shards: usize) -> usize {
    let key: String = term.chars().take(KEY).collect();
    let hash = key.encode_utf16().fold(0x811c_9dc5_u32, |hash, unit| {
        (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193)
    });
    usize::try_from(hash).unwrap_or_default() % shards.max(1)
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
    fn forms_of_a_word_are_in_one_shard() {
        let of = |term| shard(term, 4096);
        assert_eq!(of("маяк"), of("маяками"));
        assert_ne!(of("北京"), of("上海"));
        // As search.js counts it.
        assert_eq!((of("harbour"), of("北京")), (3664, 2382));
    }

    #[test]
    fn places_are_distances() {
        let mut places = Places::default();
        places.push(7, 0);
        places.push(9, 3);
        assert_eq!(places.text, "28,11");
    }
}
