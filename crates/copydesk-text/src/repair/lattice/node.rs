use super::super::plausible::Context;
use super::super::utf8::{Fed, Partial};

/// What it costs to begin a damaged stretch after ASCII, where a wrong reading leaves no trace.
const ENTER: i32 = 1;

/// What it costs to pass between damaged and clean text with no ASCII between them: damage rarely
/// ends in the middle of a word.
const JOIN: i32 = 16;

/// The most characters that one character of the damaged text can complete: with its own two bytes,
/// and with two that were lost after it.
const MOST_EMITTED: usize = 4;

/// What one character of the damaged line stands for.
#[derive(Clone, Copy, Default)]
pub(in super::super) struct Step {
    /// Whether it belongs to damaged text; if not, it stands for itself.
    pub(in super::super) damaged: bool,
    /// How many characters were inferred because only they are plausible.
    pub(in super::super) inferred: usize,
    /// How many of the characters complete with this one are lost.
    pub(in super::super) lost: usize,
    emitted: [Option<char>; MOST_EMITTED],
}

impl Step {
    /// The characters that are complete with this one.
    pub(in super::super) fn emitted(&self) -> impl Iterator<Item = char> {
        self.emitted.iter().copied().flatten()
    }
}

/// Where in the line's account a character leaves off.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// At the start of the line or after ASCII.
    Open,
    /// After a character above ASCII that stands for itself.
    Clean,
    /// After a damaged character.
    Mended,
    /// Within a sequence.
    Within(Partial),
}

impl Place {
    /// How many places there are at which a line may end; they come first in [`Place::index`].
    pub(super) const BOUNDARIES: usize = 3;

    /// How many places there are.
    pub(super) const COUNT: usize = Self::BOUNDARIES + Partial::SLOTS;

    /// A number below [`Place::COUNT`].
    pub(super) fn index(self) -> usize {
        match self {
            Self::Open => 0,
            Self::Clean => 1,
            Self::Mended => 2,
            Self::Within(partial) => Self::BOUNDARIES + partial.slot(),
        }
    }
}

/// The cheapest way to one place after so many characters.
#[derive(Clone, Copy)]
pub(super) struct Node {
    cost: i32,
    pub(super) place: Place,
    /// What the last character stands for.
    pub(super) step: Step,
    /// The index of the place before the last character.
    pub(super) from: usize,
    context: Context,
}

impl Node {
    /// The start of a line.
    pub(super) fn start() -> Self {
        Self {
            cost: 0,
            place: Place::Open,
            step: Step::default(),
            from: 0,
            context: Context::default(),
        }
    }

    /// The node as the point that the next character starts from.
    pub(super) fn next(self) -> Self {
        Self {
            from: self.place.index(),
            step: Step::default(),
            ..self
        }
    }

    /// Whether this is the better way to the same place.
    pub(super) fn is_cheaper(&self, other: &Self) -> bool {
        self.cost < other.cost
    }

    /// The cost if the line ends here.
    pub(super) fn total(&self) -> i32 {
        self.cost + self.context.end()
    }

    /// The node at a higher cost.
    pub(super) fn costing(self, cost: i32) -> Self {
        Self {
            cost: self.cost + cost,
            ..self
        }
    }

    /// The node after a character that stands for itself.
    pub(super) fn clean(self, c: char) -> Option<Self> {
        let join = match self.place {
            Place::Within(_) => return None,
            Place::Mended if !c.is_ascii() => JOIN,
            _ => 0,
        };
        Self {
            cost: self.cost + join,
            ..self
        }
        .emit(c, Place::Clean)
    }

    /// The node with the cost of taking the next character for damaged, and `cost` for how.
    pub(super) fn damaged(mut self, cost: i32) -> Self {
        self.cost += cost;
        self.cost += match self.place {
            Place::Open => ENTER,
            Place::Clean => JOIN,
            Place::Mended | Place::Within(_) => 0,
        };
        self.step.damaged = true;
        self
    }

    /// The node after one more byte of UTF-8; `None` when that byte cannot come here.
    pub(super) fn feed(self, byte: u8) -> Option<Self> {
        match self.place {
            Place::Within(partial) => self.fed(partial.feed(byte)?),
            _ if byte.is_ascii() => self.emit(char::from(byte), Place::Mended),
            _ => Some(self.at(Partial::open(byte)?)),
        }
    }

    /// The node after what became of its sequence.
    pub(super) fn fed(mut self, fed: Fed) -> Option<Self> {
        match fed {
            Fed::Partial(partial) => Some(self.at(partial)),
            Fed::Whole(c) => self.emit(c, Place::Mended),
            Fed::Lost => {
                self.step.lost += 1;
                self.emit(char::REPLACEMENT_CHARACTER, Place::Mended)
            }
        }
    }

    /// The same node within a sequence.
    pub(super) fn at(self, partial: Partial) -> Self {
        Self {
            place: Place::Within(partial),
            ..self
        }
    }

    fn emit(mut self, c: char, place: Place) -> Option<Self> {
        *self.step.emitted.iter_mut().find(|slot| slot.is_none())? = Some(c);
        self.cost += self.context.read(c);
        self.place = if c.is_ascii() { Place::Open } else { place };
        Some(self)
    }
}
