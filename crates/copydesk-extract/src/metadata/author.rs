//! Authors: the names of persons, without "By", titles and agencies' boilerplate.

mod declared;
mod likeness;
mod site;

use copydesk_record::Span;

use super::Fact;
use super::author_line::from_lines;
use super::byline::{agency, in_opening};
use super::cue::Mark;
use super::head::{Head, collapse};
use super::marked::marked_names;
use super::names::{Whose, is_known, whose};
use super::scene::{Line, Place, Scene};
use super::weigh::{Weighed, ranked};
use crate::measure::is_dense;

use declared::{from_json_ld, from_labels, from_metas};
use likeness::likeness;
use site::{doubt_site, from_site, own_names};

type Candidate = Weighed<Vec<String>>;

/// Candidates that all sources together believe less are given up.
const MIN_SUPPORT: u32 = 4;
/// Candidates beyond these are not weighed.
const MAX_CANDIDATES: usize = 40;
/// How much a list is believed whose names have capitals, but no given name, in percent.
const UNKNOWN: u32 = 80;
/// The same for a line that nothing marks.
const UNKNOWN_LINE: u32 = 60;
/// The same where no name is a person's with two words.
const WORD: u32 = 60;
/// The same for a word that the page's face shows.
const SHOWN_WORD: u32 = 75;
/// The same for lists of agencies and firms.
const GROUP: u32 = 45;
/// The same for what people log in with, where no meta says it too.
const LOGIN: u32 = 20;
/// Longer logins are made by machines.
const LONGEST_LOGIN: usize = 20;
/// Of more authors that the head states these many are looked for in the text.
const MAX_STATED: usize = 8;

/// The candidates for the list of authors, the chosen one first; none when no one is named.
///
/// `site` is the site's name: it is no author of its pages unless their face says so.
pub(crate) fn authors(
    head: &Head,
    scene: &mut Scene<'_>,
    lines: &[Line<'_>],
    site: Option<&str>,
) -> Vec<Fact<Vec<String>>> {
    let own = site.and_then(from_site);
    let site = own_names(head, site);
    let mut candidates = from_json_ld(head, &site);
    candidates.extend(from_metas(head));
    candidates.extend(from_labels(head));
    candidates
        .iter_mut()
        .filter(|candidate| candidate.fact.from != "json_ld")
        .for_each(|candidate| doubt_site(candidate, &site));
    candidates.extend(from_marks(head, scene));
    candidates.extend(from_lines(lines));
    candidates.extend(from_opening(scene));
    candidates.truncate(MAX_CANDIDATES);
    let candidates = candidates.into_iter().filter_map(persons_first).collect();
    let ranked = ranked(candidates, &|one, other| likeness(one, other));
    let is_believed = ranked
        .first()
        .is_some_and(|best| best.weight >= MIN_SUPPORT);
    if is_believed {
        ranked.into_iter().map(|candidate| candidate.fact).collect()
    } else {
        from_dateline(scene).or(own).into_iter().collect()
    }
}

/// The names that the head states, so that texts about these people are known.
pub(crate) fn stated(head: &Head) -> Vec<String> {
    let candidates = from_json_ld(head, &[]).into_iter().chain(from_metas(head));
    let names = candidates.flat_map(|candidate| candidate.fact.value);
    let is_whole = |name: &String| name.contains(' ') || name.chars().any(is_dense);
    let mut names: Vec<String> = names.filter(is_whole).collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(MAX_STATED);
    names
}

/// Whether a name is what someone logs in with, and not meant to be shown: made by a machine, or known to
/// structured data alone.
fn is_hidden(name: &str, from: &str) -> bool {
    let is_capital = |c: char| c.is_ascii_uppercase();
    let is_login = !name.contains(' ') && name.is_ascii() && !name.contains(is_capital);
    is_login && (from == "json_ld" || name.len() > LONGEST_LOGIN)
}

/// Where a person is named, agencies are left out; a list without persons is believed less.
fn persons_first(mut candidate: Candidate) -> Option<Candidate> {
    let names = &mut candidate.fact.value;
    let best = names.iter().map(|name| whose(name)).max()?;
    // What follows a firm's name is its address.
    let is_firm = names.len() > 1 && best == Whose::Word && whose(names.first()?) == Whose::Group;
    let best = if is_firm { Whose::Group } else { best };
    names.retain(|name| whose(name) == best);
    let is_shown = !matches!(
        candidate.fact.from.split(':').next(),
        Some("json_ld" | "meta")
    );
    let share = match best {
        Whose::Person if names.iter().any(|name| is_known(name)) => 100,
        Whose::Person if candidate.fact.from == "line" => UNKNOWN_LINE,
        Whose::Person => UNKNOWN,
        Whose::Word if is_shown => SHOWN_WORD,
        Whose::Word
            if names
                .iter()
                .all(|name| is_hidden(name, &candidate.fact.from)) =>
        {
            LOGIN
        }
        Whose::Word => WORD,
        Whose::Group => GROUP,
    };
    candidate.weight = candidate.weight * share / 100;
    Some(candidate)
}

fn weighed(
    from: impl Into<String>,
    names: Vec<String>,
    span: Option<Span>,
    weight: u32,
) -> Candidate {
    Weighed {
        fact: Fact::new(from, names, span),
        weight,
    }
}

/// How much a place on the page's face is believed, in percent.
pub(super) fn belief(place: Place) -> u32 {
    match place {
        Place::Near => 100,
        Place::Opening => 80,
        Place::Above => 65,
        Place::End => 55,
        Place::Far => 40,
        Place::Within => 20,
        Place::Others => 0,
    }
}

/// What elements say that are marked as an author's name: for each kind of mark, in the best place where
/// there are some.
fn from_marks(head: &Head, scene: &mut Scene<'_>) -> Vec<Candidate> {
    let kinds = [
        (Mark::Author, "itemprop:author", 12),
        (Mark::RelAuthor, "rel:author", 11),
        (Mark::Byline, "byline", 10),
        (Mark::AuthorLink, "author_link", 9),
    ];
    let mut found = Vec::new();
    for (mark, from, weight) in kinds {
        let nodes = head.marked.iter().filter(|(kind, _)| *kind == mark);
        for (place, names, node) in marked_names(scene, nodes.map(|&(_, node)| node)) {
            let span = scene.tree().node(node).span;
            found.push(weighed(
                from,
                names,
                Some(span),
                weight * belief(place) / 100,
            ));
        }
    }
    found
}

fn from_opening(scene: &Scene<'_>) -> Vec<Candidate> {
    let units = scene.opening();
    let named = units.map(|unit| weighed("dateline", in_opening(&unit.text), Some(unit.span), 6));
    named.collect()
}

/// The agency of the body's first line, where no one else is named.
fn from_dateline(scene: &Scene<'_>) -> Option<Fact<Vec<String>>> {
    scene.opening().find_map(|unit| {
        let name = agency(&collapse(&unit.text))?;
        Some(Fact::new("dateline", vec![name], Some(unit.span)))
    })
}
