//! `publish`: a folder of files that is an edition by itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use html5gum::{Token, Tokenizer};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::support::{PAPER, Ran, check, run};

const BASE: &str = "https://paper.example/archive";

/// An archive of the sample newspaper, and folders beside it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        run(&["add", PAPER, "--archive", &desk.path("archive")]);
        desk
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn publish(&self, out: &str, more: &[&str]) -> Ran {
        let (archive, out) = (self.path("archive"), self.path(out));
        run(&[&["publish", "--archive", &archive, "--out", &out], more].concat())
    }

    /// Publishes, which must succeed; gives what was written and deleted.
    #[track_caller]
    fn published(&self, out: &str, more: &[&str]) -> String {
        let ran = self.publish(out, more);
        assert_eq!(ran.status, 0, "{ran:?}");
        let printed = ran.text();
        let (_, done) = printed.trim().split_once(" files, ").unwrap();
        done.to_owned()
    }

    /// All files by path.
    fn files(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        let root = PathBuf::from(self.path(out));
        let mut files = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path
                        .strip_prefix(&root)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .to_owned();
                    files.insert(name, fs::read(path).unwrap());
                }
            }
        }
        files
    }
}

#[test]
fn publishing_again_writes_nothing_and_elsewhere_the_same() {
    let desk = Desk::new();
    desk.published("one", &["--jobs", "1"]);
    let files = desk.files("one");
    assert!(files.len() > 100, "{}", files.len());
    assert_eq!(
        desk.published("one", &["--jobs", "4"]),
        "0 written, 0 deleted"
    );
    desk.published("other", &["--jobs", "4"]);
    assert!(files == desk.files("one") && files == desk.files("other"));
    let sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
    assert_eq!(sums.lines().count(), files.len() - 1);
}

#[test]
fn a_sites_standing_pages_are_no_news_and_stand_about_the_source() {
    let desk = Desk(tempfile::tempdir().unwrap());
    let prose = "The Marsh Herald has been printed in Eastmouth since 1871, every weekday, by the family that founded it. ";
    let page = |name: &str, title: &str| {
        let html = format!(
            "<html lang=en><head><title>{title} - The Marsh Herald</title><meta property=og:site_name content=\"The Marsh Herald\">\
             <link rel=canonical href=https://herald.example/{name}></head><body><h1>{title}</h1><p>{name} {}</p><p>{name}: {prose}</p>\
             <footer><a href=https://herald.example/about-us.html>About us</a></footer></body></html>",
            prose.repeat(4)
        );
        fs::create_dir_all(desk.path("pages")).unwrap();
        fs::write(desk.path(&format!("pages/{name}")), html).unwrap();
    };
    page("about-us.html", "About us");
    page("privacy-policy.html", "Privacy Policy");
    page("ferry.html", "Ferry sails again after nine weeks");
    run(&[
        "add",
        &desk.path("pages"),
        "--archive",
        &desk.path("archive"),
    ]);
    desk.published("out", &["--base-url", BASE]);
    let files = desk.files("out");
    let text = |name: &str| std::str::from_utf8(&files[name]).unwrap().to_owned();
    let about = addresses(&text("about/index.html"));
    let standing = about
        .iter()
        .filter_map(|address| address.strip_prefix("../article/"));
    let standing: Vec<&str> = standing
        .map(|address| address.trim_end_matches("/index.html"))
        .collect();
    // One of them no page leads to.
    assert_eq!(standing.len(), 2, "{about:?}");
    for id in &standing {
        assert!(text(&format!("article/{id}/index.html")).contains("<h1"));
    }
    for name in [
        "index.html",
        "undated/index.html",
        "feed.rss",
        "sitemap.xml",
        "search/articles/0.js",
    ] {
        let listed = text(name);
        assert!(standing.iter().all(|id| !listed.contains(id)), "{name}");
        assert!(
            listed.contains("Ferry sails") || name == "sitemap.xml",
            "{name}: {listed}"
        );
    }
}

/// The values of the attributes of a page that hold addresses.
fn addresses(page: &str) -> Vec<String> {
    let mut addresses = Vec::new();
    for Ok(token) in Tokenizer::new(page) {
        let Token::StartTag(tag) = token else {
            continue;
        };
        for (name, value) in tag.attributes {
            if ["href", "src", "action", "srcset", "poster", "style"]
                .contains(&&*String::from_utf8_lossy(&name))
            {
                addresses.push(String::from_utf8(value.to_vec()).unwrap());
            }
        }
    }
    addresses
}

#[test]
fn every_link_leads_to_a_file_or_to_the_web() {
    let desk = Desk::new();
    for (out, more) in [
        ("plain", [].as_slice()),
        ("web", &["--base-url", BASE, "--language", "de"]),
    ] {
        desk.published(out, more);
        let files = desk.files(out);
        let pages = files
            .iter()
            .filter(|(name, _)| name.ends_with("index.html"));
        let mut links = 0;
        for (name, page) in pages {
            let page = std::str::from_utf8(page).unwrap();
            assert!(!page.contains("copydesk.invalid"), "{name}");
            assert!(page.contains("default-src 'none'"), "{name}");
            assert_eq!(
                page.contains("script-src"),
                name == "search/index.html",
                "{name}"
            );
            for address in addresses(page) {
                if ["#", "http://", "https://", "tel:", "mailto:"]
                    .iter()
                    .any(|start| address.starts_with(start))
                {
                    continue;
                }
                links += 1;
                let path = address.split(['#', '?']).next().unwrap();
                let to = if path.is_empty() {
                    name.clone()
                } else {
                    joined(name, path)
                };
                assert!(files.contains_key(&to), "{name} leads to {address}");
            }
        }
        assert!(links > 1_000, "{links}");
    }
}

#[test]
fn what_is_not_there_is_said_below_any_address() {
    let desk = Desk::new();
    for (out, root, more) in [
        ("plain", "/", [].as_slice()),
        (
            "web",
            "/archive/",
            &["--base-url", BASE, "--language", "de"],
        ),
    ] {
        desk.published(out, more);
        let files = desk.files(out);
        let page = std::str::from_utf8(&files["404.html"]).unwrap();
        let said = if root == "/" {
            "Not found"
        } else {
            "Nicht gefunden"
        };
        assert!(
            page.contains(said) && page.contains("class=\"masthead"),
            "{page}"
        );
        let mut links = 0;
        for address in addresses(page).iter().filter(|address| *address != "#main") {
            let way = address.strip_prefix(BASE).map_or(address.as_str(), |_| {
                &address["https://paper.example".len()..]
            });
            let file = way
                .strip_prefix(root)
                .unwrap_or_else(|| panic!("{address}"));
            let index = format!("{file}index.html");
            assert!(
                files.contains_key(file) || files.contains_key(&index),
                "{address}"
            );
            links += 1;
        }
        assert!(links > 10, "{links}");
    }
}

/// Where a relative link of a file leads.
fn joined(from: &str, way: &str) -> String {
    assert!(!way.starts_with('/'), "{from}: {way}");
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in way.split('/') {
        match part {
            ".." => drop(parts.pop().expect("the link stays in the folder")),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn feeds_have_whole_addresses() {
    let desk = Desk::new();
    desk.published("plain", &[]);
    assert!(!desk.files("plain").keys().any(|name| name.contains("feed")));
    desk.published("web", &["--base-url", "https://paper.example/archive/"]);
    let files = desk.files("web");
    let feed = String::from_utf8(files["feed.rss"].clone()).unwrap();
    assert!(
        feed.contains("<link>https://paper.example/archive/article/"),
        "{feed}"
    );
    for address in feed.split(BASE).skip(1) {
        let path = address
            .split(['<', '"', '&'])
            .next()
            .unwrap()
            .trim_start_matches('/');
        let file = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        assert!(files.contains_key(&file), "{file}");
    }
    let redirects = String::from_utf8(files["_redirects"].clone()).unwrap();
    for line in redirects.lines() {
        let parts: Vec<&str> = line.split(' ').collect();
        let [old, .., new, "301" | "301!"] = parts[..] else {
            panic!("{line}")
        };
        assert!(
            old.starts_with('/') && new.starts_with("/archive/article/"),
            "{line}"
        );
        assert!(
            files.contains_key(&format!(
                "{}index.html",
                new.trim_start_matches("/archive/")
            )),
            "{line}"
        );
    }
}

#[test]
fn a_change_changes_what_it_must_and_leaves_files_of_others() {
    let desk = Desk::new();
    desk.published("out", &[]);
    let before = desk.files("out");
    fs::write(desk.path("out/CNAME"), "paper.example").unwrap();
    let gone = before
        .keys()
        .find(|name| name.starts_with("article/"))
        .unwrap();
    let id = gone.split('/').nth(1).unwrap();
    let database =
        Connection::open(Path::new(&desk.path("archive")).join("archive.sqlite")).unwrap();
    database
        .execute(
            "UPDATE page SET current = 0, article = 0 WHERE id = ?",
            [id],
        )
        .unwrap();
    drop(database);
    let after = desk.publish("out", &[]);
    assert!(
        after.text().contains(" deleted") && !after.text().contains(" 0 deleted"),
        "{after:?}"
    );
    let files = desk.files("out");
    assert!(files.contains_key("CNAME"));
    let same = before
        .iter()
        .filter(|(name, bytes)| files.get(*name) == Some(bytes))
        .count();
    assert!(same * 2 > before.len(), "{same} of {} stayed", before.len());
    // What a whole new run makes is the same.
    desk.publish("fresh", &[]);
    let mut fresh = desk.files("fresh");
    fresh.insert("CNAME".into(), b"paper.example".into());
    assert!(files == fresh);
}

#[test]
fn a_broken_off_run_is_gone_on_with() {
    let desk = Desk::new();
    desk.published("whole", &[]);
    let files = desk.files("whole");
    // As a kill leaves it: some files, no manifest, and one that the edition has no longer.
    let stray = "article/stray/index.html";
    let mut journal = String::new();
    for (name, bytes) in files
        .iter()
        .take(20)
        .chain([(&stray.to_owned(), &b"stray".to_vec())])
    {
        let path = PathBuf::from(desk.path("out")).join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        let digest = copydesk::record::digest(bytes);
        journal += &format!("{}  {name}\n", digest.trim_start_matches("sha256:"));
    }
    fs::remove_file(PathBuf::from(desk.path("out")).join("SHA256SUMS")).ok();
    fs::write(desk.path("out/.copydesk-publish"), journal + "0123  cut o").unwrap();
    desk.published("out", &[]);
    assert!(desk.files("out") == files);
}

#[test]
fn files_of_others_are_not_overwritten() {
    let desk = Desk::new();
    fs::create_dir(desk.path("out")).unwrap();
    fs::write(desk.path("out/index.html"), "my own page").unwrap();
    let ran = desk.publish("out", &[]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.stderr.contains("index.html is no file of an edition"),
        "{ran:?}"
    );
    assert_eq!(
        fs::read(desk.path("out/index.html")).unwrap(),
        b"my own page"
    );
}

#[test]
fn wrong_usage_is_told() {
    let arguments = ["publish", "--archive", "nowhere", "--out", "x"];
    check(&arguments, "", (2, "", "holds no archive"));
    let base = [&arguments[..], &["--base-url", "paper.example"]].concat();
    check(&base, "", (2, "", "give an address such as"));
}
