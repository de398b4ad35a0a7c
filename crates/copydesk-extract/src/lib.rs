//! From one page's bytes to its record: the tree, the body among its blocks, what the page says of
//! itself, and the proof of what became of every piece.
//!
//! [`extract`] is a pure function of the page, and of the site's profile if one is given: no network, no
//! clock, no disk, no other page. It never fails; a page that cannot be used gives a record with `error`. It does not know where the page
//! came from, nor where the record goes.
#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod address;
mod belief;
mod body;
mod books;
mod compose;
mod cutoff;
mod dek;
mod desk;
mod duplicate;
mod elements;
mod fate;
mod finder;
mod furniture;
mod hash;
mod hidden;
mod hints;
mod imprint;
mod kind;
mod live;
mod measure;
mod mend;
mod metadata;
mod model;
mod phrases;
mod pictures;
mod profile;
mod source;
mod stated;
mod table;
mod text_page;
#[cfg(feature = "training")]
pub mod training;
pub mod tree;
mod unit;
mod walk;
mod words;

use copydesk_record::{Article, ErrorCode, Form, Page, PageError, id_and_digest};

use desk::Desk;

pub use books::{balances, text_runs};
pub use profile::{Learner, Profile, ProfileError, Survey, survey};

/// The longest page that is worked on, in decoded bytes: a hundred times a long news page.
pub const MAX_PAGE: usize = 64 << 20;

/// Lines that a text page may have, blank ones not counted: each may become a block, with its proof.
const MAX_LINES: usize = 125_000;

/// What the record shall hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options<'a> {
    /// Whether it shall hold the proof: removals, repairs, accounts, and all candidates as evidence.
    pub proof: bool,
    /// What repeats on the pages of the page's site: one more piece of evidence. Without it the record
    /// depends on the page alone.
    pub profile: Option<&'a Profile>,
}

/// Makes a page's record.
#[must_use]
pub fn extract(page: &Page, options: Options<'_>) -> Article {
    let mut article = described(page);
    if let Err(error) = fill(&mut article, page, options) {
        article.error = Some(error);
    }
    article
}

/// A record that says why a page could not be used.
#[must_use]
pub fn refused(page: &Page, error: PageError) -> Article {
    let mut article = described(page);
    article.error = Some(error);
    article
}

/// A record of what is known of a page whatever its bytes hold.
fn described(page: &Page) -> Article {
    let (id, digest) = id_and_digest(page);
    Article {
        digest,
        url: page.url.clone(),
        crawled: page.crawled.clone(),
        http_status: page.http_status,
        ..Article::new(id, &page.source)
    }
}

fn has_too_many_lines(source: &str) -> bool {
    let lines = source
        .split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty());
    lines.take(MAX_LINES + 1).count() > MAX_LINES
}

fn fill(article: &mut Article, page: &Page, options: Options<'_>) -> Result<(), PageError> {
    on_desk(article, page, options, |desk, article| desk.fill(article))
}

/// Lays a page on the desk, unless it cannot be used, and works on it and its record.
fn on_desk<T>(
    article: &mut Article,
    page: &Page,
    options: Options<'_>,
    work: impl FnOnce(Desk<'_>, &mut Article) -> T,
) -> Result<T, PageError> {
    if page.bytes.len() > MAX_PAGE {
        let message = format!(
            "the page has {} bytes, more than the {MAX_PAGE} that are worked on",
            page.bytes.len()
        );
        return Err(PageError::new(ErrorCode::TooLarge, message));
    }
    let (source, charset) = source::source(page);
    article.charset = Some(charset);
    if source.trim().is_empty() {
        return Err(PageError::new(ErrorCode::Empty, "the page is empty"));
    }
    if page.form == Form::Text && has_too_many_lines(&source) {
        let message = format!("the page has more than {MAX_LINES} lines");
        return Err(PageError::new(ErrorCode::TooLarge, message));
    }
    match page.form {
        Form::Html => desk::with_html(page, &source, options, |desk| work(desk, article)),
        Form::Text => Ok(desk::with_text(page, &source, options, |desk| {
            work(desk, article)
        })),
    }
}
