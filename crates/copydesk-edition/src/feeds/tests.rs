use copydesk_archive::Summary;
use copydesk_intake::{Limits, items};
use copydesk_record::Article;

use super::*;
use crate::origin::Origin;

const EVIL: &str = "<script>]]>\u{0}\u{B}\u{FFFF}&国";
const CLEAN: &str = "<script>]]>&国";

/// A feed of an item that attacks it, and of one of which nothing is known.
fn feed(form: Form) -> Feed {
    let mut headers = axum::http::HeaderMap::new();
    headers.insert("host", "paper.example".parse().unwrap());
    let origin = Origin::of(&headers);
    let article = Article {
        title: Some(EVIL.into()),
        authors: vec![EVIL.into()],
        section: Some(EVIL.into()),
        language: Some(EVIL.into()),
        url: Some("https://old.example/a?b=1&c=\"2".into()),
        published: Some("2012-09-17T08:30+08:00".into()),
        ..Article::new(EVIL, "page.html")
    };
    let evil = Item::new(
        &origin,
        article,
        &summary(EVIL),
        "<p>&#60;b&#62; ]]></p>\u{1}",
    );
    let bare = Item::new(
        &origin,
        Article::new("b", "b"),
        &summary("Words"),
        "<p>x</p>",
    );
    let topic = Topic::search(EVIL);
    Feed {
        title: xml(&topic.title(EVIL, "")),
        description: xml(EVIL),
        home: origin.at(&topic.home()),
        own: origin.at(&topic.feed(form)),
        paper: xml(EVIL),
        items: vec![evil, bare],
    }
}

fn summary(title: &str) -> Summary {
    Summary {
        id: title.into(),
        title: title.into(),
        dek: None,
        opening: title.into(),
        authors: Vec::new(),
        published: None,
        crawled: None,
        section: None,
        site: None,
        language: None,
        url: None,
        source: "page.html".into(),
        lead_image: None,
        picture: Some("p".into()),
    }
}

#[test]
fn rss_reads_back() {
    let text = feed(Form::Rss).write(Form::Rss);
    let channel = ::rss::Channel::read_from(text.as_bytes()).unwrap();
    assert!(channel.link().starts_with("http://paper.example/search?q="));
    assert!(!channel.description().is_empty());
    let own = &channel.extensions()["atom"]["link"][0].attrs;
    assert_eq!(own["rel"], "self");
    assert!(own["href"].starts_with("http://paper.example/search/feed.rss?q="));
    let item = &channel.items()[0];
    assert_eq!(item.title(), Some(CLEAN));
    assert_eq!(item.content(), Some("<p>&#60;b&#62; ]]></p>"));
    assert_eq!(item.pub_date(), Some("Mon, 17 Sep 2012 00:30:00 +0000"));
    assert!(!item.guid().unwrap().is_permalink());
    assert_ne!(item.guid(), channel.items()[1].guid());
    assert_eq!(channel.items()[1].pub_date(), None);
    assert!(!text.chars().any(|c| c < ' ' && c != '\n'));
}

#[test]
fn atom_reads_back_with_all_that_must_be_there() {
    let text = feed(Form::Atom).write(Form::Atom);
    let feed = atom_syndication::Feed::read_from(text.as_bytes()).unwrap();
    assert!(
        feed.id()
            .starts_with("http://paper.example/search/feed.atom?q=")
    );
    let own = feed.links().iter().find(|link| link.rel == "self").unwrap();
    assert_eq!(own.href, feed.id());
    assert_eq!(feed.updated().to_rfc3339(), "2012-09-17T00:30:00+00:00");
    assert_eq!(feed.authors()[0].name, CLEAN);
    let entry = &feed.entries()[0];
    assert_eq!(entry.title().as_str(), CLEAN);
    assert!(entry.id().starts_with("urn:copydesk:%3Cscript%3E"));
    let html = entry.content().unwrap();
    assert_eq!(html.value(), Some("<p>&#60;b&#62; ]]></p>"));
    assert_eq!(entry.updated().to_rfc3339(), "2012-09-17T00:30:00+00:00");
    let links: Vec<_> = entry
        .links()
        .iter()
        .map(|link| (link.rel.as_str(), link.href.as_str()))
        .collect();
    assert!(
        matches!(links[0], ("alternate", href) if href.starts_with("http://paper.example/article/"))
    );
    assert_eq!(links[1], ("via", "https://old.example/a?b=1&c=%222"));
    assert!(!text.chars().any(|c| c < ' ' && c != '\n'));
}

#[test]
fn json_has_what_must_be_there_and_nothing_unknown() {
    let text = feed(Form::Json).write(Form::Json);
    let feed: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert!(
        feed["feed_url"]
            .as_str()
            .unwrap()
            .contains("/search/feed.json?q=")
    );
    let item = &feed["items"][0];
    assert_eq!(item["title"], CLEAN);
    assert_eq!(item["authors"][0]["name"], CLEAN);
    assert_eq!(item["date_published"], "2012-09-17T00:30:00Z");
    assert_eq!(item["image"], "http://paper.example/picture/p");
    let bare = feed["items"][1].as_object().unwrap();
    let names: Vec<_> = bare.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["id", "url", "title", "content_html", "summary", "image"]
    );
}

#[test]
fn our_own_reader_reads_every_form() {
    let dir = tempfile::tempdir().unwrap();
    for form in Form::ALL {
        let path = dir.path().join(form.file());
        std::fs::write(&path, feed(form).write(form)).unwrap();
        let pages: Vec<_> = items(&[path], Limits::default())
            .map(|item| match item {
                copydesk_intake::Item::Page(page) => page,
                other => panic!("{form:?}: {other:?}"),
            })
            .collect();
        assert_eq!(pages.len(), 2, "{form:?}");
        let known = pages[0].known.as_ref().unwrap();
        // Our reader takes what RSS and Atom say for markup.
        let title = match form {
            Form::Rss | Form::Atom => CLEAN.trim_start_matches("<script>"),
            Form::Json => CLEAN,
        };
        assert_eq!(known.title.as_deref(), Some(title), "{form:?}");
        assert_eq!(known.authors, [title], "{form:?}");
        let instant = known.published.as_deref().and_then(crate::dates::instant);
        assert_eq!(
            instant.unwrap().to_string(),
            "2012-09-17T00:30:00Z",
            "{form:?}"
        );
        let html = String::from_utf8_lossy(&pages[0].bytes);
        assert!(html.contains("<p>&#60;b&#62; ]]></p>"), "{form:?}: {html}");
    }
}
