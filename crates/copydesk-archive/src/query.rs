use std::collections::BTreeSet;

use tantivy::Term;
use tantivy::query::{Query, QueryParser, QueryParserError};
use tantivy::schema::Schema;
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

use crate::fields::{Fields, WORDS};
use crate::tokenizer::Words;

/// How much more a word of the title counts than one of the text.
const TITLE_BOOST: f32 = 3.0;

/// Longest query, in bytes: more than anyone writes, and less than keeps the parser busy.
const LONGEST: usize = 2_000;

/// Most opening brackets in a query: the parser calls itself for each.
const MOST_BRACKETS: usize = 16;

/// A query as it was understood.
pub struct Understood {
    /// What to look for.
    pub query: Box<dyn Query>,
    /// Why it is not the query as written.
    pub explanation: Option<String>,
}

/// Reads a query: words that must all occur, `"phrases"`, `-excluded`, `OR`, and words of one field
/// after its name, as `author:smith`. Of a query that cannot be read so the words alone are taken.
pub fn understand(schema: Schema, fields: Fields, query: &str) -> Understood {
    let parser = parser(schema, fields);
    let read = match too_long(query) {
        Some(explanation) => Err(explanation),
        None => parser.parse_query(query).map_err(|error| explain(&error)),
    };
    match read {
        Ok(query) => Understood {
            query,
            explanation: None,
        },
        Err(explanation) => Understood {
            query: parser.parse_query_lenient(&words_alone(query)).0,
            explanation: Some(explanation),
        },
    }
}

fn too_long(query: &str) -> Option<String> {
    let brackets = query.matches('(').count();
    (query.len() > LONGEST || brackets > MOST_BRACKETS).then(|| {
        format!(
            "The query is longer than {LONGEST} bytes or has more than {MOST_BRACKETS} brackets; \
             the words of its beginning were looked for instead."
        )
    })
}

/// The terms that a query looks for in titles and texts.
pub fn terms(query: &dyn Query, fields: Fields) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    query.query_terms(&mut |term: &Term, _| {
        if [fields.title, fields.text].contains(&term.field()) {
            terms.extend(term.value().as_str().map(str::to_owned));
        }
    });
    terms
}

fn parser(schema: Schema, fields: Fields) -> QueryParser {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(WORDS, TextAnalyzer::from(Words::Asked));
    let mut parser = QueryParser::new(
        schema,
        vec![fields.title, fields.text, fields.author],
        tokenizers,
    );
    parser.set_conjunction_by_default();
    parser.set_field_boost(fields.title, TITLE_BOOST);
    parser
}

/// The query's words without all marks, and without the excluded ones, in lower case so that none is
/// an operator.
fn words_alone(query: &str) -> String {
    let mut room = LONGEST;
    let mut fits = |word: &&str| {
        room = room.saturating_sub(word.len() + 1);
        room > 0
    };
    let wanted = query
        .split_whitespace()
        .filter(|word| !word.starts_with('-'))
        .take_while(&mut fits);
    let plain = |word: &str| {
        word.replace(|c: char| !c.is_alphanumeric(), " ")
            .to_lowercase()
    };
    wanted.map(plain).collect::<Vec<_>>().join(" ")
}

fn explain(error: &QueryParserError) -> String {
    match error {
        QueryParserError::AllButQueryForbidden => {
            "The query only says what to leave out; add a word to look for.".to_owned()
        }
        QueryParserError::FieldDoesNotExist(field) => format!(
            "There is no field “{field}”: the words were looked for everywhere. Fields are title, text, author, \
             section, site, published and language."
        ),
        QueryParserError::SyntaxError(_) => {
            "The query could not be read as written; is a quotation mark or a \
             bracket left open? Its words were looked for instead."
                .to_owned()
        }
        other => format!(
            "The query could not be read as written ({other}); its words were looked for instead."
        ),
    }
}
