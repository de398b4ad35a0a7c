//! The dates on the page's face: in marked elements, in lines of their own, at the body's ends.

use copydesk_record::Span;

use super::beside;
use super::cue::Mark;
use super::date::{Found, Order, all};
use super::date_line::{Said, dates_of, published_at, said};
use super::doubt::day;
use super::head::{Head, cut};
use super::scene::{Line, MAX_LINE, Place, Scene};
use crate::measure::mass;
use crate::tree::NodeId;
use crate::unit::Unit;

/// A date in prose at the beginning of the body stands in so many bytes.
const MAX_OPENING: usize = 80;
/// A sentence that says when the page was published stands in so many bytes.
const MAX_SENTENCE: usize = 400;
/// More marked dates than these are no page's own.
const MAX_MARKED: usize = 48;
/// Attributes that give an element's date.
const ATTRIBUTES: [&str; 5] = ["datetime", "content", "data-datetime", "data-date", "title"];

/// A date that the page shows.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// What marks it, if anything does.
    pub mark: Option<Mark>,
    /// ISO 8601.
    pub value: String,
    /// Where it stands in the source.
    pub span: Span,
    /// Where on the page.
    pub place: Place,
    /// What it is said to be.
    pub said: Said,
    /// What its line weighs beside it.
    pub rest: usize,
    /// Whether day and month could be meant the other way round.
    is_open: bool,
    /// Whether it stands in a box beside the text.
    is_beside: bool,
    /// The span of its unit.
    unit: Option<Span>,
}

/// All dates that the page shows of itself.
pub(super) fn seen(
    head: &Head,
    lines: &[Line<'_>],
    scene: &mut Scene<'_>,
    order: Order,
) -> Vec<Seen> {
    let mut found = marked(head, scene, order);
    let shown = lines.iter().flat_map(|line| in_line(line, order));
    let shown: Vec<Seen> = shown.map(|one| changed_by_mark(one, &found)).collect();
    found.extend(shown);
    found.extend(opening(scene, order));
    found.extend(closing(scene, order));
    found
}

/// Turns day and month where that gives a day that is known from elsewhere, and the other reading does not.
pub(super) fn turn(seen: &mut [Seen], is_known: impl Fn(&str) -> bool) {
    for one in seen.iter_mut().filter(|one| one.is_open) {
        let turned = turned(&one.value);
        if !is_known(&one.value) && turned.as_deref().is_some_and(&is_known) {
            one.value = turned.unwrap_or_default();
        }
    }
}

fn turned(value: &str) -> Option<String> {
    let (year, month, day) = (value.get(..4)?, value.get(5..7)?, value.get(8..10)?);
    Some(format!("{year}-{day}-{month}{}", value.get(10..)?))
}

/// The dates of marked elements that belong to this article.
fn marked(head: &Head, scene: &mut Scene<'_>, order: Order) -> Vec<Seen> {
    let dates = [
        Mark::DatePublished,
        Mark::Time,
        Mark::Dated,
        Mark::DateModified,
    ];
    let mut found = Vec::new();
    for &(mark, node) in head.marked.iter().filter(|(mark, _)| dates.contains(mark)) {
        if found.len() >= MAX_MARKED {
            break;
        }
        let Some((place, label)) = beside::place(scene, node) else {
            continue;
        };
        if let Some((date, said, rest)) = marked_date(scene, mark, node, order) {
            let said = label.unwrap_or(said);
            let unit = scene.unit_at(node).and_then(|index| scene.unit(index));
            found.push(Seen {
                mark: Some(mark),
                value: date.value,
                span: scene.tree().node(node).span,
                place,
                said,
                rest,
                is_open: date.is_open,
                is_beside: label.is_some(),
                unit: unit.map(|unit| unit.span),
            });
        }
    }
    beside::only_agreed(&mut found, |one| one.is_beside.then(|| day(&one.value)));
    found
}

/// The date of a marked element, what it is said to be, and what the element's text weighs beside it.
fn marked_date(
    scene: &Scene<'_>,
    mark: Mark,
    node: NodeId,
    order: Order,
) -> Option<(Found, Said, usize)> {
    let first = |text: &str| all(text, order).into_iter().next();
    let attributes = ATTRIBUTES
        .iter()
        .filter_map(|name| scene.tree().attribute(node, name));
    let stated = { attributes }.find_map(first);
    let text = scene.short_text(node, MAX_LINE).unwrap_or_default();
    let shown = first(&text);
    let label = shown
        .as_ref()
        .and_then(|shown| text.get(..shown.range.start));
    let label = match label.map(|label| said(label, false)) {
        None | Some(Said::Nothing) => scene
            .label_before(node)
            .map_or(Said::Nothing, |label| said(label, false)),
        Some(said) => said,
    };
    let dated = shown
        .as_ref()
        .and_then(|shown| text.get(shown.range.clone()));
    let rest = mass(&text).saturating_sub(dated.map_or(0, mass));
    Some((surer(mark, shown, stated)?, label, rest))
}

/// The date that an element shows, or the same in its attributes, which is more precise. What microdata
/// states is meant, whatever else the element shows.
fn surer(mark: Mark, shown: Option<Found>, stated: Option<Found>) -> Option<Found> {
    let (Some(one), Some(other)) = (&shown, &stated) else {
        return shown.or(stated);
    };
    let is_same = day(&one.value) == day(&other.value);
    let is_meant = mark == Mark::DatePublished && !is_next_day(&one.value, &other.value);
    if is_same || is_meant { stated } else { shown }
}

/// Whether two days are neighbours, as one instant's are in two time zones.
fn is_next_day(one: &str, other: &str) -> bool {
    let parse = |value: &str| day(value).parse::<jiff::civil::Date>().ok();
    let (Some(one), Some(other)) = (parse(one), parse(other)) else {
        return false;
    };
    one.tomorrow().ok() == Some(other) || other.tomorrow().ok() == Some(one)
}

fn in_line<'a>(line: &'a Line<'_>, order: Order) -> impl Iterator<Item = Seen> + use<'a> {
    let dated = dates_of(line, order).into_iter();
    dated.map(move |(date, said, rest)| Seen {
        mark: None,
        value: date.value,
        span: line.span,
        place: line.place,
        said,
        rest,
        is_open: date.is_open,
        is_beside: false,
        unit: Some(line.span),
    })
}

/// A line's date is that of a change, if an element in the line says so while another is of another day.
fn changed_by_mark(seen: Seen, marked: &[Seen]) -> Seen {
    let (mut is_change, mut is_other, mut has_other) = (false, false, false);
    for mark in marked.iter().filter(|mark| mark.unit == seen.unit) {
        let (is_same, is_changed) = (
            day(&mark.value) == day(&seen.value),
            mark.mark == Some(Mark::DateModified),
        );
        is_change |= is_same && is_changed;
        is_other |= is_same && mark.mark == Some(Mark::DatePublished);
        has_other |= !is_same && !is_changed;
    }
    let said = if is_change && has_other && !is_other {
        Said::Changed
    } else {
        seen.said
    };
    Seen { said, ..seen }
}

/// The date with which the body opens: `27.1.2022 - The council …`.
fn opening(scene: &Scene<'_>, order: Order) -> Option<Seen> {
    scene.standfirst().find_map(|unit| {
        let date = all(cut(&unit.text, MAX_OPENING), order)
            .into_iter()
            .next()?;
        let label = unit.text.get(..date.range.start)?;
        let is_first = label.split_whitespace().count() <= 4
            && matches!(said(label, false), Said::Published | Said::Nothing);
        is_first.then(|| in_prose(unit, date, Place::End, Said::Nothing))
    })
}

/// The date in a sentence below the body: `This entry was posted on 17 September 2012 by …`.
fn closing(scene: &mut Scene<'_>, order: Order) -> Option<Seen> {
    scene.below_body().into_iter().find_map(|unit| {
        let text = cut(&unit.text, MAX_SENTENCE);
        let date = all(text, order)
            .into_iter()
            .find(|date| published_at(text, &date.range))?;
        Some(in_prose(unit, date, Place::End, Said::Published))
    })
}

fn in_prose(unit: &Unit, date: Found, place: Place, said: Said) -> Seen {
    Seen {
        mark: None,
        value: date.value,
        span: unit.span,
        place,
        said,
        rest: unit.mass,
        is_open: date.is_open,
        is_beside: false,
        unit: Some(unit.span),
    }
}
