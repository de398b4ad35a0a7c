/// Elements nest at most this deep: XHTML in an entry has a dozen levels. The XML parser looks
/// through all namespaces that are open, so that depth costs time at every element.
const DEPTH: usize = 128;

/// One tag has at most this many attributes: no feed's has ten. The parser compares each with all.
const ATTRIBUTES: usize = 128;

/// Refuses XML that a parser without limits would need hours for.
///
/// # Errors
/// What is too deep or too long, and at which byte.
pub(crate) fn check_shape(xml: &[u8]) -> Result<(), String> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = xml.get(at..).filter(|rest| !rest.is_empty()) {
        let token = Token::first(rest);
        depth = match token.kind {
            TokenKind::Open => depth + 1,
            TokenKind::Close => depth.saturating_sub(1),
            TokenKind::Other => depth,
        };
        if depth > DEPTH {
            return Err(format!("elements nest deeper than {DEPTH} at byte {at}"));
        }
        if token.attributes > ATTRIBUTES {
            return Err(format!(
                "a tag has more than {ATTRIBUTES} attributes at byte {at}"
            ));
        }
        at += token.length;
    }
    Ok(())
}

/// A tag, or all that stands before the next one.
struct Token {
    kind: TokenKind,
    length: usize,
    attributes: usize,
}

enum TokenKind {
    Open,
    Close,
    Other,
}

impl Token {
    fn first(xml: &[u8]) -> Self {
        let other = |length| Self {
            kind: TokenKind::Other,
            length,
            attributes: 0,
        };
        match xml {
            [b'<', b'!', b'[', ..] => other(until(xml, b"]]>")),
            [b'<', b'!', b'-', ..] => other(until(xml, b"-->")),
            [b'<', b'?', ..] => other(until(xml, b"?>")),
            [b'<', b'!', ..] => other(until(xml, b">")),
            [b'<', b'/', ..] => Self {
                kind: TokenKind::Close,
                ..other(until(xml, b">"))
            },
            [b'<', ..] => Self::open(xml),
            _ => other(
                xml.iter()
                    .position(|byte| *byte == b'<')
                    .unwrap_or(xml.len()),
            ),
        }
    }

    /// A start tag; `>` and `=` in quoted values do not count.
    fn open(xml: &[u8]) -> Self {
        let mut quote = None;
        let mut attributes = 0;
        let mut before = b'<';
        for (at, byte) in xml.iter().enumerate() {
            match (quote, *byte) {
                (Some(open), close) if open == close => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(*byte),
                (None, b'=') => attributes += 1,
                (None, b'>') => {
                    let kind = if before == b'/' {
                        TokenKind::Other
                    } else {
                        TokenKind::Open
                    };
                    return Self {
                        kind,
                        length: at + 1,
                        attributes,
                    };
                }
                _ => {}
            }
            before = *byte;
        }
        Self {
            kind: TokenKind::Open,
            length: xml.len(),
            attributes,
        }
    }
}

/// The length up to and with `end`, or of everything.
fn until(xml: &[u8], end: &[u8]) -> usize {
    xml.windows(end.len())
        .position(|window| window == end)
        .map_or(xml.len(), |at| at + end.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn feeds_have_a_good_shape() {
        let xml =
            "<?xml?><!-- <a> --><rss a='1>2' b=\"=\"><x/><![CDATA[<b><c>]]></rss>".repeat(300);
        assert_eq!(check_shape(xml.as_bytes()), Ok(()));
    }

    #[test]
    fn depth_and_attributes_have_limits() {
        assert_eq!(check_shape("<a>".repeat(DEPTH).as_bytes()), Ok(()));
        assert!(check_shape("<a>".repeat(DEPTH + 1).as_bytes()).is_err());
        assert!(check_shape(format!("<a {}", "b='' ".repeat(ATTRIBUTES + 1)).as_bytes()).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_the_end(xml in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = check_shape(&xml);
        }
    }
}
