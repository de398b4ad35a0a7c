//! How fast clean and damaged text is repaired, beside plsfix: megabytes a second on one thread.
//!
//! usage: repair ../shared/data/mojibake/mojibake.jsonl

use std::hint::black_box;
use std::time::Instant;

use serde_json::Value;

/// So many bytes of each text are gone through.
const SIZE: usize = 4 << 20;
/// How often; the best time counts.
const ROUNDS: usize = 3;

/// A text's name, and which field of which kinds of damage it is made of.
type Text = (&'static str, &'static str, fn(&Value) -> bool);

const TEXTS: [Text; 6] = [
    ("clean English, ASCII", "gold", |row| is(row, "UD_English") && is_ascii(row)),
    ("clean English, UTF-8", "gold", |row| is(row, "UD_English")),
    ("clean German and French", "gold", |row| is(row, "UD_German") || is(row, "UD_French")),
    ("clean Chinese", "gold", |row| is(row, "UD_Chinese")),
    ("damaged without loss", "damaged", |row| !is_lossy(row)),
    ("damaged with loss", "damaged", is_lossy),
];

fn main() {
    let path = std::env::args().nth(1).expect("usage: repair FILE");
    let lines = std::fs::read_to_string(path).expect("a file");
    let rows: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    println!("text\tcopydesk\tplsfix");
    for (name, field, takes) in TEXTS {
        let lines: Vec<&str> = rows.iter().filter(|row| takes(row)).filter_map(|row| row[field].as_str()).collect();
        let size = if field == "gold" { SIZE } else { SIZE / 16 };
        let text: Vec<&str> = lines.iter().cycle().scan(0, |sum, line| {
            *sum += line.len() + 1;
            (*sum < size).then_some(*line)
        }).collect();
        let ours = speed(&text, |line| drop(black_box(copydesk_text::repair(line))));
        let plsfix = speed(&text, |line| drop(black_box(plsfix::fix_text(line, None))));
        println!("{name}\t{ours:.1}\t{plsfix:.1}");
    }
}

fn speed(lines: &[&str], work: impl Fn(&str)) -> f64 {
    let bytes: usize = lines.iter().map(|line| line.len() + 1).sum();
    let round = |_| {
        let start = Instant::now();
        lines.iter().for_each(|line| work(line));
        start.elapsed().as_secs_f64()
    };
    let best = (0..ROUNDS).map(round).fold(f64::INFINITY, f64::min);
    bytes as f64 / best / 1e6
}

fn is(row: &Value, source: &str) -> bool {
    row["source"].as_str().is_some_and(|own| own.starts_with(source))
}

fn is_ascii(row: &Value) -> bool {
    row["gold"].as_str().is_some_and(str::is_ascii)
}

fn is_lossy(row: &Value) -> bool {
    row["lossy"] == Value::Bool(true)
}
