use rusqlite::Row;
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};

use crate::listing::decoded;

/// The name of our way to cut texts into terms.
pub const WORDS: &str = "words";

/// The index's fields, by the names that queries use.
#[derive(Clone, Copy)]
pub struct Fields {
    pub page: Field,
    pub id: Field,
    pub title: Field,
    pub text: Field,
    pub author: Field,
    pub section: Field,
    pub site: Field,
    pub published: Field,
    pub language: Field,
}

impl Fields {
    /// What of a page is indexed; the row's columns are named as in SQLite.
    pub fn document(&self, row: &Row<'_>) -> rusqlite::Result<TantivyDocument> {
        let text = |column| row.get::<_, Option<String>>(column);
        let host = text("url")?.as_deref().and_then(host);
        let day = text("day")?.or(text("published")?);
        let authors: Vec<String> = decoded(&row.get::<_, String>("authors")?)?;
        let values = [
            (self.id, text("id")?),
            (self.title, text("title")?),
            (self.text, text("dek")?),
            (self.text, text("text")?),
            (self.section, text("section")?),
            (self.site, text("site")?),
            (self.site, host),
            (self.published, day),
            (self.language, text("language")?),
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
    let words = TextFieldIndexing::default()
        .set_tokenizer(WORDS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = TextOptions::default().set_indexing_options(words);
    let mut schema = Schema::builder();
    let fields = Fields {
        page: schema.add_i64_field("page", INDEXED | FAST),
        id: schema.add_text_field("id", STRING),
        title: schema.add_text_field("title", words.clone()),
        text: schema.add_text_field("text", words.clone()),
        author: schema.add_text_field("author", words.clone()),
        section: schema.add_text_field("section", words.clone()),
        site: schema.add_text_field("site", words),
        published: schema.add_text_field("published", STRING | FAST),
        language: schema.add_text_field("language", STRING),
    };
    (schema.build(), fields)
}

/// The host of an address, so that `site:paper.example` finds its articles.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    rest.split(['/', '?', '#']).next().map(str::to_owned)
}
