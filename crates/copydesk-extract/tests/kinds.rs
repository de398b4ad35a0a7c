//! How well the kinds of pages are told: on development pages that were labelled by hand, and on sets
//! whose pages are known to be articles, or lists.

mod shared;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use copydesk_extract::{Options, extract};
use copydesk_record::{Article, Page};
use serde_json::Value;

const LABELS: &str = include_str!("kinds.tsv");

/// A share that may not fall below its floor.
struct Share {
    what: String,
    part: usize,
    whole: usize,
}

impl Share {
    #[track_caller]
    fn at_least(&self, floor: f64) {
        let share = self.part as f64 / self.whole.max(1) as f64;
        println!(
            "{:24} {:4} of {:4} = {share:.3}",
            self.what, self.part, self.whole
        );
        assert!(
            share >= floor,
            "{} is {share:.3}, its floor {floor}",
            self.what
        );
    }
}

fn read(path: PathBuf) -> Article {
    let page = Page {
        source: path.display().to_string(),
        bytes: std::fs::read(path).unwrap(),
        ..Page::default()
    };
    extract(&page, Options::default())
}

fn kind_of(article: &Article) -> String {
    let kind = serde_json::to_value(article.kind).unwrap();
    kind.as_str().unwrap().to_owned()
}

/// For each kind what was called so rightly, called so at all, and should have been.
#[derive(Default)]
struct Counts(BTreeMap<String, [usize; 3]>);

impl Counts {
    fn add(&mut self, said: &str, labels: &[&str]) {
        let is_right = labels.contains(&said);
        let truth = if is_right { said } else { labels[0] };
        self.0.entry(said.to_owned()).or_default()[1] += 1;
        self.0.entry(truth.to_owned()).or_default()[2] += 1;
        self.0.entry(said.to_owned()).or_default()[0] += usize::from(is_right);
    }

    #[track_caller]
    fn at_least(&self, kind: &str, precision: f64, recall: f64) {
        let [right, said, truth] = self.0.get(kind).copied().unwrap_or_default();
        let share = |what: &str, whole| Share {
            what: format!("{kind}: {what}"),
            part: right,
            whole,
        };
        share("precision", said).at_least(precision);
        share("recall", truth).at_least(recall);
    }
}

#[test]
fn labelled_pages_are_called_what_they_are() {
    let (mut kinds, mut parts) = (Counts::default(), Counts::default());
    let mut folders: HashMap<&str, PathBuf> = HashMap::new();
    for line in LABELS.lines().filter(|line| !line.starts_with('#')) {
        let [set, id, kind, part] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        if !folders.contains_key(set) {
            let Some(folder) = shared::pages(set) else {
                return;
            };
            folders.insert(set, folder);
        }
        let article = read(folders[set].join(format!("{id}.html")));
        kinds.add(&kind_of(&article), &kind.split('|').collect::<Vec<_>>());
        parts.add(if article.truncated { "part" } else { "whole" }, &[part]);
    }
    kinds.at_least("article", 0.91, 0.96);
    kinds.at_least("index", 0.83, 0.81);
    kinds.at_least("stub", 0.87, 0.9);
    kinds.at_least("live", 1.0, 1.0);
    parts.at_least("part", 0.9, 0.85);
}

/// The pages of a set that a test takes, with what they are called.
fn called(set: &str, test: impl Fn(&Value) -> bool) -> Option<Vec<String>> {
    let gold = std::fs::read_to_string(shared::data(&format!("{set}/gold.jsonl"))?).unwrap();
    let folder = shared::pages(set)?;
    let rows = gold
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let ids = rows
        .filter(test)
        .map(|row| row["id"].as_str().unwrap().to_owned());
    Some(
        ids.map(|id| kind_of(&read(folder.join(format!("{id}.html")))))
            .collect(),
    )
}

fn share(what: &str, kinds: &[String], wanted: &[&str]) -> Share {
    let is_wanted = |kind: &&String| wanted.contains(&kind.as_str());
    Share {
        what: what.to_owned(),
        part: kinds.iter().filter(is_wanted).count(),
        whole: kinds.len(),
    }
}

#[test]
fn articles_are_articles() {
    for (set, floor) in [
        ("wcxb_dev_article", 0.99),
        ("fundus", 0.98),
        ("chinese_wced", 1.0),
    ] {
        let Some(kinds) = called(set, |_| true) else {
            return;
        };
        share(set, &kinds, &["article", "live"]).at_least(floor);
    }
}

#[test]
fn lists_are_lists() {
    for (page_type, floor) in [("listing", 0.6), ("collection", 0.55)] {
        let Some(kinds) = called("wcxb_dev_other", |row| row["page_type"] == page_type) else {
            return;
        };
        share(page_type, &kinds, &["index", "other"]).at_least(floor);
    }
}
