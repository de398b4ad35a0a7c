//! The reader's side of copydesk: an archive as a newspaper, in HTML made on the server.
//!
//! [`serve`] answers on a listener: front page, sections, days, articles, search, feeds, and for
//! every article the proof of how its page was cleaned. No page has a script or asks another host
//! for anything. While the pages are still being taken in, [`Progress`] makes every address answer
//! with how far that is.
//!
//! The crate knows nothing of how articles are made.
#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod addresses;
mod answer;
mod conditional;
mod dates;
mod edition;
mod error;
mod feeds;
mod holdings;
mod json;
mod missing;
mod opensearch;
mod origin;
mod pages;
mod progress;
mod publish;
mod server;
mod sitemap;
mod terms;
mod views;
mod words;

pub use edition::Edition;
pub use error::Error;
pub use progress::Progress;
pub use publish::{Publication, PublishError, Published, publish};
pub use server::{router, serve};
