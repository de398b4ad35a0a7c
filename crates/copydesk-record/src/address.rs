use url::Url;

/// Query parameters that tell where a reader came from and never what is shown, besides all that
/// begin with one of [`TRACKING_PREFIXES`].
const TRACKING: &[&str] = &[
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "igshid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ncid",
    "ocid",
    "oly_anon_id",
    "oly_enc_id",
    "smid",
    "spm",
    "srsltid",
    "ttclid",
    "twclid",
    "vero_id",
    "wbraid",
    "wickedid",
    "yclid",
];

/// Families of tracking parameters: Urchin and Google, Matomo, Piwik, AT Internet.
const TRACKING_PREFIXES: &[&str] = &["utm_", "mtm_", "pk_", "at_campaign", "at_medium"];

/// The address in the one form that records use, or `None` when it is no web address.
///
/// Only `http` and `https`. As the URL Standard has it: scheme and host in lower case, no default
/// port, `/` for an empty path, spaces and the like percent-encoded. The fragment and tracking
/// parameters go; what remains of the query keeps its order and spelling. A trailing slash stays
/// as it is, because a page's relative links are resolved against it.
#[must_use]
pub fn normalize_address(url: &str) -> Option<String> {
    let mut url = Url::parse(url.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    url.set_fragment(None);
    let query = url.query().map(without_tracking);
    url.set_query(query.as_deref().filter(|query| !query.is_empty()));
    Some(url.into())
}

fn without_tracking(query: &str) -> String {
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_tracking(pair)).collect();
    kept.join("&")
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or(pair).to_ascii_lowercase();
    TRACKING.contains(&name.as_str())
        || TRACKING_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::normalize_address;
    use proptest::prelude::*;

    fn check(url: &str, expected: &str) {
        assert_eq!(normalize_address(url).as_deref(), Some(expected), "{url}");
    }

    #[test]
    fn one_form_for_one_address() {
        check("HTTP://Example.COM:80", "http://example.com/");
        check("https://example.com:443/a/", "https://example.com/a/");
        check("https://example.com:8443/a", "https://example.com:8443/a");
        check("http://example.com/a#top", "http://example.com/a");
        check(" http://example.com/a b ", "http://example.com/a%20b");
    }

    #[test]
    fn only_tracking_parameters_go() {
        check(
            "http://e.com/?utm_source=x&id=7&fbclid=y",
            "http://e.com/?id=7",
        );
        check("http://e.com/?UTM_Medium=x", "http://e.com/");
        check("http://e.com/?b=%7E&a=1&b=2", "http://e.com/?b=%7E&a=1&b=2");
        check(
            "http://e.com/?spmx=1&p_utm_=2",
            "http://e.com/?spmx=1&p_utm_=2",
        );
    }

    #[test]
    fn only_web_addresses() {
        for url in [
            "",
            "a/b",
            "ftp://e.com/",
            "mailto:a@e.com",
            "metadata://x/y",
            "http://",
        ] {
            assert_eq!(normalize_address(url), None, "{url}");
        }
    }

    proptest! {
        #[test]
        fn a_normal_address_is_left_alone(tail in "\\PC{0,40}") {
            if let Some(once) = normalize_address(&format!("http://example.com/{tail}")) {
                prop_assert_eq!(normalize_address(&once), Some(once.clone()));
            }
        }
    }
}
