//! Feeds `html5gum`'s tokens, with their spans, to `html5ever`'s tree builder.

use copydesk_record::Span;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, ns};
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, State, Tokenizer};

use super::pending::Pending;
use super::sink::Sink;
use super::{MAX_NODES, NodeId, TooManyNodes, Tree};

/// Elements that the tree builder may look at on its stacks, in all: seconds of work. Its stack of open
/// elements is kept short by closing what is too deep; markup that defeats this, or that never closes
/// what it formats, is an attack on its running time.
const MAX_STEPS: usize = 400_000_000;

/// What a start tag beyond the depth limit counts for: the tree builder compares its attributes with
/// those of every open element that formats.
const STEPS_TOO_DEEP: usize = 8_000;

/// Attributes that an element keeps, so that looking for repeated ones stays cheap; of more, only
/// the last is kept.
const MAX_ATTRIBUTES: usize = 256;

/// The tree builder takes a line number with each token, which nobody reads here.
const LINE: u64 = 1;

pub(super) fn parse(source: &str) -> Result<Tree, TooManyNodes> {
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let builder = TreeBuilder::new(Sink::new(), options);
    let emitter = Bridge(CallbackEmitter::new(Events {
        source: source.as_bytes(),
        builder: &builder,
        tag: None,
        tag_start: 0,
        state: None,
    }));
    let mut tokenizer = Tokenizer::new_with_emitter(source, emitter);
    // The tokenizer yields only what the events return: that a limit was passed.
    let limit = tokenizer.next();
    drop(tokenizer);
    match limit {
        None => Ok(builder.sink.finish()),
        Some(_) => Err(TooManyNodes),
    }
}

struct Events<'a> {
    source: &'a [u8],
    builder: &'a TreeBuilder<NodeId, Sink>,
    tag: Option<Tag>,
    tag_start: usize,
    state: Option<State>,
}

impl Events<'_> {
    fn is_over_limit(&self) -> bool {
        let sink = &self.builder.sink;
        sink.count() > MAX_NODES || sink.steps.get() > MAX_STEPS
    }

    fn process(&mut self, token: Token, span: Span) {
        self.builder.sink.token.set(span);
        self.state = match self.builder.process_token(token, LINE) {
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(_) => Some(State::ScriptData),
            _ => None,
        };
    }

    /// Processes a token before which the tree builder gives back all the text it holds.
    fn process_markup(&mut self, token: Token, span: Span) {
        self.process(token, span);
        self.builder.sink.texts.borrow_mut().clear();
    }

    /// NUL characters are tokens of their own, as the tree builder wants them.
    fn process_text(&mut self, value: &[u8], span: Span) {
        if !value.contains(&0) {
            return self.process_characters(value, span);
        }
        let source = self.source.get(span.start..span.end).unwrap_or_default();
        let mut pieces = source.split(|&byte| byte == 0);
        let mut start = span.start;
        for (index, part) in value.split(|&byte| byte == 0).enumerate() {
            if index > 0 {
                self.process_null(Span::new(start - 1, start));
            }
            let length = pieces.next().map_or(0, <[u8]>::len);
            self.process_characters(part, Span::new(start, start + length));
            start += length + 1;
        }
    }

    /// In SVG and MathML it becomes U+FFFD, elsewhere nothing.
    fn process_null(&mut self, span: Span) {
        let texts = &self.builder.sink.texts;
        let before = texts.borrow().len();
        let shown = Pending::new(StrTendril::from("\u{fffd}"), b"\0", span);
        texts.borrow_mut().push_back(shown);
        self.process(Token::NullCharacterToken, span);
        self.builder.sink.texts.borrow_mut().truncate(before);
    }

    fn process_characters(&mut self, value: &[u8], span: Span) {
        let text = tendril(value);
        let source = self.source.get(span.start..span.end).unwrap_or_default();
        let pending = Pending::new(text.clone(), source, span);
        self.builder.sink.texts.borrow_mut().push_back(pending);
        self.process(Token::CharacterTokens(text), span);
    }

    fn process_start_tag(&mut self, tag: Tag, span: Span) {
        if let Some(open) = self.builder.sink.too_deep() {
            self.builder.sink.count_steps(STEPS_TOO_DEEP);
            for name in open {
                self.process_markup(Token::TagToken(new_tag(TagKind::EndTag, name.local)), span);
            }
        }
        self.process_markup(Token::TagToken(tag), span);
    }
}

impl Callback<TooManyNodes, usize> for Events<'_> {
    fn handle_event(
        &mut self,
        event: CallbackEvent<'_>,
        span: html5gum::Span<usize>,
    ) -> Option<TooManyNodes> {
        let at = Span::new(span.start, span.end);
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Some(new_tag(TagKind::StartTag, local_name(name)));
                self.tag_start = at.start;
            }
            CallbackEvent::AttributeName { name } => {
                if let Some(tag) = &mut self.tag {
                    tag.attrs.truncate(MAX_ATTRIBUTES);
                    tag.attrs.push(new_attribute(name));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attribute) = self.tag.as_mut().and_then(|tag| tag.attrs.last_mut()) {
                    attribute.value = tendril(value);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(mut tag) = self.tag.take() {
                    tag.self_closing = self_closing;
                    drop_repeated_attributes(&mut tag.attrs);
                    self.process_start_tag(tag, Span::new(self.tag_start, at.end));
                }
            }
            CallbackEvent::EndTag { name } => {
                let tag = new_tag(TagKind::EndTag, local_name(name));
                self.process_markup(Token::TagToken(tag), at);
            }
            CallbackEvent::String { value } => self.process_text(value, at),
            CallbackEvent::Comment { value } => {
                self.process_markup(Token::CommentToken(tendril(value)), at);
            }
            CallbackEvent::Doctype {
                name,
                public_identifier,
                system_identifier,
                force_quirks,
            } => {
                let doctype = Doctype {
                    name: (!name.is_empty()).then(|| tendril(name)),
                    public_id: public_identifier.map(tendril),
                    system_id: system_identifier.map(tendril),
                    force_quirks,
                };
                self.process(Token::DoctypeToken(doctype), at);
            }
            CallbackEvent::Error(_) => {}
        }
        self.is_over_limit().then_some(TooManyNodes)
    }
}

struct Bridge<'a>(CallbackEmitter<Events<'a>, TooManyNodes, usize>);

impl ForwardingEmitter for Bridge<'_> {
    type Token = TooManyNodes;

    fn inner(&mut self) -> &mut impl Emitter<Token = TooManyNodes> {
        &mut self.0
    }

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_eof(&mut self) {
        self.0.emit_eof();
        let events = self.0.callback_mut();
        let end = events.source.len();
        events.process_markup(Token::EOFToken, Span::new(end, end));
        events.builder.end();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let _none = self.0.emit_current_tag();
        let state = self.0.callback_mut().state.take();
        if state.is_some() {
            // The text of a script or the like begins here; html5gum says so only of states of its own.
            self.0.init_string();
        }
        state
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.0
            .callback_mut()
            .builder
            .adjusted_current_node_present_but_not_in_html_namespace()
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

fn new_attribute(name: &[u8]) -> Attribute {
    Attribute {
        name: QualName::new(None, ns!(), local_name(name)),
        value: StrTendril::new(),
    }
}

/// Of attributes with the same name the first counts.
fn drop_repeated_attributes(attributes: &mut Vec<Attribute>) {
    let mut index = 1;
    while index < attributes.len() {
        let (before, rest) = attributes.split_at(index);
        if before
            .iter()
            .any(|earlier| earlier.name.local == rest[0].name.local)
        {
            attributes.remove(index);
        } else {
            index += 1;
        }
    }
}

fn tendril(bytes: &[u8]) -> StrTendril {
    match std::str::from_utf8(bytes) {
        Ok(text) => StrTendril::from_slice(text),
        Err(_) => StrTendril::from(&*String::from_utf8_lossy(bytes)),
    }
}

fn local_name(bytes: &[u8]) -> LocalName {
    match std::str::from_utf8(bytes) {
        Ok(text) => LocalName::from(text),
        Err(_) => LocalName::from(&*String::from_utf8_lossy(bytes)),
    }
}
