//! What the model is trained with: each unit's features and text. Only with the feature `training`.

use copydesk_record::{Article, Form, Page, page_id};

use crate::{Options, desk, source};

/// The text of a page's record when `scores`, asked with the number of units, gives the model's
/// scores: with those of a model that has not seen the page, what to expect of the whole program.
#[must_use]
pub fn text(page: &Page, scores: impl FnOnce(usize) -> Vec<i32>) -> String {
    let (source, _) = source::source(page);
    let options = Options::default();
    let mut article = Article::new(page_id(page), &page.source);
    match page.form {
        Form::Html => desk::with_html(page, &source, options, |desk| {
            desk.fill_scored(&mut article, scores);
        })
        .unwrap_or_default(),
        Form::Text => desk::with_text(page, &source, options, |desk| {
            desk.fill_scored(&mut article, scores);
        }),
    }
    article.text
}

/// A page's units as the model sees them.
#[derive(Debug, Default)]
pub struct Examples {
    /// The features' names.
    pub names: Vec<String>,
    /// Each unit's features.
    pub rows: Vec<Vec<i32>>,
    /// Each unit's text.
    pub texts: Vec<String>,
    /// Each unit's words, as the lexicon has them, a space between two.
    pub lexical: Vec<String>,
    /// For each unit the words of classes and ids of the elements around it, from the inside.
    pub words: Vec<Vec<Vec<String>>>,
}

/// The examples of a page; none when it cannot be used. Asked with the number of units, `scores` gives
/// the first model's score of each, or nothing when it is the first that is trained.
#[must_use]
pub fn examples(page: &Page, scores: impl FnOnce(usize) -> Vec<i32>) -> Examples {
    let (source, _) = source::source(page);
    let options = Options::default();
    match page.form {
        Form::Html => desk::with_html(page, &source, options, |desk| desk.examples(scores))
            .unwrap_or_default(),
        Form::Text => desk::with_text(page, &source, options, |desk| desk.examples(scores)),
    }
}
