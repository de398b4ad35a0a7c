//! One module a page: what its template shows, and how that comes out of the archive.
//!
//! Text is escaped by the templates, all of it; addresses reach a template only through
//! [`crate::addresses`].

mod about;
mod article;
mod body;
mod calendar;
mod changes;
mod files_search;
mod frame;
mod front;
mod head;
mod imprint;
mod listing;
mod notice;
mod proof;
mod search;
mod story;
mod timeline;
mod variants;

pub(crate) use about::AboutPage;
pub(crate) use article::ArticlePage;
pub(crate) use body::{Lookup, Part, parts};
pub(crate) use calendar::CalendarPage;
pub(crate) use changes::ChangesPage;
pub(crate) use files_search::FilesSearchPage;
pub(crate) use frame::{Frame, Way, speaks_for};
pub(crate) use front::FrontPage;
pub(crate) use listing::ListingPage;
pub(crate) use notice::{NoticePage, ProgressPage};
pub(crate) use proof::ProofPage;
pub(crate) use search::SearchPage;
pub(crate) use story::Story;
pub(crate) use timeline::TimelinePage;
