use rusqlite::Row;
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};

use crate::listing::decoded;
use crate::stem::{Inflection, primary};

/// The name of our way to cut texts into terms.
pub const WORDS: &str = "words";

/// tantivy's name for cutting at spaces.
const AT_SPACES: &str = "whitespace";

/// Columns of what articles are counted by.
pub const SECTION_NAME: &str = "section_name";
/// The site's name, or host.
pub const SITE_NAME: &str = "site_name";
/// The language without its region.
pub const PRIMARY_LANGUAGE: &str = "primary_language";
/// The year of publication.
pub const YEAR: &str = "year";

/// The index's fields, by the names that queries use.
#[derive(Clone, Copy)]
pub struct Fields {
    pub page: Field,
    pub id: Field,
    pub title: Field,
    pub text: Field,
    /// The stems of the title's words, each with its language: any form of a word finds the others.
    pub title_stems: Field,
    /// Those of the standfirst's and the text's words.
    pub text_stems: Field,
    pub author: Field,
    pub section: Field,
    pub site: Field,
    /// The section as it is written, whole.
    pub section_name: Field,
    /// The site as it is written, whole.
    pub site_name: Field,
    pub published: Field,
    pub year: Field,
    pub language: Field,
    pub primary_language: Field,
}

impl Fields {
    /// What of a page is indexed; the row's columns are named as in SQLite.
    pub fn document(&self, row: &Row<'_>) -> rusqlite::Result<TantivyDocument> {
        let text = |column| row.get::<_, Option<String>>(column);
        let (title, dek, body) = (text("title")?, text("dek")?, text("text")?);
        let (section, site) = (text("section")?, text("site")?);
        let host = text("url")?.as_deref().and_then(host);
        let day = text("day")?.or(text("published")?);
        let language = text("language")?.map(|tag| tag.to_lowercase());
        let primary = language.as_deref().map(primary);
        let authors: Vec<String> = decoded(&row.get::<_, String>("authors")?)?;
        let inflection = primary.as_deref().and_then(Inflection::of);
        let stems = |text: &Option<String>| Some(inflection?.terms(text.as_deref()?));
        let values = [
            (self.id, text("id")?),
            (self.title_stems, stems(&title)),
            (self.text_stems, stems(&dek)),
            (self.text_stems, stems(&body)),
            (self.title, title),
            (self.text, dek),
            (self.text, body),
            (self.section, section.clone()),
            (self.section_name, section),
            (self.site, site.clone()),
            (self.site, host.clone()),
            (self.site_name, site.or(host)),
            (
                self.year,
                day.as_deref()
                    .and_then(|day| day.get(..4))
                    .map(str::to_owned),
            ),
            (self.published, day),
            (
                self.language,
                language.clone().filter(|tag| primary.as_ref() != Some(tag)),
            ),
            (self.language, primary.clone()),
            (self.primary_language, primary),
        ];
        let authors = authors
            .into_iter()
            .map(|author| (self.author, Some(author)));
        let mut document = TantivyDocument::default();
        document.add_i64(self.page, row.get("page")?);
        for (field, value) in values.into_iter().chain(authors) {
            value
                .into_iter()
                .for_each(|value| document.add_text(field, value));
        }
        Ok(document)
    }
}

/// The index's schema, and its fields in it.
pub fn schema() -> (Schema, Fields) {
    let indexing = TextFieldIndexing::default();
    let words = indexing
        .clone()
        .set_tokenizer(WORDS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = TextOptions::default().set_indexing_options(words);
    // Without positions: phrases are found as they are written.
    let stems = indexing
        .set_tokenizer(AT_SPACES)
        .set_index_option(IndexRecordOption::WithFreqs);
    let stems = TextOptions::default().set_indexing_options(stems);
    let mut schema = Schema::builder();
    let fields = Fields {
        page: schema.add_i64_field("page", INDEXED | FAST),
        id: schema.add_text_field("id", STRING),
        title: schema.add_text_field("title", words.clone()),
        text: schema.add_text_field("text", words.clone()),
        title_stems: schema.add_text_field("title_stems", stems.clone()),
        text_stems: schema.add_text_field("text_stems", stems),
        author: schema.add_text_field("author", words.clone()),
        section: schema.add_text_field("section", words.clone()),
        site: schema.add_text_field("site", words),
        section_name: schema.add_text_field(SECTION_NAME, STRING | FAST),
        site_name: schema.add_text_field(SITE_NAME, STRING | FAST),
        published: schema.add_text_field("published", STRING | FAST),
        year: schema.add_text_field(YEAR, FAST),
        language: schema.add_text_field("language", STRING),
        primary_language: schema.add_text_field(PRIMARY_LANGUAGE, FAST),
    };
    (schema.build(), fields)
}

/// The host of an address, so that `site:paper.example` finds its articles.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    rest.split(['/', '?', '#']).next().map(str::to_owned)
}
