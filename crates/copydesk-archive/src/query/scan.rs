/// A place in a query, and what stands there.
pub struct Scanner<'a> {
    query: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(query: &'a str) -> Self {
        Self { query, at: 0 }
    }

    /// The place, in bytes.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes to where only this much is left.
    pub fn leave(&mut self, rest: &str) {
        self.at = self.query.len().saturating_sub(rest.len());
    }

    /// What stands here up to a space, bracket or quotation mark; at least one character.
    pub fn word(&mut self) -> &'a str {
        let ends = |(at, c): &(usize, char)| {
            *at > 0 && (c.is_whitespace() || is_quote(*c) || "()".contains(*c))
        };
        let end = self.rest().char_indices().find(ends);
        self.take(end.map_or(self.rest().len(), |(at, _)| at))
    }

    /// Whether an operator stands here as a word of its own, and goes past it.
    pub fn operator(&mut self, name: &str) -> bool {
        let behind = self.rest().strip_prefix(name);
        let is = behind.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '(')
        });
        if is {
            self.at += name.len();
        }
        is
    }

    pub fn rest(&self) -> &'a str {
        self.query.get(self.at..).unwrap_or_default()
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn skip(&mut self, is: fn(char) -> bool) {
        self.at = self.query.len() - self.rest().trim_start_matches(is).len();
    }

    pub fn skip_one(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    pub fn take(&mut self, length: usize) -> &'a str {
        let taken = self.rest().get(..length).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    /// Where, from here, a quotation mark stands that is not behind a backslash.
    pub fn closing_quote(&self) -> Option<usize> {
        let mut behind = '"';
        self.rest().char_indices().find_map(|(at, c)| {
            let before = std::mem::replace(&mut behind, c);
            (is_quote(c) && before != '\\').then_some(at)
        })
    }
}

/// Whether it opens or closes a phrase, in any of the usual forms.
pub fn is_quote(c: char) -> bool {
    "\"“”„«»「」『』＂".contains(c)
}
