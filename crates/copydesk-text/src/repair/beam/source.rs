use super::super::damage::Damage;
use super::super::original::Pending;
use super::super::space::bytes_of_space;
use super::Claim;
use super::loss::is_mark;
use super::node::Node;
use super::place::Place;

/// What it costs to take a character for one that was folded.
const FOLDED: i32 = 6;

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
            '0'..='~' if !damage.original.is_utf8() => {
                vec![of(Fold::Nothing)(u16::try_from(u32::from(c)).unwrap_or(0))]
            }
            ' ' if damage.reading.is_single_byte() => {
                let bytes = bytes_of_space(line, at, damage.reading);
                bytes.map(of(Fold::Space)).into_iter().collect()
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

    /// Whether the bytes may stand at the place. Folded ones are believed only within a sequence.
    pub(super) fn fits(self, place: Place) -> bool {
        match (self.fold, place) {
            (Fold::Nothing, Place::Within(..)) | (Fold::Width, Place::Within(..)) => true,
            (Fold::Nothing, _) => self.first() >= 0x80,
            (Fold::Space, Place::Within(Pending::Sequence(partial), _)) => {
                partial.takes_no_break_space()
            }
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

    /// Gives all nodes after the bytes; none when they cannot come there.
    pub(super) fn feed(self, node: Node, claim: Claim, give: &mut dyn FnMut(Node)) {
        match self.unit.to_be_bytes() {
            [0, byte] => node.feed(byte, claim, give),
            [first, second] => node.feed(first, claim, &mut |node| node.feed(second, claim, give)),
        }
    }
}

/// The wide form (Halfwidth and Fullwidth Forms) of a narrow character.
fn wide(c: char) -> char {
    char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c)
}
