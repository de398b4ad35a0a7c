use askama::Template;
use copydesk_archive::{SiteImprint, Stats};

use super::Frame;
use super::imprint::{self, Adopted, Fact};
use crate::Error;
use crate::edition::LocalEdition;
use crate::words::Words;

/// What the edition is, and whose pages it was made from.
#[derive(Template)]
#[template(path = "about.html")]
pub(crate) struct AboutPage {
    frame: Frame,
    holdings: String,
    duplicates: Option<String>,
    errors: Option<String>,
    sources: Vec<Source>,
}

struct Source {
    name: String,
    facts: Vec<Fact>,
}

impl AboutPage {
    /// The standing page.
    pub(crate) fn load(edition: &LocalEdition) -> Result<Self, Error> {
        let frame = edition.frame(edition.words.say("About this edition"))?;
        Ok(Self::new(
            frame,
            edition.archive.stats()?,
            &edition.archive.sources()?,
            &imprint::adopted(&edition.archive),
        ))
    }

    fn new(frame: Frame, stats: Stats, sources: &[SiteImprint], adopted: Adopted) -> Self {
        let words = frame.words;
        Self {
            frame,
            holdings: words.fill(
                "This is a reading edition of archived news pages: {} out of {}.",
                &[
                    &words.count(stats.articles, "article|articles"),
                    &words.count(stats.pages, "page|pages"),
                ],
            ),
            duplicates: some(stats.duplicates).map(|count| {
                words.fill(
                    "Copies of another article, which stand under it as “Also run as”: {}.",
                    &[&words.number(count)],
                )
            }),
            errors: some(stats.errors).map(|count| {
                words.fill("Pages that could not be used: {}.", &[&words.number(count)])
            }),
            sources: sources
                .iter()
                .map(|site| source(site, adopted, words))
                .collect(),
        }
    }
}

/// A count, unless it is 0.
fn some(count: usize) -> Option<usize> {
    (count > 0).then_some(count)
}

fn source(site: &SiteImprint, adopted: Adopted, words: Words) -> Source {
    let name = site
        .site
        .clone()
        .unwrap_or_else(|| words.say("Pages that name no source").to_owned());
    Source {
        name,
        facts: imprint::useful_facts(&site.imprint, adopted, words),
    }
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Imprint, ImprintKind};

    use super::*;

    #[test]
    fn telephones_are_links_and_losses_are_marked() {
        let fact = |kind, label: &str, value: &str| Imprint {
            kind,
            label: Some(label.to_owned()),
            value: Some(value.to_owned()),
        };
        let imprint = vec![
            fact(ImprintKind::Telephone, "Hotline", "86-21-52920043"),
            fact(ImprintKind::Licence, "<script>", "互联网\u{FFFD}0909346"),
            fact(ImprintKind::Link, "Terms", "javascript:alert(1)"),
        ];
        let sources = [SiteImprint {
            site: Some("<b>Daily</b>".into()),
            imprint,
        }];
        let html = AboutPage::new(Frame::default(), Stats::default(), &sources, &|_| None)
            .render()
            .unwrap();
        assert!(html.contains("href=\"tel:862152920043\""));
        assert!(html.contains("class=\"lost\""));
        for bad in ["<script", "<b>", "href=\"javascript"] {
            assert!(!html.contains(bad), "{bad}");
        }
    }
}
