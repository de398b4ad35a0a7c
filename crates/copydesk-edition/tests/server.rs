//! The edition over HTTP, from a real archive.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

use copydesk_archive::Archive;
use copydesk_edition::{Edition, Progress, serve};
use copydesk_record::{
    Account, Article, Block, BlockKind, Charset, CharsetEvidence, Image, Imprint, ImprintKind,
    Kind, Link, Page, Place, Span,
};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

#[path = "server/caching.rs"]
mod caching;
#[path = "server/machines.rs"]
mod machines;

const POLICY: &str = "content-security-policy: default-src 'none'; style-src 'self'; img-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

struct Server {
    address: std::net::SocketAddr,
    progress: Arc<Progress>,
    stop: oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<std::io::Result<()>>,
}

async fn start() -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let progress = Arc::new(Progress::new());
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async move { stopped.await.unwrap_or_default() };
    let ended = tokio::spawn(serve(listener, Arc::clone(&progress), shutdown));
    Server {
        address,
        progress,
        stop,
        ended,
    }
}

impl Server {
    fn ask(&self, method: &str, path: &str) -> String {
        self.ask_with(method, path, "Host: paper.example\r\n")
    }

    /// `headers` is whole lines.
    fn ask_with(&self, method: &str, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let request = format!("{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path)
    }
}

const HTML: &str = "<h1>Quay closes</h1><p>The quay is closed until spring.</p>";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot really";

fn span(of: &str) -> Span {
    let start = HTML.find(of).unwrap();
    Span::new(start, start + of.len())
}

fn article(id: &str, site: &str) -> (Page, Article) {
    let (title, text) = ("Quay closes", "The quay is closed until spring.");
    let account = |of, to: &str| Account {
        span: span(of),
        to: Place::One(to.to_owned()),
    };
    let link = Link {
        span: Span::new(4, 8),
        url: "https://courier.example/other".into(),
    };
    let page = Page {
        source: format!("{id}.html"),
        bytes: HTML.into(),
        ..Page::default()
    };
    let article = Article {
        url: Some(format!("https://courier.example/{id}")),
        kind: Kind::Article,
        title: Some(title.into()),
        section: Some("Arts & Life".into()),
        site: Some(site.into()),
        published: Some("2012-09-17T08:30+08:00".into()),
        language: Some("en".into()),
        text: text.into(),
        blocks: vec![Block {
            links: vec![link],
            ..Block::new(BlockKind::Paragraph, text, span(text))
        }],
        lead_image: Some(Image {
            url: "https://courier.example/p.png".into(),
            ..Image::default()
        }),
        charset: Some(Charset {
            name: "UTF-8".into(),
            evidence: CharsetEvidence::Meta,
            confidence: 1.0,
        }),
        removed: Some(vec![]),
        repairs: Some(vec![]),
        accounts: Some(vec![account(title, "title"), account(text, "blocks/0")]),
        digest: copydesk_record::digest(&page.bytes),
        ..Article::new(id, page.source.clone())
    };
    (page, article)
}

/// A capture of one address on a day, with a text.
fn capture(id: &str, day: &str, text: &str) -> (Page, Article) {
    let (page, article) = article(id, "The Courier");
    let page = Page {
        bytes: text.into(),
        ..page
    };
    let article = Article {
        url: Some("https://courier.example/quay".into()),
        crawled: Some(format!("{day}T00:00:00Z")),
        text: text.into(),
        blocks: Vec::new(),
        accounts: None,
        digest: copydesk_record::digest(&page.bytes),
        ..article
    };
    (page, article)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_edition_speaks_the_language_that_a_browser_asks_for() {
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    let mut writer = archive.writer().unwrap();
    let (page, article) = article("quay", "The Courier");
    writer.add(&page, &article).unwrap();
    writer.commit().unwrap();
    let server = start().await;
    let ask = |languages: &str| {
        let header = format!("Host: paper.example\r\nAccept-Language: {languages}\r\n");
        server.ask_with("GET", "/article/quay", &header)
    };
    let waiting = ask("de");
    assert!(waiting.contains("Die Ausgabe wird gesetzt"), "{waiting}");
    server.progress.finish(Edition::new(Arc::new(archive)));
    for (languages, tag, date) in [
        ("fr", "en", "17 September 2012, 08:30 (UTC+08:00)"),
        (
            "de-AT, en;q=0.5",
            "de",
            "17. September 2012, 08:30 (UTC+08:00)",
        ),
        ("zh-CN", "zh", "2012年9月17日 08:30 (UTC+08:00)"),
        ("ru", "ru", "17 сентября 2012 г., 08:30 (UTC+08:00)"),
    ] {
        let html = ask(languages);
        assert!(html.contains(&format!("<html lang=\"{tag}\">")), "{html}");
        assert!(html.contains(date), "{html}");
        // The article keeps its own.
        assert!(html.contains("<h1 lang=\"en\" dir=\"ltr\">Quay closes</h1>"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn standing_pages_that_were_crawled_are_read_in_the_edition() {
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    let mut writer = archive.writer().unwrap();
    let standing = |label: &str| Imprint {
        kind: ImprintKind::Link,
        label: Some(label.to_owned()),
        value: Some(format!("https://courier.example/{label}")),
    };
    let (page, mut quay) = article("quay", "The Courier");
    quay.imprint = ["terms", "privacy"].map(standing).into();
    writer.add(&page, &quay).unwrap();
    let (page, mut terms) = article("terms", "The Courier");
    terms.kind = Kind::Other;
    writer.add(&page, &terms).unwrap();
    writer.commit().unwrap();
    let server = start().await;
    server.progress.finish(Edition::new(Arc::new(archive)));
    for path in ["/about", "/article/quay"] {
        assert_all(
            &server.get(path),
            &[
                "<a href=\"/article/terms\">",
                "<a href=\"https://courier.example/privacy\" rel=\"nofollow",
            ],
        );
    }
}

/// The text with an agency's credit, whole, and cut in another paper.
#[tokio::test(flavor = "multi_thread")]
async fn prints_of_a_wire_story_say_who_ran_them_and_what_each_lacks() {
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    let mut writer = archive.writer().unwrap();
    let paragraphs = [
        "The ferry to Gannet Island ran aground on a bank of sand before dawn and was towed clear at high water.",
        "Forty passengers were taken off by the lifeboat and given tea in the mission hall of the harbour.",
        "The master told the coastguard that a buoy had drifted a quarter of a mile from its charted place.",
        "Divers will look at the hull on Thursday before the ship may sail with passengers again.",
    ];
    for (id, site, text) in [
        ("whole", "Coastwire", paragraphs.join("\n\n")),
        ("short", "The <Courier>", paragraphs[..3].join("\n\n")),
        (
            "alone",
            "The Courier",
            "Herring was dear again on the quay this morning.".into(),
        ),
    ] {
        let (page, mut print) = article(id, site);
        print.text = text;
        writer.add(&page, &print).unwrap();
    }
    writer.commit().unwrap();
    let server = start().await;
    server.progress.finish(Edition::new(Arc::new(archive)));
    assert_all(
        &server.get("/article/whole"),
        &[
            "Also run as",
            "The &#60;Courier&#62;",
            "lacks 16 words",
            "href=\"/changes/whole/short\"",
        ],
    );
    assert_all(
        &server.get("/article/short"),
        &["adds 16 words", "the others are compared with"],
    );
    assert!(!server.get("/article/alone").contains("Also run as"));
    let compared = server.get("/changes/whole/short");
    assert_all(
        &compared,
        &["<del>Divers will look", "Two prints of: Quay closes"],
    );
    for path in [
        "/changes/whole/alone",
        "/changes/alone/whole",
        "/changes/whole/none",
    ] {
        assert!(server.get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calendar_leads_to_the_days_that_have_articles() {
    let (server, _dir) = open().await;
    for path in ["/days", "/days/2012"] {
        let html = server.get(path);
        assert_all(
            &html,
            &[
                "September 2012",
                "<a href=\"/day/2012-09-17\" title=\"1 story\">17</a>",
            ],
        );
        assert_eq!(html.matches("href=\"/day/").count(), 1, "{html}");
    }
    for path in ["/days/2011", "/days/x", "/days/99999"] {
        assert!(server.get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_of_an_article_say_what_they_changed() {
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    let mut writer = archive.writer().unwrap();
    for (page, article) in [
        capture("one", "2012-09-17", "The quay is closed.\n\nShips wait."),
        capture(
            "two",
            "2012-09-18",
            "The quay is open.\n\nShips wait. <b>Two</b> left.",
        ),
    ] {
        writer.add(&page, &article).unwrap();
    }
    writer.commit().unwrap();
    let server = start().await;
    server.progress.finish(Edition::new(Arc::new(archive)));
    let shown = server.get("/article/two");
    assert!(
        shown.contains("Versions") && shown.contains("href=\"/changes/two\""),
        "{shown}"
    );
    assert!(
        shown.contains("href=\"/article/one\"") && !shown.contains("/changes/one"),
        "{shown}"
    );
    let changes = server.get("/changes/two");
    assert!(
        changes.contains("<del>closed</del><ins>open</ins>."),
        "{changes}"
    );
    assert!(
        changes.contains("<ins> &#60;b&#62;Two&#60;/b&#62; left.</ins>"),
        "{changes}"
    );
    assert!(server.get("/changes/one").starts_with("HTTP/1.1 404"));
    assert!(server.get("/changes/none").starts_with("HTTP/1.1 404"));
    assert!(server.get("/article/one").contains("href=\"/changes/two\""));
}

fn archive(dir: &std::path::Path) -> Archive {
    let archive = Archive::open(dir).unwrap();
    let mut writer = archive.writer().unwrap();
    let (page, first) = article("first", "The Courier");
    writer.add(&page, &first).unwrap();
    let (page, mut other) = article("other", "The Courier");
    other.text = "Nothing like it: herring, lamps, a lighthouse and the ferry that is late.".into();
    other.published = None;
    writer.add(&page, &other).unwrap();
    writer
        .add_picture(
            "p.png",
            Some("https://courier.example/p.png"),
            "image/png",
            PNG,
        )
        .unwrap();
    writer
        .add_picture(
            "x.svg",
            Some("https://courier.example/x.svg"),
            "image/svg+xml",
            b"<svg/>",
        )
        .unwrap();
    writer.commit().unwrap();
    archive
}

async fn open() -> (Server, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let server = start().await;
    server
        .progress
        .finish(Edition::new(Arc::new(archive(dir.path()))));
    (server, dir)
}

/// A page without its JSON-LD, which is data and no script.
fn without_data(answer: &str) -> String {
    let Some((before, rest)) = answer.split_once("<script type=\"application/ld+json\">") else {
        return answer.to_owned();
    };
    let (_, after) = rest.split_once("</script>").unwrap();
    format!("{before}{after}")
}

fn assert_all(answer: &str, expected: &[&str]) {
    for expected in expected {
        assert!(answer.contains(expected), "{expected} is not in {answer}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_address_waits_until_the_pages_are_in() {
    let dir = tempfile::tempdir().unwrap();
    let server = start().await;
    server.progress.set_pages(1234);
    for path in ["/", "/article/x", "/search?q=a", "/feed.rss", "/nowhere"] {
        let answer = server.get(path);
        let refresh = "<meta http-equiv=\"refresh\" content=\"1\">";
        assert_all(
            &answer,
            &[
                "HTTP/1.1 503",
                "retry-after: 1",
                "1,234 pages",
                refresh,
                POLICY,
            ],
        );
    }
    assert!(server.get("/style.css").starts_with("HTTP/1.1 200"));
    server
        .progress
        .finish(Edition::new(Arc::new(archive(dir.path()))));
    assert!(server.get("/").starts_with("HTTP/1.1 200"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_answers_and_none_may_load_anything_foreign() {
    let (server, _dir) = open().await;
    for (path, expected) in [
        (
            "/",
            "<h1 class=\"paper\"><a href=\"/\">The Courier</a></h1>",
        ),
        ("/section/Arts%20%26%20Life", "2 stories"),
        ("/day/2012-09-17", "17 September 2012"),
        ("/undated", "1 story"),
        ("/article/first", "17 September 2012, 08:30 (UTC+08:00)"),
        ("/proof/first", "The books balance."),
        ("/search?q=herring", "<mark>"),
        ("/search?q=", "What are you looking for?"),
        ("/search?q=%22unclosed&page=x", "Search:"),
        ("/about", "2 articles"),
    ] {
        let answer = server.get(path);
        let nosniff = "x-content-type-options: nosniff";
        assert_all(
            &answer,
            &["HTTP/1.1 200", POLICY, nosniff, "referrer-policy", expected],
        );
        assert!(
            !without_data(&answer).contains("<script") && !answer.contains("src=\"http"),
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn articles_lead_to_each_other_and_to_their_proof() {
    let (server, _dir) = open().await;
    let answer = server.get("/article/first");
    assert_all(
        &answer,
        &[
            "The <a href=\"/article/other\">quay</a> is",
            "href=\"/proof/first\"",
        ],
    );
    assert_all(
        &answer,
        &[
            "rel=\"nofollow noopener noreferrer external\"",
            "<img src=\"/picture/",
        ],
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_said_in_the_design() {
    let (server, _dir) = open().await;
    for path in [
        "/nowhere",
        "/article/none",
        "/proof/none",
        "/section/none",
        "/day/2012-09-18",
        "/day/soon",
        "/?page=2",
        "/picture/00",
        "/picture/..%2F..%2Fetc%2Fpasswd",
    ] {
        assert_all(
            &server.get(path),
            &["HTTP/1.1 404", "Not found", "The Courier", POLICY],
        );
    }
    let answer = server.ask("POST", "/search");
    assert_all(&answer, &["HTTP/1.1 405", "allow: GET, HEAD", POLICY]);
    let answer = server.ask("HEAD", "/");
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\n\r\n"),
        "{answer}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pictures_are_served_as_pictures_only() {
    let (server, _dir) = open().await;
    let key = |bytes: &[u8]| copydesk_record::digest(bytes).replace("sha256:", "");
    let answer = server.get(&format!("/picture/{}", key(PNG)));
    let policy = "content-security-policy: sandbox; default-src 'none'";
    assert_all(
        &answer,
        &[
            "HTTP/1.1 200",
            "content-type: image/png",
            policy,
            "immutable",
            "nosniff",
        ],
    );
    let answer = server.get(&format!("/picture/{}", key(b"<svg/>")));
    assert_all(&answer, &["HTTP/1.1 404"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_cuts_connections_that_linger() {
    let (server, _dir) = open().await;
    let mut lingering = TcpStream::connect(server.address).unwrap();
    lingering
        .write_all(b"GET / HTTP/1.1\r\nHost: x\r\n")
        .unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let begun = Instant::now();
    server.stop.send(()).unwrap();
    server.ended.await.unwrap().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_is_quick_when_nobody_lingers() {
    let (server, _dir) = open().await;
    server.get("/");
    let begun = Instant::now();
    server.stop.send(()).unwrap();
    server.ended.await.unwrap().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(2));
}
