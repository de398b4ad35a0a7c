use super::*;

fn feed() -> Feed {
    let evil = "<script>]]>\u{0}\u{B}\u{FFFF}&国";
    let article = Article {
        title: Some(evil.into()),
        authors: vec![evil.into()],
        section: Some(evil.into()),
        language: Some(evil.into()),
        published: Some("2012-09-17T08:30+08:00".into()),
        ..Article::new(evil, "page.html")
    };
    let item = Item::new(
        "http://paper.example",
        article,
        evil,
        "<p>&#60;b&#62; ]]></p>\u{1}",
    );
    let undated = Item::new(
        "http://paper.example",
        Article::new("b", "b"),
        "Words",
        "<p>x</p>",
    );
    Feed {
        paper: xml(evil),
        base: "http://paper.example".into(),
        items: vec![item, undated],
    }
}

#[test]
fn rss_reads_back() {
    let text = feed().rss();
    let channel = rss::Channel::read_from(text.as_bytes()).unwrap();
    let item = &channel.items()[0];
    assert_eq!(item.title(), Some("<script>]]>&国"));
    assert_eq!(item.content(), Some("<p>&#60;b&#62; ]]></p>"));
    assert_eq!(item.pub_date(), Some("Mon, 17 Sep 2012 00:30:00 +0000"));
    assert_eq!(channel.items()[1].pub_date(), None);
    assert!(!text.chars().any(|c| c < ' ' && c != '\n'));
}

#[test]
fn atom_reads_back() {
    let text = feed().atom();
    let feed = atom::Feed::read_from(text.as_bytes()).unwrap();
    let entry = &feed.entries()[0];
    assert_eq!(entry.title().as_str(), "<script>]]>&国");
    assert_eq!(
        entry.content().unwrap().value(),
        Some("<p>&#60;b&#62; ]]></p>")
    );
    assert_eq!(entry.updated().to_rfc3339(), "2012-09-17T00:30:00+00:00");
    assert!(
        entry.links()[0]
            .href
            .starts_with("http://paper.example/article/")
    );
    assert!(!text.chars().any(|c| c < ' ' && c != '\n'));
}

#[test]
fn only_a_host_is_taken_for_a_host() {
    assert_eq!(
        base(Some("paper.example:8080")),
        "http://paper.example:8080"
    );
    for bad in [
        None,
        Some("a/b"),
        Some("a@b"),
        Some("a?b"),
        Some("\"><script>"),
        Some(""),
    ] {
        assert_eq!(base(bad), NO_HOST, "{bad:?}");
    }
}
