//! Mends texts and says where in the source the damage was.

use std::borrow::Cow;

use copydesk_record::{Repair, Span};
use copydesk_text::Repairer;

/// A text, mended; what was mended goes to `repairs`, with its place in the source.
///
/// `span` is the text's own place, or that of what it stands in. Where the text is not written as it
/// reads (character references, an attribute of a tag), a repair has all of that place.
pub(crate) fn mend<'a>(
    text: &'a str,
    span: Span,
    repairer: &mut Repairer,
    repairs: &mut Vec<Repair>,
) -> Cow<'a, str> {
    let repaired = repairer.repair(text);
    let is_literal = text.len() == span.end - span.start;
    let at = |found: Span| Span::new(span.start + found.start, span.start + found.end);
    repairs.extend(repaired.repairs.into_iter().map(|repair| Repair {
        span: if is_literal { at(repair.span) } else { span },
        ..repair
    }));
    repaired.text
}
