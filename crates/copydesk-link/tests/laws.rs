//! What holds for any articles whatever.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use copydesk_link::{Doc, Index, Shelf, Table, link};
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

/// More of them, of fewer paragraphs, so that buckets have more articles than heads.
fn many() -> impl Strategy<Value = Vec<Made>> {
    prop::collection::vec(made(), 1..4).prop_map(|made| made.concat())
}

fn doc((id, made): &(String, Made)) -> Doc<'_> {
    Doc {
        id,
        title: made.title.as_deref(),
        text: &made.text,
        published: made.published.as_deref(),
        language: None,
    }
}

fn linked(made: &[(String, Made)]) -> BTreeMap<String, Links> {
    let links = link(&made.iter().map(doc).collect::<Vec<_>>());
    assert_eq!(links.len(), made.len());
    made.iter().map(|(id, _)| id.clone()).zip(links).collect()
}

/// What an index says of its articles.
fn said(index: &Index<'_>) -> Vec<Links> {
    (0..index.len()).map(|number| index.links(number)).collect()
}

/// That of copies and parts alone: how like others articles are depends on how common their words were
/// when they came.
fn copies(links: Links) -> Links {
    Links {
        story: None,
        similar: Vec::new(),
        ..links
    }
}

/// A shelf in memory.
#[derive(Default)]
struct Kept {
    values: RefCell<BTreeMap<(Table, u64), Vec<u8>>>,
    is_damaged: Cell<bool>,
}

impl Shelf for Kept {
    fn get(&self, table: Table, key: u64) -> Option<Vec<u8>> {
        self.values.borrow().get(&(table, key)).cloned()
    }

    fn put(&self, table: Table, key: u64, value: Option<&[u8]>) {
        match value {
            Some(value) => self
                .values
                .borrow_mut()
                .insert((table, key), value.to_vec()),
            None => self.values.borrow_mut().remove(&(table, key)),
        };
    }

    fn damaged(&self, _: Table, _: u64) {
        self.is_damaged.set(true);
    }
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
            let mut ancestor = (id, duplicate);
            for _ in 0..members.len() {
                let parent = links[&ancestor.1.of].duplicates.as_ref().unwrap();
                prop_assert_eq!(&parent.group, &duplicate.group);
                ancestor = (&ancestor.1.of, parent);
            }
            // All lines end at the one that names itself.
            prop_assert_eq!(ancestor.0, &ancestor.1.of);
            let roots = members.iter().filter(|id| links[**id].duplicates.as_ref().is_some_and(|duplicate| duplicate.of == ***id));
            prop_assert_eq!(roots.count(), 1);
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

    #[test]
    fn one_by_one_gives_what_all_at_once_does(made in many().prop_map(with_ids), step in 1..5_usize) {
        let docs: Vec<Doc<'_>> = made.iter().map(doc).collect();
        let (mut one_by_one, mut at_once) = (Index::default(), Index::default());
        at_once.add(&docs);
        let mut before = Vec::new();
        for some in docs.chunks(step) {
            let changed = one_by_one.add(some);
            let now = said(&one_by_one);
            for (number, links) in (0..).zip(&now) {
                prop_assert!(changed.contains(&number) || before.get(number as usize) == Some(links), "{number} {changed:?}");
            }
            before = now;
        }
        prop_assert_eq!(before, said(&at_once));
    }

    #[test]
    fn what_was_taken_out_leaves_no_trace_in_copies_and_parts(made in many().prop_map(with_ids), gone in any::<u32>(), step in 1..9_usize) {
        let docs: Vec<Doc<'_>> = made.iter().map(doc).collect();
        let is_gone = |place: usize| gone >> (place % 32) & 1 == 1;
        let numbers: Vec<u32> = (0..docs.len()).filter(|&place| is_gone(place)).map(|place| place as u32).collect();
        let left: Vec<Doc<'_>> = docs.iter().enumerate().filter(|&(place, _)| !is_gone(place)).map(|(_, doc)| *doc).collect();
        let (mut index, mut never) = (Index::default(), Index::default());
        index.add(&docs);
        never.add(&left);
        let before = said(&index);
        let changed: Vec<u32> = numbers.chunks(step).flat_map(|numbers| index.remove(numbers)).collect();
        let now = said(&index);
        let left = |place: &usize| !is_gone(*place);
        for place in (0..docs.len()).filter(left) {
            let named = |links: &Links| numbers.iter().any(|&number| links.similar.contains(&docs[number as usize].id.to_owned()));
            prop_assert!(!named(&now[place]) && now[place].story.iter().all(|story| docs.iter().enumerate().any(|(place, doc)| left(&place) && doc.id == *story)));
            prop_assert!(changed.contains(&(place as u32)) || now[place] == before[place], "{place}");
        }
        let now = now.into_iter().enumerate().filter(|(place, _)| left(place)).map(|(_, links)| links);
        prop_assert_eq!(now.map(copies).collect::<Vec<_>>(), said(&never).into_iter().map(copies).collect::<Vec<_>>());
    }

    #[test]
    fn what_lies_on_a_shelf_is_what_would_be_in_memory(made in many().prop_map(with_ids), steps in prop::collection::vec((1..5_usize, any::<bool>(), any::<u32>()), 30)) {
        let (shelf, mut memory) = (Kept::default(), Index::default());
        let mut docs = made.iter().map(doc);
        let mut on_shelf = Index::on(&shelf);
        for (count, lays_down, gone) in steps {
            let some: Vec<Doc<'_>> = docs.by_ref().take(count).collect();
            prop_assert_eq!(memory.add(&some), on_shelf.add(&some));
            let gone: Vec<u32> = (0..memory.len()).filter(|number| gone >> (number % 32) & 7 == 7).collect();
            prop_assert_eq!(memory.remove(&gone), on_shelf.remove(&gone));
            if lays_down {
                on_shelf.lay_down();
                on_shelf = Index::on(&shelf);
            }
            prop_assert_eq!(said(&memory), said(&on_shelf));
        }
        prop_assert!(!shelf.is_damaged.get());
    }

    #[test]
    fn whatever_lies_on_a_shelf_nothing_breaks(made in many().prop_map(with_ids), damage in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let shelf = Kept::default();
        let docs: Vec<Doc<'_>> = made.iter().map(doc).collect();
        let (some, others) = docs.split_at(docs.len() / 2);
        let mut index = Index::on(&shelf);
        index.add(some);
        index.lay_down();
        for (value, place, byte) in damage {
            let mut values = shelf.values.borrow_mut();
            let value = value.index(values.len());
            if let Some(value) = values.values_mut().nth(value).filter(|value| !value.is_empty()) {
                let place = place.index(value.len());
                value[place] = byte;
            }
        }
        let mut index = Index::on(&shelf);
        prop_assume!(index.len() < 1000);
        index.add(others);
        let numbers: Vec<u32> = (0..index.len()).step_by(3).collect();
        index.remove(&numbers);
        let _ = said(&index);
        index.lay_down();
    }

    #[test]
    fn shares_are_from_0_to_1_and_what_holds_is_no_copy(made in made().prop_map(with_ids)) {
        let links = linked(&made);
        for (id, of_id) in &links {
            for part in of_id.contains.iter().chain(&of_id.part_of) {
                prop_assert!((0.9..=1.0).contains(&part.share), "{id} {part:?}");
                let group = |id: &String| links[id].duplicates.as_ref().map(|duplicate| duplicate.group.clone());
                prop_assert!(group(id).is_none() || group(id) != group(&part.id), "{id} {part:?}");
            }
        }
    }
}
