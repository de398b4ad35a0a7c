//! Feeds: their items are pages.

mod base64;
mod date;
mod json;
mod read;
mod text;
mod xml;

use copydesk_record::{ErrorCode, Form, Known, Page, PageError};
use copydesk_text::{Declared, decode};
use url::Url;

use crate::{Item, normalize_address};

pub(crate) use json::begins as is_json_feed;

/// What a feed says.
#[derive(Default)]
struct Feed {
    title: String,
    /// The authors of items that name none.
    authors: Vec<String>,
    entries: Vec<Entry>,
    /// Where it breaks off, in bytes of its text.
    cut: Option<usize>,
}

/// What an item says.
#[derive(Default)]
struct Entry {
    title: String,
    link: Option<Url>,
    /// The item's own address, where its link is that of a counting service.
    original: Option<Url>,
    guid: Option<Url>,
    /// RDF's name of the item: an address as a rule.
    about: Option<String>,
    content: Option<Text>,
    summary: Option<Text>,
    /// ISO 8601.
    published: Option<String>,
    created: Option<String>,
    authors: Vec<String>,
}

/// A text of an item: HTML, or plain.
struct Text {
    text: String,
    is_plain: bool,
}

/// The pages of a feed (RSS 0.9 to 2.0, Atom, CDF, JSON Feed), in its order; `path#N` is item N,
/// from 0. One that breaks off gives the items before that, and a failed one.
pub(crate) fn items(source: &str, bytes: &[u8]) -> Vec<Item> {
    let (text, _) = decode(
        bytes,
        Declared {
            http: None,
            meta: declared(bytes),
        },
    );
    let text = text.trim_start_matches('\u{feff}');
    let feed = match is_json_feed(text.trim_ascii_start().as_bytes()) {
        true => json::read(text).map_err(|error| error.to_string()),
        false => read::read(text).ok_or("it has no element of a feed".to_owned()),
    };
    match feed {
        Ok(feed) => feed.items(source, text),
        Err(message) => vec![broken(source, &message)],
    }
}

impl Feed {
    fn items(self, source: &str, text: &str) -> Vec<Item> {
        let cut = self.cut;
        let count = self.entries.len();
        let entries = self.entries.into_iter().enumerate();
        let mut items: Vec<Item> = entries
            .map(|(n, entry)| entry.item(format!("{source}#{n}"), &self.title, &self.authors))
            .collect();
        if let Some(cut) = cut {
            let line = text.get(..cut).unwrap_or(text).lines().count().max(1);
            let message = format!("it breaks off in line {line}, after {count} whole items");
            items.push(broken(source, &message));
        }
        if items.is_empty() {
            items.push(Item::skipped(source, "feed without items"));
        }
        items
    }
}

impl Entry {
    fn item(self, source: String, site: &str, of_feed: &[String]) -> Item {
        let url = self.address();
        let Some(text) = self.content.or(self.summary) else {
            return Item::skipped(source, "feed item without text");
        };
        let authors = if self.authors.is_empty() {
            of_feed.to_vec()
        } else {
            self.authors
        };
        let known = Known {
            from: "feed".to_owned(),
            title: Some(self.title).filter(|title| !title.is_empty()),
            published: self.published.or(self.created),
            authors,
            site: Some(site.to_owned()).filter(|site| !site.is_empty()),
        };
        Item::page(Page {
            source,
            bytes: text.text.into_bytes(),
            form: if text.is_plain {
                Form::Text
            } else {
                Form::Html
            },
            url,
            http_charset: Some("utf-8".to_owned()),
            known: Some(known),
            ..Page::default()
        })
    }

    /// The first of its addresses that is one of the Web.
    fn address(&self) -> Option<String> {
        let about = self
            .about
            .as_deref()
            .and_then(|about| Url::parse(about).ok());
        [&self.original, &self.link, &self.guid, &about]
            .into_iter()
            .flatten()
            .find_map(|url| normalize_address(url.as_str()))
    }
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..bytes.len().min(256))?;
    let head = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let end = memchr::memmem::find(head.strip_prefix(b"<?xml")?, b"?>")?;
    let declaration = str::from_utf8(head.get(..end + 5)?).ok()?;
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    value.get(1..)?.split(['"', '\'']).next()
}

fn broken(source: &str, message: &str) -> Item {
    let message = format!("the feed cannot be read: {message}");
    Item::failed(source, PageError::new(ErrorCode::Corrupt, message))
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
    fn base64_of_atom_is_undone() {
        let entry = |kind: &str, data: &str| {
            format!(
                "<feed><entry><content type='{kind}' mode='base64'>\n{data}</content></entry></feed>"
            )
        };
        let cases = [
            (
                "text/html",
                "PGI+c2FsdDwvYj4g\nJiBtYXJzaA==",
                Form::Html,
                "<b>salt</b> & marsh",
            ),
            ("text/plain", "MSA8IDI=", Form::Text, "1 < 2"),
        ];
        for (kind, data, form, expected) in cases {
            let items = items("f", entry(kind, data).as_bytes());
            let page = page(&items[0]);
            assert_eq!(
                (page.form, page.bytes.as_slice()),
                (form, expected.as_bytes())
            );
        }
        for (kind, data) in [("text/html", "no!"), ("image/png", "MSA8IDI=")] {
            let items = items("f", entry(kind, data).as_bytes());
            assert_eq!(items, [Item::skipped("f#0", "feed item without text")]);
        }
    }

    #[test]
    fn a_feed_that_breaks_off_gives_what_came_before() {
        let first = RSS.find("</item>").unwrap() + 7;
        for end in (80..RSS.len() - 8).step_by(10) {
            let items = items("f", &RSS.as_bytes()[..end]);
            let Some(Item::Failed(failed)) = items.last() else {
                panic!("{end}: {items:?}")
            };
            assert_eq!(failed.error.code, ErrorCode::Corrupt);
            assert_eq!(items.len() > 1, end >= first, "{end}: {items:?}");
        }
    }

    #[test]
    fn feeds_are_read_that_are_not_as_they_should_be() {
        let cases = [
            "<rss><channel><item><description>text</description></channel>",
            "<rss><channel><item><description>text<br></description></item></channel></rss>",
            "<rss><channel><item><title>a & b</title><description>text</description></item><item></item></channel></rss>",
            "<RDF:rdf><ITEM><Description>text</DESCRIPTION></Description></ITEM></RDF:rdf>",
            "<CHANNEL><ITEM HREF='http://e.com/'><ABSTRACT>text</ABSTRACT></ITEM></CHANNEL>",
            "<feed><entry><summary>text</summary><entry></entry></feed>",
        ];
        for case in cases {
            let items = items("f", case.as_bytes());
            assert!(
                page(&items[0]).bytes.starts_with(b"text"),
                "{case}: {items:?}"
            );
        }
    }

    #[test]
    fn names_are_taken_out_of_addresses() {
        let cases = [
            ("a@e.com (Ann Lee)", &["Ann Lee"][..]),
            ("Ann Lee (a@e.com)", &["Ann Lee"]),
            ("Ann Lee &lt;a@e.com&gt;", &["Ann Lee"]),
            ("a@e.com", &[]),
            ("作者：a@e.com", &[]),
            ("<name>Ann Lee</name><email>a@e.com</email>", &["Ann Lee"]),
        ];
        for (author, expected) in cases {
            let feed = format!(
                "<rss><channel><item><author>{author}</author><description>text</description></item></channel></rss>"
            );
            assert_eq!(
                page(&items("f", feed.as_bytes())[0])
                    .known
                    .as_ref()
                    .unwrap()
                    .authors,
                expected,
                "{author}"
            );
        }
    }

    #[test]
    fn json_feeds_are_pages() {
        let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"News","authors":[{"name":"Ed"}],
            "items":[{"id":"1","url":"http://e.com/1#x","content_html":"<p>a","date_published":"2012-09-17T08:30:00+08:00"},
            {"id":"2","content_text":"b","author":{"name":"Bo"},"title":"Two"},{"id":"3"}]}"#;
        let items = items("f.json", feed.as_bytes());
        let known = |at: usize| page(&items[at]).known.clone().unwrap();
        assert_eq!(
            (page(&items[0]).form, page(&items[1]).form),
            (Form::Html, Form::Text)
        );
        assert_eq!(page(&items[0]).url.as_deref(), Some("http://e.com/1"));
        assert_eq!(
            known(0).published.as_deref(),
            Some("2012-09-17T08:30:00+08:00")
        );
        assert_eq!(
            (known(0).authors, known(1).authors),
            (vec!["Ed".to_owned()], vec!["Bo".to_owned()])
        );
        assert_eq!(
            items[2],
            Item::skipped("f.json#2", "feed item without text")
        );
    }

    #[test]
    fn bombs_of_entities_and_depth_cost_nothing() {
        let entities = "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><rss><channel><item>\
            <description>&b;</description></item></channel></rss>";
        assert_eq!(page(&items("f", entities.as_bytes())[0]).bytes, b"&b;");
        let deep = format!("<rss><channel><item>{}", "<a>".repeat(1_000_000));
        assert_eq!(items("f", deep.as_bytes()).len(), 1);
        let deep = format!(
            r#"{{"version":"https://jsonfeed.org/version/1","items":{}"#,
            "[".repeat(1_000_000)
        );
        assert!(matches!(items("f", deep.as_bytes())[..], [Item::Failed(_)]));
    }

    proptest! {
        #[test]
        fn any_bytes_after_a_root_end_in_items(tail in prop::collection::vec(any::<u8>(), 0..200)) {
            let feed = [b"<rss version='2.0'><channel><item><title>", &tail[..]].concat();
            prop_assert!(!items("f", &feed).is_empty());
        }
    }
}
