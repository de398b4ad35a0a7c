use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use copydesk_link::is_unspaced;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::fold::folded;

/// How texts are cut into the terms of the index.
///
/// Where words are written with spaces a term is a word in lower case, its letters [`folded`]. In Chinese, Japanese, Korean,
/// Thai and their like it is each pair of neighbouring characters, at the position of the first; and
/// the first and the last character of a run, so that every character begins a term and one alone can
/// be found, or beside a word of another script.
#[derive(Clone, Copy)]
pub enum Words {
    /// For the index: pairs, and a run's first and last character.
    Indexed,
    /// For queries: pairs; a character that stands alone.
    Asked,
    /// For marking what was asked for: pairs, and each character.
    Marked,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        Terms {
            words: *self,
            text,
            characters: text.char_indices().peekable(),
            unspaced_end: None,
            pair: None,
            term: Token::default(),
        }
    }
}

/// Gives each term that the index has of a text, in order, as often as it occurs: for an index elsewhere
/// that finds what this one does.
pub fn terms(text: &str, each: &mut dyn FnMut(&str)) {
    let mut words = Words::Indexed;
    words
        .token_stream(text)
        .process(&mut |term| each(&term.text));
}

/// The terms of one text, in order.
pub struct Terms<'a> {
    words: Words,
    text: &'a str,
    characters: Peekable<CharIndices<'a>>,
    /// Where the last character of an unspaced script ends.
    unspaced_end: Option<usize>,
    /// A pair still to be given, at the position of its first character.
    pair: Option<Range<usize>>,
    term: Token,
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        if let Some(pair) = self.pair.take() {
            self.give(pair);
            return true;
        }
        while let Some((start, c)) = self.characters.next() {
            if c.is_alphanumeric() {
                self.term.position = self.term.position.wrapping_add(1);
                let end = start + c.len_utf8();
                let given = if is_unspaced(c) {
                    self.character(start..end)
                } else {
                    self.word(start..end)
                };
                if given {
                    return true;
                }
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.term
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.term
    }
}

impl Terms<'_> {
    /// Gives the word that a character begins.
    fn word(&mut self, mut place: Range<usize>) -> bool {
        let goes_on = |&(_, c): &(usize, char)| c.is_alphanumeric() && !is_unspaced(c);
        while let Some((at, c)) = self.characters.next_if(goes_on) {
            place.end = at + c.len_utf8();
        }
        self.give(place);
        true
    }

    /// Gives a character, or its pair with the next one, or both; nothing of a query's last one,
    /// which the pair before it has.
    fn character(&mut self, place: Range<usize>) -> bool {
        let follows = self.unspaced_end.replace(place.end) == Some(place.start);
        let next = self
            .characters
            .peek()
            .filter(|(_, c)| c.is_alphanumeric() && is_unspaced(*c));
        let pair = next.map(|(at, c)| place.start..at + c.len_utf8());
        match (self.words, pair) {
            (Words::Indexed, Some(pair)) if follows => self.give(pair),
            (Words::Indexed | Words::Marked, pair) => {
                self.pair = pair;
                self.give(place);
            }
            (Words::Asked, Some(pair)) => self.give(pair),
            (Words::Asked, None) if follows => return false,
            (Words::Asked, None) => self.give(place),
        }
        true
    }

    fn give(&mut self, place: Range<usize>) {
        self.term.text.clear();
        let text = self.text.get(place.clone()).unwrap_or_default();
        if text.is_ascii() {
            self.term.text.push_str(text);
            self.term.text.make_ascii_lowercase();
        } else {
            let folded = text.chars().map(folded);
            self.term.text.extend(folded.flat_map(char::to_lowercase));
        }
        (self.term.offset_from, self.term.offset_to) = (place.start, place.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(mut words: Words, text: &str) -> Vec<(usize, String)> {
        let mut terms = Vec::new();
        words
            .token_stream(text)
            .process(&mut |term| terms.push((term.position, term.text.clone())));
        terms
    }

    #[test]
    fn words_are_in_lower_case_and_one_position_apart() {
        assert_eq!(
            terms(Words::Asked, "Die Bürger, 2012!"),
            [(0, "die".into()), (1, "bürger".into()), (2, "2012".into())]
        );
    }

    #[test]
    fn unspaced_text_is_indexed_by_pairs_and_the_ends_of_runs() {
        let owned = |terms: &[(usize, &str)]| -> Vec<(usize, String)> {
            terms
                .iter()
                .map(|&(at, term)| (at, term.to_owned()))
                .collect()
        };
        let ends = owned(&[
            (0, "北"),
            (0, "北京"),
            (1, "京市"),
            (2, "市"),
            (3, "iphone"),
        ]);
        assert_eq!(terms(Words::Indexed, "北京市iPhone"), ends);
        let all = owned(&[(0, "北"), (0, "北京"), (1, "京"), (1, "京市"), (2, "市")]);
        assert_eq!(terms(Words::Marked, "北京市"), all);
        assert_eq!(
            terms(Words::Asked, "北京市"),
            [(0, "北京".to_owned()), (1, "京市".to_owned())]
        );
        assert_eq!(terms(Words::Asked, "京"), [(0, "京".to_owned())]);
    }

    #[test]
    fn offsets_are_those_of_the_text() {
        let text = "Öl: 石油";
        Words::Indexed.token_stream(text).process(&mut |term| {
            assert_eq!(
                text[term.offset_from..term.offset_to].to_lowercase(),
                term.text
            );
        });
    }
}
