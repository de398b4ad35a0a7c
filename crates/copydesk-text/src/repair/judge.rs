use std::ops::Range;

use super::lattice::{Account, Step, is_mark};
use super::plausible::is_latin;
use super::reading::Reading;

/// The bits by which the account of a damage must beat "nothing happened", by reading. They are set
/// so that clean text of forty languages stays as it is.
const LATIN_NEEDED: i32 = 10;
const LATIN_AS_OTHER_NEEDED: i32 = 12;
const OWN_SCRIPT_NEEDED: i32 = 16;
const FOREIGN_NEEDED: i32 = 8;
const EAST_ASIAN_NEEDED: i32 = 16;

/// By how much an account is more convincing than it must be, in bits; `None` when it is not.
pub(super) fn margin(line: &[char], account: &Account, reading: &Reading) -> Option<i32> {
    let margin = account.gain - needed(account, reading);
    let set_off = !reading.is_latin() || is_set_off(line, &account.steps);
    let credible = set_off
        && is_enough(line, &account.steps, reading)
        && is_credible_loss(line, account, reading);
    (margin >= 0 && credible).then_some(margin)
}

/// Whether a reading can lose as much as the account says without a mark. Single bytes are seldom
/// undefined, while a reading in pairs can lose half of a text.
fn is_credible_loss(line: &[char], account: &Account, reading: &Reading) -> bool {
    let damaged = || {
        line.iter()
            .zip(&account.steps)
            .filter(|(_, step)| step.damaged)
    };
    let lost: usize = damaged().map(|(_, step)| step.lost).sum();
    let marks = damaged().filter(|&(&c, _)| is_mark(c)).count();
    let saved = damaged()
        .flat_map(|(_, step)| step.emitted())
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
/// no letter in a word nor a sign of rights, as in line art; a capital among capitals that becomes a
/// sign; or a letter in a line whose other characters above ASCII are as they should be.
fn is_enough(line: &[char], steps: &[Step], reading: &Reading) -> bool {
    let Some((sole, place)) = sole_mended(steps).filter(|_| reading.is_single_byte()) else {
        return true;
    };
    let above_ascii = |chars: &[char]| chars.iter().filter(|c| !c.is_ascii()).count();
    let seen = line.get(place.clone()).unwrap_or_default();
    let before = place.start.checked_sub(1).and_then(|at| line.get(at));
    let beside = [before, line.get(place.end)];
    if !seen.iter().any(|c| c.is_alphabetic()) {
        let in_word = beside.into_iter().flatten().any(char::is_ascii_alphabetic);
        return in_word && sole.is_alphabetic() || matches!(sole, '©' | '®');
    }
    let [before, after] = beside;
    let capitals = [before, seen.first(), after];
    let among_capitals = capitals.iter().all(|c| c.is_some_and(|c| c.is_uppercase()));
    if among_capitals && !sole.is_alphabetic() {
        return false;
    }
    let is_letter_pair = ('À'..='\u{7FF}').contains(&sole);
    !is_letter_pair || above_ascii(line) == above_ascii(seen)
}

/// The mended character and its place, when only one is mended.
fn sole_mended(steps: &[Step]) -> Option<(char, Range<usize>)> {
    let mut mended = steps
        .iter()
        .filter(|step| step.damaged)
        .flat_map(Step::emitted);
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
fn needed(account: &Account, reading: &Reading) -> i32 {
    let text = || account.steps.iter().flat_map(Step::emitted);
    match reading {
        _ if reading.is_latin() => LATIN_NEEDED,
        _ if reading.is_single_byte() && is_latin(text()) => LATIN_AS_OTHER_NEEDED,
        _ if reading.is_single_byte() => OWN_SCRIPT_NEEDED,
        _ if is_latin(text()) => FOREIGN_NEEDED,
        _ => EAST_ASIAN_NEEDED,
    }
}
