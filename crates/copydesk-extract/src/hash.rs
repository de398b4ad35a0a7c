//! Hash maps for what a page holds: much faster than the standard ones, and seeded anew in each
//! process, so that no page can be made to fit them. No result depends on their order.

use std::hash::{BuildHasher, Hash};

use foldhash::fast::{FixedState, RandomState};

/// A hash map.
pub(crate) type Map<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A set.
pub(crate) type Set<K> = std::collections::HashSet<K, RandomState>;

/// A hash that is the same in each process.
pub(crate) fn fixed(value: impl Hash) -> u64 {
    FixedState::default().hash_one(value)
}
