//! Cutting a text into words, and into characters where a script does not part its words.

use crate::hash;

/// A word, or one character of a script without spaces between words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its hash, in lower case.
    pub hash: u64,
    /// How its script writes words.
    pub spacing: Spacing,
    /// Whether it has a digit.
    pub number: bool,
    /// Whether it has anything else.
    pub letters: bool,
    /// Whether it begins with a capital letter without beginning a sentence.
    pub name: bool,
    /// Whether it begins with a small letter.
    pub lower: bool,
}

impl Token {
    fn new(spacing: Spacing) -> Self {
        Self {
            hash: 0,
            spacing,
            number: false,
            letters: false,
            name: false,
            lower: false,
        }
    }

    fn grow(&mut self, c: char) {
        self.number |= c.is_numeric();
        self.letters |= !c.is_numeric();
        if c.is_ascii() {
            self.hash = hash::extend(self.hash, c.to_ascii_lowercase().into());
        } else {
            self.hash = c
                .to_lowercase()
                .fold(self.hash, |hash, c| hash::extend(hash, c.into()));
        }
    }
}

/// How a script writes words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spacing {
    /// With spaces between them: a token is a word.
    Spaced,
    /// Without spaces, a character being a syllable or a word: Chinese, Japanese; Korean too, whose
    /// words carry endings.
    Ideographic,
    /// Without spaces, a character being a letter: Thai, Lao, Khmer, Burmese.
    Letters,
}

impl Spacing {
    /// How many tokens tell about as much as a pair of words does.
    pub fn shingle(self) -> usize {
        match self {
            Self::Spaced => 2,
            Self::Ideographic => 4,
            Self::Letters => 8,
        }
    }
}

/// The tokens of a text, in order; punctuation and marks part them and are left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 6);
    let (mut in_word, mut sentence_begins) = (false, true);
    for c in text.chars() {
        if !c.is_alphanumeric() {
            in_word = false;
            sentence_begins |= !matches!(c, ' ' | ',' | '-' | '\'' | '’');
            continue;
        }
        let spacing = spacing(c);
        if !in_word || spacing != Spacing::Spaced {
            tokens.push(Token {
                name: c.is_uppercase() && !sentence_begins,
                lower: c.is_lowercase(),
                ..Token::new(spacing)
            });
        }
        tokens
            .last_mut()
            .into_iter()
            .for_each(|token| token.grow(c));
        (in_word, sentence_begins) = (spacing == Spacing::Spaced, false);
    }
    tokens
}

/// Whether a character belongs to a script that writes words without spaces between them; Korean
/// counts as one, since its words carry endings.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    spacing(c) != Spacing::Spaced
}

fn spacing(c: char) -> Spacing {
    match c {
        '\0'..='\u{0dff}' => Spacing::Spaced,
        // Thai and Lao, Burmese, Khmer.
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => {
            Spacing::Letters
        }
        // Hangul letters; kana; ideographs and their extensions; Hangul syllables; wide kana.
        '\u{1100}'..='\u{11ff}'
        | '\u{3040}'..='\u{31ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ffdc}'
        | '\u{20000}'..='\u{3ffff}' => Spacing::Ideographic,
        _ => Spacing::Spaced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        tokens(text).iter().map(|token| token.hash).collect()
    }

    #[test]
    fn words_are_parted_by_spaces_and_punctuation_and_case_does_not_count() {
        assert_eq!(
            hashes("Der Bürgermeister, heute"),
            hashes("der BÜRGERMEISTER — heute.")
        );
        assert_eq!(hashes("one two").len(), 2);
        assert_ne!(hashes("one two"), hashes("two one"));
    }

    #[test]
    fn each_character_of_an_unspaced_script_is_a_token() {
        assert_eq!(hashes("新华社北京").len(), 5);
        assert_eq!(hashes("iPhone手机").len(), 3);
        assert_eq!(tokens("ข่าว")[0].spacing, Spacing::Letters);
    }

    #[test]
    fn a_capital_within_a_sentence_is_a_name() {
        let names = |text| tokens(text).iter().filter(|token| token.name).count();
        assert_eq!(
            names("The ferry to Oslo left. Its captain, Ann Lee, waved."),
            3
        );
        assert_eq!(names("Rain.\n\nSun. “Wind”"), 0);
    }

    #[test]
    fn a_word_with_a_digit_is_a_number() {
        let numbers: Vec<bool> = tokens("shares of G20 at 12")
            .iter()
            .map(|token| token.number)
            .collect();
        assert_eq!(numbers, [false, false, true, false, true]);
    }
}
