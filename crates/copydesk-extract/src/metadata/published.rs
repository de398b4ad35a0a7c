//! Publication and modification dates: every candidate that the page offers, the best supported first.

use serde_json::Value;

use super::Fact;
use super::address_date::{self, Dated};
use super::cue::Mark;
use super::date::{Order, find};
use super::date_line::Said;
use super::date_metas::{MODIFIED, PUBLISHED};
use super::doubt::{self, DAY, day, most_precise_first, same_day};
use super::face::{Seen, seen, turn};
use super::head::Head;
use super::json_ld;
use super::scene::{Line, Place, Scene};
use super::script;
use super::weigh::{Weighed, ranked};
use crate::measure::letters;

/// More candidates than these are no page's own.
const MAX_CANDIDATES: usize = 48;

/// A line that has more than this beside its date is more than a byline: it tells of a day.
const MAX_REST: usize = 24;

type Candidate = Weighed<String>;

/// How much a date by the headline is believed.
const NEAR: u32 = doubt::NEAR;

/// What is known when dates are looked for.
pub(crate) struct Sources<'a> {
    /// The page's head and marks.
    pub head: &'a Head,
    /// The lines around headline and body.
    pub lines: &'a [Line<'a>],
    /// The page's address.
    pub address: Option<&'a str>,
    /// How its readers write days and months.
    pub order: Order,
    /// When the page was fetched: no date is later.
    pub crawled: Option<&'a str>,
    /// Whether the page is a list of articles: the dates that it shows are theirs.
    pub is_list: bool,
}

/// Candidates for a page's dates, the best supported first.
pub(crate) struct Dates {
    /// For the date of publication; those of the last change are the last resort.
    pub published: Vec<Fact>,
    /// For the date of the last change.
    pub modified: Vec<Fact>,
}

impl Sources<'_> {
    /// Collects and ranks the candidates.
    pub fn dates(&self, scene: &mut Scene<'_>) -> Dates {
        let address = self.address.and_then(address_date::date);
        let mut stated = self.json_ld();
        stated.extend(self.metas());
        stated.extend(from_address(address.as_ref()));
        let mut modified = self.stated_changes();
        let mut seen = seen(self.head, self.lines, scene, self.order);
        turn(&mut seen, |own| is_among(own, &stated, &modified));
        modified.extend(changes(&seen));
        Dates {
            published: self.published(stated, &seen, &modified, address.as_ref(), scene),
            modified,
        }
    }

    fn published(
        &self,
        stated: Vec<Candidate>,
        seen: &[Seen],
        changed: &[Fact],
        address: Option<&Dated>,
        scene: &Scene<'_>,
    ) -> Vec<Fact> {
        let mut found = stated;
        found.extend(self.title());
        let is_own = |one: &&Seen| {
            let is_plain = matches!(one.mark, None | Some(Mark::Time));
            !(self.is_list && is_plain) || is_among(&one.value, &found, &[])
        };
        let shown: Vec<Candidate> = seen.iter().filter(is_own).filter_map(candidate).collect();
        found.extend(shown);
        if found.is_empty() {
            found.extend(script::date(scene.tree()).map(|fact| Weighed { fact, weight: 3 }));
        }
        doubt::all(&mut found, changed, address);
        found.retain(|candidate| !self.is_after_crawl(&candidate.fact.value));
        found.truncate(MAX_CANDIDATES);
        let mut facts = most_precise_first(ranked(found, &|one, other| same_day(one, other)));
        facts.extend(changed.iter().cloned());
        facts.extend(self.meta("description"));
        facts
    }

    fn stated_changes(&self) -> Vec<Fact> {
        let works = json_ld::works(&self.head.json_ld);
        let dated = works.filter_map(|(object, span, _)| {
            let value = find(&json_ld::text(object, "dateModified")?, Order::DayFirst)?;
            Some(Fact::new("json_ld:dateModified", value, Some(span)))
        });
        let metas = MODIFIED.iter().flat_map(|name| self.meta(name));
        dated.chain(metas).collect()
    }

    fn is_after_crawl(&self, value: &str) -> bool {
        self.crawled
            .and_then(|crawled| crawled.get(..DAY))
            .is_some_and(|crawled| day(value) > crawled && crawled.len() == DAY)
    }

    fn json_ld(&self) -> Vec<Candidate> {
        let works: Vec<_> = json_ld::works(&self.head.json_ld).collect();
        let has_own = works.iter().any(|(object, ..)| self.is_own(object));
        let dated = works.into_iter().filter_map(|(object, span, is_article)| {
            let keys = [("datePublished", 9), ("dateCreated", 4), ("uploadDate", 3)];
            let mut found = keys.into_iter();
            let (value, weight) =
                found.find_map(|(key, weight)| Some((json_date(object, key)?, weight)))?;
            let is_others = has_own && object.get("headline").is_some() && !self.is_own(object);
            Some(Weighed {
                fact: Fact::new("json_ld", value, Some(span)),
                weight: match (is_article, is_others) {
                    (_, true) => 1,
                    (true, _) => weight,
                    (false, _) => weight - 2,
                },
            })
        });
        dated.collect()
    }

    /// Whether an object of the structured data has the page's title.
    fn is_own(&self, object: &Value) -> bool {
        let Some(own) = json_ld::text(object, "headline").map(|text| letters(&text)) else {
            return false;
        };
        let named = self.head.meta("og:title").map(|(text, _)| text);
        let titles = named
            .into_iter()
            .chain(self.head.title.iter().map(|(text, _)| text.as_str()));
        !own.is_empty() && titles.map(letters).any(|title| title.contains(&own))
    }

    fn meta(&self, name: &'static str) -> impl Iterator<Item = Fact> {
        let metas = self.head.metas(name).take(2);
        metas.filter_map(move |(content, span)| {
            let value = find(content, self.order)?;
            Some(Fact::new(format!("meta:{name}"), value, Some(span)))
        })
    }

    fn metas(&self) -> Vec<Candidate> {
        let weighed = |&(name, weight): &(&'static str, u32)| {
            self.meta(name).map(move |fact| Weighed { fact, weight })
        };
        PUBLISHED.iter().flat_map(weighed).collect()
    }

    /// A date in the page's title.
    fn title(&self) -> Option<Candidate> {
        let (title, span) = self.head.title.as_ref()?;
        let fact = Fact::new("title", find(title, self.order)?, Some(*span));
        Some(Weighed { fact, weight: 2 })
    }
}

/// Whether a day is that of one of the facts.
fn is_among(own: &str, published: &[Candidate], changed: &[Fact]) -> bool {
    let mut facts = published.iter().map(|one| &one.fact).chain(changed);
    facts.any(|fact| day(&fact.value) == day(own))
}

/// The dates on the page's face that are said to be those of changes.
fn changes(seen: &[Seen]) -> impl Iterator<Item = Fact> {
    let marked = seen
        .iter()
        .filter(|one| one.mark == Some(Mark::DateModified));
    let lines = seen
        .iter()
        .filter(|one| one.mark.is_none() && one.said == Said::Changed);
    let fact =
        |from: &'static str| move |one: &Seen| Fact::new(from, one.value.clone(), Some(one.span));
    marked
        .map(fact("itemprop:dateModified"))
        .chain(lines.map(fact("line:updated")))
}

/// A date on the page's face as a candidate; what microdata calls published needs no label that says so.
fn candidate(seen: &Seen) -> Option<Candidate> {
    let rest = if seen.value.len() > DAY { 0 } else { seen.rest };
    let shown = shown_weight(seen.place, seen.said, rest);
    let (from, weight) = match (seen.mark, seen.place) {
        (Some(Mark::DateModified), _) => return None,
        (Some(Mark::DatePublished), Place::Far | Place::Within) => ("itemprop:datePublished", 6),
        (Some(Mark::DatePublished), _) => {
            let marked = marked_weight(seen.place, seen.said);
            ("itemprop:datePublished", marked.max(shown.unwrap_or(0)))
        }
        (Some(Mark::Time), _) => ("time", shown?),
        (Some(_), _) => ("date_class", shown?),
        (None, _) => ("line", shown?),
    };
    let fact = Fact::new(from, seen.value.clone(), Some(seen.span));
    Some(Weighed { fact, weight })
}

/// How much microdata by the article is believed at least: above the headline, as much as a line below it.
fn marked_weight(place: Place, said: Said) -> u32 {
    match (place, said) {
        (Place::Above, _) => NEAR,
        (_, Said::Published) => 10,
        _ => 8,
    }
}

/// How much a date on the page's face is believed: more than what its head says, if it stands by the
/// headline. `None` when it is no publication date.
fn shown_weight(place: Place, said: Said, rest: usize) -> Option<u32> {
    let weight = match place {
        Place::Near if rest > MAX_REST && said == Said::Nothing => 8,
        Place::Near => NEAR,
        Place::Above => 8,
        Place::Opening => 10,
        Place::End => 5,
        Place::Within => 2,
        Place::Far => 1,
        Place::Others => return None,
    };
    match said {
        Said::Published => Some(weight + 2),
        Said::Nothing => Some(weight),
        Said::Changed | Said::Other => None,
    }
}

fn json_date(object: &Value, key: &str) -> Option<String> {
    find(&json_ld::text(object, key)?, Order::DayFirst)
}

fn from_address(dated: Option<&Dated>) -> Option<Candidate> {
    let Some(Dated::Day(value)) = dated else {
        return None;
    };
    let fact = Fact::new("address", value.clone(), None);
    Some(Weighed { fact, weight: 10 })
}
