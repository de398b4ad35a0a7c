//! What near-duplicate linking costs: articles a second on one core, and memory.
//!
//! usage: neardup DOCS.jsonl [--one-by-one]    articles of `benches/neardup_documents.py`
//!        neardup --growth                     10,000, 100,000 and 1,000,000 short articles made here
//!        neardup --template                   10,000 and 40,000 market reports of one template
//!
//! Times are seconds of the processor, memory is what the process has more than before. Growth ends
//! with 1 when an article takes more than twice as long at the largest number as at the smallest.

use std::io::BufRead;
use std::process::ExitCode;

use copydesk_link::{Copies, Doc};
use serde_json::Value;

/// How many articles are added at once where they do not come one by one.
const BATCH: usize = 10_000;

/// How much longer an article may take among the most.
const MOST: f64 = 2.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    println!("| articles | seconds | articles/s | bytes an article | in groups |");
    println!("| --- | --- | --- | --- | --- |");
    if has("--growth") {
        let costs = [10_000, 100_000, 1_000_000].map(|count| run(&mut short(count), BATCH));
        let growth = costs[2] / costs[0];
        println!("\na million take {growth:.2} times as long an article as ten thousand");
        return if growth > MOST { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    }
    if has("--template") {
        for count in [10_000, 40_000] {
            run(&mut (0..count).map(report), BATCH);
        }
        return ExitCode::SUCCESS;
    }
    let Some(path) = arguments.iter().find(|argument| !argument.starts_with('-')) else {
        eprintln!("neardup: no file");
        return ExitCode::from(2);
    };
    match read(path) {
        Ok(texts) => {
            let batch = if has("--one-by-one") { 1 } else { texts.len().max(1) };
            run(&mut texts.into_iter(), batch);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("neardup: {path}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read(path: &str) -> std::io::Result<Vec<String>> {
    let lines = std::io::BufReader::new(std::fs::File::open(path)?).lines();
    let text = |line: std::io::Result<String>| {
        let row: Value = serde_json::from_str(&line?)?;
        Ok(row["text"].as_str().unwrap_or_default().to_owned())
    };
    lines.map(text).collect()
}

/// Adds the texts batch by batch, prints what it cost, and returns the seconds an article.
fn run(texts: &mut dyn Iterator<Item = String>, batch: usize) -> f64 {
    let (before, mut index) = (memory(), Copies::default());
    let (mut seconds, mut count) = (0.0, 0);
    loop {
        let batch: Vec<(String, String)> = texts
            .take(batch)
            .enumerate()
            .map(|(place, text)| (format!("{:016x}", count + place), text))
            .collect();
        if batch.is_empty() {
            break;
        }
        let doc = |(id, text): &'_ (String, String)| -> (String, String) { (id.clone(), text.clone()) };
        let batch: Vec<(String, String)> = batch.iter().map(doc).collect();
        let docs: Vec<Doc<'_>> = batch
            .iter()
            .map(|(id, text)| Doc {
                id,
                title: None,
                text,
                published: None,
                language: None,
            })
            .collect();
        let start = processor();
        index.add(&docs);
        seconds += processor() - start;
        count += docs.len();
    }
    let grouped = (0..count as u32).filter(|&number| index.links(number).duplicates.is_some()).count();
    let bytes = memory().saturating_sub(before) / count.max(1);
    println!("| {count} | {seconds:.2} | {:.0} | {bytes} | {grouped} |", count as f64 / seconds);
    seconds / count as f64
}

/// Seconds of the processor that this process has had.
fn processor() -> f64 {
    // Fields 14 and 15 of the line, in hundredths of a second; the name before may have spaces.
    let line = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = line.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Bytes that this process has in memory.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// Numbers that look as if by chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Short articles of about a hundred words: words of a vocabulary of 50,000 by Zipf's law, phrases that
/// many share, and one article in five that is an earlier one with some words changed.
fn short(count: usize) -> impl Iterator<Item = String> {
    let mut chance = Chance(7);
    let mut latest: Vec<Vec<String>> = Vec::new();
    (0..count).map(move |_| {
        let length = 60 + chance.below(80) as usize;
        let copied = (chance.below(5) == 0).then(|| latest.get(chance.below(1_000) as usize).cloned());
        let mut words = copied.flatten().unwrap_or_else(|| article(&mut chance, length));
        for _ in 0..words.len() / 20 {
            let place = chance.below(words.len() as u64) as usize;
            words[place] = word(&mut chance);
        }
        if latest.len() < 1_000 {
            latest.push(words.clone());
        } else {
            latest[chance.below(1_000) as usize] = words.clone();
        }
        words.join(" ")
    })
}

fn article(chance: &mut Chance, length: usize) -> Vec<String> {
    let mut words = Vec::with_capacity(length);
    while words.len() < length {
        if chance.below(20) == 0 {
            // One of a thousand set phrases of six words.
            let phrase = chance.below(1_000);
            let mut own = Chance(phrase);
            words.extend((0..6).map(|_| word(&mut own)));
        } else {
            words.push(word(chance));
        }
    }
    words
}

/// A word, the common ones far more often than the others.
fn word(chance: &mut Chance) -> String {
    let scale = 1 << chance.below(16);
    let rank = scale + chance.below(scale);
    let syllables = ["ba", "ko", "ri", "lun", "te", "sha", "mo", "vi", "gar", "des", "pol", "an", "fe", "ur", "ni", "zo"];
    let mut rank = rank;
    let mut word = String::new();
    while rank > 0 {
        word += syllables[(rank % 16) as usize];
        rank /= 16;
    }
    word
}

/// A market report: the sentences are always the same, the numbers and names are not.
fn report(number: usize) -> String {
    let mut chance = Chance(number as u64);
    let mut n = |limit| chance.below(limit);
    format!(
        "Shares on the exchange closed higher in quiet trade on day {}. The main index moved {}.{} points, or 0.{} per \
         cent, to {}. Turnover came to {} million, against {} million the day before. Gainers outnumbered losers by {} \
         to {}. The bond yielded {}.{} per cent. A share of No. {} Holdings rose to {}, while No. {} Group fell to {}. \
         Dealers said that buyers remained cautious ahead of the central bank meeting, and that little was to be \
         expected before the weekend.",
        n(365), n(90), n(99), n(99), n(9000), n(900), n(900), n(400), n(300), n(6), n(99), n(500), n(400), n(500), n(400)
    )
}
