use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::hash::Quick;
use crate::shelf::{Backing, Ref, Table, Value};

/// Values by key, in memory, or on a shelf as far as they are not in use.
#[derive(Debug)]
pub struct Mapped<'a, V> {
    backing: Backing<'a>,
    table: Table,
    /// All values; with a shelf those that it has not, or has otherwise. Nothing stands for one that was
    /// taken away.
    own: HashMap<u64, Option<V>, Quick>,
    /// What was read from the shelf.
    read: RefCell<HashMap<u64, Option<Rc<V>>, Quick>>,
}

impl<'a, V: Value> Mapped<'a, V> {
    /// The values of a table.
    pub fn new(backing: Backing<'a>, table: Table) -> Self {
        Self {
            backing,
            table,
            own: HashMap::default(),
            read: RefCell::default(),
        }
    }

    /// Whether there is no shelf.
    pub fn is_in_memory(&self) -> bool {
        self.backing.is_memory()
    }

    /// The value with a key.
    pub fn get(&self, key: u64) -> Option<Ref<'_, V>> {
        match self.own.get(&key) {
            Some(value) => value.as_ref().map(Ref::Own),
            None => self.read(key).map(Ref::Read),
        }
    }

    /// The value with a key, to be changed.
    pub fn change(&mut self, key: u64) -> Option<&mut V> {
        self.slot(key).as_mut()
    }

    /// Whether there was a value or not: one that is there now, to be changed.
    pub fn entry(&mut self, key: u64) -> &mut V
    where
        V: Default,
    {
        self.slot(key).get_or_insert_default()
    }

    /// Gives a key its value.
    pub fn put(&mut self, key: u64, value: V) {
        self.own.insert(key, Some(value));
    }

    /// Takes the value of a key away.
    pub fn take(&mut self, key: u64) -> Option<V> {
        let taken = self.slot(key).take();
        if self.backing.is_memory() {
            self.own.remove(&key);
        }
        taken
    }

    /// Puts on the shelf, if there is one, what it has not, in the order of the keys, and forgets all.
    pub fn lay_down(&mut self) {
        if self.backing.is_memory() {
            return;
        }
        let mut own: Vec<(u64, Option<V>)> = std::mem::take(&mut self.own).into_iter().collect();
        own.sort_unstable_by_key(|&(key, _)| key);
        for (key, value) in own {
            self.backing.put(self.table, key, value.as_ref());
        }
        self.read.take();
    }

    fn slot(&mut self, key: u64) -> &mut Option<V> {
        if !self.backing.is_memory() && !self.own.contains_key(&key) {
            let value = self.read(key).map(Rc::unwrap_or_clone);
            self.read.get_mut().remove(&key);
            return self.own.entry(key).or_insert(value);
        }
        self.own.entry(key).or_default()
    }

    fn read(&self, key: u64) -> Option<Rc<V>> {
        if self.backing.is_memory() {
            return None;
        }
        let mut read = self.read.borrow_mut();
        let value = || self.backing.get(self.table, key).map(Rc::new);
        read.entry(key).or_insert_with(value).clone()
    }
}
