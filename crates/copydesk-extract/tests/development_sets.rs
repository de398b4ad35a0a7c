//! Laws that hold on every page of every development set.

mod shared;

use std::collections::BTreeMap;
use std::path::PathBuf;

use copydesk_extract::{Options, extract};
use copydesk_record::Page;
use shared::laws;

const SETS: &[&str] = &[
    "wcxb_dev_article",
    "wcxb_dev_other",
    "fundus",
    "trafilatura_segments",
    "chinese_wced",
    "readability_fixtures",
    "newspaper4k_fixtures",
    "goose3_fixtures",
    "postlight_fixtures",
];

/// Faults by the law that is broken.
type Faults = BTreeMap<&'static str, Vec<String>>;

#[test]
fn every_page_obeys_the_laws() {
    let Some(files) = files() else { return };
    let (one, other) = files.split_at(files.len() / 2);
    let results = std::thread::scope(|scope| {
        let halves = [one, other].map(|half| scope.spawn(|| check_all(half)));
        halves.map(|half| half.join().unwrap())
    });
    let mut faults = Faults::new();
    let mut hulls = (0, 0);
    for (more, counts) in results {
        hulls = (hulls.0 + counts.0, hulls.1 + counts.1);
        for (law, list) in more {
            faults.entry(law).or_default().extend(list);
        }
    }
    println!(
        "{} pages; of {} blocks {} span text of others",
        files.len(),
        hulls.1,
        hulls.0
    );
    let shown = if std::env::var_os("SHOW").is_some() {
        usize::MAX
    } else {
        10
    };
    for (law, list) in &faults {
        println!("{law}: {} faults", list.len());
        list.iter()
            .take(shown)
            .for_each(|fault| println!("  {law}: {fault}"));
    }
    assert!(
        faults.is_empty(),
        "laws are broken; run with SHOW=1 to see all faults"
    );
}

/// The pages of all sets.
fn files() -> Option<Vec<PathBuf>> {
    let mut files = Vec::new();
    for set in SETS {
        let folder = std::fs::read_dir(shared::pages(set)?).unwrap();
        files.extend(folder.map(|file| file.unwrap().path()));
    }
    files.sort();
    Some(files)
}

fn check_all(files: &[PathBuf]) -> (Faults, (usize, usize)) {
    let mut faults = Faults::new();
    let mut hulls = (0, 0);
    for path in files {
        let page = Page {
            source: path.display().to_string(),
            bytes: std::fs::read(path).unwrap(),
            ..Page::default()
        };
        let article = extract(
            &page,
            Options {
                proof: true,
                ..Options::default()
            },
        );
        let counts = laws::hulls(&article);
        hulls = (hulls.0 + counts.0, hulls.1 + counts.1);
        let name = path.iter().rev().nth(2).unwrap().display().to_string()
            + "/"
            + &path.file_name().unwrap().to_string_lossy();
        for (law, fault) in laws::all(&page, &article) {
            faults
                .entry(law)
                .or_default()
                .push(format!("{name}: {fault}"));
        }
    }
    (faults, hulls)
}
