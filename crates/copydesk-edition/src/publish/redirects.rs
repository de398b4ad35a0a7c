//! The source's old addresses, in the form that static hosts read: a line each with the old path, the
//! new one and 301 (`_redirects`, as Netlify, Cloudflare Pages and GitLab Pages have it).

use std::collections::BTreeMap;

use copydesk_archive::{Archive, Filter};
use url::Url;

use super::site::{Site, Target};
use super::{Files, PublishError, names};
use crate::addresses;

const FILE: &str = "_redirects";

/// Writes the file, if any article had an address that redirects can tell from others: one without a
/// query, and that is no page of the edition. Of articles that had the same path on several hosts, the
/// newest has it.
pub(super) fn publish(
    archive: &Archive,
    site: &Site,
    files: &mut Files,
) -> Result<(), PublishError> {
    let folder = base_path(site);
    let mut redirects: BTreeMap<String, String> = BTreeMap::new();
    for article in archive.articles(&Filter {
        with_duplicates: true,
        ..Filter::default()
    })? {
        let path = article.url.as_deref().and_then(old_path);
        let target = site.target(&addresses::article(&article.id));
        if let (Some(path), Target::File { file, .. }) = (path, target)
            && !files.digests.contains_key(&names::file(&path))
        {
            let new = format!("{folder}/{}", names::on_the_web(&file));
            redirects.entry(path).or_insert(new);
        }
    }
    if redirects.is_empty() {
        return Ok(());
    }
    let lines = redirects
        .iter()
        .map(|(old, new)| format!("{old} {new} 301\n"));
    files.write(FILE.to_owned(), lines.collect::<String>().as_bytes())
}

/// An address's path as a line may hold it; `*` and `:` would be patterns.
fn old_path(address: &str) -> Option<String> {
    let url = Url::parse(address)
        .ok()
        .filter(|url| url.query().is_none())?;
    let path = url.path().replace('*', "%2A").replace(':', "%3A");
    (path.len() > 1).then_some(path)
}

/// The path of the files' address on their host.
fn base_path(site: &Site) -> String {
    let base = site.base.as_deref().and_then(|base| Url::parse(base).ok());
    base.map(|base| base.path().trim_end_matches('/').to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_paths_are_no_patterns() {
        for (address, path) in [
            (
                "https://courier.example/2012/09/story.html",
                Some("/2012/09/story.html"),
            ),
            ("https://courier.example/a*b/:c d", Some("/a%2Ab/%3Ac%20d")),
            ("https://courier.example/story.asp?id=7", None),
            ("https://courier.example/", None),
            ("no address", None),
        ] {
            assert_eq!(old_path(address).as_deref(), path);
        }
    }
}
