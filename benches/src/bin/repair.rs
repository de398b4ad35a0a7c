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

const TEXTS: [Text; 7] = [
    ("clean English, UTF-8", "gold", |row| is(row, "UD_English")),
    ("clean German and French", "gold", |row| {
        is(row, "UD_German") || is(row, "UD_French")
    }),
    ("clean Chinese", "gold", |row| is(row, "UD_Chinese")),
    ("UTF-8 read otherwise, without loss", "damaged", |row| {
        !is_lossy(row) && is_utf8(row)
    }),
    ("UTF-8 read as GBK, with loss", "damaged", |row| {
        is_lossy(row) && row["kind"] == "utf8-as-gbk"
    }),
    (
        "another encoding read as windows-1252, without loss",
        "damaged",
        |row| !is_lossy(row) && !is_utf8(row),
    ),
    ("all kinds, with loss", "damaged", is_lossy),
];

fn main() {
    let path = std::env::args().nth(1).expect("usage: repair FILE");
    let lines = std::fs::read_to_string(path).expect("a file");
    let rows: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    println!("text\tcopydesk\tplsfix");
    let ascii: Vec<String> = rows
        .iter()
        .filter(|row| is(row, "UD_English"))
        .filter_map(|row| row["gold"].as_str())
        .map(|line| line.chars().filter(char::is_ascii).collect())
        .collect();
    compare("clean English, ASCII", &repeated(&ascii, SIZE));
    for (name, field, takes) in TEXTS {
        let lines: Vec<&str> = rows
            .iter()
            .filter(|row| takes(row))
            .filter_map(|row| row[field].as_str())
            .collect();
        compare(
            name,
            &repeated(
                &lines,
                if name.ends_with("with loss") {
                    SIZE / 64
                } else {
                    SIZE
                },
            ),
        );
    }
}

/// The lines again and again, up to so many bytes.
fn repeated<T: AsRef<str>>(lines: &[T], size: usize) -> Vec<&str> {
    let fits = |sum: &mut usize, line: &'_ str| {
        *sum += line.len() + 1;
        *sum < size
    };
    lines
        .iter()
        .map(AsRef::as_ref)
        .cycle()
        .scan(0, |sum, line| fits(sum, line).then_some(line))
        .collect()
}

fn compare(name: &str, lines: &[&str]) {
    let ours = speed(lines, |line| drop(black_box(copydesk_text::repair(line))));
    let plsfix = speed(lines, |line| drop(black_box(plsfix::fix_text(line, None))));
    println!("{name}\t{ours:.2}\t{plsfix:.2}");
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
    row["source"]
        .as_str()
        .is_some_and(|own| own.starts_with(source))
}

fn is_utf8(row: &Value) -> bool {
    row["kind"]
        .as_str()
        .is_some_and(|kind| kind.starts_with("utf8"))
}

fn is_lossy(row: &Value) -> bool {
    row["lossy"] == Value::Bool(true)
}
