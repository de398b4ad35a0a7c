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

fn is_safe(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https" | "mailto" | "tel")
}
