//! The forms in which a date's day, month and year are written.

use jiff::civil::Date;

use super::date::Order;
use super::months;
use super::tokens::Token;
use crate::measure::with_lower;

/// Years before newspapers went online, or so far on that it must be something else.
const YEARS: std::ops::RangeInclusive<i16> = 1980..=2100;

/// Years of the Buddhist calendar, as Thai pages count, and what they are ahead.
const BUDDHIST: std::ops::RangeInclusive<u32> = 2523..=2643;

const BUDDHIST_AHEAD: u32 = 543;

/// The date with which the tokens begin, and how many of them it takes.
pub(super) fn date_at(tokens: &[Token<'_>], order: Order) -> Option<(Date, usize)> {
    match tokens.first()? {
        Token::Number(..) => year_first(tokens)
            .or_else(|| compact(tokens))
            .or_else(|| numbers(tokens, order))
            .or_else(|| day_then_month(tokens))
            .or_else(|| year_then_month(tokens)),
        Token::Word(_) => month_then_day(tokens).or_else(|| era(tokens)),
        Token::Mark(_) => None,
    }
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

/// `17.09.2012`, `17/9/2012`, `17-09-2012`, `9/17/2012`.
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
    // Who writes the month first parts the numbers by slashes.
    let is_turned = *s == '/' && order == Order::MonthFirst;
    let month_first = *s != '.' && (is_turned || *b > 12) && *a <= 12;
    let (day, month) = if month_first { (*b, *a) } else { (*a, *b) };
    Some((date(year, month, day)?, 5))
}

/// `17 September 2012`, `17. September 2012`, `17 de septiembre de 2012`, `17 tháng 9, 2012`.
fn day_then_month(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let Token::Number(day, 1..=2) = tokens.first()? else {
        return None;
    };
    let (month, from) = month_after(tokens, 1)?;
    let (year, end) = year_after(tokens, from)?;
    Some((date(year, month, *day)?, end))
}

/// `September 17, 2012`, `Sept. 17th 2012`.
fn month_then_day(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let (number, length) = month(tokens)?;
    let is_cut = matches!(tokens.get(length), Some(Token::Mark('.')));
    let day_at = length + usize::from(is_cut);
    let Some(Token::Number(day, 1..=2)) = tokens.get(day_at) else {
        return None;
    };
    let (year, end) = year_after(tokens, day_at + 1)?;
    Some((date(year, number, *day)?, end))
}

/// `2012. szeptember 17.`, `2012 m. rugsėjo 17 d.`, `2012. gada 17. septembrī`.
fn year_then_month(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let Token::Number(year, 4) = tokens.first()? else {
        return None;
    };
    if let Some((number, from)) = month_after(tokens, 1) {
        let at = from + usize::from(matches!(tokens.get(from), Some(Token::Mark('.'))));
        if let Some(Token::Number(day, 1..=2)) = tokens.get(at) {
            return Some((date(*year, number, *day)?, at + 1));
        }
    }
    let day_at = (1..4).find(|&at| matches!(tokens.get(at), Some(Token::Number(_, 1..=2))))?;
    let (Some(Token::Number(day, _)), true) = (
        tokens.get(day_at),
        tokens.get(1..day_at)?.iter().all(is_filler),
    ) else {
        return None;
    };
    let (number, end) = month_after(tokens, day_at + 1)?;
    Some((date(*year, number, *day)?, end))
}

/// `令和7年9月17日`, `民國114年9月17日`: the years of an emperor or a republic.
fn era(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let [
        Token::Word(word),
        Token::Number(year, 1..=3),
        Token::Mark('年'),
        Token::Number(month, 1..=2),
        Token::Mark('月'),
        Token::Number(day, 1..=2),
        ..,
    ] = tokens
    else {
        return None;
    };
    let eras = [
        ("令和", 2018),
        ("平成", 1988),
        ("民國", 1911),
        ("民国", 1911),
    ];
    let (_, before) = eras.into_iter().find(|(era, _)| word.ends_with(era))?;
    Some((date(before + year, *month, *day)?, 6))
}

/// The month that stands within a few tokens, and where what follows it begins.
fn month_after(tokens: &[Token<'_>], from: usize) -> Option<(u32, usize)> {
    let found = |at: usize| Some((at, month(tokens.get(at..)?)?));
    let (at, (number, length)) = (from..from + 3).find_map(found)?;
    tokens
        .get(from..at)?
        .iter()
        .all(is_filler)
        .then_some((number, at + length))
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

/// The month that the tokens begin with, by its name or, as in Vietnamese, its number, and how many they are.
fn month(tokens: &[Token<'_>]) -> Option<(u32, usize)> {
    let Token::Word(word) = tokens.first()? else {
        return None;
    };
    let of_two = match tokens {
        [_, Token::Number(number, 1..=2), ..] if with_lower(word, |word| word == "tháng") => {
            return Some((*number, 2));
        }
        [_, Token::Word(next), ..] => months::number_of_two(word, next).map(|month| (month, 2)),
        [_, Token::Mark('.'), Token::Word(next), ..] => {
            months::number_of_two(word, next).map(|month| (month, 3))
        }
        _ => None,
    };
    let one = || months::number(word).map(|month| (month, 1));
    let (number, length) = of_two.or_else(one)?;
    Some((u32::try_from(number).ok()?, length))
}

fn is_filler(token: &Token<'_>) -> bool {
    match token {
        Token::Mark(mark) => matches!(mark, '.' | ',' | '،' | '-' | '/' | '–' | '\'' | '’'),
        Token::Word(word) => matches!(
            *word,
            "de" | "del"
                | "of"
                | "st"
                | "nd"
                | "rd"
                | "th"
                | "er"
                | "º"
                | "ª"
                | "د"
                | "ב"
                | "m"
                | "gada"
                | "năm"
                | "r"
                | "g"
                | "г"
                | "року"
                | "พ"
                | "ศ"
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
    let year = if BUDDHIST.contains(&year) {
        year - BUDDHIST_AHEAD
    } else {
        year
    };
    let year = i16::try_from(year)
        .ok()
        .filter(|year| YEARS.contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
