//! The dates of feeds: RFC 822 and its successors, and RFC 3339, in ISO 8601 with the feed's own
//! offset: in UTC, evening papers would be of the next day.

/// The zone names of RFC 822, which old feeds still use.
const ZONES: &[(&str, &str)] = &[
    ("Z", "Z"),
    ("UT", "Z"),
    ("UTC", "Z"),
    ("GMT", "Z"),
    ("EST", "-05:00"),
    ("EDT", "-04:00"),
    ("CST", "-06:00"),
    ("CDT", "-05:00"),
    ("MST", "-07:00"),
    ("MDT", "-06:00"),
    ("PST", "-08:00"),
    ("PDT", "-07:00"),
];

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// A feed's date in ISO 8601 at the precision and with the offset it is given, or `None` when it
/// cannot be read.
pub(super) fn iso(text: &str) -> Option<String> {
    let text = text.trim();
    let is_iso = text.get(..5).is_some_and(|start| start.ends_with('-'));
    let date = if is_iso { rfc3339(text) } else { rfc822(text) };
    date.filter(|date| is_possible(date))
}

/// Whether months, days, hours and minutes are within their ranges.
fn is_possible(iso: &str) -> bool {
    const RANGES: [(usize, u8, u8); 4] = [(5, 1, 12), (8, 1, 31), (11, 0, 24), (14, 0, 59)];
    RANGES.iter().all(|(at, least, most)| {
        let part = iso.get(*at..at + 2).map(str::parse::<u8>);
        part.is_none_or(|part| part.is_ok_and(|part| (*least..=*most).contains(&part)))
    })
}

fn rfc3339(text: &str) -> Option<String> {
    let (date, rest) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !matches!(date.len(), 7 | 10) || !date.split('-').all(digits) {
        return None;
    }
    let zone_at = rest.find(['Z', 'z', '+', '-', ' ']).unwrap_or(rest.len());
    let (time, zone_text) = rest.split_at(zone_at);
    join(date, time, zone_text)
}

/// `[weekday,] day month year [time [zone]]`, with the deviations that feeds are known for.
fn rfc822(text: &str) -> Option<String> {
    let mut words = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|w| !w.is_empty());
    let day = words.find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let month = month(words.next()?)?;
    let year: u32 = words.next()?.parse().ok()?;
    let year = match year {
        0..=49 => 2000 + year,
        50..=99 => 1900 + year,
        _ => year,
    };
    let date = format!("{year:04}-{month:02}-{:02}", day.parse::<u8>().ok()?);
    join(
        &date,
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    )
}

fn month(name: &str) -> Option<usize> {
    let start = name.get(..3)?.to_ascii_lowercase();
    Some(MONTHS.iter().position(|month| *month == start)? + 1)
}

fn join(date: &str, time: &str, zone_text: &str) -> Option<String> {
    if time.is_empty() {
        return Some(date.to_owned());
    }
    let (hour, rest) = time.split_once(':')?;
    if !time
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.')
    {
        return None;
    }
    Some(format!(
        "{date}T{hour:0>2}:{rest}{}",
        zone(zone_text.trim())?
    ))
}

/// An offset as ISO 8601 writes it; `+0800`, `+08:00`, `+08` and names are read.
fn zone(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    if let Some((_, offset)) = ZONES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(text))
    {
        return Some((*offset).to_owned());
    }
    let digits: String = text.get(1..)?.chars().filter(|c| *c != ':').collect();
    let is_offset = text.starts_with(['+', '-']) && digits.bytes().all(|b| b.is_ascii_digit());
    match digits.len() {
        2 if is_offset => Some(format!("{text}:00")),
        4 if is_offset => Some(format!(
            "{}{}:{}",
            text.get(..1)?,
            digits.get(..2)?,
            digits.get(2..)?
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn offsets_and_precision_are_kept() {
        let cases = [
            (
                "Mon, 17 Sep 2012 08:30:00 +0800",
                "2012-09-17T08:30:00+08:00",
            ),
            ("17 September 2012 8:30 GMT", "2012-09-17T08:30Z"),
            ("Mon, 7 Sep 98 23:00:00 EST", "1998-09-07T23:00:00-05:00"),
            ("2012-09-17T08:30:00.5+0800", "2012-09-17T08:30:00.5+08:00"),
            ("2012-09-17 08:30:00Z", "2012-09-17T08:30:00Z"),
            ("2012-09-17", "2012-09-17"),
            ("2012-09", "2012-09"),
        ];
        for (text, expected) in cases {
            assert_eq!(iso(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "yesterday",
            "17 Brumaire 2012",
            "2012-9-17",
            "2012-09-17Tnoon",
            "1 Jan x",
            "2012-13-17",
            "31 Dec 2012 25:00",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = iso(&text);
        }
    }
}
