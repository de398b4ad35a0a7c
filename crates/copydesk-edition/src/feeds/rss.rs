//! RSS 2.0, with what its Best Practices Profile asks for: the feed's own address, `content:encoded`
//! and Dublin Core's authors.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rss::extension::dublincore::DublinCoreExtension;
use rss::extension::{Extension, ExtensionMap};
use rss::{Category, Channel, Guid};

use super::{Feed, Form, Item};

/// Where Dublin Core's elements are defined.
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";

/// Where Atom's are.
const ATOM: &str = "http://www.w3.org/2005/Atom";

pub(super) fn write(feed: &Feed) -> String {
    let mut channel = Channel::default();
    channel.set_title(&feed.title);
    channel.set_link(&feed.home);
    channel.set_description(&feed.description);
    channel.set_last_build_date(feed.updated().map(rfc_822));
    channel.set_extensions(own(feed));
    channel.set_items(feed.items.iter().map(item).collect::<Vec<_>>());
    let spaces = [("dc", DUBLIN_CORE), ("atom", ATOM)];
    let spaces = spaces.map(|(prefix, space)| (prefix.to_owned(), space.to_owned()));
    channel.set_namespaces(BTreeMap::from(spaces));
    channel.to_string()
}

/// Where the feed itself is, as an element of Atom.
fn own(feed: &Feed) -> ExtensionMap {
    let attributes = [
        ("href", feed.own.as_str()),
        ("rel", "self"),
        ("type", Form::Rss.media_type()),
    ];
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let link = Extension {
        name: "atom:link".to_owned(),
        attrs: attributes.into(),
        ..Extension::default()
    };
    let links = [("link".to_owned(), vec![link])];
    [("atom".to_owned(), links.into())].into()
}

fn item(item: &Item) -> rss::Item {
    let mut written = rss::Item::default();
    written.set_title(item.title.clone());
    written.set_link(item.link.clone());
    written.set_guid(Guid {
        value: item.id.clone(),
        permalink: false,
    });
    written.set_description(item.summary.clone());
    written.set_content(item.html.clone());
    written.set_pub_date(item.published.map(rfc_822));
    let category = |name: &String| Category {
        name: name.clone(),
        domain: None,
    };
    written.set_categories(item.section.iter().map(category).collect::<Vec<_>>());
    let mut dublin_core = DublinCoreExtension::default();
    dublin_core.set_creators(item.authors.clone());
    dublin_core.set_languages(item.language.iter().cloned().collect::<Vec<_>>());
    written.set_dublin_core_ext(dublin_core);
    written
}

fn rfc_822(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}
