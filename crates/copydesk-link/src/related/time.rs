//! Time between articles.

/// Days that may lie between two articles of one story before their tie grows weaker.
const DAYS: u32 = 3;

/// After so many days more it is half as strong.
const HALF: f64 = 60.0;

/// What is left of it after years: what still has the same names and numbers may be of one event.
const YEARS: f64 = 0.2;

/// 1 for articles of the same days, less and less for those further apart; 1 when a day is unknown.
pub fn nearness(a: Option<i32>, b: Option<i32>) -> f64 {
    let (Some(a), Some(b)) = (a, b) else {
        return 1.0;
    };
    let apart = f64::from(a.abs_diff(b).saturating_sub(DAYS));
    (HALF / (HALF + apart)).max(YEARS)
}

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
    fn what_is_far_apart_in_time_is_tied_less() {
        let days = |apart| nearness(Some(0), Some(apart));
        assert_eq!(nearness(None, Some(3)), 1.0);
        assert_eq!((days(-3), days(3)), (1.0, 1.0));
        assert_eq!(days(63), 0.5);
        assert!(days(10) > days(11) && days(10_000) == YEARS);
    }

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
