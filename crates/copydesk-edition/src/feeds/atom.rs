//! Atom 1.0 (RFC 4287).

use atom_syndication::{Category, Content, Entry, FixedDateTime, Link, Person, Text};
use jiff::Timestamp;

use super::{Feed, Form, Item};

pub(super) fn write(feed: &Feed) -> String {
    let mut written = atom_syndication::Feed::default();
    written.set_title(feed.title.as_str());
    written.set_subtitle(Text::plain(feed.description.as_str()));
    written.set_id(feed.own.as_str());
    written.set_updated(date(feed.updated()));
    let own = Link {
        mime_type: Some(Form::Atom.media_type().to_owned()),
        ..link("self", &feed.own)
    };
    written.set_links([own, link("alternate", &feed.home)]);
    // An entry without authors has the feed's, and one of the two must be.
    written.set_authors([person(&feed.paper)]);
    written.set_entries(feed.items.iter().map(entry).collect::<Vec<_>>());
    written.to_string()
}

fn entry(item: &Item) -> Entry {
    let mut entry = Entry::default();
    entry.set_title(item.title.as_str());
    entry.set_id(item.id.as_str());
    entry.set_updated(date(item.updated));
    entry.set_published(item.published.map(|at| date(Some(at))));
    let original = item.original.iter().map(|original| link("via", original));
    let links = [link("alternate", &item.link)].into_iter().chain(original);
    entry.set_links(links.collect::<Vec<_>>());
    let authors = item.authors.iter().map(|author| person(author));
    entry.set_authors(authors.collect::<Vec<_>>());
    let category = |name: &String| Category {
        term: name.clone(),
        ..Category::default()
    };
    entry.set_categories(item.section.iter().map(category).collect::<Vec<_>>());
    entry.set_summary(Text::plain(item.summary.as_str()));
    entry.set_content(content(item));
    entry
}

fn content(item: &Item) -> Content {
    let mut content = Content::default();
    content.set_content_type("html".to_owned());
    content.set_lang(item.language.clone());
    content.set_value(item.html.clone());
    content
}

fn link(rel: &str, href: &str) -> Link {
    Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        ..Link::default()
    }
}

fn person(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        ..Person::default()
    }
}

/// Atom wants to know of every entry when it was last changed; where not even the capture is dated,
/// it is the epoch.
fn date(at: Option<Timestamp>) -> FixedDateTime {
    at.and_then(|at| at.to_string().parse().ok())
        .unwrap_or_default()
}
