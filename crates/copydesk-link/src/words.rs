//! Cutting a text into words, and into characters where a script does not part its words.

use std::sync::LazyLock;

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
    /// Whether it has a letter.
    pub letters: bool,
    /// Whether it begins with a capital letter without beginning a sentence.
    pub name: bool,
    /// Whether it begins with a letter that is no capital.
    pub lower: bool,
    /// How many letters and digits it has, 255 at most.
    pub length: u8,
}

/// A shorter word is mostly an article, a pronoun or a preposition.
const LONG: u8 = 4;

impl Token {
    fn new(spacing: Spacing) -> Self {
        Self {
            hash: 0,
            spacing,
            number: false,
            letters: false,
            name: false,
            lower: false,
            length: 0,
        }
    }

    /// Whether it tells anything of the text that it is in: it is no short word, or a name or number.
    pub fn tells(&self) -> bool {
        self.spacing != Spacing::Spaced || self.length >= LONG || self.name || self.number
    }

    /// Adds a character in lower case (FNV-1a; [`Token::finished`] spreads it).
    fn grow(&mut self, lower: u32, number: bool) {
        self.number |= number;
        self.letters |= !number;
        self.length = self.length.saturating_add(1);
        self.hash = (self.hash ^ u64::from(lower)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    fn finished(self) -> Self {
        Self {
            hash: hash::mix(self.hash),
            ..self
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

/// The tokens of a text, in order; punctuation and marks part them and are left out, but a point or
/// comma between two digits is a part of a number.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    read(text, &mut tokens);
    tokens
}

/// Appends the tokens of a text.
pub fn read(text: &str, tokens: &mut Vec<Token>) {
    let mut word: Option<Token> = None;
    let mut sentence_begins = true;
    for (at, c) in text.char_indices() {
        let Some(letter) = letter(c) else {
            if word.is_some_and(|word| word.number) && is_within_number(text, at, c) {
                continue;
            }
            tokens.extend(word.take().map(Token::finished));
            sentence_begins |= !matches!(c, ' ' | ',' | '-' | '\'' | '’');
            continue;
        };
        let spacing = spacing(c);
        if spacing != Spacing::Spaced {
            tokens.extend(word.take().map(Token::finished));
        }
        let mut token = word.take().unwrap_or(Token {
            name: letter.capital && !sentence_begins,
            lower: !letter.capital && !letter.number,
            ..Token::new(spacing)
        });
        token.grow(letter.lower, letter.number);
        sentence_begins = false;
        if spacing == Spacing::Spaced {
            word = Some(token);
        } else {
            tokens.push(token.finished());
        }
    }
    tokens.extend(word.map(Token::finished));
}

/// Whether a point or comma stands between two digits.
fn is_within_number(text: &str, at: usize, c: char) -> bool {
    let digit = |at: Option<usize>| {
        at.and_then(|at| text.as_bytes().get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    matches!(c, '.' | ',') && digit(at.checked_sub(1)) && digit(at.checked_add(1))
}

/// What is to be known of a letter or digit.
#[derive(Clone, Copy, Debug)]
struct Letter {
    /// It in lower case, the first character of it where there are several.
    lower: u32,
    number: bool,
    capital: bool,
}

/// A letter or digit, with a quick way for ASCII and the ideographs; `None` for other characters.
fn letter(c: char) -> Option<Letter> {
    match c {
        'a'..='z' | '\u{4e00}'..='\u{9fff}' => Some(Letter {
            lower: c.into(),
            number: false,
            capital: false,
        }),
        '\0'..='\x7f' => c.is_ascii_alphanumeric().then(|| Letter {
            lower: c.to_ascii_lowercase().into(),
            number: c.is_ascii_digit(),
            capital: c.is_ascii_uppercase(),
        }),
        '\u{80}'..='\u{1fff}' => CASED.get(c as usize - 0x80).copied().flatten(),
        _ => any_letter(c),
    }
}

/// The letters of scripts with two cases, and of others up to U+1FFF: asking the Unicode tables for
/// each character takes longer than all the rest.
static CASED: LazyLock<Vec<Option<Letter>>> =
    LazyLock::new(|| ('\u{80}'..='\u{1fff}').map(any_letter).collect());

fn any_letter(c: char) -> Option<Letter> {
    c.is_alphanumeric().then(|| Letter {
        lower: c.to_lowercase().next().unwrap_or(c).into(),
        number: c.is_numeric(),
        capital: c.is_uppercase(),
    })
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
