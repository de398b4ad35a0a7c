//! ftfy's own test cases: what it passes we pass, and of those that it fails we pass some.

use std::path::PathBuf;

use copydesk_text::{cleanup, repair};
use serde_json::Value;

/// The cases that ftfy passes.
const PASSED_BY_FTFY: usize = 151;

/// How many of the cases that ftfy fails are right, at least.
const MORE: usize = 4;

/// The clean texts among them, which stay.
const CLEAN: usize = 49;

/// The cases. Without them a test is skipped with a note, but fails in CI.
fn cases() -> Option<Vec<Value>> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ftfy/cases.jsonl");
    if !path.exists() {
        let in_ci = std::env::var_os("CI").is_some();
        assert!(!in_ci, "{} is missing", path.display());
        eprintln!("skipped: {} is missing", path.display());
        return None;
    }
    let lines = std::fs::read_to_string(path).unwrap();
    Some(
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

fn field<'a>(case: &'a Value, name: &str) -> &'a str {
    case[name].as_str().unwrap_or_default()
}

/// The cases that ftfy passes and those that it fails, for which `mend` does not give the `right` field.
fn wrong(cases: &[Value], right: &str, mend: impl Fn(&str) -> String) -> [Vec<String>; 2] {
    ["pass", "fail"].map(|expect| {
        let of_kind = cases.iter().filter(|case| case["expect"] == expect);
        let wrong = of_kind.filter_map(|case| {
            let got = mend(field(case, "original"));
            let differs = got != field(case, right);
            differs.then(|| {
                format!(
                    "{}: {got:?} is not {:?}",
                    field(case, "label"),
                    field(case, right)
                )
            })
        });
        wrong.collect()
    })
}

#[test]
fn damage_is_mended_as_ftfy_does_and_more() {
    let Some(cases) = cases() else { return };
    let passed = cases.iter().filter(|case| case["expect"] == "pass").count();
    assert_eq!(passed, PASSED_BY_FTFY);
    let [passed_by_ftfy, failed_by_ftfy] = wrong(&cases, "fixed_encoding", |text| {
        repair(text).text.into_owned()
    });
    let more = cases.len() - passed - failed_by_ftfy.len();
    println!(
        "{more} of {} cases that ftfy fails; not:",
        cases.len() - passed
    );
    failed_by_ftfy.iter().for_each(|case| println!("{case}"));
    assert_eq!(passed_by_ftfy, [""; 0]);
    assert!(more >= MORE);
}

#[test]
fn clean_cases_stay() {
    let Some(cases) = cases() else { return };
    let clean = cases.iter().filter(|case| case["polarity"] == "neg");
    let texts: Vec<&str> = clean.map(|case| field(case, "original")).collect();
    let stay = texts
        .iter()
        .filter(|&&text| repair(text).repairs.is_empty());
    assert_eq!([texts.len(), stay.count()], [CLEAN; 2]);
}

#[test]
fn the_clean_up_is_that_of_ftfy() {
    let Some(cases) = cases() else { return };
    let [wrong, _] = wrong(&cases, "fixed", |text| cleanup(text).into_owned());
    assert_eq!(wrong, [""; 0]);
}
