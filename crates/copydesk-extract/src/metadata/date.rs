//! Reads dates as pages write them, for machines and for persons, into ISO 8601 at the precision
//! and with the offset that they give.

use jiff::civil::{Date, Time};

use super::months;

/// Years before newspapers went online, or so far on that it must be something else.
const YEARS: std::ops::RangeInclusive<i16> = 1980..=2100;

/// The longest text in which a date is looked for, in tokens.
const MAX_TOKENS: usize = 400;

/// How the day and the month of `03/04/2012` are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// The day first, as nearly everywhere.
    DayFirst,
    /// The month first, as in the United States.
    MonthFirst,
}

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
        found.push(Found {
            value: with_time(date, &tokens[at + length..]),
            range: starts[at]..starts.get(at + length).copied().unwrap_or(text.len()),
            is_open: is_open(&tokens[at..], date),
        });
        at += length;
    }
    found
}

/// Whether a text has the digits of the shortest date, `1/2/12`.
fn has_digits(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 4
}

/// Whether a date is written in numbers of which either could be the month.
fn is_open(tokens: &[Token<'_>], date: Date) -> bool {
    let is_slashed = matches!(
        tokens,
        [
            Token::Number(_, 1..=2),
            Token::Mark('/' | '-'),
            Token::Number(..),
            ..
        ]
    );
    is_slashed && date.day() <= 12 && date.day() != date.month()
}

#[derive(Clone, Debug, PartialEq)]
enum Token<'a> {
    Number(u32, usize),
    Word(&'a str),
    Mark(char),
}

/// A text's tokens, and where each begins.
fn tokens(text: &str) -> (Vec<Token<'_>>, Vec<usize>) {
    let (mut tokens, mut starts) = (Vec::new(), Vec::new());
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if tokens.len() >= MAX_TOKENS {
            break;
        }
        let at = text.len() - rest.len();
        let length = if first.is_ascii_digit() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            tokens.push(Token::Number(
                rest[..digits].parse().unwrap_or(u32::MAX),
                digits,
            ));
            digits
        } else if first.is_alphabetic() && !is_date_sign(first) {
            let word = rest
                .char_indices()
                .find(|&(_, c)| !c.is_alphabetic() || is_date_sign(c))
                .map_or(rest.len(), |(at, _)| at);
            tokens.push(Token::Word(&rest[..word]));
            word
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Mark(first));
            }
            first.len_utf8()
        };
        starts.resize(tokens.len(), at);
        rest = &rest[length..];
    }
    (tokens, starts)
}

/// The signs for year, month and day in Chinese, Japanese and Korean.
fn is_date_sign(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
}

fn date_at(tokens: &[Token<'_>], order: Order) -> Option<(Date, usize)> {
    year_first(tokens)
        .or_else(|| compact(tokens))
        .or_else(|| numbers(tokens, order))
        .or_else(|| day_then_month(tokens))
        .or_else(|| month_then_day(tokens))
}

/// `2012-09-17`, `2012/9/17`, `2012. 9. 17`, `2012年9月17日`.
fn year_first(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    match tokens {
        [
            Token::Number(year, 4),
            Token::Mark(a),
            Token::Number(month, 1..=2),
            Token::Mark(b),
            Token::Number(day, 1..=2),
            ..,
        ] if is_separator(*a) && is_separator(*b) => Some((date(*year, *month, *day)?, 5)),
        _ => None,
    }
}

/// `20120917`.
fn compact(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    match tokens {
        [Token::Number(digits, 8), ..] => {
            Some((date(digits / 10_000, digits / 100 % 100, digits % 100)?, 1))
        }
        _ => None,
    }
}

/// `17.09.2012`, `17/9/2012`, `9/17/2012`.
fn numbers(tokens: &[Token<'_>], order: Order) -> Option<(Date, usize)> {
    let [
        Token::Number(a, 1..=2),
        Token::Mark(s),
        Token::Number(b, 1..=2),
        Token::Mark(t),
        Token::Number(year, digits @ (2 | 4)),
        ..,
    ] = tokens
    else {
        return None;
    };
    if s != t || !matches!(s, '.' | '/' | '-') || (*digits == 2 && *s == '-') {
        return None;
    }
    let year = if *digits == 2 { 2000 + year } else { *year };
    let month_first = *s != '.' && (order == Order::MonthFirst || *b > 12) && *a <= 12;
    let (day, month) = if month_first { (*b, *a) } else { (*a, *b) };
    Some((date(year, month, day)?, 5))
}

/// `17 September 2012`, `17. September 2012`, `17 de septiembre de 2012`, `17th of Sept. 2012`.
fn day_then_month(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let Token::Number(day, 1..=2) = tokens.first()? else {
        return None;
    };
    let month_at = (1..4).find(|&at| month(tokens.get(at)).is_some())?;
    if !tokens[1..month_at].iter().all(is_filler) {
        return None;
    }
    let (year, end) = year_after(tokens, month_at + 1)?;
    Some((date(year, month(tokens.get(month_at))?, *day)?, end))
}

/// `September 17, 2012`, `Sept. 17th 2012`.
fn month_then_day(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let number = month(tokens.first())?;
    let day_at = if matches!(tokens.get(1), Some(Token::Mark('.'))) {
        2
    } else {
        1
    };
    let Some(Token::Number(day, 1..=2)) = tokens.get(day_at) else {
        return None;
    };
    let (year, end) = year_after(tokens, day_at + 1)?;
    Some((date(year, number, *day)?, end))
}

fn year_after(tokens: &[Token<'_>], from: usize) -> Option<(u32, usize)> {
    let at = (from..from + 3).find(|&at| matches!(tokens.get(at), Some(Token::Number(_, 4))))?;
    let Token::Number(year, _) = tokens[at] else {
        return None;
    };
    tokens[from..at]
        .iter()
        .all(is_filler)
        .then_some((year, at + 1))
}

fn month(token: Option<&Token<'_>>) -> Option<u32> {
    match token? {
        Token::Word(word) => months::number(word).map(|month| month as u32),
        _ => None,
    }
}

fn is_filler(token: &Token<'_>) -> bool {
    match token {
        Token::Mark(mark) => matches!(mark, '.' | ',' | '،' | '-' | '/' | '–' | '\'' | '’'),
        Token::Word(word) => matches!(
            *word,
            "de" | "del" | "of" | "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "د" | "ב"
        ),
        Token::Number(..) => false,
    }
}

fn is_separator(mark: char) -> bool {
    matches!(
        mark,
        '-' | '/' | '.' | '年' | '月' | '년' | '월' | '－' | '–'
    )
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year)
        .ok()
        .filter(|year| YEARS.contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The date, with the time of day and offset that stand within a few tokens after it.
fn with_time(date: Date, after: &[Token<'_>]) -> String {
    let window = &after[..after.len().min(8)];
    let found = (0..window.len()).find_map(|at| time_at(&window[at..], &after[at..]));
    match found {
        Some((time, offset)) => format!("{date}T{time}{offset}"),
        None => date.to_string(),
    }
}

/// `08:30`, `08:30:15`, `8:30 pm`, `08:30+0800`, `08:30:15.000Z`.
fn time_at(window: &[Token<'_>], after: &[Token<'_>]) -> Option<(String, String)> {
    let [
        Token::Number(hour, 1..=2),
        Token::Mark(':' | '：'),
        Token::Number(minute, 2),
        ..,
    ] = window
    else {
        return None;
    };
    let mut rest = &after[3..];
    let mut second = None;
    if let [Token::Mark(':'), Token::Number(value, 2), ..] = rest {
        second = Some(*value);
        rest = &rest[2..];
        if let [Token::Mark('.'), Token::Number(..), ..] = rest {
            rest = &rest[2..];
        }
    }
    let hour = half_of_day(*hour, &mut rest);
    let part = |value: u32| i8::try_from(value).ok();
    Time::new(part(hour)?, part(*minute)?, part(second.unwrap_or(0))?, 0).ok()?;
    let seconds = second.map_or(String::new(), |second| format!(":{second:02}"));
    Some((format!("{hour:02}:{minute:02}{seconds}"), offset(rest)))
}

fn half_of_day(hour: u32, rest: &mut &[Token<'_>]) -> u32 {
    let Some(Token::Word(word)) = rest.first() else {
        return hour;
    };
    match word.to_ascii_lowercase().as_str() {
        "am" => {
            *rest = &rest[1..];
            hour % 12
        }
        "pm" => {
            *rest = &rest[1..];
            hour % 12 + 12
        }
        "p" => hour % 12 + 12,
        "a" => hour % 12,
        _ => hour,
    }
}

fn offset(rest: &[Token<'_>]) -> String {
    match rest {
        [Token::Word("Z" | "GMT" | "UTC"), ..] => "Z".to_owned(),
        [
            Token::Mark(sign @ ('+' | '-')),
            Token::Number(hours, 2),
            Token::Mark(':'),
            Token::Number(minutes, 2),
            ..,
        ] if is_offset(*hours, *minutes) => {
            format!("{sign}{hours:02}:{minutes:02}")
        }
        [Token::Mark(sign @ ('+' | '-')), Token::Number(both, 4), ..]
            if is_offset(both / 100, both % 100) =>
        {
            format!("{sign}{:02}:{:02}", both / 100, both % 100)
        }
        _ => String::new(),
    }
}

/// Whether an offset is one of those in use, -12:00 to +14:00.
fn is_offset(hours: u32, minutes: u32) -> bool {
    hours <= 14 && minutes < 60
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
