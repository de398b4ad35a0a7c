//! Which candidates for the publication date are doubted: they are others' days, a change's, or an event's.

use jiff::civil::Date;

use super::Fact;
use super::address_date::Dated;
use super::weigh::Weighed;

type Candidate = Weighed<String>;

/// How much a date by the headline is believed.
pub(super) const NEAR: u32 = 20;

/// So many days after a stated date one on the page's face may be the same, in another time zone.
const SOON: i32 = 1;

/// How much more a date is believed that lies in the month that the address names.
const MONTH: u32 = 4;

/// The length of a day in ISO 8601.
pub(super) const DAY: usize = 10;

/// Doubts what there is to doubt, and believes the more what the address's month confirms.
pub(super) fn all(found: &mut [Candidate], changed: &[Fact], address: Option<&Dated>) {
    if let Some(Dated::Month(month)) = address {
        confirm(found, month);
    }
    doubt_followers(found);
    doubt_changed(found, changed);
    doubt_later(found, changed);
}

/// A date in the month that the address names is believed more.
fn confirm(found: &mut [Candidate], month: &str) {
    for one in found
        .iter_mut()
        .filter(|one| one.fact.value.starts_with(month))
    {
        one.weight += MONTH;
    }
}

/// The first of several dates by the headline is the article's; the others are of what follows, unless
/// they are said to be that of publication.
fn doubt_followers(found: &mut [Candidate]) {
    let is_shown = |candidate: &&Candidate| candidate.weight >= NEAR;
    let first = found
        .iter()
        .filter(is_shown)
        .min_by_key(|candidate| candidate.fact.span.map(|span| span.start));
    let Some(first) = first.map(|first| day(&first.fact.value).to_owned()) else {
        return;
    };
    for candidate in found
        .iter_mut()
        .filter(|candidate| candidate.weight == NEAR)
    {
        if day(&candidate.fact.value) != first {
            candidate.weight /= 2;
        }
    }
}

/// A date that is the stated one of the last change is not that of publication where another is stated,
/// unless the page's face has it on the day after that: then it is the day that readers were told.
fn doubt_changed(found: &mut [Candidate], changed: &[Fact]) {
    let is_stated =
        |fact: &Fact| fact.from.starts_with("json_ld") || fact.from.starts_with("meta:");
    let days = |facts: Vec<&Fact>| -> Vec<String> {
        let stated = facts.into_iter().filter(|fact| is_stated(fact));
        stated.map(|fact| day(&fact.value).to_owned()).collect()
    };
    let changes = days(changed.iter().collect());
    let published = days(found.iter().map(|candidate| &candidate.fact).collect());
    if published.is_empty() || published.iter().all(|one| changes.contains(one)) {
        return;
    }
    let is_soon = |own: &str| published.iter().any(|one| is_within(one, own, SOON));
    for candidate in found
        .iter_mut()
        .filter(|candidate| candidate.weight <= NEAR)
    {
        let own = day(&candidate.fact.value).to_owned();
        if !changes.contains(&own) {
            continue;
        }
        let is_told = candidate.weight == NEAR && is_soon(&own);
        if !published.contains(&own) && !is_told {
            candidate.weight = 1;
        } else if candidate.weight < NEAR {
            candidate.weight /= 2;
        }
    }
}

/// Whether a day is so many days after another, or fewer.
fn is_within(first: &str, later: &str, days: i32) -> bool {
    let parse = |value: &str| value.parse::<Date>().ok();
    let passed = parse(first)
        .zip(parse(later))
        .map(|(first, later)| (later - first).get_days());
    passed.is_some_and(|passed| (0..=days).contains(&passed))
}

/// A date on the page's face that is later than its last change, in any time zone, is an event's, or today's.
fn doubt_later(found: &mut [Candidate], changed: &[Fact]) {
    let stated = changed.iter().filter(|fact| !fact.from.starts_with("line"));
    let Some(last) = stated.map(|fact| day(&fact.value).to_owned()).max() else {
        return;
    };
    let is_later = |own: &str| own > last.as_str() && !is_within(&last, own, SOON);
    for candidate in found
        .iter_mut()
        .filter(|candidate| is_later(day(&candidate.fact.value)))
    {
        candidate.weight = candidate.weight.div_ceil(4);
    }
}

pub(super) fn day(value: &str) -> &str {
    value.get(..DAY).unwrap_or(value)
}

/// Of those that give the chosen day, the one first that gives the most of its time.
pub(super) fn most_precise_first(ranked: Vec<Candidate>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = ranked.into_iter().map(|candidate| candidate.fact).collect();
    let Some(chosen) = facts.first().map(|fact| day(&fact.value).to_owned()) else {
        return facts;
    };
    facts.sort_by_key(|fact| {
        let is_chosen = day(&fact.value) == chosen;
        (
            !is_chosen,
            if is_chosen {
                std::cmp::Reverse(fact.value.len())
            } else {
                std::cmp::Reverse(0)
            },
        )
    });
    facts
}

pub(super) fn same_day(one: &str, other: &str) -> u32 {
    if day(one) == day(other) { 100 } else { 0 }
}
