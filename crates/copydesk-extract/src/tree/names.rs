//! Elements' names, each kept once.

use html5ever::LocalName;

use crate::hash::Map;

/// A name in [`Names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NameId(u32);

/// How many names are found without a search: a page has some fifty.
const SLOTS: usize = 256;

/// All names, and where they are.
pub(super) struct Names {
    all: Vec<LocalName>,
    /// The name that came last of those with the same few letters.
    recent: [u32; SLOTS],
    ids: Map<LocalName, u32>,
}

impl Names {
    pub fn new() -> Self {
        Self {
            all: vec![LocalName::from("")],
            recent: [0; SLOTS],
            ids: Map::default(),
        }
    }

    /// The name itself.
    pub fn get(&self, id: NameId) -> &LocalName {
        &self.all[id.0 as usize]
    }

    /// The name's id; it is kept when it is new.
    pub fn id(&mut self, name: &str) -> NameId {
        let slot = slot(name.as_bytes());
        let recent = self.recent[slot];
        if *self.all[recent as usize] == *name {
            return NameId(recent);
        }
        let next = self.all.len() as u32;
        let name = LocalName::from(name);
        let id = *self.ids.entry(name.clone()).or_insert(next);
        if id == next {
            self.all.push(name);
        }
        self.recent[slot] = id;
        NameId(id)
    }
}

fn slot(name: &[u8]) -> usize {
    let [first, .., last] = name else {
        return name.len();
    };
    let middle = name[name.len() / 2];
    let sum = usize::from(*first) * 7 + usize::from(middle) * 31 + usize::from(*last) * 3;
    (sum + name.len()) % SLOTS
}
