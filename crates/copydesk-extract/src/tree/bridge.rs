//! Feeds the tokenizer's tokens, with their spans, to `html5ever`'s tree builder.

use std::cell::OnceCell;

use copydesk_record::Span;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self, Tag, TagKind, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use super::arena::Content;
use super::attributes::SetId;
use super::names::NameId;
use super::pending::Pending;
use super::sink::{Correction, Current, Sink};
use super::strings::{MAX_SOURCE, Stretch};
use super::tokenizer::{Doctype, Mode, Raw, RawAttribute, Token, Tokenizer};
use super::{MAX_ATTRIBUTES_OF_ALL, MAX_NODES, NodeId, TooManyNodes, Tree};

/// Elements that the tree builder may look at on its stacks, in all: seconds of work. Its stack of open
/// elements is kept short by closing what is too deep; markup that defeats this, or that never closes
/// what it formats, is an attack on its running time.
const MAX_STEPS: usize = 400_000_000;

/// What a start tag beyond the depth limit counts for: the tree builder compares its attributes with
/// those of every open element that formats.
const STEPS_TOO_DEEP: usize = 8_000;

/// The tree builder takes a line number with each token, which nobody reads here.
const LINE: u64 = 1;

pub(super) fn parse(source: &str) -> Result<Tree, TooManyNodes> {
    if source.len() > MAX_SOURCE {
        return Err(TooManyNodes);
    }
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let text = StrTendril::from_slice(source);
    let source: &str = &text;
    let mut bridge = Bridge {
        text: text.clone(),
        source,
        tokenizer: Tokenizer::new(source),
        builder: TreeBuilder::new(Sink::new(source.len()), options),
    };
    bridge.run()?;
    let decoded = bridge.correct();
    let sink = bridge.builder.sink;
    Ok(Tree {
        slots: sink.arena.into_inner().0,
        names: sink.names.into_inner(),
        attributes: sink.attributes.into_inner(),
        decoded,
        source: text.clone(),
        classes: OnceCell::new(),
    })
}

struct Bridge<'a> {
    source: &'a str,
    /// The source again, of which the tree builder is given parts without copying.
    text: StrTendril,
    tokenizer: Tokenizer<'a>,
    builder: TreeBuilder<NodeId, Sink<'a>>,
}

impl Bridge<'_> {
    fn run(&mut self) -> Result<(), TooManyNodes> {
        loop {
            let builder = &self.builder;
            let next = self
                .tokenizer
                .next(|| builder.adjusted_current_node_present_but_not_in_html_namespace());
            let Some((token, span)) = next else { break };
            self.take(token, span);
            if self.is_over_limit() {
                return Err(TooManyNodes);
            }
        }
        let end = self.source.len();
        self.process_markup(tokenizer::Token::EOFToken, Span::new(end, end));
        self.builder.end();
        Ok(())
    }

    fn is_over_limit(&self) -> bool {
        let sink = &self.builder.sink;
        sink.count() > MAX_NODES
            || sink.steps.get() > MAX_STEPS
            || sink.attributes.borrow().len() > MAX_ATTRIBUTES_OF_ALL
    }

    fn take(&mut self, token: Token, span: Span) {
        match token {
            Token::Text(text) => self.text(text, span),
            Token::Nul(shown) => self.nul(shown, span),
            Token::StartTag { name, self_closing } => self.start_tag(name, self_closing, span),
            Token::EndTag { name } => {
                let name = self.name(name);
                let tag = new_tag(TagKind::EndTag, name);
                self.process_markup(tokenizer::Token::TagToken(tag), span);
            }
            Token::Comment(comment) => {
                self.set_current(Current {
                    comment,
                    ..Current::default()
                });
                let token = tokenizer::Token::CommentToken(StrTendril::new());
                self.process_markup(token, span);
            }
            Token::Doctype(doctype) => self.doctype(doctype, span),
        }
    }

    fn set_current(&self, current: Current) {
        self.builder.sink.token.set(current);
    }

    fn process(&mut self, token: tokenizer::Token, span: Span) {
        let sink = &self.builder.sink;
        sink.token.set(Current {
            span,
            ..sink.token.get()
        });
        match self.builder.process_token(token, LINE) {
            TokenSinkResult::Plaintext => self.tokenizer.mode = Mode::PlainText,
            TokenSinkResult::RawData(kind) => self.tokenizer.mode = Mode::Raw(raw(kind)),
            _ => {}
        }
    }

    /// Processes a token before which the tree builder gives back all the text it holds.
    fn process_markup(&mut self, token: tokenizer::Token, span: Span) {
        self.process(token, span);
        self.set_current(Current::default());
        self.builder.sink.texts.borrow_mut().clear();
    }

    fn text(&mut self, stretch: Stretch, span: Span) {
        let text = self.tendril(stretch);
        let pending = Pending::new(text.clone(), stretch, self.source, span);
        self.builder.sink.texts.borrow_mut().push_back(pending);
        self.process(tokenizer::Token::CharacterTokens(text), span);
    }

    /// A NUL becomes U+FFFD in SVG and MathML, elsewhere nothing.
    fn nul(&mut self, shown: Stretch, span: Span) {
        let pending = Pending::new(self.tendril(shown), shown, self.source, span);
        let texts = &self.builder.sink.texts;
        let before = texts.borrow().len();
        texts.borrow_mut().push_back(pending);
        self.process(tokenizer::Token::NullCharacterToken, span);
        self.builder.sink.texts.borrow_mut().truncate(before);
    }

    fn start_tag(&mut self, name: Stretch, self_closing: bool, span: Span) {
        if let Some(open) = self.builder.sink.too_deep() {
            let local = self.name(name);
            if is_ordinary(&local) {
                return self.sibling(&local, span);
            }
            self.builder.sink.count_steps(STEPS_TOO_DEEP);
            for name in open {
                let tag = new_tag(TagKind::EndTag, name);
                self.process_markup(tokenizer::Token::TagToken(tag), span);
            }
        }
        let id = self
            .builder
            .sink
            .names
            .borrow_mut()
            .id(self.tokenizer.string(name));
        let name = self.builder.sink.names.borrow().get(id).clone();
        let attrs = self.marks(id, &name);
        let tag = Tag {
            self_closing,
            attrs,
            ..new_tag(TagKind::StartTag, name)
        };
        self.process_markup(tokenizer::Token::TagToken(tag), span);
    }

    /// Makes an element beyond the depth limit without the tree builder, which would look through all
    /// that is open: it is a sibling of the latest one, and closed at once.
    fn sibling(&self, name: &LocalName, span: Span) {
        let set = self.keep(name, &self.tokenizer.attributes);
        let sink = &self.builder.sink;
        sink.token.set(Current {
            span,
            ..Current::default()
        });
        sink.add_sibling(name, set);
    }

    /// What the tree builder is given for a tag's attributes: nothing where it makes one element of the
    /// tag at once; else a mark that it hands on, and behind it those that it looks at.
    fn marks(&mut self, id: NameId, name: &LocalName) -> Vec<Attribute> {
        if self.tokenizer.attributes.is_empty() {
            return Vec::new();
        }
        let raw = std::mem::take(&mut self.tokenizer.attributes);
        let set = self.keep(name, &raw);
        let mut marks = Vec::new();
        let is_looked_at = self.is_looked_at(name);
        if is_looked_at || is_kept(name) {
            marks.push(set.mark());
        } else {
            self.set_current(Current {
                element: Some((id, set)),
                ..Current::default()
            });
        }
        if is_looked_at {
            marks.extend(raw.iter().map(|attribute| self.attribute(attribute)));
        }
        self.tokenizer.attributes = raw;
        marks
    }

    fn keep(&self, name: &LocalName, raw: &[RawAttribute]) -> SetId {
        let mut attributes = self.builder.sink.attributes.borrow_mut();
        if !is_compared(name) {
            return attributes.add(raw);
        }
        let string = |stretch| self.tokenizer.string(stretch);
        let mut content: Vec<(&str, &str)> = raw
            .iter()
            .map(|attribute| (string(attribute.name), string(attribute.value)))
            .collect();
        content.sort_unstable();
        attributes.add_shared(raw, format!("{content:?}"))
    }

    /// Whether the tree builder looks at the attributes of such an element here.
    fn is_looked_at(&self, name: &LocalName) -> bool {
        matches!(
            *name,
            local_name!("input") | local_name!("svg") | local_name!("math")
        ) || self
            .builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }

    fn attribute(&self, raw: &RawAttribute) -> Attribute {
        let name = LocalName::from(self.tokenizer.string(raw.name));
        Attribute {
            name: QualName::new(None, ns!(), name),
            value: self.tendril(raw.value),
        }
    }

    fn doctype(&mut self, doctype: Doctype, span: Span) {
        let parts = [doctype.name, doctype.public, doctype.system];
        let given = |part: Option<Stretch>| part.map(|part| self.tendril(part));
        let [name, public_id, system_id] = parts.map(given);
        let token = tokenizer::Doctype {
            name,
            public_id,
            system_id,
            force_quirks: doctype.force_quirks,
        };
        let parts = parts.map(|part| RawAttribute {
            name: Stretch::default(),
            value: part.unwrap_or_default(),
        });
        let doctype = self.builder.sink.attributes.borrow_mut().add(&parts);
        self.set_current(Current {
            doctype,
            ..Current::default()
        });
        self.process(tokenizer::Token::DoctypeToken(token), span);
    }

    fn name(&self, name: Stretch) -> LocalName {
        let mut names = self.builder.sink.names.borrow_mut();
        let id = names.id(self.tokenizer.string(name));
        names.get(id).clone()
    }

    fn tendril(&self, stretch: Stretch) -> StrTendril {
        match stretch.source_range() {
            Some((start, length)) => self.text.subtendril(start, length),
            None => StrTendril::from_slice(self.tokenizer.string(stretch)),
        }
    }

    /// Corrects attributes as the tree builder asked; returns the decoded texts.
    fn correct(&mut self) -> String {
        let mut decoded = std::mem::take(&mut self.tokenizer.decoded);
        let sink = &self.builder.sink;
        let mut attributes = sink.attributes.borrow_mut();
        let mut arena = sink.arena.borrow_mut();
        for correction in sink.corrections.take() {
            match correction {
                Correction::Rename(set, index, name) => {
                    let start = decoded.len();
                    decoded.push_str(&name);
                    let name = Stretch::of_decoded(start, decoded.len());
                    attributes.rename(set, index, name);
                }
                Correction::Merge(node, more) => {
                    if let Some((space, name, set)) = arena.get(node).element() {
                        let string = |stretch: Stretch| stretch.of(self.source, &decoded);
                        let merged = attributes.merge(set, more, |one, other| {
                            string(one.name) == string(other.name)
                        });
                        arena.set(node, Content::Element(space, name, merged));
                    }
                }
            }
        }
        decoded
    }
}

/// Whether an element only groups what is in it.
fn is_ordinary(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("article")
            | local_name!("aside")
            | local_name!("blockquote")
            | local_name!("center")
            | local_name!("div")
            | local_name!("dl")
            | local_name!("figure")
            | local_name!("footer")
            | local_name!("header")
            | local_name!("main")
            | local_name!("nav")
            | local_name!("ol")
            | local_name!("section")
            | local_name!("span")
            | local_name!("ul")
    )
}

/// Whether the tree builder may keep the tag of such an element, to make others like it, take its
/// attributes for an element that there is, or give it another name.
fn is_kept(name: &LocalName) -> bool {
    is_compared(name)
        || matches!(
            *name,
            local_name!("a") | local_name!("body") | local_name!("html") | local_name!("image")
        )
}

/// Whether the tree builder compares the attributes of such elements, of which it keeps three of the
/// same kind open at most. (Of `<a>` it keeps one.)
fn is_compared(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

fn raw(kind: RawKind) -> Raw {
    match kind {
        RawKind::Rcdata => Raw::Rcdata,
        RawKind::Rawtext => Raw::Rawtext,
        _ => Raw::Script,
    }
}

fn new_tag(kind: TagKind, name: LocalName) -> Tag {
    Tag {
        kind,
        name,
        self_closing: false,
        attrs: Vec::new(),
        had_duplicate_attributes: false,
    }
}
