//! How surprising characters are that are no letters, and what may stand beside them.

use super::model::BIT;

/// What a character that is no letter costs in bits: always, and more where it follows a letter,
/// follows none, or has a letter after it.
pub(super) struct Symbol {
    always: u16,
    after_letter: u16,
    after_none: u16,
    before_letter: u16,
}

impl Symbol {
    /// The costs of a character above ASCII that is no letter.
    pub(super) fn of(c: char) -> Self {
        let (always, after_letter, after_none, before_letter) = match c {
            '\u{A0}' => (6, 0, 0, 0),
            '’' => (7, 0, 4, 0),
            '‘' => (8, 4, 0, 0),
            '“' | '„' | '‚' => (7, 5, 0, 0),
            '”' => (7, 0, 4, 5),
            '«' | '‹' => (8, 5, 0, 0),
            '»' | '›' => (8, 0, 4, 6),
            '–' | '—' => (7, 2, 0, 2),
            '…' => (7, 0, 0, 4),
            '•' => (8, 4, 0, 4),
            '\u{AD}' => (10, 0, 0, 0),
            '§' | '©' | '°' | '®' | '№' | '€' | '£' => (9, 3, 0, 2),
            '™' => (9, 3, 4, 2),
            '¿' | '¡' => (9, 6, 0, 0),
            '²' | '³' | '¹' | '½' | '¼' | '¾' | '‰' | '†' | '‡' | '¢' | '¥' | '±' | '×' | '÷'
            | 'µ' | '¶' => (12, 4, 0, 6),
            '\u{2500}'..='\u{25FF}' => (12, 6, 0, 6),
            '\u{80}'..='\u{9F}' | char::REPLACEMENT_CHARACTER => (25, 4, 0, 4),
            _ => (14, 4, 0, 4),
        };
        Self {
            always,
            after_letter,
            after_none,
            before_letter,
        }
    }

    /// What it costs after a small letter, after a capital, after none, and before a letter, in
    /// sixteenths of a bit.
    pub(super) fn costs(self) -> [u16; 4] {
        let letter = self.always + self.after_letter;
        let none = self.always + self.after_none;
        [letter, letter, none, self.before_letter].map(|bits| bits * BIT as u16)
    }
}

/// Whether a character is a part of words.
pub(super) fn is_letter(c: char) -> bool {
    let is_mark = matches!(c, '\u{300}'..='\u{36F}' | '\u{E31}'..='\u{E4E}' | '\u{591}'..='\u{5C7}'
        | '\u{64B}'..='\u{652}' | '\u{200C}' | '·');
    c.is_alphabetic() || is_mark
}

/// The letter by which the model knows one: small, and Romanian's with cedillas.
pub(super) fn folded(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some('ș'), None) => 'ş',
        (Some('ț'), None) => 'ţ',
        (Some(small), None) => small,
        _ if c == 'İ' => 'i',
        _ => c,
    }
}
