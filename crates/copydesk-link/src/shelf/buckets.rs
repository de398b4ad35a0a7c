use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::hash::Quick;
use crate::shelf::{Backing, Table, Value};

/// Lists of items by key, in memory, or on a shelf as far as they are not in use. Most keys have one
/// item only, which takes no memory of its own.
#[derive(Debug)]
pub struct Buckets<'a, T> {
    backing: Backing<'a>,
    table: Table,
    only: HashMap<u32, T, Quick>,
    shared: HashMap<u32, Vec<T>, Quick>,
    /// With a shelf, the keys whose items are in memory, and whether they changed there.
    loaded: HashMap<u32, bool, Quick>,
}

impl<'a, T: Value> Buckets<'a, T> {
    /// The lists of a table.
    pub fn new(backing: Backing<'a>, table: Table) -> Self {
        Self {
            backing,
            table,
            only: HashMap::default(),
            shared: HashMap::default(),
            loaded: HashMap::default(),
        }
    }

    /// Reads a key's items, without which they are not known.
    pub fn load(&mut self, key: u32) {
        if self.backing.is_memory() {
            return;
        }
        let Entry::Vacant(entry) = self.loaded.entry(key) else {
            return;
        };
        entry.insert(false);
        let items: Vec<T> = self.backing.get(self.table, key.into()).unwrap_or_default();
        self.set(key, items);
    }

    /// The items of a key that is loaded.
    pub fn get(&self, key: u32) -> &[T] {
        let only = || self.only.get(&key).map(std::slice::from_ref);
        let shared = self.shared.get(&key).map(Vec::as_slice);
        shared.or_else(only).unwrap_or_default()
    }

    /// The items of a key that will be several, to be changed, with a new one at their end; when there is
    /// no other one, it is entered and nothing is returned.
    pub fn add(&mut self, key: u32, item: T) -> Option<&mut Vec<T>> {
        self.touch(key);
        let items = match self.shared.entry(key) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => match self.only.remove(&key) {
                Some(first) => entry.insert(vec![first]),
                None => {
                    self.only.insert(key, item);
                    return None;
                }
            },
        };
        items.push(item);
        Some(items)
    }

    /// Changes the items of a key as a whole.
    pub fn change(&mut self, key: u32, change: impl FnOnce(&mut Vec<T>)) {
        self.touch(key);
        let only = self.only.remove(&key).into_iter().collect();
        let mut items = self.shared.remove(&key).unwrap_or(only);
        change(&mut items);
        self.set(key, items);
    }

    /// Puts on the shelf, if there is one, what changed, in the order of the keys, and forgets all.
    pub fn lay_down(&mut self) {
        if self.backing.is_memory() {
            return;
        }
        let loaded = std::mem::take(&mut self.loaded).into_iter();
        let changed = loaded.filter_map(|(key, changed)| changed.then_some(key));
        let mut changed: Vec<u32> = changed.collect();
        changed.sort_unstable();
        for key in changed {
            let items = self.get(key).to_vec();
            let items = (!items.is_empty()).then_some(&items);
            self.backing.put(self.table, key.into(), items);
        }
        self.only = HashMap::default();
        self.shared = HashMap::default();
    }

    fn set(&mut self, key: u32, mut items: Vec<T>) {
        match items.len() {
            0 => {}
            1 => self.only.extend(items.pop().map(|item| (key, item))),
            _ => drop(self.shared.insert(key, items)),
        }
    }

    fn touch(&mut self, key: u32) {
        if !self.backing.is_memory() {
            self.load(key);
            self.loaded.insert(key, true);
        }
    }
}
