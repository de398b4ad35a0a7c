//! Prints a digest of the records of each folder's pages, without and with proof: to see that a
//! change meant for speed alone changes nothing.
//!
//! usage: records FOLDER...

use copydesk_bench::pages;
use copydesk_extract::{Options, extract};
use copydesk_record::{Page, digest};

fn main() {
    for folder in std::env::args().skip(1) {
        let pages = pages(&folder);
        let [short, long] = [false, true].map(|proof| {
            let record = |page: &Page| {
                let mut json = serde_json::to_vec(&extract(
                    page,
                    Options {
                        proof,
                        ..Options::default()
                    },
                ))
                .expect("JSON");
                json.push(b'\n');
                json
            };
            digest(&pages.iter().flat_map(record).collect::<Vec<u8>>())
        });
        println!("{folder} {short} {long}");
    }
}
