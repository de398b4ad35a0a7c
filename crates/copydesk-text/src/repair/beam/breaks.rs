use super::super::damage::Damage;
use super::super::original::Fed;

/// So many characters before a broken sequence bytes may have been lost without a trace.
const LOSS_BEFORE: usize = 2;

/// After which characters bytes may be missing: a little before each place where the original's
/// sequences break, for what was lost shows there.
pub(super) fn breaks(line: &[char], damage: &Damage) -> Vec<bool> {
    let has_few_to_lose = damage.reading.is_single_byte() && damage.original.is_of_pairs();
    if has_few_to_lose || damage.reading.is_lossy() {
        return vec![true; line.len() + 1];
    }
    let mut near = vec![false; line.len() + 1];
    let mut pending = None;
    let mut mark = |at: usize| {
        let from = at.saturating_sub(LOSS_BEFORE);
        near[from..=at].iter_mut().for_each(|near| *near = true);
    };
    for (at, &c) in line.iter().enumerate() {
        let unit = (!c.is_ascii()).then(|| damage.reading.unit(c)).flatten();
        let bytes = unit.map(u16::to_be_bytes);
        let bytes = bytes.iter().flatten().filter(|&&byte| byte != 0);
        let mut is_broken = unit.is_none() && pending.take().is_some();
        for &byte in bytes {
            pending = match damage.original.feed(pending, byte) {
                Some(Fed::Pending(more)) => Some(more),
                Some(_) => None,
                None => {
                    is_broken = true;
                    match damage.original.feed(None, byte) {
                        Some(Fed::Pending(more)) => Some(more),
                        _ => None,
                    }
                }
            };
        }
        if is_broken {
            mark(at);
        }
    }
    if pending.is_some() {
        mark(line.len());
    }
    near
}
