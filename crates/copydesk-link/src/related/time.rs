//! Time between articles.

/// The day of an ISO 8601 date as a number of days since 1 March of the year 0; `None` when the
/// date is less precise than a day. (Howard Hinnant's `days_from_civil`.)
pub fn day(published: &str) -> Option<i32> {
    let date = published.get(..10)?;
    let part = |from: usize, to: usize| date.get(from..to)?.parse::<i32>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_through_leap_years_and_centuries() {
        let between = |a, b| day(b).zip(day(a)).map(|(b, a)| b - a);
        assert_eq!(between("2012-02-28", "2012-03-01T08:30"), Some(2));
        assert_eq!(between("1999-12-31", "2001-01-01"), Some(367));
        assert_eq!(between("1899-12-31", "1901-01-01"), Some(366));
        assert_eq!(day("2012-09"), None);
        assert_eq!(day("2012-13-01"), None);
        assert_eq!(day("ноябрь 2012"), None);
    }
}
