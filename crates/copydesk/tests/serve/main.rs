//! `copydesk serve`: started, read over HTTP, and ended as a service manager ends it.
#![cfg(unix)]

mod service;
#[path = "../support/mod.rs"]
mod support;

use std::fmt::Write;
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use service::{Answer, Service};
use support::{PAPER, run};

/// Longer than taking anything in takes here.
const PATIENCE: Duration = Duration::from_secs(60);

/// A page must have this status, type and words, a strict policy and no script.
#[track_caller]
fn check(service: &Service, path: &str, (status, media_type, words): (u16, &str, &str)) -> Answer {
    let answer = service.get(path);
    assert_eq!(answer.status, status, "{path}: {}", answer.head);
    assert!(
        answer.head.contains(&format!("content-type: {media_type}")),
        "{path}: {}",
        answer.head
    );
    assert!(
        answer.text().contains(words),
        "{path}: no {words:?} in {}",
        answer.text()
    );
    assert!(
        answer.head.contains("default-src 'none'"),
        "{path}: {}",
        answer.head
    );
    assert!(
        answer.head.contains("x-content-type-options: nosniff"),
        "{path}: {}",
        answer.head
    );
    // What search machines read is data, which no browser runs.
    let text = answer.text().to_lowercase();
    let scripts = text.replace("<script type=\"application/ld+json\">", "");
    assert!(!scripts.contains("<script"), "{path}");
    answer
}

#[test]
fn an_edition_is_read_and_ended() {
    let (mut service, printed) = Service::open(&[PAPER]);
    assert!(
        printed.contains("The books             balance"),
        "{printed}"
    );
    let proof = printed
        .split_once("/proof/")
        .unwrap()
        .1
        .split_whitespace()
        .next()
        .unwrap();
    let html = "text/html";
    let front = check(&service, "/", (200, html, "The Saltmarsh Courier"));
    let article = check(
        &service,
        &front.link("/article/"),
        (200, html, "How this page was cleaned"),
    );
    check(&service, &article.link("/proof/"), (200, html, ""));
    check(&service, &format!("/proof/{proof}"), (200, html, ""));
    check(
        &service,
        "/search?q=dredging",
        (200, html, "Judge halts dredging"),
    );
    check(&service, "/search?q=%28%22", (200, html, ""));
    check(&service, "/feed.rss", (200, "application/rss+xml", "<rss"));
    check(
        &service,
        "/feed.atom",
        (200, "application/atom+xml", "<feed"),
    );
    check(&service, &front.link("/picture/"), (200, "image/", ""));
    check(&service, "/style.css", (200, "text/css", "max-width"));
    check(&service, "/article/none", (404, html, ""));
    check(&service, "/no/such/page", (404, html, ""));
    assert_eq!(service.end(), Some(0));
}

#[test]
fn an_archive_is_served_again() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().to_str().unwrap();
    let (mut service, _) = Service::open(&[PAPER, "--archive", archive]);
    let front = check(&service, "/", (200, "text/html", "")).text();
    assert_eq!(service.end(), Some(0));
    let (mut service, _) = Service::open(&["--archive", archive]);
    assert!(check(&service, "/", (200, "text/html", "")).text() == front);
    assert_eq!(service.end(), Some(0));
}

#[test]
fn a_busy_port_is_named_with_another() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let ran = run(&["serve", PAPER, "--listen", &address.to_string()]);
    let next = address.port() + 1;
    assert_eq!(ran.status, 1, "{ran:?}");
    assert_eq!(
        ran.stderr,
        format!("copydesk: {address} is in use; try --listen 127.0.0.1:{next}\n")
    );
}

#[test]
fn addresses_are_wrong_usage() {
    support::check(
        &["serve", "http://a.example/"],
        "",
        (2, "", "`copydesk watch`"),
    );
    support::check(&["serve", "--listen", "here"], "", (2, "", "--listen"));
}

#[test]
fn progress_is_shown_until_all_is_in() {
    let dir = tempfile::tempdir().unwrap();
    write_pages(dir.path(), 3000);
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let address = format!("127.0.0.1:{port}");
    let folder = dir.path().to_str().unwrap();
    let mut service = Service::start(&[folder, "--listen", &address, "--jobs", "1"]);
    service.address = address;
    let mut seen = Vec::new();
    let started = Instant::now();
    while seen.last() != Some(&200) && started.elapsed() < PATIENCE {
        // Until it listens there is no answer at all.
        if let Ok(answer) = Answer::get(&service.address, "/") {
            check_progress(&answer);
            seen.push(answer.status);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    seen.dedup();
    assert_eq!(seen, [503, 200]);
    assert_eq!(service.end(), Some(0));
}

fn check_progress(answer: &Answer) {
    if answer.status == 503 {
        assert!(answer.head.contains("retry-after: "), "{}", answer.head);
        assert!(
            answer.head.contains("default-src 'none'"),
            "{}",
            answer.head
        );
        assert!(answer.text().contains("<html"), "{}", answer.text());
    }
}

/// Pages enough to keep the desk busy while it is looked at.
fn write_pages(dir: &Path, count: usize) {
    for number in 0..count {
        let mut page = format!("<title>Story {number}</title><h1>Story {number}</h1>");
        for line in 0..10 {
            let _ = write!(
                page,
                "<p>Of the boats of berth {} on day {line}, {number} were out at noon and {line} at night.</p>",
                number * 7 + line
            );
        }
        fs::write(dir.join(format!("{number}.html")), page).unwrap();
    }
}
