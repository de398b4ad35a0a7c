//! RSS 0.9 to 2.0, Atom 0.3 and 1.0 and CDF, read by the names of their elements and not by their
//! namespaces, which feeds get wrong; ill-formed ones as far as they go.

use url::Url;

use super::text::{content, markup, plain};
use super::xml::{Kind, Tag, Tags};
use super::{Entry, Feed, Text};
use super::{base64, date};

/// Prefixes of elements that speak of pictures, podcasts, places and comments, and are called as the
/// item's own are.
const OTHERS: &[&str] = &[
    "admin",
    "cc",
    "creativecommons",
    "gd",
    "geo",
    "georss",
    "gml",
    "googleplay",
    "itunes",
    "media",
    "podcast",
    "psc",
    "slash",
    "sy",
    "thr",
    "wfw",
];

/// The feed that a text holds; `None` when it has no element of a feed.
pub(super) fn read(text: &str) -> Option<Feed> {
    let mut tags = Tags::new(text);
    let mut reading = Reading {
        text,
        open: Vec::new(),
        entry: None,
        feed: Feed::default(),
    };
    let mut is_feed = false;
    for tag in tags.by_ref() {
        is_feed |= is_root(&tag);
        match tag.kind {
            Kind::Open => reading.open(tag),
            Kind::Close => reading.close(&tag),
            Kind::Empty => {
                reading.open(tag);
                reading.close(&tag);
            }
        }
    }
    is_feed.then(|| reading.end(tags.cut))
}

/// A feed that is being read.
struct Reading<'a> {
    text: &'a str,
    /// The open elements, each with what relative addresses in it are relative to.
    open: Vec<(Tag<'a>, Option<Url>)>,
    /// The item that is open, and how many elements are around it.
    entry: Option<(Entry, usize)>,
    feed: Feed,
}

impl<'a> Reading<'a> {
    fn open(&mut self, tag: Tag<'a>) {
        let outer = self.open.last().and_then(|(_, base)| base.clone());
        // CDF has an attribute of its own for it.
        let own = tag
            .attribute("xml:base")
            .or(tag.attribute("base"))
            .map(content);
        let base = match own {
            Some(own) => join(outer.as_ref(), own.trim()).or(outer),
            None => outer,
        };
        // An item that was never closed ends where the next one begins.
        if let Some((_, depth)) = self.entry.as_ref().filter(|_| is_entry(&tag))
            && self.open.len() == depth + 1
        {
            self.open.truncate(*depth);
            self.end_entry();
        }
        if self.entry.is_none() && is_entry(&tag) && !self.open.is_empty() {
            let entry = Entry {
                link: tag
                    .attribute("href")
                    .and_then(|href| join(base.as_ref(), &content(href))),
                about: tag.attribute("rdf:about").map(content),
                ..Entry::default()
            };
            self.entry = Some((entry, self.open.len()));
        }
        self.open.push((tag, base));
    }

    /// Ends the element, and those inside it that were not closed; one that is not open is nothing.
    fn close(&mut self, tag: &Tag<'a>) {
        let same = |(open, _): &(Tag<'a>, Option<Url>)| open.name == tag.name;
        // Deeper ones are markup: looking for them all would take the square of their number.
        let near = self.open.iter().rev().take(64).position(same);
        let Some(at) = near.map(|near| self.open.len() - 1 - near) else {
            return;
        };
        let end = if tag.kind == Kind::Empty {
            tag.end
        } else {
            tag.start
        };
        while self.open.len() > at {
            let depth = self.open.len() - 1;
            if let Some((element, base)) = self.open.pop() {
                self.ended(&element, base.as_ref(), depth, end);
            }
        }
    }

    /// An element is over: it may be a field of the item or of the feed, or the item itself.
    fn ended(&mut self, element: &Tag<'a>, base: Option<&Url>, depth: usize, end: usize) {
        let inner = self.text.get(element.end..end).unwrap_or_default();
        let is_channel = self.is_channel();
        match &mut self.entry {
            Some((_, of)) if *of == depth => self.end_entry(),
            Some((entry, of)) if *of + 1 == depth => entry.add(element, inner, base),
            Some(_) => {}
            None if is_channel => self.feed.add(element, inner),
            None => {}
        }
    }

    /// Whether the innermost open element is the feed itself.
    fn is_channel(&self) -> bool {
        let innermost = self.open.last();
        innermost.is_some_and(|(tag, _)| tag.is("channel") || tag.is("feed"))
    }

    fn end_entry(&mut self) {
        self.feed
            .entries
            .extend(self.entry.take().map(|(entry, _)| entry));
    }

    /// The feed, with where it breaks off: in a tag, or before its elements are closed.
    fn end(self, cut: Option<usize>) -> Feed {
        let is_open = self
            .open
            .iter()
            .any(|(tag, _)| is_entry(tag) || is_root(tag));
        let cut = cut.or(is_open.then_some(self.text.len()));
        Feed { cut, ..self.feed }
    }
}

fn is_entry(tag: &Tag<'_>) -> bool {
    tag.is("item") || tag.is("entry")
}

fn is_root(tag: &Tag<'_>) -> bool {
    tag.is("rss") || tag.is("feed") || tag.is("rdf") || tag.is("channel")
}

impl Feed {
    fn add(&mut self, element: &Tag<'_>, inner: &str) {
        if OTHERS.contains(&element.prefix()) {
            return;
        }
        match element.local().to_ascii_lowercase().as_str() {
            "title" if self.title.is_empty() => self.title = plain(&content(inner)),
            // Atom's entries have the feed's authors where they have none; RSS names the webmaster.
            "author" if has_name(inner) => self.authors.extend(author(inner)),
            _ => {}
        }
    }
}

impl Entry {
    /// Adds a field; of several of one kind the first one that says something counts.
    fn add(&mut self, element: &Tag<'_>, inner: &str, base: Option<&Url>) {
        if OTHERS.contains(&element.prefix()) {
            return;
        }
        let address = |text: &str| join(base, content(text).trim());
        match element.local().to_ascii_lowercase().as_str() {
            "title" if self.title.is_empty() => self.title = plain(&content(inner)),
            "link" => self.add_link(element, inner, base),
            "origlink" => self.original = address(inner),
            "guid" if element.attribute("ispermalink") != Some("false") => {
                self.guid = address(inner)
            }
            "encoded" | "content" | "body" | "fullitem" => {
                set(&mut self.content, text(element, inner))
            }
            "description" | "summary" | "abstract" => set(&mut self.summary, text(element, inner)),
            "pubdate" | "published" | "issued" => {
                set(&mut self.published, date::iso(&content(inner)))
            }
            "date" | "created" => set(&mut self.created, date::iso(&content(inner))),
            "author" | "creator" => self.authors.extend(author(inner)),
            _ => {}
        }
    }

    /// Atom's links have a relation, of which only the page itself is meant.
    fn add_link(&mut self, element: &Tag<'_>, inner: &str, base: Option<&Url>) {
        let is_own = matches!(element.attribute("rel"), None | Some("alternate" | ""));
        let address = element.attribute("href").unwrap_or(inner);
        if is_own && self.link.is_none() {
            self.link = join(base, content(address).trim());
        }
    }
}

fn set<T>(field: &mut Option<T>, value: Option<T>) {
    if field.is_none() {
        *field = value;
    }
}

/// A text, as markup or as plain text. Only Atom says that a text is plain; RSS holds HTML whatever
/// it is called.
fn text(element: &Tag<'_>, inner: &str) -> Option<Text> {
    let kind = element
        .attribute("type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mode = element.attribute("mode").unwrap_or_default();
    let is_text = matches!(
        kind.as_str(),
        "" | "text" | "html" | "xhtml" | "application/xhtml+xml"
    ) || kind.starts_with("text/");
    if !is_text || element.attribute("src").is_some() {
        return None;
    }
    let decoded = match mode {
        "base64" => Some(base64::text(&content(inner))?),
        _ => None,
    };
    let holds_markup = Tags::new(decoded.as_deref().unwrap_or(inner))
        .next()
        .is_some();
    let text = match decoded {
        Some(decoded) => decoded,
        None if holds_markup => unwrapped(&markup(inner)),
        None => content(inner),
    };
    let is_plain = matches!(kind.as_str(), "text" | "text/plain") && !holds_markup;
    (!text.trim().is_empty()).then_some(Text { text, is_plain })
}

/// Markup without the `div` that Atom wraps it in, and without a prefix that this has.
fn unwrapped(markup: &str) -> String {
    let markup = markup.trim();
    let Some(outer) = Tags::new(markup)
        .next()
        .filter(|tag| tag.start == 0 && tag.is("div"))
    else {
        return markup.to_owned();
    };
    let end = format!("</{}>", outer.name);
    let inner = markup.get(outer.end..).unwrap_or_default();
    let inner = inner.strip_suffix(end.as_str()).unwrap_or(inner);
    match outer.prefix() {
        "" => inner.to_owned(),
        prefix => inner
            .replace(&format!("<{prefix}:"), "<")
            .replace(&format!("</{prefix}:"), "</"),
    }
}

/// A person's name: Atom's `<name>`, or RSS's `address (name)` and `name <address>`.
fn author(inner: &str) -> Option<String> {
    let name = match named(inner) {
        Some(name) => content(name),
        None => content(inner),
    };
    let name = plain(&name);
    let bracketed = name
        .split_once('(')
        .filter(|(address, _)| address.contains('@'));
    let name = match bracketed {
        Some((_, name)) => name.split(')').next().unwrap_or_default(),
        None => name.split(['<', '(']).next().unwrap_or_default(),
    };
    let name = name.trim();
    (!name.is_empty() && !name.contains('@')).then(|| name.to_owned())
}

fn has_name(inner: &str) -> bool {
    named(inner).is_some()
}

/// What stands in `<name>`.
fn named(inner: &str) -> Option<&str> {
    let mut tags = Tags::new(inner);
    let open = tags.find(|tag| tag.is("name") && tag.kind == Kind::Open)?;
    let close = tags.find(|tag| tag.is("name") && tag.kind == Kind::Close)?;
    inner.get(open.end..close.start)
}

/// An address made absolute, where that can be done.
fn join(base: Option<&Url>, address: &str) -> Option<Url> {
    match base {
        _ if address.is_empty() => None,
        Some(base) => base.join(address).ok(),
        None => Url::parse(address).ok(),
    }
}
