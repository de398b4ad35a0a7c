//! Writes the fields of a record from what was found.

use copydesk_record::{Article, Kind, Known};

use super::Desk;
use crate::fate::Fate;
use crate::kind::{View, kind, truncation};
use crate::metadata::date::{Order, given};
use crate::metadata::head;
use crate::metadata::published::Sources;
use crate::metadata::scene::{Line, Scene};
use crate::metadata::{Fact, about, author};

/// So many bytes of a text tell its language.
const MAX_OPENING: usize = 1_500;

impl Desk<'_> {
    pub(super) fn write_facts(
        &self,
        article: &mut Article,
        known: &Known,
        sites: Vec<Fact>,
        scene: &mut Scene<'_>,
        lines: &[Line<'_>],
    ) {
        let first = |value: &Option<String>, facts| known_first(&known.from, value.clone(), facts);
        let site = sites.first().map(|fact| fact.value.clone());
        self.set(
            article,
            "site",
            first(&known.site, sites),
            |article, value| article.site = Some(value),
        );
        self.set(
            article,
            "section",
            about::sections(self.head),
            |article, value| article.section = Some(value),
        );
        let tags = about::tags(self.head);
        self.set_list(article, "tags", tags, |article, tags| article.tags = tags);
        self.write_dates(article, known, scene, lines);
        let authors = author::authors(self.head, scene, lines, site.as_deref());
        self.set_authors(article, known, authors);
    }

    /// Writes the dates; again when the page turns out to be a list, since those that it shows are its articles'.
    pub(super) fn write_dates(
        &self,
        article: &mut Article,
        known: &Known,
        scene: &mut Scene<'_>,
        lines: &[Line<'_>],
    ) {
        let address = article
            .url
            .clone()
            .or_else(|| article.canonical_url.clone())
            .or_else(|| Some(self.head.meta("og:url")?.0.to_owned()));
        let sources = Sources {
            head: self.head,
            lines,
            address: address.as_deref(),
            order: self.order(),
            crawled: self.page.crawled.as_deref(),
            is_list: article.kind == Kind::Index,
        };
        let dates = sources.dates(scene);
        self.set(
            article,
            "published",
            known_first(
                &known.from,
                known.published.as_deref().and_then(given),
                dates.published,
            ),
            |article, value| article.published = Some(value),
        );
        self.set(article, "modified", dates.modified, |article, value| {
            article.modified = Some(value)
        });
    }

    /// English without a country is American more often than not.
    fn order(&self) -> Order {
        let language = self.head.language.as_deref().unwrap_or_default();
        match language.to_ascii_lowercase().replace('_', "-").as_str() {
            "en" | "en-us" => Order::MonthFirst,
            _ => Order::DayFirst,
        }
    }

    /// What kind of page it is, and whether it is all of its article.
    pub(super) fn write_kind(&self, article: &mut Article, fates: &[Fate], has_posts: bool) {
        let view = View {
            article,
            head: self.head,
            tree: self.tree,
            units: &self.sheet.units,
            fates,
            has_posts,
        };
        let truncation = truncation(view);
        let (kind, from) = kind(view, truncation.as_ref().map(|(cause, _)| *cause));
        article.kind = kind;
        let name = format!("{kind:?}").to_lowercase();
        self.note(article, "kind", vec![Fact::new(from, name, None)]);
        let is_article = matches!(kind, Kind::Article | Kind::Live | Kind::Stub);
        let last = fates.iter().rposition(|fate| *fate == Fate::Body);
        let is_cut = self.is_cut && last.is_some_and(|last| last + 2 >= fates.len());
        let cut = || Fact::new("source", "ends in a tag".to_owned(), None);
        let known = truncation.map(|(_, fact)| fact).filter(|_| is_article);
        if let Some(fact) = known.or_else(|| is_cut.then(cut)) {
            article.truncated = true;
            self.note(article, "truncated", vec![fact]);
        }
    }

    fn set_authors(&self, article: &mut Article, known: &Known, mut facts: Vec<Fact<Vec<String>>>) {
        if !known.authors.is_empty() {
            facts.insert(0, Fact::new(&known.from, known.authors.clone(), None));
        }
        self.set_list(article, "authors", facts, |article, names| {
            article.authors = names;
        });
    }

    pub(super) fn set_language(&self, article: &mut Article) {
        let declared = self.head.language.as_deref().and_then(|tag| {
            let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
            (2..=3).contains(&primary.len()).then_some(primary)
        });
        let found = copydesk_text::language(head::cut(&article.text, MAX_OPENING))
            .map(|tag| Fact::new("text", tag.to_owned(), None));
        let facts = found
            .into_iter()
            .chain(declared.map(|tag| Fact::new("html:lang", tag, None)))
            .collect();
        self.set(article, "language", facts, |article, value| {
            article.language = Some(value)
        });
    }
}

pub(super) fn known_first(from: &str, known: Option<String>, mut facts: Vec<Fact>) -> Vec<Fact> {
    if let Some(value) = known {
        facts.insert(0, Fact::new(from, value, None));
    }
    facts
}

pub(super) fn forget_dates(article: &mut Article) {
    (article.published, article.modified) = (None, None);
    article.evidence.remove("published");
    article.evidence.remove("modified");
}
