use super::super::plausible::FIRST_EAST_ASIAN;
use super::place::Loss;

/// By how many quarter bits any other character must be worse for one to be inferred.
const SURE: i32 = 2;

/// The most characters that one character of the damaged text can complete.
const MOST_EMITTED: usize = 5;

/// What one character of the damaged line stands for.
#[derive(Clone, Copy, Default, Debug)]
pub(in super::super) struct Step {
    /// Whether it belongs to damaged text; if not, it stands for itself.
    pub(in super::super) damaged: bool,
    /// The characters that are complete with it.
    emitted: [char; MOST_EMITTED],
    count: u8,
    /// Of which of them bytes were lost, the first lowest, and which are as likely others.
    inferred: u8,
    unsure: u8,
}

impl Step {
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

    /// The characters that are complete with this one; U+FFFD where one cannot be known.
    pub(in super::super) fn characters(&self) -> impl Iterator<Item = char> {
        (0..)
            .zip(self.emitted())
            .map(|(at, &c)| match self.unsure >> at & 1 {
                0 => c,
                _ => char::REPLACEMENT_CHARACTER,
            })
    }

    /// How many characters were inferred.
    pub(in super::super) fn inferred(&self) -> usize {
        (self.inferred & !self.unsure).count_ones() as usize
    }

    /// How many characters cannot be known.
    pub(in super::super) fn lost(&self) -> usize {
        self.unsure.count_ones() as usize
    }

    /// Adds a character of which bytes may have been lost; `None` when there are too many.
    pub(super) fn push(&mut self, c: char, loss: Loss) -> Option<()> {
        let slot = self.emitted.get_mut(usize::from(self.count))?;
        *slot = c;
        let is_unsure = loss == Loss::Total || loss == Loss::Shown && !is_guessed(c);
        self.inferred |= u8::from(loss != Loss::Nothing) << self.count;
        self.unsure |= u8::from(is_unsure) << self.count;
        self.count += 1;
        Some(())
    }

    /// Notes another account of the same character of the line, which costs so much more.
    pub(super) fn doubt(&mut self, other: &Self, excess: i32) {
        if excess >= SURE {
            return;
        }
        let is_alike = self.count == other.count;
        for at in 0..usize::from(self.count) {
            if !is_alike || self.emitted[at] != other.emitted[at] {
                self.unsure |= self.inferred & 1 << at;
            }
        }
    }

    fn emitted(&self) -> &[char] {
        &self.emitted[..usize::from(self.count)]
    }
}

/// Whether a character is guessed at where a mark stands for it: among East Asian ones the text around
/// tells more than among letters and signs.
fn is_guessed(c: char) -> bool {
    c >= FIRST_EAST_ASIAN && !matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{10000}'..='\u{1FFFF}')
}
