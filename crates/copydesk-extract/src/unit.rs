//! Units: the pieces of a page between block boundaries, which are kept or cut as a whole.

use std::cell::OnceCell;

use copydesk_record::{BlockKind, Image, Link, Reason, Repair, Span};

use crate::measure::letters;
use crate::tree::NodeId;
use crate::words::Words;

/// A page as it lies on the desk: its units in reading order, and every text run of it.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// The units.
    pub units: Vec<Unit>,
    /// The text runs in source order of the tree; each belongs to exactly one unit.
    pub runs: Vec<Run>,
    /// What was mended on the way.
    pub repairs: Vec<Repair>,
}

/// A text run, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Its bytes in the source.
    pub span: Span,
    /// The index of its unit.
    pub unit: usize,
}

/// A piece of inline content between two block boundaries.
#[derive(Debug)]
pub(crate) struct Unit {
    /// What kind of block it would be.
    pub kind: BlockKind,
    /// A heading's level.
    pub level: u8,
    /// A list item's depth.
    pub depth: u8,
    /// Its text, repaired, its white space collapsed but for a line feed at each `<br>`.
    pub text: String,
    /// The weight of its text.
    pub mass: usize,
    /// The hull of its runs; for a picture its tag.
    pub span: Span,
    /// The links in it.
    pub links: Vec<Link>,
    /// How many bytes of its text are linked.
    pub linked: usize,
    /// The innermost block element around it; the root in a text page.
    pub node: NodeId,
    /// The nearest element around it that says what it is, and what that says.
    pub hint: Option<(NodeId, Reason)>,
    /// A table's cells.
    pub rows: Vec<Vec<String>>,
    /// A figure's picture.
    pub image: Option<Box<Image>>,
    words: OnceCell<Words>,
    letters: OnceCell<Box<str>>,
}

impl Unit {
    pub fn new(kind: BlockKind, node: NodeId, span: Span) -> Self {
        Self {
            kind,
            level: 0,
            depth: 0,
            text: String::new(),
            mass: 0,
            span,
            links: Vec::new(),
            linked: 0,
            node,
            hint: None,
            rows: Vec::new(),
            image: None,
            words: OnceCell::new(),
            letters: OnceCell::new(),
        }
    }

    /// What the words of its text say. Its text must not change after this was asked.
    pub fn words(&self) -> Words {
        *self.words.get_or_init(|| Words::of(self))
    }

    /// Its text's letters and digits in lower case. Its text must not change after this was asked.
    pub fn letters(&self) -> &str {
        self.letters.get_or_init(|| letters(&self.text).into())
    }

    /// Whether all or nearly all of its text is linked.
    pub fn is_linked(&self) -> bool {
        !self.text.is_empty() && self.linked * 10 >= self.text.len() * 9
    }
}
