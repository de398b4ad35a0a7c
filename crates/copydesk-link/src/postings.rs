//! Which articles have which keys, and which of them are worth comparing with an article.
//!
//! Text that articles share is found by the anchors that they share (Manber 1994). A key that many
//! articles have tells little of each. So in its bucket only a few heads are compared with all the
//! others, and the heads are chosen by a hash: the order in which articles come changes nothing, and of
//! n articles in a bucket only some log n ever push a head out.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasherDefault;

use crate::hash::Spread;

/// How many articles of a bucket are compared with all others in it: a bucket of n gives some 4 n
/// pairs and not n².
pub const HEADS: usize = 4;

/// Marks a place in `shared`.
const SHARED: u32 = 1 << 31;

/// The articles by their keys.
#[derive(Debug, Default)]
pub struct Postings {
    /// The only article that has a key, or [`SHARED`] and the place of its bucket.
    keys: HashMap<u32, u32, BuildHasherDefault<Spread>>,
    /// The articles that share a key, heads first.
    shared: Vec<Vec<u32>>,
}

impl Postings {
    /// Adds an article to a key's bucket, and returns the head that it pushed out: that one is no longer
    /// compared with all others in the bucket, the new one is.
    pub fn add(&mut self, key: u32, article: u32, priorities: &[u64]) -> Option<u32> {
        let place = match self.keys.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(article);
                return None;
            }
            Entry::Occupied(mut entry) => {
                let found = *entry.get();
                if found & SHARED == 0 {
                    entry.insert(SHARED | self.shared.len() as u32);
                    self.shared.push(vec![found, article]);
                    return None;
                }
                (found & !SHARED) as usize
            }
        };
        let bucket = self.shared.get_mut(place)?;
        bucket.push(article);
        let (heads, others) = bucket.split_at_mut_checked(HEADS)?;
        let new = others.last_mut()?;
        let priority = |article: &u32| priorities.get(*article as usize);
        let last = heads.iter_mut().max_by_key(|head| priority(head))?;
        if priority(new) >= priority(last) {
            return None;
        }
        std::mem::swap(new, last);
        Some(*new)
    }

    /// The articles that one is compared with for a key of its own; itself may be among them.
    pub fn beside(&self, key: u32, article: u32) -> &[u32] {
        let bucket = match self.keys.get(&key) {
            Some(found) if found & SHARED != 0 => self.shared.get((found & !SHARED) as usize),
            _ => None,
        };
        let bucket = bucket.map_or(&[][..], Vec::as_slice);
        match bucket.split_at_checked(HEADS) {
            Some((heads, _)) if !heads.contains(&article) => heads,
            _ => bucket,
        }
    }
}
