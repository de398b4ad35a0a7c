//! In which order the variants of an article came to be: by their times, by the agency that they name
//! as their source, and by their length.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::Doc;
use crate::words::is_unspaced;

/// Where in a text an agency is named as its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Credit {
    /// Where the text begins, as in wire copy: `LONDON (Reuters) -`.
    Opening,
    /// Where it ends: `© AFP`.
    Closing,
    /// Nowhere.
    None,
}

/// How far from an end of the text a credit may stand, in characters.
const REACH: usize = 100;

/// News agencies as they name themselves.
const AGENCIES: &[&str] = &[
    "AAP",
    "AFP",
    "ANI",
    "ANP",
    "ANSA",
    "AP",
    "APA",
    "ATS",
    "Adnkronos",
    "Agerpres",
    "Anadolu",
    "Antara",
    "Associated Press",
    "BTA",
    "Belga",
    "Bernama",
    "CNA",
    "CTK",
    "EFE",
    "Europa Press",
    "HINA",
    "IANS",
    "IPS",
    "IRNA",
    "Interfax",
    "Kyodo",
    "LETA",
    "LUSA",
    "Lusa",
    "MTI",
    "NTB",
    "PA",
    "PAP",
    "PTI",
    "Press Association",
    "RIA",
    "Reuters",
    "Ritzau",
    "SAPA",
    "SDA",
    "STT",
    "TASR",
    "TASS",
    "TT",
    "UNIAN",
    "UPI",
    "VNA",
    "Xinhua",
    "Yonhap",
    "dapd",
    "dpa",
    "epd",
    "ČTK",
    "АП",
    "Интерфакс",
    "РИА Новости",
    "Рейтер",
    "ТАСС",
    "УНІАН",
    "رويترز",
    "أ ف ب",
    "د ب أ",
    "शिन्हुआ",
    "भाषा",
    "中央社",
    "中新社",
    "中新网",
    "共同",
    "共同社",
    "新华网",
    "新华社",
    "新華社",
    "时事",
    "時事",
    "法新社",
    "美联社",
    "路透",
    "路透社",
    "ロイター",
    "뉴시스",
    "뉴스1",
    "연합뉴스",
];

impl Credit {
    /// Looks for an agency at both ends of a text.
    pub fn of(text: &str) -> Self {
        let end = |(at, _)| at;
        let opening = text.char_indices().nth(REACH).map_or(text.len(), end);
        let closing = text.char_indices().nth_back(REACH).map_or(0, end);
        if text
            .get(..opening)
            .is_some_and(|text| has_dateline(text) || names_agency(text))
        {
            Self::Opening
        } else if text.get(closing..).is_some_and(names_agency) {
            Self::Closing
        } else {
            Self::None
        }
    }
}

/// Whether an agency is named with a mark that makes it a credit: in brackets or strokes, after a
/// dateline's dash, behind ©, or at the beginning.
fn names_agency(text: &str) -> bool {
    let marks = text
        .match_indices(OPENING)
        .map(|(at, mark)| at + mark.len());
    std::iter::once(0).chain(marks).any(|at| {
        let year = |c: char| c.is_ascii_digit() || c.is_whitespace();
        let text = text.get(at..).unwrap_or_default().trim_start_matches(year);
        let rests = AGENCIES.iter().filter_map(|name| text.strip_prefix(name));
        rests
            .into_iter()
            .any(|rest| is_over(text, rest.trim_start()))
    })
}

/// Whether a text begins with a dateline that names its source in brackets, before a dash: any agency's,
/// known or not.
fn has_dateline(text: &str) -> bool {
    text.match_indices([')', '）']).any(|(at, mark)| {
        let rest = text.get(at + mark.len()..).unwrap_or_default();
        let before = text.get(..at).unwrap_or_default();
        let name = before.rsplit(['(', '（']).next().unwrap_or_default();
        rest.trim_start().starts_with(DASHES)
            && name.len() < before.len()
            && name.starts_with(char::is_alphabetic)
    })
}

const DASHES: [char; 3] = ['-', '–', '—'];

/// What may stand before an agency's name.
const OPENING: [char; 10] = ['(', '（', '[', '【', '/', '©', '—', '–', '-', '='];

/// Whether a name is over where the rest of the text begins. A name in a script without spaces may go
/// on with the dateline: `新华社北京9月17日电`.
fn is_over(text: &str, rest: &str) -> bool {
    let mark = |c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’' | '&');
    rest.starts_with(mark) || rest.is_empty() || text.starts_with(is_unspaced)
}

/// Sorts a group's variants: the earlier published first by its day (undated ones last), of a day those
/// that name an agency as their source, then by the time (those without one last), then the longer text, then
/// the smaller id.
///
/// Dates are compared as they are written. A time says less than a credit: the agency's text was there
/// before every paper's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Precedence {
    undated: bool,
    day: Box<str>,
    credit: Credit,
    untimed: bool,
    time: Box<str>,
    length: Reverse<usize>,
    id: Box<str>,
}

impl Precedence {
    /// The precedence of one article.
    pub fn new(doc: &Doc<'_>) -> Self {
        let published = doc.published.unwrap_or_default();
        let (day, time) = published.split_once(['T', ' ']).unwrap_or((published, ""));
        Self {
            undated: doc.published.is_none(),
            day: day.into(),
            credit: Credit::of(doc.text),
            untimed: time.is_empty(),
            time: time.into(),
            length: Reverse(doc.text.len()),
            id: doc.id.into(),
        }
    }

    /// The article's id.
    pub fn id(&self) -> &str {
        &self.id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_is_an_agency_with_a_mark() {
        for text in [
            "LONDON (Reuters) - The ferry came.",
            "EASTMOUTH, Sept. 10 (Coastwire) — The ferry came.",
            "Hamburg (dpa/lno) – Die Fähre kam.",
            "WASHINGTON — AP — The ferry came.",
            "МОСКВА, 17 сен — РИА Новости. Паром пришёл.",
            "新华社北京9月17日电 渡轮到了。",
            "（中央社台北十七日電）渡輪到了。",
        ] {
            assert_eq!(Credit::of(text), Credit::Opening, "{text}");
        }
        let long = "The ferry came. ".repeat(20);
        assert_eq!(
            Credit::of(&format!("{long}\n\n© AFP 2014")),
            Credit::Closing
        );
        assert_eq!(Credit::of(&format!("{long} /dpa/ {long}")), Credit::None);
        for text in [
            "The AP reports.",
            "Reuters says so.",
            "A man (APPLAUSE) rose.",
            "— APs —",
            "",
        ] {
            assert_eq!(Credit::of(text), Credit::None, "{text}");
        }
    }
}
