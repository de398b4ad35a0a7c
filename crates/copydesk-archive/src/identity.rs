//! Which pages are captures of one article.
//!
//! A page's article is named by its address; a page without one by its canonical link; without that
//! by the digest of its bytes. When a page's canonical link names another address on the same site,
//! and a capture of that address begins with the same words under the same headline, both are one
//! article: a print or a mobile view. A canonical link to another site is that site's to claim, and
//! one to a page that says something else, as the front page that careless sites name everywhere, is
//! not believed. So what is one article does not depend on the order in which pages arrive.

use copydesk_record::Article;
use rusqlite::{Connection, OptionalExtension, params};

use crate::listing::NEWEST;

/// The key of a page's article as far as the page alone tells it.
pub fn own<'a>(article: &'a Article, digest: &'a str) -> &'a str {
    let address = article.url.as_deref().or(article.canonical_url.as_deref());
    address.unwrap_or(digest)
}

/// Gives the page with an address the key of its article, and all pages that claim this address;
/// then chooses which capture is shown. To be called for each page that holds an article, after it
/// came in, changed or went.
pub fn settle(connection: &Connection, page: &Claim) -> rusqlite::Result<()> {
    choose_current(connection, &page.key)?;
    if page.is_claim() {
        page.settle(connection)?;
    }
    let Some(url) = &page.url else { return Ok(()) };
    claims(connection, url, page.title.as_deref())?
        .iter()
        .try_for_each(|claim| claim.settle(connection))
}

/// The id of the article that has an address.
pub fn by_address(connection: &Connection, url: &str) -> rusqlite::Result<Option<String>> {
    let sql = format!(
        "SELECT id FROM page WHERE key IN (SELECT key FROM page WHERE url = ?1 UNION SELECT ?1) AND current
         ORDER BY url IS NOT ?1, {NEWEST} LIMIT 1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let own = statement.query_row([url], |row| row.get("id")).optional()?;
    own.map_or_else(|| only_claim(connection, url), |id| Ok(Some(id)))
}

/// The article that says that it has an address of its site, when there is no other one that does.
fn only_claim(connection: &Connection, address: &str) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT id, url FROM page WHERE canonical_url = ? AND current LIMIT 2";
    let mut statement = connection.prepare_cached(sql)?;
    let claims = statement.query_map([address], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let claims: Vec<(String, Option<String>)> = claims.collect::<rusqlite::Result<_>>()?;
    let [(id, url)] = claims.as_slice() else {
        return Ok(None);
    };
    let is_same = url.as_ref().is_some_and(|url| is_same_site(url, address));
    Ok(is_same.then(|| id.clone()))
}

/// Gives all pages the key of their article.
pub fn settle_all(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "UPDATE page SET key = coalesce(url, canonical_url,
             (SELECT digest FROM content WHERE content.page = page.page));
         UPDATE page SET current = 0 WHERE current",
    )?;
    let mut statement = connection.prepare(
        "SELECT page, url, canonical_url, key, title, opening FROM page WHERE article ORDER BY page",
    )?;
    let pages: Vec<Claim> = statement
        .query_map([], Claim::read)?
        .collect::<rusqlite::Result<_>>()?;
    pages.iter().try_for_each(|page| settle(connection, page))
}

/// A page that holds an article, and which one it says that is.
pub struct Claim {
    page: i64,
    url: Option<String>,
    canonical_url: Option<String>,
    key: String,
    title: Option<String>,
    opening: String,
}

impl Claim {
    /// The page with a number, when it holds an article.
    pub fn of(connection: &Connection, page: i64) -> rusqlite::Result<Option<Self>> {
        let sql = "SELECT page, url, canonical_url, key, title, opening FROM page WHERE page = ? AND article";
        let mut statement = connection.prepare_cached(sql)?;
        statement.query_row([page], Self::read).optional()
    }

    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            page: row.get(0)?,
            url: row.get(1)?,
            canonical_url: row.get(2)?,
            key: row.get(3)?,
            title: row.get(4)?,
            opening: row.get(5)?,
        })
    }

    /// Whether the page says that it is another one of its site.
    fn is_claim(&self) -> bool {
        match (&self.url, &self.canonical_url) {
            (Some(url), Some(canonical)) => url != canonical && is_same_site(url, canonical),
            _ => false,
        }
    }

    /// Lets the claim hold or not, as the archive is now.
    fn settle(&self, connection: &Connection) -> rusqlite::Result<()> {
        let holds = self.is_claim() && self.has_match(connection)?;
        let key = if holds {
            &self.canonical_url
        } else {
            &self.url
        };
        let Some(key) = key.as_ref().filter(|key| **key != self.key) else {
            return Ok(());
        };
        connection
            .prepare_cached("UPDATE page SET key = ?, current = 0 WHERE page = ?")?
            .execute(params![key, self.page])?;
        choose_current(connection, &self.key)?;
        choose_current(connection, key)
    }

    /// Whether a capture of the address that is claimed begins as this page does.
    fn has_match(&self, connection: &Connection) -> rusqlite::Result<bool> {
        let sql = "SELECT 1 FROM page WHERE url = ? AND article AND title = ? AND opening = ? AND opening <> ''";
        connection.prepare_cached(sql)?.exists(params![
            self.canonical_url,
            self.title,
            self.opening
        ])
    }
}

/// The pages that say that they are the one at an address, and are taken for it or may be when a
/// page with this headline is there.
fn claims(
    connection: &Connection,
    address: &str,
    title: Option<&str>,
) -> rusqlite::Result<Vec<Claim>> {
    let sql = "SELECT page, url, canonical_url, key, title, opening FROM page
               WHERE canonical_url = ?1 AND url <> ?1 AND article AND (key = ?1 OR title = ?2) ORDER BY page";
    let mut statement = connection.prepare_cached(sql)?;
    let claims = statement.query_map(params![address, title], Claim::read)?;
    claims.collect()
}

/// Marks, of all captures of an article, the one that is shown: one of its address before a print
/// view, then the one crawled last, of equals the one added last. A later consent wall or error is no
/// article, and does not take an article's place.
fn choose_current(connection: &Connection, key: &str) -> rusqlite::Result<()> {
    let sql = "UPDATE page SET current = NOT current WHERE key = ?1 AND current IS NOT (article AND page IS
               (SELECT page FROM page WHERE key = ?1 AND article
                ORDER BY url IS key DESC, crawled DESC, page DESC LIMIT 1))";
    connection.prepare_cached(sql)?.execute([key]).map(drop)
}

/// Whether two addresses are of one site: the same host, or one below the other, `www` aside.
/// Two hosts that only have a parent in common may belong to anyone.
fn is_same_site(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (site(one), site(other)) else {
        return false;
    };
    let is_below = |lower: &str, upper: &str| {
        let above = lower.strip_suffix(upper);
        above.is_some_and(|rest| rest.is_empty() || rest.ends_with('.') && upper.contains('.'))
    };
    is_below(one, other) || is_below(other, one)
}

/// The host of an address as records have them: in lower case, without user name.
fn site(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if is_port(port) => host,
        _ => authority,
    };
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_a_host_and_those_below_it() {
        let same = |one: &str, other: &str| {
            assert_eq!(is_same_site(one, other), is_same_site(other, one));
            is_same_site(one, other)
        };
        let paper = "https://www.paper.example/a";
        assert!(same(paper, "http://paper.example:8080/b?c"));
        assert!(same(paper, "https://m.paper.example"));
        assert!(!same(paper, "https://newspaper.example/a"));
        assert!(!same(paper, "https://paper.example.evil.example/a"));
        assert!(!same(
            "https://a.blogs.example/",
            "https://b.blogs.example/"
        ));
        assert!(!same("https://paper.example/", "https://example/"));
        assert!(!same("no address", "no address"));
    }
}
