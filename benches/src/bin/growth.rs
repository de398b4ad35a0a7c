//! Shows that the time for one page grows linearly with its size, and what hostile pages cost.
//!
//! usage: growth [--proof]
//!
//! Ends with 1 when a page of 20 MB takes more than twice as long a megabyte as one of 200 KB.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use copydesk_extract::{Options, extract};
use copydesk_record::Page;

/// The size that the others are measured against, and how many times larger these are.
const SIZE: usize = 200_000;
const TIMES: [usize; 4] = [1, 5, 25, 100];

/// How much longer a megabyte may take at the largest size than at the smallest.
const MOST: f64 = 2.0;

/// How often a page is gone through; its best time counts.
const ROUNDS: usize = 3;

fn main() -> ExitCode {
    let proof = std::env::args().any(|argument| argument == "--proof");
    let options = Options {
        proof,
        ..Options::default()
    };
    println!("| page | MB | ms | ms/MB | outcome |\n| --- | --- | --- | --- | --- |");
    let news = |times: usize| news(SIZE * times);
    let costs = TIMES.map(|times| row("news", &news(times), options));
    for (name, html) in hostile() {
        row(name, &html, options);
    }
    let growth = costs[TIMES.len() - 1] / costs[0];
    println!(
        "\nfrom {SIZE} bytes to {} times as many, a megabyte takes {growth:.2} times as long",
        TIMES[TIMES.len() - 1]
    );
    if growth > MOST {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// Prints what a page costs; returns the milliseconds a megabyte.
fn row(name: &str, html: &str, options: Options) -> f64 {
    let page = Page {
        bytes: html.as_bytes().to_vec(),
        ..Page::default()
    };
    let (time, outcome) = best(&page, options);
    let (megabytes, milliseconds) = (html.len() as f64 / 1e6, time.as_secs_f64() * 1e3);
    let cost = milliseconds / megabytes;
    println!("| {name} | {megabytes:.1} | {milliseconds:.0} | {cost:.1} | {outcome} |");
    cost
}

fn best(page: &Page, options: Options) -> (Duration, String) {
    let round = |_| {
        let start = Instant::now();
        let article = extract(page, options);
        let outcome = match article.error {
            Some(error) => error.message,
            None => format!("{} blocks", article.blocks.len()),
        };
        (start.elapsed(), outcome)
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}

/// A page of articles, menus and scripts, so many bytes long.
fn news(length: usize) -> String {
    let mut html = "<!DOCTYPE html><title>Harbour bridge to close</title><body><main>".to_owned();
    for number in 0.. {
        if html.len() >= length {
            break;
        }
        html += &format!(
            "<div class='story item-{number}'><h2>Vote {number} of the council</h2><p>The council voted on \
             day {number} to close the bridge for three weeks &amp; more, <a href='https://a.example/{number}'>it \
             said</a>.</p><p>“A storm in year {number} had damaged the piers,” the mayor told the paper.</p></div>\n\
             <script>var story = {{id: {number}, tags: ['tide', 'quay', 'gull']}};</script>\n"
        );
    }
    html
}

/// Pages that are hard on parsers, each about a million of something.
fn hostile() -> Vec<(&'static str, String)> {
    const MANY: usize = 1_000_000;
    let after_body = |piece: &str| format!("<body>{}", piece.repeat(MANY));
    vec![
        ("a million siblings", after_body("<i></i>")),
        ("a million paragraphs", after_body("<p>a</p>")),
        ("a million nested elements", after_body("<div>")),
        ("a million unclosed links", after_body("<a href=b>c")),
        ("a million unclosed formats", after_body("<b><p>")),
        ("a million nested tables", after_body("<table>")),
        ("five million elements", after_body("<i></i>").repeat(5)),
        (
            "an attribute of 10 MB",
            format!("<p title='{}'>text", "a&amp;b ".repeat(MANY * 10 / 8)),
        ),
        ("10 MB of <", format!("<body>{}", "<".repeat(MANY * 10))),
        (
            "10 MB of an open comment",
            format!("<!--{}", "-".repeat(MANY * 10)),
        ),
        (
            "10 MB of an open script",
            format!("<script>{}", "<!--<script>".repeat(MANY * 10 / 12)),
        ),
        (
            "a million attributes",
            format!("<p {}>text", attributes(MANY)),
        ),
    ]
}

fn attributes(count: usize) -> String {
    (0..count).map(|number| format!("a{number} ")).collect()
}
