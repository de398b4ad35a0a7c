//! The tags of XML as feeds write it, well-formed or not, in one pass. Entities that a document
//! defines itself are never expanded.

/// A tag and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub kind: Kind,
    /// The name as written, prefix included.
    pub name: &'a str,
    /// All that stands behind the name.
    pub attributes: &'a str,
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Empty,
}

/// All tags in their order, without what stands in comments, CDATA and the document type.
pub(super) struct Tags<'a> {
    text: &'a str,
    at: usize,
    /// Where something begins that does not end.
    pub cut: Option<usize>,
}

impl<'a> Tags<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            cut: None,
        }
    }

    /// What stands at a `<`: a tag, or what is passed over and how long it is; `None` when it does
    /// not end.
    fn read(&self, start: usize) -> Option<Result<Tag<'a>, usize>> {
        let rest = self.text.get(start..)?;
        let until = |end: &str| rest.find(end).map(|at| at + end.len());
        let passed = if rest.starts_with("<![CDATA[") {
            until("]]>")?
        } else if rest.starts_with("<!--") {
            until("-->")?
        } else if rest.starts_with("<?") {
            until("?>").or(until(">"))?
        } else if rest.starts_with("<!") {
            // An internal subset has declarations of its own.
            let end = until(">")?;
            let is_subset = rest.get(..end).is_some_and(|head| head.contains('['));
            if is_subset {
                until("]>").unwrap_or(end)
            } else {
                end
            }
        } else if is_tag(rest) {
            return Some(Ok(tag(rest, start, tag_length(rest)?)));
        } else {
            1
        };
        Some(Err(passed))
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let start = self.at + self.text.get(self.at..)?.find('<')?;
            match self.read(start) {
                Some(Ok(tag)) => {
                    self.at = tag.end;
                    return Some(tag);
                }
                Some(Err(passed)) => self.at = start + passed,
                None => {
                    (self.at, self.cut) = (self.text.len(), Some(start));
                    return None;
                }
            }
        }
    }
}

impl<'a> Tag<'a> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &'a str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    pub(super) fn prefix(&self) -> &'a str {
        self.name.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    pub(super) fn is(&self, local: &str) -> bool {
        self.local().eq_ignore_ascii_case(local)
    }

    /// An attribute's value as written.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        while let Some((before, after)) = rest.split_once('=') {
            let own = before.split_whitespace().next_back().unwrap_or_default();
            let (value, next) = value(after.trim_start());
            if own.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = next;
        }
        None
    }
}

/// The value that follows an equals sign, and what follows it.
fn value(text: &str) -> (&str, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let quoted = quote.and_then(|quote| text.get(1..)?.split_once(quote));
    quoted.unwrap_or_else(|| {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        text.split_at(end)
    })
}

fn is_tag(rest: &str) -> bool {
    let name = rest.strip_prefix("</").or(rest.strip_prefix('<'));
    name.is_some_and(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

/// The length of a tag up to its `>`; one in a quoted value does not count. A tag that another one
/// begins in is broken and ends there.
fn tag_length(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (_, b'<') => return Some(at),
            (Some(open), close) if open == close => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn tag(rest: &str, start: usize, length: usize) -> Tag<'_> {
    let inner = rest
        .get(1..length)
        .unwrap_or_default()
        .trim_end_matches('>');
    let (kind, inner) = match (inner.strip_prefix('/'), inner.strip_suffix('/')) {
        (Some(inner), _) => (Kind::Close, inner),
        (None, Some(inner)) => (Kind::Empty, inner),
        (None, None) => (Kind::Open, inner),
    };
    let end = inner
        .find(|c: char| c.is_whitespace())
        .unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(end);
    Tag {
        kind,
        name,
        attributes,
        start,
        end: start + length,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(text: &str) -> Vec<(Kind, &str)> {
        Tags::new(text).map(|tag| (tag.kind, tag.name)).collect()
    }

    #[test]
    fn tags_are_told_from_what_looks_like_them() {
        let text = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '<b>'>]><!-- <c> -->\
            <rss a='1>2'><x:y/>1 < 2<![CDATA[<d>]]></rss>";
        let expected = [
            (Kind::Open, "rss"),
            (Kind::Empty, "x:y"),
            (Kind::Close, "rss"),
        ];
        assert_eq!(names(text), expected);
    }

    #[test]
    fn attributes_are_read_in_any_quotes() {
        let tag = Tags::new("<link HREF = \"a=b\" rel='x y' k=v/>")
            .next()
            .unwrap();
        let attribute = |name| tag.attribute(name);
        assert_eq!(attribute("href"), Some("a=b"));
        assert_eq!(attribute("rel"), Some("x y"));
        assert_eq!(attribute("k"), Some("v"));
        assert_eq!(attribute("x"), None);
    }

    #[test]
    fn what_does_not_end_is_told() {
        for text in ["<a><b c='", "<a><![CDATA[x", "<a><!-- "] {
            let mut tags = Tags::new(text);
            assert_eq!(tags.by_ref().count(), 1, "{text}");
            assert_eq!(tags.cut, Some(3), "{text}");
        }
    }

    proptest! {
        #[test]
        fn tags_stand_one_behind_the_other(text in "[<>/!\\[\\]a= '\"-]{0,60}") {
            let mut end = 0;
            for tag in Tags::new(&text) {
                prop_assert!(end <= tag.start && tag.start < tag.end && tag.end <= text.len());
                end = tag.end;
            }
        }
    }
}
