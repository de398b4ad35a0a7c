use crate::model::{NEVER, lone_cost};

use super::super::original::{Fed, Original, Pending};
use super::super::plausible::{Context, FIRST_EAST_ASIAN};
use super::trail::START;

/// What it costs to begin a damaged stretch after ASCII, where a wrong reading leaves no trace.
pub(in super::super) const ENTER: i32 = 4;

/// What it costs to pass between damaged and clean text with no ASCII between them: damage rarely
/// ends in the middle of a word.
const JOIN: i32 = 64;

/// What it costs to take a stretch for clean whose characters a damaged line of a legacy encoding
/// would have: such a line is seldom damaged in part.
pub(in super::super) const SPARED: i32 = 60;

/// What it costs to assume that bytes were lost without a trace, and for the first time in a line where
/// pairs were read, of which most are characters.
const GAP: i32 = 12;
const FIRST_GAP: i32 = 24;
/// The same where single bytes were read.
const GAP_OF_SINGLE: i32 = 16;

/// By how many quarter bits any other character must be worse for one to be inferred.
const SURE: i32 = 2;

/// What it costs more that a character cannot be known.
const UNKNOWN: i32 = 48;

/// The most characters that one character of the damaged text can complete.
const MOST_EMITTED: usize = 5;

/// What one character of the damaged line stands for.
#[derive(Clone, Copy, Default, Debug)]
pub(in super::super) struct Step {
    /// Whether it belongs to damaged text; if not, it stands for itself.
    pub(in super::super) damaged: bool,
    emitted: [Emitted; MOST_EMITTED],
    count: u8,
}

/// A character that was restored.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
struct Emitted {
    c: char,
    /// Whether its bytes were not all there.
    is_inferred: bool,
    /// By how many quarter bits any other character is worse, if inferred.
    sureness: i32,
}

impl Emitted {
    fn is_unsure(&self) -> bool {
        self.is_inferred && self.sureness < SURE
    }
}

impl Step {
    /// The characters that are complete with this one; U+FFFD where one cannot be known.
    pub(in super::super) fn characters(&self) -> impl Iterator<Item = char> {
        let known = |one: &Emitted| match one.is_unsure() {
            true => char::REPLACEMENT_CHARACTER,
            false => one.c,
        };
        self.emitted().iter().map(known)
    }

    /// How many characters were inferred.
    pub(in super::super) fn inferred(&self) -> usize {
        let all = self.emitted().iter();
        all.filter(|one| one.is_inferred && !one.is_unsure())
            .count()
    }

    /// How many characters cannot be known.
    pub(in super::super) fn lost(&self) -> usize {
        let all = self.emitted().iter();
        all.filter(|one| one.is_unsure()).count()
    }

    fn emitted(&self) -> &[Emitted] {
        &self.emitted[..usize::from(self.count)]
    }

    /// The step of a damaged character that completes none yet.
    pub(in super::super) fn of_damaged() -> Self {
        Self {
            damaged: true,
            ..Self::default()
        }
    }

    /// Adds a character that is known; `None` when there are too many.
    pub(in super::super) fn keep(&mut self, c: char) -> Option<()> {
        self.push(c, Loss::Nothing)
    }

    fn push(&mut self, c: char, loss: Loss) -> Option<()> {
        let slot = self.emitted.get_mut(usize::from(self.count))?;
        *slot = Emitted {
            c,
            is_inferred: loss != Loss::Nothing,
            sureness: match loss {
                Loss::Shown if !is_guessed(c) => 0,
                Loss::Total => 0,
                _ => i32::MAX,
            },
        };
        self.count += 1;
        Some(())
    }

    /// Notes another account of the same character of the line.
    pub(super) fn doubt(&mut self, other: &Self, excess: i32) {
        let is_alike = self.count == other.count;
        let count = usize::from(self.count);
        for (own, other) in self.emitted[..count].iter_mut().zip(&other.emitted) {
            if own.is_inferred && (!is_alike || own.c != other.c) {
                own.sureness = own.sureness.min(excess);
            }
        }
    }
}

/// Where in the line's account a character leaves off.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Place {
    /// At the start of the line or after ASCII.
    Open,
    /// After a character above ASCII that stands for itself.
    Clean,
    /// After a damaged character.
    Mended,
    /// Within a sequence; whether a byte of it was lost.
    Within(Pending, Loss),
}

/// Whether bytes of a character were lost.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Loss {
    /// None was.
    Nothing,
    /// Some were, and nothing shows it.
    Unseen,
    /// Only one byte can have been there.
    Certain,
    /// Some were, and a mark shows it: it says that there is a character that could not be read. So
    /// letters and signs are not guessed at, only East Asian characters.
    Shown,
    /// Too many were to know which.
    Total,
}

impl Place {
    /// Whether a line may end here.
    pub(super) fn is_border(self) -> bool {
        !matches!(self, Self::Within(..))
    }

    /// Places of different sorts have costs that cannot be compared.
    pub(super) fn sort(self) -> u32 {
        match self {
            Self::Open | Self::Clean | Self::Mended => 0,
            Self::Within(Pending::Sequence(partial), loss) => {
                1 + partial.slot() as u32 * 2 + u32::from(loss != Loss::Nothing)
            }
            Self::Within(Pending::Lead(_), loss) => 1 + u32::from(loss != Loss::Nothing),
        }
    }

    fn key(self) -> u32 {
        match self {
            Self::Open => 0,
            Self::Clean => 1,
            Self::Mended => 2,
            Self::Within(Pending::Sequence(partial), loss) => {
                partial.key() << 1 | u32::from(loss != Loss::Nothing)
            }
            Self::Within(Pending::Lead(byte), loss) => {
                u32::from(byte) << 3 | 1 << 2 | u32::from(loss != Loss::Nothing)
            }
        }
    }
}

/// A way to a place after so many characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) cost: i32,
    pub(super) place: Place,
    /// What the last character stands for.
    pub(super) step: Step,
    /// The number of the step before it.
    pub(super) from: usize,
    /// Whether bytes were lost without a trace before.
    has_gaps: bool,
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
            context: Context::default(),
        }
    }

    /// The node as the point that the next character starts from, after the step of a number.
    pub(super) fn after(self, step: usize) -> Self {
        Self {
            from: step,
            step: Step::default(),
            ..self
        }
    }

    /// The same for nodes from which all goes on in the same way at the same cost.
    pub(super) fn key(&self) -> (u32, [char; 2]) {
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
    pub(super) fn gapping(mut self, is_single_byte: bool) -> Self {
        self.cost += match (is_single_byte, self.has_gaps) {
            (true, _) => GAP_OF_SINGLE,
            (false, true) => GAP,
            (false, false) => FIRST_GAP,
        };
        self.has_gaps = true;
        self
    }

    /// The node after a character that stands for itself.
    pub(super) fn clean(self, c: char, original: &Original) -> Option<Self> {
        let join = match self.place {
            Place::Within(..) => return None,
            _ if c.is_ascii() => 0,
            Place::Mended => JOIN,
            Place::Open if !matches!(original, Original::Utf8) => SPARED,
            _ => 0,
        };
        self.costing(join).emit(c, Place::Clean, Loss::Nothing)
    }

    /// The node with the cost of taking the next character for damaged, and `cost` for how.
    pub(super) fn damaged(mut self, cost: i32) -> Self {
        self.cost += cost;
        self.cost += match self.place {
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

    /// The node after one more byte; `None` when that byte cannot come here.
    pub(super) fn feed(self, original: &Original, byte: u8, loss: Loss) -> Option<Self> {
        let (pending, before) = self.pending();
        let fed = original.feed(pending, byte)?;
        self.fed(fed, loss.max(before))
    }

    /// The node after what became of its bytes.
    pub(super) fn fed(self, fed: Fed, loss: Loss) -> Option<Self> {
        match fed {
            Fed::Pending(pending) => Some(Self {
                place: Place::Within(pending, loss),
                ..self
            }),
            Fed::Whole(char::REPLACEMENT_CHARACTER) if loss != Loss::Nothing => self
                .costing(UNKNOWN)
                .emit(char::REPLACEMENT_CHARACTER, Place::Mended, Loss::Total),
            Fed::Whole(c) if is_text(c) || c == char::REPLACEMENT_CHARACTER => {
                self.emit(c, Place::Mended, loss)
            }
            Fed::Whole(_) => None,
        }
    }

    fn emit(mut self, c: char, place: Place, loss: Loss) -> Option<Self> {
        self.step.push(c, loss)?;
        self.cost += self.context.read(c);
        self.place = if c.is_ascii() { Place::Open } else { place };
        Some(self)
    }
}

/// Whether a character is guessed at where a mark stands for it: among East Asian ones the text around
/// tells more than among letters and signs.
fn is_guessed(c: char) -> bool {
    c >= FIRST_EAST_ASIAN && !matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{10000}'..='\u{1FFFF}')
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
