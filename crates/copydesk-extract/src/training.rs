//! What the model is trained with: each unit's features and text. Only with the feature `training`.

use copydesk_record::{Form, Page};

use crate::{Options, desk, source};

/// A page's units as the model sees them.
#[derive(Debug, Default)]
pub struct Examples {
    /// The features' names.
    pub names: Vec<String>,
    /// Each unit's features.
    pub rows: Vec<Vec<i32>>,
    /// Each unit's text.
    pub texts: Vec<String>,
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
        Form::Html => {
            desk::with_html(page, source, options, |desk| desk.examples(scores)).unwrap_or_default()
        }
        Form::Text => desk::with_text(page, &source, options, |desk| desk.examples(scores)),
    }
}
