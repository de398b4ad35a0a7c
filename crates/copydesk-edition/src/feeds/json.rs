//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde_json::{Value, json};

use super::{Feed, Item};
use crate::json::known;

pub(super) fn write(feed: &Feed) -> String {
    let written = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.own,
        "description": feed.description,
        "items": feed.items.iter().map(item).collect::<Vec<_>>(),
    });
    written.to_string()
}

fn item(item: &Item) -> Value {
    let date = |at: jiff::Timestamp| at.to_string();
    let authors: Vec<Value> = item
        .authors
        .iter()
        .map(|name| json!({ "name": name }))
        .collect();
    let fields = [
        ("id", json!(item.id)),
        ("url", json!(item.link)),
        ("external_url", json!(item.original)),
        ("title", json!(item.title)),
        ("content_html", json!(item.html)),
        ("summary", json!(item.summary)),
        ("image", json!(item.image)),
        ("date_published", json!(item.published.map(date))),
        ("date_modified", json!(item.updated.map(date))),
        ("authors", json!(authors)),
        ("tags", json!(item.section.iter().collect::<Vec<_>>())),
        ("language", json!(item.language)),
    ];
    known(fields)
}
