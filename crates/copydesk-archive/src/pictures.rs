use copydesk_record::digest;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::{Added, Picture};

/// Keeps a picture under its names. A name that another picture had is now this one's.
pub fn add(
    connection: &Connection,
    names: &[Option<&str>],
    media_type: &str,
    bytes: &[u8],
) -> rusqlite::Result<Added> {
    let digest = digest(bytes);
    let key = digest.strip_prefix("sha256:").unwrap_or(&digest);
    let picture = "INSERT INTO picture VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    let mut rows = connection
        .prepare_cached(picture)?
        .execute((key, media_type, bytes))?;
    let named =
        "INSERT INTO picture_name VALUES (?, ?) ON CONFLICT DO UPDATE SET key = excluded.key
                 WHERE key <> excluded.key";
    for name in names.iter().flatten() {
        rows += connection
            .prepare_cached(named)?
            .execute((self::name(name), key))?;
    }
    Ok(if rows > 0 {
        Added::New
    } else {
        Added::Unchanged
    })
}

/// The picture with a key.
pub fn picture(connection: &Connection, key: &str) -> rusqlite::Result<Option<Picture>> {
    let sql = "SELECT media_type, bytes FROM picture WHERE key = ?";
    let picture = |row: &Row<'_>| {
        Ok(Picture {
            media_type: row.get(0)?,
            bytes: row.get(1)?,
        })
    };
    connection
        .prepare_cached(sql)?
        .query_row([key], picture)
        .optional()
}

/// The key of the picture that an article's page shows as `image_url`, when the archive has it.
pub fn key(
    connection: &Connection,
    source: &str,
    url: Option<&str>,
    image_url: &str,
) -> rusqlite::Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT key FROM picture_name WHERE name = ?")?;
    for name in names(source, url, image_url) {
        if let Some(key) = statement.query_row([name], |row| row.get(0)).optional()? {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

/// The name that a picture is kept and looked up by: an address without its fragment, or a path
/// without `.` and `..`.
pub fn name(address_or_path: &str) -> String {
    if address_or_path.contains("://") {
        return before(address_or_path, '#').to_owned();
    }
    join("", address_or_path)
}

/// The names that a picture may have, the likeliest first: its address; its path from the page's
/// folder; for a path from the site's root, the same from each folder that may be that root.
fn names(source: &str, url: Option<&str>, image_url: &str) -> Vec<String> {
    let image_url = before(image_url, '#');
    let mut names = Vec::new();
    if image_url.contains("://") {
        names.push(image_url.to_owned());
    }
    let Some(path) = local_path(url, image_url) else {
        return names;
    };
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    match path.strip_prefix('/') {
        Some(path) => names.extend(parents(folder).map(|folder| join(folder, path))),
        None => names.push(join(folder, &path)),
    }
    names
}

/// The path of a picture on the page's own site, `None` for a picture of another site.
fn local_path(url: Option<&str>, image_url: &str) -> Option<String> {
    let path = match url.and_then(|url| image_url.strip_prefix(origin(url)?)) {
        Some(path) => path,
        None if image_url.contains("//") || image_url.starts_with("data:") => return None,
        None => image_url,
    };
    Some(percent_decoded(before(path, '?')))
}

/// `https://paper.example` of an address there.
fn origin(url: &str) -> Option<&str> {
    let host = url.find("://")? + 3;
    let path = url
        .get(host..)?
        .find('/')
        .map_or(url.len(), |length| host + length);
    url.get(..path)
}

/// A folder and those that it lies in, the innermost first, the working folder last.
fn parents(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        let outer = folder.rsplit_once('/').map_or("", |(outer, _)| outer);
        (!folder.is_empty()).then_some(outer)
    })
}

/// A path from a folder, `.` and `..` resolved.
fn join(folder: &str, path: &str) -> String {
    let whole = if folder.is_empty() {
        path.to_owned()
    } else {
        format!("{folder}/{path}")
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/').filter(|part| !matches!(*part, "" | ".")) {
        match parts.last() {
            Some(&last) if part == ".." && last != ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    let root = if whole.starts_with('/') { "/" } else { "" };
    root.to_owned() + &parts.join("/")
}

/// A path with its `%20` and the like decoded; as it is when they are no UTF-8.
fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, others)) = rest.split_first() {
        let coded = (first == b'%').then(|| hexadecimal(others)).flatten();
        bytes.push(coded.unwrap_or(first));
        rest = if coded.is_some() {
            others.get(2..).unwrap_or_default()
        } else {
            others
        };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// The byte that two hexadecimal digits at the start write.
fn hexadecimal(text: &[u8]) -> Option<u8> {
    let digit = |&byte: &u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    Some(digit(text.first()?)? << 4 | digit(text.get(1)?)?)
}

fn before(text: &str, mark: char) -> &str {
    text.split(mark).next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_looked_for_beside_the_page_and_from_each_root() {
        assert_eq!(
            names("paper/2012/a.html", None, "../img/x.png#top"),
            ["paper/img/x.png"]
        );
        assert_eq!(
            names("paper/2012/a.html", None, "/img/x%20y.png?v=2"),
            ["paper/2012/img/x y.png", "paper/img/x y.png", "img/x y.png"]
        );
    }

    #[test]
    fn a_picture_of_the_pages_own_site_is_looked_for_by_path_too() {
        let url = Some("https://paper.example/2012/a.html");
        let image = "https://paper.example/2012/x.png";
        assert_eq!(
            names("crawl/2012/a.html", url, image),
            [
                image,
                "crawl/2012/2012/x.png",
                "crawl/2012/x.png",
                "2012/x.png"
            ]
        );
        assert_eq!(
            names("crawl/a.html", url, "https://other.example/x.png"),
            ["https://other.example/x.png"]
        );
    }

    #[test]
    fn names_are_normalised() {
        assert_eq!(name("./a//b/../c.png"), "a/c.png");
        assert_eq!(name("/srv/../x.png"), "/x.png");
        assert_eq!(name("../x.png"), "../x.png");
        assert_eq!(name("https://a.example/x.png#1"), "https://a.example/x.png");
    }
}
