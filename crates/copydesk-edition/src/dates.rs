//! Dates as the record has them (ISO 8601 at the precision known), in words and for feeds.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::words::Words;

/// A date for a reader and for the machine that reads with him.
pub(crate) struct When {
    /// As in the record, for `datetime`.
    pub iso: String,
    /// In words, as `17 September 2012, 08:30 (UTC+08:00)`.
    pub words: String,
}

impl When {
    /// The date in words; a date that cannot be read stands as it is.
    pub(crate) fn new(iso: &str, words: Words) -> Self {
        Self {
            iso: iso.to_owned(),
            words: in_words(iso, words).unwrap_or_else(|| iso.to_owned()),
        }
    }

    /// The day alone, for places where the hour would be noise.
    pub(crate) fn day(iso: &str, words: Words) -> Self {
        let date = iso.split('T').next().unwrap_or(iso);
        Self::new(date, words)
    }
}

/// The day of a date, as `2012-09-17`, when it is known to the day.
pub(crate) fn civil_day(iso: &str) -> Option<String> {
    let day = iso.get(..10)?;
    day.parse::<Date>().ok().map(|date| date.to_string())
}

/// The instant for a feed: the day's or month's begin where no more is known, UTC where the page
/// gives no offset, because a feed's date must be an instant.
pub(crate) fn instant(iso: &str) -> Option<Timestamp> {
    let whole = match iso.len() {
        4 => format!("{iso}-01-01"),
        7 => format!("{iso}-01"),
        _ => iso.to_owned(),
    };
    whole.parse::<Timestamp>().ok().or_else(|| {
        let civil: DateTime = whole.parse().ok()?;
        TimeZone::UTC.to_timestamp(civil).ok()
    })
}

fn in_words(iso: &str, words: Words) -> Option<String> {
    let (date, time) = match iso.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (iso, None),
    };
    let date = date_in_words(date, words)?;
    let between = match words {
        Words::Chinese => " ",
        _ => ", ",
    };
    Some(match time.and_then(time_in_words) {
        Some(time) => format!("{date}{between}{time}"),
        None => date,
    })
}

fn date_in_words(date: &str, words: Words) -> Option<String> {
    let whole = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    let whole: Date = whole.parse().ok()?;
    Some(match (date.len(), words) {
        (4, Words::Chinese) => format!("{date}年"),
        (4, _) => date.to_owned(),
        (7, words) => month_in_words(whole, words),
        (_, words) => day_in_words(whole, words),
    })
}

/// A month and its year, as `September 2012`.
pub(crate) fn month_in_words(date: Date, words: Words) -> String {
    let year = date.year();
    match words {
        Words::English => format!("{} {year}", named(date, &ENGLISH)),
        Words::German => format!("{} {year}", named(date, &GERMAN)),
        Words::Chinese => format!("{year}年{}月", date.month()),
        Words::Russian => format!("{} {year} г.", named(date, &RUSSIAN)),
    }
}

fn day_in_words(date: Date, words: Words) -> String {
    let (day, year) = (date.day(), date.year());
    match words {
        Words::English => format!("{day} {} {year}", named(date, &ENGLISH)),
        Words::German => format!("{day}. {} {year}", named(date, &GERMAN)),
        Words::Chinese => format!("{year}年{}月{day}日", date.month()),
        Words::Russian => format!("{day} {} {year} г.", named(date, &RUSSIAN_OF)),
    }
}

/// The name of a date's month; months count from 1.
fn named(date: Date, names: &[&'static str; 12]) -> &'static str {
    let at = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    names.get(at).copied().unwrap_or_default()
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const RUSSIAN: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];
/// As they stand after a day.
const RUSSIAN_OF: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

fn time_in_words(time: &str) -> Option<String> {
    let (clock, offset) = time.split_at(time.find(['Z', '+', '-']).unwrap_or(time.len()));
    let clock: Time = clock.parse().ok()?;
    let clock = clock.strftime("%H:%M");
    Some(match offset {
        "" => clock.to_string(),
        "Z" | "+00:00" => format!("{clock} UTC"),
        offset => format!("{clock} (UTC{offset})"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_precision_has_its_words() {
        for (iso, words) in [
            ("2012", "2012"),
            ("2012-09", "September 2012"),
            ("2012-09-17", "17 September 2012"),
            (
                "2012-09-07T08:30+08:00",
                "7 September 2012, 08:30 (UTC+08:00)",
            ),
            ("2012-09-17T08:30:12Z", "17 September 2012, 08:30 UTC"),
            ("2012-09-17T08:30", "17 September 2012, 08:30"),
            ("2012-13-45", "2012-13-45"),
            ("<b>soon</b>", "<b>soon</b>"),
            ("", ""),
        ] {
            assert_eq!(When::new(iso, Words::English).words, words);
        }
    }

    #[test]
    fn every_language_has_its_own_form() {
        for (words, day, month, time) in [
            (
                Words::German,
                "17. September 2012",
                "September 2012",
                "17. September 2012, 08:30",
            ),
            (
                Words::Chinese,
                "2012年9月17日",
                "2012年9月",
                "2012年9月17日 08:30",
            ),
            (
                Words::Russian,
                "17 сентября 2012 г.",
                "сентябрь 2012 г.",
                "17 сентября 2012 г., 08:30",
            ),
        ] {
            assert_eq!(When::new("2012-09-17", words).words, day);
            assert_eq!(When::new("2012-09", words).words, month);
            assert_eq!(When::new("2012-09-17T08:30", words).words, time);
        }
    }

    #[test]
    fn instants_are_utc() {
        for (iso, instant_) in [
            ("2012-09", "2012-09-01T00:00:00Z"),
            ("2012-09-17", "2012-09-17T00:00:00Z"),
            ("2012-09-17T08:30+08:00", "2012-09-17T00:30:00Z"),
            ("2012-09-17T08:30", "2012-09-17T08:30:00Z"),
        ] {
            assert_eq!(
                instant(iso).map(|at| at.to_string()).as_deref(),
                Some(instant_)
            );
        }
        assert_eq!(instant("yesterday"), None);
    }

    #[test]
    fn a_day_needs_all_its_digits() {
        assert_eq!(
            civil_day("2012-09-17T08:30Z").as_deref(),
            Some("2012-09-17")
        );
        assert_eq!(civil_day("2012-09"), None);
        assert_eq!(civil_day("2012-09-1\u{e9}"), None);
    }
}
