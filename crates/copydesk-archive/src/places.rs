//! Where the archive's articles were on the Web, and which of them are shown.

use rusqlite::Connection;

/// Most origins that are told: a paper moves a few times in its life, and each costs its readers a
/// look into the archive.
const ORIGINS: usize = 64;

/// The scheme, host and port of every address in the archive, as `https://paper.example`, in the order
/// of the alphabet, up to [`ORIGINS`].
///
/// Each costs two steps into an index, however many addresses it has: the next is looked for behind
/// all that begin with the last.
pub fn origins(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT min(url) FROM
               (SELECT min(url) AS url FROM page WHERE url > ?1
                UNION ALL SELECT min(canonical_url) FROM page WHERE canonical_url > ?1)";
    let mut statement = connection.prepare_cached(sql)?;
    let mut origins: Vec<String> = Vec::new();
    let mut after = String::new();
    while origins.len() < ORIGINS {
        let next: Option<String> = statement.query_row([&after], |row| row.get(0))?;
        let Some(url) = next else { break };
        let Some(origin) = origin(&url) else {
            // No address of the Web, which records do not have.
            after = url;
            continue;
        };
        // A zero follows the slash in the alphabet.
        after = format!("{origin}0");
        origins.push(origin.to_owned());
    }
    Ok(origins)
}

/// The listed articles' ids in the order of their arrival, each with the date of its capture, else of
/// its publication.
pub fn listed(
    connection: &Connection,
    offset: usize,
    limit: usize,
) -> rusqlite::Result<Vec<(String, Option<String>)>> {
    let sql = "SELECT id, coalesce(crawled, published) FROM page LEFT JOIN link USING (page)
               WHERE current AND folded IS NOT 1 ORDER BY page LIMIT ? OFFSET ?";
    let clamp = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(sql)?;
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let listed = statement.query_map([clamp(limit), clamp(offset)], row)?;
    listed.collect()
}

/// The part of an address before its path.
fn origin(url: &str) -> Option<&str> {
    let host = url.find("://")?.checked_add(3)?;
    let path = url.get(host..)?.find('/')?;
    url.get(..host.checked_add(path)?)
}
