//! What a character of which bytes were lost can have been.

use std::sync::LazyLock;

use crate::model::{folded, following, lone_cost};

use super::super::reading::Reading;
use super::super::utf8::{Fate, Partial};

/// The most quarter bits that a character of ordinary text costs alone. Readings in pairs can lose most
/// bytes, so only such characters are thought of.
const MOST_OF_ORDINARY: i32 = 70;

/// The most quarter bits that a character costs after the one before, if all of its bytes were lost.
const LIKELY: i32 = 40;

/// Whether each character of the Basic Multilingual Plane is one of ordinary text.
static ORDINARY: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let all = (0..=0xFFFF).map(|code| char::from_u32(code).unwrap_or('\0'));
    all.map(|c| !c.is_ascii() && lone_cost(folded(c)) <= MOST_OF_ORDINARY)
        .collect()
});

/// The characters of ordinary text, in order.
static CHARACTERS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let all = '\0'..='\u{FFFF}';
    all.filter(|&c| is_ordinary(c)).collect()
});

/// The bits of the last byte of a sequence.
const LAST: u32 = 0x3F;

/// The same by the bits of the last byte.
static BY_LAST: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let of = |last| move |c: &char| u32::from(*c) & LAST == last;
    let lists = (0..=LAST).map(|last| CHARACTERS.iter().copied().filter(of(last)).collect());
    lists.collect()
});

/// Where more bits than these of two bytes are not known, nothing is guessed at.
const MOST_UNKNOWN: u32 = 12;

/// The characters that the sequence can have been, before the byte `next`: each byte that was lost must be
/// one that the reading loses where it stood.
pub(super) fn characters(
    partial: Partial,
    before: char,
    next: u8,
    reading: &Reading,
) -> impl Iterator<Item = char> {
    let characters = match partial.bits() {
        _ if partial.is_lost() => following(before, LIKELY).collect(),
        (_, unknown) if unknown.count_ones() > MOST_UNKNOWN || is_lost_pair(partial) => Vec::new(),
        _ if reading.is_single_byte() => undefined(partial, reading),
        (known, unknown) => ordinary(known, unknown),
    };
    let characters = characters.into_iter();
    characters
        .filter(move |c| c.len_utf8() == partial.total())
        .filter(move |&c| is_lost(c, partial, next, reading))
}

/// The ordinary characters with some known bits.
fn ordinary(known: u32, unknown: u32) -> Vec<char> {
    let has_known = |c: &char| u32::from(*c) & !unknown == known;
    if unknown & (unknown + 1) == 0 {
        let from = CHARACTERS.partition_point(|&c| u32::from(c) < known);
        let rest = CHARACTERS.iter().copied().skip(from);
        return rest.take_while(has_known).collect();
    }
    if unknown & LAST == 0 {
        let same = BY_LAST.get((known & LAST) as usize).into_iter().flatten();
        return same.copied().filter(has_known).collect();
    }
    let characters = subsets(unknown).filter_map(|bits| char::from_u32(known | bits));
    characters.filter(|&c| is_ordinary(c)).collect()
}

fn is_ordinary(c: char) -> bool {
    ORDINARY.get(c as usize).is_some_and(|&is| is)
}

/// The characters whose lost bytes are undefined in the reading.
fn undefined(partial: Partial, reading: &Reading) -> Vec<char> {
    let mut values = vec![partial.bits().0];
    for (at, fate) in partial.fates().into_iter().enumerate() {
        if fate != Fate::Seen {
            let bits = || {
                reading
                    .undefined()
                    .filter_map(|byte| partial.bits_of(at, byte))
            };
            let more = values
                .iter()
                .flat_map(|value| bits().map(move |bits| value | bits));
            values = more.collect();
        }
    }
    values.into_iter().filter_map(char::from_u32).collect()
}

/// Whether it is of two bytes, of which the first was lost: readings that lose first bytes are those of
/// East Asian text.
fn is_lost_pair(partial: Partial) -> bool {
    partial.total() == 2 && partial.holes() & 1 == 1
}

/// All subsets of a set of bits, in ascending order.
fn subsets(bits: u32) -> impl Iterator<Item = u32> {
    let next = move |&subset: &u32| Some(subset.wrapping_sub(bits) & bits).filter(|&next| next > 0);
    std::iter::successors(Some(0), next)
}

/// Whether the reading can have lost those bytes of the character that were lost.
fn is_lost(c: char, partial: Partial, next: u8, reading: &Reading) -> bool {
    let mut bytes = [0; 4];
    let bytes = c.encode_utf8(&mut bytes).as_bytes();
    let fates = partial.fates();
    let after = |at: usize| {
        let mut seen = (at + 1..bytes.len()).filter(|&at| fates[at] == Fate::Seen);
        seen.next().map_or(next, |at| bytes[at])
    };
    (0..bytes.len()).all(|at| match fates[at] {
        Fate::Seen => true,
        Fate::Alone => reading.loses(bytes[at], after(at)),
        Fate::First if at + 1 < bytes.len() => reading.loses_pair(bytes[at], bytes[at + 1]),
        Fate::First => !reading.lost_with(bytes[at]).is_empty(),
        Fate::Second if at > 0 || partial.prior() == 0 => true,
        Fate::Second => reading.loses_pair(partial.prior(), bytes[at]),
    })
}
