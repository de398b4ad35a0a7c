//! One function an address: what is asked for, and which view answers.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::{Extension, Path, RawQuery};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderName};
use axum::response::{IntoResponse, Response};

use crate::answer::{broken, file, html, page, reading};
use crate::edition::LocalEdition;
use crate::feeds::{Feed, Form, Topic};
use crate::origin::Origin;
use crate::views::{
    AboutPage, ArticlePage, CalendarPage, ChangesPage, FrontPage, ListingPage, ProofPage,
    SearchPage, TimelinePage,
};
use crate::{opensearch, sitemap};

const XML: &str = "application/xml; charset=utf-8";

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

pub(crate) type Desk = Extension<Arc<LocalEdition>>;

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

pub(crate) async fn article(
    Extension(edition): Desk,
    origin: Origin,
    Path(id): Path<String>,
) -> Response {
    page(edition, move |edition| {
        html(ArticlePage::load(edition, &origin, &id)?)
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
    let words = words(query.as_deref());
    let number = page_number(query.as_deref());
    page(edition, move |edition| {
        html(Some(SearchPage::load(edition, &words, number)?))
    })
    .await
}

pub(crate) async fn about(Extension(edition): Desk) -> Response {
    page(edition, |edition| html(Some(AboutPage::load(edition)?))).await
}

/// Search machines need the articles only, and not each search that somebody made.
pub(crate) async fn robots(origin: Origin) -> impl IntoResponse {
    let text = format!(
        "User-agent: *\nDisallow: /search\nDisallow: /proof/\n\nSitemap: {}\n",
        origin.at("/sitemap.xml")
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text)
}

pub(crate) async fn sitemap(Extension(edition): Desk, origin: Origin) -> Response {
    file(edition, XML, move |edition| {
        sitemap::whole(edition, &origin)
    })
    .await
}

pub(crate) async fn sitemap_part(
    Extension(edition): Desk,
    origin: Origin,
    Path(part): Path<String>,
) -> Response {
    file(edition, XML, move |edition| match part.parse() {
        Ok(number) => sitemap::part(edition, &origin, number),
        Err(_) => Ok(None),
    })
    .await
}

pub(crate) async fn opensearch(Extension(edition): Desk, origin: Origin) -> Response {
    let description = move |edition: &LocalEdition| opensearch::description(edition, &origin);
    file(edition, opensearch::MEDIA_TYPE, description).await
}

pub(crate) async fn feed(
    Extension(edition): Desk,
    origin: Origin,
    topic: Topic,
    form: Form,
) -> Response {
    let media_type = format!("{}; charset=utf-8", form.media_type());
    let write = move |edition: &LocalEdition| {
        let feed = Feed::load(edition, &origin, &topic, form)?;
        Ok(feed.map(|feed| feed.write(form)))
    };
    file(edition, &media_type, write).await
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
        None => StatusCode::NOT_FOUND.into_response(),
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

fn page_number(query: Option<&str>) -> usize {
    let number = parameter(query, "page").and_then(|number| number.parse().ok());
    number.unwrap_or(1).max(1)
}

/// What is searched for.
pub(crate) fn words(query: Option<&str>) -> String {
    parameter(query, "q").unwrap_or_default().into_owned()
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
