//! The edition's own words, in the language that a reader asks for.
//!
//! Code and templates say a phrase in English, as in gettext; `words/<tag>.txt` has what stands for it
//! in another language, a line each: `Front page = Titelseite`. `{}` is a place to fill, and forms of
//! number are parted by `|`, in the order of the language's plural rule (CLDR: one, few, many).

use std::collections::HashMap;
use std::sync::LazyLock;

type Phrases = HashMap<&'static str, &'static str>;

static CHINESE: LazyLock<Phrases> = LazyLock::new(|| phrases(include_str!("../words/zh.txt")));
static GERMAN: LazyLock<Phrases> = LazyLock::new(|| phrases(include_str!("../words/de.txt")));
static RUSSIAN: LazyLock<Phrases> = LazyLock::new(|| phrases(include_str!("../words/ru.txt")));

/// A language that the edition can speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Words {
    #[default]
    English,
    Chinese,
    German,
    Russian,
}

impl Words {
    /// The language that an `Accept-Language` header (RFC 9110, 12.5.4) likes best of ours; English if
    /// it names none.
    pub(crate) fn preferred(accepted: &str) -> Self {
        let ranges = accepted.split(',').filter_map(|range| {
            let (tag, parameter) = range.split_once(';').unwrap_or((range, "q=1"));
            let quality = parameter.trim().strip_prefix("q=")?.parse::<f32>().ok()?;
            Some((Self::of(tag)?, quality)).filter(|(_, quality)| *quality > 0.0)
        });
        // Of equals the first: `max_by` takes the last.
        let ranges: Vec<(Self, f32)> = ranges.collect();
        let best = ranges.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
        best.map_or(Self::English, |(words, _)| *words)
    }

    /// The language of a BCP 47 tag, if it is one of ours.
    fn of(tag: &str) -> Option<Self> {
        let primary = tag.trim().split('-').next()?.to_ascii_lowercase();
        let all = [Self::English, Self::Chinese, Self::German, Self::Russian];
        all.into_iter().find(|words| words.tag() == primary)
    }

    /// Its BCP 47 tag.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
            Self::German => "de",
            Self::Russian => "ru",
        }
    }

    /// What stands for an English phrase; the phrase itself where nothing does.
    pub(crate) fn say(self, english: &'static str) -> &'static str {
        let phrases = match self {
            Self::English => return english,
            Self::Chinese => &CHINESE,
            Self::German => &GERMAN,
            Self::Russian => &RUSSIAN,
        };
        phrases.get(english).copied().unwrap_or(english)
    }

    /// A phrase with its places `{}` filled, in their order.
    pub(crate) fn fill(self, english: &'static str, values: &[&str]) -> String {
        let mut pieces = self.say(english).split("{}");
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for (piece, value) in pieces.zip(values.iter().chain(std::iter::repeat(&""))) {
            filled += value;
            filled += piece;
        }
        filled
    }

    /// So many things: `1 story` and `2 stories`, from `story|stories`.
    pub(crate) fn count(self, count: usize, english: &'static str) -> String {
        let forms = self.say(english).split('|');
        let form = forms.take(self.plural(count) + 1).last();
        format!("{} {}", self.number(count), form.unwrap_or_default())
    }

    /// Which form of number a count takes; a language without the form takes its last.
    fn plural(self, count: usize) -> usize {
        match (self, count % 10, count % 100) {
            (Self::Chinese, ..) => 0,
            (Self::Russian, 1, rest) if rest != 11 => 0,
            (Self::Russian, 2..=4, rest) if !(12..=14).contains(&rest) => 1,
            (Self::Russian, ..) => 2,
            _ => usize::from(count != 1),
        }
    }

    /// A number with its thousands parted, as `12,345`.
    pub(crate) fn number(self, number: usize) -> String {
        let mark = match self {
            Self::English | Self::Chinese => ',',
            Self::German => '.',
            Self::Russian => '\u{A0}',
        };
        let digits = number.to_string();
        let mut parted = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                parted.push(mark);
            }
            parted.push(digit);
        }
        parted
    }
}

/// `dir` for a fragment in this language.
pub(crate) fn direction(language: Option<&str>) -> &'static str {
    let primary = language
        .and_then(|tag| tag.split('-').next())
        .unwrap_or_default();
    if ["ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"].contains(&primary) {
        "rtl"
    } else {
        "ltr"
    }
}

fn phrases(lines: &'static str) -> Phrases {
    let pairs = lines.lines().filter_map(|line| line.split_once(" = "));
    pairs.collect()
}

#[cfg(test)]
mod tests;
