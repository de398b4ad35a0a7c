use std::collections::HashMap;
use std::sync::LazyLock;

/// Simplified characters, each before the traditional ones that are written so: a group a line.
static TABLE: &str = include_str!("simplified.txt");

/// The simplified form of each traditional character.
static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut simplified = HashMap::new();
    for line in TABLE.lines() {
        let mut characters = line.chars();
        let first = characters.next();
        simplified.extend(characters.zip(first.into_iter().cycle()));
    }
    simplified
});

/// The character that search takes for this one and its variants: the simplified form of a
/// traditional Chinese character (many of Japan's old ones too), the usual form of a full-width
/// letter or digit, and the Russian `е` of a `ё`, which most texts print without its dots.
///
/// Case is another matter: lower case may have more characters than one.
pub fn folded(c: char) -> char {
    match c {
        '\0'..='\u{7f}' => c,
        'ё' | 'Ё' => 'е',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3400}'..='\u{9fff}' | '\u{20000}'.. => SIMPLIFIED.get(&c).copied().unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_one_character() {
        let cases = [
            ('國', '国'),
            ('国', '国'),
            ('後', '后'),
            ('ｉ', 'i'),
            ('９', '9'),
            ('ё', 'е'),
            ('ö', 'ö'),
        ];
        for (written, taken) in cases {
            assert_eq!(folded(written), taken);
        }
    }

    #[test]
    fn what_is_folded_stays_so() {
        assert!(SIMPLIFIED.len() > 4_000);
        assert!(SIMPLIFIED.values().all(|&c| folded(c) == c));
    }
}
