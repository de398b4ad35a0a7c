use frostem::{Algorithm, Stemmer};
use tantivy::tokenizer::{TokenStream, Tokenizer};

use crate::tokenizer::Words;

/// The longest word that is stemmed, in bytes. German's longest have some 60 letters; what is longer
/// is no word, and a stemmer's time grows with the square of its length.
const LONGEST: usize = 128;

/// The languages whose inflections are known, by their codes in records.
const LANGUAGES: &[(&str, Algorithm)] = &[
    ("ar", Algorithm::Arabic),
    ("ca", Algorithm::Catalan),
    ("cs", Algorithm::Czech),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("et", Algorithm::Estonian),
    ("fa", Algorithm::Persian),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hi", Algorithm::Hindi),
    ("hu", Algorithm::Hungarian),
    ("id", Algorithm::Indonesian),
    ("it", Algorithm::Italian),
    ("lt", Algorithm::Lithuanian),
    ("nb", Algorithm::Norwegian),
    ("nl", Algorithm::Dutch),
    ("nn", Algorithm::Norwegian),
    ("no", Algorithm::Norwegian),
    ("pl", Algorithm::Polish),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sr", Algorithm::Serbian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

/// How words of one language are inflected.
#[derive(Clone, Copy)]
pub struct Inflection {
    code: &'static str,
    stemmer: Stemmer,
}

impl Inflection {
    /// That of a language by its tag, as `de-AT`; `None` where it is not known.
    pub fn of(language: &str) -> Option<Self> {
        let primary = primary(language);
        Self::all().find(|inflection| inflection.code == primary)
    }

    /// Those of all languages that are known.
    pub fn all() -> impl Iterator<Item = Self> {
        LANGUAGES.iter().map(|&(code, algorithm)| Self {
            code,
            stemmer: Stemmer::new(algorithm),
        })
    }

    /// The term under which all forms of a word are found: its stem behind the language's code, so
    /// that no stem is taken for one of another language.
    pub fn term(&self, word: &str) -> Option<String> {
        let stem = || format!("{}:{}", self.code, self.stemmer.stem(word));
        (word.len() <= LONGEST).then(stem)
    }

    /// The terms of a text's words, parted by spaces.
    pub fn terms(&self, text: &str) -> String {
        let mut terms = String::with_capacity(text.len() * 2);
        Words::Asked.token_stream(text).process(&mut |word| {
            if let Some(term) = self.term(&word.text) {
                terms.push_str(&term);
                terms.push(' ');
            }
        });
        terms
    }
}

/// A tag's first part, the language itself, in lower case.
pub fn primary(tag: &str) -> String {
    let end = tag.find(['-', '_']).unwrap_or(tag.len());
    tag.get(..end).unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_term() {
        let cases = [
            ("en-GB", "strike", "strikes"),
            ("de", "haus", "häuser"),
            ("de_AT", "strasse", "straßen"),
            ("ru", "газета", "газетами"),
        ];
        for (language, one, other) in cases {
            let inflection = Inflection::of(language).unwrap();
            assert_eq!(inflection.term(one), inflection.term(other), "{language}");
        }
        assert!(Inflection::of("zh").is_none());
    }

    #[test]
    fn no_word_stops_a_stemmer() {
        let odd = [
            "ß",
            "й",
            "ั",
            "'",
            "e\u{301}",
            "ﷺ",
            "\u{1f600}",
            "aeiouy",
            "İ",
            "्",
        ];
        for inflection in Inflection::all() {
            assert_eq!(inflection.term(&"a".repeat(LONGEST + 1)), None);
            for (word, times) in odd
                .iter()
                .flat_map(|word| (0..20).map(move |times| (word, times)))
            {
                inflection.term(&word.repeat(times));
            }
        }
    }
}
