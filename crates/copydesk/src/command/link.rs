//! `copydesk link`: records in, records out with what they have to do with each other.

use std::io::Write;
use std::process::ExitCode;

use copydesk::link::{Doc, link};
use serde_json::{Map, Value};

use crate::arguments::Link;
use crate::input::{open, rows, sources};
use crate::output::{Failure, json_line, status, stdout};

pub fn run(arguments: &Link) -> Result<ExitCode, Failure> {
    let (mut found, mut all_used) = (Vec::new(), true);
    for file in sources(&arguments.files) {
        let name = file.display().to_string();
        match open(&file) {
            Ok(reader) => {
                all_used &= rows(&name, reader, with_id, |row| {
                    found.push(row);
                    Ok(())
                })?;
            }
            Err(error) => {
                eprintln!("copydesk: {name}: {error}");
                all_used = false;
            }
        }
    }
    let links = link(&found.iter().map(doc).collect::<Vec<_>>());
    let mut out = stdout();
    for (mut row, links) in found.into_iter().zip(links) {
        if let Ok(Value::Object(fields)) = serde_json::to_value(links) {
            row.extend(fields);
        }
        json_line(&mut out, &row)?;
    }
    out.flush()?;
    Ok(status(all_used))
}

/// Without an id, nothing could refer to a record.
fn with_id(row: Map<String, Value>) -> Result<Map<String, Value>, String> {
    match row.get("id").and_then(Value::as_str) {
        Some(_) => Ok(row),
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
