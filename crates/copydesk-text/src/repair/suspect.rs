mod tally;

use std::sync::LazyLock;

use super::reading::{DOUBLE_BYTE, Reading, SINGLE_BYTE};

use super::plausible::{FIRST_EAST_ASIAN, reads_within};
use super::utf8::Class;
use tally::Tally;

/// The readings that the line may have suffered: a quick look that spares clean text the search.
pub(super) fn readings(line: &str) -> Vec<&'static Reading> {
    let stretches: Vec<Stretch<'_>> = stretches(line).collect();
    let mut characters = stretches.iter().flat_map(|stretch| stretch.text.chars());
    let double_byte = if characters.any(|c| c >= FIRST_EAST_ASIAN) {
        &DOUBLE_BYTE[..]
    } else {
        &[]
    };
    let sequences = single_byte_sequences(&stretches);
    let single_byte = (0..).zip(&SINGLE_BYTE);
    let readings = single_byte
        .filter(|(index, _)| sequences >> index & 1 == 1)
        .map(|(_, reading)| reading)
        .chain(double_byte)
        .map(|reading| &**reading);
    let mut suspects: Vec<&'static Reading> = Vec::new();
    for reading in readings {
        let is_new = !suspects.iter().any(|other| is_same(line, reading, other));
        if is_new && is_suspect(&stretches, reading) {
            suspects.push(reading);
        }
    }
    suspects
}

/// Whether two readings take all the line's characters for the same bytes.
fn is_same(line: &str, reading: &Reading, other: &Reading) -> bool {
    line.chars().all(|c| reading.unit(c) == other.unit(c))
}

/// A set of readings of single bytes: bit `n` is `SINGLE_BYTE[n]`.
type Set = u16;

/// What one character is to the readings of single bytes.
#[derive(Clone, Copy, Default)]
struct Role {
    leads: Set,
    continues: Set,
    /// As the first byte of a letter of ISO 8859-1, whose second may have become a space.
    leads_latin1: Set,
}

impl Role {
    /// The roles of the characters below U+2600, where all but three that the readings know are.
    fn table() -> Vec<Self> {
        ('\0'..'\u{2600}').map(Self::compute).collect()
    }

    fn compute(c: char) -> Self {
        let mut role = Self::default();
        for (index, reading) in SINGLE_BYTE.iter().enumerate() {
            let byte = reading.unit(c).and_then(|unit| u8::try_from(unit).ok());
            role.leads_latin1 |= Set::from(matches!(byte, Some(0xC2 | 0xC3))) << index;
            match byte.and_then(Class::of) {
                Some(Class::Continuation) => role.continues |= 1 << index,
                Some(Class::Lead(_)) => role.leads |= 1 << index,
                None => {}
            }
        }
        role
    }

    /// The three (an apple and two ligatures, of Mac OS Roman) stand in clean text so rarely that their
    /// blocks are taken for leads in all.
    fn of(c: char, table: &[Self]) -> Self {
        match table.get(c as usize) {
            Some(role) => *role,
            None if matches!(c, '\u{F8FF}'..='\u{FB02}') => Self {
                leads: Set::MAX,
                ..Self::default()
            },
            None => Self::default(),
        }
    }
}

static ROLES: LazyLock<Vec<Role>> = LazyLock::new(Role::table);

/// The readings in which a sequence begins and goes on, or is cut by what may be a folded or lost byte:
/// one pass that tells for all at once what is worth a closer look.
fn single_byte_sequences(stretches: &[Stretch<'_>]) -> Set {
    let mut found = 0;
    for stretch in stretches {
        let mut last = Role::default();
        for c in stretch.text.chars() {
            let role = Role::of(c, &ROLES);
            let is_mark = c == char::REPLACEMENT_CHARACTER;
            found |= last.leads & if is_mark { Set::MAX } else { role.continues };
            last = role;
        }
        if matches!(stretch.next, ' ' | '?') {
            found |= last.leads_latin1;
        }
    }
    found
}

/// Characters above ASCII, and the ASCII character that follows them.
struct Stretch<'a> {
    text: &'a str,
    next: char,
}

fn stretches(line: &str) -> impl Iterator<Item = Stretch<'_>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let start = rest.bytes().position(|byte| !byte.is_ascii())?;
        let from = rest.get(start..)?;
        let end = from
            .bytes()
            .position(|byte| byte.is_ascii())
            .unwrap_or(from.len());
        let (text, after) = from.split_at(end);
        rest = after;
        Some(Stretch {
            text,
            next: after.chars().next().unwrap_or(' '),
        })
    })
}

/// Whether the characters above ASCII make UTF-8 when they are turned back into bytes: in one stretch
/// for Latin text, where damage is sparse, on the whole line for others, where it is everywhere.
fn is_suspect(stretches: &[Stretch<'_>], reading: &Reading) -> bool {
    if reading.is_latin() {
        return stretches
            .chunks(1)
            .any(|stretch| Tally::of(stretch, reading).is_suspect());
    }
    let tally = Tally::of(stretches, reading);
    let is_found = tally.is_suspect() || reading.is_lossy() && tally.is_lossy();
    is_found && (reading.is_single_byte() || is_surprising(stretches))
}

/// Whether ordinary text hardly reads so.
fn is_surprising(stretches: &[Stretch<'_>]) -> bool {
    let chars = stretches
        .iter()
        .flat_map(|stretch| stretch.text.chars().chain([' ']));
    !reads_within(SURPRISING, chars)
}

/// Text of rare characters costs so many quarter bits a character.
const SURPRISING: i32 = 52;
