//! Sites that name themselves as their pages' authors.

use super::Candidate;
use crate::measure::letters;
use crate::metadata::Fact;
use crate::metadata::byline::{all_names, are_known};
use crate::metadata::given::is_given;
use crate::metadata::head::Head;
use crate::metadata::names::{Whose, whose};

/// How much it is believed that a site is its page's author where only the head says so.
const SITE: u32 = 3;

/// Shorter names of sites are in too many names.
const SHORTEST_SITE: usize = 4;

/// What the site is called: by its name, and by its address.
pub(super) fn own_names(head: &Head, site: Option<&str>) -> Vec<String> {
    let address = head
        .canonical
        .as_ref()
        .map(|(url, _)| url.as_str())
        .or(head.meta("og:url").map(|(url, _)| url));
    let host = address
        .and_then(|url| url.split_once("//"))
        .and_then(|(_, rest)| rest.split(['/', ':', '?']).next());
    let label = host.and_then(|host| host.split('.').max_by_key(|label| label.len()));
    let names = site.into_iter().chain(label).map(letters);
    names.filter(|name| !name.is_empty()).collect()
}

/// Where only the head says that a site is its page's author, it says so on every page.
pub(super) fn doubt_site(candidate: &mut Candidate, site: &[String]) {
    // A personal site may bear its author's name.
    let is_site = |name: &String| whose(name) != Whose::Person && is_of_site(&letters(name), site);
    if candidate.fact.value.iter().any(is_site) {
        candidate.weight = candidate.weight.min(SITE);
    }
}

/// Whether a name is the site's, but for an ending such as `.de`, or a word more.
fn is_of_site(name: &str, site: &[String]) -> bool {
    let is_longer =
        |long: &str, short: &str| short.len() >= SHORTEST_SITE && long.starts_with(short);
    let is_same = |site: &String| name == site || is_longer(name, site) || is_longer(site, name);
    site.iter().any(is_same)
}

/// The person whose name a personal site bears, where no one else is named.
pub(super) fn from_site(site: &str) -> Option<Fact<Vec<String>>> {
    let begins = site.split(' ').next().is_some_and(is_given);
    let names = all_names(site).filter(|names| begins && names.len() == 1 && are_known(names))?;
    Some(Fact::new("site", names, None))
}
