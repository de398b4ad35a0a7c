//! The attributes of a tree's elements, in one list; an element has a set of them.

use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};

use crate::hash::Map;

use super::strings::Stretch;
use super::tokenizer::{MAX_ATTRIBUTES, RawAttribute};

/// A set of attributes in [`Attributes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SetId(u32);

/// Sets are given to the tree builder, and come back, as the value of one attribute without a name:
/// two characters above this one, of so many bits each, which a tendril holds without allocation.
const FIRST: u32 = 0x1000;
const BITS: u32 = 13;

impl SetId {
    /// The set without attributes.
    pub const NONE: Self = Self(0);

    /// An attribute that stands for the set.
    pub fn mark(self) -> Attribute {
        let [high, low] = [self.0 >> BITS, self.0 & ((1 << BITS) - 1)];
        let mut value = StrTendril::new();
        for c in [high, low].map(|bits| char::from_u32(FIRST + bits)) {
            value.push_char(c.unwrap_or_default());
        }
        Attribute {
            name: QualName::new(None, ns!(), LocalName::from("")),
            value,
        }
    }

    /// The set that the first of the tree builder's attributes stands for.
    pub fn of_marks(attributes: &[Attribute]) -> Self {
        let bits = |c: char| (c as u32).saturating_sub(FIRST);
        let value = attributes.first().map_or("", |mark| &mark.value);
        Self(value.chars().fold(0, |set, c| set << BITS | bits(c)))
    }
}

/// All attributes.
#[derive(Default)]
pub(super) struct Attributes {
    all: Vec<RawAttribute>,
    /// Where each set but the empty one ends.
    ends: Vec<u32>,
    /// Sets by what is in them.
    shared: Map<String, SetId>,
}

impl Attributes {
    /// How many attributes there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The attributes of a set.
    pub fn of(&self, set: SetId) -> &[RawAttribute] {
        &self.all[self.range(set)]
    }

    fn range(&self, set: SetId) -> Range<usize> {
        let end = |set: u32| match set.checked_sub(1) {
            Some(index) => self.ends[index as usize] as usize,
            None => 0,
        };
        end(set.0.saturating_sub(1))..end(set.0)
    }

    /// Gives an attribute of a set, by its index, another name.
    pub fn rename(&mut self, set: SetId, index: usize, name: Stretch) {
        let range = self.range(set);
        if let Some(attribute) = self.all[range].get_mut(index) {
            attribute.name = name;
        }
    }

    /// Keeps a set.
    pub fn add(&mut self, attributes: &[RawAttribute]) -> SetId {
        if attributes.is_empty() {
            return SetId::NONE;
        }
        self.all.extend_from_slice(attributes);
        self.ends.push(self.all.len() as u32);
        SetId(self.ends.len() as u32)
    }

    /// Keeps a set, or finds the one that was kept with the same `content`.
    pub fn add_shared(&mut self, attributes: &[RawAttribute], content: String) -> SetId {
        if let Some(&set) = self.shared.get(&content) {
            return set;
        }
        let set = self.add(attributes);
        self.shared.insert(content, set);
        set
    }

    /// A set with the attributes of another that it lacks; what `is_same` says have the same name.
    pub fn merge(
        &mut self,
        set: SetId,
        more: SetId,
        is_same: impl Fn(&RawAttribute, &RawAttribute) -> bool,
    ) -> SetId {
        let mut merged = self.of(set).to_vec();
        for attribute in self.of(more) {
            let is_new = merged.iter().all(|present| !is_same(present, attribute));
            if is_new && merged.len() <= MAX_ATTRIBUTES {
                merged.push(*attribute);
            }
        }
        if merged.len() > self.of(set).len() {
            self.add(&merged)
        } else {
            set
        }
    }
}
