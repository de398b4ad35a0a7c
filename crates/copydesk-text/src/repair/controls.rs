use copydesk_record::{RepairKind, Span};
use encoding_rs::WINDOWS_1252;

use super::edit::Edit;

/// How many ASCII letters a line has for each C1 control, at least, to be taken for text whose signs
/// became controls. Where controls are denser, the text was in another encoding altogether.
const LETTERS_PER_CONTROL: usize = 4;

/// The edits that make the signs of windows-1252 again of C1 controls, which is what ISO 8859-1 reads
/// them as. `None` where there is nothing to mend.
pub(super) fn edits(line: &str) -> Option<Vec<Edit>> {
    if !may_have_controls(line) {
        return None;
    }
    let controls = line.matches(is_control).count();
    let letters = line.bytes().filter(u8::is_ascii_alphabetic).count();
    let mut edits: Vec<Edit> = Vec::new();
    if controls == 0 || letters < controls * LETTERS_PER_CONTROL {
        return None;
    }
    for (at, c) in line.char_indices() {
        let Some(sign) = sign(c) else { continue };
        let end = at + c.len_utf8();
        match edits.last_mut().filter(|edit| edit.span.end == at) {
            Some(edit) => {
                edit.span.end = end;
                edit.after.push(sign);
            }
            None => edits.push(Edit {
                span: Span::new(at, end),
                after: sign.to_string(),
                kind: RepairKind::Windows1252AsLatin1,
                inferred: 0,
            }),
        }
    }
    (!edits.is_empty()).then_some(edits)
}

/// What windows-1252 has in the place of the control; `None` for what is no control, and for the five
/// that it leaves undefined.
fn sign(c: char) -> Option<char> {
    let bytes = [u8::try_from(u32::from(c)).ok()?];
    let text = WINDOWS_1252.decode_without_bom_handling(&bytes).0;
    let sign = text.chars().next()?;
    (is_control(c) && !is_control(sign)).then_some(sign)
}

/// Whether the bytes of UTF-8 can be those of a control: a look that costs little on clean text.
fn may_have_controls(line: &str) -> bool {
    let pairs = line.bytes().zip(line.bytes().skip(1));
    pairs
        .into_iter()
        .any(|pair| matches!(pair, (0xC2, 0x80..=0x9F)))
}

fn is_control(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9F}')
}
