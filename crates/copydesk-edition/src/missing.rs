//! What becomes of an address that no page answers: it may be one that the source had for an article, or
//! an earlier one of ours.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use copydesk_record::normalize_address;
use url::Url;

use crate::answer::{broken, missing_page, reading};
use crate::edition::LocalEdition;
use crate::origin::Origin;
use crate::{Edition, Error, addresses};

/// Longest address that is looked up, in bytes: longer ones are no article's.
const LONGEST: usize = 2_000;

/// Most words of an address that a search is offered for.
const WORDS: usize = 12;

/// The parameters of the edition's own addresses.
const OWN: &[&str] = &["page", "q"];

/// Answers what no page has answered: by leading to the article that the source had there, for good;
/// else with the page that says that nothing is there.
///
/// A page of ours answers its path with any query; where that has parameters that no page of ours reads,
/// as `/?p=123` has, the source's article goes first.
pub(crate) async fn old_addresses(request: Request, next: Next) -> Response {
    let asked = Arc::new(Asked::read(&request));
    let Some(edition) = request.extensions().get::<Arc<LocalEdition>>().cloned() else {
        return next.run(request).await;
    };
    let is_foreign = asked.is_foreign();
    if is_foreign && let Some(moved) = moved(&edition, &asked).await {
        return moved;
    }
    let response = next.run(request).await;
    // A name that is no UTF-8 is a bad request to a page of ours, and may be an old address all the same.
    if ![StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST].contains(&response.status()) {
        return response;
    }
    let moved = match is_foreign {
        true => None,
        false => moved(&edition, &asked).await,
    };
    moved.unwrap_or_else(|| missing_page(&edition, &words(&asked.path)))
}

/// The answer that leads to the article that the source had there, if it had any.
async fn moved(edition: &Arc<LocalEdition>, asked: &Arc<Asked>) -> Option<Response> {
    let (source, asked) = (Arc::clone(edition), Arc::clone(asked));
    match reading(move || asked.place(&source)).await {
        Ok(Some(place)) => {
            let place = [(header::LOCATION, place)];
            Some((StatusCode::MOVED_PERMANENTLY, place).into_response())
        }
        Ok(None) => None,
        Err(error) => Some(broken(edition, &error)),
    }
}

/// An address that was asked for.
struct Asked {
    host: String,
    path: String,
    query: Option<String>,
}

impl Asked {
    fn read(request: &Request) -> Self {
        Self {
            host: paper_host(&Origin::of(request.headers()).at("/")).unwrap_or_default(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().map(str::to_owned),
        }
    }

    /// Whether the query tells an article of another program: it has parameters that no page of ours reads,
    /// and that say more than where a reader came from.
    fn is_foreign(&self) -> bool {
        let Some(address) = self
            .query
            .as_ref()
            .and_then(|query| normalize_address(&format!("http://localhost/?{query}")))
        else {
            return false;
        };
        let url = Url::parse(&address).ok();
        url.is_some_and(|url| url.query_pairs().any(|(name, _)| !OWN.contains(&&*name)))
    }

    /// Where that is now which was at this address.
    fn place(&self, edition: &Edition) -> Result<Option<String>, Error> {
        if let Some(place) = self.story(edition)? {
            return Ok(Some(place));
        }
        Ok(self.article(edition)?.map(|id| addresses::article(&id)))
    }

    /// The page or feed of a story that has another name now: it was named after one of its articles, and
    /// begins with another one.
    fn story(&self, edition: &Edition) -> Result<Option<String>, Error> {
        let Some(rest) = self.path.strip_prefix("/story/") else {
            return Ok(None);
        };
        let name = rest.split('/').next().unwrap_or_default();
        let story = edition
            .archive
            .story_of(name)?
            .filter(|story| story != name);
        let file = rest.strip_prefix(name).unwrap_or_default();
        Ok(story.map(|story| addresses::story(&story) + file))
    }

    /// The article that the source had at this address: on the host that was asked, where the source
    /// had that; else on the only host that had one there. Of several none is the right one.
    fn article(&self, edition: &Edition) -> Result<Option<String>, Error> {
        if self.path.len() + self.query.as_ref().map_or(0, String::len) > LONGEST {
            return Ok(None);
        }
        let mut found = BTreeMap::new();
        for origin in edition.archive.origins()? {
            let host = paper_host(&origin).unwrap_or_default();
            if let Some(id) = self.article_at(edition, &origin)? {
                found.entry(host).or_insert(id);
            }
        }
        let own = found.remove(&self.host);
        Ok(match found.len() {
            1 => own.or_else(|| found.into_values().next()),
            _ => own,
        })
    }

    /// The article at this path of a host, with a slash at its end or without.
    fn article_at(&self, edition: &Edition, origin: &str) -> Result<Option<String>, Error> {
        let bare = self.path.trim_end_matches('/');
        let other = match bare == self.path {
            true => format!("{bare}/"),
            false => bare.to_owned(),
        };
        let query = self
            .query
            .iter()
            .map(|query| format!("?{query}"))
            .collect::<String>();
        for path in [&self.path, &other] {
            if let Some(address) = normalize_address(&format!("{origin}{path}{query}"))
                && let Some(id) = edition.archive.by_address(&address)?
            {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }
}

/// A paper's host: the same with `www.` and without.
fn paper_host(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// The words of an address: those of the last part that has any, without its suffix and numbers.
fn words(path: &str) -> String {
    let parts = path.rsplit('/').map(part_words);
    parts
        .into_iter()
        .find(|words| !words.is_empty())
        .unwrap_or_default()
}

fn part_words(part: &str) -> String {
    let name = match part.rsplit_once('.') {
        Some((name, suffix)) if suffix.len() <= 5 => name,
        _ => part,
    };
    // Decodes the percent-encoding; where it parts at `=` and `&`, words end too.
    let decoded = url::form_urlencoded::parse(name.as_bytes());
    let decoded: String = decoded
        .map(|(name, value)| format!("{name} {value} "))
        .collect();
    let words = decoded.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| word.contains(char::is_alphabetic));
    // In capitals, `OR` and `NOT` would be orders to the search.
    words
        .take(WORDS)
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_words() {
        for (path, expected) in [
            ("/2012/09/quay-closes_NOT.html", "quay closes not"),
            ("/news/tide-tables/2012/", "tide tables"),
            ("/%E6%B8%AF%E5%8F%A3-7.asp", "港口"),
            ("/a=b&c+d", "a b c d"),
            ("/%FF%00\"><script>/1", "script"),
            ("/", ""),
            ("/2012/09/17.html", ""),
        ] {
            assert_eq!(words(path), expected, "{path}");
        }
    }

    #[test]
    fn a_paper_has_its_host_with_www_and_without() {
        assert_eq!(
            paper_host("https://www.paper.example:81/a").as_deref(),
            Some("paper.example")
        );
        assert_eq!(paper_host("no address"), None);
    }
}
