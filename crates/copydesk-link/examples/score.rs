//! Links the articles of a JSON lines file and prints what `shared/eval` scores: with `cluster` the
//! groups of near-duplicates and what holds each article whole, with `related` the similar articles.
//!
//! `cargo run --release -p copydesk-link --example score -- cluster docs.jsonl`

use std::error::Error;
use std::time::Instant;

use copydesk_link::{Doc, link};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(what), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("usage: score cluster|related DOCS.jsonl".into());
    };
    let lines = std::fs::read_to_string(path)?;
    let records: Vec<Value> = lines
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let docs: Vec<Doc<'_>> = records.iter().map(doc).collect();
    let start = Instant::now();
    let links = link(&docs);
    eprintln!(
        "{} articles in {:.2} s",
        docs.len(),
        start.elapsed().as_secs_f64()
    );
    for (doc, links) in docs.iter().zip(links) {
        let group = links.duplicates.map(|duplicates| duplicates.group);
        let wholes: Vec<String> = links.part_of.into_iter().map(|whole| whole.id).collect();
        match what.as_str() {
            "cluster" => println!(
                "{}",
                json!({"id": doc.id, "cluster": group, "part_of": wholes})
            ),
            _ => println!("{}", json!({"id": doc.id, "related": links.similar})),
        }
    }
    Ok(())
}

fn doc(record: &Value) -> Doc<'_> {
    Doc {
        id: record["id"].as_str().unwrap_or_default(),
        title: record["title"].as_str(),
        text: record["text"].as_str().unwrap_or_default(),
        published: record["published"].as_str(),
        language: record["language"].as_str(),
    }
}
