//! Prints a digest of the records of each folder's pages, without and with proof: to see that a
//! change meant for speed alone changes nothing.
//!
//! usage: records FOLDER...

use std::path::PathBuf;

use copydesk_extract::{Options, extract};
use copydesk_record::{Page, digest};

fn main() {
    for folder in std::env::args().skip(1) {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        let [short, long] = [false, true].map(|proof| {
            let record = |path: &PathBuf| {
                let page = Page {
                    source: path.display().to_string(),
                    bytes: std::fs::read(path).expect("a page"),
                    ..Page::default()
                };
                let mut json = serde_json::to_vec(&extract(&page, Options { proof })).expect("JSON");
                json.push(b'\n');
                json
            };
            digest(&paths.iter().flat_map(record).collect::<Vec<u8>>())
        });
        println!("{folder} {short} {long}");
    }
}
