use std::collections::BTreeSet;
use std::path::Path;

use copydesk_record::Reason;

use super::*;

#[test]
fn the_language_liked_best_is_spoken() {
    for (accepted, words) in [
        ("", Words::English),
        ("fr-CA, fr;q=0.9", Words::English),
        ("de", Words::German),
        ("fr, zh-Hant-TW;q=0.8, en;q=0.7", Words::Chinese),
        ("en;q=0.1, RU;q=0.9", Words::Russian),
        ("de, ru", Words::German),
        ("de;q=0, ru;q=0.1", Words::Russian),
        ("*;q=x,;;;,de;q=nan", Words::English),
    ] {
        assert_eq!(Words::preferred(accepted), words, "{accepted}");
    }
}

#[test]
fn numbers_take_their_forms() {
    let count = |words: Words, count| words.count(count, "story|stories");
    assert_eq!(count(Words::English, 1), "1 story");
    assert_eq!(count(Words::English, 1200), "1,200 stories");
    assert_eq!(count(Words::German, 1_234_567), "1.234.567 Artikel");
    assert_eq!(count(Words::Chinese, 2), "2 篇报道");
    for (number, form) in [
        (1, "статья"),
        (21, "статья"),
        (11, "статей"),
        (3, "статьи"),
        (13, "статей"),
        (0, "статей"),
    ] {
        assert_eq!(count(Words::Russian, number), format!("{number} {form}"));
    }
}

#[test]
fn places_are_filled_in_their_order() {
    assert_eq!(
        Words::English.fill("Page {} of {}", &["1", "2"]),
        "Page 1 of 2"
    );
    assert_eq!(Words::English.fill("Page {} of {}", &["1"]), "Page 1 of ");
}

#[test]
fn right_to_left_by_primary_language() {
    assert_eq!(direction(Some("fa-IR")), "rtl");
    assert_eq!(direction(Some("far")), "ltr");
    assert_eq!(direction(None), "ltr");
}

#[test]
fn every_phrase_has_its_words_in_every_language() {
    let said = said();
    assert!(said.len() > 100, "{}", said.len());
    for (tag, phrases) in [("zh", &*CHINESE), ("de", &*GERMAN), ("ru", &*RUSSIAN)] {
        let missing: Vec<&String> = said
            .iter()
            .filter(|phrase| !phrases.contains_key(phrase.as_str()))
            .collect();
        assert!(missing.is_empty(), "words/{tag}.txt lacks {missing:#?}");
        let unused: Vec<&&str> = phrases
            .keys()
            .filter(|phrase| !said.contains(**phrase))
            .collect();
        assert!(
            unused.is_empty(),
            "words/{tag}.txt has {unused:#?}, which nothing says"
        );
        let places = |phrase: &str| phrase.matches("{}").count();
        let torn: Vec<_> = phrases
            .iter()
            .filter(|(english, other)| places(english) != places(other))
            .collect();
        assert!(
            torn.is_empty(),
            "words/{tag}.txt has other places to fill in {torn:?}"
        );
    }
}

/// The phrases that the sources and templates say, and the reasons of the record's table.
fn said() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut said = BTreeSet::new();
    for folder in ["src", "templates"] {
        collect(&root.join(folder), &mut said);
    }
    let reasons = Reason::ALL
        .iter()
        .map(|reason| reason.describe().to_owned());
    said.extend(reasons);
    said
}

fn collect(path: &Path, said: &mut BTreeSet<String>) {
    if path.ends_with("tests.rs") {
        return;
    }
    if path.is_dir() {
        let entries = std::fs::read_dir(path).unwrap();
        entries.for_each(|entry| collect(&entry.unwrap().path(), said));
        return;
    }
    let text = std::fs::read_to_string(path).unwrap();
    for call in ["say(", "fill(", "fill_number(", "fill_one(", "words.count("] {
        let calls = text.split(call).skip(1);
        said.extend(calls.filter_map(|rest| literal(rest, call == "words.count(")));
    }
}

/// The string that a call's arguments begin with; for a count the one that follows the number.
fn literal(rest: &str, follows: bool) -> Option<String> {
    let start = match follows {
        true => rest
            .find('"')
            .filter(|&at| !rest[..at].contains([';', '}']))?,
        false => rest.len() - rest.trim_start().strip_prefix('"')?.len() - 1,
    };
    let literal = rest.get(start + 1..)?;
    Some(literal[..literal.find('"')?].to_owned())
}
