//! The date in a page's address.

use super::date::{Order, find};
use super::months;

/// What an address says of the day of publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dated {
    /// The day: `/2012/09/17/`, `/20120917/`, `/2012/sep/17/`, `/17-09-2012`.
    Day(String),
    /// The month alone: `/2012/09/`.
    Month(String),
}

/// What the address says.
pub(super) fn date(address: &str) -> Option<Dated> {
    let path = address.split_once("//").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let read = |text: &str| find(text, Order::DayFirst);
    let year_first = parts.windows(3).find_map(|window| match window {
        [year, month, day] if is_number(year, 4) && is_number(day, 2) => {
            read(&format!("{year}-{}-{day}", month_number(month)?))
        }
        _ => None,
    });
    let day_first = || {
        parts.windows(3).find_map(|window| match window {
            [day, month, year] if is_number(year, 4) && is_number(day, 2) => {
                is_number(month, 2).then_some(())?;
                read(&window.join("-"))
            }
            _ => None,
        })
    };
    let compact = || {
        let mut days = parts
            .iter()
            .filter(|part| part.len() == 8 && is_number(part, 8));
        days.find_map(|part| read(part))
    };
    let day = year_first.or_else(compact).or_else(day_first);
    day.map(Dated::Day)
        .or_else(|| month(path).map(Dated::Month))
}

/// The month of `/2012/09/`.
fn month(path: &str) -> Option<String> {
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    segments.windows(2).find_map(|window| match window {
        [year, month] if is_number(year, 4) => {
            let first = find(
                &format!("{year}-{}-01", month_number(month)?),
                Order::DayFirst,
            )?;
            Some(first.get(..7)?.to_owned())
        }
        _ => None,
    })
}

fn month_number(text: &str) -> Option<i8> {
    if is_number(text, 2) {
        text.parse().ok()
    } else {
        months::number(text)
    }
}

/// Whether a text is a number of so many digits, or fewer if they are two.
fn is_number(text: &str, digits: usize) -> bool {
    let is_long = if digits == 2 {
        (1..=2).contains(&text.len())
    } else {
        text.len() == digits
    };
    is_long && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_and_months() {
        let day = |text: &str| Some(Dated::Day(text.to_owned()));
        assert_eq!(date("https://a.org/2012/09/17/x"), day("2012-09-17"));
        assert_eq!(date("https://a.org/x-20120917.html"), day("2012-09-17"));
        assert_eq!(date("https://a.org/news/2012/sep/17/x"), day("2012-09-17"));
        assert_eq!(date("https://a.org/news/17-09-2012"), day("2012-09-17"));
        let month = Some(Dated::Month("2012-09".to_owned()));
        assert_eq!(date("https://a.org/2012/09/harbour/"), month);
        assert_eq!(date("https://a.org/2012/harbour/12345678"), None);
    }
}
