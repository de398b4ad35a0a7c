//! Which candidates for the publication date are doubted: they are others' days, a change's, or an event's.

use super::Fact;
use super::weigh::Weighed;

type Candidate = Weighed<String>;

/// How much a date by the headline is believed.
pub(super) const NEAR: u32 = 20;

/// The length of a day in ISO 8601.
pub(super) const DAY: usize = 10;

/// The first of several dates by the headline is the article's; the others are of what follows, unless
/// they are said to be that of publication.
pub(super) fn doubt_followers(found: &mut [Candidate]) {
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

/// A date that is the stated one of the last change is not that of publication where another is stated.
pub(super) fn doubt_changed(found: &mut [Candidate], changed: &[Fact]) {
    let is_stated =
        |fact: &Fact| fact.from.starts_with("json_ld") || fact.from.starts_with("meta:");
    let days = |facts: Vec<&Fact>| -> Vec<String> {
        let stated = facts.into_iter().filter(|fact| is_stated(fact));
        stated.map(|fact| day(&fact.value).to_owned()).collect()
    };
    let changes = days(changed.iter().collect());
    let published = days(found.iter().map(|candidate| &candidate.fact).collect());
    if published.is_empty() {
        return;
    }
    let is_sole = published.iter().all(|one| changes.contains(one));
    for candidate in found
        .iter_mut()
        .filter(|candidate| !is_sole && candidate.weight <= NEAR)
    {
        let own = day(&candidate.fact.value).to_owned();
        if changes.contains(&own) && !published.contains(&own) {
            candidate.weight = 1;
        } else if changes.contains(&own) && is_stated(&candidate.fact) {
            candidate.weight /= 2;
        }
    }
}

/// A date on the page's face that is later than its last change is an event's, or today's.
pub(super) fn doubt_later(found: &mut [Candidate], changed: &[Fact]) {
    let stated = changed.iter().filter(|fact| !fact.from.starts_with("line"));
    let Some(last) = stated.map(|fact| day(&fact.value).to_owned()).max() else {
        return;
    };
    for candidate in found
        .iter_mut()
        .filter(|candidate| day(&candidate.fact.value) > last.as_str())
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
