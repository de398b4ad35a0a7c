//! The archive directory: pages as they were taken in, their records, their pictures, what links
//! them, and a search over them.
//!
//! `archive.sqlite` is the truth. `index/` is a full-text index derived from it, which can be
//! deleted at any time and is made anew. `lock` lets one process write at a time; readers never
//! wait for it and see the last commit.
//!
//! Pages come in through a [`Writer`]: what its [`commit`](Writer::commit) has returned from is on
//! the disk, and what it has not is gone without a trace. Taking a page in again changes nothing.
#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod archive;
mod check;
mod columns;
mod content;
mod error;
mod facets;
mod fields;
mod fold;
mod found;
mod hidden;
mod identity;
mod index;
mod linking;
mod listing;
mod matches;
mod migrations;
mod opening;
mod pack;
mod passage;
mod pictures;
mod places;
mod problem;
mod query;
mod search;
mod snippet;
mod stem;
mod store;
mod suggest;
mod tokenizer;
mod types;
mod writer;

pub use archive::Archive;
pub use error::Error;
pub use fold::folded;
pub use problem::Problem;
pub use tokenizer::terms;
pub use types::{
    Added, CheckReport, Committed, Facet, FacetKind, FacetValue, Filter, Hit, Kept, Member,
    Picture, Piece, Results, SiteImprint, Stats, StoredPage, Summary,
};
pub use writer::Writer;
