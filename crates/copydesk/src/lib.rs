//! copydesk: raw news pages in; a clean, linked, searchable edition out.
//!
//! This is the library's front door. [`clean`] makes one page's record; [`survey`] takes from a page what a
//! profile of its site is learned from; [`ordered`] does it for many
//! on several threads; [`take_in`] puts pages into an archive and [`reclean`] makes their records anew; [`render`] writes a record for people.
//! The rooms behind it are re-exported under their own names.
#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod pace;
mod parallel;
mod reclean;
pub mod render;
mod take_in;

use std::panic::{AssertUnwindSafe, catch_unwind};

use copydesk_extract::{Options, Survey};
use copydesk_record::{Article, ErrorCode, Page, PageError};

pub use copydesk_archive as archive;
pub use copydesk_edition as edition;
pub use copydesk_extract as extract;
pub use copydesk_intake as intake;
pub use copydesk_link as link;
pub use copydesk_record as record;
pub use copydesk_text as text;
pub use parallel::ordered;
pub use reclean::{Recleaned, reclean};
pub use take_in::{Refused, TakeInError, Tally, Work, take_in};

/// Makes a page's record; with `options.proof`, the proof too.
///
/// It never fails and never panics: a page that cannot be used gives a record with `error`. Should
/// code of ours or of a parser that we use break on a page, that page alone is refused.
#[must_use]
pub fn clean(page: &Page, options: Options<'_>) -> Article {
    catch_unwind(AssertUnwindSafe(|| {
        copydesk_extract::extract(page, options)
    }))
    .unwrap_or_else(|_| copydesk_extract::refused(page, failure()))
}

/// What a page has to say about its site, for a profile to be learned from; it never panics either.
///
/// # Errors
/// When the page cannot be used.
pub fn survey(page: &Page) -> Result<Option<Survey>, PageError> {
    catch_unwind(AssertUnwindSafe(|| copydesk_extract::survey(page)))
        .unwrap_or_else(|_| Err(failure()))
}

fn failure() -> PageError {
    let message = "copydesk failed on this page; please report it with the page";
    PageError::new(ErrorCode::Internal, message)
}
