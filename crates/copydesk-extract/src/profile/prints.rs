//! Fingerprints of units: their text and where they stand.

use crate::tree::{NodeId, Tree};
use crate::unit::Unit;

/// A text lighter than this says too little: `Pros`, `Best prices` and dates come again in articles too.
const MIN_MASS: usize = 20;
/// So many elements around a unit, its own among them, make up its place.
const PLACE: usize = 2;

/// Each unit's fingerprint, where it is heavy enough for one: the same for the same text at a like
/// place, on any machine and in every version, since profiles keep it.
pub(crate) fn prints<'a>(
    tree: &'a Tree,
    units: &'a [Unit],
) -> impl Iterator<Item = Option<u64>> + 'a {
    let is_heavy = |unit: &Unit| unit.mass >= MIN_MASS;
    units
        .iter()
        .map(move |unit| is_heavy(unit).then(|| print(tree, unit)))
}

/// The text's letters, and the names and class words of the elements around it: words hold no digits, so
/// `post-4711` is a place like `post-4712`.
fn print(tree: &Tree, unit: &Unit) -> u64 {
    let text = Fnv::default().and(unit.letters().as_bytes());
    let around = tree.ancestors(unit.node).take(PLACE);
    around
        .fold(text, |hash, node| place(tree, node, hash))
        .end()
}

fn place(tree: &Tree, node: NodeId, hash: Fnv) -> Fnv {
    let name = tree.name(node).map_or("", |name| name);
    let hash = hash.and(b"/").and(name.as_bytes());
    let class = tree.class(node).map(|class| tree.class_words(class));
    let words = class.into_iter().flat_map(|words| words.stretches(1));
    words.fold(hash, |hash, word| hash.and(b".").and(word.as_bytes()))
}

/// The hash of Fowler, Noll and Vo (FNV-1a, 64 bits), its bits mixed at the end as MurmurHash3 does.
#[derive(Clone, Copy)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Takes bytes in.
    pub fn and(self, bytes: &[u8]) -> Self {
        let step =
            |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Self(bytes.iter().fold(self.0, step))
    }

    /// The hash of all that was taken in.
    pub fn end(self) -> u64 {
        let mut hash = self.0;
        for factor in [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53] {
            hash = (hash ^ (hash >> 33)).wrapping_mul(factor);
        }
        hash ^ (hash >> 33)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Base;
    use crate::walk;

    fn of(html: &str) -> Vec<Option<u64>> {
        let tree = Tree::parse(html).unwrap();
        let sheet = walk::sheet(&tree, &Base::new(None, None));
        prints(&tree, &sheet.units).collect()
    }

    const TEXT: &str = "The Courier is printed at the harbour.";

    #[test]
    fn text_and_place_count() {
        let print = |before: &str, after: &str| of(&format!("{before}{TEXT}{after}"))[0];
        let base = print("<div class=foot-1><p>", "</p></div>");
        assert!(base.is_some());
        assert_eq!(print("<div class='foot-22'><p> ", "!</p></div>"), base);
        assert_eq!(
            print("<main><div class=foot><p>", "</p></div></main>"),
            base
        );
        assert_ne!(print("<div class=body><p>", "</p></div>"), base);
        assert_ne!(print("<div class=foot><h2>", "</h2></div>"), base);
        assert_ne!(print("<div class=foot><p>Today ", "</p></div>"), base);
    }

    #[test]
    fn short_texts_have_none() {
        assert_eq!(of("<p>Best prices today</p>"), [None]);
        assert_eq!(of(""), []);
    }

    /// Profiles are files: what a version wrote, the next must understand.
    #[test]
    fn stays_the_same() {
        assert_eq!(Fnv::default().and(b"foobar").0, 0x8594_4171_f739_67e8);
        let html = format!("<div class='foot box'><p>{TEXT}</p></div>");
        assert_eq!(of(&html), [Some(4_081_237_881_799_860_789)]);
    }
}
