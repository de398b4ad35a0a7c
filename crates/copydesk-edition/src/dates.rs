//! Dates as the record has them (ISO 8601 at the precision known), in words and for feeds.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// A date for a reader and for the machine that reads with him.
pub(crate) struct When {
    /// As in the record, for `datetime`.
    pub iso: String,
    /// In words, as `17 September 2012, 08:30 (UTC+08:00)`.
    pub words: String,
}

impl When {
    /// The date in words; a date that cannot be read stands as it is.
    pub(crate) fn new(iso: &str) -> Self {
        Self {
            iso: iso.to_owned(),
            words: in_words(iso).unwrap_or_else(|| iso.to_owned()),
        }
    }

    /// The day alone, for places where the hour would be noise.
    pub(crate) fn day(iso: &str) -> Self {
        let date = iso.split('T').next().unwrap_or(iso);
        Self::new(date)
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

fn in_words(iso: &str) -> Option<String> {
    let (date, time) = match iso.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (iso, None),
    };
    let date = date_in_words(date)?;
    Some(match time.and_then(time_in_words) {
        Some(time) => format!("{date}, {time}"),
        None => date,
    })
}

fn date_in_words(date: &str) -> Option<String> {
    let (whole, form) = match date.len() {
        4 => (format!("{date}-01-01"), "%Y"),
        7 => (format!("{date}-01"), "%B %Y"),
        _ => (date.to_owned(), "%-d %B %Y"),
    };
    Some(whole.parse::<Date>().ok()?.strftime(form).to_string())
}

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
            assert_eq!(When::new(iso).words, words);
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
