//! `copydesk link`, alone and behind `clean` in a pipe.

use serde_json::{Value, json};

use crate::support::{PAPER, Ran, check, run, run_with};

const STORY: &str = "The coaster Halvard Star lost her engine in the gale on Thursday night and drifted for four \
    hours towards the Black Rocks before the lifeboat got a line aboard. The master, two mates and a ship's cat \
    were brought ashore at first light, wet and in good spirits, and given breakfast at the Mission Hall.";

fn link(rows: &[Value]) -> Ran {
    let lines: String = rows.iter().map(|row| format!("{row}\n")).collect();
    run_with(&["link"], lines.as_bytes())
}

#[test]
fn copies_are_found_and_other_fields_stay() {
    let other = "A pie of nine kinds of apple won the first prize at the autumn fair on Saturday afternoon.";
    let rows = [
        json!({"id": "1", "text": STORY, "published": "2012-09-07", "mine": [1, {"a": 2}]}),
        json!({"id": "2", "text": other}),
        json!({"id": "3", "text": STORY, "published": "2012-09-08"}),
    ];
    let ran = link(&rows);
    let records = ran.records();
    assert_eq!((ran.status, records.len()), (0, 3), "{ran:?}");
    assert_eq!(records[0]["mine"], rows[0]["mine"]);
    assert_eq!(records[2]["duplicates"]["relation"], "same");
    assert_eq!(records[2]["duplicates"]["of"], "1");
    assert_eq!(
        records[0]["duplicates"]["group"],
        records[2]["duplicates"]["group"]
    );
    assert_eq!(records[1]["duplicates"], Value::Null);
}

#[test]
fn what_cannot_be_used_is_named_and_the_rest_done() {
    let rows = "{\"text\":\"x\"}\nnonsense\n\n{\"id\":\"4\",\"text\":\"x\"}\n";
    check(
        &["link"],
        rows,
        (1, "{\"id\":\"4\"", "-:1: no text in the field `id`"),
    );
    check(&["link"], rows, (1, "{\"id\":\"4\"", "-:2: no JSON object"));
    check(&["link", "no-such-file"], "", (1, "", "no-such-file: "));
    check(&["link", PAPER], "", (1, "", "saltmarsh-courier:1: "));
    let array = "[\"5\",\"a title\",\"x\"]\n";
    check(&["link"], array, (1, "", "-:1: no JSON object"));
    check(&["link"], "", (0, "", ""));
}

#[test]
fn what_linking_does_not_know_stays_as_it_was_written() {
    let line = "  {\"id\": \"1\", \"n\": 1.50e3, \"big\": 123456789012345678901234567890, \"title\": 7}  \n";
    let linked = "{\"id\": \"1\", \"n\": 1.50e3, \"big\": 123456789012345678901234567890, \"title\": 7,\"duplicates\":null";
    check(&["link"], line, (0, linked, ""));
    let before = "{\"similar\":[\"old\"],\"id\":\"1\",\"text\":\"x\"}\n";
    check(
        &["link"],
        before,
        (
            0,
            "{\"similar\":[],\"id\":\"1\",\"text\":\"x\",\"duplicates\":null",
            "",
        ),
    );
}

#[test]
fn clean_and_link_compose() {
    let cleaned = run(&["clean", "--proof", PAPER]);
    let linked = run_with(&["link"], &cleaned.stdout);
    assert_eq!(linked.status, 0, "{}", linked.stderr);
    let (before, after) = (cleaned.records(), linked.records());
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        let changed = before
            .as_object()
            .unwrap()
            .iter()
            .find(|(name, value)| after[name.as_str()] != **value);
        assert_eq!(changed, None);
        assert!(after["similar"].is_array() && after.get("duplicates").is_some());
    }
    assert!(after.iter().any(|record| record["duplicates"].is_object()));
    assert!(
        run_with(&["link"], &linked.stdout).stdout == linked.stdout,
        "linking again changes nothing"
    );
}
