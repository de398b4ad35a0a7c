/// The scripts as far as text mixes them: ideographs, kana and hangul go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Greek,
    Cyrillic,
    EastAsian,
    Other,
}

impl Script {
    /// The script of a letter; signs, digits and spaces have none.
    pub(super) fn of(c: char) -> Option<Self> {
        match c {
            'A'..='Z' | 'a'..='z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ' | 'Ḁ'..='ỿ' => {
                Some(Self::Latin)
            }
            'Ͱ'..='Ͽ' | 'ἀ'..='῾' => Some(Self::Greek),
            'Ѐ'..='ԯ' => Some(Self::Cyrillic),
            '\u{530}'..='\u{1FFF}' => Some(Self::Other),
            '⺀'..='\u{2FFF}'
            | 'ぁ'..='\u{D7FF}'
            | '豈'..='\u{FAFF}'
            | 'Ａ'..='Ｚ'
            | 'ａ'..='ｚ'
            | 'ｦ'..='ￜ'
            | '\u{20000}'..='\u{3FFFF}' => Some(Self::EastAsian),
            _ => None,
        }
    }
}

/// Whether the characters have Latin letters and none of any other script.
pub(super) fn is_latin(text: impl Iterator<Item = char>) -> bool {
    let mut scripts = text.filter_map(Script::of).peekable();
    scripts.peek().is_some() && scripts.all(|script| script == Script::Latin)
}
