use crate::model::{NEVER, lone_cost};

use super::super::original::{Fed, Original, Pending};
use super::super::plausible::Context;
use super::super::reading::Reading;
use super::super::utf8::Partial;
use super::Claim;
use super::guess;
use super::loss::is_mark;
use super::place::{Loss, Place};
use super::step::Step;
use super::trail::START;

/// What it costs to begin a damaged stretch after ASCII, where a wrong reading leaves no trace.
pub(in super::super) const ENTER: i32 = 4;

/// What it costs to pass between damaged and clean text with no ASCII between them: damage rarely
/// ends in the middle of a word.
const JOIN: i32 = 64;

/// What it costs to take a stretch for clean whose characters a damaged line of a legacy encoding
/// would have: such a line is seldom damaged in part.
pub(in super::super) const SPARED: i32 = 60;

/// What it costs to assume that bytes were lost without a trace, and where pairs were read, of which most are
/// characters, for the first time in a line or where other losses are marked.
const GAP: i32 = 16;
const FIRST_GAP: i32 = 24;
/// The same where single bytes were read.
const GAP_OF_SINGLE: i32 = 16;

/// What it costs to take a `?` or a U+FFFD for the mark of lost bytes.
const MARKED: i32 = 8;

/// What it costs more that a character cannot be known.
const UNKNOWN: i32 = 48;

/// The same where single bytes were read, few of which are undefined.
const UNKNOWN_OF_SINGLE: i32 = 100;

/// A way to a place after so many characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) cost: i32,
    pub(super) place: Place,
    /// What the last character stands for.
    pub(super) step: Step,
    /// The number of the step before it.
    pub(super) from: u32,
    /// Whether bytes were lost without a trace before.
    has_gaps: bool,
    /// Whether a mark was taken for lost bytes before.
    has_marks: bool,
    context: Context,
}

impl Node {
    /// The start of a line.
    pub(super) fn start() -> Self {
        Self {
            cost: 0,
            place: Place::Open,
            step: Step::default(),
            from: START,
            has_gaps: false,
            has_marks: false,
            context: Context::default(),
        }
    }

    /// The node as the point that the next character starts from, after the step of a number.
    pub(super) fn after(self, step: u32) -> Self {
        Self {
            from: step,
            step: Step::default(),
            ..self
        }
    }

    /// The same for nodes from which all goes on in the same way at the same cost.
    pub(super) fn key(&self) -> (u64, [char; 2]) {
        (self.place.key(), self.context.before())
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

    /// The node with the cost of bytes that were lost without a trace.
    pub(super) fn gapping(self, reading: &Reading) -> Self {
        let cost = match self.has_gaps {
            _ if reading.is_single_byte() => GAP_OF_SINGLE,
            true if !self.has_marks => GAP,
            _ => FIRST_GAP,
        };
        Self {
            has_gaps: true,
            ..self.damaged(cost)
        }
    }

    /// The node with the cost of taking the next character for the mark of lost bytes.
    pub(super) fn marking(self) -> Self {
        Self {
            has_marks: true,
            ..self.damaged(MARKED)
        }
    }

    /// The node after a character that stands for itself. A mark is no question's where more damage follows.
    pub(super) fn clean(self, c: char, next: Option<char>, original: &Original) -> Option<Self> {
        let is_amid = next.is_some_and(|next| is_mark(next) || !next.is_ascii());
        let is_utf8 = original.is_utf8();
        let join = match self.place {
            Place::Within(..) => return None,
            Place::Mended if is_mark(c) && is_amid && is_utf8 => JOIN,
            _ if c.is_ascii() => 0,
            Place::Mended => JOIN,
            Place::Open if !is_utf8 => SPARED,
            _ => 0,
        };
        self.costing(join).emit(c, Place::Clean, Loss::Nothing)
    }

    /// The node with the cost of taking the next character for damaged, and `cost` for how.
    pub(super) fn damaged(mut self, cost: i32) -> Self {
        self.cost += cost;
        self.cost += match self.place {
            _ if self.step.damaged => 0,
            Place::Open => ENTER,
            Place::Clean => JOIN,
            Place::Mended | Place::Within(..) => 0,
        };
        self.step.damaged = true;
        self
    }

    /// The pending bytes, and whether one of them was lost.
    pub(super) fn pending(&self) -> (Option<Pending>, Loss) {
        match self.place {
            Place::Within(pending, loss) => (Some(pending), loss),
            _ => (None, Loss::Nothing),
        }
    }

    /// Gives all nodes after one more byte: none where that byte cannot come, and many where it ends a
    /// character of which bytes were lost.
    pub(super) fn feed(self, byte: u8, claim: Claim, give: &mut dyn FnMut(Self)) {
        let (pending, loss) = self.pending();
        if let Some(fed) = claim.damage.original.feed(pending, byte) {
            self.fed(fed, loss, byte, claim, give);
        }
    }

    /// Gives all nodes after what became of its bytes, before the byte `next`.
    pub(super) fn fed(
        self,
        fed: Fed,
        loss: Loss,
        next: u8,
        claim: Claim,
        give: &mut dyn FnMut(Self),
    ) {
        match fed {
            Fed::Pending(pending) => give(self.within(pending, loss)),
            Fed::Whole(c) if is_text(c) || c == char::REPLACEMENT_CHARACTER => {
                self.emit(c, Place::Mended, loss).into_iter().for_each(give);
            }
            Fed::Whole(_) => {}
            Fed::Lost(partial) => self.complete(partial, loss, next, claim, give),
        }
    }

    /// The node within a sequence.
    pub(super) fn within(self, pending: Pending, loss: Loss) -> Self {
        Self {
            place: Place::Within(pending, loss),
            ..self
        }
    }

    /// The last byte of the last character, if that is known; else 0.
    pub(super) fn last_byte(&self) -> u8 {
        let last = self.context.last().filter(|_| self.place.is_border());
        let last = last.filter(|&last| last != char::REPLACEMENT_CHARACTER);
        let mut buffer = [0; 4];
        let bytes = last.map(|last| last.encode_utf8(&mut buffer).as_bytes());
        bytes.and_then(<[u8]>::last).copied().unwrap_or(0)
    }

    /// Ends a sequence of which bytes were lost, as U+FFFD and as all that it can have been.
    fn complete(
        self,
        partial: Partial,
        loss: Loss,
        next: u8,
        claim: Claim,
        give: &mut dyn FnMut(Self),
    ) {
        let reading = claim.damage.reading;
        let unknown = if reading.is_single_byte() {
            UNKNOWN_OF_SINGLE
        } else {
            UNKNOWN
        };
        let mark = char::REPLACEMENT_CHARACTER;
        let lost = self.costing(unknown).emit(mark, Place::Mended, Loss::Total);
        lost.into_iter().for_each(&mut *give);
        if claim.infers {
            let characters = guess::characters(partial, self.context.before()[1], next, reading);
            let texts = characters.filter(|&c| is_text(c) && !c.is_control());
            let nodes = texts.filter_map(|c| self.emit(c, Place::Mended, loss));
            nodes.for_each(give);
        }
    }

    fn emit(mut self, c: char, place: Place, loss: Loss) -> Option<Self> {
        self.step.push(c, loss)?;
        self.cost += self.context.read(c);
        self.place = if c.is_ascii() { Place::Open } else { place };
        Some(self)
    }
}

/// Whether texts have such a character: no control, no private or unassigned one.
pub(in super::super) fn is_text(c: char) -> bool {
    match c {
        '\u{2028}' | '\u{2029}' | '\u{E000}'..='\u{F8FF}' => false,
        '\u{10000}'..='\u{1FFFF}' | '\u{20000}'..='\u{3FFFF}' | '\u{FE00}'..='\u{FE0F}' => true,
        '\u{E0020}'..='\u{E007F}' => true,
        _ => c.is_ascii() || lone_cost(c) < NEVER || matches!(c, '\u{80}'..='\u{9F}'),
    }
}
