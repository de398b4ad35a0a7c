//! Publication and modification dates: every candidate that the page offers, the best supported first.

use copydesk_record::Span;
use serde_json::Value;

use super::Fact;
use super::cue::Mark;
use super::date::{Order, find};
use super::date_line::{Said, dates_of, said};
use super::doubt::{
    DAY, NEAR, day, doubt_changed, doubt_followers, doubt_later, most_precise_first, same_day,
};
use super::head::Head;
use super::json_ld;
use super::scene::{Line, MAX_LINE, Place, Scene};
use super::script;
use super::weigh::{Weighed, ranked};

/// Metas that give the date of publication, and how much they are believed.
const PUBLISHED: &[(&str, u32)] = &[
    ("article:published_time", 9),
    ("datepublished", 8),
    ("og:published_time", 8),
    ("og:article:published_time", 8),
    ("og:pubdate", 8),
    ("og:publish_date", 8),
    ("article:published", 8),
    ("parsely-pub-date", 8),
    ("sailthru.date", 8),
    ("publishdate", 8),
    ("publish-date", 8),
    ("publish_date", 8),
    ("pubdate", 8),
    ("publication_date", 8),
    ("article.published", 8),
    ("article:publication_date", 8),
    ("article_publication_date", 8),
    ("published-date", 8),
    ("published", 8),
    ("citation_publication_date", 8),
    ("citation_online_date", 8),
    ("dc.date.issued", 8),
    ("dcterms.issued", 8),
    ("article_date_original", 8),
    ("originalpublicationdate", 8),
    ("cxenseparse:recs:publishtime", 8),
    ("cxenseparse:publishtime", 8),
    ("rbpubdate", 8),
    ("bt:pubdate", 8),
    ("ptime", 8),
    ("displaydate", 8),
    ("weibo:article:create_at", 8),
    ("release_date", 6),
    ("dcterms.date", 6),
    ("dc.date", 6),
    ("dcterms.created", 5),
    ("dc.date.created", 5),
    ("creation_date", 5),
    ("created", 5),
    ("date", 6),
];

/// Metas that give the date of the last change, the surest first.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "article:modified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "modified",
    "update_date",
    "updated",
    "revision_date",
];

/// A date in prose at the beginning of the body stands in so many bytes.
const MAX_OPENING: usize = 80;
/// More candidates than these are no page's own.
const MAX_CANDIDATES: usize = 48;

type Candidate = Weighed<String>;

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
}

impl Sources<'_> {
    /// Candidates for the publication date, the best supported first; those of the last change are the
    /// last resort.
    pub fn published(&self, scene: &mut Scene<'_>) -> Vec<Fact> {
        let mut found = self.json_ld();
        found.extend(self.metas());
        found.extend(self.marked(scene));
        found.extend(self.shown());
        found.extend(self.opening(scene));
        found.extend(from_address(self.address));
        found.extend(self.title());
        if found.is_empty() {
            found.extend(script::date(scene.tree()).map(|fact| Weighed { fact, weight: 3 }));
        }
        let changed = self.modified(scene);
        doubt_followers(&mut found);
        doubt_changed(&mut found, &changed);
        doubt_later(&mut found, &changed);
        found.retain(|candidate| !self.is_after_crawl(&candidate.fact.value));
        found.truncate(MAX_CANDIDATES);
        let mut facts = most_precise_first(ranked(found, &|one, other| same_day(one, other)));
        facts.extend(changed);
        facts.extend(self.meta("description"));
        facts
    }

    /// Candidates for the date of the last change.
    pub fn modified(&self, scene: &mut Scene<'_>) -> Vec<Fact> {
        let works = json_ld::works(&self.head.json_ld);
        let dated = works.filter_map(|(object, span, _)| {
            let value = find(&json_ld::text(object, "dateModified")?, Order::DayFirst)?;
            Some(Fact::new("json_ld:dateModified", value, Some(span)))
        });
        let mut facts: Vec<Fact> = dated.collect();
        facts.extend(MODIFIED.iter().flat_map(|name| self.meta(name)));
        let marked = self.marks(scene, &[Mark::DateModified]);
        facts.extend(
            marked.into_iter().map(|(_, _, _, value, span)| {
                Fact::new("itemprop:dateModified", value, Some(span))
            }),
        );
        let changed = self
            .dated_lines()
            .filter(|(_, _, said)| *said == Said::Changed);
        facts.extend(
            changed.map(|(line, value, _)| Fact::new("line:updated", value, Some(line.span))),
        );
        facts
    }

    fn is_after_crawl(&self, value: &str) -> bool {
        self.crawled
            .and_then(|crawled| crawled.get(..DAY))
            .is_some_and(|crawled| day(value) > crawled && crawled.len() == DAY)
    }

    fn json_ld(&self) -> Vec<Candidate> {
        let works = json_ld::works(&self.head.json_ld);
        let dated = works.flat_map(|(object, span, is_article)| {
            let keys = [("datePublished", 9), ("dateCreated", 4), ("uploadDate", 3)];
            let found = keys
                .into_iter()
                .find_map(|(key, weight)| Some((json_date(object, key)?, weight)));
            found.map(|(value, weight)| Weighed {
                fact: Fact::new("json_ld", value, Some(span)),
                weight: if is_article { weight } else { weight - 2 },
            })
        });
        dated.collect()
    }

    fn meta(&self, name: &'static str) -> impl Iterator<Item = Fact> {
        self.head
            .metas(name)
            .take(2)
            .filter_map(move |(content, span)| {
                Some(Fact::new(
                    format!("meta:{name}"),
                    find(content, self.order)?,
                    Some(span),
                ))
            })
    }

    fn metas(&self) -> Vec<Candidate> {
        let weighed = |&(name, weight): &(&'static str, u32)| {
            self.meta(name).map(move |fact| Weighed { fact, weight })
        };
        PUBLISHED.iter().flat_map(weighed).collect()
    }

    /// The dates of marked elements that belong to this article.
    fn marks(
        &self,
        scene: &mut Scene<'_>,
        wanted: &[Mark],
    ) -> Vec<(Mark, Place, Said, String, Span)> {
        let marked = self
            .head
            .marked
            .iter()
            .filter(|(mark, _)| wanted.contains(mark));
        let mut found = Vec::new();
        for &(mark, node) in marked {
            let place = scene.place(node);
            if found.len() >= MAX_CANDIDATES || place == Place::Others {
                continue;
            }
            if let Some((value, said)) = self.marked_date(scene, node) {
                found.push((mark, place, said, value, scene.tree().node(node).span));
            }
        }
        found
    }

    /// The date of a marked element: the one it shows, or the same in its attributes, which is more
    /// precise.
    fn marked_date(&self, scene: &Scene<'_>, node: u32) -> Option<(String, Said)> {
        let tree = scene.tree();
        let names = ["datetime", "content", "data-datetime", "data-date", "title"];
        let stated = names
            .iter()
            .filter_map(|name| tree.attribute(node, name))
            .find_map(|value| find(value, self.order));
        let (shown, label) = match scene.short_text(node, MAX_LINE) {
            Some(text) => (
                find(&text, self.order),
                said(
                    &text[..text.find(|c: char| c.is_ascii_digit()).unwrap_or(0)],
                    false,
                ),
            ),
            None => (None, Said::Nothing),
        };
        let is_same = |shown: &String| {
            stated
                .as_deref()
                .is_some_and(|stated| day(stated) == day(shown))
        };
        let label = if label == Said::Nothing {
            scene
                .label_before(node)
                .map_or(label, |label| said(label, false))
        } else {
            label
        };
        let value = shown.filter(|shown| !is_same(shown)).or(stated);
        Some((value?, label))
    }

    fn marked(&self, scene: &mut Scene<'_>) -> Vec<Candidate> {
        let wanted = [Mark::DatePublished, Mark::Time, Mark::Dated];
        let marked = self.marks(scene, &wanted).into_iter().filter_map(
            |(mark, place, said, value, span)| {
                let from = match mark {
                    Mark::DatePublished => "itemprop:datePublished",
                    Mark::Time => "time",
                    _ => "date_class",
                };
                let weight = match (mark, place) {
                    (Mark::DatePublished, Place::Far | Place::Within) => 6,
                    (Mark::DatePublished, _) => shown_weight(place, said)?.max(8),
                    _ => shown_weight(place, said)?,
                };
                Some(Weighed {
                    fact: Fact::new(from, value, Some(span)),
                    weight,
                })
            },
        );
        marked.collect()
    }

    fn dated_lines(&self) -> impl Iterator<Item = (&Line<'_>, String, Said)> {
        self.lines.iter().flat_map(|line| {
            dates_of(line, self.order)
                .into_iter()
                .map(move |(found, said)| (line, found.value, said))
        })
    }

    fn shown(&self) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for (line, value, said) in self.dated_lines() {
            let Some(weight) = shown_weight(line.place, said) else {
                continue;
            };
            found.push(Weighed {
                fact: Fact::new("line", value, Some(line.span)),
                weight,
            });
        }
        found
    }

    /// A date in the page's title.
    fn title(&self) -> Option<Candidate> {
        let (title, span) = self.head.title.as_ref()?;
        let fact = Fact::new("title", find(title, self.order)?, Some(*span));
        Some(Weighed { fact, weight: 2 })
    }

    /// The date with which the body opens: `27.1.2022 - The council …`.
    fn opening(&self, scene: &Scene<'_>) -> Vec<Candidate> {
        let dated = scene.standfirst().filter_map(|unit| {
            let opening = super::head::cut(&unit.text, MAX_OPENING);
            let first = super::date::all(opening, self.order).into_iter().next()?;
            let label = opening.get(..first.range.start)?;
            let is_first = label.split_whitespace().count() <= 4
                && matches!(said(label, false), Said::Published | Said::Nothing);
            is_first.then(|| Weighed {
                fact: Fact::new("line", first.value, Some(unit.span)),
                weight: 4,
            })
        });
        dated.take(1).collect()
    }
}

/// How much a date on the page's face is believed: more than what its head says, if it stands by the
/// headline. `None` when it is no publication date.
fn shown_weight(place: Place, said: Said) -> Option<u32> {
    let weight = match place {
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

/// The date in an address such as `/2012/09/17/` or `/20120917/`.
fn from_address(address: Option<&str>) -> Option<Candidate> {
    let path = address?.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
        (digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then_some(())
    };
    let value = parts.windows(3).find_map(|window| {
        number(window[0], 4..=4)?;
        number(window[1], 1..=2)?;
        number(window[2], 1..=2)?;
        find(&window.join("-"), Order::DayFirst)
    });
    let compact = || {
        parts.iter().find_map(|part| {
            number(part, 8..=8)?;
            find(part, Order::DayFirst)
        })
    };
    let fact = Fact::new("address", value.or_else(compact)?, None);
    Some(Weighed { fact, weight: 10 })
}
