//! Which texts have which keys, and which of them are worth comparing with a text.
//!
//! Text that articles share is found by the anchors that they share (Manber 1994). A key that many
//! texts have tells little of each. So in its bucket only a few heads are compared with all the
//! others, and the heads are chosen by a hash: the order in which texts come changes nothing, and of
//! n texts in a bucket only some log n ever push a head out.

use crate::shelf::{Backing, Buckets, Table};

/// How many texts of a bucket are compared with all others in it: a bucket of n gives some 4 n
/// pairs and not n².
pub const HEADS: usize = 4;

/// The texts by their keys; in each bucket heads come first.
#[derive(Debug)]
pub struct Heads<'a>(Buckets<'a, u32>);

impl<'a> Heads<'a> {
    /// Those of an index.
    pub fn new(backing: Backing<'a>) -> Self {
        Self(Buckets::new(backing, Table::Keys))
    }

    /// Adds a text to a key's bucket, and returns the head that it pushed out: that one is no longer
    /// compared with all others in the bucket, the new one is. The lowest `priority` leads.
    pub fn add(&mut self, key: u32, text: u32, priority: impl Fn(u32) -> u64) -> Option<u32> {
        let bucket = self.0.add(key, text)?;
        let (heads, others) = bucket.split_at_mut_checked(HEADS)?;
        let new = others.last_mut()?;
        let last = heads.iter_mut().max_by_key(|head| priority(**head))?;
        if priority(*new) >= priority(*last) {
            return None;
        }
        std::mem::swap(new, last);
        Some(*new)
    }

    /// Takes a text out of a key's bucket, and returns the one that became a head in its place.
    pub fn remove(&mut self, key: u32, text: u32, priority: impl Fn(u32) -> u64) -> Option<u32> {
        let mut promoted = None;
        self.0.change(key, |bucket| {
            let place = bucket.iter().position(|&other| other == text);
            let Some(place) = place else { return };
            bucket.remove(place);
            let others = bucket.get(HEADS - 1..).unwrap_or_default();
            let next = (HEADS - 1..)
                .zip(others)
                .min_by_key(|&(_, &other)| priority(other));
            if let (true, Some((next, &text))) = (place < HEADS, next) {
                bucket.swap(HEADS - 1, next);
                promoted = Some(text);
            }
        });
        promoted
    }

    /// Makes known which texts have a key.
    pub fn load(&mut self, key: u32) {
        self.0.load(key);
    }

    /// The texts that one is compared with for a loaded key of its own; itself may be among them.
    pub fn beside(&self, key: u32, text: u32) -> &[u32] {
        let bucket = self.0.get(key);
        match bucket.split_at_checked(HEADS) {
            Some((heads, _)) if !heads.contains(&text) => heads,
            _ => bucket,
        }
    }

    /// Lays down what is to be on a shelf.
    pub fn lay_down(&mut self) {
        self.0.lay_down();
    }
}
