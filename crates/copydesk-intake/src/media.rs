use copydesk_record::{Form, Page};

use crate::{Item, Picture, magic, sniff};

/// What a Content-Type promises.
pub(crate) enum Media {
    Html,
    Text,
    Picture,
    Unknown,
}

impl Media {
    /// `None` for what is neither page nor picture.
    pub(crate) fn of(media_type: &str) -> Option<Self> {
        match media_type {
            "text/html" | "application/xhtml+xml" => Some(Self::Html),
            "text/plain" => Some(Self::Text),
            "" | "application/octet-stream" | "application/unknown" | "unknown/unknown" => {
                Some(Self::Unknown)
            }
            _ => media_type.starts_with("image/").then_some(Self::Picture),
        }
    }

    /// The payload as what it is; `facts` is its page without the bytes.
    pub(crate) fn item(self, facts: Page, bytes: Vec<u8>) -> Item {
        match self {
            Self::Html => Item::page(Page {
                bytes,
                form: Form::Html,
                ..facts
            }),
            Self::Text => Item::page(Page {
                form: sniff::form(&bytes, true),
                bytes,
                ..facts
            }),
            Self::Picture | Self::Unknown if magic::picture(&bytes).is_some() => {
                picture(facts, bytes)
            }
            Self::Picture => Item::skipped(facts.source, "picture of another kind"),
            Self::Unknown if magic::binary(&bytes).is_some() => {
                Item::skipped(facts.source, "binary data")
            }
            Self::Unknown => Item::page(Page {
                form: sniff::form(&bytes, false),
                bytes,
                ..facts
            }),
        }
    }
}

fn picture(facts: Page, bytes: Vec<u8>) -> Item {
    let media_type = magic::picture(&bytes).unwrap_or_default().to_owned();
    Item::Picture(Picture {
        source: facts.source,
        url: facts.url,
        media_type,
        bytes,
    })
}
