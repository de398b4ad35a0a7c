//! The newest articles of a topic as a feed with their full text: [`Topic`] says which, [`Feed`] holds
//! them, [`Form`] is how they are written.

mod atom;
mod item;
mod json;
mod rss;
mod topic;

use jiff::Timestamp;

use crate::Error;
use crate::edition::LocalEdition;
use crate::origin::Origin;

use item::Item;
pub(crate) use topic::Topic;

/// A feed, before it is written in any form.
pub(crate) struct Feed {
    title: String,
    description: String,
    /// The page that shows the same articles.
    home: String,
    /// Where the feed itself is, in the form that was asked for.
    own: String,
    paper: String,
    items: Vec<Item>,
}

impl Feed {
    /// A topic's newest articles; `None` when the edition has no such topic.
    pub(crate) fn load(
        edition: &LocalEdition,
        origin: &Origin,
        topic: &Topic,
        form: Form,
    ) -> Result<Option<Self>, Error> {
        let Some(newest) = topic.newest(&edition.archive)? else {
            return Ok(None);
        };
        let oldest = newest.last().map_or("", |summary| &summary.title);
        let title = topic.title(edition.paper(), oldest);
        let mut items = Vec::with_capacity(newest.len());
        for summary in newest {
            items.extend(Item::load(edition, origin, summary)?);
        }
        let description = edition.words.fill("The newest stories of {}", &[&title]);
        Ok(Some(Self {
            description: xml(&description),
            title: xml(&title),
            home: origin.at(&topic.home()),
            own: origin.at(&topic.feed(form)),
            paper: xml(edition.paper()),
            items,
        }))
    }

    /// The feed in a form.
    pub(crate) fn write(&self, form: Form) -> String {
        match form {
            Form::Rss => rss::write(self),
            Form::Atom => atom::write(self),
            Form::Json => json::write(self),
        }
    }

    fn updated(&self) -> Option<Timestamp> {
        self.items.iter().filter_map(|item| item.updated).max()
    }
}

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// RSS 2.0.
    Rss,
    /// Atom 1.0 (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Form {
    pub(crate) const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// What readers call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }

    /// The last part of a feed's address.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Rss => "feed.rss",
            Self::Atom => "feed.atom",
            Self::Json => "feed.json",
        }
    }

    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

/// The text without the characters that XML 1.0 cannot carry in any form.
pub(crate) fn xml(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    text.chars().filter(allowed).collect()
}

#[cfg(test)]
mod tests;
