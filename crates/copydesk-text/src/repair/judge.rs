use std::ops::Range;

use super::beam::{Account, Step, is_mark};
use super::damage::Damage;
use super::plausible::{Context, reads_within};
use super::reading::Reading;
use super::script::is_latin;

/// The quarter bits by which the account of a damage must beat "nothing happened", by reading. They are set
/// so that clean text of forty languages stays as it is.
const LATIN_NEEDED: i32 = 40;
const LATIN_AS_OTHER_NEEDED: i32 = 48;
const OWN_SCRIPT_NEEDED: i32 = 64;
const FOREIGN_NEEDED: i32 = 44;
const EAST_ASIAN_NEEDED: i32 = 64;

/// How much better an account must be that mends few letters of text that is not Latin.
const LITTLE_NEEDED: i32 = 84;
/// The same where no letter was mended.
const SIGNS_NEEDED: i32 = 190;
/// For one Cyrillic encoding read as another: for each letter, since both readings are letters.
const CYRILLIC_NEEDED: usize = 12;

/// The most quarter bits that a character above ASCII costs in ordinary text, on average, and where
/// there are few or some of it was lost.
const ORDINARY: i32 = 66;
const ORDINARY_OF_LITTLE: i32 = 58;
/// The same of text that is certainly right, by the model alone.
const WELL_READ: i32 = 40;
/// The same of text in pairs of bytes that no other encoding explains half as well.
const CLEARLY_READ: i32 = 52;
/// So many mended letters are no accident.
const ENOUGH: usize = 3;

/// By how much an account is more convincing than it must be, in quarter bits; `None` when it is not.
pub(super) fn margin(line: &[char], account: &Account, damage: &Damage) -> Option<i32> {
    let reading = damage.reading;
    let margin = account.gain - needed(account, damage);
    let is_legacy = !damage.is_of_utf8();
    let set_off = is_legacy || !reading.is_latin() || is_set_off(line, &account.steps);
    let credible = set_off
        && (reading.is_single_byte() || is_ordinary(&account.steps, ordinary(account)))
        && (reading.is_single_byte() || is_in_words(line, &account.steps))
        && (is_legacy || is_enough(line, &account.steps, reading))
        && is_credible_loss(line, account, reading);
    (margin >= 0 && credible).then_some(margin)
}

/// Whether an account that lost nothing reads so well that no other need be looked for, when the next best has
/// such a margin. UTF-8 is its own proof, while any bytes are text of some legacy encoding.
pub(super) fn is_certain(account: &Account, damage: &Damage, margin: i32, next: i32) -> bool {
    let text = || account.steps.iter().flat_map(Step::characters);
    let is_clear = damage.original.is_of_pairs() && margin >= 2 * next;
    damage.is_of_utf8() || reads_within(if is_clear { CLEARLY_READ } else { WELL_READ }, text())
}

/// Whether the mended characters read like text: rare ones are no better an account than damage.
fn is_ordinary(steps: &[Step], most: i32) -> bool {
    let (mut context, mut cost, mut count) = (Context::default(), 0, 0);
    for c in steps.iter().flat_map(Step::characters) {
        let own = context.read(c);
        if !c.is_ascii() {
            (cost, count) = (cost + own.max(0), count + 1);
        }
    }
    cost <= most * count
}

fn ordinary(account: &Account) -> i32 {
    let is_whole = account.steps.iter().all(|step| step.lost() == 0);
    if is_little(&account.steps) || !is_whole {
        ORDINARY_OF_LITTLE
    } else {
        ORDINARY
    }
}

/// Whether a few letters were mended, or none.
fn is_little(steps: &[Step]) -> bool {
    let mended = steps.iter().filter(|step| step.damaged);
    let letters = mended.flat_map(Step::characters);
    letters
        .filter(|c| !c.is_ascii() && c.is_alphabetic())
        .count()
        < ENOUGH
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
    let is_foreign = is_latin(letters(&account.steps));
    if is_little(&account.steps) && !reading.is_single_byte() && !is_foreign {
        lost == 0
    } else if reading.is_single_byte() {
        let inferred: usize = damaged().map(|(_, step)| step.inferred()).sum();
        (unmarked + inferred) * 2 <= saved
    } else {
        unmarked * 2 <= saved
    }
}

/// Whether not all that was mended are Latin letters that stand alone: pairs of bytes that were read as one
/// character stand within words, and a lone East Asian character is mentioned in a text more often.
fn is_in_words(line: &[char], steps: &[Step]) -> bool {
    let is_letter = |at: usize| line.get(at).is_some_and(char::is_ascii_alphabetic);
    let is_lone = |(at, step): (usize, &Step)| {
        let beside = is_letter(at + 1) || at.checked_sub(1).is_some_and(is_letter);
        !beside && is_latin(step.characters()) && step.characters().all(char::is_alphabetic)
    };
    let mut damaged = steps.iter().enumerate().filter(|(_, step)| step.damaged);
    !damaged.all(is_lone)
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

/// The characters that tell the text's script: not the ASCII that is mended with others, which may be there by
/// chance.
fn letters(steps: &[Step]) -> impl Iterator<Item = char> {
    steps.iter().flat_map(|step| {
        let characters = step.characters();
        characters.filter(|c| !step.damaged || !c.is_ascii())
    })
}

/// How much better than the line as it stands an account must be. East Asian characters in a text
/// that is otherwise Latin are damage more often than not; in Chinese the like happens by chance.
fn needed(account: &Account, damage: &Damage) -> i32 {
    let text = || account.steps.iter().flat_map(Step::characters);
    let reading = damage.reading;
    match reading {
        _ if !damage.is_of_utf8() => needed_of_legacy(account, damage),
        _ if reading.is_latin() => LATIN_NEEDED,
        _ if reading.is_single_byte() && is_latin(letters(&account.steps)) => LATIN_AS_OTHER_NEEDED,
        _ if reading.is_single_byte() => OWN_SCRIPT_NEEDED,
        _ if is_latin(letters(&account.steps)) => FOREIGN_NEEDED,
        _ if !text().any(|c| !c.is_ascii() && c.is_alphabetic()) => SIGNS_NEEDED,
        _ if is_little(&account.steps) => LITTLE_NEEDED,
        _ => EAST_ASIAN_NEEDED,
    }
}

fn needed_of_legacy(account: &Account, damage: &Damage) -> i32 {
    if damage.reading.is_latin() {
        return EAST_ASIAN_NEEDED;
    }
    let damaged = account.steps.iter().filter(|step| step.damaged).count();
    EAST_ASIAN_NEEDED.max(i32::try_from(damaged * CYRILLIC_NEEDED).unwrap_or(i32::MAX))
}
