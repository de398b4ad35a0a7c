//! The desk: a page's way from its tree to its record.

mod evidence;
mod fields;
mod said;
mod text;

use copydesk_record::{Article, ErrorCode, Kind, Page, PageError, Reason, Repair, Span};

use crate::address::Base;
use crate::body::{self, Findings, Said};
use crate::compose::block_text;
use crate::fate::{Fate, fates};
use crate::live;
use crate::metadata::head::Head;
use crate::metadata::scene::Scene;
use crate::metadata::{Fact, about, json_ld};
use crate::tree::Tree;
use crate::unit::{Sheet, Unit};
use crate::{Options, books, profile, text_page, walk};

use fields::{forget_dates, known_first};
use text::{cut_shown, write_times};

/// A tag is not longer than this, but for data in its attributes.
const MAX_TAG: usize = 4_096;

/// Lays an HTML page on the desk.
pub(crate) fn with_html<T>(
    page: &Page,
    source: &str,
    options: Options<'_>,
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
    options: Options<'_>,
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
    options: Options<'a>,
    /// Whether the source ends in the middle of a tag.
    is_cut: bool,
}

impl Desk<'_> {
    /// Fills the record.
    pub(crate) fn fill(self, article: &mut Article) {
        let canonical = about::canonical(self.head, self.base);
        self.set(article, "canonical_url", canonical, |article, url| {
            article.canonical_url = Some(url);
        });
        self.fill_by(article, body::find);
    }

    /// Fills the record; returns the site's name and the fingerprints of its texts.
    pub(crate) fn survey(self, article: &mut Article) -> (String, Vec<u64>) {
        let site = self.site();
        let prints = profile::prints(self.tree, &self.sheet.units);
        let prints = prints.flatten().collect();
        self.fill(article);
        (site, prints)
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
        let title = known
            .title
            .as_ref()
            .or(titles.first().map(|fact| &fact.value));
        let places = self.write_body(
            article,
            &fates,
            &findings.repeated,
            hidden.as_ref(),
            title.map(String::as_str),
        );
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
}

/// Whether a page's bytes end in the middle of a tag.
fn ends_in_tag(source: &str) -> bool {
    let start = source.len().saturating_sub(MAX_TAG);
    let end = &source[source.ceil_char_boundary(start)..];
    let tag = end.rfind('<').map_or("", |at| &end[at + 1..]);
    tag.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()) && !tag.contains('>')
}
