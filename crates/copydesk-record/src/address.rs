use url::Url;

/// Query parameters that tell where a reader came from or which visit it is, and never what is
/// shown, besides all that begin with one of [`TRACKING_PREFIXES`].
const TRACKING: &[&str] = &[
    "__twitter_impression",
    "_branch_match_id",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_openstat",
    "dclid",
    "fb_action_ids",
    "fb_action_types",
    "fb_ref",
    "fb_source",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "hsctatracking",
    "igshid",
    "jsessionid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ncid",
    "ocid",
    "oly_anon_id",
    "oly_enc_id",
    "phpsessid",
    "smid",
    "spm",
    "srsltid",
    "ttclid",
    "twclid",
    "vero_id",
    "wbraid",
    "wickedid",
    "xtor",
    "yclid",
];

/// Families of tracking parameters: Urchin and Google, Matomo, Piwik, AT Internet, Comscore, and the
/// sessions of ASP.
const TRACKING_PREFIXES: &[&str] = &[
    "utm_",
    "mtm_",
    "pk_",
    "at_campaign",
    "at_custom",
    "at_medium",
    "ns_campaign",
    "ns_mchannel",
    "ns_source",
    "aspsessionid",
];

/// How servers write a visit's number into the path.
const SESSION: &str = ";jsessionid=";

/// The address in the one form that records use, or `None` when it is no web address.
///
/// Only `http` and `https`. As the URL Standard has it: scheme and host in lower case, no default
/// port, `/` for an empty path, no `.` and `..` in it, spaces and the like percent-encoded. As RFC
/// 3986 has it, the path's percent-encodings have capital letters, and none stands for a letter,
/// digit, `-`, `_` or `~`. User names, a host's last dot, the fragment, tracking parameters and
/// numbers of visits go; what remains of the query keeps its order and spelling. A trailing slash
/// stays as it is, because a page's relative links are resolved against it.
#[must_use]
pub fn normalize_address(url: &str) -> Option<String> {
    let mut url = Url::parse(url.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    url.set_fragment(None);
    // These fail for addresses without a host only, which those of the Web are not.
    let _ = (url.set_username(""), url.set_password(None));
    if let Some(host) = url.host_str().and_then(|host| host.strip_suffix('.')) {
        let host = host.to_owned();
        let _ = url.set_host(Some(&host));
    }
    let path = path(url.path());
    url.set_path(&path);
    let query = url.query().map(without_tracking);
    url.set_query(query.as_deref().filter(|query| !query.is_empty()));
    Some(url.into())
}

/// The path with each sign written in one way only, and no number of a visit.
fn path(path: &str) -> String {
    let lower = path.to_ascii_lowercase();
    let end = lower.find(SESSION).unwrap_or(path.len());
    let mut parts = path.get(..end).unwrap_or(path).split('%');
    let mut one = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // Digits only: the parser takes a sign, too.
        let hex = part
            .get(..2)
            .filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let rest = part.get(2..).unwrap_or_default();
        match code {
            Some(byte) if is_unreserved(byte) => one.push(char::from(byte)),
            Some(byte) => one.push_str(&format!("%{byte:02X}")),
            None => {
                one.push('%');
                one.push_str(part);
                continue;
            }
        }
        one.push_str(rest);
    }
    one
}

/// What stands for itself in each part of an address. A dot is left out: encoded dots make no `..`.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~')
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

    #[test]
    fn the_same_place_has_one_address() {
        check("http://e.com/a/./b/../c", "http://e.com/a/c");
        check("http://e.com./a", "http://e.com/a");
        check("http://user:word@e.com/a", "http://e.com/a");
        check(
            "http://e.com/%7euser/%41%2f%e6%bc%8f",
            "http://e.com/~user/A%2F%E6%BC%8F",
        );
        check("http://e.com/100%", "http://e.com/100%");
        check("http://e.com/%+1", "http://e.com/%+1");
        check("http://e.com/a;JSESSIONID=0123?x=1", "http://e.com/a?x=1");
        check(
            "http://e.com/?PHPSESSID=1&a=2&ASPSESSIONIDAB=3",
            "http://e.com/?a=2",
        );
        check("http://e.com/Case/", "http://e.com/Case/");
        check(
            "http://münchen.example/ß",
            "http://xn--mnchen-3ya.example/%C3%9F",
        );
    }

    proptest! {
        #[test]
        fn what_does_not_matter_changes_nothing(
            path in "(/[a-zA-Z0-9.~-]{1,5}){0,4}/?",
            query in prop::option::of("[a-f]{1,2}=[0-9]{0,2}(&[a-f]{1,2}=[0-9]{0,2}){0,3}"),
            tracking in prop::sample::select(vec!["utm_source=a", "fbclid=b", "PHPSESSID=c", "_ga=1"]),
            fragment in "[a-z]{0,5}",
        ) {
            let rest = query.clone().map_or(String::new(), |query| format!("?{query}"));
            let plain = normalize_address(&format!("http://example.com{path}{rest}"));
            let rest = query.map_or(tracking.to_owned(), |query| format!("{tracking}&{query}"));
            let odd = format!("HTTP://me@EXAMPLE.com.:80{path}?{rest}#{fragment}");
            prop_assert_eq!(normalize_address(&odd), plain);
        }

        #[test]
        fn a_normal_address_is_left_alone(tail in "\\PC{0,40}") {
            if let Some(once) = normalize_address(&format!("http://example.com/{tail}")) {
                prop_assert_eq!(normalize_address(&once), Some(once.clone()));
            }
        }
    }
}
