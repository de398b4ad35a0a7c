use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use copydesk_record::{ErrorCode, Form, Known, Page, PageError};
use feed_rs::model::{Entry, Feed, FeedType};
use feed_rs::parser::Builder;

use crate::caught::caught;
use crate::{Item, date, normalize_address, xml};

/// The pages of a feed (RSS 0.91 to 2.0, Atom), in its order; `path#N` is item N, from 0.
pub(crate) fn items(source: &str, bytes: &[u8]) -> Vec<Item> {
    match parse(bytes) {
        Ok((feed, _)) if feed.entries.is_empty() => {
            vec![Item::skipped(source, "feed without items")]
        }
        Ok((feed, dates)) => {
            let entries = feed.entries.iter().enumerate();
            entries
                .map(|(n, entry)| item(format!("{source}#{n}"), &feed, entry, &dates))
                .collect()
        }
        Err(message) => {
            let message = format!("the feed cannot be read: {message}");
            vec![Item::failed(
                source,
                PageError::new(ErrorCode::Corrupt, message),
            )]
        }
    }
}

/// The dates of a feed as it writes them, by their instant.
type Dates = BTreeMap<String, String>;

fn parse(bytes: &[u8]) -> Result<(Feed, Dates), String> {
    xml::check_shape(bytes)?;
    let dates = Arc::new(Mutex::new(Dates::new()));
    let seen = Arc::clone(&dates);
    let read_date = move |text: &str| {
        let iso = date::iso(text)?;
        let instant = date::instant(&iso).parse().ok()?;
        seen.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key(&instant), iso);
        Some(instant)
    };
    let parser = Builder::new().timestamp_parser(read_date).build();
    // feed-rs 3.0 panics on some authors (a full-width colon before the address) and durations.
    let feed = caught(|| parser.parse(bytes))
        .ok_or("feed-rs gave up on it")?
        .map_err(|error| error.to_string())?;
    let dates = std::mem::take(&mut *dates.lock().unwrap_or_else(PoisonError::into_inner));
    Ok((feed, dates))
}

/// feed-rs gives instants in UTC; their text form finds the date as the feed wrote it.
fn key(instant: &impl ToString) -> String {
    instant.to_string()
}

fn item(source: String, feed: &Feed, entry: &Entry, dates: &Dates) -> Item {
    let Some((text, form)) = text(feed, entry) else {
        return Item::skipped(source, "feed item without text");
    };
    Item::page(Page {
        source,
        bytes: text.as_bytes().to_vec(),
        form,
        url: address(entry),
        http_charset: Some("utf-8".to_owned()),
        known: Some(known(feed, entry, dates)),
        ..Page::default()
    })
}

/// The content, else the summary. Only Atom says that a text is plain; RSS holds HTML whatever it
/// is called.
fn text<'a>(feed: &Feed, entry: &'a Entry) -> Option<(&'a str, Form)> {
    let content = entry
        .content
        .as_ref()
        .and_then(|content| Some((content.body.as_deref()?, content.content_type.as_str())));
    let summary = entry
        .summary
        .as_ref()
        .map(|text| (text.content.as_str(), text.content_type.as_str()));
    let is_text = |kind: &str| kind.starts_with("text/") || kind == "application/xhtml";
    let (text, kind) = [content, summary]
        .into_iter()
        .flatten()
        .find(|(text, kind)| is_text(kind) && !text.trim().is_empty())?;
    let is_plain = feed.feed_type == FeedType::Atom && kind == "text/plain";
    Some((text, if is_plain { Form::Text } else { Form::Html }))
}

/// The item's own page: its first link that is not to comments, enclosures or the like.
fn address(entry: &Entry) -> Option<String> {
    let is_own = |rel: Option<&str>| matches!(rel, None | Some("alternate"));
    let link = entry
        .links
        .iter()
        .find(|link| link.target.is_none() && is_own(link.rel.as_deref()));
    normalize_address(&link?.href)
}

fn known(feed: &Feed, entry: &Entry, dates: &Dates) -> Known {
    let text = |text: &feed_rs::model::Text| text.content.clone();
    Known {
        from: "feed".to_owned(),
        title: entry
            .title
            .as_ref()
            .map(text)
            .filter(|title| !title.is_empty()),
        published: entry
            .published
            .as_ref()
            .and_then(|instant| dates.get(&key(instant)).cloned()),
        authors: entry
            .authors
            .iter()
            .filter_map(|author| author.name.clone())
            .collect(),
        site: feed
            .title
            .as_ref()
            .map(text)
            .filter(|title| !title.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Paper</title>
<item><title>One</title><link>http://e.com/1?utm_source=rss</link>
<dc:creator>Ann Lee</dc:creator><pubDate>Mon, 17 Sep 2012 00:30:00 +0800</pubDate>
<description>short</description><content:encoded><![CDATA[<p>Fish &amp; chips</p>]]></content:encoded></item>
<item><title>Two</title><description>a &lt;b&gt; c</description></item>
<item><title>Three</title></item>
</channel></rss>"#;

    const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<entry><id>1</id><title>A</title><link rel="self" href="http://e.com/self"/>
<link href="http://e.com/a#x"/><published>2012-09-17T08:30:00+08:00</published>
<author><name>Bo</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Text</p></div></content></entry>
<entry><id>2</id><content type="text">1 &lt; 2</content></entry></feed>"#;

    fn page(item: &Item) -> &Page {
        match item {
            Item::Page(page) => page,
            other => panic!("no page: {other:?}"),
        }
    }

    #[test]
    fn rss_items_are_pages() {
        let items = items("f.rss", RSS.as_bytes());
        let one = page(&items[0]);
        assert_eq!((one.source.as_str(), one.form), ("f.rss#0", Form::Html));
        assert_eq!(one.bytes, b"<p>Fish &amp; chips</p>");
        assert_eq!(one.url.as_deref(), Some("http://e.com/1"));
        let known = one.known.as_ref().unwrap();
        assert_eq!(
            known.published.as_deref(),
            Some("2012-09-17T00:30:00+08:00")
        );
        assert_eq!(known.title.as_deref(), Some("One"));
        assert_eq!(known.site.as_deref(), Some("The Paper"));
        assert_eq!(known.authors, ["Ann Lee"]);
        assert_eq!(page(&items[1]).bytes, b"a <b> c");
        assert_eq!(items[2], Item::skipped("f.rss#2", "feed item without text"));
    }

    #[test]
    fn atom_entries_are_pages() {
        let items = items("f.atom", ATOM.as_bytes());
        let one = page(&items[0]);
        assert_eq!(one.bytes, b"<p>Text</p>");
        assert_eq!(one.url.as_deref(), Some("http://e.com/a"));
        let known = one.known.as_ref().unwrap();
        assert_eq!(
            known.published.as_deref(),
            Some("2012-09-17T08:30:00+08:00")
        );
        assert_eq!(page(&items[1]).form, Form::Text);
        assert_eq!(page(&items[1]).bytes, b"1 < 2");
    }

    #[test]
    fn a_panic_of_the_parser_is_an_error() {
        let feed = RSS.replace(
            "<title>Two",
            "<author>作者：a@example.com</author><title>Two",
        );
        assert!(matches!(items("f", feed.as_bytes())[..], [Item::Failed(_)]));
    }

    #[test]
    fn a_broken_feed_is_corrupt() {
        for end in (20..RSS.len() - 20).step_by(50) {
            let items = items("f", &RSS.as_bytes()[..end]);
            let [Item::Failed(failed)] = &items[..] else {
                panic!("{end}: {items:?}")
            };
            assert_eq!(failed.error.code, ErrorCode::Corrupt);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_after_a_root_end_in_items(tail in prop::collection::vec(any::<u8>(), 0..200)) {
            let feed = [b"<rss version='2.0'><channel><item><title>", &tail[..]].concat();
            prop_assert!(!items("f", &feed).is_empty());
        }
    }
}
