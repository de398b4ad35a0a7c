use super::dates::{self, Period};
use super::node::{Asked, Node, Scope};
use super::scan::{Scanner, is_quote};
use super::{DEEPEST, LONGEST, MOST_WORDS};
use crate::Problem;

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

/// A query that was read, and what could not be read in it.
pub struct Parsed {
    pub node: Node,
    pub problem: Option<Problem>,
}

/// Reads a query's beginning, which is short.
pub fn parse(query: &str) -> Parsed {
    let mut parser = Parser {
        scan: Scanner::new(beginning(query)),
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
    scan: Scanner<'a>,
    items: usize,
    problem: Option<Problem>,
}

impl Parser<'_> {
    /// What stands up to the end or the closing bracket. `OR` binds its neighbours more tightly than
    /// words that follow each other, as in the search engines of the web.
    fn sequence(&mut self, depth: usize, scope: Scope) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        let mut or = false;
        while let Some(c) = self.next_item() {
            if c == ')' {
                self.scan.skip_one();
                if depth > 0 {
                    return nodes;
                }
                self.note(Problem::Brackets);
            } else if self.scan.operator("OR") {
                or = true;
            } else if !self.scan.operator("AND") {
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
        self.scan.skip(char::is_whitespace);
        let c = self.scan.peek()?;
        if self.items >= MOST_WORDS && c != ')' {
            self.note(Problem::TooLong);
            self.scan.leave("");
            return None;
        }
        Some(c)
    }

    fn negatable(&mut self, depth: usize, scope: Scope) -> Option<Node> {
        let mut not = self.scan.operator("NOT");
        self.scan.skip(char::is_whitespace);
        while let Some(sign) = self
            .scan
            .peek()
            .filter(|c| ['-', '−', '－', '+'].contains(c))
        {
            self.scan.skip_one();
            not |= sign != '+';
        }
        let node = self.item(depth, scope)?;
        Some(if not { Node::Not(Box::new(node)) } else { node })
    }

    /// A group in brackets, words, or dates.
    fn item(&mut self, depth: usize, scope: Scope) -> Option<Node> {
        if self.scan.peek() == Some('(') {
            self.scan.skip_one();
            return self.group(depth, scope);
        }
        match self.field() {
            Some(Field::Words(scope)) if self.scan.peek() == Some('(') => self.item(depth, scope),
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
        let (name, value) = self.scan.rest().split_once([':', '：'])?;
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
        self.scan.leave(value);
        Some(field)
    }

    fn words(&mut self, scope: Scope) -> Option<Node> {
        let start = self.scan.at();
        let (text, quoted) = self.value();
        if !text.contains(char::is_alphanumeric) {
            return None;
        }
        self.items += 1;
        if scope == Scope::Language && !is_language(&text) {
            self.note(Problem::NoLanguage(text));
            return None;
        }
        let place = start..self.scan.at();
        Some(Node::Words(Asked {
            scope,
            text,
            quoted,
            place,
        }))
    }

    fn dates(&mut self, read: fn(&str) -> Option<Period>) -> Option<Node> {
        self.items += 1;
        let value = match self.scan.rest().find([']', '}']) {
            Some(end) if self.scan.rest().starts_with(['[', '{']) => {
                self.scan.take(end + 1).to_owned()
            }
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
        if !self.scan.peek().is_some_and(is_quote) {
            return (self.scan.word().to_owned(), false);
        }
        self.scan.skip_one();
        match self.scan.closing_quote() {
            Some(end) => {
                let text = self.scan.take(end).replace("\\\"", "\"");
                self.scan.skip_one();
                (text, true)
            }
            None => {
                self.note(Problem::OpenQuote);
                (self.scan.word().to_owned(), false)
            }
        }
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

/// Whether this has the form of a language's tag (BCP 47).
fn is_language(text: &str) -> bool {
    let primary = text.split(['-', '_']).next().unwrap_or_default();
    (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic())
}
