//! One function an address: what is asked for, and which view answers.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::{Extension, Path, RawQuery};
use axum::http::header::{self, HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};

use crate::answer::{broken, html, missing_page, page, reading};
use crate::edition::LocalEdition;
use crate::feeds::Feed;
use crate::views::{
    AboutPage, ArticlePage, CalendarPage, ChangesPage, FrontPage, ListingPage, ProofPage,
    SearchPage, TimelinePage,
};

/// A picture opened by itself can do nothing at all.
const PICTURE_POLICY: &str = "sandbox; default-src 'none'";

/// Pictures that browsers paint and that cannot carry scripts, as SVG can.
const RASTER: &[&str] = &[
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/avif",
    "image/bmp",
];

type Desk = Extension<Arc<LocalEdition>>;

pub(crate) async fn front(Extension(edition): Desk, RawQuery(query): RawQuery) -> Response {
    let number = page_number(query.as_deref());
    page(edition, move |edition| match number {
        1 => html(Some(FrontPage::load(edition)?)),
        _ => html(ListingPage::older(edition, number)?),
    })
    .await
}

pub(crate) async fn section(
    Extension(edition): Desk,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let number = page_number(query.as_deref());
    page(edition, move |edition| {
        html(ListingPage::section(edition, &name, number)?)
    })
    .await
}

pub(crate) async fn day(
    Extension(edition): Desk,
    Path(day): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let number = page_number(query.as_deref());
    page(edition, move |edition| {
        html(ListingPage::day(edition, &day, number)?)
    })
    .await
}

pub(crate) async fn undated(Extension(edition): Desk, RawQuery(query): RawQuery) -> Response {
    let number = page_number(query.as_deref());
    page(edition, move |edition| {
        html(ListingPage::undated(edition, number)?)
    })
    .await
}

pub(crate) async fn article(Extension(edition): Desk, Path(id): Path<String>) -> Response {
    page(edition, move |edition| {
        html(ArticlePage::load(edition, &id)?)
    })
    .await
}

pub(crate) async fn changes(Extension(edition): Desk, Path(id): Path<String>) -> Response {
    page(edition, move |edition| {
        html(ChangesPage::load(edition, &id)?)
    })
    .await
}

pub(crate) async fn story(Extension(edition): Desk, Path(name): Path<String>) -> Response {
    page(edition, move |edition| {
        html(TimelinePage::load(edition, &name)?)
    })
    .await
}

pub(crate) async fn prints(
    Extension(edition): Desk,
    Path((id, other)): Path<(String, String)>,
) -> Response {
    page(edition, move |edition| {
        html(ChangesPage::prints(edition, &id, &other)?)
    })
    .await
}

pub(crate) async fn calendar(Extension(edition): Desk) -> Response {
    page(edition, |edition| html(CalendarPage::load(edition, None)?)).await
}

pub(crate) async fn year(Extension(edition): Desk, Path(year): Path<String>) -> Response {
    page(edition, move |edition| match year.parse() {
        Ok(year) => html(CalendarPage::load(edition, Some(year))?),
        Err(_) => Ok(None),
    })
    .await
}

pub(crate) async fn proof(Extension(edition): Desk, Path(id): Path<String>) -> Response {
    page(edition, move |edition| ProofPage::load(edition, &id)).await
}

pub(crate) async fn search(Extension(edition): Desk, RawQuery(query): RawQuery) -> Response {
    let words = parameter(query.as_deref(), "q")
        .unwrap_or_default()
        .into_owned();
    let number = page_number(query.as_deref());
    page(edition, move |edition| {
        html(Some(SearchPage::load(edition, &words, number)?))
    })
    .await
}

pub(crate) async fn about(Extension(edition): Desk) -> Response {
    page(edition, |edition| html(Some(AboutPage::load(edition)?))).await
}

pub(crate) async fn missing(Extension(edition): Desk) -> Response {
    missing_page(&edition)
}

pub(crate) async fn rss(Extension(edition): Desk, headers: HeaderMap) -> Response {
    feed(
        edition,
        headers,
        Feed::rss,
        "application/rss+xml; charset=utf-8",
    )
    .await
}

pub(crate) async fn atom(Extension(edition): Desk, headers: HeaderMap) -> Response {
    feed(
        edition,
        headers,
        Feed::atom,
        "application/atom+xml; charset=utf-8",
    )
    .await
}

pub(crate) async fn picture(Extension(edition): Desk, Path(key): Path<String>) -> Response {
    let archive = Arc::clone(&edition.archive);
    let found = match reading(move || Ok(archive.picture(&key)?)).await {
        Ok(found) => found,
        Err(error) => return broken(&edition, &error),
    };
    let raster = |media_type: &str| RASTER.iter().find(|known| **known == media_type);
    let shown = found.and_then(|picture| Some((raster(&picture.media_type)?, picture.bytes)));
    match shown {
        Some((media_type, bytes)) => (picture_headers(media_type), bytes).into_response(),
        None => missing_page(&edition),
    }
}

/// A picture's address is its content's hash: what is there never changes.
fn picture_headers(media_type: &'static str) -> [(HeaderName, &'static str); 3] {
    [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, PICTURE_POLICY),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ]
}

async fn feed(
    edition: Arc<LocalEdition>,
    headers: HeaderMap,
    write: fn(&Feed) -> String,
    media_type: &'static str,
) -> Response {
    let source = Arc::clone(&edition);
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .map(str::to_owned);
    match reading(move || Ok(write(&Feed::load(&source, host.as_deref())?))).await {
        Ok(feed) => ([(header::CONTENT_TYPE, media_type)], feed).into_response(),
        Err(error) => broken(&edition, &error),
    }
}

fn page_number(query: Option<&str>) -> usize {
    let number = parameter(query, "page").and_then(|number| number.parse().ok());
    number.unwrap_or(1).max(1)
}

/// The first value of a parameter; what cannot be decoded is replaced, never refused.
fn parameter<'a>(query: Option<&'a str>, name: &str) -> Option<Cow<'a, str>> {
    let mut pairs = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_page_numbers_are_the_first_page() {
        for (query, number) in [
            (None, 1),
            (Some("page=0"), 1),
            (Some("page=-3"), 1),
            (Some("page=%FF"), 1),
            (Some("q=x&page=7&page=9"), 7),
        ] {
            assert_eq!(page_number(query), number, "{query:?}");
        }
    }

    #[test]
    fn parameters_are_decoded_leniently() {
        assert_eq!(
            parameter(Some("q=a+b%26%E5%9B%BD"), "q").as_deref(),
            Some("a b&国")
        );
        assert_eq!(parameter(Some("q=%FF"), "q").as_deref(), Some("\u{FFFD}"));
        assert_eq!(parameter(Some("x"), "q"), None);
    }
}
