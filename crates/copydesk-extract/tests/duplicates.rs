//! What a page prints twice is kept once, and what comes again on purpose stays.

use copydesk_extract::{Options, extract};
use copydesk_record::{Article, Page, Reason};

const STORY: [&str; 5] = [
    "The council voted on Tuesday night to close the old swimming baths at the end of the month, after forty years.",
    "Engineers who looked at the roof in spring found that eleven of its sixteen beams had rotted through at the wall.",
    "“Nobody wanted this,” said the chair of the works committee, who learned to swim there, “but nobody can swim under that.”",
    "A repair would cost three times what the town spends on its parks in a year, and would last for ten years at most.",
    "The school has been offered two mornings a week at the hotel's pool, which is shorter, warmer and a good deal smaller.",
];

fn page(body: &str) -> Article {
    let html = format!(
        "<html><head><title>Baths to close</title></head><body><h1>Baths to close</h1>{body}</body></html>"
    );
    let page = Page {
        bytes: html.into_bytes(),
        source: "page.html".to_owned(),
        ..Page::default()
    };
    extract(&page, Options { proof: true })
}

fn paragraphs(texts: &[&str]) -> String {
    texts
        .iter()
        .map(|text| format!("<p>{text}</p>\n"))
        .collect()
}

/// How often the article's text holds a phrase, and how many removals are repeats.
fn check(body: &str, phrase: &str, kept: usize, repeats: usize) {
    let article = page(body);
    let found = article.text.matches(phrase).count();
    let removed = article.removed.unwrap_or_default();
    let duplicates = removed
        .iter()
        .filter(|removal| removal.reason == Reason::Duplicate);
    assert_eq!(
        (found, duplicates.count()),
        (kept, repeats),
        "{}",
        article.text
    );
    for removal in removed
        .iter()
        .filter(|removal| removal.reason == Reason::Duplicate)
    {
        assert!(removal.duplicate_of.is_some(), "{}", removal.text);
    }
}

#[test]
fn a_body_printed_twice_is_kept_once() {
    let twice = format!("<div>{0}</div><div>{0}</div>", paragraphs(&STORY));
    check(&twice, "eleven of its sixteen", 1, 5);
}

#[test]
fn a_body_printed_again_with_small_differences_is_kept_once() {
    let again = STORY.map(|text| {
        text.replacen("on Tuesday night", "on Tuesday", 1)
            .replacen("a good deal ", "", 1)
    });
    let again: Vec<&str> = again.iter().map(String::as_str).collect();
    let both = format!(
        "<div>{}</div><div>{}</div>",
        paragraphs(&STORY),
        paragraphs(&again)
    );
    check(&both, "swimming baths", 1, 5);
}

#[test]
fn a_refrain_stays() {
    let refrain = "And the tide comes in, and the tide goes out, and the lamp on the point goes round and about.";
    let song = [STORY[0], refrain, STORY[1], refrain, STORY[2], refrain];
    check(&paragraphs(&song), "the lamp on the point", 3, 0);
}

#[test]
fn a_table_with_equal_cells_stays() {
    let row = "<tr><td>Rovers</td><td>postponed because of the weather</td></tr>";
    let table = format!("{}<table>{}</table>", paragraphs(&STORY), row.repeat(4));
    check(&table, "postponed because", 4, 0);
}

#[test]
fn a_list_of_equal_results_stays() {
    let items = "<li>Rovers against Town: postponed because of the weather</li>".repeat(3);
    let list = format!(
        "{}<ul>{items}</ul>{}",
        paragraphs(&STORY[..3]),
        paragraphs(&STORY[3..])
    );
    check(&list, "postponed because", 3, 0);
}
