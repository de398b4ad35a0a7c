//! Addresses as pages write them, made absolute and safe.

use url::Url;

/// What relative addresses of a page are relative to.
pub(crate) struct Base(Option<Url>);

/// Longer addresses are data, not places.
const MAX_ADDRESS: usize = 4_096;

impl Base {
    /// The base of a page: its own address and what its `<base>` says.
    pub fn new(address: Option<&str>, base_element: Option<&str>) -> Self {
        let page = address.and_then(|address| Url::parse(address).ok());
        let base = base_element.and_then(|href| match &page {
            Some(page) => page.join(href).ok(),
            None => Url::parse(href).ok(),
        });
        Self(
            base.or(page)
                .filter(|url| matches!(url.scheme(), "http" | "https")),
        )
    }

    /// A link's address: absolute when the page's is known, else as written; `None` when it is no
    /// place of the web (`javascript:`, `data:`, a mark inside the page).
    pub fn link(&self, href: &str) -> Option<String> {
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') || href.len() > MAX_ADDRESS {
            return None;
        }
        if is_normal(href) {
            return Some(href.to_owned());
        }
        match (&self.0, Url::parse(href)) {
            (_, Ok(url)) => is_safe(&url).then(|| url.into()),
            (Some(base), Err(_)) => base.join(href).ok().filter(is_safe).map(Into::into),
            (None, Err(url::ParseError::RelativeUrlWithoutBase)) => Some(href.to_owned()),
            (None, Err(_)) => None,
        }
    }

    /// A picture's address, by the same rules but for mail.
    pub fn picture(&self, source: &str) -> Option<String> {
        self.link(source)
            .filter(|url| !url.starts_with("mailto:") && !url.starts_with("tel:"))
    }
}

/// Whether an address is absolute and nothing in it can need to be normalised, as most are: a host of
/// letters, and a path without dots for segments. It spares them a parse.
fn is_normal(href: &str) -> bool {
    let rest = href
        .strip_prefix("https://")
        .or(href.strip_prefix("http://"));
    let Some((host, path)) = rest.and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let is_host = |byte: u8| byte.is_ascii_lowercase() || byte == b'.';
    let is_path = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./?=&".contains(&byte);
    host.starts_with(|c: char| c.is_ascii_lowercase())
        && host.bytes().all(is_host)
        && path.bytes().all(is_path)
        && !path.starts_with('.')
        && !path.contains("/.")
}

fn is_safe(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https" | "mailto" | "tel")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn most_addresses_are_normal() {
        assert!(is_normal(
            "https://www.example.org/news/2012-09/tide_1.html?page=2&x=y"
        ));
        for other in [
            "https://a.org",
            "https://A.org/",
            "http://a.org/../b",
            "/b",
            "ftp://a.org/",
        ] {
            assert!(!is_normal(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_is_normal_stays_as_it_is(href in "https?://[a-z.]{1,8}/[a-zA-Z0-9_./?=&-]{0,12}") {
            if is_normal(&href) {
                prop_assert_eq!(String::from(Url::parse(&href).unwrap()), href);
            }
        }
    }
}
