//! Title, authors and date: what a person would choose from a page that offers several.

use copydesk_extract::{Options, extract};
use copydesk_record::{Article, Evidence, Page};

const BODY: &str = "<p>The council of Eastmouth voted on Monday to dredge the inner harbour, after a debate \
    that lasted until midnight and was heard by some sixty fishermen.</p><p>Work begins in spring, the mayor \
    said, and will cost four million pounds, of which the county pays one half.</p><p>The fishermen had asked \
    for it for eleven years, since the last of the large trawlers moved to another port.</p>";

fn read(head: &str, above: &str, below: &str) -> Article {
    let html = format!(
        "<html lang=en-GB><head>{head}</head><body><main><h1>Council votes to dredge harbour</h1>{above}\
         <div class=text>{BODY}</div>{below}</main></body></html>"
    );
    extract(
        &Page {
            bytes: html.into_bytes(),
            ..Page::default()
        },
        Options::default(),
    )
}

fn published(head: &str, above: &str, below: &str) -> Option<String> {
    read(head, above, below).published
}

fn authors(head: &str, above: &str, below: &str) -> Vec<String> {
    read(head, above, below).authors
}

#[test]
fn the_date_by_the_headline_goes_before_that_of_the_head() {
    let head = r#"<meta property="article:published_time" content="2012-09-18T00:30:00Z">"#;
    let shown = "<p class=meta>17 September 2012</p>";
    assert_eq!(published(head, shown, "").as_deref(), Some("2012-09-17"));
    assert_eq!(
        published(head, "", "").as_deref(),
        Some("2012-09-18T00:30:00Z")
    );
}

#[test]
fn of_the_same_day_the_most_precise_is_taken() {
    let head = r#"<meta property="article:published_time" content="2012-09-17T08:30:00+01:00">"#;
    let article = read(head, "<p>Published: 17 September 2012</p>", "");
    assert_eq!(
        article.published.as_deref(),
        Some("2012-09-17T08:30:00+01:00")
    );
    let Some(Evidence::From(from)) = article.evidence.get("published") else {
        panic!("no evidence");
    };
    assert_eq!(from, "meta:article:published_time");
}

#[test]
fn a_change_is_no_publication_unless_nothing_else_is_known() {
    let head = r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2012-09-17",
        "dateModified":"2012-09-20"}</script>"#;
    for shown in [
        "<p>Updated: 20 September 2012</p>",
        "<time datetime=2012-09-20>20 September 2012</time>",
    ] {
        let article = read(head, shown, "");
        assert_eq!(article.published.as_deref(), Some("2012-09-17"), "{shown}");
        assert_eq!(article.modified.as_deref(), Some("2012-09-20"), "{shown}");
    }
    let alone = read("", "<p>Zuletzt aktualisiert am 20.09.2012</p>", "");
    assert_eq!(alone.published.as_deref(), Some("2012-09-20"));
    assert!(
        matches!(alone.evidence.get("published"), Some(Evidence::From(from)) if from == "line:updated")
    );
}

#[test]
fn dates_of_others_are_left_alone() {
    for below in [
        "<aside class=sidebar><time datetime=2013-01-02>2 January 2013</time> <a href=/x>Ferry fares rise once more this \
         winter, company says</a></aside>",
        "<div class=comments><div class=comment><b>Bo</b> <time datetime=2013-01-02>2 January 2013</time> Well \
         done!</div></div>",
        "<footer>© 2 January 2013 Eastmouth Gazette</footer>",
    ] {
        assert_eq!(published("", "", below), None, "{below}");
    }
}

#[test]
fn dates_are_found_in_many_places() {
    for (head, above) in [
        (
            "",
            "<div><span class=entry-date>17. September 2012</span></div>",
        ),
        ("", "<p>Erstellt am 17.09.2012 von Ann Lee</p>"),
        ("", "<p>发布时间：2012年9月17日</p>"),
        ("", "<p>Опубликовано 17 сентября 2012</p>"),
        ("", "<time datetime=2012-09-17>Monday</time>"),
        (
            "<script>var page = {\"publishDate\": \"2012-09-17\"};</script>",
            "",
        ),
        (
            "<link rel=canonical href=https://example.org/2012/09/17/harbour>",
            "",
        ),
    ] {
        assert_eq!(
            published(head, above, "").as_deref(),
            Some("2012-09-17"),
            "{head}{above}"
        );
    }
}

#[test]
fn bylines_are_read_however_they_are_marked() {
    for byline in [
        "<p>By Ann Lee</p>",
        "<p><b>Autor:</b> Ann Lee</p>",
        "<p>Posted by</p><p>Ann Lee</p>",
        "<div class=post-author><img alt=x><a href=/a>Ann Lee</a> <span>Staff Writer</span></div>",
        "<p><a href=https://example.org/author/ann-lee/>Ann Lee</a></p>",
        "<p><a rel=author href=/a>ANN LEE</a></p>",
        "<p itemprop=author itemscope><span itemprop=name>Ann Lee</span>, harbour correspondent</p>",
        "<p>Ann Lee</p><p>17 September 2012</p>",
        "<p>17/09/2012 by Ann Lee</p>",
    ] {
        assert_eq!(authors("", byline, ""), ["Ann Lee"], "{byline}");
    }
}

#[test]
fn people_beside_the_author_are_not_authors() {
    for (above, below) in [
        ("<p>Photo: Bo Karlsson</p>", ""),
        (
            "<p>Reviewed by <a rel=author href=/b>Bo Karlsson</a></p>",
            "",
        ),
        (
            "",
            "<div class=comments><p class=author>Bo Karlsson</p><p>Well done, council!</p></div>",
        ),
        (
            "",
            "<div class=related><p class=byline>By Bo Karlsson</p><a href=/x>Ferry fares rise once more</a></div>",
        ),
    ] {
        assert_eq!(
            authors("", above, below),
            Vec::<String>::new(),
            "{above}{below}"
        );
    }
}

#[test]
fn logins_and_the_site_are_no_authors_where_only_the_head_says_so() {
    let site = r#"<meta property="og:site_name" content="Harbour Media">"#;
    for author in ["admin", "annlee7", "Harbour Media"] {
        let head = format!(r#"{site}<meta name=author content="{author}">"#);
        assert_eq!(authors(&head, "", ""), Vec::<String>::new(), "{author}");
    }
    assert_eq!(
        authors(site, "<p class=byline>By Harbour Media</p>", ""),
        ["Harbour Media"]
    );
}

#[test]
fn an_agency_signs_only_where_no_person_does() {
    let head = |author: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","author":[{author}]}}</script>"#
        )
    };
    let (agency, person) = (
        r#"{"@type":"Organization","name":"AFP"}"#,
        r#"{"name":"Ann Lee"}"#,
    );
    assert_eq!(authors(&head(agency), "", ""), ["AFP"]);
    assert_eq!(
        authors(&head(&format!("{agency},{person}")), "", ""),
        ["Ann Lee"]
    );
}

#[test]
fn an_author_given_by_reference_is_looked_up() {
    let head = r##"<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#a"}},
        {"@type":"Person","@id":"#a","name":"Ann Lee"}]}</script>"##;
    assert_eq!(authors(head, "", ""), ["Ann Lee"]);
}

#[test]
fn a_headline_goes_without_its_kicker_and_the_site() {
    let title = |head: &str, h1: &str| {
        let html = format!("<html><head>{head}</head><body><h1>{h1}</h1>{BODY}</body></html>");
        let page = Page {
            bytes: html.into_bytes(),
            ..Page::default()
        };
        extract(&page, Options::default()).title.unwrap_or_default()
    };
    let declared = r#"<meta property="og:title" content="Council votes to dredge harbour">"#;
    let kicker = "<span>Local politics</span> Council votes to dredge harbour";
    assert_eq!(title(declared, kicker), "Council votes to dredge harbour");
    let site = r#"<meta property="og:site_name" content="Gazette">"#;
    assert_eq!(
        title(site, "Council votes to dredge harbour | Gazette"),
        "Council votes to dredge harbour"
    );
}

#[test]
fn the_site_s_name_above_the_page_is_no_headline() {
    let html = format!(
        "<html><head><title>Council votes to dredge harbour | Eastmouth Gazette</title></head><body>\
         <h1><a href=/>Eastmouth Gazette</a></h1><h2>Council votes to dredge harbour</h2>{BODY}</body></html>"
    );
    let page = Page {
        bytes: html.into_bytes(),
        ..Page::default()
    };
    let article = extract(&page, Options::default());
    assert_eq!(
        article.title.as_deref(),
        Some("Council votes to dredge harbour")
    );
}
