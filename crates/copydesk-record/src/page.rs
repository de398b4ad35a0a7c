use serde::{Deserialize, Serialize};

/// A page as it was found: its bytes, and what is known of them from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Where it came from: `path` for a file, `path#offset` for a record inside a container.
    pub source: String,
    /// The page's bytes, free of transfer and content coding.
    pub bytes: Vec<u8>,
    /// What kind of text the bytes hold.
    pub form: Form,
    /// The id that the input itself gives the page.
    pub id: Option<String>,
    /// The page's address.
    pub url: Option<String>,
    /// When it was fetched (WARC-Date), ISO 8601.
    pub crawled: Option<String>,
    /// The HTTP status it was served with.
    pub http_status: Option<u16>,
    /// The charset that the HTTP header declares.
    pub http_charset: Option<String>,
    /// What the page's surroundings say of it: a feed's item, or the caller's own knowledge.
    pub known: Option<Known>,
}

/// What kind of text a page's bytes hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// HTML, whole or a fragment of it.
    #[default]
    Html,
    /// Page text as a crawler or a browser dumps it: a line is a paragraph, a list item or a heading.
    Text,
}

/// Facts about a page that do not stand in its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Who says so, as `evidence` will name it: `feed`, or `given` when the caller did.
    pub from: String,
    /// The headline.
    pub title: Option<String>,
    /// The publication date, ISO 8601 at any precision.
    pub published: Option<String>,
    /// The authors' names.
    pub authors: Vec<String>,
    /// The site's name.
    pub site: Option<String>,
}
