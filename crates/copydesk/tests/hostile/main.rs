//! Pages that attack their readers come out as text and as nothing else: as HTML, as Markdown, and on
//! the edition's pages.
#![cfg(unix)]
#![forbid(unsafe_code)]

#[allow(dead_code)]
#[path = "../../../copydesk-extract/tests/shared/dom/mod.rs"]
mod dom;
mod payloads;
#[path = "../serve/service.rs"]
mod service;
#[path = "../support/mod.rs"]
mod support;

use std::fs;

use copydesk::extract::Options;
use copydesk::record::{Article, Page};
use copydesk::{clean, render};

use dom::Dom;
use payloads::{PAYLOADS, hostile_page};
use service::Service;

/// What `--format html` may write: elements and their attributes.
const IN_HTML: &[(&str, &[&str])] = &[
    ("html", &["lang"]),
    ("head", &[]),
    ("meta", &["charset"]),
    ("title", &[]),
    ("body", &[]),
    ("article", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("p", &[]),
    ("a", &["href"]),
    ("em", &[]),
    ("ul", &[]),
    ("li", &[]),
    ("blockquote", &[]),
    ("pre", &[]),
    ("code", &[]),
    ("table", &[]),
    ("thead", &[]),
    ("tbody", &[]),
    ("tr", &[]),
    ("th", &[]),
    ("td", &[]),
    ("figure", &[]),
    ("figcaption", &[]),
    ("time", &["datetime"]),
];

/// What a Markdown program makes besides.
const BESIDES: &[(&str, &[&str])] = &[
    ("img", &["src", "alt"]),
    ("strong", &[]),
    ("hr", &[]),
    ("br", &[]),
    ("ol", &["start"]),
];

/// Elements that no page of the edition has.
const NEVER: &[&str] = &[
    "script", "style", "iframe", "object", "embed", "base", "template", "noscript", "frame",
    "frameset", "applet", "audio", "video", "source", "textarea", "select", "marquee",
];

fn articles() -> Vec<(String, Article)> {
    let article = |(index, payload): (usize, String)| {
        let page = Page {
            source: format!("{index}.html"),
            bytes: hostile_page(index, &payload).into_bytes(),
            url: Some(format!("https://paper.example/news/{index}.html")),
            ..Page::default()
        };
        let article = clean(
            &page,
            Options {
                proof: true,
                ..Options::default()
            },
        );
        assert_eq!(article.error, None, "{payload}");
        (payload, article)
    };
    payloads::all()
        .into_iter()
        .enumerate()
        .map(article)
        .collect()
}

/// Elements and attributes on the list only, and addresses of the web only.
#[track_caller]
fn check(html: &str, allowed: &[&[(&str, &[&str])]], payload: &str) {
    for (name, attributes) in Dom::parse(html).elements() {
        let mut all = allowed.iter().copied().flatten();
        let Some((_, may)) = all.find(|(known, _)| known == &name) else {
            panic!("<{name}> from {payload}\n{html}");
        };
        for (attribute, value) in attributes {
            assert!(
                may.contains(&&**attribute),
                "{attribute} from {payload}\n{html}"
            );
            if ["href", "src"].contains(&&**attribute) {
                assert!(is_of_the_web(value), "{value} from {payload}\n{html}");
            }
        }
    }
}

fn is_of_the_web(address: &str) -> bool {
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

#[test]
fn html_and_markdown_hold_no_markup_of_the_page() {
    let articles = articles();
    for (payload, article) in &articles {
        check(&render::html(article), &[IN_HTML], payload);
        let markdown = render::markdown(article);
        let mut html = String::new();
        let options =
            pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
        pulldown_cmark::html::push_html(
            &mut html,
            pulldown_cmark::Parser::new_ext(&markdown, options),
        );
        check(&html, &[IN_HTML, BESIDES], payload);
        check(&without_code(&markdown), &[&IN_HTML[..5]], payload);
    }
    // The payloads are there, as text.
    let told = articles
        .iter()
        .filter(|(_, article)| article.text.contains("harbour wall"));
    assert!(told.count() * 10 >= articles.len() * 9);
}

/// Markdown without its fenced code, in which nothing is markup.
fn without_code(markdown: &str) -> String {
    let mut fence: Option<String> = None;
    let mut out = String::new();
    for line in markdown.lines() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        match &fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

#[test]
fn the_editions_pages_hold_no_markup_of_the_page() {
    let folder = tempfile::tempdir().unwrap();
    for (index, payload) in payloads::all().iter().enumerate() {
        fs::write(
            folder.path().join(format!("{index}.html")),
            hostile_page(index, payload),
        )
        .unwrap();
    }
    let folder = folder.path().to_str().unwrap();
    let records = support::run(&["clean", folder]).records();
    let (mut service, _) = Service::open(&[folder]);
    let mut paths: Vec<String> = [
        "/",
        "/undated",
        "/about",
        "/search?q=harbour",
        "/no<script>",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.extend(
        PAYLOADS
            .iter()
            .map(|payload| format!("/search?q={}", percent(payload))),
    );
    for record in &records {
        let id = record["id"].as_str().unwrap();
        paths.extend([format!("/article/{id}"), format!("/proof/{id}")]);
    }
    for path in &paths {
        check_edition(path, &service.get(path).text());
    }
    assert!(paths.len() > 2 * PAYLOADS.len());
    assert_eq!(service.end(), Some(0));
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[track_caller]
fn check_edition(path: &str, html: &str) {
    let dom = Dom::parse(html);
    for (name, attributes) in dom.elements() {
        // What a search machine reads is no script: browsers run nothing of it.
        let is_data = name == "script"
            && attributes
                .iter()
                .any(|(attribute, value)| *attribute == "type" && value == "application/ld+json");
        assert!(
            is_data || !NEVER.contains(&name) && !name.contains(' '),
            "<{name}> on {path}"
        );
        for (attribute, value) in attributes {
            let is_handler = attribute.starts_with("on")
                || ["style", "srcdoc", "formaction"].contains(&&**attribute);
            assert!(!is_handler, "{attribute} on {path}");
            if ["href", "src", "action"].contains(&&**attribute) {
                let is_own =
                    value.starts_with('/') && !value.starts_with("//") || value.starts_with('#');
                let is_known = is_own || is_of_the_web(value) || value.starts_with("tel:");
                assert!(is_known, "{attribute}={value} on {path}");
            }
        }
    }
    let forms = dom.elements().filter(|(name, _)| *name == "form").count();
    assert!(forms <= 2, "{forms} forms on {path}");
}
