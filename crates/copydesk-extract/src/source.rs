//! From a page's bytes to its decoded source.

use std::borrow::Cow;

use copydesk_record::{Charset, Form, Page};
use copydesk_text::{Declared, decode};

/// How far into a page its `<meta charset>` is looked for. The HTML Standard asks for 1,024 bytes;
/// real pages put comments and scripts before it.
const PRESCAN: usize = 8_192;

/// Decodes a page by what HTTP, the page and the bytes themselves say.
pub(crate) fn source(page: &Page) -> (Cow<'_, str>, Charset) {
    let meta = match page.form {
        Form::Html => declared_charset(&page.bytes),
        Form::Text => None,
    };
    decode(
        &page.bytes,
        Declared {
            http: page.http_charset.as_deref(),
            meta: meta.as_deref(),
        },
    )
}

/// The label that the first `<meta charset>` or `<meta http-equiv>` gives, or an XML declaration.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = beginning(bytes);
    let is_comment = |at: usize| {
        head[..at]
            .rfind("<!--")
            .is_some_and(|open| !head[open..at].contains("-->"))
    };
    let metas = head
        .match_indices("<meta")
        .filter(|(at, _)| !is_comment(*at))
        .filter_map(|(at, _)| {
            let tag = &head[at..];
            label(&tag[..tag.find('>').unwrap_or(tag.len())], "charset")
        });
    let xml = || label(head.strip_prefix("<?xml")?.split("?>").next()?, "encoding");
    metas.into_iter().next().or_else(xml)
}

/// The first bytes in lower case, those above ASCII as what says nothing.
fn beginning(bytes: &[u8]) -> String {
    let plain = |&byte: &u8| match byte {
        0x85 | 0xa0 => b' ',
        _ if byte.is_ascii() => byte.to_ascii_lowercase(),
        _ => b'?',
    };
    let head = bytes.iter().take(PRESCAN).map(plain).collect();
    String::from_utf8(head).unwrap_or_default()
}

fn label(tag: &str, name: &str) -> Option<String> {
    let value = tag.split_once(name)?.1.trim_start().strip_prefix('=')?;
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    let end = value
        .find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))
        .unwrap_or(value.len());
    (end > 0).then(|| value[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_declarations() {
        let check = |html: &str, expected: Option<&str>| {
            assert_eq!(
                declared_charset(html.as_bytes()).as_deref(),
                expected,
                "{html}"
            );
        };
        check("<meta charset=utf-8>", Some("utf-8"));
        check(
            "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=GB2312'>",
            Some("gb2312"),
        );
        check(
            "<?xml version='1.0' encoding='windows-1251'?><html>",
            Some("windows-1251"),
        );
        check(
            "<!-- <meta charset=big5> --><meta charset=utf-8>",
            Some("utf-8"),
        );
        check("<meta name=x><p>charset=utf-8</p>", None);
    }
}
