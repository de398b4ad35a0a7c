use copydesk_link::is_unspaced;

/// Length of a summary's opening, in characters.
const OPENING: usize = 220;

/// Length of the first words that stand for a missing title, in characters.
const FIRST_WORDS: usize = 80;

/// The beginning of an article's text, for listings.
pub fn opening(text: &str) -> String {
    beginning(text, OPENING)
}

/// What stands for the title of an article without one.
pub fn title(opening: &str, source: &str) -> String {
    let words = beginning(opening, FIRST_WORDS);
    if words.is_empty() {
        source.to_owned()
    } else {
        words
    }
}

/// The first words of a text up to a number of characters, in one line, with an ellipsis when more
/// follow. A text without spaces is cut where the number is reached.
fn beginning(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        length += word.chars().count() + usize::from(length > 0);
        if length > most {
            return cut(&line, word, most);
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The line before a word that is too long for it; in a script without spaces, and when there is
/// nothing before it, with as much of the word as fits.
fn cut(line: &str, word: &str, most: usize) -> String {
    if !line.is_empty() && !word.chars().any(is_unspaced) {
        return format!("{line}…");
    }
    let start = if line.is_empty() {
        String::new()
    } else {
        format!("{line} ")
    };
    let room = most.saturating_sub(start.chars().count());
    start
        .chars()
        .chain(word.chars().take(room))
        .chain(['…'])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_ends_with_a_word() {
        assert_eq!(beginning("one  two\n\nthree", 20), "one two three");
        assert_eq!(beginning("one two three", 9), "one two…");
        assert_eq!(beginning("", 9), "");
    }

    #[test]
    fn a_text_without_spaces_is_cut_anywhere() {
        assert_eq!(beginning("渡轮工人在港口恢复了工作", 4), "渡轮工人…");
        assert_eq!(beginning("iPhone 渡轮工人在港口", 10), "iPhone 渡轮工…");
        assert_eq!(beginning("abcdefgh", 4), "abcd…");
    }
}
