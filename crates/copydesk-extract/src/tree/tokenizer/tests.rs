use html5gum::{Emitter, Token as Theirs};
use proptest::prelude::*;

use super::*;

/// The tokens in words, texts that touch made one.
fn ours(html: &str, mode: Mode, element: &str) -> Vec<String> {
    let html = format!("<{element}>{html}");
    let mut tokenizer = Tokenizer::new(&html);
    tokenizer.next(|| false);
    tokenizer.mode = mode;
    let mut words = Vec::new();
    while let Some((token, _)) = tokenizer.next(|| false) {
        let word = match token {
            Token::Text(text) => format!("text {}", tokenizer.string(text)),
            Token::Nul(_) => "text \0".to_owned(),
            Token::StartTag { name, self_closing } => {
                let string = |stretch| tokenizer.string(stretch);
                let mut attributes: Vec<_> = tokenizer
                    .attributes
                    .iter()
                    .map(|attribute| (string(attribute.name), string(attribute.value)))
                    .collect();
                attributes.sort_unstable();
                format!("start {} {attributes:?} {self_closing}", string(name))
            }
            Token::EndTag { name } => format!("end {}", tokenizer.string(name)),
            Token::Comment(text) => format!("comment {}", tokenizer.string(text)),
            Token::Doctype(doctype) => {
                let [name, public, system] = [doctype.name, doctype.public, doctype.system]
                    .map(|part| part.map(|part| tokenizer.string(part)));
                let name = name.unwrap_or_default();
                format!(
                    "doctype {name} {public:?} {system:?} {}",
                    doctype.force_quirks
                )
            }
        };
        push(&mut words, word);
    }
    words
}

fn push(words: &mut Vec<String>, word: String) {
    match (words.last_mut(), word.strip_prefix("text ")) {
        (Some(last), Some(text)) if last.starts_with("text ") => last.push_str(text),
        _ => words.push(word),
    }
}

/// The same from `html5gum`.
fn theirs(html: &str, state: html5gum::State, element: &str) -> Vec<String> {
    let mut emitter = html5gum::DefaultEmitter::<()>::new_with_span();
    emitter.set_last_start_tag(Some(element.as_bytes()));
    let mut tokenizer = html5gum::Tokenizer::new_with_emitter(html, emitter);
    tokenizer.set_state(state);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut words = Vec::new();
    for Ok(token) in tokenizer {
        let word = match token {
            Theirs::String(string) => format!("text {}", text(&string)),
            Theirs::StartTag(tag) => {
                let attributes: Vec<_> = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| (text(name), text(value)))
                    .collect();
                format!(
                    "start {} {attributes:?} {}",
                    text(&tag.name),
                    tag.self_closing
                )
            }
            Theirs::EndTag(tag) => format!("end {}", text(&tag.name)),
            Theirs::Comment(comment) => format!("comment {}", text(&comment)),
            Theirs::Doctype(doctype) => {
                let public = doctype.public_identifier.as_ref().map(|id| text(id));
                let system = doctype.system_identifier.as_ref().map(|id| text(id));
                let name = text(&doctype.name);
                format!(
                    "doctype {name} {public:?} {system:?} {}",
                    doctype.force_quirks
                )
            }
            Theirs::Error(_) => continue,
        };
        push(&mut words, word);
    }
    words
}

#[track_caller]
fn check(html: &str) {
    use html5gum::State;
    for (mode, state, element) in [
        (Mode::Data, State::Data, "p"),
        (Mode::Raw(Raw::Rcdata), State::RcData, "title"),
        (Mode::Raw(Raw::Rawtext), State::RawText, "style"),
        (Mode::Raw(Raw::Script), State::ScriptData, "script"),
        (Mode::PlainText, State::PlainText, "plaintext"),
    ] {
        assert_eq!(
            ours(html, mode, element),
            theirs(html, state, element),
            "{html:?} in {mode:?}"
        );
    }
}

#[test]
fn texts_that_nothing_is_decoded_in_are_of_the_source() {
    let mut tokenizer = Tokenizer::new("<p class=a>text");
    while tokenizer.next(|| false).is_some() {}
    assert_eq!(tokenizer.decoded, NUL_SHOWN);
}

#[test]
fn cdata_is_text_in_foreign_content_only() {
    let first = |in_foreign: bool| Tokenizer::new("<![CDATA[a]]>").next(|| in_foreign);
    assert!(matches!(first(true), Some((Token::Text(_), _))));
    assert!(matches!(first(false), Some((Token::Comment(_), _))));
}

#[test]
fn every_named_reference_is_read() {
    for name in html5ever::data::NAMED_ENTITIES.keys() {
        check(&format!("&{name}"));
        check(&format!("&{name}x <a b='&{name}=' c=&{name}>"));
    }
}

/// Pieces that markup is made of, well or badly.
const PIECES: &[&str] = &[
    "<",
    ">",
    "/",
    "=",
    "\"",
    "'",
    "!",
    "?",
    "-",
    "--",
    "<!--",
    "-->",
    "--!>",
    "<!",
    "</",
    "a",
    "B",
    "é",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\x0c",
    "\0",
    "&",
    ";",
    "#",
    "x",
    "X",
    "128",
    "1F600",
    "&amp",
    "&lt;",
    "&notit;",
    "&#x80;",
    "&#xD800;",
    "&#0;",
    "&nbsp;",
    "<p>",
    "</p>",
    "<p class=a ID='b'>",
    "<script",
    "</script",
    "</ScRiPt>",
    "<style",
    "</style",
    "</title>",
    "</title",
    "<!doctype",
    "html",
    "PUBLIC",
    "system",
    "]]>",
    "<![CDATA[",
    "<a/b>",
    "<a b=c/>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn tokens_are_those_of_html5gum(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        check(&pieces.concat());
    }
}
