//! Authors: the names of persons, without "By", titles and agencies' boilerplate.

use copydesk_record::Span;

use super::Fact;
use super::author_line::from_lines;
use super::byline::{agency, all_names, are_known, in_opening};
use super::cue::Mark;
use super::given::is_given;
use super::head::{Head, collapse};
use super::json_ld;
use super::leads::is_lead;
use super::marked::marked_names;
use super::names::{Whose, distinct, folded, is_known, names_in, whose};
use super::scene::{Line, Place, Scene};
use super::weigh::{Weighed, ranked};
use crate::measure::{is_dense, letters};

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

/// How much it is believed that a site is its page's author where only the head says so.
const SITE: u32 = 3;

/// Shorter names of sites are in too many names.
const SHORTEST_SITE: usize = 4;

/// Metas that name the author, and how much they are believed.
const METAS: &[(&str, u32)] = &[
    ("citation_author", 10),
    ("citation_authors", 10),
    ("parsely-author", 8),
    ("sailthru.author", 8),
    ("byl", 8),
    ("cxenseparse:author", 8),
    ("article:author_name", 8),
    ("author", 7),
    ("article:author", 6),
    ("og:article:author", 6),
    ("articleauthor", 6),
    ("dc.creator", 6),
    ("dcterms.creator", 6),
    ("twitter:misc:written by", 6),
];

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

/// How much a list supports a longer one that has all its names, in percent.
const PART: u32 = 80;

/// How much a name supports one that has all its words and others, in percent.
const FULLER: u32 = 60;
/// How much a first name supports the full name.
const FIRST: u32 = 80;
/// How much a full name supports the first name alone.
const FULL: u32 = 40;

/// Longer lists are not searched for parts of names.
const MANY: usize = 8;

/// A name as it is compared: folded, whole and word by word.
struct Folded<'a> {
    name: &'a str,
    whole: String,
    words: Vec<String>,
}

fn folded_names(names: &[String]) -> Vec<Folded<'_>> {
    let names = names.iter().map(|name| Folded {
        name,
        whole: folded(name),
        words: name.split(' ').map(folded).collect(),
    });
    names.collect()
}

/// How much two lists share of the names in either, in percent.
fn likeness(one: &[String], other: &[String]) -> u32 {
    let looks_for_parts = one.len().max(other.len()) <= MANY;
    let (ours, theirs) = (folded_names(one), folded_names(other));
    let best = |own: &Folded<'_>| {
        let all = theirs
            .iter()
            .map(|other| sameness(own, other, looks_for_parts));
        all.max()
    };
    let shared: u32 = ours.iter().filter_map(best).sum();
    let [ones, others] =
        [one, other].map(|names| u32::try_from(names.len() * 100).unwrap_or(u32::MAX));
    if shared == others && shared < ones {
        return PART;
    }
    shared * 100 / (ones + others).saturating_sub(shared).max(1)
}

/// How much a name is supported by another, in percent.
fn sameness(own: &Folded<'_>, other: &Folded<'_>, looks_for_parts: bool) -> u32 {
    if own.whole == other.whole {
        return 100;
    }
    let has_all = |whole: &Folded<'_>, part: &Folded<'_>| {
        let is_in = |word: &String| word.len() > 1 && whole.words.contains(word);
        part.words.iter().all(is_in)
    };
    match (own.words.len() > 1, other.words.len() > 1) {
        _ if !looks_for_parts => 0,
        (true, false) if has_all(own, other) && is_known(own.name) => FIRST,
        (false, true) if has_all(other, own) => FULL,
        (true, true) if has_all(own, other) || has_all(other, own) => FULLER,
        _ => 0,
    }
}

/// What the site is called: by its name, and by its address.
fn own_names(head: &Head, site: Option<&str>) -> Vec<String> {
    let address = head
        .canonical
        .as_ref()
        .map(|(url, _)| url.as_str())
        .or(head.meta("og:url").map(|(url, _)| url));
    let host = address
        .and_then(|url| url.split_once("//"))
        .and_then(|(_, rest)| rest.split(['/', ':', '?']).next());
    let label = host.and_then(|host| host.split('.').max_by_key(|label| label.len()));
    let names = site.into_iter().chain(label).map(letters);
    names.filter(|name| !name.is_empty()).collect()
}

/// Where only the head says that a site is its page's author, it says so on every page.
fn doubt_site(candidate: &mut Candidate, site: &[String]) {
    // A personal site may bear its author's name.
    let is_site = |name: &String| whose(name) != Whose::Person && is_of_site(&letters(name), site);
    if candidate.fact.value.iter().any(is_site) {
        candidate.weight = candidate.weight.min(SITE);
    }
}

/// Whether a name is the site's, but for an ending such as `.de`, or a word more.
fn is_of_site(name: &str, site: &[String]) -> bool {
    let is_longer =
        |long: &str, short: &str| short.len() >= SHORTEST_SITE && long.starts_with(short);
    let is_same = |site: &String| name == site || is_longer(name, site) || is_longer(site, name);
    site.iter().any(is_same)
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

/// A newsroom may sign its news; other sites only fill a field.
fn from_json_ld(head: &Head, site: &[String]) -> Vec<Candidate> {
    let works = json_ld::works(&head.json_ld);
    let authors = works.map(|(object, span, is_article)| {
        let authors = json_ld::authors(object, &head.json_ld);
        let names = authors.iter().flat_map(|name| names_in(name)).collect();
        let weight = if is_article { 9 } else { 7 };
        let mut candidate = weighed("json_ld", distinct(names), Some(span), weight);
        if !json_ld::is_of_type(object, |kind| kind.contains("News")) {
            doubt_site(&mut candidate, site);
        }
        candidate
    });
    authors.collect()
}

fn from_metas(head: &Head) -> Vec<Candidate> {
    let fact = |&(name, weight): &(&'static str, u32)| {
        let (_, span) = head.meta(name)?;
        let contents = head.metas(name).map(|(content, _)| content);
        let names = contents
            .flat_map(|content| in_order(name, content))
            .collect();
        Some(weighed(
            format!("meta:{name}"),
            distinct(names),
            Some(span),
            weight,
        ))
    };
    METAS.iter().filter_map(fact).collect()
}

/// The names in a meta; libraries' metas write `Lee, Ann`.
fn in_order(meta: &str, content: &str) -> Vec<String> {
    let is_library = meta.starts_with("citation") || meta.starts_with("dc");
    match content.split_once(", ") {
        Some((last, first)) if is_library && !first.contains(',') && !last.contains(' ') => {
            names_in(&format!("{first} {last}"))
        }
        _ => names_in(content),
    }
}

/// `twitter:label1` and `twitter:data1`, where the label says that an author follows.
fn from_labels(head: &Head) -> Vec<Candidate> {
    let pair = |(label, data): (&'static str, &'static str)| {
        let (label, _) = head.meta(label)?;
        let (content, span) = head.meta(data)?;
        is_lead(label).then(|| weighed(format!("meta:{data}"), names_in(content), Some(span), 6))
    };
    [
        ("twitter:label1", "twitter:data1"),
        ("twitter:label2", "twitter:data2"),
    ]
    .into_iter()
    .filter_map(pair)
    .collect()
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

/// The person whose name a personal site bears, where no one else is named.
fn from_site(site: &str) -> Option<Fact<Vec<String>>> {
    let begins = site.split(' ').next().is_some_and(is_given);
    let names = all_names(site).filter(|names| begins && names.len() == 1 && are_known(names))?;
    Some(Fact::new("site", names, None))
}

/// The agency of the body's first line, where no one else is named.
fn from_dateline(scene: &Scene<'_>) -> Option<Fact<Vec<String>>> {
    scene.opening().find_map(|unit| {
        let name = agency(&collapse(&unit.text))?;
        Some(Fact::new("dateline", vec![name], Some(unit.span)))
    })
}
