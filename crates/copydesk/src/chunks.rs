//! Files of any size as text, a bounded piece at a time.

use std::io::{Read, Result};

use copydesk::text::{Declared, decode};

/// The bytes that are read at once: enough to tell the encoding by, little to hold.
const CHUNK: usize = 1 << 20;

/// Decodes what a reader gives, piece by piece. Each piece ends with a line, if a line ends in it. It
/// is decoded as the piece before it was, unless its bytes speak against that.
pub struct Chunks<R> {
    reader: R,
    held: Vec<u8>,
    /// What the last piece above ASCII was decoded as.
    charset: Option<String>,
    is_first: bool,
}

impl<R: Read> Chunks<R> {
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            held: Vec::new(),
            charset: None,
            is_first: true,
        }
    }

    /// The next piece of text; `None` at the end.
    pub fn next(&mut self) -> Result<Option<String>> {
        let room = CHUNK.saturating_sub(self.held.len());
        let read = self
            .reader
            .by_ref()
            .take(room as u64)
            .read_to_end(&mut self.held)?;
        if self.held.is_empty() {
            return Ok(None);
        }
        let end = if read < room {
            self.held.len()
        } else {
            self.end()
        };
        let bytes: Vec<u8> = self.held.drain(..end).collect();
        Ok(Some(self.decode(&bytes)))
    }

    fn decode(&mut self, bytes: &[u8]) -> String {
        let (text, charset) = decode(bytes, self.declared());
        let mut text = text.into_owned();
        // Within a file it is no byte order mark.
        if !self.is_first && bytes.starts_with("\u{FEFF}".as_bytes()) {
            text.insert(0, '\u{FEFF}');
        }
        self.is_first = false;
        if !bytes.is_ascii() {
            self.charset = Some(charset.name);
        }
        text
    }

    fn declared(&self) -> Declared<'_> {
        Declared {
            http: self.charset.as_deref(),
            meta: None,
        }
    }

    /// Where the bytes held are cut: after the last line, else in the middle of it.
    fn end(&self) -> usize {
        let name = match &self.charset {
            Some(name) => name.clone(),
            None => decode(&self.held, self.declared()).1.name,
        };
        match name.as_str() {
            "UTF-16LE" => end_of_line_in_pairs(&self.held, [b'\n', 0]),
            "UTF-16BE" => end_of_line_in_pairs(&self.held, [0, b'\n']),
            _ => end_of_line(&self.held),
        }
    }
}

fn end_of_line_in_pairs(bytes: &[u8], newline: [u8; 2]) -> usize {
    let line = bytes.chunks_exact(2).rposition(|pair| pair == newline);
    line.map_or(bytes.len() & !1, |at| (at + 1) * 2)
}

/// Where there is no line to end, the piece ends after a byte that is ASCII in every encoding, or
/// else at a character of UTF-8.
fn end_of_line(bytes: &[u8]) -> usize {
    let after = |at: Option<usize>| at.map(|at| at + 1);
    let half = bytes.len() / 2;
    let tail = bytes.get(half..).unwrap_or_default();
    let sign = after(tail.iter().rposition(|&byte| byte < b'0')).map(|at| half + at);
    let character = bytes.iter().rposition(|&byte| !matches!(byte, 0x80..=0xBF));
    after(bytes.iter().rposition(|&byte| byte == b'\n'))
        .or(sign)
        .or(character.filter(|&at| at > half))
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(bytes: &[u8]) -> Vec<String> {
        let mut chunks = Chunks::new(bytes);
        std::iter::from_fn(|| chunks.next().expect("memory can be read")).collect()
    }

    #[test]
    fn pieces_end_with_lines() {
        let text = "Ein Satz über die Brücke.\n".repeat(CHUNK / 10);
        let pieces = pieces(text.as_bytes());
        assert!(pieces.len() > 2);
        assert!(
            pieces
                .iter()
                .all(|piece| piece.len() <= CHUNK && piece.ends_with('\n'))
        );
        assert_eq!(pieces.concat(), text);
    }

    #[test]
    fn a_line_without_end_is_cut_between_characters() {
        for text in ["网".repeat(CHUNK), "über die ".repeat(CHUNK / 4)] {
            let pieces = pieces(text.as_bytes());
            assert!(pieces.iter().all(|piece| piece.len() <= CHUNK));
            assert!(pieces.concat() == text);
        }
    }

    #[test]
    fn the_encoding_is_kept_while_it_fits() {
        let line = "Die Br\u{FC}cke bleibt.\n";
        let latin1: Vec<u8> = line.chars().map(|c| c as u8).collect();
        let bytes = [b"ASCII\n".repeat(CHUNK / 3), latin1.repeat(CHUNK / 10)].concat();
        let text = pieces(&bytes).concat();
        assert!(text.ends_with(line) && !text.contains('\u{FFFD}'));
        let utf16: Vec<u8> = format!("\u{FEFF}{}", line.repeat(CHUNK / 10))
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(pieces(&utf16).concat() == line.repeat(CHUNK / 10));
    }
}
