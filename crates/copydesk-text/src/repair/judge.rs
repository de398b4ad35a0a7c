use std::ops::Range;

use super::beam::{Account, Step, is_mark};
use super::damage::Damage;
use super::plausible::{Context, is_latin};
use super::reading::Reading;

/// The quarter bits by which the account of a damage must beat "nothing happened", by reading. They are set
/// so that clean text of forty languages stays as it is.
const LATIN_NEEDED: i32 = 40;
const LATIN_AS_OTHER_NEEDED: i32 = 48;
const OWN_SCRIPT_NEEDED: i32 = 64;
const FOREIGN_NEEDED: i32 = 32;
const EAST_ASIAN_NEEDED: i32 = 64;

/// The most quarter bits that a character above ASCII costs in ordinary text, on average.
const ORDINARY: i32 = 72;
/// So many damaged characters are no accident.
const MANY: usize = 8;

/// By how much an account is more convincing than it must be, in quarter bits; `None` when it is not.
pub(super) fn margin(line: &[char], account: &Account, damage: &Damage) -> Option<i32> {
    let reading = damage.reading;
    let margin = account.gain - needed(account, damage);
    let is_legacy = !damage.is_of_utf8();
    let set_off = is_legacy || !reading.is_latin() || is_set_off(line, &account.steps);
    let credible = set_off
        && (reading.is_single_byte() || is_ordinary(&account.steps))
        && (is_legacy || is_enough(line, &account.steps, reading))
        && is_credible_loss(line, account, reading);
    (margin >= 0 && credible).then_some(margin)
}

/// Whether a few mended characters read like text; rare characters are no better an account than damage.
fn is_ordinary(steps: &[Step]) -> bool {
    let damaged = steps.iter().filter(|step| step.damaged).count();
    let (mut context, mut cost, mut count) = (Context::default(), 0, 0);
    for c in steps.iter().flat_map(Step::characters) {
        let own = context.read(c);
        if !c.is_ascii() {
            (cost, count) = (cost + own.max(0), count + 1);
        }
    }
    damaged >= MANY || cost <= ORDINARY * count
}

/// Whether a reading can lose as much as the account says without a mark. Single bytes are seldom
/// undefined, while a reading in pairs can lose half of a text.
fn is_credible_loss(line: &[char], account: &Account, reading: &Reading) -> bool {
    let damaged = || {
        line.iter()
            .zip(&account.steps)
            .filter(|(_, step)| step.damaged)
    };
    let lost: usize = damaged().map(|(_, step)| step.lost()).sum();
    let marks = damaged().filter(|&(&c, _)| is_mark(c)).count();
    let saved = damaged()
        .flat_map(|(_, step)| step.characters())
        .filter(|c| !c.is_ascii())
        .count()
        - lost;
    let unmarked = lost.saturating_sub(marks);
    if reading.is_single_byte() {
        unmarked * 3 <= saved * 2
    } else {
        unmarked <= saved
    }
}

/// Whether the damage is more than a single character that may be there by chance: signs that become
/// no letter in a word nor a sign of rights, as in line art; or a letter in a line whose other
/// characters above ASCII are as they should be.
fn is_enough(line: &[char], steps: &[Step], reading: &Reading) -> bool {
    let Some((sole, place)) = sole_mended(steps).filter(|_| reading.is_single_byte()) else {
        return true;
    };
    let above_ascii = |chars: &[char]| chars.iter().filter(|c| !c.is_ascii()).count();
    let seen = line.get(place.clone()).unwrap_or_default();
    let around = line
        .get(place.start.saturating_sub(1)..)
        .unwrap_or_default();
    let around = around.get(..seen.len() + 2).unwrap_or(around);
    let in_word = sole.is_alphabetic() && around.iter().any(char::is_ascii_alphabetic);
    if !seen.iter().any(|c| c.is_alphabetic()) {
        return in_word || matches!(sole, '©' | '®');
    }
    let is_letter_pair = ('À'..='\u{7FF}').contains(&sole);
    !is_letter_pair || above_ascii(line) == above_ascii(seen)
}

/// The mended character and its place, when only one is mended.
fn sole_mended(steps: &[Step]) -> Option<(char, Range<usize>)> {
    let mut mended = steps
        .iter()
        .filter(|step| step.damaged)
        .flat_map(Step::characters);
    let sole = mended.next().filter(|_| mended.next().is_none())?;
    let first = steps.iter().position(|step| step.damaged)?;
    let last = steps.iter().rposition(|step| step.damaged)?;
    Some((sole, first..last + 1))
}

/// Whether ASCII parts most damaged stretches from clean text above ASCII. Where it does not, it is
/// another encoding's text read as windows-1252, which looks like UTF-8 here and there.
fn is_set_off(line: &[char], steps: &[Step]) -> bool {
    let pairs = || line.iter().zip(steps).zip(line.iter().zip(steps).skip(1));
    let joins =
        pairs().filter(|((a, x), (b, y))| !a.is_ascii() && !b.is_ascii() && x.damaged != y.damaged);
    let ends = pairs().filter(|((_, x), (_, y))| x.damaged && !y.damaged);
    joins.count() * 2 <= ends.count() + 1
}

/// How much better than the line as it stands an account must be. East Asian characters in a text
/// that is otherwise Latin are damage more often than not; in Chinese the like happens by chance.
fn needed(account: &Account, damage: &Damage) -> i32 {
    let text = || account.steps.iter().flat_map(Step::characters);
    let reading = damage.reading;
    match reading {
        _ if !damage.is_of_utf8() => EAST_ASIAN_NEEDED,
        _ if reading.is_latin() => LATIN_NEEDED,
        _ if reading.is_single_byte() && is_latin(text()) => LATIN_AS_OTHER_NEEDED,
        _ if reading.is_single_byte() => OWN_SCRIPT_NEEDED,
        _ if is_latin(text()) => FOREIGN_NEEDED,
        _ => EAST_ASIAN_NEEDED,
    }
}
