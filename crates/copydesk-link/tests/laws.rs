//! What holds for any articles whatever.

use std::collections::BTreeMap;

use copydesk_link::{Doc, link};
use copydesk_record::{Links, Relation};
use proptest::prelude::*;

/// An article as it is made for a test.
#[derive(Clone, Debug)]
struct Made {
    title: Option<String>,
    text: String,
    published: Option<String>,
}

/// Texts of some paragraphs out of a few, so that many share some, and some words of their own.
fn made() -> impl Strategy<Value = Vec<Made>> {
    let paragraph = (0..6_usize, 20..60_usize).prop_map(|(subject, words)| {
        (0..words)
            .map(|word| format!("{} ", (subject * 7919 + word * 104_729) % 9_973))
            .collect::<String>()
    });
    let text = (prop::collection::vec(paragraph, 0..4), "[a-z北京 ]{0,40}")
        .prop_map(|(paragraphs, own)| paragraphs.join("\n\n") + &own);
    let title = prop::option::of("[a-c]{1}");
    let published = prop::option::of("2012-09-1[0-9]");
    let article = (title, text, published).prop_map(|(title, text, published)| Made {
        title,
        text,
        published,
    });
    prop::collection::vec(article, 0..12)
}

fn linked(made: &[(String, Made)]) -> BTreeMap<String, Links> {
    let doc = |(id, made): &'_ (String, Made)| (id.clone(), made.clone());
    let owned: Vec<(String, Made)> = made.iter().map(doc).collect();
    let docs: Vec<Doc<'_>> = owned
        .iter()
        .map(|(id, made)| Doc {
            id,
            title: made.title.as_deref(),
            text: &made.text,
            published: made.published.as_deref(),
            language: None,
        })
        .collect();
    let links = link(&docs);
    assert_eq!(links.len(), docs.len());
    owned.iter().map(|(id, _)| id.clone()).zip(links).collect()
}

/// Whether an article has little that another one, its parent, has not.
fn prints(id: &str, links: &Links, parent: &str) -> bool {
    let duplicate = links
        .duplicates
        .as_ref()
        .filter(|duplicate| duplicate.of == parent && parent != id);
    duplicate.is_some_and(|duplicate| {
        duplicate.share >= 0.5 || matches!(duplicate.relation, Relation::Same | Relation::Cut)
    })
}

fn with_ids(made: Vec<Made>) -> Vec<(String, Made)> {
    made.into_iter()
        .enumerate()
        .map(|(index, made)| (format!("d{index:02}"), made))
        .collect()
}

proptest! {
    #[test]
    fn the_order_of_articles_changes_nothing(made in made().prop_map(with_ids), seed in any::<u64>()) {
        let mut shuffled = made.clone();
        shuffled.sort_by_key(|(id, _)| id.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)));
        prop_assert_eq!(linked(&made), linked(&shuffled));
    }

    #[test]
    fn groups_are_named_and_led_by_members(made in made().prop_map(with_ids)) {
        let links = linked(&made);
        for (id, duplicate) in links.iter().filter_map(|(id, links)| Some((id, links.duplicates.as_ref()?))) {
            let members: Vec<&String> = links.iter().filter(|(_, links)| links.duplicates.as_ref().is_some_and(|other| other.group == duplicate.group)).map(|(id, _)| id).collect();
            prop_assert!(members.len() > 1);
            prop_assert_eq!(members[0], &duplicate.group);
            let reference = links[&duplicate.of].duplicates.as_ref().unwrap();
            prop_assert_eq!((&reference.of, &reference.group), (&duplicate.of, &duplicate.group));
            prop_assert!(duplicate.share > 0.0 && duplicate.share <= 1.0, "{} {}", id, duplicate.share);
        }
    }

    #[test]
    fn an_exact_copy_is_in_the_same_group(made in made().prop_map(with_ids)) {
        let copies = made.iter().map(|(id, made)| (format!("{id}-copy"), made.clone()));
        let links = linked(&made.iter().cloned().chain(copies).collect::<Vec<_>>());
        for (id, made) in made.iter().filter(|(_, made)| made.text.split_whitespace().count() > 1) {
            let groups = [id.clone(), format!("{id}-copy")].map(|id| links[&id].duplicates.as_ref().map(|duplicate| duplicate.group.clone()));
            prop_assert!(groups[0].is_some() && groups[0] == groups[1], "{:?} {:?}", made, groups);
        }
    }

    #[test]
    fn parts_and_wholes_agree_and_similar_articles_are_no_prints(made in made().prop_map(with_ids)) {
        let links = linked(&made);
        for (id, of_id) in &links {
            for part in &of_id.contains {
                prop_assert!(links[&part.id].part_of.iter().any(|whole| whole.id == *id && whole.share == part.share));
            }
            prop_assert!(of_id.similar.len() <= 24 && !of_id.similar.contains(id));
            for other in &of_id.similar {
                prop_assert!(!prints(id, &links[id], other) && !prints(other, &links[other], id), "{:?} {:?}", id, other);
            }
        }
    }
}
