//! What a site's profile changes, and what it does not.

use copydesk_extract::{Learner, Options, Profile, balances, extract, survey};
use copydesk_record::{Article, Page, Reason, Repetition};
use proptest::prelude::*;

/// A paragraph that only other pages tell from an article's.
const STANDING: &str = "The reporting of this newspaper from the harbour is paid for by the readers of the \
    Courier, who met in the old net loft in April and voted to go on for another year.";

const WHO: &[&str] = &[
    "The harbour master",
    "A pilot",
    "The council",
    "Her brother",
    "The ferry's owner",
    "A fisherman from Cold Point",
    "The engineer",
];
const DOES: &[&str] = &[
    "said that the channel had silted up again",
    "asked why nobody had measured the tide",
    "sold the last of the nets",
    "found the lamp of the lighthouse broken",
    "will bring the question before the judge",
    "counted forty boats behind the wall",
    "repaired the crane with parts of a bus",
];
const WHEN: &[&str] = &[
    "on Monday",
    "after the storm",
    "in the autumn of last year",
    "before the meeting began",
    "when the fog lifted",
];

/// The text of a paragraph that no other number gives.
fn paragraph(number: usize) -> String {
    let sentence = |n: usize| {
        let (who, does, when) = (WHO[n % 7], DOES[n / 7 % 7], WHEN[n / 49 % 5]);
        format!("{who} {does} {when}.")
    };
    let sentences = [number * 3, number * 5 + 1, number * 11 + 2].map(sentence);
    format!("{} It was the {number}th time.", sentences.join(" "))
}

fn page(number: usize, standing: &str) -> Page {
    let own: String = (0..4)
        .map(|n| format!("<p>{}</p>", paragraph(number * 4 + n)))
        .collect();
    let html = format!(
        "<html><head><title>Story {number} of the harbour</title></head><body><article>\
         <h1>Story {number} of the harbour</h1>{own}{standing}</article></body></html>"
    );
    Page {
        source: format!("{number}.html"),
        bytes: html.into_bytes(),
        url: Some(format!("https://www.courier.example/{number}")),
        ..Page::default()
    }
}

fn standing() -> String {
    format!("<p>{STANDING}</p>")
}

fn learn(pages: &[Page]) -> Profile {
    let mut learner = Learner::default();
    for page in pages {
        survey(page)
            .unwrap()
            .into_iter()
            .for_each(|survey| learner.add(survey));
    }
    learner.finish()
}

fn with(page: &Page, profile: &Profile) -> Article {
    let options = Options {
        proof: true,
        profile: Some(profile),
    };
    extract(page, options)
}

/// What the record says of the standing paragraph: that it is text, or why it was cut.
#[track_caller]
fn fate(article: &Article) -> Option<(Reason, Option<Repetition>)> {
    let removed = article.removed.iter().flatten();
    let mut cut = removed.filter(|removal| removal.text.contains(STANDING));
    let cut = cut.next().map(|removal| (removal.reason, removal.profile));
    assert_ne!(cut.is_some(), article.text.contains(STANDING));
    cut
}

#[test]
fn what_stands_on_every_page_is_cut_and_the_profile_is_named() {
    let pages: Vec<Page> = (0..6).map(|n| page(n, &standing())).collect();
    let profile = learn(&pages);
    for page in &pages {
        assert_eq!(fate(&with(page, &Profile::default())), None);
        let article = with(page, &profile);
        let named = Repetition {
            pages: 6,
            of: 6,
            decided: true,
        };
        assert_eq!(fate(&article), Some((Reason::Other, Some(named))));
        assert_eq!(article.blocks.len(), 4);
        assert_eq!(article.title, with(page, &Profile::default()).title);
    }
}

/// The profile is named at what was cut anyway, but not as what decided, and not at a neighbour that it does not know.
#[test]
fn what_is_cut_anyway_was_not_decided_by_the_profile() {
    let menu = |n: usize| {
        format!(
            "<nav><ul><li><a href=/letters>Letters to the editor of the Courier</a></li>\
             <li><a href=/{n}>The story of the {n}th boat and its crew</a></li></ul></nav>"
        )
    };
    let pages: Vec<Page> = (0..6).map(|n| page(n, &menu(n))).collect();
    let article = with(&pages[3], &learn(&pages));
    let removed = article.removed.as_ref().unwrap();
    let profile = |text: &str| {
        removed
            .iter()
            .find(|cut| cut.text.contains(text))
            .unwrap()
            .profile
    };
    let (pages, of, decided) = (6, 6, false);
    assert_eq!(
        profile("Letters to the editor"),
        Some(Repetition { pages, of, decided })
    );
    assert_eq!(profile("The story of the 3th boat"), None);
}

#[test]
fn a_page_that_was_not_learned_from_is_helped_too() {
    let pages: Vec<Page> = (0..6).map(|n| page(n, &standing())).collect();
    assert!(fate(&with(&page(9, &standing()), &learn(&pages))).is_some());
}

#[test]
fn what_few_pages_have_another_site_or_another_place_is_kept() {
    let standing_on = |n| if n < 2 { standing() } else { String::new() };
    let rare: Vec<Page> = (0..6).map(|n| page(n, &standing_on(n))).collect();
    assert_eq!(fate(&with(&rare[0], &learn(&rare))), None);
    let pages: Vec<Page> = (0..6).map(|n| page(n, &standing())).collect();
    let profile = learn(&pages);
    let mut elsewhere = page(9, &standing());
    elsewhere.url = Some("https://other.example/9".to_owned());
    assert_eq!(fate(&with(&elsewhere, &profile)), None);
    let quoted = format!("<blockquote class=letter><p>{STANDING}</p></blockquote>");
    assert_eq!(fate(&with(&page(9, &quoted), &profile)), None);
}

#[test]
fn one_article_under_many_addresses_teaches_nothing() {
    let copy = |n: usize| Page {
        url: Some(format!("https://courier.example/print?{n}")),
        ..page(1, &standing())
    };
    let copies: Vec<Page> = (0..6).map(copy).collect();
    assert_eq!(learn(&copies), Profile::default());
}

#[test]
fn lists_of_articles_teach_nothing() {
    let items: String = (0..30)
        .map(|n| {
            format!(
                "<li><a href=/{n}>The harbour master said no for the {n}th time on Monday</a></li>"
            )
        })
        .collect();
    let list = |n: usize| Page {
        source: format!("list{n}"),
        bytes: format!("<title>News {n}</title><h1>News {n}</h1><ul>{items}</ul>").into_bytes(),
        url: Some(format!("https://courier.example/list/{n}")),
        ..Page::default()
    };
    assert_eq!(survey(&list(1)).unwrap(), None);
}

#[test]
fn a_page_that_cannot_be_used_says_so() {
    let empty = Page::default();
    assert!(survey(&empty).is_err());
}

fn names_the_profile(article: &Article) -> bool {
    let known = article
        .removed
        .iter()
        .flatten()
        .filter_map(|removal| removal.profile);
    known.into_iter().any(|known| known.decided)
}

/// Pieces of which pages of a site are made.
const PIECES: &[&str] = &[
    "<p>The tide came in at noon and stayed for an hour longer than usual.</p>",
    "<h2>The tide at noon on Monday</h2>",
    "<div class=foot><p>All rights reserved by the Saltmarsh Courier.</p></div>",
    "<ul><li><a href=/a>A boat was found</a>",
    "<table><tr><td>The mayor opened the new wall of the harbour.",
    "</table>",
    "<br>",
    "<p>",
    "</div>",
    "Read more about the harbour and its boats here",
    "<p>© 2012 Saltmarsh Courier, telephone 01632 960123</p>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a profile knows, it only takes away, and says so (or it is imprint); the books balance; the proof changes
    /// nothing. A profile that knows nothing of the site changes nothing.
    #[test]
    fn the_laws_hold_with_a_profile(site in prop::collection::vec(prop::collection::vec(prop::sample::select(PIECES), 0..12), 3..6)) {
        let pages: Vec<Page> = site.iter().enumerate().map(|(n, pieces)| page(n, &pieces.concat())).collect();
        let profile = learn(&pages);
        for page in &pages {
            let article = with(page, &profile);
            prop_assert!(balances(page, &article));
            let alone = extract(page, Options { proof: true, profile: None });
            prop_assert!(article.blocks.iter().all(|block| alone.blocks.contains(block)));
            let says_so = names_the_profile(&article) || article.imprint.len() > alone.imprint.len();
            prop_assert!(article.blocks == alone.blocks || says_so);
            let options = Options { proof: false, profile: Some(&profile) };
            prop_assert_eq!(article.without_proof(), extract(page, options));
            let mut elsewhere = page.clone();
            elsewhere.url = Some("https://other.example/".to_owned());
            let alone = extract(&elsewhere, Options { proof: true, profile: None });
            prop_assert_eq!(with(&elsewhere, &profile), alone.clone());
            prop_assert_eq!(with(&elsewhere, &Profile::default()), alone);
        }
    }
}
