//! Decides what becomes of each unit: body, headline, imprint, or cut, and why.

use copydesk_record::{BlockKind, Reason};

use crate::body::Findings;
use crate::duplicate::duplicates;
use crate::hash::Map;
use crate::measure::is_sentence;
use crate::metadata::byline::names_or_dates;
use crate::unit::Unit;
use crate::{furniture, phrases};

/// What becomes of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is a block of the record.
    Body,
    /// It shows the headline.
    Title,
    /// It states a standing fact of the publisher.
    Imprint,
    /// It is cut.
    Cut(Reason),
    /// It is cut because it repeats the body's unit of this index.
    Repeats(usize),
}

/// A line lighter than this may be a date line or byline.
const MAX_BYLINE: usize = 70;
/// How many units around the headline are looked at for the byline and the date.
const NEAR: usize = 8;
/// A linked line heavier than this reads like a headline and leads to an article.
const LINKED_HEADLINE: usize = 25;

/// The fates of all units.
pub(crate) fn fates(units: &[Unit], findings: &Findings, headline: Option<usize>) -> Vec<Fate> {
    let start = findings
        .body
        .iter()
        .position(|&is_body| is_body)
        .unwrap_or(0);
    let near = near_headline(units.len(), headline.unwrap_or(start));
    let end = without_imprint(units, &findings.body);
    let mut fates: Vec<Fate> = (0..units.len())
        .map(|index| match headline {
            Some(headline) if headline == index => Fate::Title,
            _ if findings.body[index] && index < end => {
                inside(units, index, start, near.contains(&index))
            }
            _ => outside(units, index, findings.hints[index], near.contains(&index)),
        })
        .collect();
    keep_opening_picture(
        units,
        findings,
        &mut fates,
        headline.map_or(start, |headline| headline + 1)..start,
    );
    cut_empty_headings(units, &mut fates);
    cut_repeats(units, &mut fates);
    cut_repeated_furniture(units, &mut fates, headline);
    fates
}

/// Where the body ends when standing facts of the publisher do not count as its end.
fn without_imprint(units: &[Unit], body: &[bool]) -> usize {
    let is_end = |&index: &usize| {
        body[index] && units[index].kind != BlockKind::Figure && !units[index].words().is_imprint
    };
    (0..units.len())
        .rev()
        .find(is_end)
        .map_or(0, |index| index + 1)
}

/// A picture between headline and body belongs to the article, with its caption.
fn keep_opening_picture(
    units: &[Unit],
    findings: &Findings,
    fates: &mut [Fate],
    between: std::ops::Range<usize>,
) {
    let is_free = |index: usize| matches!(findings.hints[index], None | Some(Reason::Caption));
    let mut after_picture = false;
    for index in between {
        after_picture = match units[index].kind {
            BlockKind::Figure => is_free(index),
            BlockKind::Caption => after_picture && is_free(index),
            _ => false,
        };
        if after_picture {
            fates[index] = Fate::Body;
        }
    }
}

/// The range of units in which the byline and the date line are expected.
pub(crate) fn near_headline(count: usize, headline: usize) -> std::ops::Range<usize> {
    headline.saturating_sub(NEAR / 2)..(headline + NEAR + 1).min(count)
}

fn inside(units: &[Unit], index: usize, start: usize, is_near: bool) -> Fate {
    let unit = &units[index];
    let is_opening = index < start + NEAR / 2;
    if let Some(reason) = phrases::reason(unit).or_else(|| furniture::reason(unit)) {
        Fate::Cut(reason)
    } else if is_near && is_opening && is_byline(unit) {
        Fate::Cut(Reason::Byline)
    } else if unit.kind != BlockKind::Figure && phrases::is_separator(&unit.text) {
        Fate::Cut(Reason::Separator)
    } else {
        Fate::Body
    }
}

fn outside(units: &[Unit], index: usize, hint: Option<Reason>, is_near: bool) -> Fate {
    let unit = &units[index];
    if unit.kind != BlockKind::Figure && phrases::is_separator(&unit.text) {
        return Fate::Cut(Reason::Separator);
    }
    let may_be_imprint =
        hint.is_none_or(|reason| matches!(reason, Reason::Imprint | Reason::Navigation));
    if may_be_imprint && unit.words().is_imprint {
        return Fate::Imprint;
    }
    let is_line = !matches!(unit.kind, BlockKind::Figure | BlockKind::Caption);
    Fate::Cut(match hint {
        Some(Reason::Imprint) if unit.is_linked() => Reason::Navigation,
        // Pages call the author's line a credit too.
        Some(Reason::Caption) if is_near && is_line && is_byline(unit) => Reason::Byline,
        Some(reason) => reason,
        None => by_text(units, index, is_near),
    })
}

fn by_text(units: &[Unit], index: usize, is_near: bool) -> Reason {
    let unit = &units[index];
    if unit.kind == BlockKind::Caption || unit.kind == BlockKind::Figure {
        return Reason::Caption;
    }
    if unit.words().calls_related && !unit.is_linked() {
        let leads = units.get(index + 1).is_some_and(|next| next.linked > 0);
        return if leads {
            Reason::Related
        } else {
            Reason::EmptyHeading
        };
    }
    let said = phrases::reason(unit).or_else(|| furniture::reason(unit));
    if let Some(reason) = said.or_else(|| phrases::reason_outside(unit)) {
        return reason;
    }
    if is_near && is_byline(unit) {
        return Reason::Byline;
    }
    match unit.is_linked() {
        true if unit.mass >= LINKED_HEADLINE => Reason::Related,
        true => Reason::Navigation,
        false => Reason::Other,
    }
}

/// Whether a unit is a short line that names the author or the date.
pub(crate) fn is_byline(unit: &Unit) -> bool {
    unit.words().is_byline
}

/// The same, by its text.
pub(crate) fn reads_as_byline(unit: &Unit) -> bool {
    let dates_count = !is_sentence(&unit.text);
    let mut lines = unit.text.lines();
    unit.mass <= MAX_BYLINE && lines.any(|line| names_or_dates(line, dates_count))
}

/// A heading of the body under which nothing is left is cut.
fn cut_empty_headings(units: &[Unit], fates: &mut [Fate]) {
    let mut is_last = true;
    let mut was_cut = false;
    for index in (0..units.len()).rev() {
        if fates[index] != Fate::Body || units[index].kind == BlockKind::Figure {
            was_cut |= matches!(fates[index], Fate::Cut(reason) if reason != Reason::Separator);
            continue;
        }
        let is_heading = units[index].kind == BlockKind::Heading;
        if is_heading && (is_last || (was_cut && units[index].words().calls_related)) {
            fates[index] = Fate::Cut(if was_cut {
                Reason::Related
            } else {
                Reason::EmptyHeading
            });
            continue;
        }
        (is_last, was_cut) = (false, false);
    }
}

/// Where the body is printed twice, the headline and the byline often are too.
fn cut_repeated_furniture(units: &[Unit], fates: &mut [Fate], headline: Option<usize>) {
    let mut seen: Map<&str, Reason> = Map::default();
    if let Some(unit) = headline.and_then(|headline| units.get(headline)) {
        seen.insert(unit.letters(), Reason::Duplicate);
    }
    for (unit, fate) in units.iter().zip(fates.iter_mut()) {
        match *fate {
            Fate::Cut(Reason::Byline) => {
                seen.entry(unit.letters()).or_insert(Reason::Byline);
            }
            Fate::Body if unit.kind != BlockKind::Figure => {
                if let Some(reason) = seen.get(unit.letters()) {
                    *fate = Fate::Cut(*reason);
                }
            }
            _ => {}
        }
    }
}

fn cut_repeats(units: &[Unit], fates: &mut [Fate]) {
    let body: Vec<bool> = fates.iter().map(|fate| *fate == Fate::Body).collect();
    for (index, first) in duplicates(units, &body).into_iter().enumerate() {
        if let (Some(first), Fate::Body | Fate::Cut(_)) = (first, fates[index]) {
            fates[index] = Fate::Repeats(first);
        }
    }
}
