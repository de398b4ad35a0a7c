//! The desk: a page's way from its tree to its record.

use copydesk_record::{
    Article, BlockKind, Candidate, ErrorCode, Evidence, Form, Image, Kind, Known, Page, PageError,
    Repair, Span,
};

use crate::address::Base;
use crate::body::{self, Findings, Said};
use crate::books::{Field, Places};
use crate::compose::{block_text, compose};
use crate::dek::dek;
use crate::fate::{Fate, fates, is_byline};
use crate::kind::kind;
use crate::measure::{is_sentence, letters, mass};
use crate::metadata::date::{Order, given};
use crate::metadata::head::{self, Head};
use crate::metadata::published::Sources;
use crate::metadata::scene::Scene;
use crate::metadata::{Fact, about, author, json_ld, title};
use crate::pictures::finish_pictures;
use crate::tree::Tree;
use crate::unit::Sheet;
use crate::{Options, books, text_page, walk};

/// How many units above the body a headline is looked for that nothing else names.
const LINES_ABOVE: usize = 6;
/// A line lighter than this is no headline.
const MIN_HEADLINE: usize = 10;
/// A paid article with more text than this is shown whole.
const MAX_STUB: usize = 1_500;
/// So many bytes of a text tell its language.
const MAX_OPENING: usize = 1_500;
/// Fills the record of an HTML page.
pub(crate) fn html(
    article: &mut Article,
    page: &Page,
    source: String,
    options: Options,
) -> Result<(), PageError> {
    with_html(page, source, options, |desk| {
        let canonical = about::canonical(desk.head, desk.base);
        desk.set(article, "canonical_url", canonical, |article, url| {
            article.canonical_url = Some(url);
        });
        desk.fill(article);
    })
}

/// Fills the record of a text page.
pub(crate) fn text(article: &mut Article, page: &Page, source: &str, options: Options) {
    with_text(page, source, options, |desk| desk.fill(article));
}

/// Lays an HTML page on the desk.
pub(crate) fn with_html<T>(
    page: &Page,
    source: String,
    options: Options,
    work: impl FnOnce(Desk<'_>) -> T,
) -> Result<T, PageError> {
    let tree = Tree::parse(source).map_err(|_| {
        let message = format!(
            "the page's tree has more than {} nodes or nests without end",
            crate::tree::MAX_NODES
        );
        PageError::new(ErrorCode::TooManyNodes, message)
    })?;
    let head = Head::read(&tree);
    let base = Base::new(page.url.as_deref(), head.base.as_deref());
    Ok(work(Desk {
        sheet: walk::sheet(&tree, &base),
        tree: &tree,
        head: &head,
        base: &base,
        page,
        options,
    }))
}

/// Lays a text page on the desk.
pub(crate) fn with_text<T>(
    page: &Page,
    source: &str,
    options: Options,
    work: impl FnOnce(Desk<'_>) -> T,
) -> T {
    work(Desk {
        sheet: text_page::sheet(source),
        tree: &Tree::empty(),
        head: &Head::default(),
        base: &Base::new(page.url.as_deref(), None),
        page,
        options,
    })
}

/// A page and what is known of it.
pub(crate) struct Desk<'a> {
    tree: &'a Tree,
    head: &'a Head,
    base: &'a Base,
    sheet: Sheet,
    page: &'a Page,
    options: Options,
}

impl Desk<'_> {
    fn fill(self, article: &mut Article) {
        self.fill_by(article, body::find);
    }

    /// Fills the record; `find` tells the body.
    fn fill_by(
        mut self,
        article: &mut Article,
        find: impl FnOnce(&Tree, &Sheet, &Said<'_>) -> Findings,
    ) {
        let known = self.page.known.clone().unwrap_or_default();
        let sites = self.sites();
        let (mut titles, mut headline) = self.titles(&known, &sites);
        let findings = find(self.tree, &self.sheet, &self.said(&titles, headline));
        if headline.is_none() && known.title.is_none() {
            headline = self.line_above(&findings);
            let unit = headline.map(|index| &self.sheet.units[index]);
            titles.splice(
                0..0,
                unit.map(|unit| Fact::new("line", block_text(unit), Some(unit.span))),
            );
        }
        let fates = fates(&self.sheet.units, &findings, headline);
        let places = self.write_body(article, &fates);
        let scene = Scene::new(self.tree, &self.sheet, &fates, headline);
        self.write_facts(article, &known, titles, sites, scene);
        article.kind = kind(article, self.head, &self.sheet.units, &fates);
        if json_ld::is_paid(self.head.json_ld.iter().map(|(object, _)| object))
            && mass(&article.text) < MAX_STUB
        {
            article.truncated = true;
            self.note(
                article,
                "truncated",
                vec![Fact::new(
                    "json_ld:isAccessibleForFree",
                    "true".to_owned(),
                    None,
                )],
            );
        }
        if article.kind == Kind::Index {
            forget_dates_of_others(article);
        }
        if self.options.proof {
            article.accounts = Some(books::accounts(&self.sheet.runs, places));
            let mut repairs = self.head_repairs();
            repairs.append(&mut self.sheet.repairs);
            article.repairs = Some(repairs);
        } else {
            article.removed = None;
        }
    }

    /// What was mended in the head's fields; a title that stands in the body is mended as text.
    fn head_repairs(&self) -> Vec<Repair> {
        let mut runs: Vec<Span> = self.sheet.runs.iter().map(|run| run.span).collect();
        runs.sort_unstable();
        let is_text = |repair: &&Repair| {
            let after = runs.partition_point(|run| run.start <= repair.span.start);
            let run = runs[..after].last();
            run.is_some_and(|run| repair.span.end <= run.end)
        };
        let repairs = self.head.repairs.iter();
        repairs.filter(|repair| !is_text(repair)).cloned().collect()
    }

    fn sites(&self) -> Vec<Fact> {
        let mut sites = about::sites(self.head);
        sites.extend(about::copyright_holder(&self.sheet.units));
        sites
    }

    fn titles(&self, known: &Known, sites: &[Fact]) -> (Vec<Fact>, Option<usize>) {
        let site = known
            .site
            .as_ref()
            .or(sites.first().map(|fact| &fact.value));
        let (titles, headline) = title::titles(
            self.tree,
            self.head,
            &self.sheet.units,
            site.map(String::as_str),
        );
        let says = |title: &String| self.unit_saying(title);
        (
            titles,
            headline.or_else(|| known.title.as_ref().and_then(says)),
        )
    }

    /// What the page says of itself that helps to find the body.
    fn said<'s>(&'s self, titles: &'s [Fact], headline: Option<usize>) -> Said<'s> {
        let descriptions = ["description", "og:description", "twitter:description"];
        let descriptions = descriptions.iter().filter_map(|name| self.head.meta(name));
        let titles = titles.iter().map(|fact| fact.value.as_str());
        let mut objects = self.head.json_ld.iter();
        Said {
            headline,
            about: titles.chain(descriptions.map(|(text, _)| text)).collect(),
            says_article: objects.any(|(object, _)| json_ld::is_article(object)),
            authors: author::stated(self.head),
            article_body: self.article_body(),
        }
    }

    /// Fills the record of a page whose units have these scores.
    #[cfg(feature = "training")]
    pub(crate) fn fill_scored(self, article: &mut Article, scores: impl FnOnce(usize) -> Vec<i32>) {
        self.fill_by(article, |tree, sheet, said| {
            body::find_by(tree, sheet, said, |_| scores(sheet.units.len()))
        });
    }

    /// The units' features and texts, to train the model with.
    #[cfg(feature = "training")]
    pub(crate) fn examples(
        self,
        scores: impl FnOnce(usize) -> Vec<i32>,
    ) -> crate::training::Examples {
        let known = self.page.known.clone().unwrap_or_default();
        let (titles, headline) = self.titles(&known, &self.sites());
        body::examples(
            self.tree,
            &self.sheet,
            &self.said(&titles, headline),
            scores,
        )
    }

    /// Writes blocks, removals, standfirst, pictures and language; returns each unit's places.
    fn write_body(&self, article: &mut Article, fates: &[Fate]) -> Places {
        let mut places = compose(article, self.tree, &self.sheet.units, fates);
        if let Some((index, from)) = dek(self.tree, self.head, &self.sheet.units, fates) {
            let unit = &self.sheet.units[index];
            self.set(
                article,
                "dek",
                vec![Fact::new(from, block_text(unit), Some(unit.span))],
                |article, value| {
                    article.dek = Some(value);
                },
            );
            places.add(index, Field::Dek);
        }
        let images = about::images(self.head, self.base, &article.blocks);
        self.set(article, "lead_image", images, |article, url| {
            article.lead_image = Some(Image {
                url,
                ..Image::default()
            });
        });
        finish_pictures(article);
        self.set_language(article);
        places
    }

    fn write_facts(
        &self,
        article: &mut Article,
        known: &Known,
        titles: Vec<Fact>,
        sites: Vec<Fact>,
        mut scene: Scene<'_>,
    ) {
        let first = |value: &Option<String>, facts| known_first(&known.from, value.clone(), facts);
        let site = sites.first().map(|fact| fact.value.clone());
        self.set(
            article,
            "title",
            first(&known.title, titles),
            |article, value| article.title = Some(value),
        );
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
        let address = article
            .url
            .clone()
            .or_else(|| article.canonical_url.clone());
        let lines = scene.lines();
        let sources = Sources {
            head: self.head,
            lines: &lines,
            address: address.as_deref(),
            order: self.order(),
            crawled: self.page.crawled.as_deref(),
        };
        let published = sources.published(&mut scene);
        self.set(
            article,
            "published",
            first(&known.published.as_deref().and_then(given), published),
            |article, value| article.published = Some(value),
        );
        let modified = sources.modified(&mut scene);
        self.set(article, "modified", modified, |article, value| {
            article.modified = Some(value)
        });
        let authors = author::authors(self.head, &mut scene, &lines, site.as_deref());
        self.set_authors(article, known, authors);
    }

    /// Sets a field from its candidates, the first being chosen, and notes the evidence.
    fn set(
        &self,
        article: &mut Article,
        field: &str,
        facts: Vec<Fact>,
        put: impl FnOnce(&mut Article, String),
    ) {
        let Some(first) = facts.first() else { return };
        let value = first.value.clone();
        self.note(article, field, facts);
        put(article, value);
    }

    fn note(&self, article: &mut Article, field: &str, facts: Vec<Fact>) {
        let evidence = if self.options.proof {
            Evidence::Candidates(
                facts
                    .into_iter()
                    .map(|Fact { from, value, span }| Candidate { from, value, span })
                    .collect(),
            )
        } else {
            match facts.into_iter().next() {
                Some(fact) => Evidence::From(fact.from),
                None => return,
            }
        };
        article.evidence.insert(field.to_owned(), evidence);
    }

    /// The longest `articleBody` of the structured data.
    fn article_body(&self) -> Option<String> {
        let objects = self.head.json_ld.iter();
        let bodies = objects.filter_map(|(object, _)| json_ld::text(object, "articleBody"));
        bodies.max_by_key(String::len)
    }

    fn unit_saying(&self, title: &str) -> Option<usize> {
        let wanted = letters(title);
        self.sheet
            .units
            .iter()
            .position(|unit| unit.letters() == wanted)
    }

    /// The line or heading above the body that reads like a headline.
    fn line_above(&self, findings: &Findings) -> Option<usize> {
        let start = findings.body.iter().position(|&is_body| is_body)?;
        let units = &self.sheet.units;
        (0..=start).rev().take(LINES_ABOVE).find(|&index| {
            let unit = &units[index];
            let is_line = self.page.form == Form::Text && unit.kind == BlockKind::Paragraph;
            (is_line || unit.kind == BlockKind::Heading)
                && unit.mass >= MIN_HEADLINE
                && !is_sentence(&unit.text)
                && !is_byline(unit)
                && !unit.words().calls_related
        })
    }

    /// English without a country is American more often than not.
    fn order(&self) -> Order {
        let language = self.head.language.as_deref().unwrap_or_default();
        match language.to_ascii_lowercase().replace('_', "-").as_str() {
            "en" | "en-us" => Order::MonthFirst,
            _ => Order::DayFirst,
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

    /// Sets a field that is a list, as [`Self::set`] does others.
    fn set_list(
        &self,
        article: &mut Article,
        field: &str,
        facts: Vec<Fact<Vec<String>>>,
        put: impl FnOnce(&mut Article, Vec<String>),
    ) {
        let Some(first) = facts.first() else { return };
        put(article, first.value.clone());
        let joined =
            |fact: Fact<Vec<String>>| Fact::new(fact.from, fact.value.join("; "), fact.span);
        self.note(article, field, facts.into_iter().map(joined).collect());
    }

    fn set_language(&self, article: &mut Article) {
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

/// On a list of articles the dates on the page's face are theirs.
fn forget_dates_of_others(article: &mut Article) {
    let from = match article.evidence.get("published") {
        Some(Evidence::From(from)) => from,
        Some(Evidence::Candidates(all)) => all.first().map_or("", |chosen| &chosen.from),
        None => return,
    };
    if matches!(from, "line" | "time") {
        article.published = None;
        article.evidence.remove("published");
    }
}

fn known_first(from: &str, known: Option<String>, mut facts: Vec<Fact>) -> Vec<Fact> {
    if let Some(value) = known {
        facts.insert(0, Fact::new(from, value, None));
    }
    facts
}
