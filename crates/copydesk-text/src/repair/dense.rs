use super::plausible::FIRST_EAST_ASIAN;
use super::reading::SINGLE_BYTE;

/// So few characters above ASCII tell nothing.
const MIN_DENSE: usize = 4;

/// What script the text is in where text of another encoding may have been read as single bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dense {
    /// Characters of windows-1252, most of them above ASCII.
    Latin,
    /// Cyrillic with more capitals than small letters: one Cyrillic encoding has the capitals where
    /// another has the small ones.
    Cyrillic,
}

/// Whether the line may be text of a legacy encoding that was read as single bytes.
pub(super) fn dense(line: &str) -> Option<Dense> {
    let (mut latin, mut ascii, mut small, mut capital) = (0, 0, 0, 0);
    for c in line.chars() {
        match c {
            'a'..='z' | 'A'..='Z' => ascii += 1,
            '\0'..='\x7F' => {}
            'А'..='Я' => capital += 1,
            'а'..='я' => small += 1,
            FIRST_EAST_ASIAN.. => {}
            _ => latin += usize::from(SINGLE_BYTE[0].unit(c).is_some()),
        }
    }
    if latin >= MIN_DENSE && latin * 2 >= ascii {
        Some(Dense::Latin)
    } else {
        (capital >= MIN_DENSE && capital > small).then_some(Dense::Cyrillic)
    }
}
