//! Conditional requests (RFC 9110, sections 8.8 and 13): who has an answer already is told so.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Two changes within a second have the same date, so a date is given only when it is over.
const DATE_PRECISION: Duration = Duration::from_secs(1);

/// Gives each answer its entity tag, and answers 304 where the client has that answer.
///
/// The tag is the body's digest. So it changes with whatever is visible, be it the archive, its links,
/// the reader's language or the program; it costs the making of the page, and saves the sending.
pub(crate) async fn conditional(request: Request, next: Next) -> Response {
    let conditions = Conditions::read(&request);
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let Ok((tagged, body)) = tagged(response).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if conditions.are_met_by(&tagged) {
        not_modified(tagged)
    } else {
        (tagged, body).into_response()
    }
}

/// Says since when an answer may be as it is, unless that is too near to tell it from the next change.
pub(crate) fn date(headers: &mut HeaderMap, changed: SystemTime) {
    let age = SystemTime::now().duration_since(changed);
    // A date before 1970 cannot be written.
    if changed < UNIX_EPOCH || !age.is_ok_and(|age| age > DATE_PRECISION) {
        return;
    }
    if let Ok(date) = HeaderValue::try_from(httpdate::fmt_http_date(changed)) {
        headers.insert(header::LAST_MODIFIED, date);
    }
}

/// What the client has.
#[derive(Default)]
struct Conditions {
    tags: Option<String>,
    since: Option<SystemTime>,
}

impl Conditions {
    fn read(request: &Request) -> Self {
        let headers = request.headers();
        let lines = headers.get_all(header::IF_NONE_MATCH).iter();
        let tags: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
        let since = headers.get(header::IF_MODIFIED_SINCE);
        let since = since.and_then(|since| since.to_str().ok());
        if ![Method::GET, Method::HEAD].contains(request.method()) {
            return Self::default();
        }
        Self {
            tags: headers
                .contains_key(header::IF_NONE_MATCH)
                .then(|| tags.join(",")),
            since: since.and_then(|since| httpdate::parse_http_date(since).ok()),
        }
    }

    /// Whether the client has the answer with these headers; tags, where it has them, decide alone.
    fn are_met_by(&self, headers: &HeaderMap) -> bool {
        let value = |name| {
            headers
                .get(name)
                .and_then(|value: &HeaderValue| value.to_str().ok())
        };
        if let Some(tags) = &self.tags {
            return value(header::ETAG).is_some_and(|own| names(tags, own));
        }
        let changed = value(header::LAST_MODIFIED);
        let changed = changed.and_then(|changed| httpdate::parse_http_date(changed).ok());
        changed.is_some_and(|changed| self.since.is_some_and(|since| changed <= since))
    }
}

/// Whether a list of tags holds one, weak ones too. A comma within another tag does no harm: no part
/// of that is a quoted whole.
fn names(tags: &str, own: &str) -> bool {
    let mut tags = tags.split(',').map(str::trim);
    tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == own)
}

/// The headers with a tag, and the body.
async fn tagged(response: Response) -> Result<(HeaderMap, Bytes), axum::Error> {
    let (parts, body) = response.into_parts();
    // Bodies come from memory whole.
    let body = to_bytes(body, usize::MAX).await?;
    let mut headers = parts.headers;
    headers.extend(tag(&copydesk_record::digest(&body)).map(|tag| (header::ETAG, tag)));
    headers.insert(header::CONTENT_LENGTH, body.len().into());
    Ok((headers, body))
}

/// The strong tag of content with a digest.
fn tag(digest: &str) -> Option<HeaderValue> {
    let digest = digest.strip_prefix("sha256:").unwrap_or(digest);
    HeaderValue::try_from(format!("\"{digest}\"")).ok()
}

/// The answer without its body and what describes that.
fn not_modified(mut headers: HeaderMap) -> Response {
    headers.remove(header::CONTENT_TYPE);
    (StatusCode::NOT_MODIFIED, headers, Body::empty()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_any_list() {
        for (tags, is_named) in [
            ("\"a\"", true),
            ("\"b\", W/\"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("\"b,a\"", false),
            ("a", false),
            ("", false),
        ] {
            assert_eq!(names(tags, "\"a\""), is_named, "{tags}");
        }
    }

    #[test]
    fn a_date_is_given_when_its_second_is_over() {
        let dated = |ago| {
            let mut headers = HeaderMap::new();
            date(&mut headers, SystemTime::now() - Duration::from_millis(ago));
            headers.contains_key(header::LAST_MODIFIED)
        };
        assert!(dated(2_000) && !dated(500));
        let mut headers = HeaderMap::new();
        date(&mut headers, SystemTime::now() + Duration::from_secs(60));
        assert!(headers.is_empty());
    }

    #[test]
    fn tags_go_before_dates() {
        let since = httpdate::parse_http_date("Mon, 17 Sep 2012 00:30:00 GMT").ok();
        let mut headers = HeaderMap::new();
        let date = HeaderValue::from_static("Mon, 17 Sep 2012 00:30:00 GMT");
        headers.insert(header::LAST_MODIFIED, date);
        headers.extend(tag("sha256:a").map(|tag| (header::ETAG, tag)));
        let met = |tags: Option<&str>, since| {
            let tags = tags.map(str::to_owned);
            Conditions { tags, since }.are_met_by(&headers)
        };
        assert!(met(None, since) && met(Some("\"a\""), None));
        assert!(!met(Some("\"b\""), since) && !met(None, None));
        let earlier = since.map(|since| since - Duration::from_secs(1));
        assert!(!met(None, earlier) && met(Some("\"a\""), earlier));
    }
}
