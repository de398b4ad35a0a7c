//! Links stay true as pages come, change and go.

mod common;

use std::collections::BTreeMap;

use common::{add, archive, page_with};
use copydesk_archive::Archive;
use copydesk_record::{Article, Links, Page};
use rusqlite::Connection;

/// News of some events, with copies and a roundup among it: of each event some articles, days apart.
fn news(count: usize) -> Vec<(Page, Article)> {
    (0..count)
        .map(|number| article(number, number / 3, 0))
        .collect()
}

/// An article about an event. Every third one is a print of the one before, with its last words cut off.
fn article(number: usize, event: usize, version: usize) -> (Page, Article) {
    let own = if number % 3 == 2 { number - 1 } else { number };
    let word = |seed: usize, place: usize| {
        let mut letters = seed * 7_919 + place * 104_729 + 17;
        let mut word = String::from(if place.is_multiple_of(5) { "Q" } else { "w" });
        while letters > 0 {
            word.push(char::from(b'a' + (letters % 23) as u8));
            letters /= 23;
        }
        word
    };
    let about = (0..30).map(|place| word(event, place));
    let of_its_own = (0..60).map(|place| word(1_000 + own + 10_000 * version, place));
    let mut words: Vec<String> = about.chain(of_its_own).collect();
    words.truncate(if number % 3 == 2 { 80 } else { 90 });
    let address = format!("https://paper.example/{number}");
    let (mut page, mut record) = page_with(
        &address,
        &format!("News {number}"),
        &words.join(" "),
        |record| {
            record.url = Some(address.clone());
            record.published = Some(format!("2026-03-{:02}", 1 + number % 28));
            record.crawled = Some(format!("2026-04-{:02}T00:00:00Z", 1 + version));
            record.language = Some("en".to_owned());
        },
    );
    page.url.clone_from(&record.url);
    record.id = copydesk_record::page_id(&page);
    (page, record)
}

/// The links of each article that is shown, by its source.
fn links(archive: &Archive) -> BTreeMap<String, Option<Links>> {
    let mut links = BTreeMap::new();
    archive
        .export(&mut |record| {
            let record = record?;
            links.insert(record.id, record.links);
            Ok(())
        })
        .unwrap();
    links
}

fn link_anew(archive: &Archive) {
    let mut writer = archive.writer().unwrap();
    writer.link_anew().unwrap();
    writer.commit().unwrap();
}

#[test]
fn it_does_not_matter_in_how_many_commits_articles_come() {
    let news = news(60);
    let (_dir, at_once) = archive();
    add(&at_once, &news);
    let expected = links(&at_once);
    let all: Vec<&Links> = expected.values().flatten().collect();
    assert_eq!(all.len(), 60);
    assert!(
        all.iter()
            .filter(|links| links.duplicates.is_some())
            .count()
            >= 40
    );
    assert!(
        all.iter()
            .all(|links| links.story.is_some() && !links.similar.is_empty())
    );
    for step in [1, 7] {
        let (_dir, archive) = archive();
        for some in news.chunks(step) {
            add(&archive, some);
        }
        assert_eq!(links(&archive), expected, "{step} a commit");
    }
}

#[test]
fn a_version_takes_the_place_of_the_one_before_in_all_links() {
    let (_dir, archive) = archive();
    add(&archive, &news(30));
    let before = links(&archive);
    let (old, new) = (article(4, 1, 0), article(4, 1, 1));
    add(&archive, std::slice::from_ref(&new));
    let now = links(&archive);
    let old = &old.1.id;
    assert!(before[old].is_some() && now[old].is_none());
    let names = |links: &Links| format!("{links:?}").contains(old.as_str());
    assert!(before.values().flatten().any(names));
    assert!(!now.values().flatten().any(names));
    assert!(
        now[&new.1.id]
            .as_ref()
            .is_some_and(|links| links.story.is_some())
    );
    let is_named = |links: &Links| links.similar.contains(&new.1.id);
    assert!(now.values().flatten().any(is_named));
    let story = archive.story_of(&new.1.id).unwrap();
    assert!(story.is_some() && story == archive.story_of(old).unwrap());
}

#[test]
fn linked_anew_it_is_as_if_all_had_come_at_once() {
    let (_dir, some_at_a_time) = archive();
    for version in [2, 1, 0] {
        for number in (0..24).rev() {
            add(&some_at_a_time, &[article(number, number / 3, version)]);
        }
    }
    link_anew(&some_at_a_time);
    let (_dir, never) = archive();
    let shown: Vec<(Page, Article)> = (0..24)
        .rev()
        .map(|number| article(number, number / 3, 2))
        .collect();
    add(&never, &shown);
    let linked = |archive: &Archive| -> Vec<(String, Links)> {
        let links = links(archive).into_iter();
        links.filter_map(|(id, links)| Some((id, links?))).collect()
    };
    assert_eq!(linked(&some_at_a_time), linked(&never));
}

#[test]
fn a_damaged_index_is_made_anew() {
    let news = news(31);
    let (_dir, whole) = common::archive();
    add(&whole, &news);
    let damages = [
        "UPDATE link_known SET value = x'ff'",
        "UPDATE link_articles SET value = x'ff'",
        "UPDATE link_terms SET value = x'ff'",
        "DELETE FROM link_state",
        "UPDATE link_state SET value = x'ff'",
        "UPDATE linking SET form = 99",
    ];
    for damage in damages {
        let (dir, archive) = archive();
        add(&archive, &news[..30]);
        let connection = Connection::open(dir.path().join("archive.sqlite")).unwrap();
        assert!(connection.execute(damage, []).unwrap() > 0, "{damage}");
        add(&archive, &news[30..]);
        assert_eq!(links(&archive), links(&whole), "{damage}");
    }
}
