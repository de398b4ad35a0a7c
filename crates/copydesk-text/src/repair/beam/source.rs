use super::super::damage::Damage;
use super::super::original::{Original, Pending};
use super::loss::is_mark;
use super::node::{Node, Place};

/// What it costs to take a character for one that was folded.
const FOLDED: i32 = 12;

/// The byte or two bytes that one character of the damaged text may have been.
#[derive(Clone, Copy)]
pub(super) struct Source {
    unit: u16,
    fold: Fold,
}

/// What was made simpler after the wrong reading.
#[derive(Clone, Copy, PartialEq)]
enum Fold {
    Nothing,
    /// A no-break space became a space.
    Space,
    /// A wide form became a narrow one.
    Width,
}

impl Source {
    /// The bytes that `line[at]` may have been.
    pub(super) fn all(line: &[char], at: usize, damage: &Damage) -> Vec<Self> {
        let Some(&c) = line.get(at) else {
            return Vec::new();
        };
        let of = |fold| move |unit| Self { unit, fold };
        match c {
            _ if !c.is_ascii() => damage.reading.units(c).map(of(Fold::Nothing)).collect(),
            // The second of two bytes is an ASCII character where the original has it so.
            '0'..='~' if !matches!(damage.original, Original::Utf8) => {
                vec![of(Fold::Nothing)(u16::try_from(u32::from(c)).unwrap_or(0))]
            }
            ' ' if damage.reading.is_single_byte() => {
                space(line, at).map(of(Fold::Space)).into_iter().collect()
            }
            '!'..='~' if !damage.reading.is_single_byte() && !is_mark(c) => {
                damage.reading.units(wide(c)).map(of(Fold::Width)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What it costs to take the character for these bytes.
    pub(super) fn cost(self) -> i32 {
        if self.fold == Fold::Nothing {
            0
        } else {
            FOLDED
        }
    }

    /// Whether the bytes may stand at the place. Folded ones are believed only within a sequence,
    /// and spaces only in those of two bytes, since longer ones that end in one are rare.
    pub(super) fn fits(self, place: Place) -> bool {
        match (self.fold, place) {
            (Fold::Nothing, Place::Within(..)) | (Fold::Width, Place::Within(..)) => true,
            (Fold::Nothing, _) => self.first() >= 0x80,
            (Fold::Space, Place::Within(Pending::Sequence(partial), _)) => partial.is_of_two(),
            _ => false,
        }
    }

    /// The first of the bytes.
    pub(super) fn first(self) -> u8 {
        let [high, low] = self.unit.to_be_bytes();
        if high == 0 { low } else { high }
    }

    /// The first byte of what is at `line[at]`, 0 when nothing is known of it.
    pub(super) fn first_at(line: &[char], at: usize, damage: &Damage) -> u8 {
        match line.get(at) {
            Some(&c) if c.is_ascii() => u8::try_from(c).unwrap_or(0),
            Some(&c) => damage.reading.unit(c).map_or(0, |unit| {
                Self {
                    unit,
                    fold: Fold::Nothing,
                }
                .first()
            }),
            None => 0,
        }
    }

    /// The node after the bytes; `None` when they cannot come there.
    pub(super) fn feed(self, node: Node, damage: &Damage) -> Option<Node> {
        let [high, low] = self.unit.to_be_bytes();
        let node = if high == 0 {
            node
        } else {
            node.feed(damage.original, high, false)?
        };
        node.feed(damage.original, low, false)
    }
}

/// What a space was, if it was a no-break space (byte A0) in the middle of a sequence: that alone
/// within a word, that and a space as the end of a one-letter word such as `à`.
fn space(line: &[char], at: usize) -> Option<u16> {
    let joins = line
        .get(at + 1)
        .is_some_and(|&next| next == ' ' || !next.is_ascii());
    let before_lead = at.checked_sub(2).and_then(|at| line.get(at));
    let one_letter = before_lead.is_none_or(|c| !c.is_alphabetic());
    if joins {
        Some(0xA0)
    } else {
        one_letter.then_some(0xA020)
    }
}

/// The wide form (Halfwidth and Fullwidth Forms) of a narrow character.
fn wide(c: char) -> char {
    char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c)
}
