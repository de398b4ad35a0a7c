use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Accounts, Evidence, Links, PRODUCER, PageError, Removal, Repair, SCHEMA, Span};

/// The record of one page: what was found on it and, with the proof, what became of every piece.
///
/// Absent facts are `null` or an empty list, never guessed silently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "copydesk record")]
pub struct Article {
    /// The version of the record's form.
    pub schema: u32,
    /// The program that made it, and its version.
    pub producer: String,
    /// The page's id: the input's own, or 32 hexadecimal digits of a SHA-256.
    pub id: String,
    /// Where the page came from: `path`, or `path#offset` inside a container.
    pub source: String,
    /// The page's address, normalised.
    pub url: Option<String>,
    /// The address that the page gives as its own, normalised.
    pub canonical_url: Option<String>,
    /// SHA-256 of the payload, as `sha256:` and 64 hexadecimal digits.
    pub digest: String,
    /// When the page was fetched, ISO 8601.
    pub crawled: Option<String>,
    /// The HTTP status it was served with.
    pub http_status: Option<u16>,
    /// What kind of page it is.
    pub kind: Kind,
    /// Whether the page holds only a part of the article: what a paywall shows, or one page of
    /// several.
    pub truncated: bool,
    /// The headline, without the site's name.
    pub title: Option<String>,
    /// The standfirst: the sentence or two between headline and body.
    pub dek: Option<String>,
    /// The section of the paper.
    pub section: Option<String>,
    /// The site's or the paper's name.
    pub site: Option<String>,
    /// The authors' names.
    pub authors: Vec<String>,
    /// Keywords that the page gives itself.
    pub tags: Vec<String>,
    /// When it was published, ISO 8601 at the precision known, with the page's own offset.
    pub published: Option<String>,
    /// When it was last changed, in the same form.
    pub modified: Option<String>,
    /// Where each field's value came from, by the field's name.
    pub evidence: BTreeMap<String, Evidence>,
    /// The text's language, BCP 47; `null` when unsure.
    pub language: Option<String>,
    /// The body: its text blocks, joined by blank lines.
    pub text: String,
    /// The body's blocks in reading order.
    pub blocks: Vec<Block>,
    /// The picture that stands for the article.
    pub lead_image: Option<Image>,
    /// Links that the page itself calls related.
    pub related: Vec<Related>,
    /// The publisher's standing facts.
    pub imprint: Vec<Imprint>,
    /// The encoding that the bytes were read as.
    pub charset: Option<Charset>,
    /// What `link` found, once it has run.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub links: Option<Links>,
    /// With the proof: what was cut, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<Vec<Removal>>,
    /// With the proof: what was mended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repairs: Option<Vec<Repair>>,
    /// With the proof: what became of every text run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accounts: Option<Accounts>,
    /// Why the page could not be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<PageError>,
}

impl Article {
    /// A record that says nothing yet but where its page came from.
    #[must_use]
    pub fn new(id: impl Into<String>, source: impl Into<String>) -> Self {
        Self {
            schema: SCHEMA,
            producer: PRODUCER.to_owned(),
            id: id.into(),
            source: source.into(),
            url: None,
            canonical_url: None,
            digest: String::new(),
            crawled: None,
            http_status: None,
            kind: Kind::Other,
            truncated: false,
            title: None,
            dek: None,
            section: None,
            site: None,
            authors: Vec::new(),
            tags: Vec::new(),
            published: None,
            modified: None,
            evidence: BTreeMap::new(),
            language: None,
            text: String::new(),
            blocks: Vec::new(),
            lead_image: None,
            related: Vec::new(),
            imprint: Vec::new(),
            charset: None,
            links: None,
            removed: None,
            repairs: None,
            accounts: None,
            error: None,
        }
    }
}

impl Article {
    /// The record without its proof: no removals, repairs and accounts, and of each field's
    /// evidence only where the chosen value came from.
    #[must_use]
    pub fn without_proof(mut self) -> Self {
        (self.removed, self.repairs, self.accounts) = (None, None, None);
        for evidence in self.evidence.values_mut() {
            if let Evidence::Candidates(candidates) = evidence {
                let from = candidates.first().map(|chosen| chosen.from.clone());
                *evidence = Evidence::From(from.unwrap_or_default());
            }
        }
        self
    }
}

/// What kind of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One article.
    Article,
    /// A list of links to articles.
    Index,
    /// A live blog.
    Live,
    /// A title and next to nothing else, or the beginning that a paywall shows.
    Stub,
    /// A consent wall instead of the page.
    Consent,
    /// None of these.
    Other,
}

/// A piece of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// What kind of piece it is.
    pub kind: BlockKind,
    /// Its text; white space is collapsed except in preformatted text.
    pub text: String,
    /// A heading's level, 1 to 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// A list item's depth, 1 for the outermost list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depth: Option<u8>,
    /// A table's rows of cells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Vec<String>>,
    /// The links in its text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// A figure's picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// In a live blog, where a post begins: the time that stands over it, as it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Where it stands in the source: the hull of its text runs.
    pub span: Span,
}

impl Block {
    /// A block without any of the facts that only some kinds have.
    #[must_use]
    pub fn new(kind: BlockKind, text: impl Into<String>, span: Span) -> Self {
        Self {
            kind,
            text: text.into(),
            level: None,
            depth: None,
            rows: Vec::new(),
            links: Vec::new(),
            image: None,
            time: None,
            span,
        }
    }
}

/// What kind of piece a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A heading between paragraphs.
    Heading,
    /// One item of a list.
    ListItem,
    /// A paragraph of a block quotation.
    Quote,
    /// Text whose spaces and line ends matter.
    Preformatted,
    /// A table, a line a row, its cells parted by tabs.
    Table,
    /// A picture; its text is the picture's alternative text.
    Figure,
    /// A picture's caption.
    Caption,
}

impl BlockKind {
    /// Whether blocks of this kind are part of the article's `text`.
    #[must_use]
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Figure | Self::Caption)
    }
}

/// A link in a block's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// The linked words, in Unicode code points of the block's text.
    pub span: Span,
    /// Where it leads, absolute when the page's address is known.
    pub url: String,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Image {
    /// Its address, absolute when the page's address is known.
    pub url: String,
    /// The words that stand in for it.
    pub alt: Option<String>,
    /// Its caption.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// A link that the page itself calls related.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Related {
    /// The linked article's title, as the page gives it.
    pub title: String,
    /// Where it leads; `null` when the page has only the words.
    pub url: Option<String>,
}

/// A standing fact about the publisher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Imprint {
    /// What kind of fact it is.
    pub kind: ImprintKind,
    /// What the page calls it.
    pub label: Option<String>,
    /// The number, the line, or the link's address.
    pub value: Option<String>,
}

/// The kinds of standing fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImprintKind {
    /// The copyright line.
    Copyright,
    /// A licence and its number.
    Licence,
    /// A telephone number or hotline.
    Telephone,
    /// A standing link: about, terms, privacy, contact, RSS.
    Link,
}

/// The encoding that a page's bytes were read as.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Charset {
    /// The encoding's name in the WHATWG Encoding Standard; or `UTF-32LE` or `UTF-32BE`, which it leaves out.
    pub name: String,
    /// What it was concluded from.
    pub evidence: CharsetEvidence,
    /// From 0 to 1.
    pub confidence: f64,
}

/// What a page's encoding was concluded from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CharsetEvidence {
    /// A byte order mark.
    Bom,
    /// The HTTP header.
    Http,
    /// The page's `<meta>`.
    Meta,
    /// The bytes themselves; nothing was declared.
    Content,
    /// The bytes themselves, against what was declared.
    ContentAgainstDeclared,
}
