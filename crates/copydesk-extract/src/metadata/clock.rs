//! The time of day and the offset that follow a date.

use jiff::civil::{Date, Time};

use super::tokens::Token;

/// The date, with the time of day and offset that stand within a few tokens after it.
pub(super) fn with_time(date: Date, after: &[Token<'_>]) -> String {
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
