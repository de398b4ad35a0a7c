use super::lattice::{Account, Step, is_mark};
use super::plausible::is_latin;
use super::reading::Reading;

/// The bits by which the account of a damage must beat "nothing happened", by reading. They are set
/// so that clean text of forty languages stays as it is.
const LATIN_NEEDED: i32 = 10;
const OWN_SCRIPT_NEEDED: i32 = 16;
const FOREIGN_NEEDED: i32 = 8;
const EAST_ASIAN_NEEDED: i32 = 16;

/// By how much an account is more convincing than it must be, in bits; `None` when it is not.
pub(super) fn margin(line: &[char], account: &Account, reading: &Reading) -> Option<i32> {
    let margin = account.gain - needed(account, reading);
    let set_off = !reading.is_latin() || is_set_off(line, &account.steps);
    let credible = set_off && is_credible_loss(line, account, reading);
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
    match reading {
        _ if reading.is_latin() => LATIN_NEEDED,
        _ if reading.is_single_byte() => OWN_SCRIPT_NEEDED,
        _ if is_latin(account.steps.iter().flat_map(Step::emitted)) => FOREIGN_NEEDED,
        _ => EAST_ASIAN_NEEDED,
    }
}
