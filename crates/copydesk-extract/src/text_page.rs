//! Cuts a page that is plain text, a line a piece, into units.

use copydesk_record::{BlockKind, Span};
use copydesk_text::Repairer;

use crate::measure::mass;
use crate::mend::mend;
use crate::unit::{Run, Sheet, Unit};
use crate::walk::push_collapsed;

/// Cuts page text into units: each line is one, a line of the imprint one a statement.
pub(crate) fn sheet(source: &str) -> Sheet {
    let (mut sheet, mut repairer) = (Sheet::default(), Repairer::default());
    let mut start = 0;
    for line in source.split_inclusive(['\n', '\r']) {
        for span in statements(
            source,
            trimmed(source, Span::new(start, start + line.len())),
        ) {
            push_line(&mut sheet, &mut repairer, source, span);
        }
        start += line.len();
    }
    sheet
}

fn trimmed(source: &str, span: Span) -> Span {
    let text = &source[span.start..span.end];
    let start = span.start + (text.len() - text.trim_start().len());
    Span::new(start, start + text.trim().len())
}

/// Parts a copyright line from what is stuck to its end, as in `All rights reserved.Best viewed`.
fn statements(source: &str, span: Span) -> Vec<Span> {
    let text = &source[span.start..span.end];
    let is_copyright = text.contains("opyright") || text.contains('©');
    let glued = |(at, _): (usize, &str)| {
        let after = text[at + 1..].chars().next();
        let before = text[..at].chars().next_back();
        (after.is_some_and(char::is_uppercase) && before.is_some_and(char::is_lowercase))
            .then_some(at + 1)
    };
    match text
        .match_indices('.')
        .find_map(glued)
        .filter(|_| is_copyright)
    {
        Some(at) => vec![
            Span::new(span.start, span.start + at),
            Span::new(span.start + at, span.end),
        ],
        None if text.is_empty() => vec![],
        None => vec![span],
    }
}

fn push_line(sheet: &mut Sheet, repairer: &mut Repairer, source: &str, span: Span) {
    let line = &source[span.start..span.end];
    let line = mend(line, span, repairer, &mut sheet.repairs);
    let (kind, text) = kind_of(&line);
    let mut unit = Unit::new(kind, 0, span);
    unit.depth = u8::from(kind == BlockKind::ListItem);
    push_collapsed(&mut unit.text, text);
    unit.mass = mass(&unit.text);
    sheet.runs.push(Run {
        span,
        unit: sheet.units.len(),
    });
    sheet.units.push(unit);
}

/// A line that begins with a bullet is a list's item.
fn kind_of(line: &str) -> (BlockKind, &str) {
    let item = ["- ", "* ", "• ", "· "]
        .iter()
        .find_map(|bullet| line.strip_prefix(bullet));
    match item {
        Some(item) if !item.trim().is_empty() => (BlockKind::ListItem, item.trim()),
        _ => (BlockKind::Paragraph, line),
    }
}
