//! `copydesk link`: records in, records out with what they have to do with each other.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use copydesk::link::{Doc, link};
use serde_json::{Map, Value};

use super::repair::{open, sources};
use crate::arguments::Link;
use crate::output::{Failure, json_line, status, stdout};

pub fn run(arguments: &Link) -> Result<ExitCode, Failure> {
    let (mut rows, mut all_used) = (Vec::new(), true);
    for file in sources(&arguments.files) {
        let name = file.display().to_string();
        match open(&file) {
            Ok(reader) => all_used &= read(&name, reader, &mut rows),
            Err(error) => {
                eprintln!("copydesk: {name}: {error}");
                all_used = false;
            }
        }
    }
    let found = link(&rows.iter().map(doc).collect::<Vec<_>>());
    let mut out = stdout();
    for (mut row, links) in rows.into_iter().zip(found) {
        if let Ok(Value::Object(fields)) = serde_json::to_value(links) {
            row.extend(fields);
        }
        json_line(&mut out, &row)?;
    }
    out.flush()?;
    Ok(status(all_used))
}

fn read(name: &str, reader: impl BufRead, rows: &mut Vec<Map<String, Value>>) -> bool {
    let mut all_used = true;
    for (number, line) in reader.lines().enumerate() {
        match line
            .map_err(|error| error.to_string())
            .and_then(|line| parse(&line))
        {
            Ok(row) => rows.extend(row),
            Err(error) => {
                eprintln!("copydesk: {name}:{}: {error}", number + 1);
                all_used = false;
            }
        }
    }
    all_used
}

fn parse(line: &str) -> Result<Option<Map<String, Value>>, String> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    let row: Map<String, Value> =
        serde_json::from_str(line).map_err(|error| format!("no JSON object: {error}"))?;
    match row.get("id").and_then(Value::as_str) {
        Some(_) => Ok(Some(row)),
        None => Err("no text in the field `id`".to_owned()),
    }
}

fn doc(row: &Map<String, Value>) -> Doc<'_> {
    let field = |name: &str| row.get(name).and_then(Value::as_str);
    Doc {
        id: field("id").unwrap_or_default(),
        title: field("title"),
        text: field("text").unwrap_or_default(),
        published: field("published"),
        language: field("language"),
    }
}
