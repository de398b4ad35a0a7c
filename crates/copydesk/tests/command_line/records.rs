//! Every record there is fits the schema that the program prints.

use jsonschema::Validator;

use crate::support::{PAPER, Ran, run, run_with};

fn schema() -> Validator {
    let ran = run(&["schema"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    jsonschema::validator_for(&serde_json::from_slice(&ran.stdout).unwrap()).unwrap()
}

#[track_caller]
fn check(ran: &Ran, at_least: usize) {
    let (schema, records) = (schema(), ran.records());
    assert!(records.len() >= at_least, "{} records", records.len());
    for record in records {
        let errors: Vec<String> = schema
            .iter_errors(&record)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", record["source"]);
    }
}

#[test]
fn records_fit_the_schema() {
    check(&run(&["clean", PAPER]), 30);
    check(&run(&["clean", "--proof", PAPER]), 30);
}

#[test]
fn linked_records_fit_the_schema() {
    for arguments in [&["clean", PAPER][..], &["clean", "--proof", PAPER]] {
        check(&run_with(&["link"], &run(arguments).stdout), 30);
    }
}

#[test]
fn error_records_fit_the_schema() {
    for input in [
        "",
        " \n",
        "\u{1}\u{2}\u{3}\u{4}",
        "%PDF-1.4",
        "WARC/1.0\r\nbroken",
    ] {
        let ran = run_with(&["clean", "--proof", "-"], input.as_bytes());
        assert_eq!(ran.status, 1, "{input:?}: {ran:?}");
        assert!(ran.record()["error"]["message"].is_string());
        check(&ran, 1);
    }
    check(&run(&["clean", "no-such-file"]), 1);
}

#[test]
fn the_schema_refuses_what_is_no_record() {
    let schema = schema();
    let mut record = run_with(&["clean", "-"], b"<p>A line of text for the record.").record();
    assert!(schema.is_valid(&record));
    record["kind"] = "poem".into();
    assert!(!schema.is_valid(&record));
}
