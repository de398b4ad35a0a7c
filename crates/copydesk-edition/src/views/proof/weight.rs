//! What of a long page is shown: its proof stays light, and says what it leaves out.
//!
//! A news page's proof has some 200 KB; with the limits below none has much more than a megabyte, which a
//! browser lays out in a second. The books count everything in any case.

use crate::words::Words;

/// Bytes of HTML that the source may take.
pub(super) const SOURCE: usize = 700_000;
/// Bytes of HTML that a list beside it may take: the article, the cuts, the repairs.
pub(super) const LIST: usize = 200_000;
/// Bytes of HTML around each line of a list.
pub(super) const LINE: usize = 250;

/// How much of a long text is shown.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// Bytes that are still shown whole.
    pub whole: usize,
    /// Bytes that are shown of a longer text at either end.
    pub ends: usize,
}

/// Longer markup between text runs is style, script or data, and a page has megabytes of it.
pub(super) const MARKUP: Limits = Limits {
    whole: 2_000,
    ends: 300,
};
/// The same for a page whose source would be too heavy: tags stay, rows of them do not.
pub(super) const MARKUP_OF_MUCH: Limits = Limits {
    whole: 240,
    ends: 100,
};
/// A longer passage of text is no paragraph but data.
pub(super) const PASSAGE: Limits = Limits {
    whole: 20_000,
    ends: 5_000,
};

/// What may still be shown, in bytes of HTML.
pub(super) struct Budget(pub usize);

impl Budget {
    /// Whether so much more can be shown; when it cannot, nothing more can.
    pub(super) fn spend(&mut self, bytes: usize) -> bool {
        let left = self.0.checked_sub(bytes);
        self.0 = left.unwrap_or_default();
        left.is_some()
    }
}

/// A text's bytes as HTML, where each of `<>&"'` takes five.
pub(super) fn html_bytes(text: &str) -> usize {
    let escapes = text.bytes().filter(|byte| b"<>&\"'".contains(byte));
    text.len() + 4 * escapes.count()
}

/// A long text's beginning, the bytes left out, and its end; `None` for one that is shown whole.
pub(super) fn ends(text: &str, limits: Limits) -> Option<(&str, usize, &str)> {
    if text.len() <= limits.whole {
        return None;
    }
    let (head, rest) = text.split_at(boundary(text, limits.ends));
    let (middle, tail) = rest.split_at(boundary(rest, rest.len().saturating_sub(limits.ends)));
    Some((head, middle.len(), tail))
}

/// A passage for a list, a long one without its middle.
pub(super) fn passage(text: &str, words: Words) -> String {
    match ends(text, PASSAGE) {
        None => text.to_owned(),
        Some((head, bytes, tail)) => {
            let left_out = words.fill("{} bytes are not shown", &[&words.number(bytes)]);
            format!("{head} … {left_out} … {tail}")
        }
    }
}

/// The last character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
