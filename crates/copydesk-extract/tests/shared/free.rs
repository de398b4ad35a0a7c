//! What a stretch of a page's source says, read by `html5gum`: no tags, references resolved, repairs
//! applied. It knows nothing of the extractor's tree.

use copydesk_record::{Repair, Span};
use html5gum::{DefaultEmitter, State, Token, Tokenizer};

/// Elements that begin and end lines.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];

/// Elements whose content is no text of the page.
const UNSEEN: &[&str] = &[
    "head", "script", "style", "template", "noscript", "textarea", "select", "svg", "math",
    "iframe", "object", "video", "audio", "canvas",
];

/// Elements in whose text nothing is markup and nothing a reference.
const RAW: &[&str] = &["xmp", "noembed", "noframes", "plaintext"];

/// The text of preformatted runs that stand in source order, all white space kept.
pub fn preformatted(source: &str, runs: &[Span], repairs: &[Repair]) -> String {
    let mut text = String::new();
    let mut last = None;
    for run in runs {
        if let Some(end) = last {
            let pieces = pieces(&source[end..run.start]);
            pieces.iter().for_each(|piece| match piece {
                Piece::Break => text.push('\n'),
                Piece::Text(space) if space.trim().is_empty() => text.push_str(space),
                _ => {}
            });
        }
        text.push_str(&repaired(source, *run, repairs));
        last = Some(run.end);
    }
    text.replace("\r\n", "\n")
}

/// The text of runs that stand in source order, what parts two of them being white space or nothing.
pub fn freed(source: &str, runs: &[Span], repairs: &[Repair]) -> String {
    let mut text = String::new();
    let mut last = None;
    for run in runs {
        if let Some(end) = last {
            text.push_str(gap(&source[end..run.start]));
        }
        text.push_str(&repaired(source, *run, repairs));
        last = Some(run.end);
    }
    text
}

/// The text without white space: what must be equal in any case.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The text with its white space collapsed.
pub fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A run's text with the repairs that stand within it.
fn repaired(source: &str, run: Span, repairs: &[Repair]) -> String {
    let text = decoded(source, run);
    let is_literal = text == source[run.start..run.end];
    let within = |repair: &&Repair| run.start <= repair.span.start && repair.span.end <= run.end;
    let (mut out, mut at) = (String::new(), 0);
    for repair in repairs.iter().filter(within) {
        let start = if is_literal {
            repair.span.start - run.start
        } else {
            match text[at..].find(&repair.before) {
                Some(found) => at + found,
                None => continue,
            }
        };
        out.push_str(&text[at..start]);
        out.push_str(&repair.after);
        at = start + repair.before.len();
    }
    out + &text[at..]
}

/// A run's text, its character references resolved.
pub fn decoded(source: &str, run: Span) -> String {
    let text = &source[run.start..run.end];
    let element = element_before(&source[..run.start]);
    if !text.contains(['&', '\r', '<']) || RAW.contains(&&*element) {
        return text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .replace('\0', "\u{FFFD}");
    }
    let mut tokenizer = Tokenizer::new(text);
    if element == "title" {
        tokenizer.set_state(State::RcData);
    }
    let mut out = String::new();
    for Ok(token) in tokenizer {
        if let Token::String(string) = token {
            out.push_str(&String::from_utf8_lossy(&string));
        }
    }
    out.replace('\0', "")
}

/// The name of the tag that ends here.
fn element_before(before: &str) -> String {
    let tag = before.rfind('<').map_or("", |at| &before[at + 1..]);
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next();
    let name = name.filter(|_| before.ends_with('>') && !before.ends_with("-->"));
    name.unwrap_or_default().to_ascii_lowercase()
}

/// What parts two runs of one text: white space, or nothing.
fn gap(between: &str) -> &'static str {
    let parts = |piece: &Piece| match piece {
        Piece::Text(text) => text.contains(char::is_whitespace),
        Piece::Break | Piece::Block => true,
    };
    if pieces(between).iter().any(parts) {
        " "
    } else {
        ""
    }
}

/// What stands between two runs.
enum Piece {
    Text(String),
    Break,
    Block,
}

/// The pieces of markup that is no page of its own, without what stands in unseen elements.
fn pieces(between: &str) -> Vec<Piece> {
    let mut emitter = DefaultEmitter::<()>::new_with_span();
    emitter.naively_switch_states(true);
    let mut pieces = Vec::new();
    let mut unseen = Unseen::default();
    for Ok(token) in Tokenizer::new_with_emitter(between, emitter) {
        let piece = match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if !tag.self_closing {
                    unseen.open(&name);
                }
                piece_of_tag(&name)
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                unseen.close(&name);
                piece_of_tag(&name)
            }
            Token::String(text) => Some(Piece::Text(String::from_utf8_lossy(&text).into_owned())),
            _ => None,
        };
        pieces.extend(piece.filter(|_| unseen.0.is_none()));
    }
    pieces
}

fn piece_of_tag(name: &str) -> Option<Piece> {
    match name {
        "br" => Some(Piece::Break),
        _ => BLOCKS.contains(&name).then_some(Piece::Block),
    }
}

/// The unseen element that is open, and how many of its name.
#[derive(Default)]
struct Unseen(Option<(String, usize)>);

impl Unseen {
    fn open(&mut self, name: &str) {
        match &mut self.0 {
            Some((outer, depth)) => *depth += usize::from(*outer == name),
            None if UNSEEN.contains(&name) => self.0 = Some((name.to_owned(), 1)),
            None => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((outer, depth)) = &mut self.0 {
            *depth -= usize::from(*outer == name);
        }
        self.0.take_if(|(_, depth)| *depth == 0);
    }
}
