use crate::shelf::{Backing, Mapped, Ref, Table, Value};

/// Values by number, which count from 0 in the order in which they came, in memory, or on a shelf as far
/// as they are not in use. A number whose value was taken away is not given again.
#[derive(Debug)]
pub struct Numbered<'a, V> {
    /// How many had a number before those in `new`.
    before: u32,
    old: Mapped<'a, V>,
    new: Vec<Option<V>>,
}

impl<'a, V: Value> Numbered<'a, V> {
    /// The values of a table, of which the shelf has given out so many numbers.
    pub fn new(backing: Backing<'a>, table: Table, before: u32) -> Self {
        Self {
            before,
            old: Mapped::new(backing, table),
            new: Vec::new(),
        }
    }

    /// How many numbers were given.
    pub fn len(&self) -> u32 {
        self.before + self.new.len() as u32
    }

    /// Adds a value, and returns its number.
    pub fn push(&mut self, value: V) -> u32 {
        self.new.push(Some(value));
        self.len() - 1
    }

    /// The value with a number.
    pub fn get(&self, number: u32) -> Option<Ref<'_, V>> {
        match number.checked_sub(self.before) {
            Some(place) => self.new.get(place as usize)?.as_ref().map(Ref::Own),
            None => self.old.get(number.into()),
        }
    }

    /// The value with a number, to be changed.
    pub fn change(&mut self, number: u32) -> Option<&mut V> {
        match number.checked_sub(self.before) {
            Some(place) => self.new.get_mut(place as usize)?.as_mut(),
            None => self.old.change(number.into()),
        }
    }

    /// Takes the value of a number away.
    pub fn take(&mut self, number: u32) -> Option<V> {
        match number.checked_sub(self.before) {
            Some(place) => self.new.get_mut(place as usize)?.take(),
            None => self.old.take(number.into()),
        }
    }

    /// Puts on the shelf, if there is one, what it has not, and forgets all.
    pub fn lay_down(&mut self) {
        if self.old.is_in_memory() {
            return;
        }
        let new = std::mem::take(&mut self.new).into_iter();
        for (number, value) in (u64::from(self.before)..).zip(new) {
            self.before += 1;
            if let Some(value) = value {
                self.old.put(number, value);
            }
        }
        self.old.lay_down();
    }
}
