//! What the page says of itself before its body is known: its site, its titles, and its headline.

use copydesk_record::{BlockKind, Form, Known, Repetition};

use super::Desk;
use crate::body::{Findings, Said};
use crate::fate::is_byline;
use crate::measure::{is_sentence, letters};
use crate::metadata::{Fact, about, author, json_ld, title};
use crate::profile;

/// How many units above the body a headline is looked for that nothing else names.
const LINES_ABOVE: usize = 6;
/// A line lighter than this is no headline.
const MIN_HEADLINE: usize = 10;

impl Desk<'_> {
    /// What the page says of itself that helps to find the body.
    pub(super) fn said<'s>(&'s self, titles: &'s [Fact], headline: Option<usize>) -> Said<'s> {
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
            repeated: self.repeated(),
        }
    }

    /// What the profile says of each unit; nothing without one that knows the site.
    fn repeated(&self) -> Vec<Option<Repetition>> {
        let profile = self.options.profile;
        let Some(site) = profile.and_then(|profile| profile.site(&self.site())) else {
            return Vec::new();
        };
        let prints = profile::prints(self.tree, &self.sheet.units);
        prints.map(|print| site.repetition(print?)).collect()
    }

    /// The name by which a profile knows the site: by the page's address, else by the one it states.
    pub(super) fn site(&self) -> String {
        let canonical = about::canonical(self.head, self.base).into_iter().next();
        let stated = || Some(self.head.meta("og:url")?.0.to_owned());
        let known = self.page.url.clone();
        let address = known.or(canonical.map(|fact| fact.value)).or_else(stated);
        profile::site_of(address.as_deref())
    }

    pub(super) fn sites(&self) -> Vec<Fact> {
        let mut sites = about::sites(self.head);
        sites.extend(about::copyright_holder(&self.sheet.units));
        sites
    }

    pub(super) fn titles(&self, known: &Known, sites: &[Fact]) -> (Vec<Fact>, Option<usize>) {
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

    fn unit_saying(&self, title: &str) -> Option<usize> {
        let wanted = letters(title);
        self.sheet
            .units
            .iter()
            .position(|unit| unit.letters() == wanted)
    }

    /// The line or heading above the body that reads like a headline.
    pub(super) fn line_above(&self, findings: &Findings) -> Option<usize> {
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

    /// The longest `articleBody` of the structured data.
    fn article_body(&self) -> Option<String> {
        let objects = self.head.json_ld.iter();
        let bodies = objects.filter_map(|(object, _)| json_ld::text(object, "articleBody"));
        bodies.max_by_key(String::len)
    }
}
