//! The desk: puts a page's units and facts together into the record.

use copydesk_record::{
    Article, Block, BlockKind, Candidate, ErrorCode, Evidence, Form, Image, Kind, Page, PageError, Reason, Related,
    Removal, Span,
};

use crate::address::Base;
use crate::body::{self, Clues, Findings};
use crate::fate::{Fate, fates, is_byline, near_headline};
use crate::measure::{is_dense, is_sentence, letters, mass};
use crate::metadata::date::Order;
use crate::metadata::head::Head;
use crate::metadata::{Fact, author, json_ld, published, title};
use crate::tree::Tree;
use crate::unit::{Sheet, Unit};
use crate::{Options, books, imprint, phrases, text_page, walk};

/// Fills the record of an HTML page.
pub(crate) fn html(article: &mut Article, page: &Page, source: &str, options: Options) -> Result<(), PageError> {
    let tree = Tree::parse(source).map_err(|_| {
        let message = format!("the page's tree has more than {} nodes", crate::tree::MAX_NODES);
        PageError::new(ErrorCode::TooManyNodes, message)
    })?;
    let head = Head::read(&tree);
    let base = Base::new(page.url.as_deref(), head.base.as_deref());
    let sheet = walk::sheet(&tree, &base);
    article.canonical_url = head.canonical.as_deref().and_then(|href| base.link(href));
    Desk { tree: &tree, head: &head, base: &base, sheet, page, options }.fill(article);
    Ok(())
}

/// Fills the record of a text page.
pub(crate) fn text(article: &mut Article, page: &Page, source: &str, options: Options) {
    let tree = Tree::empty();
    let (head, base) = (Head::default(), Base::new(page.url.as_deref(), None));
    let sheet = text_page::sheet(source);
    Desk { tree: &tree, head: &head, base: &base, sheet, page, options }.fill(article);
}

struct Desk<'a> {
    tree: &'a Tree,
    head: &'a Head,
    base: &'a Base,
    sheet: Sheet,
    page: &'a Page,
    options: Options,
}

impl Desk<'_> {
    fn fill(mut self, article: &mut Article) {
        let known = self.page.known.clone().unwrap_or_default();
        let sites = self.sites();
        let site = known.site.clone().or_else(|| sites.first().map(|fact| fact.value.clone()));
        let (mut titles, mut headline) = title::titles(self.head, &self.sheet.units, site.as_deref());
        if let Some(title) = &known.title {
            headline = headline.or_else(|| self.unit_saying(title));
            titles.insert(0, Fact::new(known.from.clone(), title.clone(), None));
        }
        let clues = Clues { headline, article_body: self.article_body() };
        let findings = body::find(self.tree, &self.sheet, &clues);
        if headline.is_none() && known.title.is_none() {
            headline = self.line_above(&findings);
            if let Some(index) = headline {
                let unit = &self.sheet.units[index];
                titles.insert(0, Fact::new("line", block_text(unit), Some(unit.span)));
            }
        }
        let fates = fates(&self.sheet.units, &findings, headline);
        let order = self.order();
        self.set(article, "title", titles, |article, value| article.title = Some(value));
        self.set(article, "site", known_first(&known.from, known.site, sites), |article, value| {
            article.site = Some(value);
        });
        let lines = self.lines(&fates, headline);
        let address = article.url.clone().or_else(|| article.canonical_url.clone());
        let published = published::published(self.tree, self.head, address.as_deref(), &lines, order);
        self.set(article, "published", known_first(&known.from, known.published, published), |article, value| {
            article.published = Some(value);
        });
        let modified = published::modified(self.tree, self.head, order);
        self.set(article, "modified", modified, |article, value| article.modified = Some(value));
        self.set_head(article);
        let places = self.write(article, &fates);
        self.set_authors(article, &known.from, known.authors, &lines);
        self.set_language(article);
        article.kind = self.kind(article, &fates);
        if article.kind == Kind::Index {
            self.forget_dates_of_others(article);
        }
        if self.options.proof {
            article.accounts = Some(books::accounts(&self.sheet.runs, &places));
            article.repairs = Some(std::mem::take(&mut self.sheet.repairs));
        } else {
            article.removed = None;
        }
    }

    /// Sets a field from its candidates, the first being chosen, and notes the evidence.
    fn set(&self, article: &mut Article, field: &str, facts: Vec<Fact>, put: impl FnOnce(&mut Article, String)) {
        let Some(first) = facts.first() else { return };
        let value = first.value.clone();
        self.note(article, field, facts);
        put(article, value);
    }

    fn note(&self, article: &mut Article, field: &str, facts: Vec<Fact>) {
        let evidence = if self.options.proof {
            Evidence::Candidates(
                facts.into_iter().map(|Fact { from, value, span }| Candidate { from, value, span }).collect(),
            )
        } else {
            match facts.into_iter().next() {
                Some(fact) => Evidence::From(fact.from),
                None => return,
            }
        };
        article.evidence.insert(field.to_owned(), evidence);
    }

    fn sites(&self) -> Vec<Fact> {
        let metas = ["og:site_name", "application-name", "twitter:site"].into_iter().filter_map(|name| {
            let (content, span) = self.head.meta(name)?;
            Some(Fact::new(format!("meta:{name}"), content.trim_start_matches('@').to_owned(), Some(span)))
        });
        let publishers = self.head.json_ld.iter().filter_map(|(object, span)| {
            Some(Fact::new("json_ld", json_ld::text(object, "publisher")?, Some(*span)))
        });
        metas.chain(publishers).collect()
    }

    /// The letters of JSON-LD's `articleBody`, when the page shows them.
    fn article_body(&self) -> Option<String> {
        let bodies = self.head.json_ld.iter().filter_map(|(object, _)| json_ld::text(object, "articleBody"));
        let body = letters(&bodies.max_by_key(String::len)?);
        let units = self.sheet.units.iter().filter(|unit| unit.mass >= MIN_AGREEMENT);
        let shown: usize = units.map(|unit| letters(&unit.text)).filter(|unit| body.contains(unit.as_str())).map(|unit| unit.len()).sum();
        (shown * 2 >= body.len()).then_some(body)
    }

    fn unit_saying(&self, title: &str) -> Option<usize> {
        let wanted = letters(title);
        self.sheet.units.iter().position(|unit| letters(&unit.text) == wanted)
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
                && !phrases::calls_related(&unit.text)
        })
    }

    fn order(&self) -> Order {
        match self.head.language.as_deref() {
            Some(language) if language.to_ascii_lowercase().starts_with("en-us") => Order::MonthFirst,
            _ => Order::DayFirst,
        }
    }

    /// The cut lines around the headline: where the byline and the date stand.
    fn lines(&self, fates: &[Fate], headline: Option<usize>) -> Vec<(&str, Span)> {
        let start = fates.iter().position(|fate| *fate == Fate::Body).unwrap_or(0);
        let near = near_headline(fates.len(), headline.unwrap_or(start));
        let after_start = start..(start + 1).min(fates.len());
        near.chain(after_start)
            .filter(|&index| matches!(fates[index], Fate::Cut(reason) if !OTHERS_LINES.contains(&reason)))
            .flat_map(|index| {
                let unit = &self.sheet.units[index];
                unit.text.lines().map(|line| (line, unit.span))
            })
            .collect()
    }

    fn set_authors(&self, article: &mut Article, from: &str, known: Vec<String>, lines: &[(&str, Span)]) {
        let lines: Vec<Fact> =
            lines.iter().map(|(line, span)| Fact::new("line", (*line).to_owned(), Some(*span))).collect();
        let mut facts = author::authors(self.tree, self.head, &lines);
        if !known.is_empty() {
            facts.insert(0, Fact::new(from, known, None));
        }
        if facts.is_empty() {
            let opening = article.blocks.iter().find(|block| block.kind == BlockKind::Paragraph);
            facts.extend(opening.and_then(|block| author::agency(&block.text, block.span)));
        }
        let Some(first) = facts.first() else { return };
        article.authors.clone_from(&first.value);
        let joined = |fact: Fact<Vec<String>>| Fact::new(fact.from, fact.value.join("; "), fact.span);
        self.note(article, "authors", facts.into_iter().map(joined).collect());
    }

    fn set_head(&self, article: &mut Article) {
        let objects = || self.head.json_ld.iter().filter(|(object, _)| json_ld::is_article(object));
        let sections = objects()
            .filter_map(|(object, span)| Some(Fact::new("json_ld", json_ld::text(object, "articleSection")?, Some(*span))))
            .chain(["article:section", "section", "cxenseparse:category"].into_iter().filter_map(|name| {
                let (content, span) = self.head.meta(name)?;
                Some(Fact::new(format!("meta:{name}"), content.to_owned(), Some(span)))
            }))
            .collect();
        self.set(article, "section", sections, |article, value| article.section = Some(value));
        article.tags = self.tags();
        let images = ["og:image", "twitter:image"].into_iter().filter_map(|name| {
            let (content, span) = self.head.meta(name)?;
            Some(Fact::new(format!("meta:{name}"), self.base.picture(content)?, Some(span)))
        });
        self.set(article, "lead_image", images.collect(), |article, url| {
            article.lead_image = Some(Image { url, ..Image::default() });
        });
    }

    fn tags(&self) -> Vec<String> {
        let listed = ["news_keywords", "keywords"].into_iter().find_map(|name| self.head.meta(name));
        let own = self.head.metas("article:tag").map(|(content, _)| content.to_owned());
        let split = listed.into_iter().flat_map(|(content, _)| content.split([',', ';', '，']).map(|tag| tag.trim().to_owned()));
        let mut tags: Vec<String> = Vec::new();
        for tag in own.chain(split).filter(|tag| !tag.is_empty()) {
            if tags.len() < MAX_TAGS && !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }

    /// Writes blocks, removals, imprint and related links; returns each unit's places in the record.
    fn write(&self, article: &mut Article, fates: &[Fate]) -> Vec<Vec<String>> {
        let mut places = vec![Vec::new(); fates.len()];
        let mut block_of = vec![None; fates.len()];
        for (index, unit) in self.sheet.units.iter().enumerate().filter(|(index, _)| fates[*index] == Fate::Body) {
            block_of[index] = Some(article.blocks.len());
            places[index].push(format!("blocks/{}", article.blocks.len()));
            article.blocks.push(block(unit));
        }
        let mut removed = Removals::default();
        for (index, unit) in self.sheet.units.iter().enumerate() {
            match fates[index] {
                Fate::Body => {}
                Fate::Title => places[index].push("title".to_owned()),
                Fate::Imprint => {
                    places[index].push(format!("imprint/{}", article.imprint.len()));
                    article.imprint.extend(imprint::fact(unit));
                }
                Fate::Repeats(first) => {
                    let at = removed.push_duplicate(unit, block_of[first]);
                    places[index].push(format!("removed/{at}"));
                }
                Fate::Cut(reason) => {
                    if unit.kind == BlockKind::Figure {
                        continue;
                    }
                    places[index].push(format!("removed/{}", removed.push(unit, reason, index)));
                    self.add_related(article, unit, reason, index, &mut places[index]);
                }
            }
        }
        self.place_dek(article, fates, &mut places);
        article.removed = Some(removed.list);
        article.text = text_of(&article.blocks);
        finish_pictures(article);
        places
    }

    fn add_related(&self, article: &mut Article, unit: &Unit, reason: Reason, index: usize, places: &mut Vec<String>) {
        if reason != Reason::Related || unit.links.is_empty() || !self.is_called_related(unit, index) {
            return;
        }
        let characters: Vec<char> = unit.text.chars().collect();
        for link in &unit.links {
            let label: String = characters.get(link.span.start..link.span.end).unwrap_or_default().iter().collect();
            let is_known = article.related.iter().any(|related| related.url.as_ref() == Some(&link.url));
            if mass(&label) >= MIN_RELATED && !is_known {
                places.push(format!("related/{}", article.related.len()));
                article.related.push(Related { title: label, url: Some(link.url.clone()) });
            }
        }
    }

    /// Whether the page calls a linked line related: by a heading above its list, by its lead-in, or
    /// by its box's name.
    fn is_called_related(&self, unit: &Unit, index: usize) -> bool {
        let above = self.sheet.units[..index].iter().rev().take(MAX_RELATED).find(|unit| !unit.is_linked());
        let by_box = unit.hint.is_some_and(|(node, _)| {
            ["class", "id"].iter().filter_map(|name| self.tree.attribute(node, name)).any(|value| {
                let value = value.to_ascii_lowercase();
                value.contains("related") || value.contains("recommend")
            })
        });
        by_box || unit.text.lines().next().is_some_and(phrases::calls_related) || above.is_some_and(|unit| phrases::calls_related(&unit.text))
    }

    /// The standfirst: what stands between headline and body and is named so; or the body's first
    /// block when the page says the same of itself, or prints all but it twice.
    fn place_dek(&self, article: &mut Article, fates: &[Fate], places: &mut [Vec<String>]) {
        let Some(first) = fates.iter().position(|fate| *fate == Fate::Body) else { return };
        let description = ["description", "og:description"].into_iter().find_map(|name| self.head.meta(name));
        let description = description.map(|(content, _)| letters(content)).unwrap_or_default();
        let says_so = |unit: &Unit| {
            let own = letters(&unit.text);
            unit.mass >= MIN_HEADLINE && (own == description || named_dek(self.tree, unit))
        };
        let headline = fates.iter().position(|fate| *fate == Fate::Title).unwrap_or(first);
        let reads_so = |index: usize| fates[index] == Fate::Cut(Reason::Other) && self.reads_like_dek(index);
        let above = (headline + 1..first)
            .find(|&index| says_so(&self.sheet.units[index]))
            .or_else(|| (headline + 1..first.min(headline + NEXT_LINES)).find(|&index| reads_so(index)));
        let opening = Some(first).filter(|&first| says_so(&self.sheet.units[first]) || is_printed_once(fates, first));
        let Some(index) = above.or(opening) else { return };
        let unit = &self.sheet.units[index];
        article.dek = Some(block_text(unit));
        let from = if above.is_some() { "above_body" } else { "opens_body" };
        self.note(article, "dek", vec![Fact::new(from, unit.text.clone(), Some(unit.span))]);
        places[index].push("dek".to_owned());
    }

    /// On a list of articles the dates on the page's face are theirs.
    fn forget_dates_of_others(&self, article: &mut Article) {
        let from = match article.evidence.get("published") {
            Some(Evidence::From(from)) => from.clone(),
            Some(Evidence::Candidates(all)) => all.first().map_or(String::new(), |chosen| chosen.from.clone()),
            None => return,
        };
        if matches!(from.as_str(), "line" | "time") {
            article.published = None;
            article.evidence.remove("published");
        }
    }

    /// Whether a line below the headline says something of its own.
    fn reads_like_dek(&self, index: usize) -> bool {
        let unit = &self.sheet.units[index];
        let words = unit.text.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_lowercase)).count();
        let says_something = words >= MIN_DEK_WORDS || unit.text.chars().any(is_dense);
        says_something && unit.linked == 0 && (MIN_DEK..=MAX_DEK).contains(&unit.mass) && unit.kind != BlockKind::ListItem
    }

    fn set_language(&self, article: &mut Article) {
        let declared = self.head.language.as_deref().and_then(|tag| {
            let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
            (2..=3).contains(&primary.len()).then_some(primary)
        });
        let found = copydesk_text::language(opening(&article.text)).map(str::to_owned);
        let from = if found.is_some() { "text" } else { "html:lang" };
        if let Some(language) = found.or(declared) {
            self.note(article, "language", vec![Fact::new(from, language.clone(), None)]);
            article.language = Some(language);
        }
    }

    fn kind(&self, article: &Article, fates: &[Fate]) -> Kind {
        let body = mass(&article.text);
        let weigh = |wanted: fn(&Unit, Fate) -> bool| -> usize {
            let units = self.sheet.units.iter().zip(fates).filter(|(unit, fate)| wanted(unit, **fate));
            units.map(|(unit, _)| unit.mass).sum()
        };
        let consent = weigh(|_, fate| fate == Fate::Cut(Reason::Consent));
        let linked = weigh(|unit, fate| unit.is_linked() && fate != Fate::Body);
        let is_live = self.head.json_ld.iter().any(|(object, _)| json_ld::is_of_type(object, |kind| kind == "LiveBlogPosting"));
        let says_article = self.head.json_ld.iter().any(|(object, _)| json_ld::is_article(object));
        let consent_in_body = weigh(|unit, fate| fate == Fate::Body && phrases::is_consent(&unit.text));
        if (body < MIN_ARTICLE && consent > body) || (body < MAX_CONSENT && consent_in_body * 2 > body) {
            Kind::Consent
        } else if is_live {
            Kind::Live
        } else if body < 4 * MIN_ARTICLE && linked > 3 * body && !says_article {
            Kind::Index
        } else if body < MIN_ARTICLE {
            if article.title.is_some() { Kind::Stub } else { Kind::Other }
        } else {
            Kind::Article
        }
    }
}

/// Units lighter than this say nothing of whether `articleBody` is what the page shows.
const MIN_AGREEMENT: usize = 40;
/// How many lines above the body a headline is looked for, in a page without markup.
const LINES_ABOVE: usize = 6;
/// A line lighter than this is no headline and no standfirst.
const MIN_HEADLINE: usize = 10;
/// How far below the headline an unnamed standfirst may stand, in units.
const NEXT_LINES: usize = 3;
/// A line lighter than this is no standfirst.
const MIN_DEK: usize = 25;
/// A line with fewer words in lower case is a list of names.
const MIN_DEK_WORDS: usize = 3;
/// A line heavier than this is no standfirst.
const MAX_DEK: usize = 300;
/// A link lighter than this is no article's title.
const MIN_RELATED: usize = 10;
/// How far above a link the heading of its list may stand.
const MAX_RELATED: usize = 12;
/// So many bytes of a text tell its language.
const MAX_OPENING: usize = 3_000;
/// More tags are stuffing.
const MAX_TAGS: usize = 50;
/// A body lighter than this is no article.
const MIN_ARTICLE: usize = 150;
/// A page with more text than this is more than a consent wall.
const MAX_CONSENT: usize = 1_500;
/// Reasons of lines that may hold names and dates, but not this article's.
const OTHERS_LINES: &[Reason] = &[Reason::Related, Reason::Comment, Reason::Advert, Reason::Imprint, Reason::Duplicate];

fn known_first(from: &str, known: Option<String>, mut facts: Vec<Fact>) -> Vec<Fact> {
    if let Some(value) = known {
        facts.insert(0, Fact::new(from, value, None));
    }
    facts
}

fn named_dek(tree: &Tree, unit: &Unit) -> bool {
    tree.ancestors(unit.node).take(2).filter_map(|node| tree.attribute(node, "class")).any(|class| {
        let class = class.to_ascii_lowercase();
        ["dek", "standfirst", "subtitle", "subheadline", "sub-headline", "teaser-text", "article-lead", "article__lead", "chapo", "entradilla", "summary"]
            .iter()
            .any(|name| class.contains(name))
    })
}

/// Whether all of the body but its first unit is printed twice.
fn is_printed_once(fates: &[Fate], first: usize) -> bool {
    let mut rest = (first + 1..fates.len()).filter(|&index| fates[index] == Fate::Body).peekable();
    rest.peek().is_some()
        && !fates.contains(&Fate::Repeats(first))
        && rest.all(|index| fates.contains(&Fate::Repeats(index)))
}

fn block(unit: &Unit) -> Block {
    let mut block = Block::new(unit.kind, block_text(unit), unit.span);
    block.level = (unit.kind == BlockKind::Heading).then_some(unit.level);
    block.depth = (unit.kind == BlockKind::ListItem).then_some(unit.depth);
    block.rows.clone_from(&unit.rows);
    block.links.clone_from(&unit.links);
    block.image.clone_from(&unit.image);
    block
}

/// A unit's text as a block has it: on one line, but in tables and preformatted text.
fn block_text(unit: &Unit) -> String {
    match unit.kind {
        BlockKind::Preformatted | BlockKind::Table => unit.text.clone(),
        _ => unit.text.replace('\n', " "),
    }
}

/// The beginning of a text, enough to tell its language by.
fn opening(text: &str) -> &str {
    let end = (0..=text.len().min(MAX_OPENING)).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    &text[..end]
}

fn text_of(blocks: &[Block]) -> String {
    let texts: Vec<&str> = blocks.iter().filter(|block| block.kind.is_text()).map(|block| block.text.as_str()).collect();
    texts.join("\n\n")
}

/// Gives figures the captions that follow them, and the article a picture if its head names none.
fn finish_pictures(article: &mut Article) {
    for index in 1..article.blocks.len() {
        let (before, rest) = article.blocks.split_at_mut(index);
        if let (Some(image), BlockKind::Caption) = (before.last_mut().and_then(|block| block.image.as_mut()), rest[0].kind) {
            let (caption, credit) = credit_of(&rest[0].text);
            (image.caption, image.credit) = (Some(caption), credit);
        }
    }
    let figure = article.blocks.iter().find_map(|block| block.image.clone());
    match (&mut article.lead_image, figure) {
        (None, Some(figure)) => {
            article.evidence.entry("lead_image".to_owned()).or_insert_with(|| Evidence::From("figure".to_owned()));
            article.lead_image = Some(figure);
        }
        (Some(lead), Some(figure)) if lead.caption.is_none() => {
            (lead.alt, lead.caption, lead.credit) = (figure.alt, figure.caption, figure.credit);
        }
        _ => {}
    }
}

/// Parts a caption from the credit at its end.
fn credit_of(caption: &str) -> (String, Option<String>) {
    const LEADS: &[&str] = &["Photo: ", "Photograph: ", "Picture: ", "Image: ", "Photo by ", "Foto: ", "Bild: ", "Illustration: ", "Credit: "];
    let found = LEADS.iter().filter_map(|lead| Some((caption.rfind(lead)?, lead.len()))).min();
    match found {
        Some((at, length)) => {
            let credit = caption[at + length..].trim_matches(|c: char| c.is_whitespace() || "().".contains(c));
            let rest = caption[..at].trim_end_matches(|c: char| c.is_whitespace() || "(|-–—/".contains(c));
            (rest.to_owned(), Some(credit.to_owned()))
        }
        None => (caption.to_owned(), None),
    }
}

/// The removals; neighbours with the same reason are one.
#[derive(Default)]
struct Removals {
    list: Vec<Removal>,
    last_unit: usize,
}

impl Removals {
    fn push(&mut self, unit: &Unit, reason: Reason, index: usize) -> usize {
        let continues = self.last_unit + 1 == index;
        self.last_unit = index;
        match self.list.last_mut() {
            Some(last) if continues && last.reason == reason => {
                last.text.push('\n');
                last.text.push_str(&unit.text);
                last.span = last.span.hull(unit.span);
            }
            _ => self.list.push(Removal { reason, text: unit.text.clone(), span: unit.span, duplicate_of: None }),
        }
        self.list.len() - 1
    }

    fn push_duplicate(&mut self, unit: &Unit, duplicate_of: Option<usize>) -> usize {
        self.list.push(Removal { reason: Reason::Duplicate, text: unit.text.clone(), span: unit.span, duplicate_of });
        self.list.len() - 1
    }
}
