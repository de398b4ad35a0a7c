//! What the page's descriptions of itself say of a line.

use crate::measure::{is_sentence, letters};
use crate::metadata::head::Head;
use crate::metadata::json_ld;
use crate::unit::Unit;

/// How much it counts that a description is the line.
pub(super) const ALL: i32 = 4;
/// How much it counts that a description is whole, and the line begins with it or it with the line.
const BEGINNING: i32 = 3;
/// How much it counts that the line stands in a description.
const INSIDE: i32 = 2;
/// How much it counts that a description was cut out of the line: sites do so with any text.
const CUT: i32 = 1;

/// `<meta>` elements that describe the page.
const METAS: &[&str] = &[
    "description",
    "og:description",
    "twitter:description",
    "dc.description",
    "sailthru.description",
];
/// Properties of schema.org's articles that do. `alternativeHeadline` is another headline as often.
const PROPERTIES: &[&str] = &["description", "abstract"];

/// A shorter beginning, in bytes of letters, may be chance.
const MIN_BEGINNING: usize = 20;
/// A shorter piece may be.
const MIN_PIECE: usize = 30;
/// A shorter description says too little of a longer line.
const MIN_DESCRIPTION: usize = 40;

/// What describes the page.
pub(super) struct Descriptions(Vec<Description>);

struct Description {
    letters: String,
    /// Whether it ends as a text does, and was not cut off.
    is_whole: bool,
}

impl Descriptions {
    /// Those of the page's head.
    pub fn of(head: &Head) -> Self {
        let metas = METAS.iter().filter_map(|name| head.meta(name));
        let objects = head.json_ld.iter().map(|(object, _)| object);
        let articles = objects.filter(|object| json_ld::is_article(object));
        let stated = articles.flat_map(|object| {
            let texts = PROPERTIES.iter();
            texts.filter_map(|property| json_ld::text(object, property))
        });
        let metas = metas.map(|(text, _)| Description::of(text));
        Self(
            metas
                .chain(stated.map(|text| Description::of(&text)))
                .collect(),
        )
    }

    /// How much they speak for a line.
    pub fn say(&self, unit: &Unit) -> i32 {
        let said = self.0.iter().map(|text| text.says(unit.letters()));
        said.max().unwrap_or(0)
    }
}

impl Description {
    fn of(text: &str) -> Self {
        let text = text.trim();
        let is_cut = text.ends_with("...") || text.ends_with('…');
        Self {
            letters: letters(text),
            is_whole: is_sentence(text) && !is_cut,
        }
    }

    fn says(&self, line: &str) -> i32 {
        let text = self.letters.as_str();
        if text == line {
            ALL
        } else if line.starts_with(text) && text.len() >= MIN_DESCRIPTION {
            if self.is_whole { BEGINNING } else { CUT }
        } else if text.starts_with(line) && line.len() >= MIN_BEGINNING {
            BEGINNING
        } else if line.len() >= MIN_PIECE && text.contains(line) {
            INSIDE
        } else {
            i32::from(text.len() >= MIN_DESCRIPTION && line.contains(text)) * CUT
        }
    }
}
