//! The proof: the page a sceptic is sent to. What every piece of the source became, and where
//! every piece of the result comes from.
//!
//! A record may be damaged or made by somebody else, so nothing here trusts it: spans are cut with
//! `get`, places are looked up, and what does not fit is reported among the books' faults.

mod books;
mod place;
mod result;
mod source;
mod weight;

use std::collections::BTreeSet;

use askama::Template;
use copydesk_record::{Account, Article, Span};

use self::books::Books;
use self::result::{Cut, Field, Kept, Listed, Mended};
use self::source::{Bit, Stretch};
use super::Frame;
use super::imprint::{self, Fact};
use crate::dates::When;
use crate::edition::LocalEdition;
use crate::words::{Words, direction};
use crate::{Error, addresses, terms};

/// The proof of one page.
#[derive(Template)]
#[template(path = "proof.html")]
pub(crate) struct ProofPage<'a> {
    frame: Frame,
    lang: String,
    dir: &'static str,
    article: String,
    notice: Option<String>,
    origin: String,
    captured: Option<When>,
    digest: String,
    charset: Option<Reading>,
    source: Option<Vec<Stretch<'a>>>,
    source_note: Option<String>,
    fields: Vec<Field>,
    kept: Listed<Kept>,
    imprint: Vec<Fact>,
    related: usize,
    cuts: Listed<Cut>,
    mended: Listed<Mended>,
    books: Option<Books>,
}

/// What the bytes were read as.
struct Reading {
    name: String,
    evidence: &'static str,
    /// How sure that is, in words.
    sure: String,
}

impl ProofPage<'_> {
    /// The proof of the article with this id as HTML; `None` when the archive has none.
    pub(crate) fn load(edition: &LocalEdition, id: &str) -> Result<Option<String>, Error> {
        let Some(article) = edition.archive.article(id)? else {
            return Ok(None);
        };
        let source = decoded(edition, &article)?;
        let title = super::article::title(&article);
        let frame = edition.frame(
            &edition
                .words
                .fill("How this page was cleaned: {}", &[&title]),
        )?;
        Ok(Some(
            ProofPage::new(frame, &article, source.as_deref()).render()?,
        ))
    }
}

impl<'a> ProofPage<'a> {
    fn new(frame: Frame, article: &'a Article, source: Option<&'a str>) -> Self {
        let words = frame.words;
        let stretches = source.map(|source| source::stretches(source, article, words));
        let anchors = Anchors::new(stretches.as_deref().unwrap_or_default());
        Self {
            frame,
            lang: article.language.clone().unwrap_or_default(),
            dir: direction(article.language.as_deref()),
            article: addresses::article(&article.id),
            notice: super::article::notice(article, words),
            origin: article
                .url
                .clone()
                .unwrap_or_else(|| article.source.clone()),
            captured: article.crawled.as_deref().map(|iso| When::new(iso, words)),
            digest: article.digest.clone(),
            charset: article
                .charset
                .as_ref()
                .map(|charset| Reading::new(charset, words)),
            fields: result::fields(article, &anchors, words),
            kept: result::kept(article, &anchors, words),
            imprint: imprint::facts(&article.imprint, &|_| None, words),
            related: article.related.len(),
            cuts: result::cuts(article, &anchors, words),
            mended: result::mended(article, &anchors, words),
            books: source.and_then(|source| Books::new(source, article, words)),
            source_note: source_note(article, stretches.as_deref().unwrap_or_default(), words),
            source: stretches,
        }
    }
}

/// The text of the page as it was taken in, which the record's spans count in.
fn decoded(edition: &LocalEdition, article: &Article) -> Result<Option<String>, Error> {
    let Some(page) = edition.archive.stored_page(&article.id)? else {
        return Ok(None);
    };
    let charset = article.charset.as_ref();
    Ok(charset.and_then(|charset| copydesk_text::decode_as(&page.bytes, &charset.name)))
}

/// What is said of a source whose last text runs are not shown.
fn source_note(article: &Article, stretches: &[Stretch], words: Words) -> Option<String> {
    let last = stretches
        .iter()
        .rev()
        .find_map(|stretch| stretch.run.as_ref())?;
    let accounts = article.accounts.as_deref().unwrap_or_default();
    let is_left_out = |account: &&Account| account.span.start >= last.span.end;
    let left_out = accounts.iter().filter(is_left_out).count();
    (left_out > 0).then(|| {
        let shown = words.number(accounts.len() - left_out);
        let runs = words.number(accounts.len());
        words.fill("The first {} of {} text runs are shown.", &[&shown, &runs])
    })
}

impl Reading {
    fn new(charset: &copydesk_record::Charset, words: Words) -> Self {
        let percent = (charset.confidence.clamp(0.0, 1.0) * 100.0).round();
        Self {
            name: charset.name.clone(),
            evidence: terms::charset(words, charset.evidence),
            sure: words.fill("{} % sure", &[&percent.to_string()]),
        }
    }
}

/// What of the shown source can be linked to.
struct Anchors {
    /// Runs and fields' values, in source order.
    places: Vec<Span>,
    /// Repairs, by index.
    repairs: BTreeSet<usize>,
}

impl Anchors {
    fn new(stretches: &[Stretch]) -> Self {
        Self {
            places: stretches.iter().flat_map(Stretch::places).collect(),
            repairs: stretches.iter().flat_map(Stretch::repairs).collect(),
        }
    }

    /// The address on this page of the first place that has a part of the span.
    fn find(&self, span: Span) -> Option<String> {
        let first = self.places.partition_point(|place| place.end <= span.start);
        let place = self
            .places
            .get(first)
            .filter(|place| place.start < span.end)?;
        Some(format!("#s{}", place.start))
    }

    /// The address on this page of a repair in the source.
    fn repair(&self, index: usize) -> Option<String> {
        self.repairs.contains(&index).then(|| format!("#m{index}"))
    }
}

#[cfg(test)]
mod tests;
