//! The answers of the server as files: addresses become the ways to other files.

use std::collections::BTreeSet;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::names;
use super::site::{ORIGIN, Site, Target};
use crate::server::PAGE_POLICY;

/// The attributes that hold addresses.
const ADDRESSES: &[&str] = &["href", "src", "action"];

/// What a page of files may load: what the server's headers say, but for what holds in headers only,
/// and a script for searching.
#[derive(Default)]
pub(super) struct Policies {
    pub scripts: bool,
}

impl Policies {
    fn content(&self) -> String {
        let rules = PAGE_POLICY
            .split("; ")
            .filter(|rule| !rule.starts_with("frame-ancestors"));
        let scripts = self.scripts.then_some("script-src 'self'");
        rules.chain(scripts).collect::<Vec<_>>().join("; ")
    }
}

/// Rewrites the answer that becomes one file, and collects the addresses that it leads to.
pub(super) struct Rewriter<'a> {
    site: &'a Site,
    /// The file; `None` for one that is the answer to any address.
    file: Option<&'a str>,
    /// The edition's own addresses that were met.
    pub found: BTreeSet<String>,
}

impl<'a> Rewriter<'a> {
    pub(super) fn new(site: &'a Site, file: &'a str) -> Self {
        Self {
            site,
            file: Some(file),
            found: BTreeSet::new(),
        }
    }

    /// For a file that hosts answer any address with: its ways begin at the host's root.
    pub(super) fn anywhere(site: &'a Site) -> Self {
        Self {
            site,
            file: None,
            found: BTreeSet::new(),
        }
    }

    /// The way to a file.
    fn way(&self, to: &str) -> String {
        match self.file {
            Some(from) => names::relative(from, to),
            None => format!("{}/{}", self.site.base_path(), names::on_the_web(to)),
        }
    }

    /// A page. Of the markup only start tags that hold an own address are written anew.
    pub(super) fn html(&mut self, page: &str, policies: &Policies) -> String {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut out = String::with_capacity(page.len() + page.len() / 8);
        let mut done = 0;
        for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
            let Token::StartTag(tag) = token else {
                continue;
            };
            let Some(changed) = self.start_tag(&tag, policies) else {
                continue;
            };
            out += page.get(done..tag.span.start).unwrap_or_default();
            out += &changed;
            done = tag.span.end;
        }
        out += page.get(done..).unwrap_or_default();
        self.absolute(&out)
    }

    /// What becomes of a start tag; `None` when it stays as it is.
    fn start_tag(&mut self, tag: &StartTag<usize>, policies: &Policies) -> Option<String> {
        if &**tag.name == b"head" {
            return Some(head(policies));
        }
        let mut text = format!("<{}", lossy(&tag.name));
        let mut is_changed = false;
        for (name, value) in &tag.attributes {
            let (name, mut value) = (lossy(name), lossy(value));
            if ADDRESSES.contains(&name.as_str()) {
                match self.site.target(&value) {
                    Target::Foreign => {}
                    // A link to nothing: in the head nothing is left, in a text its words.
                    Target::Unpublished if &**tag.name == b"link" => return Some(String::new()),
                    Target::Unpublished => {
                        is_changed = true;
                        continue;
                    }
                    Target::File {
                        address,
                        file,
                        rest,
                    } => {
                        self.found.extend(address);
                        value = self.way(&file) + &rest;
                        is_changed = true;
                    }
                }
            }
            text += &format!(" {name}=\"{}\"", escaped(&value));
        }
        text.push('>');
        is_changed.then_some(text)
    }

    /// A text with the edition's absolute addresses as those of its files.
    pub(super) fn absolute(&mut self, text: &str) -> String {
        let mut pieces = text.split(ORIGIN);
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let end = piece.find(|c: char| c.is_whitespace() || "\"'<>\\&".contains(c));
            let (address, after) = piece.split_at(end.unwrap_or(piece.len()));
            let address = if address.is_empty() { "/" } else { address };
            if let Target::File {
                address,
                file,
                rest,
            } = self.site.target(address)
            {
                self.found.extend(address);
                out += &match &self.site.base {
                    Some(base) => format!("{base}/{}{rest}", names::on_the_web(&file)),
                    None => self.way(&file) + &rest,
                };
            }
            out += after;
        }
        out
    }
}

fn head(policies: &Policies) -> String {
    format!(
        "<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n<meta name=\"referrer\" content=\"no-referrer\">",
        escaped(&policies.content()),
    )
}

fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// A text between quotation marks.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use copydesk_archive::Archive;

    use super::*;

    /// A page's body as a file of a folder, and the addresses that it leads to.
    fn rewritten(page: &str, base: Option<&str>) -> (String, Vec<String>) {
        let dir = tempfile::tempdir().unwrap();
        let site = Site::new(Archive::open(dir.path()).unwrap().into(), base);
        let mut rewriter = Rewriter::new(&site, "article/a/index.html");
        let page = rewriter.html(page, &Policies::default());
        (page, rewriter.found.into_iter().collect())
    }

    #[test]
    fn own_addresses_become_ways_and_all_else_stays() {
        let page = "<p title='/x'>/x <a class=\"k\" href=\"/article/b%2F?page=2#c\">A &amp; B</a>\n\
            <a href='https://web.example/?a=1&amp;b'>w</a><a href=\"#main\">m</a><A HREF=//host/x>h</A>\n\
            <script type=\"application/ld+json\">{\"a\":\"<a href='/x'>\"}</script><!-- <a href='/x'> -->";
        let expected = page.replace("/article/b%2F?page=2#c", "../b_2f/page.2/index.html#c");
        assert_eq!(
            rewritten(page, None),
            (expected, vec!["/article/b%2F?page=2".to_owned()])
        );
    }

    #[test]
    fn what_only_a_server_can_answer_is_no_link() {
        let page = "<link href=\"/opensearch.xml\"><a href=\"/feed.rss\">RSS</a><img src=\"/picture/0\" alt=\"a\">";
        assert_eq!(rewritten(page, None).0, "<a>RSS</a><img alt=\"a\">");
        let web = rewritten(page, Some("https://paper.example/a/"));
        assert!(web.0.contains("<a href=\"../../feed.rss\">"), "{}", web.0);
    }

    #[test]
    fn absolute_addresses_are_those_of_the_files() {
        let page = format!("<meta content=\"{ORIGIN}/article/b\">{ORIGIN} {ORIGIN}/section/A</p>");
        let (web, found) = rewritten(&page, Some("https://paper.example/a/"));
        let base = "https://paper.example/a";
        assert_eq!(
            web,
            format!("<meta content=\"{base}/article/b/\">{base}/ {base}/section/_41/</p>")
        );
        assert_eq!(found, ["/", "/article/b", "/section/A"]);
        let (plain, _) = rewritten(&page, None);
        assert!(
            plain.starts_with("<meta content=\"../b/index.html\">../../index.html "),
            "{plain}"
        );
    }

    #[test]
    fn an_answer_to_any_address_leads_on_from_the_hosts_root() {
        let dir = tempfile::tempdir().unwrap();
        for (base, root) in [(None, ""), (Some("https://paper.example/a/"), "/a")] {
            let site = Site::new(Archive::open(dir.path()).unwrap().into(), base);
            let page =
                "<a href=\"/\"><a href=\"/style.css\"><a href=\"#main\"><a href=\"/article/b#c\">";
            let expected = page
                .replace("\"/", &format!("\"{root}/"))
                .replace("b#c", "b/#c");
            let mut rewriter = Rewriter::anywhere(&site);
            assert_eq!(rewriter.html(page, &Policies::default()), expected);
        }
    }

    #[test]
    fn a_head_says_what_headers_say_on_a_server() {
        let (page, _) = rewritten("<head><title>t</title>", None);
        assert!(page.contains(
            "content=\"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'"
        ));
        assert!(
            !page.contains("frame-ancestors") && !page.contains("script-src"),
            "{page}"
        );
    }
}
