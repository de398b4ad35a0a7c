//! Addresses of an article's pages.

use url::Url;

use super::number;

/// Names that queries and paths give to a page's number.
const KEYS: &[&str] = &[
    "page", "p", "pg", "paged", "pagenum", "pageno", "seite", "pagina", "sida", "side", "strona",
    "strana", "sayfa", "sivu", "npack",
];

/// Whether a link leads to another page of the article that has an address.
pub(super) fn leads_on(own: &Url, href: &str) -> bool {
    let Ok(other) = own.join(href) else {
        return false;
    };
    let (whole, other) = (Address::whole(own), Address::numbered(&other));
    let own = Address::numbered(own);
    let Some(other) = other else { return false };
    let is_further = other.stem == whole.stem;
    // The second page's neighbour; a bare number at a path's end may be an article's own.
    let is_next = own.is_some_and(|own| {
        own.is_marked && other.is_marked && own.stem == other.stem && own.number != other.number
    });
    is_further || is_next
}

/// An address without the number of its page.
pub(super) struct Address {
    /// The rest of it.
    pub stem: String,
    number: usize,
    /// Whether something says that the number is a page's.
    pub is_marked: bool,
}

impl Address {
    fn whole(url: &Url) -> Self {
        let path = url.path().trim_end_matches('/');
        Self::new(url, without_suffix(path), None, 0, true)
    }

    fn new(url: &Url, path: &str, key: Option<&str>, number: usize, is_marked: bool) -> Self {
        let host = url.host_str().unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host);
        let mut pairs: Vec<&str> = url.query().unwrap_or_default().split('&').collect();
        pairs.retain(|pair| !pair.is_empty() && Some(*pair) != key);
        Self {
            stem: format!("{host}{path}?{}", pairs.join("&")),
            number,
            is_marked,
        }
    }

    pub(super) fn numbered(url: &Url) -> Option<Self> {
        let path = url.path().trim_end_matches('/');
        let pair = url.query().unwrap_or_default().split('&').find(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or_default();
            KEYS.contains(&key.to_ascii_lowercase().as_str()) && number(value).is_some()
        });
        if let Some(pair) = pair {
            let number = pair.split_once('=').and_then(|(_, value)| number(value))?;
            return Some(Self::new(
                url,
                without_suffix(path),
                Some(pair),
                number,
                true,
            ));
        }
        let path = without_suffix(path);
        let digits = path.len() - path.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let (stem, tail) = path.split_at(path.len() - digits);
        let number = number(tail).filter(|&number| number > 0)?;
        let (stem, is_marked) = without_mark(stem)?;
        Some(Self::new(
            url,
            without_suffix(stem),
            None,
            number,
            is_marked,
        ))
    }
}

/// A path before its number without what joins the two, and whether that says that it is a page's.
fn without_mark(path: &str) -> Option<(&str, bool)> {
    let bare = path.trim_end_matches(['-', '_', ',', '/']);
    let word = bare.rfind(['-', '_', ',', '/']).map(|at| &bare[at + 1..]);
    if let Some(word) = word.filter(|word| KEYS.contains(&word.to_ascii_lowercase().as_str())) {
        let stem = &bare[..bare.len() - word.len()];
        return Some((stem.trim_end_matches(['-', '_', ',', '/']), true));
    }
    match path.chars().next_back()? {
        '_' => Some((bare, true)),
        '/' | ',' => Some((bare, false)),
        _ => None,
    }
}

/// A path without the suffix of its file.
fn without_suffix(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |at| at + 1);
    match path[name..].rfind('.') {
        Some(dot) if dot > 0 => &path[..name + dot],
        _ => path,
    }
}
