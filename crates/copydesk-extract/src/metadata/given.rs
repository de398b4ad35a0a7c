//! Given names of many languages, by which a person's name is known from other capitalised words.

/// One name a line, in lower case, sorted by bytes; `training/names.py` writes it.
const TABLE: &str = include_str!("given_names.txt");
/// No word in the table has more bytes.
const LONGEST: usize = 60;

/// Whether a word of a name is a given name.
pub(super) fn has_given(name: &str) -> bool {
    let mut words = name.split([' ', '-', '\u{a0}']);
    words.any(|word| is_given(word.trim_matches(|c: char| !c.is_alphabetic())))
}

/// Whether a word is a given name, in whatever case.
pub(super) fn is_given(word: &str) -> bool {
    (2..=LONGEST).contains(&word.len()) && is_listed(word.to_lowercase().as_bytes())
}

/// Binary search for a line of the table.
fn is_listed(word: &[u8]) -> bool {
    let mut rest = TABLE.as_bytes();
    while !rest.is_empty() {
        let middle = rest.len() / 2;
        let start = rest[..middle].iter().rposition(|&byte| byte == b'\n');
        let start = start.map_or(0, |end| end + 1);
        let length = rest[start..].iter().position(|&byte| byte == b'\n');
        let end = length.map_or(rest.len(), |length| start + length);
        rest = match rest[start..end].cmp(word) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Greater => &rest[..start],
            std::cmp::Ordering::Less => rest.get(end + 1..).unwrap_or_default(),
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_given_names_of_many_languages() {
        for name in [
            "Anna",
            "JÖRG",
            "Mehmet",
            "Giulia",
            "Ольга",
            "Nguyen Thao",
            "Jean-Luc",
        ] {
            assert!(has_given(name), "{name}");
        }
        for words in [
            "Luxury Travel",
            "will",
            "Deutsche Welle",
            "",
            "-",
            "zzzz",
            "\u{1}",
        ] {
            assert!(!has_given(words), "{words}");
        }
    }

    #[test]
    fn finds_every_line_and_nothing_between() {
        let lines: Vec<&str> = TABLE.lines().collect();
        assert!(
            lines
                .windows(2)
                .all(|pair| pair[0].as_bytes() < pair[1].as_bytes())
        );
        assert!(
            lines
                .iter()
                .step_by(7)
                .all(|line| is_listed(line.as_bytes()))
        );
        assert!(
            !lines
                .iter()
                .step_by(7)
                .any(|line| is_listed(format!("{line}\u{1}").as_bytes()))
        );
    }
}
