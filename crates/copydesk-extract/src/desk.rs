//! The desk: a page's way from its tree to its record.

use copydesk_record::{
    Article, BlockKind, Candidate, ErrorCode, Evidence, Form, Image, Kind, Known, Page, PageError,
    Reason, Repair, Span,
};

use crate::address::Base;
use crate::body::{self, Findings, Said};
use crate::books::{Field, Places};
use crate::compose::{self, block_text, compose};
use crate::dek::dek;
use crate::fate::{Fate, fates, is_byline};
use crate::hidden::{self, Hidden};
use crate::kind::{View, kind, truncation};
use crate::live::{self, Post};
use crate::measure::{is_sentence, letters};
use crate::metadata::date::{Order, given};
use crate::metadata::head::{self, Head};
use crate::metadata::published::Sources;
use crate::metadata::scene::{Line, Scene};
use crate::metadata::{Fact, about, author, json_ld, title};
use crate::pictures::finish_pictures;
use crate::tree::Tree;
use crate::unit::{Sheet, Unit};
use crate::{Options, books, text_page, walk};

/// How many units above the body a headline is looked for that nothing else names.
const LINES_ABOVE: usize = 6;
/// A line lighter than this is no headline.
const MIN_HEADLINE: usize = 10;
/// A tag is not longer than this, but for data in its attributes.
const MAX_TAG: usize = 4_096;
/// So many bytes of a text tell its language.
const MAX_OPENING: usize = 1_500;
/// Fills the record of an HTML page.
pub(crate) fn html(
    article: &mut Article,
    page: &Page,
    source: &str,
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
    source: &str,
    options: Options,
    work: impl FnOnce(Desk<'_>) -> T,
) -> Result<T, PageError> {
    let is_cut = ends_in_tag(source);
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
        is_cut,
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
        is_cut: false,
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
    /// Whether the source ends in the middle of a tag.
    is_cut: bool,
}

impl Desk<'_> {
    fn fill(self, article: &mut Article) {
        self.fill_by(article, body::find);
    }

    /// Fills the record; `find` tells the body.
    fn fill_by(
        mut self,
        article: &mut Article,
        find: impl FnOnce(&Tree, &[Unit], &Said<'_>) -> Findings,
    ) {
        let known = self.page.known.clone().unwrap_or_default();
        let sites = self.sites();
        let (mut titles, mut headline) = self.titles(&known, &sites);
        let findings = find(self.tree, &self.sheet.units, &self.said(&titles, headline));
        if headline.is_none() && known.title.is_none() {
            headline = self.line_above(&findings);
            let unit = headline.map(|index| &self.sheet.units[index]);
            titles.splice(
                0..0,
                unit.map(|unit| Fact::new("line", block_text(unit), Some(unit.span))),
            );
        }
        let mut fates = fates(&self.sheet.units, &findings, headline);
        let hidden = self.hidden(&fates);
        if let Some(hidden) = &hidden {
            cut_shown(&self.sheet.units, &mut fates, hidden);
        }
        let is_live = json_ld::is_live(&self.head.json_ld);
        let posts = live::posts(&self.sheet.units, &fates, is_live);
        for post in &posts {
            fates[post.line] = Fate::Cut(Reason::Byline);
        }
        let places = self.write_body(article, &fates, hidden.as_ref());
        write_times(article, &fates, &posts);
        let mut scene = Scene::new(self.tree, &self.sheet, &fates, headline);
        let titles = known_first(&known.from, known.title.clone(), titles);
        self.set(article, "title", titles, |article, value| {
            article.title = Some(value)
        });
        let lines = scene.lines();
        self.write_facts(article, &known, sites, &mut scene, &lines);
        self.write_kind(article, &fates, !posts.is_empty());
        if article.kind == Kind::Index {
            forget_dates(article);
            self.write_dates(article, &known, &mut scene, &lines);
        }
        if self.options.proof {
            article.accounts = Some(books::accounts(&self.sheet.runs, places));
            let mut repairs = self.head_repairs();
            repairs.append(&mut self.sheet.repairs);
            repairs.extend(hidden.into_iter().flat_map(|hidden| hidden.repairs));
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

    /// The body that the page does not show, where it shows next to nothing.
    fn hidden(&self, fates: &[Fate]) -> Option<Hidden> {
        let units = self.sheet.units.iter().zip(fates);
        let shown = units.filter(|(unit, fate)| **fate == Fate::Body && unit.kind.is_text());
        let shown = shown.map(|(unit, _)| unit.mass).sum();
        let in_noscript = || {
            let sheet = hidden::noscript(self.tree, self.base, shown)?;
            let findings = body::find(self.tree, &sheet.units, &Said::default());
            let fates = crate::fate::fates(&sheet.units, &findings, None);
            let units = sheet.units.into_iter().zip(fates);
            let body = units.filter(|(_, fate)| *fate == Fate::Body);
            Some(Hidden {
                units: body.map(|(unit, _)| unit).collect(),
                repairs: sheet.repairs,
                from: "noscript".to_owned(),
            })
        };
        hidden::find(self.tree, self.head, self.base, shown).or_else(in_noscript)
    }

    /// What kind of page it is, and whether it is all of its article.
    fn write_kind(&self, article: &mut Article, fates: &[Fate], has_posts: bool) {
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
        self.fill_by(article, |tree, units, said| {
            body::find_by(tree, units, said, |units, _| scores(units.len()))
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
            &self.sheet.units,
            &self.said(&titles, headline),
            scores,
        )
    }

    /// Writes blocks, removals, standfirst, pictures and language; returns each unit's places.
    fn write_body(&self, article: &mut Article, fates: &[Fate], hidden: Option<&Hidden>) -> Places {
        let mut places = compose(article, self.tree, &self.sheet.units, fates);
        if let Some(hidden) = hidden {
            compose::show(article, &hidden.units);
            let span = hidden.units.first().map(|unit| unit.span);
            let fact = Fact::new(hidden.from.as_str(), article.blocks.len().to_string(), span);
            self.note(article, "text", vec![fact]);
        }
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
    fn write_dates(
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

/// Notes each post's time at its first block.
fn write_times(article: &mut Article, fates: &[Fate], posts: &[Post]) {
    let mut numbers = vec![0; fates.len()];
    let mut count = 0;
    for (number, fate) in numbers.iter_mut().zip(fates) {
        *number = count;
        count += usize::from(*fate == Fate::Body);
    }
    for post in posts {
        let number = numbers.get(post.first).copied().unwrap_or_default();
        if let Some(block) = article.blocks.get_mut(number) {
            block.time = Some(post.time.clone());
        }
    }
}

fn forget_dates(article: &mut Article) {
    (article.published, article.modified) = (None, None);
    article.evidence.remove("published");
    article.evidence.remove("modified");
}

/// Where the body is hidden, what the page shows of it is its beginning again, or something else.
fn cut_shown(units: &[Unit], fates: &mut [Fate], hidden: &Hidden) {
    let text: String = hidden
        .units
        .iter()
        .map(|unit| letters(&unit.text))
        .collect();
    for (unit, fate) in units.iter().zip(fates) {
        let own = (*fate == Fate::Body).then(|| letters(&unit.text));
        if own.is_some() || matches!(fate, Fate::Repeats(_)) {
            let is_repeated = own.is_none_or(|own| !own.is_empty() && text.contains(&own));
            *fate = Fate::Cut(if is_repeated {
                Reason::Duplicate
            } else {
                Reason::Other
            });
        }
    }
}

/// Whether a page's bytes end in the middle of a tag.
fn ends_in_tag(source: &str) -> bool {
    let start = source.len().saturating_sub(MAX_TAG);
    let end = &source[source.ceil_char_boundary(start)..];
    let tag = end.rfind('<').map_or("", |at| &end[at + 1..]);
    tag.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()) && !tag.contains('>')
}

fn known_first(from: &str, known: Option<String>, mut facts: Vec<Fact>) -> Vec<Fact> {
    if let Some(value) = known {
        facts.insert(0, Fact::new(from, value, None));
    }
    facts
}
