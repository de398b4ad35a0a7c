use std::collections::BTreeSet;
use std::ops::Bound;

use copydesk_link::is_unspaced;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::{TokenStream, Tokenizer};
use tantivy::{Searcher, Term};

use super::dates::Period;
use super::node::{Asked, Node, Scope};
use super::phrase::Phrase;
use crate::fields::Fields;
use crate::stem::Inflection;
use crate::tokenizer::Words;

/// How much more a word of the title counts than one of the text.
const TITLE_BOOST: f32 = 3.0;

/// How much another form of a word counts of the word as it was asked for, which counts beside it.
const INFLECTED_BOOST: f32 = 0.5;

/// Makes queries for an index.
#[derive(Clone, Copy)]
pub struct Builder<'a> {
    pub searcher: &'a Searcher,
    pub fields: Fields,
}

/// The terms that a query looks for in titles and texts.
#[derive(Default)]
pub struct Terms {
    /// Words in lower case, and pairs of characters.
    pub words: BTreeSet<String>,
    /// Stems with their languages.
    pub stems: BTreeSet<String>,
}

impl Builder<'_> {
    /// The terms of the words that are asked for anywhere, in titles or in texts.
    pub fn terms(&self, words: &[Asked]) -> Terms {
        let in_text =
            |asked: &&Asked| matches!(asked.scope, Scope::Everywhere | Scope::Title | Scope::Text);
        let mut terms = Terms::default();
        for asked in words.iter().filter(in_text) {
            terms
                .words
                .extend(cut(&asked.text).into_iter().map(|(_, term)| term));
            terms
                .stems
                .extend(self.stems(self.fields.text_stems, asked));
        }
        terms
    }

    /// The query of a form.
    pub fn query(&self, node: &Node) -> Box<dyn Query> {
        match node {
            Node::Words(_) | Node::Any(_) => any(self.alternatives(node)),
            Node::Dates(period) => self.dates(period),
            Node::Not(_) => self.all(std::slice::from_ref(node)),
            Node::All(nodes) => self.all(nodes),
        }
    }

    /// What any of will do: all words in all their fields and forms as one list, for a union of unions
    /// passes every match on from one to the other.
    fn alternatives(&self, node: &Node) -> Vec<Box<dyn Query>> {
        match node {
            Node::Words(asked) => self.words(asked),
            Node::Any(nodes) => {
                let repeated = |(node, times)| {
                    let queries = self.alternatives(node).into_iter();
                    queries.map(move |query| boosted(query, times))
                };
                distinct(nodes).into_iter().flat_map(repeated).collect()
            }
            _ => vec![self.query(node)],
        }
    }

    /// All that are asked for and none that is excluded.
    fn all(&self, nodes: &[Node]) -> Box<dyn Query> {
        let clause = |(node, times): (&Node, f32)| match node {
            Node::Not(node) => (Occur::MustNot, self.query(node)),
            _ => (Occur::Must, boosted(self.query(node), times)),
        };
        let mut all: Vec<_> = distinct(nodes).into_iter().map(clause).collect();
        if all.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            all.push((Occur::Must, Box::new(AllQuery)));
        }
        clauses(all)
    }

    fn words(&self, asked: &Asked) -> Vec<Box<dyn Query>> {
        let fields = self.fields;
        let title = || self.inflected(fields.title, fields.title_stems, asked, TITLE_BOOST);
        let text = || self.inflected(fields.text, fields.text_stems, asked, 1.0);
        let author = || phrase(fields.author, &asked.text);
        match asked.scope {
            Scope::Everywhere => title()
                .into_iter()
                .chain(text())
                .chain([author()])
                .collect(),
            Scope::Title => title(),
            Scope::Text => text(),
            Scope::Author => vec![author()],
            Scope::Section => vec![self.name(fields.section, fields.section_name, asked)],
            Scope::Site => vec![self.name(fields.site, fields.site_name, asked)],
            Scope::Language => vec![exact(
                fields.language,
                &asked.text.to_lowercase().replace('_', "-"),
            )],
        }
    }

    /// Words as they are asked for, and, of a single one that is not quoted, its other forms.
    fn inflected(
        &self,
        field: Field,
        stems: Field,
        asked: &Asked,
        boost: f32,
    ) -> Vec<Box<dyn Query>> {
        let as_asked = phrase(field, &asked.text);
        let mut forms = vec![boosted(as_asked, boost)];
        for term in self.stems(stems, asked) {
            forms.push(boosted(exact(stems, &term), boost * INFLECTED_BOOST));
        }
        forms
    }

    /// The stems of a single word in all languages in which the index has it.
    pub fn stems(&self, field: Field, asked: &Asked) -> Vec<String> {
        let words = cut(&asked.text);
        let [(_, word)] = words.as_slice() else {
            return Vec::new();
        };
        let of_word = Inflection::all().filter_map(|inflection| inflection.term(word));
        of_word
            .filter(|term| !asked.quoted && self.frequency(field, term) > 0)
            .collect()
    }

    /// A name in quotation marks is that name alone, if there is one so; else its words.
    fn name(&self, words: Field, names: Field, asked: &Asked) -> Box<dyn Query> {
        if asked.quoted && self.frequency(names, &asked.text) > 0 {
            exact(names, &asked.text)
        } else {
            phrase(words, &asked.text)
        }
    }

    /// How many documents have a term in a field.
    pub fn frequency(&self, field: Field, term: &str) -> u64 {
        let term = Term::from_field_text(field, term);
        self.searcher.doc_freq(&term).unwrap_or_default()
    }

    fn dates(&self, (from, to): &Period) -> Box<dyn Query> {
        let term = |bound: &Bound<String>| {
            bound
                .as_ref()
                .map(|date| Term::from_field_text(self.fields.published, date))
        };
        match (term(from), term(to)) {
            (Bound::Unbounded, Bound::Unbounded) => Box::new(AllQuery),
            (from, to) => Box::new(RangeQuery::new(from, to)),
        }
    }
}

/// What is asked for, and how often: words that are repeated, as in a sentence, are looked for once and
/// count as often.
fn distinct(nodes: &[Node]) -> Vec<(&Node, f32)> {
    let mut distinct: Vec<(&Node, f32)> = Vec::new();
    for node in nodes {
        match distinct.iter_mut().find(|(other, _)| node.repeats(other)) {
            Some((_, times)) => *times += 1.0,
            None => distinct.push((node, 1.0)),
        }
    }
    distinct
}

/// The terms of some words, with their positions.
pub fn cut(text: &str) -> Vec<(usize, String)> {
    let mut terms = Vec::new();
    Words::Asked
        .token_stream(text)
        .process(&mut |token| terms.push((token.position, token.text.clone())));
    terms
}

/// Words that stand together in a field.
fn phrase(field: Field, text: &str) -> Box<dyn Query> {
    let terms = cut(text);
    match terms.as_slice() {
        [] => Box::new(EmptyQuery),
        [(_, term)] => match alone(term) {
            Some(character) => beginning(field, character),
            None => exact(field, term),
        },
        _ => Phrase::query(field, &terms),
    }
}

/// The one character of an unspaced script that a term consists of.
fn alone(term: &str) -> Option<char> {
    let mut characters = term.chars();
    let first = characters.next().filter(|c| is_unspaced(*c))?;
    characters.next().is_none().then_some(first)
}

/// The terms that begin with a character: wherever it stands, one does.
fn beginning(field: Field, character: char) -> Box<dyn Query> {
    let from = Term::from_field_text(field, &character.to_string());
    let to = Term::from_field_text(field, &format!("{character}{}", char::MAX));
    Box::new(RangeQuery::new(Bound::Included(from), Bound::Excluded(to)))
}

fn exact(field: Field, term: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, term);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    match boost {
        1.0 => query,
        _ => Box::new(BoostQuery::new(query, boost)),
    }
}

fn any(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    clauses(
        queries
            .into_iter()
            .map(|query| (Occur::Should, query))
            .collect(),
    )
}

fn clauses(clauses: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(clauses))
}
