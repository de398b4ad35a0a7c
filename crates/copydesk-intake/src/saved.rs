use std::path::{Component, Path};

use url::Url;

use crate::normalize_address;
use crate::place::Place;

/// Suffixes of programs whose pages wget's `--adjust-extension` gives a `.html` besides.
const PROGRAMS: &[&str] = &[".asp", ".aspx", ".cfm", ".cgi", ".jsp", ".php", ".pl"];

/// The name that crawlers give to the page of a folder.
const FOLDER: &str = "index.html";

/// The address of a page that was saved as a file: the base address, and the file's path below the
/// folder that was saved to. `None` for a record inside a container, which is no file of a site.
///
/// Names are read as browsers, wget and HTTrack write them: `index.html` is its folder; what follows
/// `?` is the query, or what follows `@` where a file name may have no question mark; a `.html` added
/// to a query or a program's name is no part of the address. Other signs are percent-encoded, where
/// they are not yet.
///
/// ```
/// use copydesk_intake::saved_address;
/// let address = |path: &str| saved_address("http://e.com/news", path.as_ref());
/// assert_eq!(address("story.asp?id=7").as_deref(), Some("http://e.com/news/story.asp?id=7"));
/// assert_eq!(address("2012/index.html").as_deref(), Some("http://e.com/news/2012/"));
/// ```
#[must_use]
pub fn saved_address(base: &str, path: &Path) -> Option<String> {
    let mut base = Url::parse(base).ok()?;
    base.set_query(None);
    base.set_fragment(None);
    let names: Vec<&str> = path
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let (file, folders) = names.split_last()?;
    let (name, query) = parted(file);
    let mut address = base.as_str().trim_end_matches('/').to_owned();
    for folder in folders {
        address = format!("{address}/{}", encoded(folder));
    }
    let name = if name == FOLDER { "" } else { name };
    address = format!("{address}/{}", encoded(name));
    if let Some(query) = query {
        address = format!("{address}?{}", encoded(query));
    }
    normalize_address(&address)
}

/// Whether a source is a record inside a container, and no file of that name.
#[must_use]
pub fn is_inside(source: &str) -> bool {
    let path = Path::new(source);
    Place::of(path).is_some() && !path.exists()
}

/// A file's name without and with its query, and without what the saving added.
fn parted(file: &str) -> (&str, Option<&str>) {
    let windows = || {
        file.split_once('@')
            .filter(|(_, query)| query.contains('='))
    };
    if let Some((name, query)) = file.split_once('?').or_else(windows) {
        return (name, Some(query.strip_suffix(".html").unwrap_or(query)));
    }
    let program = file.strip_suffix(".html");
    let is_program = |name: &&str| PROGRAMS.iter().any(|suffix| name.ends_with(suffix));
    (program.filter(is_program).unwrap_or(file), None)
}

/// With the signs percent-encoded that would end a part of an address, and those that stand for
/// themselves only by chance; what is encoded stays.
fn encoded(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for (at, c) in name.char_indices() {
        let hex = name.get(at + 1..at + 3).unwrap_or_default();
        let is_code = hex.len() == 2 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        match c {
            '%' if !is_code => text.push_str("%25"),
            '#' => text.push_str("%23"),
            '?' => text.push_str("%3F"),
            '\\' => text.push_str("%5C"),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_read_as_they_are_saved() {
        let cases = [
            ("a.html", "http://e.com/a.html"),
            ("a b/c.html", "http://e.com/a%20b/c.html"),
            ("index.html", "http://e.com/"),
            ("a/index.html?p=1", "http://e.com/a/?p=1"),
            (
                "story.asp?id=7&x=a%2Fb",
                "http://e.com/story.asp?id=7&x=a%2Fb",
            ),
            ("story.asp?id=7.html", "http://e.com/story.asp?id=7"),
            ("story.asp@id=7.html", "http://e.com/story.asp?id=7"),
            ("@user/a.html", "http://e.com/@user/a.html"),
            ("a@b.html", "http://e.com/a@b.html"),
            ("story.php.html", "http://e.com/story.php"),
            ("100%.html", "http://e.com/100%25.html"),
            ("a%20b#1.html", "http://e.com/a%20b%231.html"),
            ("漏.html", "http://e.com/%E6%BC%8F.html"),
            ("story", "http://e.com/story"),
        ];
        for (path, expected) in cases {
            let address = saved_address("http://e.com/", Path::new(path));
            assert_eq!(address.as_deref(), Some(expected), "{path}");
        }
        assert_eq!(saved_address("http://e.com/", Path::new("../a")), None);
    }

    proptest! {
        #[test]
        fn an_address_is_a_normal_one_below_its_base(name in "[^/\0]{1,30}") {
            prop_assume!(name != "." && name != "..");
            let address = saved_address("http://e.com/news/", Path::new(&name)).unwrap();
            prop_assert!(address.starts_with("http://e.com/"));
            prop_assert_eq!(normalize_address(&address), Some(address.clone()));
        }
    }
}
