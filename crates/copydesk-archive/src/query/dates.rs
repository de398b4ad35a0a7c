use std::ops::Bound;

/// Stands after everything that a date's later digits, time or zone may hold.
const AFTER_ALL: char = '~';

/// The dates from one to another, as texts in ISO 8601, which are in order of time.
pub type Period = (Bound<String>, Bound<String>);

/// `2012`, `2012-09`, `2012-09-17` or a period from one to another: `2012-09..2012-11`, or
/// `[2012-09-01 TO 2012-09-30]`, where `*` leaves an end open.
pub fn period(text: &str) -> Option<Period> {
    let inner = text
        .strip_prefix(['[', '{'])
        .map(|inner| inner.trim_end_matches([']', '}']));
    let ends = match inner {
        Some(inner) => Some(inner.split_once(" TO ")?),
        None => text.split_once(".."),
    };
    let Some((from, to)) = ends else {
        let date = date(text)?;
        return Some((Bound::Included(date.clone()), until(date)));
    };
    let (from, to) = (end(from)?, end(to)?);
    let from = from.map_or(Bound::Unbounded, Bound::Included);
    Some((from, to.map_or(Bound::Unbounded, until)))
}

/// From a date on.
pub fn after(text: &str) -> Option<Period> {
    Some((Bound::Included(date(text)?), Bound::Unbounded))
}

/// Earlier than a date.
pub fn before(text: &str) -> Option<Period> {
    Some((Bound::Unbounded, Bound::Excluded(date(text)?)))
}

fn until(date: String) -> Bound<String> {
    Bound::Excluded(date + &AFTER_ALL.to_string())
}

/// One end of a period; `None` inside for an open one.
fn end(text: &str) -> Option<Option<String>> {
    match text.trim() {
        "" | "*" => Some(None),
        text => date(text).map(Some),
    }
}

/// A year, month or day in ISO 8601: the year first, or last where dots part day, month and year.
fn date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
    let number = |text: &str, longest| {
        let digits =
            (1..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| digits)
    };
    let dotted = text.contains('.') && parts.first().is_some_and(|first| first.len() < 4);
    let mut parts = parts;
    if dotted {
        parts.reverse();
    }
    let year = parts.first().filter(|year| year.len() == 4)?;
    let year = number(year, 4)?;
    let month = parts
        .get(1)
        .map(|month| number(month, 2).filter(|month| (1..=12).contains(month)));
    let day = parts
        .get(2)
        .map(|day| number(day, 2).filter(|day| (1..=31).contains(day)));
    match (parts.len(), month, day) {
        (1, ..) => Some(format!("{year:04}")),
        (2, Some(Some(month)), _) => Some(format!("{year:04}-{month:02}")),
        (3, Some(Some(month)), Some(Some(day))) => Some(format!("{year:04}-{month:02}-{day:02}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_at_their_precision() {
        let cases = [
            ("2012", Some("2012")),
            ("2012-9", Some("2012-09")),
            ("2012/09/17", Some("2012-09-17")),
            ("17.9.2012", Some("2012-09-17")),
            ("9.2012", Some("2012-09")),
            ("9/17/2012", None),
            ("2012-13", None),
            ("2012-09-17-1", None),
            ("201", None),
            ("-", None),
            ("yesterday", None),
            ("+012", None),
        ];
        for (written, iso) in cases {
            assert_eq!(date(written).as_deref(), iso, "{written}");
        }
    }

    #[test]
    fn a_period_holds_its_last_day_whole() {
        let (_, end) = period("2012-09..2012-11").unwrap();
        let Bound::Excluded(end) = end else {
            panic!("{end:?}")
        };
        assert!("2012-11-30T23:59+08:00" < end.as_str() && end.as_str() < "2012-12");
        assert_eq!(period("[2012 TO *]"), period("2012.."));
        assert_eq!(period("[2012 TO 2013]"), period("2012..2013"));
        assert_eq!(period("[2012"), None);
    }
}
