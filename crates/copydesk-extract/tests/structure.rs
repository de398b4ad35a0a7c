//! Kinds and structure on small pages of our own.

use copydesk_extract::{Options, balances, extract};
use copydesk_record::{Article, Block, BlockKind, Evidence, Kind, Page};

const PROSE: [&str; 4] = [
    "The council of Eastmouth voted on Monday to dredge the inner harbour, after a debate that lasted \
     until midnight and was heard by some sixty fishermen and their families.",
    "Work begins in spring, the mayor said, and will cost four million pounds, of which the county \
     pays one half and the port the other, over a period of eleven years.",
    "The fishermen had asked for it for eleven years, since the last of the large trawlers moved to \
     another port and took with it most of the trade of the fish market.",
    "Opponents fear for the mussel beds at the mouth of the river, which have been protected since \
     the spring, and for the wreck of the Hopewell that lies in the channel.",
];

fn read(html: &str) -> Article {
    read_at(html, None)
}

fn read_at(html: &str, url: Option<&str>) -> Article {
    let page = Page {
        bytes: html.as_bytes().to_vec(),
        url: url.map(str::to_owned),
        ..Page::default()
    };
    let article = extract(
        &page,
        Options {
            proof: true,
            ..Options::default()
        },
    );
    assert!(balances(&page, &article), "the books do not balance");
    article
}

fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Council votes to dredge harbour</title>{head}</head>\
         <body><h1>Council votes to dredge harbour</h1>{body}</body></html>"
    )
}

/// Paragraphs of which none repeats another: the words of the prose, in ever other orders.
fn paragraphs(count: usize) -> String {
    let words: Vec<&str> = PROSE
        .iter()
        .flat_map(|text| text.split_whitespace())
        .collect();
    let paragraph = |number: usize| {
        let shuffled = (0..30).map(|at| words[(number * 31 + at * (number + 1)) % words.len()]);
        let text = shuffled.collect::<Vec<_>>().join(" ");
        format!("<p>{}.</p>", text.trim_end_matches(['.', ',']))
    };
    let first = PROSE.iter().map(|text| format!("<p>{text}</p>"));
    first.chain((5..).map(paragraph)).take(count).collect()
}

fn from(article: &Article, field: &str) -> String {
    match article.evidence.get(field) {
        Some(Evidence::Candidates(all)) => all[0].from.clone(),
        Some(Evidence::From(from)) => from.clone(),
        None => String::new(),
    }
}

fn blocks(article: &Article, kind: BlockKind) -> Vec<&Block> {
    let blocks = article.blocks.iter();
    blocks.filter(|block| block.kind == kind).collect()
}

#[test]
fn a_standing_page_is_no_article_when_its_address_and_its_title_say_so() {
    let prose = PROSE.map(|text| format!("<p>{text}</p>")).concat();
    let kind = |title: &str, url: &str, head: &str| {
        let html = format!(
            "<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{prose}</body></html>"
        );
        read_at(&html, Some(url)).kind
    };
    let article = "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Contact\"}</script>";
    for (title, url, head, expected) in [
        (
            "About us",
            "https://a.example/info/about-us.html",
            "",
            Kind::Other,
        ),
        (
            "Datenschutzerklärung",
            "https://a.example/datenschutzerklaerung/",
            "",
            Kind::Other,
        ),
        (
            "О редакции",
            "https://a.example/o-redakcii",
            "",
            Kind::Other,
        ),
        (
            "联系我们",
            "https://a.example/contact/index.html",
            "",
            Kind::Other,
        ),
        (
            "About us",
            "https://a.example/2012/09/fishermen.html",
            "",
            Kind::Article,
        ),
        (
            "About us all",
            "https://a.example/about-us",
            "",
            Kind::Article,
        ),
        (
            "Contact",
            "https://a.example/reviews/contact",
            article,
            Kind::Article,
        ),
        (
            "Contact",
            "https://a.example/reviews/contact",
            "<meta name=author content=\"Ann Mercer\">",
            Kind::Article,
        ),
    ] {
        assert_eq!(kind(title, url, head), expected, "{title} at {url}");
    }
}

#[test]
fn a_beginning_before_a_paywall_is_a_stub() {
    for wall in [
        "Subscribe to continue reading",
        "Jetzt weiterlesen mit Plus",
        "Cet article est réservé aux abonnés.",
        "Para seguir leyendo, suscríbete",
        "このコンテンツは会員限定です",
        "订阅后继续阅读",
    ] {
        let article = read(&page(
            "",
            &format!("{}<div class=box><p>{wall}</p></div>", paragraphs(2)),
        ));
        assert_eq!(article.kind, Kind::Stub, "{wall}");
        assert!(article.truncated, "{wall}");
        assert_eq!(from(&article, "truncated"), "paywall");
    }
}

#[test]
fn a_paywall_phrase_in_a_free_article_is_no_paywall() {
    let wall = "<div class=box><p>Subscribe to continue reading</p></div>";
    let article = read(&page("", &format!("{}{wall}", paragraphs(12))));
    assert_eq!((article.kind, article.truncated), (Kind::Article, false));
    let statement = r#"<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false,
        "hasPart":{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":".paid"}}</script>"#;
    let shown = format!("<div class=paid>{}</div>{wall}", paragraphs(12));
    assert!(!read(&page(statement, &shown)).truncated);
    let hidden = format!("{}<div class=paid></div>", paragraphs(2));
    let article = read(&page(statement, &hidden));
    assert!(article.truncated);
    assert_eq!(from(&article, "truncated"), "json_ld:isAccessibleForFree");
}

#[test]
fn one_page_of_several_says_so() {
    let own = Some("https://a.example/news/harbour-dredging-vote.html");
    let text = paragraphs(8);
    for pager in [
        "<div>Seite 1 von 3</div>",
        "<p><b>1</b> <a href='harbour-dredging-vote_2.html'>2</a></p>",
        "<p><a href='?page=2'>Weiterlesen</a></p>",
        "<p><b>[1]</b> <a href='x2'>[2]</a> <a href='x3'>[3]</a> <a href=x2>下一页</a></p>",
    ] {
        let article = read_at(&page("", &format!("{text}{pager}")), own);
        assert!(article.truncated, "{pager}");
        assert_eq!(article.kind, Kind::Article);
        assert_eq!(from(&article, "truncated"), "pager");
    }
    for other in [
        "<p><a href='/news/other-story.html'>2</a></p>",
        "<div class=comments><h2>Comments</h2><p>Page 1 of 9</p></div>",
        "",
    ] {
        let article = read_at(&page("", &format!("{text}{other}")), own);
        assert!(!article.truncated, "{other}");
    }
    let head = "<link rel=next href='/news/harbour-dredging-vote.html?page=2'>";
    assert_eq!(from(&read_at(&page(head, &text), own), "truncated"), "rel");
    let head = "<link rel=next href='/news/the-next-story.html'>";
    assert!(!read_at(&page(head, &text), own).truncated);
}

#[test]
fn a_list_of_teasers_is_an_index() {
    let teaser = |number: usize| {
        format!(
            "<div class=teaser><h3><a href='/story-{number}'>Boats close the harbour mouth for the {number}th \
             time</a></h3><p>Twenty-two boats formed a line between the pier heads for {number} hours.</p></div>"
        )
    };
    let teasers: String = (2..14).map(teaser).collect();
    let html = format!(
        "<html><head><title>Harbour</title></head><body><h1>Harbour</h1>{teasers}</body></html>"
    );
    assert_eq!(read(&html).kind, Kind::Index);
    let related: String = (2..14).map(teaser).collect();
    let article = read(&page(
        "",
        &format!(
            "<p>By Nora Pellbrook, 17 September 2012</p>{}<h2>Related</h2>{related}",
            paragraphs(8)
        ),
    ));
    assert_eq!(article.kind, Kind::Article);
}

#[test]
fn a_consent_text_alone_is_a_consent_wall() {
    let consent = "<p>We and our partners use cookies and similar techniques to store and read personal data, \
        to measure how the site is read and to show you advertising that suits your preferences.</p>\
        <p>If you agree, you consent to the use of cookies by us and 214 partners; you can change your \
        privacy settings at any time.</p><button>Agree</button>";
    assert_eq!(
        read(&format!(
            "<body><div role=dialog><h1>Before you read on</h1>{consent}</div></body>"
        ))
        .kind,
        Kind::Consent
    );
    assert_eq!(
        read(&page("", &format!("{}<div>{consent}</div>", paragraphs(4)))).kind,
        Kind::Article
    );
}

#[test]
fn a_body_in_a_script_is_found_and_has_its_place() {
    let html: String = PROSE.iter().map(|text| format!("<p>{text}</p>")).collect();
    let lines = PROSE.join("\\n\\n");
    let escaped = html.replace('<', "\\u003c").replace('"', "\\\"");
    let entities = html.replace('<', "&lt;").replace('>', "&gt;");
    let nested = format!("{{\"article\":{{\"body\":\"{html}\"}}}}").replace('"', "\\\"");
    let parts = PROSE
        .map(|text| format!("{{\"type\":\"text\",\"content\":\"{text}\"}}"))
        .join(",");
    for (script, place) in [
        (
            format!(
                "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{lines}\"}}</script>"
            ),
            "json_ld:articlebody",
        ),
        (
            format!(
                "<script id=__NEXT_DATA__ type='application/json'>{{\"props\":{{\"bodyHtml\":\"{escaped}\"}}}}</script>"
            ),
            "script:bodyhtml",
        ),
        (
            format!(
                "<script>window.__INITIAL_STATE__ = {{\"a\":{{\"content\":\"{entities}\"}}}};</script>"
            ),
            "script:content",
        ),
        (
            format!("<script>self.__next_f.push([1,\"{nested}\"])</script>"),
            "script:body",
        ),
        (
            format!(
                "<script>Fusion.globalContent={{\"content_elements\":[{parts}]}};Fusion.x=1</script>"
            ),
            "script:content",
        ),
    ] {
        let source = page("", &format!("<div id=app></div>{script}"));
        let article = read(&source);
        let texts: Vec<&str> = article
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        assert_eq!(texts, PROSE, "{place}");
        assert_eq!(article.text, PROSE.join("\n\n"));
        assert_eq!(from(&article, "text"), place);
        let span = article.blocks[0].span;
        assert!(
            source[span.start..span.end].contains("The council of Eastmouth"),
            "{place}"
        );
        assert_eq!(article.kind, Kind::Article);
    }
}

#[test]
fn a_page_that_shows_its_body_is_left_alone() {
    let other = PROSE.join(" Elsewhere. ");
    let script = format!("<script>var x = {{\"related\":{{\"body\":\"{other}\"}}}}</script>");
    let article = read(&page("", &format!("{}{script}", paragraphs(4))));
    assert_eq!(article.blocks.len(), 4);
    assert!(!article.evidence.contains_key("text"));
}

#[test]
fn hostile_data_is_survived() {
    let deep = format!("{}\"body\":\"", "{\"a\":[".repeat(50_000));
    let escapes = "\\\\\\\"\\u".repeat(20_000);
    for script in [
        deep,
        escapes.clone(),
        format!("{{\"body\":\"{escapes}\"}}"),
        "\"".repeat(100_000),
    ] {
        read(&page("", &format!("<script>{script}</script>")));
    }
}

#[test]
fn headings_lists_quotes_and_preformatted_keep_their_structure() {
    let body = format!(
        "{}<h2>What was decided</h2><ul><li>Dredging to four metres, no more.<ul><li>The mussel beds are left \
         alone.</li></ul></li><li>A survey every spring.</li></ul><blockquote><p>{}</p></blockquote>\
         <pre>tide  high\n  low  2.1</pre>{}",
        paragraphs(3),
        PROSE[3],
        paragraphs(2)
    );
    let article = read(&page("", &body));
    assert_eq!(blocks(&article, BlockKind::Heading)[0].level, Some(2));
    let depths: Vec<_> = blocks(&article, BlockKind::ListItem)
        .iter()
        .map(|item| item.depth)
        .collect();
    assert_eq!(depths, [Some(1), Some(2), Some(1)]);
    assert_eq!(
        blocks(&article, BlockKind::Preformatted)[0].text,
        "tide  high\n  low  2.1"
    );
}

#[test]
fn a_table_of_data_is_rows_and_one_of_layout_is_taken_apart() {
    let table = "<table><tr><th>Boat</th><th>Tonnes</th></tr><tr><td>Marigold</td><td>18</td></tr>\
        <tr><td>Two Brothers</td><td>21</td></tr></table>";
    let article = read(&page(
        "",
        &format!("{}{table}{}", paragraphs(3), paragraphs(2)),
    ));
    let rows = &blocks(&article, BlockKind::Table)[0].rows;
    assert_eq!(
        rows,
        &[
            ["Boat", "Tonnes"],
            ["Marigold", "18"],
            ["Two Brothers", "21"]
        ]
    );
    let layout = format!(
        "<table><tr><td width=150>Menu</td><td>{}</td></tr></table>",
        paragraphs(6)
    );
    let article = read(&page("", &layout));
    assert!(blocks(&article, BlockKind::Table).is_empty());
    assert_eq!(blocks(&article, BlockKind::Paragraph).len(), 6);
}

#[test]
fn links_are_counted_in_code_points() {
    let text = "Die Fähre 🚢 fährt wieder, <b>sagte <a href='/amt'>das Hafenamt é</a></b>, und <a \
        href='mailto:a@b.example'>schreibt</a>, daß sie am Abend um sechs Uhr von der Mole abgeht.";
    let article = read_at(
        &page("", &format!("<p>{text}</p>{}", paragraphs(4))),
        Some("https://a.example/x"),
    );
    let block = article
        .blocks
        .iter()
        .find(|block| block.text.contains('🚢'))
        .unwrap();
    let linked: Vec<(String, &str)> = block
        .links
        .iter()
        .map(|link| {
            let characters = block.text.chars().skip(link.span.start);
            (
                characters.take(link.span.end - link.span.start).collect(),
                link.url.as_str(),
            )
        })
        .collect();
    assert_eq!(
        linked[0],
        ("das Hafenamt é".to_owned(), "https://a.example/amt")
    );
    assert_eq!(linked[1], ("schreibt".to_owned(), "mailto:a@b.example"));
}

#[test]
fn an_embedded_post_is_a_quote() {
    let post = "<blockquote class='twitter-tweet'><p lang=en>The first boat has passed the pier heads, and \
        nobody on the quay has gone home yet.</p>&mdash; Harbour Office (@harbour) <a \
        href='https://social.example/1'>September 17, 2012</a></blockquote>";
    let article = read(&page(
        "",
        &format!("{}{post}{}", paragraphs(3), paragraphs(4)),
    ));
    let quotes = blocks(&article, BlockKind::Quote);
    assert!(
        quotes
            .iter()
            .any(|quote| quote.text.starts_with("The first boat")),
        "{:?}",
        article.blocks
    );
}

#[test]
fn the_posts_of_a_live_blog_keep_their_times() {
    let post = |number: usize| {
        format!(
            "<div class=post><div class=when>{}:{:02} Nora Pellbrook</div><h3>Boat {number} passes</h3>{}</div>",
            21 - number,
            number * 7,
            paragraphs(14).split("</p>").nth(number * 2).unwrap()
        )
    };
    let posts: String = (0..6).map(post).collect();
    let article = read(&page("", &format!("<main>{posts}</main>")));
    assert_eq!(article.kind, Kind::Live);
    let times: Vec<_> = article
        .blocks
        .iter()
        .filter_map(|block| block.time.as_deref())
        .collect();
    assert_eq!(
        times,
        ["21:00", "20:07", "19:14", "18:21", "17:28", "16:35"]
    );
    assert!(!article.text.contains("Pellbrook"));
}

#[test]
fn preformatted_text_stays_one() {
    let code = "<pre><b>tide</b>  high<br><br>  low  2.1</pre>";
    let article = read(&page(
        "",
        &format!("{}{code}{}", paragraphs(4), paragraphs(8)),
    ));
    assert_eq!(
        blocks(&article, BlockKind::Preformatted)[0].text,
        "tide  high\n\n  low  2.1"
    );
}

#[test]
fn a_figure_has_its_caption_and_credit() {
    let figure = "<figure><img src='/boat.jpg' alt='A boat'><figcaption>The Marigold off the pier. \
        <span class=credit>Foto: Nora Pellbrook</span></figcaption></figure>";
    let article = read_at(
        &page("", &format!("{}{figure}{}", paragraphs(3), paragraphs(4))),
        Some("https://a.example/x"),
    );
    let image = blocks(&article, BlockKind::Figure)[0]
        .image
        .clone()
        .unwrap();
    assert_eq!(image.caption.as_deref(), Some("The Marigold off the pier."));
    assert_eq!(image.credit.as_deref(), Some("Nora Pellbrook"));
    let lead = article.lead_image.unwrap();
    assert_eq!((lead.credit, lead.caption), (image.credit, image.caption));
    assert!(!article.text.contains("Marigold"));
}
