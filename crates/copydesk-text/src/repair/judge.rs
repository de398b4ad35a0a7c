use super::lattice::{Account, Step};
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
    let credible = set_off && is_credible_loss(account, reading);
    (margin >= 0 && credible).then_some(margin)
}

/// Whether a reading can lose as much as the account says. Single bytes are seldom undefined, while
/// a reading in pairs can lose half of a text.
fn is_credible_loss(account: &Account, reading: &Reading) -> bool {
    let mended = account
        .steps
        .iter()
        .filter(|step| step.damaged)
        .flat_map(Step::emitted);
    let (lost, saved): (Vec<char>, Vec<char>) = mended
        .filter(|c| !c.is_ascii())
        .partition(|&c| c == char::REPLACEMENT_CHARACTER);
    if reading.is_single_byte() {
        lost.len() * 3 <= saved.len() * 2
    } else {
        lost.len() <= saved.len()
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
