//! Which file holds the answer of which address.

use percent_encoding::percent_decode_str;

/// The page that every other is reached from, and the name that static hosts answer a folder with.
const INDEX: &str = "index.html";

/// Longest name of a file or folder, in bytes: half of what common file systems take, so that the whole
/// path keeps below the 4,096 bytes that systems take too.
const LONGEST: usize = 120;

/// How many bytes a name that is too long keeps before its digest.
const KEPT: usize = 60;

/// How much of the digest: half, as in ids.
const DIGITS: usize = 32;

/// Names that Windows takes for devices, whatever follows a dot.
const DEVICES: &[&str] = &[
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Answers that are no pages, under names that say what they are.
const FILES: &[&str] = &[
    "feed.atom",
    "feed.json",
    "feed.rss",
    "icon.svg",
    "robots.txt",
    "sitemap.xml",
    "style.css",
];

/// The file for an address of the edition (a path and a query), relative to the folder of all files,
/// parted by `/`.
///
/// A page is the `index.html` of a folder, so that its address stays what the server's is, on hosts that
/// answer a folder with its index. Names have small letters, digits and `-_.` only. Different addresses
/// have different files, even where case makes no difference.
pub(super) fn file(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let mut names: Vec<String> = segments.iter().map(|segment| safe(segment)).collect();
    let last = segments.last().copied().unwrap_or_default();
    if is_file(path) {
        names.pop();
        names.push(last.to_owned());
    } else if segments.first() == Some(&"sitemap") {
        names.pop();
        names.push(format!("{}.xml", safe(last)));
    } else {
        if !query.is_empty() {
            let pairs = query.split(['=', '&']).map(safe);
            names.push(pairs.collect::<Vec<_>>().join("."));
        }
        names.push(INDEX.to_owned());
    }
    names.join("/")
}

/// Whether an answer is no page. An article's id may be any text, that of a file too; it is the second
/// segment.
pub(super) fn is_file(path: &str) -> bool {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let count = segments.clone().count();
    segments
        .next_back()
        .is_some_and(|last| FILES.contains(&last))
        && count != 2
}

/// The file of a picture: its suffix tells static hosts its type.
pub(super) fn picture(key: &str, suffix: &str) -> String {
    format!("picture/{}.{suffix}", safe(key))
}

/// How a file's page is asked for on the web: a folder by its own name.
pub(super) fn on_the_web(file: &str) -> &str {
    file.strip_suffix(INDEX).unwrap_or(file)
}

/// The way from one file to another, as a link that works without a server.
pub(super) fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let folders = from.len().min(to.len()).saturating_sub(1);
    let shared = from
        .iter()
        .zip(&to)
        .take(folders)
        .take_while(|(from, to)| from == to)
        .count();
    let up = from.len().saturating_sub(1 + shared);
    let mut way = "../".repeat(up);
    way += &to.get(shared..).unwrap_or_default().join("/");
    way
}

/// One segment of an address as a name: bytes other than small letters, digits and `-` become `_` and
/// two hexadecimal digits; what is too long is cut and ends in its digest, after two `_`.
fn safe(segment: &str) -> String {
    let bytes: Vec<u8> = percent_decode_str(segment).collect();
    let mut name: String = bytes.iter().map(|&byte| safe_byte(byte)).collect();
    if DEVICES.contains(&name.as_str()) {
        name.insert(0, '-');
        name.push_str("__");
    }
    if name.len() > LONGEST {
        name.truncate(KEPT);
        name.push_str("__");
        let digest = copydesk_record::digest(&bytes);
        name.extend(digest.trim_start_matches("sha256:").chars().take(DIGITS));
    }
    name
}

fn safe_byte(byte: u8) -> String {
    if byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' {
        char::from(byte).to_string()
    } else {
        format!("_{byte:02x}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_address_has_its_file() {
        for (address, expected) in [
            ("/", "index.html"),
            ("/?page=2", "page.2/index.html"),
            ("/section/Life?page=12", "section/_4cife/page.12/index.html"),
            ("/section/%E5%9B%BD", "section/_e5_9b_bd/index.html"),
            ("/section/x/feed.rss", "section/x/feed.rss"),
            ("/article/feed.rss", "article/feed_2erss/index.html"),
            ("/article/con", "article/-con__/index.html"),
            ("/article/..", "article/_2e_2e/index.html"),
            ("/article/%2E%2e%2F", "article/_2e_2e_2f/index.html"),
            ("/sitemap.xml", "sitemap.xml"),
            ("/sitemap/2", "sitemap/2.xml"),
        ] {
            assert_eq!(file(address), expected);
        }
    }

    #[test]
    fn long_names_are_short_and_their_own() {
        let [one, other] = ["a", "b"].map(|end| safe(&format!("{}{end}", "国".repeat(500))));
        assert_ne!(one, other);
        assert!(one.len() < LONGEST, "{one}");
    }

    #[test]
    fn ways_lead_from_file_to_file() {
        for (from, to, expected) in [
            ("index.html", "style.css", "style.css"),
            ("index.html", "index.html", "index.html"),
            (
                "article/a/index.html",
                "article/b/index.html",
                "../b/index.html",
            ),
            ("article/a/index.html", "index.html", "../../index.html"),
            ("a/index.html", "a/b/index.html", "b/index.html"),
        ] {
            assert_eq!(relative(from, to), expected);
        }
    }

    proptest! {
        #[test]
        fn no_two_segments_share_a_name(one: String, other: String) {
            let [one, other] = [one, other].map(|text| crate::addresses::path_segment(&text));
            let names = [&one, &other].map(|segment| safe(segment).to_lowercase());
            prop_assert_eq!(one == other, names[0] == names[1]);
            let is_safe = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
            prop_assert!(names[0].bytes().all(is_safe));
        }
    }
}
