use copydesk_record::{Form, Known, Page, PageError};
use serde::Deserialize;

use crate::{Item, normalize_address};

/// A page as a row of a table tells it, be it a JSON line or a row of columns: the fields that are
/// understood. All others are ignored without being kept.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Row {
    pub html: Option<Bytes>,
    pub text: Option<Bytes>,
    pub id: Option<Id>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
    pub authors: Option<Vec<String>>,
    pub site: Option<String>,
}

/// A page's bytes: of a JSON string UTF-8, of a binary column anything.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
pub(crate) struct Bytes(pub Vec<u8>);

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Id {
    Text(String),
    Number(u64),
}

impl Row {
    /// The page, or a failure of this error when there is none.
    pub(crate) fn item(self, source: String, neither: PageError) -> Item {
        let known = self.known();
        let (bytes, form) = match (self.html, self.text) {
            (Some(html), _) => (html.0, Form::Html),
            (None, Some(text)) => (text.0, Form::Text),
            (None, None) => return Item::failed(source, neither),
        };
        let is_utf8 = str::from_utf8(&bytes).is_ok();
        Item::page(Page {
            source,
            bytes,
            form,
            id: self.id.map(Id::into_string),
            url: self.url.as_deref().and_then(normalize_address),
            http_charset: is_utf8.then(|| "utf-8".to_owned()),
            known,
            ..Page::default()
        })
    }

    fn known(&self) -> Option<Known> {
        let known = Known {
            from: String::new(),
            title: self.title.clone(),
            published: self.published.clone(),
            authors: self.authors.clone().unwrap_or_default(),
            site: self.site.clone(),
        };
        (known != Known::default()).then(|| Known {
            from: "given".to_owned(),
            ..known
        })
    }
}

impl From<String> for Bytes {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl Id {
    fn into_string(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}
