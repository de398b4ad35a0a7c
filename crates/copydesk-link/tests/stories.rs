//! Stories and similar articles, by example.

use copydesk_link::{Doc, Index, link};
use copydesk_record::Links;

/// Articles as `(id, day, language, text)`; all were written for these tests.
type Made = (
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
);

const FERRY: [Made; 3] = [
    (
        "ferry-1",
        "2012-09-17",
        Some("en"),
        "The car ferry Marigold ran aground off Tessel Point on Monday evening with 212 passengers aboard. \
         Captain Ann Lindqvist said the rudder had failed. Lifeboats from Harwick took the passengers ashore.",
    ),
    (
        "ferry-2",
        "2012-09-18",
        Some("en"),
        "Divers looked at the rudder of the Marigold, the ferry that ran aground off Tessel Point with 212 passengers. \
         Its captain, Ann Lindqvist, was questioned in Harwick, police said.",
    ),
    (
        "ferry-3",
        "2012-09-20",
        Some("en"),
        "Investigators blamed a broken rudder for the grounding of the ferry Marigold at Tessel Point. \
         Captain Ann Lindqvist acted correctly, their report said, and Harwick's lifeboats saved 212 lives.",
    ),
];

/// Of the same kind, with another ship, place, captain and number.
const OTHER_FERRY: [Made; 2] = [
    (
        "other-1",
        "2012-11-02",
        Some("en"),
        "The car ferry Osprey ran aground near Calder Sound on Friday evening with 87 passengers aboard. \
         Captain Tom Okafor said fog had hidden the light. Lifeboats from Brannock took the passengers ashore.",
    ),
    (
        "other-2",
        "2012-11-03",
        Some("en"),
        "Fog hid the light at Calder Sound when the ferry Osprey ran aground with 87 passengers, its captain, Tom Okafor, \
         told the police in Brannock.",
    ),
];

const BUDGET: Made = (
    "budget",
    "2012-09-18",
    Some("en"),
    "The council of Harwick voted on Tuesday to close two libraries. The budget leaves a hole of three million, \
     treasurer Ruth Abara said, and taxes will not rise this year.",
);

const GERMAN: Made = (
    "german",
    "2012-09-18",
    Some("de"),
    "Die Autofähre Marigold ist vor Tessel Point mit 212 Menschen an Bord auf Grund gelaufen. Kapitänin Ann Lindqvist \
     nannte einen Schaden am Ruder. Retter aus Harwick brachten alle an Land.",
);

const CHINESE: [Made; 2] = [
    (
        "chinese-1",
        "2012-09-17",
        Some("zh"),
        "载有二百一十二名乘客的汽车渡轮金盏花号周一晚在泰瑟尔角附近搁浅。船长林奎斯特说舵失灵了。哈维克的救生艇把乘客送上了岸。",
    ),
    (
        "chinese-2",
        "2012-09-18",
        Some("zh"),
        "潜水员检查了在泰瑟尔角搁浅的渡轮金盏花号的舵。警方说,船长林奎斯特在哈维克接受了询问。",
    ),
];

fn doc(&(id, published, language, text): &Made) -> Doc<'static> {
    Doc {
        id,
        title: None,
        text,
        published: Some(published),
        language,
    }
}

fn docs() -> Vec<Doc<'static>> {
    let alone = [BUDGET, GERMAN];
    FERRY
        .iter()
        .chain(&OTHER_FERRY)
        .chain(&alone)
        .chain(&CHINESE)
        .map(doc)
        .collect()
}

fn links_of(docs: &[Doc<'_>], id: &str) -> Links {
    let place = docs.iter().position(|doc| doc.id == id);
    link(docs).swap_remove(place.expect("an article of the test"))
}

#[test]
fn articles_of_one_event_are_a_story_named_by_the_first() {
    for (id, ..) in FERRY {
        assert_eq!(
            links_of(&docs(), id).story.as_deref(),
            Some("ferry-1"),
            "{id}"
        );
    }
}

#[test]
fn an_event_of_the_same_kind_is_another_story() {
    for (id, ..) in OTHER_FERRY {
        assert_eq!(
            links_of(&docs(), id).story.as_deref(),
            Some("other-1"),
            "{id}"
        );
    }
}

#[test]
fn an_article_of_no_ones_event_has_no_story() {
    assert_eq!(links_of(&docs(), "budget").story, None);
}

#[test]
fn names_and_numbers_join_a_story_across_languages() {
    assert_eq!(
        links_of(&docs(), "german").story.as_deref(),
        Some("ferry-1")
    );
}

#[test]
fn a_script_without_capitals_or_spaces_has_stories() {
    assert_eq!(
        links_of(&docs(), "chinese-2").story.as_deref(),
        Some("chinese-1")
    );
}

#[test]
fn what_is_similar_begins_with_the_story() {
    let similar = links_of(&docs(), "ferry-1").similar;
    let mut story = similar[..3].to_vec();
    story.sort();
    assert_eq!(story, ["ferry-2", "ferry-3", "german"]);
    assert!(similar.contains(&"other-1".to_owned()), "{similar:?}");
}

#[test]
fn a_print_of_the_same_text_is_not_similar_but_of_the_story() {
    let mut docs = docs();
    docs.push(Doc {
        id: "reprint",
        ..doc(&FERRY[0])
    });
    let links = links_of(&docs, "reprint");
    assert_eq!(links.story.as_deref(), Some("ferry-1"));
    assert!(!links.similar.contains(&"ferry-1".to_owned()));
    assert!(links.similar.contains(&"ferry-2".to_owned()));
}

#[test]
fn of_a_text_printed_many_times_three_prints_are_named() {
    let mut docs = docs();
    let ids: Vec<String> = (0..6).map(|number| format!("reprint-{number}")).collect();
    docs.extend(ids.iter().map(|id| Doc {
        id,
        ..doc(&FERRY[0])
    }));
    let similar = links_of(&docs, "ferry-2").similar;
    let is_print = |id: &&String| *id == "ferry-1" || id.starts_with("reprint");
    assert_eq!(similar.iter().filter(is_print).count(), 3, "{similar:?}");
}

#[test]
fn a_text_that_was_only_printed_twice_is_a_story_too() {
    let budget = doc(&BUDGET);
    let links = link(&[
        budget,
        Doc {
            id: "reprint",
            ..budget
        },
    ]);
    assert_eq!(links[0].story.as_deref(), Some("budget"));
    assert_eq!(links[1].story.as_deref(), Some("budget"));
    assert!(links[0].similar.is_empty());
}

#[test]
fn the_same_event_a_year_later_is_another_story() {
    let later = "2013-10-01";
    let mut docs: Vec<Doc<'_>> = FERRY.iter().map(doc).collect();
    let again = OTHER_FERRY[0]
        .3
        .replace("Calder Sound", "Tessel Point")
        .replace("Brannock", "Harwick");
    docs.push(Doc {
        id: "again",
        published: Some(later),
        text: &again,
        ..docs[0]
    });
    assert_eq!(links_of(&docs, "again").story, None);
}

#[test]
fn one_by_one_articles_join_the_stories_that_they_would_have_joined_together() {
    let docs = docs();
    let mut order: Vec<usize> = (0..docs.len()).collect();
    for shift in 0..docs.len() {
        order.rotate_left(1);
        let mut index = Index::default();
        order
            .iter()
            .for_each(|&place| drop(index.add(&docs[place..=place])));
        let story = |id: &str| {
            let number = order.iter().position(|&place| docs[place].id == id);
            index
                .links(number.expect("an article of the test") as u32)
                .story
        };
        assert!(story("ferry-1").is_some(), "{shift}");
        assert_eq!(story("ferry-1"), story("ferry-3"), "{shift}");
        assert_eq!(story("ferry-1"), story("german"), "{shift}");
        assert_eq!(story("other-1"), story("other-2"), "{shift}");
        assert_ne!(story("ferry-1"), story("other-1"), "{shift}");
        assert_eq!(story("budget"), None, "{shift}");
    }
}

#[test]
fn what_adding_changed_is_told() {
    let docs = docs();
    let mut index = Index::default();
    let mut known: Vec<Links> = Vec::new();
    for place in 0..docs.len() {
        let changed = index.add(&docs[place..=place]);
        for (number, before) in (0..).zip(&known) {
            assert!(
                changed.contains(&number) || index.links(number) == *before,
                "{number} after {place}"
            );
        }
        known = (0..index.len()).map(|number| index.links(number)).collect();
    }
}
