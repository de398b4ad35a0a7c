use std::collections::{BTreeMap, HashMap};

use tantivy::tokenizer::{TokenStream, Tokenizer};

use crate::Piece;
use crate::passage::{Found, passage};
use crate::query::Terms;
use crate::stem::Inflection;
use crate::tokenizer::Words;

/// How far behind the first word found the text is read, in bytes: some passages to choose from, and no
/// longer a wait for a long text than for a short one.
const REACH: usize = 1_000;

/// Makes the snippets of one search.
pub struct Snippets<'a> {
    terms: &'a Terms,
    /// What each language's words are, by its tag.
    languages: BTreeMap<String, Vocabulary>,
}

/// The words of one language.
struct Vocabulary {
    inflection: Option<Inflection>,
    /// The stem of each that was met, where it is asked for. Texts have most of their words in common,
    /// and to stem one takes longer than to find it here.
    stems: HashMap<String, Option<String>>,
}

impl<'a> Snippets<'a> {
    pub fn new(terms: &'a Terms) -> Self {
        Self {
            terms,
            languages: BTreeMap::new(),
        }
    }

    /// The passage of a text that has most of the terms, most of them different ones; the text's
    /// beginning when it has none. Ellipses stand for the text around it, spaces for line ends.
    pub fn of(&mut self, text: &str, language: Option<&str>) -> Vec<Piece> {
        let found = self.found(text, language.unwrap_or_default());
        passage(text, found)
    }

    /// Where the text has a term, from the first one on as far as is read. A word as it is asked for
    /// comes before its other forms: it is found without a stemmer.
    fn found(&mut self, text: &str, language: &str) -> Vec<Found> {
        let terms = self.terms;
        let vocabulary = self
            .languages
            .entry(language.to_owned())
            .or_insert_with(|| Vocabulary::new(language, terms));
        let start = first(text, terms).unwrap_or_default();
        let mut words = Words::Marked;
        let mut stream = words.token_stream(text.get(start..).unwrap_or_default());
        let (mut found, mut end) = (Vec::new(), text.len());
        while let Some(token) = stream.next().filter(|token| token.offset_from < end) {
            if let Some(term) = vocabulary.term(&token.text, terms) {
                end = end.min(token.offset_from + REACH);
                found.push((start + token.offset_from..start + token.offset_to, term));
            }
        }
        found
    }
}

/// Where the first word stands that is as it is asked for.
fn first(text: &str, terms: &Terms) -> Option<usize> {
    let mut words = Words::Marked;
    let mut stream = words.token_stream(text);
    while let Some(token) = stream.next() {
        if terms.words.contains(&token.text) {
            return Some(token.offset_from);
        }
    }
    None
}

impl Vocabulary {
    fn new(language: &str, terms: &Terms) -> Self {
        let stemmed = Some(language).filter(|_| !terms.stems.is_empty());
        Self {
            inflection: stemmed.and_then(Inflection::of),
            stems: HashMap::new(),
        }
    }

    /// The term that a word is asked for as; another form of a word is its stem.
    fn term(&mut self, word: &str, terms: &Terms) -> Option<String> {
        let stem = self.stem(word, terms);
        stem.or_else(|| terms.words.get(word).cloned())
    }

    fn stem(&mut self, word: &str, terms: &Terms) -> Option<String> {
        let inflection = self.inflection?;
        if let Some(stem) = self.stems.get(word) {
            return stem.clone();
        }
        let stem = inflection.term(word);
        let stem = stem.filter(|stem| terms.stems.contains(stem));
        self.stems.insert(word.to_owned(), stem.clone());
        stem
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::passage::LENGTH;

    fn shown(text: &str, terms: &[&str]) -> String {
        let terms = Terms {
            words: terms.iter().map(|term| (*term).to_owned()).collect(),
            stems: BTreeSet::from(["en:ferri".to_owned()]),
        };
        let mark = |piece: Piece| {
            if piece.hit {
                format!("[{}]", piece.text)
            } else {
                piece.text
            }
        };
        Snippets::new(&terms)
            .of(text, Some("en"))
            .into_iter()
            .map(mark)
            .collect()
    }

    #[test]
    fn a_short_text_is_shown_whole_with_its_hits() {
        assert_eq!(
            shown("The ferry is late.\n\nFerry talks.", &["ferry"]),
            "The [ferry] is late. [Ferry] talks."
        );
        assert_eq!(shown("Two ferries.", &["ferry"]), "Two [ferries].");
        assert_eq!(shown("No such word.", &["ferry"]), "No such word.");
        assert_eq!(shown("", &["ferry"]), "");
    }

    #[test]
    fn the_passage_with_most_different_terms_is_chosen() {
        let text = format!(
            "ferry {} ferry harbour {}",
            "blah ".repeat(100),
            "more ".repeat(100)
        );
        let shown = shown(&text, &["ferry", "harbour"]);
        assert!(
            shown.starts_with("… blah") && shown.contains("[ferry] [harbour]"),
            "{shown}"
        );
        assert!(
            shown.ends_with("more…") && shown.chars().count() < LENGTH + 10,
            "{shown}"
        );
    }

    #[test]
    fn a_passage_is_chosen_near_the_first_word_found() {
        let lead = "blah ".repeat(REACH);
        let near = format!("{lead} ferry {} ferry harbour", "more ".repeat(100));
        assert!(shown(&near, &["ferry", "harbour"]).ends_with("[ferry] [harbour]"));
        let far = format!("{lead} ferry {lead} ferry harbour");
        assert!(!shown(&far, &["ferry", "harbour"]).contains("[harbour]"));
    }

    #[test]
    fn a_word_is_another_one_in_another_language() {
        let terms = Terms {
            words: BTreeSet::new(),
            stems: BTreeSet::from(["en:ferri".to_owned()]),
        };
        let mut snippets = Snippets::new(&terms);
        let mut hits = |language| {
            let pieces = snippets.of("Two ferries.", language);
            pieces.iter().filter(|piece| piece.hit).count()
        };
        let languages = [Some("en"), Some("de"), None, Some("en-GB")];
        assert_eq!(languages.map(&mut hits), [1, 0, 0, 1]);
    }

    #[test]
    fn text_without_spaces_is_cut_anywhere_and_not_at_a_far_space() {
        let text = "天气".repeat(200) + "消防 " + &"大火".repeat(200);
        let shown = shown(&text, &["消防"]);
        assert_eq!(shown.chars().count(), LENGTH + "……[]".chars().count());
        assert!(shown.contains("[消防]"), "{shown}");
    }

    #[test]
    fn pairs_of_an_unspaced_word_are_marked_as_one() {
        let text = "天气".repeat(200) + "消防员扑灭了大火";
        let shown = shown(&text, &["消防", "防员"]);
        assert!(shown.ends_with("[消防员]扑灭了大火"), "{shown}");
    }
}
