use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What `link` finds out about an article among others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Links {
    /// The group of near-duplicates it belongs to, `null` when it stands alone.
    pub duplicates: Option<Duplicate>,
    /// The articles that it holds whole, as a roundup does.
    pub contains: Vec<Contains>,
    /// The articles that hold it whole.
    pub part_of: Vec<Contains>,
    /// The story it belongs to, by the id of the story's first article; `null` when no other article
    /// tells of the same event.
    pub story: Option<String>,
    /// Ids of the articles to read next: those of its story, then others like it, each best first; none
    /// that says the same as it.
    pub similar: Vec<String>,
}

/// How an article relates to the other copies of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Duplicate {
    /// The group's name: the same for all its members, whatever the order of arrival.
    pub group: String,
    /// How this article differs from the one that `of` names.
    pub relation: Relation,
    /// The id of the earlier copy that it most likely derives from; its own id if it is the group's first.
    pub of: String,
    /// The share of both texts that is common, from 0 to 1 (Jaccard index of their shingles).
    pub share: f64,
}

/// How an article differs from the copy that it most likely derives from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same text, but for a few words.
    Same,
    /// A part of it.
    Cut,
    /// All of it and more.
    Extended,
    /// Each has something that the other lacks.
    Updated,
}

/// One end of a relation between a roundup and its part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contains {
    /// The other article's id.
    pub id: String,
    /// The share of the part that is found in the whole, from 0 to 1.
    pub share: f64,
}
