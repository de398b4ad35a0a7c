//! The words that every room of copydesk shares: what a page is, what an article is, and how each
//! removal, repair and piece of evidence is put on record.
//!
//! A [`Page`] comes in, an [`Article`] goes out: one JSON object a page, described by
//! [`json_schema`]. This crate knows nothing of how either is made.
#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod address;
mod article;
mod error;
mod id;
mod link;
mod page;
mod proof;
mod span;
mod standing;

pub use address::normalize_address;
pub use article::{
    Article, Block, BlockKind, Charset, CharsetEvidence, Image, Imprint, ImprintKind, Kind, Link,
    Related,
};
pub use error::{ErrorCode, PageError};
pub use id::{digest, id_and_digest, page_id};
pub use link::{Contains, Duplicate, Links, Relation};
pub use page::{Form, Known, Page};
pub use proof::{
    Account, Accounts, Candidate, Evidence, Place, Reason, Removal, Repair, RepairKind, Repetition,
};
pub use span::Span;
pub use standing::{STANDING, is_standing};

/// Version of the record's form, in every record's `schema` field. It rises when a field changes
/// its meaning or goes; new fields do not raise it.
pub const SCHEMA: u32 = 1;

/// What made a record: the program's name and version, in every record's `producer` field.
pub const PRODUCER: &str = concat!("copydesk ", env!("CARGO_PKG_VERSION"));

/// The record's JSON Schema (draft 2020-12), made from the types of this crate.
#[must_use]
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Article).to_value()
}
