//! What the page says of itself: in its head, in structured data, and on its face.

pub(crate) mod about;
mod address_date;
pub(crate) mod author;
mod author_line;
mod beside;
pub(crate) mod byline;
mod clock;
pub(crate) mod cue;
pub(crate) mod date;
mod date_forms;
mod date_line;
mod date_metas;
mod date_words;
mod doubt;
mod face;
mod given;
pub(crate) mod head;
pub(crate) mod json_ld;
mod leads;
mod listed;
mod marked;
mod months;
mod names;
pub(crate) mod published;
pub(crate) mod scene;
mod script;
pub(crate) mod title;
mod tokens;
mod weigh;

use copydesk_record::Span;

/// A value that a field could have, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact<T = String> {
    /// The name of the place: `json_ld`, `meta:og:title`, `time`, `headline` …
    pub from: String,
    /// The value as the field would have it.
    pub value: T,
    /// Where it stands in the source, when it stands there in one piece.
    pub span: Option<Span>,
}

impl<T> Fact<T> {
    pub fn new(from: impl Into<String>, value: T, span: Option<Span>) -> Self {
        Self {
            from: from.into(),
            value,
            span,
        }
    }
}
