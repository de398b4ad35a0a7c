//! The addresses of the edition's own pages, and which of a page's addresses a link may lead to.

use url::Url;

/// Where an article is read.
pub(crate) fn article(id: &str) -> String {
    format!("/article/{}", path_segment(id))
}

/// Where the proof of an article stands.
pub(crate) fn proof(id: &str) -> String {
    format!("/proof/{}", path_segment(id))
}

/// Where it stands what a version of an article changed.
pub(crate) fn changes(id: &str) -> String {
    format!("/changes/{}", path_segment(id))
}

/// Where another print stands beside an article.
pub(crate) fn prints(id: &str, other: &str) -> String {
    format!("{}/{}", changes(id), path_segment(other))
}

/// Where the days of a year are listed; of the last year with articles without one.
pub(crate) fn calendar(year: Option<i16>) -> String {
    year.map_or_else(|| "/days".to_owned(), |year| format!("/days/{year}"))
}

/// Where the articles of a story stand in their order.
pub(crate) fn story(name: &str) -> String {
    format!("/story/{}", path_segment(name))
}

/// Where a section's articles are listed.
pub(crate) fn section(name: &str) -> String {
    format!("/section/{}", path_segment(name))
}

/// Where a day's articles are listed.
pub(crate) fn day(day: &str) -> String {
    format!("/day/{}", path_segment(day))
}

/// Where a picture's bytes are.
pub(crate) fn picture(key: &str) -> String {
    format!("/picture/{}", path_segment(key))
}

/// The same page with the page number and, for a search, the query.
pub(crate) fn numbered(path: &str, query: Option<&str>, page: usize) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    if let Some(query) = query {
        pairs.append_pair("q", query);
    }
    if page > 1 {
        pairs.append_pair("page", &page.to_string());
    }
    match pairs.finish() {
        pairs if pairs.is_empty() => path.to_owned(),
        pairs => format!("{path}?{pairs}"),
    }
}

/// A page's address as a link may use it: `http` and `https` only, so that no `javascript:` or
/// `data:` address of a hostile page becomes a link.
pub(crate) fn web(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

/// A telephone number as a `tel:` address (RFC 3966): its digits, and a leading `+`.
pub(crate) fn telephone(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let plus = if number.trim_start().starts_with('+') {
        "+"
    } else {
        ""
    };
    (digits.len() >= 3).then(|| format!("tel:{plus}{digits}"))
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
pub(crate) fn path_segment(text: &str) -> String {
    text.bytes().map(encoded_byte).collect()
}

fn encoded_byte(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_one_path_segment() {
        assert_eq!(
            section("Arts & Life/国际"),
            "/section/Arts%20%26%20Life%2F%E5%9B%BD%E9%99%85"
        );
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(
            web("https://example.org/a?b=1"),
            Some("https://example.org/a?b=1".to_owned())
        );
        for bad in [
            "javascript:alert(1)",
            " JaVaScript:alert(1)",
            "data:text/html,x",
            "/a",
            "",
            "//x",
        ] {
            assert_eq!(web(bad), None, "{bad}");
        }
    }

    #[test]
    fn telephones_keep_their_digits() {
        assert_eq!(
            telephone("+86 (21) 5292-0043"),
            Some("tel:+862152920043".to_owned())
        );
        assert_eq!(telephone("call us\" onclick=x"), None);
    }

    #[test]
    fn the_first_page_has_no_number() {
        assert_eq!(numbered("/", None, 1), "/");
        assert_eq!(
            numbered("/search", Some("a&b 国"), 2),
            "/search?q=a%26b+%E5%9B%BD&page=2"
        );
    }
}
