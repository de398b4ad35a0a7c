//! Where an index keeps what need not be in memory, or must outlive it.

mod buckets;
mod mapped;
mod numbered;

use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use buckets::Buckets;
pub use mapped::Mapped;
pub use numbered::Numbered;

/// A place outside of memory for the values of an index, as bytes by table and key.
///
/// A shelf that fails says that there is no such value and remembers its error: whoever gave it asks
/// for that before anything of the index is used.
pub trait Shelf {
    /// The value with a key.
    fn get(&self, table: Table, key: u64) -> Option<Vec<u8>>;

    /// Gives a key its value; without one, takes that away which it has.
    fn put(&self, table: Table, key: u64, value: Option<&[u8]>);

    /// Says that a value cannot be read.
    fn damaged(&self, table: Table, key: u64);
}

macro_rules! tables {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// The kinds of values that an index keeps.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Table {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Table {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Its name, in lower case.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

tables! {
    /// How many there are of what is numbered, and the languages; under the key 0.
    State = "state",
    /// Articles by number: their texts, and what sorts them.
    Articles = "articles",
    /// Texts by number: the articles that have them.
    Texts = "texts",
    /// Texts by the hash of what is in them.
    Exact = "exact",
    /// By what texts are found, by number.
    Anchors = "anchors",
    /// By what texts are laid side by side, by number.
    Shingles = "shingles",
    /// The texts that have a key.
    Keys = "keys",
    /// Of texts that are copies or parts of others: these.
    Edges = "edges",
    /// Of such texts: their group, parts and wholes.
    Found = "found",
    /// In how many articles a term stands.
    Counts = "counts",
    /// Articles by number as vectors of terms.
    Vectors = "vectors",
    /// What is near to articles, by number.
    Known = "known",
    /// The articles that have a term, where they are few.
    Terms = "terms",
    /// Where the runs of a term's articles begin.
    Starts = "starts",
    /// Articles that have a term, in runs.
    Runs = "runs",
    /// Stories by number: their articles.
    Stories = "stories",
    /// Articles by number: their stories.
    Told = "told",
}

/// What can be on a shelf.
pub trait Value: Clone + Serialize + DeserializeOwned {}

impl<V: Clone + Serialize + DeserializeOwned> Value for V {}

/// The shelf of an index, if it has one.
#[derive(Clone, Copy, Default)]
pub struct Backing<'a>(Option<&'a dyn Shelf>);

impl fmt::Debug for Backing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_memory() {
            "memory"
        } else {
            "a shelf"
        })
    }
}

impl<'a> Backing<'a> {
    /// That of a shelf.
    pub fn on(shelf: &'a dyn Shelf) -> Self {
        Self(Some(shelf))
    }

    /// Whether there is no shelf.
    pub fn is_memory(&self) -> bool {
        self.0.is_none()
    }

    /// Reads a value.
    pub fn get<V: Value>(&self, table: Table, key: u64) -> Option<V> {
        let shelf = self.0?;
        let value = postcard::from_bytes(&shelf.get(table, key)?);
        value.map_err(|_| shelf.damaged(table, key)).ok()
    }

    /// Writes a value, or takes it away.
    pub fn put<V: Value>(&self, table: Table, key: u64, value: Option<&V>) {
        let Some(shelf) = self.0 else { return };
        match value.map(postcard::to_allocvec) {
            None => shelf.put(table, key, None),
            Some(Ok(bytes)) => shelf.put(table, key, Some(&bytes)),
            // Only what does not know its own length, which nothing here is.
            Some(Err(_)) => shelf.damaged(table, key),
        }
    }
}

/// A value in memory, or as it was read from a shelf.
#[derive(Debug)]
pub enum Ref<'a, V> {
    /// In memory.
    Own(&'a V),
    /// As it was read.
    Read(Rc<V>),
}

impl<V> Deref for Ref<'_, V> {
    type Target = V;

    fn deref(&self) -> &V {
        match self {
            Self::Own(value) => value,
            Self::Read(value) => value,
        }
    }
}
