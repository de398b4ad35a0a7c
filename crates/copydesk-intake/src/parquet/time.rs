//! Numbers of days and seconds since 1970 as ISO 8601.

const DAY: i64 = 24 * 60 * 60;

/// Days of 400 years, after which the calendar repeats itself.
const ERA: i64 = 146_097;

/// From the 1st of March of year 0 to 1970.
const EPOCH: i64 = 719_468;

/// Seconds since 1970.
pub(super) fn time(seconds: i64, is_utc: bool) -> String {
    let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let zone = if is_utc { "Z" } else { "" };
    format!("{}T{hour:02}:{minute:02}:{second:02}{zone}", date(days))
}

/// Days since 1970, in the Gregorian calendar. Years begin in March, so that leap days end them: the
/// method of Howard Hinnant's `civil_from_days`.
pub(super) fn date(days: i64) -> String {
    let days = days.saturating_add(EPOCH);
    let (era, day) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = match month {
        0..10 => (year, month + 3),
        _ => (year + 1, month - 9),
    };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_seconds_are_dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(11_016), "2000-02-29");
        assert_eq!(date(-1), "1969-12-31");
        assert_eq!(time(1_347_870_600, true), "2012-09-17T08:30:00Z");
        assert_eq!(time(-1, false), "1969-12-31T23:59:59");
        for extreme in [i64::MIN, i64::MAX] {
            assert!(!date(extreme).is_empty() && !time(extreme, true).is_empty());
        }
    }
}
