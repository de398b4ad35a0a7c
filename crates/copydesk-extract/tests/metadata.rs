//! Title, authors and date: what a person would choose from a page that offers several.

use copydesk_extract::{Options, extract};
use copydesk_record::{Article, Evidence, Kind, Page};

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
fn a_change_on_the_day_after_may_be_the_day_that_readers_were_told() {
    let head = r#"<meta property="article:published_time" content="2012-09-16T23:00Z">
        <meta property="article:modified_time" content="2012-09-17T12:42Z">"#;
    let shown = "<p>17 September 2012</p>";
    assert_eq!(published(head, shown, "").as_deref(), Some("2012-09-17"));
}

#[test]
fn of_two_dates_in_a_line_the_marks_say_which_is_the_change() {
    let shown = "<p><time class=updated datetime=2012-09-20>20 September 2012</time> <time class=\"entry-date \
        published\" datetime=2012-09-17>17 September 2012</time></p>";
    assert_eq!(published("", shown, "").as_deref(), Some("2012-09-17"));
}

#[test]
fn day_and_month_are_told_by_what_the_head_states() {
    let head = r#"<meta name=pubdate content="2012-03-04">"#;
    let shown = "<p>03/04/2012</p>";
    assert_eq!(published(head, shown, "").as_deref(), Some("2012-03-04"));
    assert_eq!(published("", shown, "").as_deref(), Some("2012-04-03"));
}

#[test]
fn of_several_works_that_with_the_pages_title_is_its_own() {
    let head = r#"<title>Council votes to dredge harbour</title><script type="application/ld+json">[
        {"@type":"NewsArticle","headline":"Ferry fares rise","datePublished":"2012-09-20"},
        {"@type":"NewsArticle","headline":"Council votes to dredge harbour","datePublished":"2012-09-17"}]</script>"#;
    assert_eq!(published(head, "", "").as_deref(), Some("2012-09-17"));
}

#[test]
fn a_date_amid_other_words_is_less_sure_than_the_heads() {
    let head = r#"<meta property="article:published_time" content="2012-09-17">"#;
    let shown = "<p>Harbour Act of the county, section 5/6, 25 December 2005:</p>";
    assert_eq!(published(head, shown, "").as_deref(), Some("2012-09-17"));
}

#[test]
fn the_addresss_month_confirms_a_date() {
    let head = "<link rel=canonical href=https://example.org/2012/09/harbour>";
    let shown = "<p>Released: 4 November 2011</p><p>17 September 2012</p>";
    assert_eq!(published(head, shown, "").as_deref(), Some("2012-09-17"));
    assert_eq!(published("", shown, "").as_deref(), Some("2011-11-04"));
}

#[test]
fn a_list_of_articles_has_the_date_that_its_head_states() {
    let list = |head: &str| {
        let links = "<li><a href=/x>Ferry fares rise once more this winter, company says</a></li>"
            .repeat(40);
        let text = "<p>All that the town talks of, from the harbour to the hills, is collected here each day \
            by our reporters, who wish to hear from you about what they have missed and what they got wrong.</p>";
        let html = format!(
            "<html><head><meta property=og:type content=website>{head}</head><body><h1>News of Eastmouth</h1>\
             <p>19 September 2012</p>{text}\
             <ul>{links}</ul></body></html>"
        );
        let page = Page {
            bytes: html.into_bytes(),
            ..Page::default()
        };
        let article = extract(&page, Options::default());
        assert_eq!(article.kind, Kind::Index);
        article.published
    };
    let head = r#"<meta property="article:published_time" content="2012-09-19T08:30">"#;
    assert_eq!(list("").as_deref(), None);
    assert_eq!(list(head).as_deref(), Some("2012-09-19T08:30"));
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
        ("<meta name=pubdate value=2012-09-17>", ""),
        (
            "",
            "<p><relative-time datetime=2012-09-17>Monday</relative-time></p>",
        ),
        (
            "",
            "<p itemprop=datePublished content=2012-09-17>Updated 20 September 2012</p>",
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
fn a_sentence_below_the_body_says_when_it_was_published() {
    for sentence in [
        "This entry was posted by Bo on Monday, 17 September 2012 at 8 am and is filed under Harbour, Council, \
         Eastmouth. You can follow any responses to this entry through the feed.",
        "Der Beitrag wurde am 17. September 2012 um acht veröffentlicht und unter Hafen und Stadtrat und \
         Eastmouth abgelegt. Kommentare sind derzeit nicht erlaubt, Trackbacks aber möglich.",
    ] {
        let below = format!("<p class=postmetadata>{sentence}</p>");
        assert_eq!(
            published("", "", &below).as_deref(),
            Some("2012-09-17"),
            "{sentence}"
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
    for author in ["admin", "annlee7ofthesunnyharbour", "Harbour Media"] {
        let head = format!(r#"{site}<meta name=author content="{author}">"#);
        assert_eq!(authors(&head, "", ""), Vec::<String>::new(), "{author}");
    }
    let data = r#"<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"annlee7"}}</script>"#;
    assert_eq!(authors(data, "", ""), Vec::<String>::new());
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

fn title(head: &str, heading: &str) -> Option<String> {
    let html = format!(
        "<html><head>{head}</head><body><main>{heading}<div>{BODY}</div></main></body></html>"
    );
    let page = Page {
        bytes: html.into_bytes(),
        ..Page::default()
    };
    extract(&page, Options::default()).title
}

#[test]
fn a_heading_set_in_parts_is_read_as_the_head_writes_it() {
    let head =
        "<meta property=og:title content=\"National march / Unions show their strength in town\">";
    let heading = "<h1><b>National march</b><i>Unions show their strength in town</i></h1>";
    let whole = "National march / Unions show their strength in town";
    assert_eq!(title(head, heading).as_deref(), Some(whole));
}

#[test]
fn a_dash_before_the_sites_name_needs_no_spaces_in_chinese() {
    let head = "<title>东港市议会投票决定疏浚内港渔民等候多年-新华网</title>";
    let shown = "<div>东港市议会投票决定疏浚内港渔民等候多年</div>";
    let own = "东港市议会投票决定疏浚内港渔民等候多年";
    assert_eq!(title(head, shown).as_deref(), Some(own));
    assert_eq!(title(head, "").as_deref(), Some(own));
}

#[test]
fn a_box_beside_the_text_dates_it_only_by_a_label() {
    let date = |label: &str, link: &str| {
        format!(
            "<aside><div>{link}<h3>{label}</h3><p><time datetime=2012-09-17>17 September 2012</time></div></aside>"
        )
    };
    let own = date("Published", "");
    assert_eq!(published("", "", &own).as_deref(), Some("2012-09-17"));
    let story = "<a href=/ferry>Ferry fares rise</a>";
    for others in [
        date("Updated", ""),
        date("Opening hours", ""),
        date("Published", story),
        own.clone() + &own.replace("17", "18"),
        own.replace("aside", "div")
            .replace("<div><div>", "<div class=comments><div>"),
    ] {
        assert_eq!(published("", "", &others), None, "{others}");
    }
}

#[test]
fn data_in_attributes_and_comments_date_a_page_that_says_no_more() {
    let data = |day: &str| format!("<div data-page='{{\"publishedAt\":\"2012-09-{day}\"}}'></div>");
    let one = data("17");
    assert_eq!(published("", "", &one).as_deref(), Some("2012-09-17"));
    assert_eq!(published("", "", &(data("17") + &data("18"))), None);
    let noted = "<!--enpproperty <date>2012-09-18 00:00:00:0</date><author></author>-->";
    assert_eq!(
        published("", "", noted).as_deref(),
        Some("2012-09-18T00:00:00")
    );
    assert_eq!(published("", "", "<!--<date>2012-09-18</date>-->"), None);
}

#[test]
fn a_time_in_the_breadcrumbs_is_the_articles() {
    let page = |line: &str| {
        let html = format!(
            "<main><div class=breadcrumbs><a href=/uk>UK</a> {line}</div><h1>Council votes to dredge harbour</h1>{BODY}</main>"
        );
        let page = Page {
            bytes: html.into_bytes(),
            ..Page::default()
        };
        extract(&page, Options::default()).published
    };
    let time = "<time datetime=2012-09-17>Posted on 17 September 2012</time>";
    assert_eq!(page(time).as_deref(), Some("2012-09-17"));
    assert_eq!(page("17 September 2012"), None);
}

#[test]
fn a_change_before_midnight_elsewhere_does_not_doubt_the_day_that_is_shown() {
    let head = r#"<meta property="article:published_time" content="2012-09-17T23:11:59Z">
        <meta property="article:modified_time" content="2012-09-17T22:00:00Z">
        <link rel=canonical href="https://a.org/2012/09/18/harbour">"#;
    let shown = published(head, "", "<p>18 September 2012</p>");
    assert_eq!(shown.as_deref(), Some("2012-09-18"));
}

#[test]
fn a_publication_that_is_the_change_is_doubted_where_another_is_stated() {
    let head = r#"<meta property="article:published_time" content="2012-09-20T19:49:50Z">
        <meta property="article:modified_time" content="2012-09-20T19:49:50Z">
        <script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2012-09-17T10:00:00Z"}</script>"#;
    let below = "<p itemprop=datePublished content=2012-09-20>20 September 2012</p>";
    let date = published(head, "", below);
    assert_eq!(date.as_deref(), Some("2012-09-17T10:00:00Z"));
}

#[test]
fn microdata_above_the_headline_goes_before_a_line_of_the_story() {
    let html = format!(
        "<main><p><time itemprop=datePublished datetime=2012-09-04>4 September 2012</time></p>\
         <h1>Council votes to dredge harbour</h1><p>Published 7 September 2012</p>{BODY}</main>"
    );
    let page = Page {
        bytes: html.into_bytes(),
        url: Some("https://a.org/2012/09/04/harbour".to_owned()),
        ..Page::default()
    };
    let article = extract(&page, Options::default());
    assert_eq!(article.published.as_deref(), Some("2012-09-04"));
}
