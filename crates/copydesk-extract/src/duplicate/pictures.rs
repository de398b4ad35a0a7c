//! Pictures of a print that is dropped.

use copydesk_record::BlockKind;

use crate::hash::Map;
use crate::unit::Unit;

/// Drops the body's pictures that stand by dropped text and elsewhere by text that is kept.
pub(crate) fn repeat_pictures(units: &[Unit], body: &[bool], found: &mut [Option<usize>]) {
    let is_picture = |&index: &usize| body[index] && units[index].kind == BlockKind::Figure;
    if found.iter().all(Option::is_none) {
        return;
    }
    let is_by_dropped = by_dropped(units, body, found);
    let address = |index: usize| units[index].image.as_ref().map(|image| image.url.as_str());
    let mut kept: Map<&str, usize> = Map::default();
    for index in (0..units.len()).filter(is_picture) {
        if let Some(address) = address(index).filter(|_| !is_by_dropped[index]) {
            kept.entry(address).or_insert(index);
        }
    }
    for index in (0..units.len()).filter(is_picture) {
        if is_by_dropped[index] {
            found[index] = address(index).and_then(|address| kept.get(address).copied());
        }
    }
}

/// Whether the nearest text of the body above each unit, or below it, is dropped.
fn by_dropped(units: &[Unit], body: &[bool], found: &[Option<usize>]) -> Vec<bool> {
    let mut is_by = vec![false; units.len()];
    let mut look = |indexes: &mut dyn Iterator<Item = usize>| {
        let mut is_dropped = false;
        for index in indexes.filter(|&index| body[index]) {
            if units[index].kind == BlockKind::Figure {
                is_by[index] |= is_dropped;
            } else {
                is_dropped = found[index].is_some();
            }
        }
    };
    look(&mut (0..units.len()));
    look(&mut (0..units.len()).rev());
    is_by
}
