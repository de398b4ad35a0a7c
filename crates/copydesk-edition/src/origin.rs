use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{self, HeaderMap};
use axum::http::request::Parts;
use url::Url;

/// Where absolute links lead when the reader did not say which host he asked.
const NO_HOST: &str = "http://localhost";

/// How a proxy that ends the encryption says that there was one; there is no standard header that all set.
const FORWARDED_SCHEME: &str = "x-forwarded-proto";

/// The scheme and host by which a reader reaches the edition, for links that must be absolute.
///
/// The host is what the `Host` header says, and the scheme `http`, or `https` where a proxy says so.
/// A reader who forges them deceives himself only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin(String);

impl Origin {
    /// What the request's headers say; a host that is none is ignored.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let value = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let scheme = match value(FORWARDED_SCHEME) {
            Some("https") => "https",
            _ => "http",
        };
        let host = value(header::HOST.as_str());
        let url = host.and_then(|host| Url::parse(&format!("{scheme}://{host}/")).ok());
        let plain = url
            .filter(|url| url.path() == "/" && url.username().is_empty() && url.query().is_none());
        Self(plain.map_or_else(
            || NO_HOST.to_owned(),
            |url| url.origin().ascii_serialization(),
        ))
    }

    /// The absolute address of a page of the edition.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl<S: Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn origin(host: &str, scheme: Option<&str>) -> String {
        let mut headers = HeaderMap::new();
        let value = |text| HeaderValue::from_str(text).unwrap();
        headers.insert(header::HOST, value(host));
        headers.extend(scheme.map(|scheme| {
            (
                header::HeaderName::from_static(FORWARDED_SCHEME),
                value(scheme),
            )
        }));
        Origin::of(&headers).at("")
    }

    #[test]
    fn only_a_host_is_taken_for_a_host() {
        assert_eq!(
            origin("paper.example:8080", None),
            "http://paper.example:8080"
        );
        assert_eq!(Origin::of(&HeaderMap::new()).at("/x"), "http://localhost/x");
        for bad in ["a/b", "a@b", "a?b", "\"><script>", ""] {
            assert_eq!(origin(bad, None), NO_HOST, "{bad:?}");
        }
    }

    #[test]
    fn a_proxy_says_that_the_way_is_encrypted() {
        assert_eq!(
            origin("paper.example", Some("https")),
            "https://paper.example"
        );
        assert_eq!(
            origin("paper.example", Some("javascript")),
            "http://paper.example"
        );
    }
}
