//! The text of XML elements: entities, CDATA, and plain text of what may be HTML.

/// The names of U+00A0 to U+00FF, which the document type of RSS 0.91 declares and feeds of all
/// kinds use.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg \
    plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave \
    Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH \
    Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave \
    aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde \
    ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// The names of XML, and of the signs that editors' programs write in headlines.
const NAMES: [(&str, char); 17] = [
    ("amp", '&'),
    ("apos", '\''),
    ("bull", '•'),
    ("euro", '€'),
    ("gt", '>'),
    ("hellip", '…'),
    ("ldquo", '“'),
    ("lsaquo", '‹'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("quot", '"'),
    ("rdquo", '”'),
    ("rsaquo", '›'),
    ("rsquo", '’'),
    ("trade", '™'),
];

/// Those of [`NAMES`] that XML itself knows.
const XML: [&str; 5] = ["amp", "apos", "gt", "lt", "quot"];

/// An element's content: CDATA sections as they are, comments gone, numbers and the five names of
/// XML as characters. Other names stay, for HTML to know them.
pub(super) fn content(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let (piece, length) = piece(from);
        text.push_str(&piece);
        rest = from.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// What stands at a `<` or `&`, and how long it is written.
fn piece(from: &str) -> (String, usize) {
    let until = |end: &str| from.find(end).map_or(from.len(), |at| at + end.len());
    if let Some(data) = from.strip_prefix("<![CDATA[") {
        let data = data.split_once("]]>").map_or(data, |(data, _)| data);
        return (data.to_owned(), until("]]>"));
    }
    if from.starts_with("<!--") {
        return (String::new(), until("-->"));
    }
    match entity(from) {
        Some((name, c, length)) if name.starts_with('#') || XML.contains(&name) => {
            (c.to_string(), length)
        }
        _ => (from.chars().take(1).collect(), 1),
    }
}

/// Markup as it stands, only with the marks of CDATA gone.
pub(super) fn markup(raw: &str) -> String {
    raw.replace("<![CDATA[", "").replace("]]>", "")
}

/// Plain text of what may be HTML: no tags, all names as characters, white space collapsed.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let tag = super::xml::Tags::new(from)
            .next()
            .filter(|tag| tag.start == 0);
        let length = match (tag, entity(from)) {
            (Some(tag), _) => tag.end,
            (None, Some((_, c, length))) => {
                plain.push(c);
                length
            }
            (None, None) => {
                plain.extend(from.chars().take(1));
                1
            }
        };
        rest = from.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The entity at the beginning: its name, its character, and how long it is written.
fn entity(from: &str) -> Option<(&str, char, usize)> {
    /// No name is longer.
    const LONGEST: usize = 12;
    let rest = from.strip_prefix('&')?;
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = rest.get(..end)?;
    Some((name, character(name)?, end + 2))
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = match hexadecimal {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|c| *c != '\0');
    }
    let latin = LATIN.split_whitespace().zip('\u{a0}'..='\u{ff}');
    let mut names = NAMES.into_iter().chain(latin);
    names.find(|(known, _)| *known == name).map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn content_is_read_as_xml_has_it() {
        assert_eq!(
            content("a &lt;b&gt; &amp;amp; &#8217;&#x41;"),
            "a <b> &amp; ’A"
        );
        assert_eq!(content("<![CDATA[<p>1 & 2]]> x<!-- y -->"), "<p>1 & 2 x");
        assert_eq!(content("AT&T &eacute; &x;"), "AT&T &eacute; &x;");
        assert_eq!(content("<![CDATA[cut"), "cut");
    }

    #[test]
    fn plain_text_has_no_markup() {
        assert_eq!(
            plain(" A <b>bold</b>\n caf&eacute; &amp; &yuml; 1 < 2 "),
            "A bold café & ÿ 1 < 2"
        );
        assert_eq!(plain("R&D &nope; &#0;"), "R&D &nope; &#0;");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[<>&;!\\[\\]a-zCDAT#x0-9-]{0,60}|\\PC{0,30}") {
            let _ = (content(&text), plain(&text), markup(&text));
        }
    }
}
