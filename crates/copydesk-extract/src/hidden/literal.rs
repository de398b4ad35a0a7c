//! Finds the strings of a script's data, without parsing the script.
//!
//! JSON and JavaScript agree on strings in double quotes, names before colons, and brackets. Where
//! other code misleads the scan, it misses strings; it never fails, and takes one pass.

/// Shorter strings are no paragraphs.
const MIN_LENGTH: usize = 40;
/// Brackets beyond this are not told apart.
const MAX_DEPTH: usize = 256;

/// A string in double quotes.
pub(super) struct Literal<'a> {
    /// The name that it stands under, or that its list does.
    pub key: &'a str,
    /// Says which list it stands in, itself or the object that holds it; if none, itself.
    pub list: usize,
    /// Its content as it is written.
    pub raw: &'a str,
    /// Where its content begins.
    pub at: usize,
}

/// An open bracket, and the name that it stands under.
#[derive(Clone, Copy)]
struct Open<'a> {
    is_list: bool,
    at: usize,
    key: &'a str,
}

/// Calls `found` with each string that is long enough for a paragraph.
pub(super) fn literals<'a>(script: &'a str, mut found: impl FnMut(Literal<'a>)) {
    let bytes = script.as_bytes();
    let mut open: Vec<Open<'a>> = Vec::new();
    let (mut key, mut at) = ("", 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' if open.len() < MAX_DEPTH => {
                open.push(Open {
                    is_list: byte == b'[',
                    at,
                    key,
                });
                key = "";
            }
            b'}' | b']' => {
                open.pop();
                key = "";
            }
            b',' => key = "",
            b'"' => {
                let end = end_of_string(bytes, at + 1);
                let raw = script.get(at + 1..end).unwrap_or_default();
                let after = bytes[(end + 1).min(bytes.len())..].iter();
                let next = after.copied().find(|byte| !byte.is_ascii_whitespace());
                if next == Some(b':') {
                    key = raw;
                } else if raw.len() >= MIN_LENGTH {
                    found(literal(&open, key, raw, at + 1));
                }
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
}

fn literal<'a>(open: &[Open<'a>], key: &'a str, raw: &'a str, at: usize) -> Literal<'a> {
    let last = open.last();
    let own = last.filter(|open| open.is_list);
    let around = open.len().checked_sub(2).and_then(|index| open.get(index));
    let list = own.or(around.filter(|open| open.is_list));
    let key = match own {
        Some(list) if key.is_empty() => list.key,
        _ => key,
    };
    let list = list.map_or(at, |list| list.at);
    Literal { key, list, raw, at }
}

/// Where a string ends: at its quote, or at the line's end where that comes first.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'"' | b'\n' => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// A string's content with its escapes resolved.
pub(super) fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        match c {
            'n' => text.push('\n'),
            'r' | 't' | 'f' | 'b' => text.push(' '),
            'u' => text.push(unit(&mut rest)),
            c => text.push(c),
        }
    }
    text.push_str(rest);
    text
}

/// The character of `\uXXXX`, of which two may make one.
fn unit(rest: &mut &str) -> char {
    let Some(first) = hex(rest) else {
        return char::REPLACEMENT_CHARACTER;
    };
    if let Some(c) = char::from_u32(first) {
        return c;
    }
    let mut after = rest.strip_prefix("\\u").unwrap_or_default();
    let pair = hex(&mut after).map(|second| [first as u16, second as u16]);
    let decoded = pair.and_then(|pair| char::decode_utf16(pair).next()?.ok());
    if decoded.is_some() {
        *rest = after;
    }
    decoded.unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn hex(rest: &mut &str) -> Option<u32> {
    let digits = rest.get(..4)?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    *rest = &rest[4..];
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str) -> Vec<(String, String)> {
        let mut all = Vec::new();
        literals(script, |literal| {
            all.push((literal.key.to_owned(), unescaped(literal.raw)));
        });
        all
    }

    #[test]
    fn strings_are_found_in_data_and_in_code() {
        let long = "The ferry runs again at six, the harbour office said.";
        let script = format!("window.__S = {{\"a\":{{\"body\" : \"{long}\"}},b:[\"{long}\"]}};");
        let found = of(&script);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0], ("body".to_owned(), long.to_owned()));
        let script = format!("{{\"paragraphs\":[\"{long}\",\"{long}\"]}}");
        assert!(of(&script).iter().all(|(key, _)| key == "paragraphs"));
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(
            unescaped(r#"a\"b\\c\/d\né\u00e9\ud83d\ude00\u12"#),
            "a\"b\\c/d\néé😀\u{fffd}12"
        );
        assert_eq!(unescaped("a\\"), "a");
    }

    #[test]
    fn broken_data_ends_nowhere() {
        for script in [
            "\"",
            "{\"a\":\"\\",
            "[[[[",
            "]]]]",
            "\"a\":\"\n\"",
            "{\"a\":\"é\\u",
        ] {
            of(script);
            of(&script.repeat(50));
        }
        of(&"[".repeat(100_000));
    }
}
