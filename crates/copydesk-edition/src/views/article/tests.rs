use copydesk_record::{Block, BlockKind, Image, Imprint, ImprintKind, Link, Related, Span};

use super::*;

const EVIL: &str = "\"><script>alert(1)</script>";

fn hostile() -> Article {
    let evil = || Some(EVIL.to_owned());
    let image = || Image {
        url: "p".into(),
        alt: evil(),
        caption: evil(),
        credit: evil(),
    };
    let link = |url: &str| Link {
        span: Span::new(0, 3),
        url: url.into(),
    };
    let block = |kind| Block {
        rows: vec![vec![EVIL.into()]],
        links: vec![link("javascript:alert(1)")],
        image: Some(image()),
        ..Block::new(kind, EVIL, Span::new(0, 9))
    };
    Article {
        title: evil(),
        dek: evil(),
        section: evil(),
        site: evil(),
        authors: vec![EVIL.into()],
        published: evil(),
        modified: evil(),
        language: evil(),
        url: Some("javascript:alert(1)".into()),
        crawled: evil(),
        lead_image: Some(Image {
            url: "lead".into(),
            ..image()
        }),
        related: vec![Related {
            title: EVIL.into(),
            url: Some("javascript:alert(1)".into()),
        }],
        imprint: vec![Imprint {
            kind: ImprintKind::Link,
            label: evil(),
            value: evil(),
        }],
        evidence: [("published".to_owned(), Evidence::From(EVIL.into()))].into(),
        blocks: [
            BlockKind::Paragraph,
            BlockKind::Heading,
            BlockKind::ListItem,
            BlockKind::Quote,
            BlockKind::Preformatted,
            BlockKind::Table,
            BlockKind::Figure,
            BlockKind::Caption,
        ]
        .map(block)
        .into(),
        ..Article::new(EVIL, EVIL)
    }
}

fn rendered(article: &Article) -> String {
    let picture = |url: &str| Some(addresses::picture(url));
    let lookup = Lookup {
        words: Words::English,
        adopted: &|_| None,
        article: &|_| None,
        picture: &picture,
    };
    let frame = Frame {
        title: title(article),
        ..Frame::default()
    };
    ArticlePage::new(frame, article, Neighbours::default(), &lookup)
        .render()
        .unwrap()
}

#[test]
fn hostile_text_stays_text() {
    let html = rendered(&hostile());
    assert!(!html.contains("<script"));
    assert!(!html.contains("href=\"javascript"));
    assert_eq!(html.matches("<img").count(), 2, "lead and figure");
    assert!(html.contains("&#60;script&#62;"));
}

#[test]
fn says_what_is_known_and_where_from() {
    let article = Article {
        title: Some("Title".into()),
        published: Some("2012-09-17".into()),
        language: Some("he".into()),
        evidence: [("published".to_owned(), Evidence::From("json_ld".into()))].into(),
        kind: copydesk_record::Kind::Article,
        ..Article::new("abc", "page.html")
    };
    let html = rendered(&article);
    assert!(html.contains("17 September 2012"));
    assert!(html.contains("structured data (JSON-LD)"));
    assert!(html.contains("lang=\"he\" dir=\"rtl\""));
    assert!(html.contains("href=\"/proof/abc\""));
    assert!(rendered(&Article::new("abc", "page.html")).contains("Date unknown"));
}

#[test]
fn a_dek_that_opens_the_text_is_shown_once() {
    let mut article = Article {
        dek: Some("First.".into()),
        ..Article::new("a", "a")
    };
    assert!(dek(&article).is_some());
    article.text = "First. Second.".into();
    assert!(dek(&article).is_none());
}
