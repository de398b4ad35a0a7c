//! Accounts of lines that lost nothing: what their bytes say, read straight on.

use crate::model::lone_cost;

use super::beam::{Account, ENTER, SPARED, Step, is_text};
use super::damage::Damage;
use super::original::{Fed, Pending};
use super::plausible::Context;

/// The most quarter bits that a character of ordinary text costs alone.
const ORDINARY: i32 = 60;

/// The account of the line by which each stretch above ASCII is either damaged throughout, with all its
/// bytes there, or has no character that the reading can make. `None` when there is none, or one of the
/// stretches is better left alone: then only a search can tell.
pub(super) fn read(line: &[char], damage: &Damage) -> Option<Account> {
    let mut reader = Reader::new(damage);
    for &c in line {
        reader.read(c)?;
    }
    reader.end()
}

fn bytes(unit: u16) -> impl Iterator<Item = u8> {
    unit.to_be_bytes().into_iter().filter(|&byte| byte > 0)
}

struct Reader<'a> {
    damage: &'a Damage,
    steps: Vec<Step>,
    pending: Option<Pending>,
    stretch: Stretch,
    last: char,
    /// Whether the last character was damaged, or a `?` after one.
    is_beside: bool,
    /// The line as it stands, and as it was.
    seen: Context,
    mended: Context,
    /// How much better the account is than the line as it stands, in quarter bits: at the last ASCII
    /// character and now.
    sure: i32,
    gain: i32,
}

/// What has been read since the last ASCII character.
#[derive(Clone, Copy, PartialEq)]
enum Stretch {
    Nothing,
    Clean,
    Damaged,
}

impl<'a> Reader<'a> {
    fn new(damage: &'a Damage) -> Self {
        Self {
            damage,
            steps: Vec::new(),
            pending: None,
            stretch: Stretch::Nothing,
            last: ' ',
            is_beside: false,
            seen: Context::default(),
            mended: Context::default(),
            sure: 0,
            gain: 0,
        }
    }

    fn read(&mut self, c: char) -> Option<()> {
        self.gain += self.seen.read(c);
        let is_trail = matches!(self.pending, Some(Pending::Lead(_))) && matches!(c, '0'..='~');
        if is_trail {
            return self.feed(u16::try_from(u32::from(c)).ok()?);
        }
        if c.is_ascii() {
            self.border(c)?;
            return self.keep(c);
        }
        let is_of_reading = self.damage.reading.units(c).next().is_some();
        match self.stretch {
            Stretch::Damaged if !is_of_reading => None,
            Stretch::Clean if is_of_reading => None,
            _ if is_of_reading => {
                // Two bytes are likelier than one that few decoders know, as the euro sign of GBK.
                let units = self.damage.reading.units(c);
                let fitting = units.filter(|&unit| self.fits(unit));
                self.feed(fitting.min_by_key(|&unit| bytes(unit).count() == 1)?)
            }
            _ => {
                self.stretch = Stretch::Clean;
                self.keep(c)
            }
        }
    }

    /// Whether the original can have the bytes here.
    fn fits(&self, unit: u16) -> bool {
        let mut pending = self.pending;
        for byte in bytes(unit) {
            pending = match self.damage.original.feed(pending, byte) {
                Some(Fed::Pending(pending)) => Some(pending),
                Some(_) => None,
                None => return false,
            };
        }
        true
    }

    /// Takes a character for itself.
    fn keep(&mut self, c: char) -> Option<()> {
        let mut step = Step::default();
        self.gain -= self.mended.read(c);
        step.keep(c)?;
        self.steps.push(step);
        self.last = c;
        Some(())
    }

    /// Takes a character for the bytes that it stands for.
    fn feed(&mut self, unit: u16) -> Option<()> {
        if self.stretch == Stretch::Nothing {
            self.stretch = Stretch::Damaged;
            self.gain -= ENTER;
        }
        let mut step = Step::of_damaged();
        for byte in bytes(unit) {
            self.pending = match self.damage.original.feed(self.pending, byte)? {
                Fed::Pending(pending) => Some(pending),
                // Shift_JIS has these where the first of two bytes was lost.
                Fed::Whole('ｦ'..='ﾟ') if self.damage.original.is_of_pairs() => return None,
                Fed::Whole(c) if is_text(c) => {
                    self.gain -= self.mended.read(c);
                    step.keep(c)?;
                    None
                }
                Fed::Whole(_) | Fed::Lost(_) => return None,
            };
        }
        self.steps.push(step);
        Some(())
    }

    /// Ends a stretch before an ASCII character.
    fn border(&mut self, next: char) -> Option<()> {
        let is_damaged = self.stretch == Stretch::Damaged;
        self.is_beside = is_damaged || self.is_beside && self.last == '?';
        let spared = if self.damage.is_of_utf8() { 0 } else { SPARED };
        let is_better = !is_damaged || self.gain + spared >= self.sure;
        self.sure = self.gain;
        self.stretch = Stretch::Nothing;
        let is_whole = self.pending.is_none() && !(self.is_beside && self.may_be_trail(next));
        (is_better && is_whole).then_some(())
    }

    /// Whether the ASCII character may be the second of two bytes of which the first was lost.
    fn may_be_trail(&self, next: char) -> bool {
        let Damage {
            original, reading, ..
        } = self.damage;
        let Some(trail) = u8::try_from(next).ok().filter(u8::is_ascii_graphic) else {
            return false;
        };
        let whole = |lead| match original.feed(None, lead) {
            Some(Fed::Pending(pending)) => original.feed(Some(pending), trail),
            _ => None,
        };
        let mut lost = reading.undefined().filter_map(whole);
        original.is_of_pairs()
            && lost.any(|fed| matches!(fed, Fed::Whole(c) if lone_cost(c) <= ORDINARY))
    }

    fn end(mut self) -> Option<Account> {
        self.gain += self.seen.end() - self.mended.end();
        self.border(' ')?;
        let (gain, steps) = (self.gain, self.steps);
        Some(Account { gain, steps })
    }
}

#[cfg(test)]
mod tests {
    use copydesk_record::RepairKind;

    use super::super::damage;
    use super::*;

    /// What the line was if it lost nothing, by the damage of a kind.
    fn check(line: &str, kind: RepairKind, original: Option<&str>) {
        let chars: Vec<char> = line.chars().collect();
        let damages = damage::suspected(line);
        let damage = damages.iter().find(|damage| damage.kind == kind);
        let account = read(&chars, damage.expect("a suspect"));
        let text = |account: Account| -> String {
            account.steps.iter().flat_map(Step::characters).collect()
        };
        assert_eq!(account.map(text).as_deref(), original, "{line}");
    }

    #[test]
    fn reads_what_is_whole() {
        let gbk = RepairKind::Utf8AsGb18030;
        check("缃戠粶瑙嗗惉", gbk, Some("网络视听"));
        let latin = RepairKind::Utf8AsWindows1252;
        check("I donâ€™t, cafÃ©", latin, Some("I don’t, café"));
        let sjis = RepairKind::ShiftJisAsWindows1252;
        check("ƒvƒ‰ƒXƒ~ƒh‚ð‰ü•Ï", sjis, Some("プラスミドを改変"));
    }

    #[test]
    fn leaves_what_lost_something_to_the_search() {
        let gbk = RepairKind::Utf8AsGb18030;
        check("缃戠粶瑙嗗惉璁稿彲璇", gbk, None);
        let latin = RepairKind::Utf8AsWindows1252;
        check("I donâ€™t, Ã la", latin, None);
        let sjis = RepairKind::ShiftJisAsWindows1252;
        check("2007”N9ŒŽ5“ú”\u{AD}”„B", sjis, None);
        check("‹v‚µ‚Ô‚è‚É‚¤‚Ü‚¢ƒR?[ƒq", sjis, None);
    }
}
