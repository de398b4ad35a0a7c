//! What is a copy of what, by example.

use copydesk_link::{Doc, link};
use copydesk_record::{Links, Relation};

fn doc<'a>(id: &'a str, text: &'a str) -> Doc<'a> {
    Doc {
        id,
        title: None,
        text,
        published: None,
        language: None,
    }
}

/// Words that no other subject's text has.
fn words(subject: &str, count: usize) -> String {
    (0..count)
        .map(|number| format!("{subject}{} ", char_word(number)))
        .collect()
}

/// A word without digits for a number, so that made texts have no numbers.
fn char_word(number: usize) -> String {
    number
        .to_string()
        .chars()
        .map(|digit| char::from(b'a' + digit as u8 - b'0'))
        .collect()
}

fn group(links: &Links) -> Option<&str> {
    links
        .duplicates
        .as_ref()
        .map(|duplicate| duplicate.group.as_str())
}

fn relation(links: &Links) -> Relation {
    links.duplicates.as_ref().unwrap().relation
}

#[test]
fn copies_say_how_they_differ_from_the_reference() {
    let whole = words("ferry", 200);
    let cut = words("ferry", 120);
    let retyped = whole
        .replacen("ferryaa", "boat", 1)
        .replacen("ferrybaa", "ship", 1);
    let longer = whole.clone() + &words("harbour", 80);
    let updated = words("ferry", 130) + &words("quay", 70);
    let reference = Doc {
        published: Some("2012-09-17"),
        ..doc("m", &whole)
    };
    let links = link(&[
        doc("d", &updated),
        doc("a", &cut),
        reference,
        doc("b", &retyped),
        doc("c", &longer),
        doc("z", "Other."),
    ]);
    let relations: Vec<Relation> = links[..5].iter().map(relation).collect();
    assert_eq!(
        relations,
        [
            Relation::Updated,
            Relation::Cut,
            Relation::Same,
            Relation::Same,
            Relation::Extended
        ]
    );
    for links in &links[..5] {
        assert_eq!(group(links), Some("a"));
    }
    let of = |links: &Links| links.duplicates.as_ref().unwrap().of.clone();
    assert!(links[1..5].iter().all(|links| of(links) == "m"));
    assert_eq!(links[2].duplicates.as_ref().unwrap().share, 1.0);
    assert!((0.55..0.65).contains(&links[1].duplicates.as_ref().unwrap().share));
    assert_eq!(links[5], Links::default());
}

#[test]
fn the_reference_is_the_earliest_then_the_longest_then_the_first_by_id() {
    let (short, long) = (words("ferry", 100), words("ferry", 110));
    let of = |docs: &[Doc<'_>]| link(docs)[0].duplicates.as_ref().unwrap().of.clone();
    let dated = |id, text, published| Doc {
        published: Some(published),
        ..doc(id, text)
    };
    assert_eq!(
        of(&[
            doc("a", &long),
            dated("b", &short, "2012-09-18"),
            dated("c", &short, "2012-09-17T08:00")
        ]),
        "c"
    );
    assert_eq!(of(&[doc("a", &short), doc("b", &long)]), "b");
    assert_eq!(of(&[doc("b", &short), doc("a", &short)]), "a");
}

#[test]
fn a_chain_of_versions_is_no_group_without_a_common_reference() {
    let ends = [words("one", 200), words("three", 70) + &words("two", 40)];
    let middle = words("three", 70) + &words("one", 130);
    let first = Doc {
        published: Some("2012-09-17"),
        ..doc("a", &ends[0])
    };
    let links = link(&[first, doc("b", &middle), doc("c", &ends[1])]);
    assert_ne!(group(&links[0]), group(&links[2]));
    assert!(group(&links[1]).is_some());
}

#[test]
fn a_roundup_holds_its_parts_and_is_no_copy_of_them() {
    let (ferry, harbour) = (words("ferry", 100), words("harbour", 100));
    let pair = format!("{ferry}\n\n{harbour}");
    let links = link(&[
        doc("pair", &pair),
        doc("ferry", &ferry),
        doc("harbour", &harbour),
    ]);
    assert!(
        links.iter().all(|links| links.duplicates.is_none()),
        "{links:?}"
    );
    let ids = |parts: &[copydesk_record::Contains]| {
        parts.iter().map(|part| part.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&links[0].contains), ["ferry", "harbour"]);
    assert_eq!(ids(&links[1].part_of), ["pair"]);
    assert_eq!(links[1].part_of[0].share, 1.0);

    let much = ferry.clone() + &words("other", 300);
    let links = link(&[doc("much", &much), doc("ferry", &ferry)]);
    assert_eq!(
        (ids(&links[0].contains), links[0].duplicates.clone()),
        (vec!["ferry".to_owned()], None)
    );
}

#[test]
fn templates_with_other_numbers_or_names_are_no_copies() {
    let market = |numbers: [&str; 6]| {
        let [a, b, c, d, e, f] = numbers;
        format!(
            "Shares closed higher on the exchange on a quiet day of trade. The index rose {a} points, or {b} per \
             cent, to {c}. Turnover came to {d} million, against {e} million the day before. Gainers led losers \
             by a wide margin. The bond yield stood at {f} per cent. Dealers said that buyers were cautious \
             ahead of the central bank's meeting, and that little was to be expected before the weekend."
        )
    };
    let (one, other) = (
        market(["12", "0.4", "3104", "88", "91", "1.7"]),
        market(["31", "1.2", "3141", "140", "97", "1.9"]),
    );
    let links = link(&[doc("a", &one), doc("b", &other)]);
    assert!(links.iter().all(|links| links.duplicates.is_none()));
    let retyped = one.replace("quiet", "calm");
    assert!(
        link(&[doc("a", &one), doc("b", &retyped)])
            .iter()
            .all(|links| links.duplicates.is_some())
    );

    let match_report = |home: &str, guest: &str, scorer: &str, coach: &str| {
        format!(
            "In front of a full house the team of {home} beat that of {guest} after a slow first half. The only \
             goal was shot by {scorer} from the edge of the box when the keeper had come out too far. It was \
             deserved, said coach {coach} after the match, since his side had had the better chances all along."
        )
    };
    let (one, other) = (
        match_report("Oslo", "Bergen", "Nils Dahl", "Ole Moe"),
        match_report("Graz", "Linz", "Max Huber", "Toni Bauer"),
    );
    assert!(
        link(&[doc("a", &one), doc("b", &other)])
            .iter()
            .all(|links| links.duplicates.is_none())
    );
}

#[test]
fn copies_are_found_in_scripts_without_spaces() {
    let text = "星期一早上，渡轮工人在港口恢复了工作。工会代表在记者会上表示，双方经过三天的谈判终于达成协议，\
                工资将在明年春天提高百分之四。市政府对此表示欢迎，并感谢乘客在罢工期间的耐心。";
    let copy = text.replace("星期一早上", "周一清晨");
    let other = "今天全市大部分地区多云转晴，最高气温二十六度，夜间有小雨。气象台提醒市民出门携带雨具，注意交通安全，\
                 预计周末天气将逐渐转凉，请及时增添衣物。";
    let links = link(&[doc("a", text), doc("b", &copy), doc("c", other)]);
    assert_eq!(
        (group(&links[0]), group(&links[1]), group(&links[2])),
        (Some("a"), Some("a"), None)
    );
}

#[test]
fn mere_lines_are_copies_only_when_they_are_equal() {
    let line = |id, title, text| Doc {
        title: Some(title),
        ..doc(id, text)
    };
    let links = link(&[
        line("a", "One", "See the pictures."),
        line("b", "Two", "See the pictures."),
        line("c", "One", "See the pictures."),
    ]);
    assert_eq!(
        (group(&links[0]), group(&links[1]), group(&links[2])),
        (Some("a"), None, Some("a"))
    );
    assert!(
        link(&[doc("a", ""), doc("b", "")])
            .iter()
            .all(|links| *links == Links::default())
    );
}

#[test]
fn similar_articles_share_their_rare_words_and_their_language() {
    let say = |id, text, language| Doc {
        language: Some(language),
        ..doc(id, text)
    };
    let docs = [
        say(
            "strike",
            "The ferry crews went on strike over pay, and the port stood still.",
            "en",
        ),
        say(
            "talks",
            "Talks with the ferry crews on their pay are to go on, the port said.",
            "en-GB",
        ),
        say(
            "rain",
            "Rain will fall in the hills, and the wind will turn to the west.",
            "en",
        ),
        say("zh", "渡轮工人罢工", "zh"),
        say("zh2", "渡轮工人复工", "zh"),
    ];
    let similar: Vec<Vec<String>> = link(&docs).into_iter().map(|links| links.similar).collect();
    assert_eq!(similar[0], ["talks"]);
    assert_eq!(similar[1], ["strike"]);
    assert_eq!(similar[2], [""; 0]);
    assert_eq!(similar[3], ["zh2"]);
}

#[test]
fn a_story_that_grew_is_one_lineage_from_the_agency_on() {
    let story = words("ferry", 200);
    let wire = "EASTMOUTH (Coastwire) - ".to_owned() + &story;
    let cut = words("ferry", 100);
    let local = wire.clone() + &words("harbour", 120);
    let dated = |id, text, published| Doc {
        published: Some(published),
        ..doc(id, text)
    };
    let docs = [
        dated("cut", &cut, "2012-09-10T08:00"),
        dated("local", &local, "2012-09-11T07:00"),
        dated("wire", &wire, "2012-09-10T09:05"),
    ];
    let links = link(&docs);
    let says: Vec<(&str, Relation)> = links
        .iter()
        .map(|links| links.duplicates.as_ref().unwrap())
        .map(|duplicate| (duplicate.of.as_str(), duplicate.relation))
        .collect();
    // The agency's text comes first of its day, whatever the hour; the cut is less than a third of the
    // local story, which is an extension all the same, since the whole story lies between them.
    assert_eq!(
        says,
        [
            ("wire", Relation::Cut),
            ("wire", Relation::Extended),
            ("wire", Relation::Same)
        ]
    );
    assert!(
        links
            .iter()
            .all(|links| links.contains.is_empty() && links.part_of.is_empty())
    );
    // Without the story between them, the long one is one that holds the short one.
    let links = link(&docs[..2]);
    assert_eq!((group(&links[0]), group(&links[1])), (None, None));
    assert_eq!(links[0].part_of[0].id, "local");
}

#[test]
fn a_variant_derives_from_the_one_that_it_shares_most_with() {
    let first = words("ferry", 150);
    let second = first.clone() + &words("harbour", 60);
    let third = second.clone() + &words("quay", 20);
    let dated = |id, text, published| Doc {
        published: Some(published),
        ..doc(id, text)
    };
    let links = link(&[
        dated("c", &third, "2012-09-12"),
        dated("a", &first, "2012-09-10"),
        dated("b", &second, "2012-09-11"),
    ]);
    let of: Vec<&str> = links
        .iter()
        .map(|links| links.duplicates.as_ref().unwrap().of.as_str())
        .collect();
    assert_eq!(of, ["b", "a", "a"]);
}

#[test]
fn paragraphs_in_another_order_and_words_changed_throughout_are_copies_still() {
    let paragraphs: Vec<String> = ["one", "two", "three", "four"]
        .iter()
        .map(|subject| words(subject, 50))
        .collect();
    let text = paragraphs.join("\n\n");
    let moved = [3, 0, 2, 1].map(|at| paragraphs[at].clone()).join("\n\n");
    let word = |(at, word): (usize, &str)| match at % 10 {
        0 | 3 | 4 => format!("changed{}", char_word(at)),
        _ => word.to_owned(),
    };
    let changed: Vec<String> = text.split_whitespace().enumerate().map(word).collect();
    let links = link(&[
        doc("a", &text),
        doc("b", &moved),
        doc("c", &changed.join(" ")),
    ]);
    assert!(
        links.iter().all(|links| group(links) == Some("a")),
        "{links:?}"
    );
}

#[test]
fn a_part_in_another_script_is_found() {
    let part = "星期一早上，渡轮工人在港口恢复了工作。工会代表在记者会上表示，双方经过三天的谈判终于达成协议，\
                工资将在明年春天提高百分之四。市政府对此表示欢迎，并感谢乘客在罢工期间的耐心。";
    let whole = words("ferry", 200) + part + &words("harbour", 100);
    let links = link(&[doc("part", part), doc("whole", &whole)]);
    assert_eq!(links[0].part_of[0].id, "whole");
}

#[test]
fn results_printed_twice_are_copies_and_other_results_are_none() {
    let results = "Harwick 2 Tessel 1, Calder 0 Brannock 3, Oslo 4 Bergen 4, Malmo 1 Lund 2, Kiel 3 Husum 3, \
                   Emden 0 Leer 2, Rostock 5 Wismar 1, Sylt 2 Amrum 2.";
    let others = "Tessel 0 Calder 5, Brannock 1 Oslo 1, Bergen 2 Malmo 0, Lund 3 Kiel 4, Husum 1 Emden 2, \
                  Leer 4 Rostock 0, Wismar 3 Sylt 1, Amrum 6 Harwick 5.";
    let links = link(&[doc("a", results), doc("b", others), doc("c", results)]);
    assert_eq!(group(&links[0]), Some("a"));
    assert_eq!(group(&links[1]), None);
    assert_eq!(group(&links[2]), Some("a"));
}
