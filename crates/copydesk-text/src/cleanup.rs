//! The clean-up of the Python library ftfy, for those who want text in one plain form.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use html5ever::data::NAMED_ENTITIES;
use icu_normalizer::ComposingNormalizerBorrowed;

use crate::repair;

/// How often the steps are done over at most: one can make work for another, such as an entity that
/// hides mojibake. Three times are seen in practice.
const MAX_ROUNDS: usize = 8;

/// The longest name or number of a character reference, in bytes.
const MAX_REFERENCE: usize = 24;

/// A step of the clean-up: the text that it makes, borrowed when it changes nothing.
type Step = fn(&str) -> Cow<'_, str>;

const STEPS: [Step; 9] = [
    unescape,
    mend,
    part_ligatures,
    standard_width,
    straighten_quotes,
    unify_line_breaks,
    remove_terminal_escapes,
    remove_controls,
    compose,
];

/// Mends a text as [`repair`] does and brings it into the plain form that ftfy's `fix_text` gives by
/// default. Unlike a repair this is no claim about a damage: it also changes what its author wrote so.
///
/// Character references are resolved (unless the text has a `<`), Latin ligatures parted, full and
/// half width forms made standard, curly quotes made straight, line breaks made `\n`, terminal escapes
/// and control characters removed, and the rest is brought into Unicode's Normalization Form C.
///
/// ```
/// assert_eq!(copydesk_text::cleanup("&ldquo;ＮＥＷ ﬁsh CafÃ©&rdquo;\r\n"), "\"NEW fish Café\"\n");
/// ```
#[must_use]
pub fn cleanup(text: &str) -> Cow<'_, str> {
    let mut current = Cow::Borrowed(text);
    for _ in 0..MAX_ROUNDS {
        let next = STEPS
            .iter()
            .fold(current.clone(), |text, step| owned(text, *step));
        if next == current {
            break;
        }
        current = next;
    }
    current
}

/// The step done to a text that may be borrowed for longer than the step is.
fn owned<'a>(text: Cow<'a, str>, step: Step) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => step(text),
        Cow::Owned(text) => Cow::Owned(step(&text).into_owned()),
    }
}

fn mend(text: &str) -> Cow<'_, str> {
    repair(text).text
}

/// Resolves character references that end in `;`, also names in capitals for letters in capitals. A
/// text with `<` is taken for HTML, where they are as they should be.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') || text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        result.push_str(before);
        let reference = reference(after);
        rest = after
            .get(reference.as_ref().map_or(0, |found| found.1)..)
            .unwrap_or_default();
        result.push_str(reference.as_ref().map_or("&", |found| &found.0));
    }
    result.push_str(rest);
    Cow::Owned(result)
}

/// What the reference after a `&` stands for, and its length.
fn reference(text: &str) -> Option<(String, usize)> {
    let end = text
        .bytes()
        .take(MAX_REFERENCE + 2)
        .position(|byte| byte == b';')?;
    let name = text.get(..end)?;
    let meaning = match name.strip_prefix('#') {
        Some(number) => numeric(number)?.to_string(),
        None => named(name).or_else(|| capital(name))?,
    };
    Some((meaning, end + 1))
}

/// The character of a number. Those of C1 controls mean windows-1252 (HTML Standard).
fn numeric(number: &str) -> Option<char> {
    let hexadecimal = number.strip_prefix(['x', 'X']);
    let (digits, radix) = hexadecimal.map_or((number, 10), |digits| (digits, 16));
    let digits = Some(digits).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    match u32::from_str_radix(digits, radix).ok()? {
        code @ 0x80..=0x9F => {
            let byte = [u8::try_from(code).ok()?];
            WINDOWS_1252
                .decode_without_bom_handling(&byte)
                .0
                .chars()
                .next()
        }
        code => Some(
            char::from_u32(code)
                .filter(|&c| c != '\0')
                .unwrap_or(char::REPLACEMENT_CHARACTER),
        ),
    }
}

fn named(name: &str) -> Option<String> {
    // Beginnings of names are in the table too, as zeros.
    let &(first, second) = NAMED_ENTITIES
        .get(&format!("{name};"))
        .filter(|found| found.0 != 0)?;
    let second = char::from_u32(second).filter(|&c| c != '\0');
    Some(char::from_u32(first).into_iter().chain(second).collect())
}

/// The capitals that a name in capitals means when HTML knows the name in small letters only.
fn capital(name: &str) -> Option<String> {
    let is_capital = name.bytes().all(|byte| !byte.is_ascii_lowercase());
    let small = named(&name.to_ascii_lowercase()).filter(|_| is_capital)?;
    Some(small.to_uppercase())
}

/// Parts ligatures and digraphs of Latin letters that stand for letters put together, not those such
/// as `æ` that are letters of their own.
fn part_ligatures(text: &str) -> Cow<'_, str> {
    replace(text, |c| {
        Some(match c {
            'Ĳ' => "IJ",
            'ĳ' => "ij",
            'ŉ' => "ʼn",
            'Ǳ' => "DZ",
            'ǲ' => "Dz",
            'ǳ' => "dz",
            'Ǆ' => "DŽ",
            'ǅ' => "Dž",
            'ǆ' => "dž",
            'Ǉ' => "LJ",
            'ǈ' => "Lj",
            'ǉ' => "lj",
            'Ǌ' => "NJ",
            'ǋ' => "Nj",
            'ǌ' => "nj",
            'ﬀ' => "ff",
            'ﬁ' => "fi",
            'ﬂ' => "fl",
            'ﬃ' => "ffi",
            'ﬄ' => "ffl",
            'ﬅ' => "ſt",
            'ﬆ' => "st",
            _ => return None,
        })
    })
}

/// Makes full and half width forms those of standard width, the ideographic space among them.
fn standard_width(text: &str) -> Cow<'_, str> {
    if !text.contains(is_of_other_width) {
        return Cow::Borrowed(text);
    }
    let forms = ComposingNormalizerBorrowed::new_nfkc();
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{3000}' => result.push(' '),
            c if is_of_other_width(c) => result += &forms.normalize(c.encode_utf8(&mut [0; 4])),
            c => result.push(c),
        }
    }
    Cow::Owned(result)
}

fn is_of_other_width(c: char) -> bool {
    matches!(c, '\u{3000}' | '\u{FF01}'..='\u{FFEF}')
}

/// Makes curly quotes straight, also the modifier letter apostrophe.
fn straighten_quotes(text: &str) -> Cow<'_, str> {
    replace(text, |c| match c {
        'ʼ' | '‘'..='‛' => Some("'"),
        '“'..='‟' => Some("\""),
        _ => None,
    })
}

/// Makes all line breaks `\n`: those of Windows and old Macs, and Unicode's.
fn unify_line_breaks(text: &str) -> Cow<'_, str> {
    let is_break = |c| matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if !text.contains(is_break) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace(is_break, "\n"))
}

/// Removes the sequences by which programs colour a terminal's text (ECMA-48, `ESC [`).
fn remove_terminal_escapes(text: &str) -> Cow<'_, str> {
    let mut parts = text.split("\u{1B}[");
    let first = parts.next().unwrap_or_default();
    if first.len() == text.len() {
        return Cow::Borrowed(text);
    }
    let mut result = first.to_owned();
    for part in parts {
        let command = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        match command.strip_prefix(|c: char| c.is_ascii_alphabetic()) {
            Some(after) => result.push_str(after),
            None => result.extend(["\u{1B}[", part]),
        }
    }
    Cow::Owned(result)
}

/// Removes controls that show nothing: those of ASCII but white space, deprecated ones for Arabic,
/// byte order marks and interlinear annotations (Unicode Technical Report 20). C1 controls stay.
fn remove_controls(text: &str) -> Cow<'_, str> {
    replace(text, |c| match c {
        '\0'..='\u{8}' | '\u{B}' | '\u{E}'..='\u{1F}' | '\u{7F}' => Some(""),
        '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}' => Some(""),
        _ => None,
    })
}

/// Unicode's Normalization Form C.
fn compose(text: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// The text with another in the place of some characters.
fn replace(text: &str, other: impl Fn(char) -> Option<&'static str>) -> Cow<'_, str> {
    if !text.contains(|c| other(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        match other(c) {
            Some(other) => result.push_str(other),
            None => result.push(c),
        }
    }
    Cow::Owned(result)
}

#[cfg(test)]
mod tests;
