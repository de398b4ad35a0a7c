//! JSON Feed (versions 1 and 1.1).

use serde::Deserialize;
use url::Url;

use super::{Entry, Feed, Text, date};

#[derive(Deserialize)]
struct JsonFeed {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    author: Option<Author>,
    #[serde(default)]
    authors: Option<Vec<Author>>,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    summary: Option<String>,
    date_published: Option<String>,
    author: Option<Author>,
    authors: Option<Vec<Author>>,
}

#[derive(Clone, Deserialize)]
struct Author {
    name: Option<String>,
}

/// Whether a text that begins so is a JSON Feed.
pub(crate) fn begins(head: &[u8]) -> bool {
    head.starts_with(b"{") && memchr::memmem::find(head, b"//jsonfeed.org/version/").is_some()
}

/// The feed that a text holds.
///
/// # Errors
/// What is wrong with it. JSON nests to a limit of serde's, 128.
pub(super) fn read(text: &str) -> Result<Feed, serde_json::Error> {
    let feed: JsonFeed = serde_json::from_str(text)?;
    Ok(Feed {
        title: feed.title.unwrap_or_default(),
        authors: names(feed.author, feed.authors),
        entries: feed.items.into_iter().map(entry).collect(),
        cut: None,
    })
}

fn entry(item: Item) -> Entry {
    let html = item.content_html.map(|text| Text {
        text,
        is_plain: false,
    });
    let plain = |text| Text {
        text,
        is_plain: true,
    };
    let link = item.url.or(item.external_url);
    Entry {
        title: item.title.unwrap_or_default(),
        link: link.and_then(|link| Url::parse(&link).ok()),
        content: html.or(item.content_text.map(plain)),
        summary: item.summary.map(plain),
        published: item.date_published.and_then(|date| date::iso(&date)),
        authors: names(item.author, item.authors),
        ..Entry::default()
    }
}

fn names(one: Option<Author>, several: Option<Vec<Author>>) -> Vec<String> {
    let several = several.unwrap_or_default().into_iter();
    several
        .chain(one)
        .filter_map(|author| author.name)
        .collect()
}
