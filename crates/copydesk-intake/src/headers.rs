use std::borrow::Cow;
use std::fmt::Write;

use memchr::memchr_iter;

/// The longest header block of a record or an HTTP response; servers refuse to send half of it.
pub(crate) const HEADER_BYTES: usize = 64 << 10;

/// The lines `name: value` of a header block (RFC 822 and its successors).
#[derive(Clone, Copy)]
pub(crate) struct Headers<'a>(pub &'a [u8]);

impl<'a> Headers<'a> {
    /// The value of the first line of that name, in any case; empty when there is none. A value
    /// may go on in lines that begin with white space.
    pub(crate) fn get(self, name: &str) -> &'a [u8] {
        let mut start = 0;
        for end in memchr_iter(b'\n', self.0).chain([self.0.len()]) {
            let line = self.0.get(start..end).unwrap_or_default();
            if let Some(value) = value_of(line, name) {
                let rest = self.0.get(end..).unwrap_or_default();
                let folded = self.0.get(end - value.len()..end + folded(rest));
                return folded.unwrap_or(value).trim_ascii();
            }
            start = end + 1;
        }
        &[]
    }

    /// The same as text: as UTF-8, else as Latin-1, as HTTP has it.
    pub(crate) fn text(self, name: &str) -> Cow<'a, str> {
        let value = self.get(name);
        match str::from_utf8(value) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => value.iter().copied().map(char::from).collect(),
        }
    }
}

/// What stands after the colon.
fn value_of<'a>(line: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let (start, rest) = line.split_at_checked(name.len())?;
    if !start.eq_ignore_ascii_case(name.as_bytes()) {
        return None;
    }
    rest.trim_ascii_start().strip_prefix(b":")
}

/// How long the lines are that go on with the value before them; `rest` begins with a line's end.
fn folded(rest: &[u8]) -> usize {
    let mut length = 0;
    while let Some([b'\n', b' ' | b'\t', ..]) = rest.get(length..) {
        let line = rest.get(length + 1..).unwrap_or_default();
        length += 1 + line
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(line.len());
    }
    length
}

/// How long the header block is, with the empty line that ends it.
pub(crate) fn header_length(bytes: &[u8]) -> Option<usize> {
    memchr_iter(b'\n', bytes).find_map(|at| match bytes.get(at + 1..)? {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

/// An address as text: bytes that are no UTF-8 stand percent-encoded, as a server would take them.
pub(crate) fn address(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::new();
    for byte in bytes {
        match byte.is_ascii() {
            true => text.push(char::from(*byte)),
            // Writing to a string cannot fail.
            false => _ = write!(text, "%{byte:02X}"),
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_are_found_by_name() {
        let headers = Headers(b"A: 1\r\nlong-name :  two \r\n and more\r\n\tlast\r\nB:3\nC:\n");
        assert_eq!(headers.get("a"), b"1");
        assert_eq!(headers.get("Long-Name"), b"two \r\n and more\r\n\tlast");
        assert_eq!(headers.get("b"), b"3");
        assert_eq!(headers.get("c"), b"");
        assert_eq!(headers.get("d"), b"");
        assert_eq!(Headers(b"x: caf\xe9").text("x"), "café");
    }

    #[test]
    fn a_block_ends_with_an_empty_line() {
        assert_eq!(header_length(b"a: 1\r\n\r\nbody"), Some(8));
        assert_eq!(header_length(b"a: 1\n\nbody"), Some(6));
        assert_eq!(header_length(b"a: 1\r\n"), None);
    }

    #[test]
    fn addresses_in_old_encodings_are_percent_encoded() {
        assert_eq!(address(b"http://e.com/\xd6\xd0"), "http://e.com/%D6%D0");
        assert_eq!(address("http://e.com/中".as_bytes()), "http://e.com/中");
    }

    proptest! {
        #[test]
        fn any_bytes_have_values_or_none(block in prop::collection::vec(any::<u8>(), 0..100)) {
            let _ = (Headers(&block).text(""), Headers(&block).get("a"), header_length(&block));
        }
    }
}
