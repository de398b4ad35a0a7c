//! `copydesk repair`: text in, repaired text out.

use std::borrow::Cow;
use std::io::{BufRead, Read, Write};
use std::process::ExitCode;

use copydesk::record::Repair as Mended;
use copydesk::text::{Declared, cleanup, decode, repair};
use serde_json::{Map, Value};

use crate::arguments::Repair;
use crate::chunks::Chunks;
use crate::input::{open, rows, sources};
use crate::output::{Failure, json_line, status, stdout};

pub fn run(arguments: &Repair) -> Result<ExitCode, Failure> {
    let mut out = stdout();
    let mut all_used = true;
    let ftfy = arguments.ftfy;
    for file in sources(&arguments.files) {
        let name = file.display().to_string();
        let reader = match open(&file) {
            Ok(reader) => reader,
            Err(error) => {
                eprintln!("copydesk: {name}: {error}");
                all_used = false;
                continue;
            }
        };
        all_used &= match (&arguments.jsonl, &arguments.jsonl_bytes) {
            (Some(field), _) => {
                json_lines(&name, reader, &mut out, |row| mend_field(row, field, ftfy))?
            }
            (_, Some(field)) => json_lines(&name, reader, &mut out, |row| {
                decode_field(row, field, ftfy)
            })?,
            _ => text(&name, reader, &mut out, arguments)?,
        };
    }
    out.flush()?;
    Ok(status(all_used))
}

/// Mends a text line by line, in constant memory.
fn text(
    name: &str,
    reader: impl Read,
    out: &mut impl Write,
    arguments: &Repair,
) -> Result<bool, Failure> {
    let mut chunks = Chunks::new(reader);
    let mut place = Place { line: 1, column: 1 };
    loop {
        let text = match chunks.next() {
            Ok(Some(text)) => text,
            Ok(None) => return Ok(true),
            Err(error) => {
                eprintln!("copydesk: {name}: {error}");
                return Ok(false);
            }
        };
        for line in text.split_inclusive('\n') {
            if arguments.explain {
                explain(name, place, line);
            }
            out.write_all(mended(line, arguments.ftfy).as_bytes())?;
            place = place.after(line);
        }
    }
}

/// A place in a text, both numbers from 1; columns are characters.
#[derive(Clone, Copy)]
struct Place {
    line: usize,
    column: usize,
}

impl Place {
    /// The place after a line, or a piece of one.
    fn after(self, text: &str) -> Self {
        if text.ends_with('\n') {
            Self {
                line: self.line + 1,
                column: 1,
            }
        } else {
            Self {
                column: self.column + text.chars().count(),
                ..self
            }
        }
    }
}

fn mended(text: &str, ftfy: bool) -> Cow<'_, str> {
    if ftfy {
        cleanup(text)
    } else {
        repair(text).text
    }
}

fn explain(name: &str, place: Place, line: &str) {
    for mended in repair(line).repairs {
        let before = line.get(..mended.span.start).unwrap_or_default();
        tell(name, place.after(before), &mended);
    }
}

fn tell(name: &str, place: Place, mended: &Mended) {
    let kind = serde_json::to_value(mended.kind)
        .ok()
        .and_then(|kind| kind.as_str().map(str::to_owned))
        .unwrap_or_default();
    let certainty = match (mended.lost, mended.inferred) {
        (0, 0) => "certain".to_owned(),
        (lost, 0) => format!("{lost} lost"),
        (0, inferred) => format!("{inferred} inferred"),
        (lost, inferred) => format!("{lost} lost, {inferred} inferred"),
    };
    eprintln!(
        "{name}:{}:{}: {kind}: {:?} -> {:?}, {certainty}",
        place.line, place.column, mended.before, mended.after
    );
}

/// Rewrites each JSON object of a stream.
fn json_lines(
    name: &str,
    reader: Box<dyn BufRead + Send>,
    out: &mut impl Write,
    change: impl Fn(&mut Map<String, Value>) -> Result<(), String>,
) -> Result<bool, Failure> {
    rows(
        name,
        reader,
        |mut row| {
            change(&mut row)?;
            Ok(row)
        },
        |row| json_line(out, &row),
    )
}

fn mend_field(row: &mut Map<String, Value>, field: &str, ftfy: bool) -> Result<(), String> {
    let text = row
        .get(field)
        .and_then(Value::as_str)
        .ok_or_else(|| format!("no text in the field `{field}`"))?;
    let repaired = repair(text);
    let repairs = serde_json::to_value(&repaired.repairs).map_err(|error| error.to_string())?;
    let text = if ftfy { cleanup(text) } else { repaired.text };
    let text = Value::String(text.into_owned());
    row.insert(field.to_owned(), text);
    row.insert("repairs".to_owned(), repairs);
    Ok(())
}

fn decode_field(row: &mut Map<String, Value>, field: &str, ftfy: bool) -> Result<(), String> {
    let bytes = row
        .get(field)
        .and_then(Value::as_str)
        .ok_or_else(|| format!("no text in the field `{field}`"))?;
    let bytes = base64(bytes).ok_or_else(|| format!("the field `{field}` is no base64"))?;
    let (text, charset) = decode(
        &bytes,
        Declared {
            http: None,
            meta: None,
        },
    );
    let text = if ftfy {
        cleanup(&text).into_owned()
    } else {
        text.into_owned()
    };
    row.insert("decoded".to_owned(), Value::String(text));
    row.insert(
        "charset".to_owned(),
        serde_json::to_value(charset).map_err(|error| error.to_string())?,
    );
    Ok(())
}

/// Decodes base64 (RFC 4648), padded or not, white space ignored.
fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut count) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0);
    for byte in text
        .trim_end_matches(['=', '\n', ' '])
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
    {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn reads_base64() {
        assert_eq!(base64("Y29weWRlc2s=").as_deref(), Some(&b"copydesk"[..]));
        assert_eq!(base64("/w=="), Some(vec![255]));
        assert_eq!(base64("*"), None);
    }
}
