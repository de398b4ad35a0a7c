//! The newest articles as RSS 2.0 and Atom 1.0 (RFC 4287), with their full text.

use askama::Template;
use atom_syndication as atom;
use copydesk_archive::Filter;
use copydesk_record::Article;
use jiff::Timestamp;
use url::Url;

use crate::views::{Lookup, Part, parts};
use crate::words::Words;
use crate::{Edition, Error, addresses, dates};

/// Articles in a feed: what a reader who looks in once a day needs, with full text still light.
const FEED_SIZE: usize = 50;

/// Where a feed's links lead when the reader did not say which host he asked.
const NO_HOST: &str = "http://localhost";

/// A feed, before it is written in either form.
pub(crate) struct Feed {
    paper: String,
    base: String,
    items: Vec<Item>,
}

struct Item {
    id: String,
    link: String,
    title: String,
    language: Option<String>,
    authors: Vec<String>,
    section: Option<String>,
    published: Option<Timestamp>,
    updated: Option<Timestamp>,
    summary: String,
    html: String,
}

/// An article's text as a feed carries it.
#[derive(Template)]
#[template(path = "feed_body.html")]
struct Body {
    parts: Vec<Part>,
}

impl Feed {
    /// The newest articles; `host` is what the reader's `Host` header says, because a feed's links
    /// must be absolute.
    pub(crate) fn load(edition: &Edition, host: Option<&str>) -> Result<Self, Error> {
        let newest = Filter {
            limit: FEED_SIZE,
            ..Filter::default()
        };
        let base = base(host);
        let mut items = Vec::new();
        for summary in edition.archive.articles(&newest)? {
            if let Some(article) = edition.archive.article(&summary.id)? {
                items.push(Item::load(edition, &base, article, summary.opening)?);
            }
        }
        Ok(Self {
            paper: xml(edition.paper()),
            base,
            items,
        })
    }

    /// As RSS 2.0.
    pub(crate) fn rss(&self) -> String {
        let mut channel = rss::Channel::default();
        channel.set_title(&self.paper);
        channel.set_link(format!("{}/", self.base));
        channel.set_description(format!("The newest stories of {}", self.paper));
        channel.set_last_build_date(self.newest().map(rfc_822));
        channel.set_items(self.items.iter().map(Item::rss).collect::<Vec<_>>());
        let dublin_core = "http://purl.org/dc/elements/1.1/".to_owned();
        channel.namespaces.insert("dc".to_owned(), dublin_core);
        channel.to_string()
    }

    /// As Atom 1.0.
    pub(crate) fn atom(&self) -> String {
        let mut feed = atom::Feed::default();
        let own = format!("{}/feed.atom", self.base);
        feed.set_title(self.paper.as_str());
        feed.set_id(own.as_str());
        feed.set_updated(atom_date(self.newest()));
        feed.set_links([
            link("self", own),
            link("alternate", format!("{}/", self.base)),
        ]);
        feed.set_authors([person(&self.paper)]);
        feed.set_entries(self.items.iter().map(Item::atom).collect::<Vec<_>>());
        feed.to_string()
    }

    fn newest(&self) -> Option<Timestamp> {
        self.items.iter().filter_map(|item| item.updated).max()
    }
}

impl Item {
    fn load(
        edition: &Edition,
        base: &str,
        article: Article,
        opening: String,
    ) -> Result<Self, Error> {
        let key = |url: &str| {
            edition
                .archive
                .picture_key(&article.source, article.url.as_deref(), url)
                .ok()
                .flatten()
        };
        let own = |url: &str| edition.archive.by_address(url).ok().flatten();
        let lookup = Lookup {
            words: Words::English,
            adopted: &|_| None,
            article: &|url| own(url).map(|id| format!("{base}{}", addresses::article(&id))),
            picture: &|url| key(url).map(|key| format!("{base}{}", addresses::picture(&key))),
        };
        let parts = parts(&article.blocks, None, &lookup);
        Ok(Self::new(
            base,
            article,
            &opening,
            &Body { parts }.render()?,
        ))
    }

    fn new(base: &str, article: Article, opening: &str, html: &str) -> Self {
        let instant = |date: &Option<String>| date.as_deref().and_then(dates::instant);
        let published = instant(&article.published);
        Self {
            id: format!("urn:copydesk:{}", addresses::path_segment(&article.id)),
            link: format!("{base}{}", addresses::article(&article.id)),
            title: xml(article.title.as_deref().unwrap_or(opening)),
            language: article.language.as_deref().map(xml),
            authors: article.authors.iter().map(|author| xml(author)).collect(),
            section: article.section.as_deref().map(xml),
            published,
            updated: instant(&article.modified)
                .or(published)
                .or_else(|| instant(&article.crawled)),
            summary: xml(article.dek.as_deref().unwrap_or(opening)),
            html: xml(html),
        }
    }

    fn rss(&self) -> rss::Item {
        let mut item = rss::Item::default();
        item.set_title(self.title.clone());
        item.set_link(self.link.clone());
        item.set_guid(rss::Guid {
            value: self.id.clone(),
            permalink: false,
        });
        item.set_description(self.summary.clone());
        item.set_content(self.html.clone());
        item.set_pub_date(self.published.map(rfc_822));
        let category = |name: &String| rss::Category {
            name: name.clone(),
            domain: None,
        };
        item.set_categories(self.section.iter().map(category).collect::<Vec<_>>());
        let mut dublin_core = rss::extension::dublincore::DublinCoreExtension::default();
        dublin_core.set_creators(self.authors.clone());
        dublin_core.set_languages(self.language.iter().cloned().collect::<Vec<_>>());
        item.set_dublin_core_ext(dublin_core);
        item
    }

    fn atom(&self) -> atom::Entry {
        let mut entry = atom::Entry::default();
        entry.set_title(self.title.as_str());
        entry.set_id(self.id.as_str());
        entry.set_updated(atom_date(self.updated));
        entry.set_published(self.published.map(|at| atom_date(Some(at))));
        entry.set_links([link("alternate", self.link.clone())]);
        entry.set_authors(
            self.authors
                .iter()
                .map(|author| person(author))
                .collect::<Vec<_>>(),
        );
        let category = |name: &String| atom::Category {
            term: name.clone(),
            ..Default::default()
        };
        entry.set_categories(self.section.iter().map(category).collect::<Vec<_>>());
        entry.set_summary(atom::Text::plain(self.summary.as_str()));
        let mut content = atom::Content::default();
        content.set_content_type("html".to_owned());
        content.set_lang(self.language.clone());
        content.set_value(self.html.clone());
        entry.set_content(content);
        entry
    }
}

/// The scheme and host that a feed's links begin with; a `Host` header that is none is ignored.
fn base(host: Option<&str>) -> String {
    let url = host.and_then(|host| Url::parse(&format!("http://{host}/")).ok());
    let plain =
        url.filter(|url| url.path() == "/" && url.username().is_empty() && url.query().is_none());
    plain.map_or_else(
        || NO_HOST.to_owned(),
        |url| url.origin().ascii_serialization(),
    )
}

/// The text without the characters that XML 1.0 cannot carry in any form.
fn xml(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    text.chars().filter(allowed).collect()
}

fn link(rel: &str, href: String) -> atom::Link {
    atom::Link {
        rel: rel.to_owned(),
        href,
        ..atom::Link::default()
    }
}

fn person(name: &str) -> atom::Person {
    atom::Person {
        name: name.to_owned(),
        ..atom::Person::default()
    }
}

fn rfc_822(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// Atom wants to know of every entry when it was last changed; where not even the capture is dated,
/// it is the epoch.
fn atom_date(at: Option<Timestamp>) -> atom::FixedDateTime {
    at.and_then(|at| at.to_string().parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
