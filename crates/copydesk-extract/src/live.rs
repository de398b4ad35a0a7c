//! A live blog's posts: stretches of body, each under a line with the time of day.

use copydesk_record::Reason;

use crate::fate::Fate;
use crate::unit::Unit;

/// A line heavier than this is more than a time and a reporter.
const MAX_LINE: usize = 45;
/// So few timed stretches are no live blog, unless the page says that it is one.
const MIN_POSTS: usize = 5;
const MIN_POSTS_STATED: usize = 2;
/// A post has so much text on average; a programme's entry has less.
const MIN_POST: usize = 100;
/// A post begins so many units below its time at the most.
const NEAR: usize = 4;
/// The minutes between a time before noon and the same after it.
const HALF_DAY: usize = 12 * 60;

/// A post.
pub(crate) struct Post {
    /// The unit that holds its time.
    pub line: usize,
    /// Its first unit.
    pub first: usize,
    /// The time as it is written.
    pub time: String,
    minutes: usize,
}

/// The posts, if the body is made of such; `is_stated` when the page says that it is a live blog.
pub(crate) fn posts(units: &[Unit], fates: &[Fate], is_stated: bool) -> Vec<Post> {
    let is_body = |index: usize| fates[index] == Fate::Body && units[index].kind.is_text();
    let last = (0..units.len()).rev().find(|&index| is_body(index));
    let (mut posts, mut prose): (Vec<Post>, usize) = (Vec::new(), 0);
    for index in 0..last.map_or(0, |last| last + 1) {
        let clock = clock(&units[index]).filter(|_| is_free(fates[index]));
        if let Some((time, minutes)) = clock {
            let below = index + 1..(index + 1 + NEAR).min(units.len());
            let first = below.into_iter().find(|&below| is_body(below));
            posts.extend(first.map(|first| Post {
                line: index,
                first,
                time,
                minutes,
            }));
        } else if is_body(index) && !posts.is_empty() {
            prose += units[index].mass;
        }
    }
    posts.dedup_by_key(|post| post.first);
    let least = if is_stated {
        MIN_POSTS_STATED
    } else {
        MIN_POSTS
    };
    if posts.len() >= least && prose >= posts.len() * MIN_POST && is_in_order(&posts) {
        posts
    } else {
        Vec::new()
    }
}

/// Whether a line may belong to a post: it is not a comment's, nor another story's.
fn is_free(fate: Fate) -> bool {
    matches!(
        fate,
        Fate::Body | Fate::Cut(Reason::Byline | Reason::Other | Reason::Caption)
    )
}

/// Whether four of five steps go the same way.
fn is_in_order(posts: &[Post]) -> bool {
    let steps = posts.windows(2);
    let later = steps
        .filter(|pair| pair[0].minutes <= pair[1].minutes)
        .count();
    let all = posts.len().saturating_sub(1);
    later.max(all - later) * 5 >= all * 4
}

/// The time of day that a short line begins with, as written, and its minutes.
fn clock(unit: &Unit) -> Option<(String, usize)> {
    let has_year = || {
        let mut words = unit.text.split(|c: char| !c.is_ascii_digit());
        words.any(|digits| digits.len() == 4)
    };
    if unit.mass > MAX_LINE || has_year() {
        return None;
    }
    let lead = |c: char| !c.is_ascii_digit();
    let text = unit.text.trim_start_matches(lead);
    if unit.text.len() - text.len() > NEAR * 3 {
        return None;
    }
    let (hour, rest) = digits(text)?;
    let separator = rest.chars().next()?;
    let (minute, after) = digits(rest.strip_prefix([':', '.', 'h'])?)?;
    let length = text.len() - after.len();
    let is_two = after.len() + 3 == rest.len();
    let suffix = after.trim_start().to_lowercase();
    let half = ["pm", "p.m", "am", "a.m"]
        .iter()
        .find(|half| suffix.starts_with(**half));
    let says_clock = half.is_some() || suffix.starts_with("uhr");
    let goes_on = after.starts_with(|c: char| c.is_ascii_digit() || ".:/-".contains(c));
    if hour > 23 || minute > 59 || !is_two || goes_on || (separator == '.' && !says_clock) {
        return None;
    }
    let shift = match half {
        Some(half) if half.starts_with('p') && hour < 12 => HALF_DAY,
        _ => 0,
    };
    let end = if says_clock {
        after.len() - after.trim_start().len() + 2
    } else {
        0
    };
    let end = length + end + usize::from(suffix.starts_with("uhr"));
    let time = text.get(..end).unwrap_or(&text[..length]);
    Some((time.to_owned(), hour * 60 + minute + shift))
}

/// One or two digits at a text's beginning.
fn digits(text: &str) -> Option<(usize, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..count)?.parse().ok().filter(|_| count <= 2)?;
    Some((number, &text[count..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_record::{BlockKind, Span};

    fn of(text: &str) -> Option<(String, usize)> {
        let mut unit = Unit::new(BlockKind::Paragraph, 0, Span::default());
        unit.text = text.to_owned();
        unit.mass = crate::measure::mass(text);
        clock(&unit)
    }

    #[test]
    fn a_line_with_a_time_of_day() {
        assert_eq!(of("21:00Nora Pellbrook"), Some(("21:00".into(), 1260)));
        assert_eq!(of("9.15 Uhr"), Some(("9.15 Uhr".into(), 555)));
        assert_eq!(of("3:45 pm"), Some(("3:45 pm".into(), 945)));
        assert_eq!(of("08h30"), Some(("08h30".into(), 510)));
        assert_eq!(of("下午3:45"), Some(("3:45".into(), 225)));
        for other in [
            "21.10.2025",
            "3.15 million",
            "2012-09",
            "12:345",
            "25:00",
            "10:12:33",
            "20:49, 5 Aug 2024",
            "é",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
