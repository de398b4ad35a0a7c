//! Who has an answer already is told so (RFC 9110).

use super::*;

/// A header's value.
fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

fn again(server: &Server, path: &str, condition: &str) -> String {
    let headers = format!("Host: paper.example\r\n{condition}\r\n");
    server.ask_with("GET", path, &headers)
}

fn is_not_modified(answer: &str) -> bool {
    answer.starts_with("HTTP/1.1 304") && answer.ends_with("\r\n\r\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_reader_has_is_not_sent_again() {
    let (server, _dir) = open().await;
    let picture = format!(
        "/picture/{}",
        copydesk_record::digest(PNG).replace("sha256:", "")
    );
    for path in [
        "/",
        "/article/first",
        "/proof/first",
        "/search?q=quay",
        "/feed.rss",
        "/robots.txt",
        "/style.css",
        "/icon.svg",
        &picture,
    ] {
        let answer = server.get(path);
        let tag = header(&answer, "etag").unwrap();
        let cached = again(&server, path, &format!("If-None-Match: \"x\", W/{tag}"));
        assert!(is_not_modified(&cached), "{path}: {cached}");
        for name in ["etag", "cache-control", "vary", "content-security-policy"] {
            assert_eq!(header(&cached, name), header(&answer, name), "{path}");
        }
        assert_eq!(header(&cached, "content-type"), None);
        let other = again(&server, path, "If-None-Match: \"x\"");
        assert!(other.starts_with("HTTP/1.1 200"), "{path}");
        let head = server.ask("HEAD", path);
        for name in ["etag", "content-length", "content-type"] {
            assert_eq!(header(&head, name), header(&answer, name), "{path}");
        }
        assert!(head.ends_with("\r\n\r\n"));
    }
    let missing = again(&server, "/nowhere", "If-None-Match: *");
    assert!(missing.starts_with("HTTP/1.1 404"), "{missing}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_depend_on_the_readers_language_and_are_asked_for_each_time() {
    let (server, _dir) = open().await;
    let answer = server.get("/article/first");
    assert_eq!(header(&answer, "vary"), Some("accept-language"));
    assert_eq!(header(&answer, "cache-control"), Some("no-cache"));
    let missing = server.get("/nowhere");
    assert_eq!(header(&missing, "vary"), Some("accept-language"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_changes_what_is_sent() {
    let dir = tempfile::tempdir().unwrap();
    let server = start().await;
    let archive = Arc::new(archive(dir.path()));
    let edition = Edition::new(Arc::clone(&archive));
    server.progress.finish(edition);
    let front = server.get("/");
    let tag = format!("If-None-Match: {}", header(&front, "etag").unwrap());
    assert!(is_not_modified(&again(&server, "/", &tag)));

    // A date of the second that is not over would be that of the next change too.
    assert_eq!(header(&front, "last-modified"), None);
    std::thread::sleep(Duration::from_millis(2_100));
    let front = server.get("/");
    let date = header(&front, "last-modified").unwrap();
    let since = format!("If-Modified-Since: {date}");
    assert!(is_not_modified(&again(&server, "/", &since)));
    let both = format!("If-None-Match: \"x\"\r\n{since}");
    assert!(again(&server, "/", &both).starts_with("HTTP/1.1 200"));
    let long_ago = "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT";
    assert!(again(&server, "/", long_ago).starts_with("HTTP/1.1 200"));

    let (page, mut third) = article("third", "The Courier");
    third.section = Some("Oysters".into());
    third.text = "Of oysters, their beds, and who may take them from October on.".into();
    let mut writer = archive.writer().unwrap();
    writer.add(&page, &third).unwrap();
    writer.commit().unwrap();
    for condition in [&tag, &since] {
        let answer = again(&server, "/", condition);
        assert_all(
            &answer,
            &["HTTP/1.1 200", "/article/third", "/section/Oysters"],
        );
    }
}
