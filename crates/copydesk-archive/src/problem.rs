use std::fmt;

use crate::query::{LONGEST, MOST_WORDS};

/// Why a query was not taken as it is written. In words it says what was looked for instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is longer than a query may be, or has more words; its beginning was looked for.
    TooLong,
    /// A quotation mark has no second one; the words behind it were looked for singly.
    OpenQuote,
    /// Brackets do not match, or are nested too deeply; they were read as far as they make sense.
    Brackets,
    /// There is no such field; the words were looked for everywhere.
    NoField(String),
    /// This is no date; all dates were let through.
    NoDate(String),
    /// This is no language's code; all languages were let through.
    NoLanguage(String),
    /// It only says what to leave out; nothing was looked for.
    OnlyExcluded,
    /// It has no letter and no digit.
    NoWords,
    /// The archive is damaged, and some of what was found cannot be shown.
    Damaged,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(
                f,
                "A query may have {MOST_WORDS} words and {LONGEST} bytes; its beginning was looked for."
            ),
            Self::OpenQuote => f.write_str(
                "A quotation mark is left open; the words behind it were looked for one by one.",
            ),
            Self::Brackets => f.write_str(
                "The brackets do not match or are nested too deeply; they were left out where they make no sense.",
            ),
            Self::NoField(field) => write!(
                f,
                "There is no field “{field}”: the words were looked for everywhere. Fields are title, text, author, \
                 section, site, language, published, after and before."
            ),
            Self::NoDate(date) => write!(
                f,
                "“{date}” is no date and was left out. Dates are written as 2012, 2012-09, 2012-09-17 or 17.9.2012, \
                 and periods as 2012-09..2012-11."
            ),
            Self::NoLanguage(language) => write!(
                f,
                "“{language}” is no language's code and was left out. Codes have two or three letters, as de, en, ru, zh."
            ),
            Self::OnlyExcluded => {
                f.write_str("The query only says what to leave out; add a word to look for.")
            }
            Self::NoWords => f.write_str("The query has no word or number to look for."),
            Self::Damaged => f.write_str("The archive is damaged, and some of what was found cannot be shown: run `copydesk check` on it."),
        }
    }
}
