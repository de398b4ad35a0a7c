//! The source's old addresses, in the form that static hosts read: a line each with the old path, the
//! new one and 301 (`_redirects`, as Netlify, Cloudflare Pages and GitLab Pages have it). For an address
//! with a query its parameters stand between the two; only Netlify reads such lines, the others leave
//! them out.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_archive::{Archive, Filter};
use url::Url;

use super::site::{SEARCH, Site, Target};
use super::{Files, PublishError, names};
use crate::addresses;

const FILE: &str = "_redirects";

/// An old address as a line may say it.
#[derive(Debug, PartialEq, Eq)]
struct Old {
    path: String,
    /// ` name=value` for each parameter of the query.
    query: String,
}

/// Writes the file, if any article had an address that redirects can tell from others and that is no page
/// of the edition. Of articles that had the same on several hosts, the newest has it.
///
/// The first line that fits counts, so that those with parameters stand before those of the path alone;
/// hosts that read so many lines only read those of the last addresses in alphabetical order.
pub(super) fn publish(
    archive: &Archive,
    site: &Site,
    files: &mut Files,
) -> Result<(), PublishError> {
    let folder = site.base_path();
    let mut redirects: BTreeMap<String, String> = BTreeMap::new();
    for article in archive.articles(&Filter {
        with_duplicates: true,
        ..Filter::default()
    })? {
        let old = article.url.as_deref().and_then(Old::read);
        let target = site.target(&addresses::article(&article.id));
        if let (Some(old), Target::File { file, .. }) = (old, target)
            && let Some(status) = old.status(files)
        {
            let new = format!("{folder}/{} {status}", names::on_the_web(&file));
            redirects.entry(old.path + &old.query).or_insert(new);
        }
    }
    if redirects.is_empty() {
        return Ok(());
    }
    let lines = redirects.iter().rev();
    let lines = lines.map(|(old, new)| format!("{old} {new}\n"));
    files.write(FILE.to_owned(), lines.collect::<String>().as_bytes())
}

impl Old {
    /// Reads an address; `None` when a line cannot say it. `*` and `:` would be patterns.
    fn read(address: &str) -> Option<Self> {
        let url = Url::parse(address).ok()?;
        let query = url.query().map_or(Some(String::new()), parameters)?;
        let path = url.path().replace('*', "%2A").replace(':', "%3A");
        (path.len() > 1 || !query.is_empty()).then_some(Self { path, query })
    }

    /// With which status the redirect answers: with `!` also where there is a file, which answers the path
    /// with any query. `None` where the file must answer.
    fn status(&self, files: &Files) -> Option<&'static str> {
        let file = names::file(&self.path);
        match files.digests.contains_key(&file) {
            false => Some("301"),
            // The page for searching reads its query itself.
            true => (!self.query.is_empty() && file != SEARCH).then_some("301!"),
        }
    }
}

/// The parameters of a query as a line has them. What is written with percent signs or `+` is left out:
/// nobody says whether it is compared as it is written.
fn parameters(query: &str) -> Option<String> {
    let mut names = BTreeSet::new();
    let mut parameters = String::new();
    for parameter in query.split('&') {
        let (name, value) = parameter.split_once('=')?;
        let is_plain = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
        };
        if name.is_empty()
            || value.is_empty()
            || !is_plain(name)
            || !is_plain(value)
            || !names.insert(name)
        {
            return None;
        }
        parameters += &format!(" {name}={value}");
    }
    Some(parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_address_is_said_without_patterns() {
        for (address, said) in [
            (
                "https://courier.example/2012/09/story.html",
                Some("/2012/09/story.html"),
            ),
            ("https://courier.example/a*b/:c d", Some("/a%2Ab/%3Ac%20d")),
            (
                "https://courier.example/story.asp?id=7&page=2",
                Some("/story.asp id=7 page=2"),
            ),
            ("https://courier.example/?p=123", Some("/ p=123")),
            ("https://courier.example/?p=:id", None),
            ("https://courier.example/?p=a%20b", None),
            ("https://courier.example/?p=1&p=2", None),
            ("https://courier.example/?p", None),
            ("https://courier.example/", None),
            ("no address", None),
        ] {
            let old = Old::read(address).map(|old| old.path + &old.query);
            assert_eq!(old.as_deref(), said, "{address}");
        }
    }
}
