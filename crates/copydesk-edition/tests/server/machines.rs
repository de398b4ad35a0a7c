//! What the edition says to machines: feed readers, search machines, browsers.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn feeds_have_absolute_links_and_the_text() {
    let (server, _dir) = open().await;
    for (form, media_type, date) in [
        ("rss", "application/rss+xml", "Mon, 17 Sep 2012 00:30:00"),
        ("atom", "application/atom+xml", "2012-09-17T00:30:00"),
        ("json", "application/feed+json", "2012-09-17T00:30:00"),
    ] {
        let link = "http://paper.example/article/first";
        let text = "is closed until spring.";
        let paper = server.get(&format!("/feed.{form}"));
        assert_all(&paper, &[media_type, link, text, date, "article/other"]);
        let section = server.get(&format!("/section/Arts%20%26%20Life/feed.{form}"));
        let own = format!("http://paper.example/section/Arts%20%26%20Life/feed.{form}");
        assert_all(&section, &["HTTP/1.1 200", media_type, link, &own]);
        let search = server.get(&format!("/search/feed.{form}?q=herring"));
        assert_all(&search, &["HTTP/1.1 200", media_type, "/article/other"]);
        assert!(!search.contains(link), "{search}");
        let nothing = server.get(&format!("/search/feed.{form}"));
        assert_all(&nothing, &["HTTP/1.1 200", media_type]);
        let none = server.get(&format!("/section/none/feed.{form}"));
        assert_all(&none, &["HTTP/1.1 404", "Not found"]);
    }
    let forwarded = "Host: paper.example\r\nX-Forwarded-Proto: https\r\n";
    let answer = server.ask_with("GET", "/feed.atom", forwarded);
    assert_all(&answer, &["https://paper.example/article/first"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn feeds_speak_the_readers_language() {
    let (server, _dir) = open().await;
    for (language, said, search) in [
        (
            "",
            "The newest stories of The Courier",
            "Search The Courier",
        ),
        (
            "de",
            "Das Neueste aus The Courier",
            "The Courier durchsuchen",
        ),
        ("zh-CN", "The Courier 的最新报道", "搜索 The Courier"),
        ("ru", "Самое новое: The Courier", "Поиск: The Courier"),
    ] {
        let headers = format!("Host: paper.example\r\nAccept-Language: {language}\r\n");
        for form in ["rss", "atom", "json"] {
            let feed = server.ask_with("GET", &format!("/feed.{form}"), &headers);
            assert_all(&feed, &[said, "vary: accept-language"]);
        }
        let description = server.ask_with("GET", "/opensearch.xml", &headers);
        assert_all(&description, &[search, "vary: accept-language"]);
    }
    assert!(!server.get("/sitemap.xml").contains("vary:"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_make_their_feeds_known() {
    let (server, _dir) = open().await;
    for (path, feeds) in [
        ("/", ["/feed.rss", "/feed.atom", "/feed.json"]),
        (
            "/section/Arts%20%26%20Life",
            [
                "/section/Arts%20%26%20Life/feed.rss",
                "/section/Arts%20%26%20Life/feed.json",
                "/feed.atom",
            ],
        ),
        (
            "/search?q=a+%26+b",
            [
                "/search/feed.rss?q=a+%26+b",
                "/search/feed.atom?q=a+%26+b",
                "/feed.json",
            ],
        ),
    ] {
        let answer = server.get(path).replace("&#38;", "&");
        let links = feeds.map(|feed| format!("href=\"{feed}\""));
        let links: Vec<&str> = links.iter().map(String::as_str).collect();
        assert_all(&answer, &links);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn search_machines_and_browsers_find_what_there_is() {
    let (server, _dir) = open().await;
    let robots = server.get("/robots.txt");
    let sitemap = "\nSitemap: http://paper.example/sitemap.xml\n";
    assert_all(&robots, &["text/plain", "Disallow: /search\n", sitemap]);
    let sitemap = server.get("/sitemap.xml");
    assert_all(
        &sitemap,
        &[
            "application/xml",
            "<loc>http://paper.example/</loc>",
            "<loc>http://paper.example/section/Arts%20%26%20Life</loc>",
            "<url><loc>http://paper.example/article/first</loc><lastmod>2012-09-17</lastmod></url>",
            "<url><loc>http://paper.example/article/other</loc></url>",
        ],
    );
    assert!(server.get("/sitemap/1").ends_with("</urlset>"));
    for none in ["/sitemap/0", "/sitemap/2", "/sitemap/x"] {
        assert!(server.get(none).starts_with("HTTP/1.1 404"), "{none}");
    }
    let search = server.get("/opensearch.xml");
    assert_all(
        &search,
        &[
            "application/opensearchdescription+xml",
            "<ShortName>The Courier</ShortName>",
            "template=\"http://paper.example/search?q={searchTerms}\"",
            "template=\"http://paper.example/search/feed.atom?q={searchTerms}\"",
        ],
    );
    let link = "<link rel=\"search\" type=\"application/opensearchdescription+xml\"";
    assert_all(&server.get("/about"), &[link]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_says_what_it_is() {
    let (server, _dir) = open().await;
    let answer = server.get("/article/first");
    assert_all(
        &answer,
        &[
            "<link rel=\"canonical\" href=\"http://paper.example/article/first\">",
            "<meta property=\"og:title\" content=\"Quay closes\">",
            "<meta property=\"og:image\" content=\"http://paper.example/picture/",
            "<meta property=\"article:published_time\" content=\"2012-09-17T08:30+08:00\">",
            "\"@type\":\"NewsArticle\"",
            "\"isBasedOn\":\"https://courier.example/first\"",
            "\"articleSection\":\"Arts \\u0026 Life\"",
        ],
    );
}

/// An edition of pages at these addresses.
async fn edition_of(addresses: &[&str]) -> (Server, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    let mut writer = archive.writer().unwrap();
    for (number, address) in addresses.iter().enumerate() {
        let (page, article) = article(&format!("n{number}"), "The Courier");
        let text = format!("{address} {}", article.text);
        let url = copydesk_record::normalize_address(address);
        writer
            .add(
                &page,
                &Article {
                    url,
                    text,
                    ..article
                },
            )
            .unwrap();
    }
    writer.commit().unwrap();
    let server = start().await;
    server.progress.finish(Edition::new(Arc::new(archive)));
    (server, dir)
}

fn ask(server: &Server, host: &str, path: &str) -> Option<String> {
    let answer = server.ask_with("GET", path, &format!("Host: {host}\r\n"));
    let place = answer
        .lines()
        .find_map(|line| line.strip_prefix("location: "));
    assert_eq!(
        answer.starts_with("HTTP/1.1 301"),
        place.is_some(),
        "{answer}"
    );
    assert!(
        place.is_some() || answer.starts_with("HTTP/1.1 404"),
        "{answer}"
    );
    place.map(str::to_owned)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sources_old_addresses_lead_to_their_articles() {
    let (server, _dir) = edition_of(&[
        "https://www.courier.example/2012/09/story.html?id=7",
        "https://www.courier.example/tides/",
        "http://courier.example:8080/%7Eann/n%C3%A4chte",
        "http://other.example/2012/09/story.html?id=7",
        "http://other.example/ferry.asp?b=2&a=1",
        "http://other.example/article/quay",
        "http://other.example/about",
    ])
    .await;
    let here = |path| ask(&server, "localhost", path);
    let at = |number: usize| Some(format!("/article/n{number}"));
    assert_eq!(here("/ferry.asp?b=2&a=1"), at(4));
    assert_eq!(here("/ferry.asp?b=2&a=1&utm_source=x"), at(4));
    assert_eq!(here("/ferry.asp"), None);
    assert_eq!(here("/tides"), at(1));
    assert_eq!(here("/tides/"), at(1));
    assert_eq!(here("/~ann/n%c3%a4chte/"), at(2));
    assert_eq!(here("/article/quay"), at(5));
    // Two papers had it: only the host can tell which is meant.
    let both = "/2012/09/story.html?id=7";
    assert_eq!(here(both), None);
    assert_eq!(ask(&server, "courier.example", both), at(0));
    assert_eq!(ask(&server, "WWW.Courier.example:8080", both), at(0));
    assert_eq!(ask(&server, "other.example", both), at(3));
    assert_eq!(here("//other.example/about"), None);
    // The edition's own pages go first.
    assert_all(&server.get("/about"), &["HTTP/1.1 200"]);
    for odd in ["/article/%FF", "/%00", "/a%2Fb/%ZZ?%FF", "/?p=1"] {
        let answer = server.get(odd);
        let fine = ["HTTP/1.1 404", "HTTP/1.1 200"];
        assert!(fine.iter().any(|fine| answer.starts_with(fine)), "{answer}");
    }
    let long = format!("/{}", "a".repeat(5_000));
    assert_eq!(here(&long), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_address_may_be_a_page_of_ours_with_a_query() {
    let (server, _dir) = edition_of(&[
        "https://courier.example/?p=123",
        "https://courier.example/",
        "https://courier.example/search?id=4",
        "https://courier.example/search?q=quay",
        "https://courier.example/?page=2",
    ])
    .await;
    let here = |path| ask(&server, "localhost", path);
    assert_eq!(here("/?p=123"), Some("/article/n0".to_owned()));
    assert_eq!(here("/?utm_source=x&p=123"), Some("/article/n0".to_owned()));
    assert_eq!(here("/search?id=4"), Some("/article/n2".to_owned()));
    // What our own pages read is theirs, and what says nothing of an article changes nothing.
    for (path, status) in [
        ("/", "200"),
        ("/?p=124", "200"),
        ("/?utm_source=x", "200"),
        ("/search?q=quay", "200"),
        ("/?page=1", "200"),
        ("/?p", "200"),
        ("/?%FF=%00&=", "200"),
    ] {
        let answer = server.get(path);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{path}: {answer}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_not_there_offers_a_search() {
    let (server, _dir) = open().await;
    let answer = server.get("/2012/09/the-Quay_closes.html?id=9");
    assert_all(
        &answer,
        &["HTTP/1.1 404", "href=\"/search?q=the+quay+closes\""],
    );
    assert!(!server.get("/2012/").contains("href=\"/search?q="));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_keeps_its_address() {
    let dir = tempfile::tempdir().unwrap();
    let captures = || {
        [
            capture("one", "2012-09-17", "The quay is closed.\n\nShips wait."),
            capture("two", "2012-09-18", "The quay is open.\n\nShips left."),
        ]
    };
    // The same pages twice, each time in an archive that is opened anew, and the later one first.
    for mut captures in [captures(), captures()] {
        captures.reverse();
        let archive = Archive::open(dir.path()).unwrap();
        for (page, article) in captures {
            let mut writer = archive.writer().unwrap();
            writer.add(&page, &article).unwrap();
            writer.commit().unwrap();
        }
        let server = start().await;
        server.progress.finish(Edition::new(Arc::new(archive)));
        let canonical = "<link rel=\"canonical\" href=\"http://paper.example/article/two\">";
        let old = server.get("/article/one");
        let current = "<a href=\"/article/two\">To the current version</a>";
        assert_all(
            &old,
            &["HTTP/1.1 200", "earlier version", current, canonical],
        );
        let new = server.get("/article/two");
        assert_all(&new, &["HTTP/1.1 200", canonical]);
        assert!(!new.contains("earlier version"), "{new}");
        assert_all(&server.get("/quay"), &["HTTP/1.1 301", "/article/two"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_keeps_its_address() {
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    let text = "The quay of Eastmouth is closed since Monday.\n\nThe harbour master, Ann Lindqvist, said that 212 ships wait.";
    let at = |id: &str, day: &str, place: &str, text: &str| {
        let (mut page, mut article) = capture(id, day, text);
        page.url = Some(format!("https://paper.example/{place}"));
        article.url.clone_from(&page.url);
        (page, article)
    };
    let corrected =
        format!("{text}\n\nCorrection: an earlier version had another number of ships.");
    let captures = [
        at("one", "2012-09-17", "quay", text),
        at("two", "2012-09-18", "print", text),
        at("three", "2012-09-18", "mobile", text),
        at("four", "2012-09-19", "quay", &corrected),
    ];
    for (page, article) in captures {
        let mut writer = archive.writer().unwrap();
        writer.add(&page, &article).unwrap();
        writer.commit().unwrap();
    }
    let server = start().await;
    server.progress.finish(Edition::new(Arc::new(archive)));
    assert_all(&server.get("/story/two"), &["HTTP/1.1 200"]);
    for (asked, place) in [
        ("/story/one", "location: /story/two\r\n"),
        ("/story/four/feed.rss", "location: /story/two/feed.rss\r\n"),
    ] {
        assert_all(&server.get(asked), &["HTTP/1.1 301", place]);
    }
    assert_all(&server.get("/story/none"), &["HTTP/1.1 404"]);
}
