//! Where a text stands in the source that the tree builder gives back, whole or in pieces.

use copydesk_record::Span;
use html5ever::tendril::StrTendril;

use super::strings::Stretch;
use super::tokenizer::source_length;

/// A text that was handed to the tree builder, or what is left of it.
pub(super) struct Pending<'a> {
    text: StrTendril,
    /// The same text, for the tree.
    stored: Stretch,
    span: Span,
    /// What the text was decoded from, when character references, line ends or NULs make it another.
    source: Option<&'a str>,
}

impl<'a> Pending<'a> {
    /// A text, the stretch that is stored of it, and where it stands in `source`.
    pub fn new(text: StrTendril, stored: Stretch, source: &'a str, span: Span) -> Self {
        let is_decoded = stored.source_range().is_none();
        Self {
            text,
            stored,
            span,
            source: source.get(span.start..span.end).filter(|_| is_decoded),
        }
    }

    /// Takes a piece out, and what stands before it, which the tree builder has dropped; `None` when
    /// the piece is not in here.
    pub fn take(&mut self, piece: &str) -> Option<(Stretch, Span)> {
        // Most are given back as they are, in the same place.
        let is_same = std::ptr::eq(&*self.text, piece) || *self.text == *piece;
        if is_same {
            let span = self.span;
            self.span.start = span.end;
            self.text.clear();
            return Some((self.stored, span));
        }
        let at = if self.text.starts_with(piece) {
            0
        } else {
            self.text.find(piece)?
        };
        self.advance(at);
        let (stored, start) = (self.stored.part(0, piece.len()), self.span.start);
        self.advance(piece.len());
        Some((stored, Span::new(start, self.span.start)))
    }

    fn advance(&mut self, length: usize) {
        let taken = match &mut self.source {
            None => length,
            Some(source) => {
                let taken = source_length(source, length);
                *source = &source[taken..];
                taken
            }
        };
        let left = self.text.len() - length;
        self.text = self.text.subtendril(length as u32, left as u32);
        self.stored = self.stored.part(length, left);
        self.span.start = (self.span.start + taken).min(self.span.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pending<'a>(text: &str, source: &'a str) -> Pending<'a> {
        let stored = if text == source {
            Stretch::of_source(0, text.len())
        } else {
            Stretch::of_decoded(0, text.len())
        };
        Pending::new(text.into(), stored, source, Span::new(0, source.len()))
    }

    fn check(text: &str, source: &str, pieces: &[(&str, [usize; 2])]) {
        let mut pending = pending(text, source);
        for &(piece, [start, end]) in pieces {
            assert_eq!(
                pending.take(piece).map(|(_, span)| span),
                Some(Span::new(start, end)),
                "{source}: {piece}"
            );
        }
    }

    #[test]
    fn pieces_have_their_own_places() {
        check(
            "ab cd",
            "ab cd",
            &[("ab", [0, 2]), (" ", [2, 3]), ("cd", [3, 5])],
        );
        check("& cd", "&amp; cd", &[("&", [0, 5]), (" cd", [5, 8])]);
        check(
            "a\n&b c",
            "a\r\n&amp;b c",
            &[("a", [0, 1]), ("\n", [1, 3]), ("&b c", [3, 11])],
        );
        check(" &b", " &amp;b", &[(" ", [0, 1]), ("&b", [1, 7])]);
    }

    #[test]
    fn what_was_dropped_is_passed_over() {
        check("& cd e", "&amp; cd e", &[(" ", [5, 6]), ("e", [9, 10])]);
        check("\n\n&", "\n\r\n&amp;", &[("\n&", [1, 8])]);
        check("\n\n&", "\r\n\n&amp;", &[("\n&", [2, 8])]);
    }

    #[test]
    fn white_space_by_reference_is_white_space() {
        check("&a b", "&amp;a&#32;b", &[("&a", [0, 6]), (" b", [6, 12])]);
        check(" a", "&#32;a", &[("a", [5, 6])]);
    }

    #[test]
    fn another_text_is_not_in_it() {
        assert_eq!(pending("ab", "ab").take("c"), None);
    }
}
