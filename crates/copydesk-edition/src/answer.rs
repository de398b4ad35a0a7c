//! How a view becomes an answer.

use std::sync::Arc;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::edition::LocalEdition;
use crate::views::{Frame, NoticePage, ProgressPage};
use crate::words::Words;
use crate::{Error, Progress};

/// Answers with a page, with 404 for what is outside to make a page of, or with the one that says why not.
pub(crate) async fn page(
    edition: Arc<LocalEdition>,
    make: impl FnOnce(&LocalEdition) -> Result<Option<String>, Error> + Send + 'static,
) -> Response {
    file(edition, "text/html; charset=utf-8", make).await
}

/// Answers with what is made for machines, in a media type.
pub(crate) async fn file(
    edition: Arc<LocalEdition>,
    media_type: &str,
    make: impl FnOnce(&LocalEdition) -> Result<Option<String>, Error> + Send + 'static,
) -> Response {
    let source = Arc::clone(&edition);
    match reading(move || make(&source)).await {
        Ok(Some(text)) => ([(header::CONTENT_TYPE, media_type)], text).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => broken(&edition, &error),
    }
}

/// Answers that there is nothing at this address, and offers to search for its words.
pub(crate) fn missing_page(edition: &LocalEdition, words: &str) -> Response {
    let page = rendered(&NoticePage::missing(frame(edition), words));
    (StatusCode::NOT_FOUND, page).into_response()
}

/// Reads the archive away from the threads that serve connections.
pub(crate) async fn reading<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    match tokio::task::spawn_blocking(read).await {
        Ok(result) => result,
        Err(failed) => Err(Error::Interrupted(failed)),
    }
}

/// Answers that a page could not be made, and tells the server's log why.
pub(crate) fn broken(edition: &LocalEdition, error: &Error) -> Response {
    eprintln!("copydesk: a page of the edition could not be made: {error}");
    let page = rendered(&NoticePage::broken(frame(edition)));
    (StatusCode::INTERNAL_SERVER_ERROR, page).into_response()
}

/// The frame of a page that is made when nothing else could be: without sections if need be.
fn frame(edition: &LocalEdition) -> Frame {
    let bare = || Frame {
        words: edition.words,
        paper: edition.paper().to_owned(),
        ..Frame::default()
    };
    edition.frame("").unwrap_or_else(|_| bare())
}

/// A view as HTML, if there is one.
pub(crate) fn html<T: Template>(view: Option<T>) -> Result<Option<String>, Error> {
    Ok(view.map(|view| view.render()).transpose()?)
}

/// A page that cannot fail for want of data.
fn rendered(view: &impl Template) -> Html<String> {
    Html(view.render().unwrap_or_default())
}

/// A file that is part of the program.
pub(crate) fn fixed(media_type: &'static str, text: &'static str) -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, media_type),
            (header::CACHE_CONTROL, "max-age=3600"),
        ],
        text,
    )
}

/// Answers while the pages are still being taken in.
pub(crate) fn not_ready(progress: &Progress, words: Words) -> Response {
    let page = rendered(&ProgressPage::new(progress.pages(), words));
    let headers = [
        (header::RETRY_AFTER, "1"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::SERVICE_UNAVAILABLE, headers, page).into_response()
}
