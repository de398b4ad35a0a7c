//! Reads dates as pages write them, for machines and for persons, into ISO 8601 at the precision
//! and with the offset that they give.

use jiff::civil::Date;

use super::clock::with_time;
use super::date_forms::date_at;
use super::tokens::{Token, digit, tokens};

/// How the day and the month of `03/04/2012` are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// The day first, as nearly everywhere.
    DayFirst,
    /// The month first, as in the United States.
    MonthFirst,
}

/// Each form of dates has at least so many digits, as `平成9年9月9日` has.
const MIN_DIGITS: usize = 3;

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// ISO 8601, with the time and offset that follow it.
    pub value: String,
    /// The bytes of its day, month and year.
    pub range: std::ops::Range<usize>,
    /// Whether day and month could be meant the other way round.
    pub is_open: bool,
}

/// The first date in a text, with the time and offset that follow it, as ISO 8601.
pub(crate) fn find(text: &str, order: Order) -> Option<String> {
    if !has_digits(text) {
        return None;
    }
    let (tokens, _) = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let (date, length) = date_at(&tokens[at..], order)?;
        Some(with_time(date, &tokens[at + length..]))
    })
}

/// All dates in a text, in order.
pub(crate) fn all(text: &str, order: Order) -> Vec<Found> {
    let mut found = Vec::new();
    if !has_digits(text) {
        return found;
    }
    let (tokens, starts) = tokens(text);
    let mut at = 0;
    while at < tokens.len() {
        let Some((date, length)) = date_at(&tokens[at..], order) else {
            at += 1;
            continue;
        };
        let next = starts.get(at + length).copied().unwrap_or(text.len());
        let end = text.get(..next).map_or(next, |text| text.trim_end().len());
        found.push(Found {
            value: with_time(date, &tokens[at + length..]),
            range: starts[at]..end,
            is_open: is_open(&tokens[at..], date, order),
        });
        at += length;
    }
    found
}

/// Whether a text has as many digits, of any script, as a date needs.
fn has_digits(text: &str) -> bool {
    let of_ascii = text.bytes().filter(u8::is_ascii_digit).count();
    let is_other = |c: &char| !c.is_ascii() && digit(*c).is_some();
    let others = || text.chars().filter(is_other).count();
    of_ascii >= MIN_DIGITS || !text.is_ascii() && of_ascii + others() >= MIN_DIGITS
}

/// Whether a date is written in numbers of which either could be the month; points part them otherwise
/// than with the day first only where the month comes first as a rule.
fn is_open(tokens: &[Token<'_>], date: Date, order: Order) -> bool {
    let is_parted = match tokens {
        [
            Token::Number(_, 1..=2),
            Token::Mark(mark),
            Token::Number(_, 1..=2),
            ..,
        ] => matches!(mark, '/' | '-') || (*mark == '.' && order == Order::MonthFirst),
        _ => false,
    };
    is_parted && date.day() <= 12 && date.day() != date.month()
}

/// A date given from outside, in ISO 8601 at any precision from the year on; `None` for anything else.
pub(crate) fn given(value: &str) -> Option<String> {
    let is_short = matches!(value.len(), 4 | 7)
        && value.bytes().enumerate().all(|(at, byte)| {
            if at == 4 {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        });
    if is_short {
        Some(value.to_owned())
    } else {
        find(value, Order::DayFirst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(
            find(text, Order::DayFirst).as_deref(),
            Some(expected),
            "{text}"
        );
    }

    #[test]
    fn reads_dates_of_machines() {
        check("2012-09-17", "2012-09-17");
        check("2012-09-17T08:30:15+08:00", "2012-09-17T08:30:15+08:00");
        check("2012-09-17T08:30:15.123Z", "2012-09-17T08:30:15Z");
        check("2012-09-17 08:30 -0500", "2012-09-17T08:30-05:00");
        check("Mon, 17 Sep 2012 08:30:00 GMT", "2012-09-17T08:30:00Z");
        check("20120917", "2012-09-17");
    }

    #[test]
    fn reads_dates_of_persons() {
        check("Published: 17 September 2012, 8:30 pm", "2012-09-17T20:30");
        check("September 17th, 2012", "2012-09-17");
        check(
            "Montag, 17. September 2012 um 08:30 Uhr",
            "2012-09-17T08:30",
        );
        check("17 de septiembre de 2012", "2012-09-17");
        check("17.09.2012", "2012-09-17");
        check("2012年9月17日 08:30", "2012-09-17T08:30");
        check("17 сентября 2012, 08:30", "2012-09-17T08:30");
        check("17 กันยายน 2555", "2012-09-17");
        check("17 ก.ย. 2555", "2012-09-17");
        check("17 सितम्बर 2012", "2012-09-17");
        check("١٧ سبتمبر ٢٠١٢", "2012-09-17");
        check("17 تشرين الأول 2012", "2012-10-17");
        check("ngày 17 tháng 9 năm 2012", "2012-09-17");
        check("2012. szeptember 17.", "2012-09-17");
        check("2012 m. rugsėjo 17 d.", "2012-09-17");
        check("2012. gada 17. septembrī", "2012-09-17");
        check("17 Eyl 2012", "2012-09-17");
        check("更新日：令和7年9月17日", "2025-09-17");
        check("民國101年9月17日", "2012-09-17");
        check("9/17/2012", "2012-09-17");
    }

    #[test]
    fn order_decides_only_what_is_open() {
        assert_eq!(
            find("3/4/2012", Order::MonthFirst).as_deref(),
            Some("2012-03-04")
        );
        assert_eq!(
            find("3/4/2012", Order::DayFirst).as_deref(),
            Some("2012-04-03")
        );
        assert_eq!(
            find("03-04-2012", Order::MonthFirst).as_deref(),
            Some("2012-04-03")
        );
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in [
            "52920043",
            "call 962288",
            "31.02.2012",
            "1:30",
            "in 2012 and 2013",
            "",
        ] {
            assert_eq!(find(text, Order::DayFirst), None, "{text}");
        }
    }
}
