//! The standfirst: where it is found, and what is none.

use copydesk_extract::{Options, balances, extract};
use copydesk_record::{Article, Page};

const TITLE: &str = "Baths to close";
const DEK: &str =
    "After forty years the town shuts its pool, and pupils will swim in a hotel instead";
const STORY: [&str; 4] = [
    "The council voted on Tuesday night to close the old swimming baths at the end of the month, after forty years.",
    "Engineers who looked at the roof in spring found that eleven of its sixteen beams had rotted through at the wall.",
    "A repair would cost three times what the town spends on its parks in a year, and would last for ten years at most.",
    "The school has been offered two mornings a week at the hotel's pool, which is shorter, warmer and a good deal smaller.",
];

/// A page with the story, each paragraph in the element that `element` begins with.
fn page(head: &str, above: &str, element: &str) -> Article {
    let story: String = STORY
        .map(|text| format!("<{element}>{text}</p>\n"))
        .concat();
    let html = format!(
        "<html><head><title>{TITLE}</title>{head}</head><body><nav><a href=/>Home</a></nav><article>{above}\
         <div class=text>{story}</div></article></body></html>"
    );
    read(html)
}

fn read(html: String) -> Article {
    let page = Page {
        bytes: html.into_bytes(),
        source: "page.html".to_owned(),
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

fn described(text: &str) -> String {
    format!("<meta name=description content=\"{text}\">")
}

#[track_caller]
fn check(head: &str, above: &str, expected: Option<&str>) {
    let article = page(head, above, "p");
    assert_eq!(article.dek.as_deref(), expected, "{above}");
    assert_eq!(article.title.as_deref(), Some(TITLE));
    for paragraph in STORY {
        assert!(article.text.contains(paragraph), "{paragraph}");
    }
}

#[test]
fn names_places_and_descriptions_tell_it() {
    let above = [
        format!("<h1>{TITLE}</h1><p class=article__sub-title>{DEK}</p><p>By Ann Lee</p>"),
        format!("<h1>{TITLE}</h1><p>By Ann Lee</p><div class=entradilla><p>{DEK}</p></div>"),
        format!("<h1>{TITLE}</h1><p itemprop=alternativeHeadline>{DEK}</p>"),
        format!("<header><h1>{TITLE}</h1><h2>{DEK}</h2></header>"),
        format!("<header><h1>{TITLE}</h1><p>{DEK}</p><p>By Ann Lee</p></header>"),
        format!("<h1>{TITLE}</h1><div><i>{DEK}</i></div>"),
    ];
    for above in above {
        check("", &above, Some(DEK));
    }
    let plain = format!("<h1>{TITLE}</h1><p>By Ann Lee</p><section><div>{DEK}.</div></section>");
    check(&described(DEK), &plain, Some(&format!("{DEK}.")));
}

#[test]
fn what_opens_the_body_stays_in_the_text() {
    let above = format!("<h1>{TITLE}</h1>");
    let opening = format!("p class=lead>{DEK}.</p><p");
    let article = page("", &above, &opening);
    let dek = format!("{DEK}.");
    assert_eq!(article.dek.as_deref(), Some(dek.as_str()));
    assert!(article.text.starts_with(&dek), "{}", article.text);
}

#[test]
fn a_first_paragraph_is_none() {
    let above = format!("<h1>{TITLE}</h1><p>By Ann Lee</p>");
    check("", &above, None);
    check(&described(&STORY[0][..60]), &above, None);
    check(&described(&format!("{}...", &STORY[0][..60])), &above, None);
}

#[test]
fn other_lines_by_the_headline_are_none() {
    let lines = [
        "By Ann Lee",
        "12 September 2012, 10:15",
        "Courier report, 12 September 2012, by our own staff",
        "Ann Lee, Baltasar Ohm, Clara Quist",
        "Town | harbour and island | sport and games",
        "you might also like to read this:",
        TITLE,
    ];
    for line in lines {
        let above = format!("<header><h1>{TITLE}</h1><div class=sub>{line}</div></header>");
        check("", &above, None);
    }
    let figure = "<figure><img src=/a.jpg><figcaption>The baths on the day of the vote, seen from the sea wall</figcaption></figure>";
    check("", &format!("<h1>{TITLE}</h1>{figure}"), None);
}

#[test]
fn a_second_headline_is_none_and_the_line_under_it_is() {
    let above = format!(
        "<h1>{TITLE}</h1><p>12 September 2012</p><header><h1>Pool has to go at last, say engineers</h1><p>{DEK}</p></header>"
    );
    check("", &above, Some(DEK));
}

#[test]
fn a_description_says_more_than_the_place() {
    let above = format!(
        "<header><h1>{TITLE}</h1><div>this article is more than five years old</div></header>\
         <section><div><em>{DEK}</em></div></section>"
    );
    check(&described(DEK), &above, Some(DEK));
}

#[test]
fn italics_alone_set_a_line_apart() {
    let dek = |line: &str| {
        let story = STORY.join("<br><br>");
        read(format!(
            "<html><head><title>{TITLE}</title></head><body><table><tr><td><font size=6>{TITLE}</font><br>\
             <font size=2>{line}</font><br><br>{story}</td></tr></table></body></html>"
        ))
        .dek
    };
    assert_eq!(dek(&format!("<i>{DEK}</i>")).as_deref(), Some(DEK));
    let first = "The vote was close, and the chair of the works committee, who learned to swim there, was in tears";
    assert_eq!(dek(&format!("</font>{first}.<font>")), None);
}
