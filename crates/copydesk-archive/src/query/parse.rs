use std::ops::Range;

use super::dates::{self, Period};
use super::{DEEPEST, LONGEST, MOST_WORDS};
use crate::Problem;

/// Where a word is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Everywhere,
    Title,
    Text,
    Author,
    Section,
    Site,
    Language,
}

/// What a name before a colon asks for.
#[derive(Clone, Copy)]
enum Field {
    Words(Scope),
    Dates(fn(&str) -> Option<Period>),
}

/// The fields by their names in queries.
const FIELDS: &[(&str, Field)] = &[
    ("title", Field::Words(Scope::Title)),
    ("text", Field::Words(Scope::Text)),
    ("author", Field::Words(Scope::Author)),
    ("section", Field::Words(Scope::Section)),
    ("site", Field::Words(Scope::Site)),
    ("language", Field::Words(Scope::Language)),
    ("published", Field::Dates(dates::period)),
    ("after", Field::Dates(dates::after)),
    ("before", Field::Dates(dates::before)),
];

/// Words that are asked for: one word, or several that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub scope: Scope,
    pub text: String,
    /// Whether they stood in quotation marks, and are meant as written.
    pub quoted: bool,
    /// Where they stand in the query, in bytes.
    pub place: Range<usize>,
}

/// A query's form.
#[derive(Debug)]
pub enum Node {
    Words(Asked),
    Dates(Period),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
}

impl Node {
    /// The words that are asked for; not those to be left out.
    pub fn wanted(&self) -> Vec<&Asked> {
        match self {
            Self::Words(asked) => vec![asked],
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().flat_map(Self::wanted).collect(),
            Self::Dates(_) | Self::Not(_) => Vec::new(),
        }
    }

    /// Whether it asks for something, and not only for something to be left out.
    pub fn is_asking(&self) -> bool {
        match self {
            Self::Words(_) | Self::Dates(_) => true,
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().any(Self::is_asking),
            Self::Not(_) => false,
        }
    }
}

/// A query that was read, and what could not be read in it.
pub struct Parsed {
    pub node: Node,
    pub problem: Option<Problem>,
}

/// Reads a query's beginning, which is short.
pub fn parse(query: &str) -> Parsed {
    let mut parser = Parser {
        query: beginning(query),
        at: 0,
        items: 0,
        problem: (query.len() > LONGEST).then_some(Problem::TooLong),
    };
    let nodes = parser.sequence(0, Scope::Everywhere);
    let (empty, node) = (nodes.is_empty(), Node::All(nodes));
    if empty {
        parser.note(Problem::NoWords);
    } else if !node.is_asking() {
        parser.note(Problem::OnlyExcluded);
    }
    Parsed {
        node,
        problem: parser.problem,
    }
}

/// As much of a query as is read.
fn beginning(query: &str) -> &str {
    query
        .get(..query.floor_char_boundary(LONGEST))
        .unwrap_or(query)
}

struct Parser<'a> {
    query: &'a str,
    at: usize,
    items: usize,
    problem: Option<Problem>,
}

impl<'a> Parser<'a> {
    /// What stands up to the end or the closing bracket. `OR` binds its neighbours more tightly than
    /// words that follow each other, as in the search engines of the web.
    fn sequence(&mut self, depth: usize, scope: Scope) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        let mut or = false;
        while let Some(c) = self.next_item() {
            if c == ')' {
                self.at += 1;
                if depth > 0 {
                    return nodes;
                }
                self.note(Problem::Brackets);
            } else if self.operator("OR") {
                or = true;
            } else if !self.operator("AND") {
                let node = self.negatable(depth, scope);
                match (node, std::mem::take(&mut or)) {
                    (Some(node), true) => join(&mut nodes, node),
                    (Some(node), false) => nodes.push(node),
                    (None, _) => {}
                }
            }
        }
        if depth > 0 {
            self.note(Problem::Brackets);
        }
        nodes
    }

    /// The character that the next item begins with; none at the end, or after the last item that is
    /// read.
    fn next_item(&mut self) -> Option<char> {
        self.skip(char::is_whitespace);
        let c = self.peek()?;
        if self.items >= MOST_WORDS && c != ')' {
            self.note(Problem::TooLong);
            self.at = self.query.len();
            return None;
        }
        Some(c)
    }

    fn negatable(&mut self, depth: usize, scope: Scope) -> Option<Node> {
        let mut not = self.operator("NOT");
        self.skip(char::is_whitespace);
        while let Some(sign) = self.peek().filter(|c| ['-', '−', '－', '+'].contains(c)) {
            self.at += sign.len_utf8();
            not |= sign != '+';
        }
        let node = self.item(depth, scope)?;
        Some(if not { Node::Not(Box::new(node)) } else { node })
    }

    /// A group in brackets, words, or dates.
    fn item(&mut self, depth: usize, scope: Scope) -> Option<Node> {
        if self.peek() == Some('(') {
            self.at += 1;
            return self.group(depth, scope);
        }
        match self.field() {
            Some(Field::Words(scope)) if self.peek() == Some('(') => self.item(depth, scope),
            Some(Field::Words(scope)) => self.words(scope),
            Some(Field::Dates(read)) => self.dates(read),
            None => self.words(scope),
        }
    }

    fn group(&mut self, depth: usize, scope: Scope) -> Option<Node> {
        if depth == DEEPEST {
            self.note(Problem::Brackets);
            return None;
        }
        let nodes = self.sequence(depth + 1, scope);
        (!nodes.is_empty()).then_some(Node::All(nodes))
    }

    /// The field whose name stands here before a colon and a value, and goes past them.
    fn field(&mut self) -> Option<Field> {
        let (name, value) = self.rest().split_once([':', '：'])?;
        let named = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
        let valued = value.starts_with(|c: char| c.is_alphanumeric() || opens_value(c));
        if !named || !valued {
            return None;
        }
        let is_name = |(known, _): &&(&str, Field)| known.eq_ignore_ascii_case(name);
        let Some(&(_, field)) = FIELDS.iter().find(is_name) else {
            self.note(Problem::NoField(name.to_owned()));
            return None;
        };
        self.at = self.query.len() - value.len();
        Some(field)
    }

    fn words(&mut self, scope: Scope) -> Option<Node> {
        let start = self.at;
        let (text, quoted) = self.value();
        if !text.contains(char::is_alphanumeric) {
            return None;
        }
        self.items += 1;
        if scope == Scope::Language && !is_language(&text) {
            self.note(Problem::NoLanguage(text));
            return None;
        }
        let place = start..self.at;
        Some(Node::Words(Asked {
            scope,
            text,
            quoted,
            place,
        }))
    }

    fn dates(&mut self, read: fn(&str) -> Option<Period>) -> Option<Node> {
        self.items += 1;
        let value = match self.rest().find([']', '}']) {
            Some(end) if self.rest().starts_with(['[', '{']) => self.take(end + 1).to_owned(),
            _ => self.value().0,
        };
        let period = read(&value);
        if period.is_none() {
            self.note(Problem::NoDate(value));
        }
        period.map(Node::Dates)
    }

    /// A word, or what stands between quotation marks.
    fn value(&mut self) -> (String, bool) {
        if !self.peek().is_some_and(is_quote) {
            return (self.word().to_owned(), false);
        }
        self.skip_one();
        match self.closing_quote() {
            Some(end) => {
                let text = self.take(end).replace("\\\"", "\"");
                self.skip_one();
                (text, true)
            }
            None => {
                self.note(Problem::OpenQuote);
                (self.word().to_owned(), false)
            }
        }
    }

    /// Where, from here, a quotation mark stands that is not behind a backslash.
    fn closing_quote(&self) -> Option<usize> {
        let mut behind = '"';
        self.rest().char_indices().find_map(|(at, c)| {
            let before = std::mem::replace(&mut behind, c);
            (is_quote(c) && before != '\\').then_some(at)
        })
    }

    /// What stands here up to a space, bracket or quotation mark; at least one character.
    fn word(&mut self) -> &'a str {
        let ends = |(at, c): &(usize, char)| {
            *at > 0 && (c.is_whitespace() || is_quote(*c) || "()".contains(*c))
        };
        let end = self.rest().char_indices().find(ends);
        self.take(end.map_or(self.rest().len(), |(at, _)| at))
    }

    /// Whether an operator stands here as a word of its own, and goes past it.
    fn operator(&mut self, name: &str) -> bool {
        let behind = self.rest().strip_prefix(name);
        let is = behind.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '(')
        });
        if is {
            self.at += name.len();
        }
        is
    }

    fn rest(&self) -> &'a str {
        self.query.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self, is: fn(char) -> bool) {
        self.at = self.query.len() - self.rest().trim_start_matches(is).len();
    }

    fn skip_one(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn take(&mut self, length: usize) -> &'a str {
        let taken = self.rest().get(..length).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    /// Keeps the first problem: those behind it may come of it.
    fn note(&mut self, problem: Problem) {
        self.problem.get_or_insert(problem);
    }
}

/// Makes a node an alternative of the last one.
fn join(nodes: &mut Vec<Node>, node: Node) {
    match nodes.pop() {
        Some(Node::Any(mut any)) => {
            any.push(node);
            nodes.push(Node::Any(any));
        }
        Some(last) => nodes.push(Node::Any(vec![last, node])),
        None => nodes.push(node),
    }
}

fn opens_value(c: char) -> bool {
    is_quote(c) || "([{".contains(c)
}

fn is_quote(c: char) -> bool {
    "\"“”„«»「」『』＂".contains(c)
}

/// Whether this has the form of a language's tag (BCP 47).
fn is_language(text: &str) -> bool {
    let primary = text.split(['-', '_']).next().unwrap_or_default();
    (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic())
}
