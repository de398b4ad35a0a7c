use copydesk_record::{Article, Duplicate, Form, Image, Imprint, Page};

use crate::Problem;

/// Which articles a listing holds; the default is all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this section.
    pub section: Option<String>,
    /// Only those published on this day, as `2012-09-17`.
    pub day: Option<String>,
    /// Only those of this site.
    pub site: Option<String>,
    /// Only those of the story with this name.
    pub story: Option<String>,
    /// Only those whose day of publication is not known.
    pub undated: bool,
    /// All copies of near-duplicates too, not only the reference of each group.
    pub with_duplicates: bool,
    /// How many to leave out from the start.
    pub offset: usize,
    /// How many to give at most.
    pub limit: usize,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            section: None,
            day: None,
            site: None,
            story: None,
            undated: false,
            with_duplicates: false,
            offset: 0,
            limit: usize::MAX,
        }
    }
}

/// What a listing shows of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The page's id.
    pub id: String,
    /// The headline; without one the text's first words, without text the source.
    pub title: String,
    /// The standfirst.
    pub dek: Option<String>,
    /// The text's beginning, about 220 characters, cut at a word's end.
    pub opening: String,
    /// The authors' names.
    pub authors: Vec<String>,
    /// When it was published, ISO 8601 at the precision known.
    pub published: Option<String>,
    /// When the page was fetched, ISO 8601.
    pub crawled: Option<String>,
    /// The section of the paper.
    pub section: Option<String>,
    /// The site's or the paper's name.
    pub site: Option<String>,
    /// The text's language, BCP 47.
    pub language: Option<String>,
    /// The page's address.
    pub url: Option<String>,
    /// Where the page came from.
    pub source: String,
    /// The picture that stands for the article.
    pub lead_image: Option<Image>,
    /// The key of that picture's bytes, when the archive has them.
    pub picture: Option<String>,
}

/// One copy of an article that several pages carry.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The copy.
    pub summary: Summary,
    /// How it relates to the copy that it derives from.
    pub duplicate: Duplicate,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// How many articles match.
    pub total: usize,
    /// The part of them that was asked for, best first.
    pub hits: Vec<Hit>,
    /// What they are counted by, over all that match: only what tells some of them from others.
    pub facets: Vec<Facet>,
    /// Set when the query could not be read as written: why. The hits are then those of what could
    /// be read.
    pub problem: Option<Problem>,
    /// The query with its misspelled words as the archive's articles spell them, when it finds more.
    pub suggestion: Option<String>,
}

/// What articles are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacetKind {
    /// The section of the paper.
    Section,
    /// The site's or the paper's name; the host of those that do not say it.
    Site,
    /// The text's language, its BCP 47 code without region and script.
    Language,
    /// The year of publication.
    Year,
}

/// How many of the articles found have each value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// What they are counted by.
    pub kind: FacetKind,
    /// The values, those of most articles first; years the newest first.
    pub values: Vec<FacetValue>,
}

/// A value and its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The name, code or year.
    pub value: String,
    /// How many articles have it.
    pub count: usize,
    /// The query narrowed to it; when it is `chosen`, the query without it.
    pub query: String,
    /// Whether the query is narrowed to it already.
    pub chosen: bool,
}

/// An article that matches a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub summary: Summary,
    /// The passage of its text that holds most of the query's words; the pieces joined are the passage.
    pub snippet: Vec<Piece>,
}

/// A piece of a snippet. It is plain text: a page that shows it must escape it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are words that were searched for.
    pub hit: bool,
}

/// A picture's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its media type, as `image/png`.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A page as it was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPage {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What kind of text they hold.
    pub form: Form,
    /// Their SHA-256, as `sha256:` and 64 hexadecimal digits.
    pub digest: String,
}

/// A page with all that its record is made from, and the record that it has.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The page as it was found, under its id.
    pub page: Page,
    /// Its record.
    pub record: Article,
}

/// The standing facts that a site's pages give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteImprint {
    /// The site's name; `None` for pages that name none.
    pub site: Option<String>,
    /// The facts, each once, in the order in which they were first met.
    pub imprint: Vec<Imprint>,
}

/// How much an archive holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Pages of all kinds and captures.
    pub pages: usize,
    /// Articles that listings show with duplicates: the current capture of each address.
    pub articles: usize,
    /// Those of them that are folded under another one.
    pub duplicates: usize,
    /// Pictures.
    pub pictures: usize,
    /// Pages that could not be used.
    pub errors: usize,
}

/// What `check` found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// How many pages were checked.
    pub pages: usize,
    /// What is lost: a line each, the page's id and what is wrong with it. Empty when all is sound.
    pub damaged: Vec<String>,
    /// Whether the search index had to be made anew.
    pub index_rebuilt: bool,
}

/// What adding a page or a picture did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// The archive had no such thing.
    New,
    /// The archive has it already; nothing changed.
    Unchanged,
}

/// What a commit did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// How many pages were new.
    pub pages: usize,
    /// How many pictures were new.
    pub pictures: usize,
}
