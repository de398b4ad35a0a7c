use askama::Template;
use copydesk_archive::{SiteImprint, Stats};

use super::Frame;
use super::imprint::{self, Fact};
use crate::{Edition, Error, words};

/// What the edition is, and whose pages it was made from.
#[derive(Template)]
#[template(path = "about.html")]
pub(crate) struct AboutPage {
    frame: Frame,
    pages: String,
    articles: String,
    duplicates: usize,
    errors: usize,
    sources: Vec<Source>,
}

struct Source {
    name: String,
    facts: Vec<Fact>,
}

impl AboutPage {
    /// The standing page.
    pub(crate) fn load(edition: &Edition) -> Result<Self, Error> {
        let frame = edition.frame("About this edition")?;
        Ok(Self::new(
            frame,
            edition.archive.stats()?,
            &edition.archive.sources()?,
        ))
    }

    fn new(frame: Frame, stats: Stats, sources: &[SiteImprint]) -> Self {
        Self {
            frame,
            pages: words::counted(stats.pages, "page", "pages"),
            articles: words::counted(stats.articles, "article", "articles"),
            duplicates: stats.duplicates,
            errors: stats.errors,
            sources: sources.iter().map(source).collect(),
        }
    }
}

fn source(site: &SiteImprint) -> Source {
    let name = site
        .site
        .clone()
        .unwrap_or_else(|| "Pages that name no source".to_owned());
    Source {
        name,
        facts: imprint::useful_facts(&site.imprint),
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
        let html = AboutPage::new(Frame::default(), Stats::default(), &sources)
            .render()
            .unwrap();
        assert!(html.contains("href=\"tel:862152920043\""));
        assert!(html.contains("class=\"lost\""));
        for bad in ["<script", "<b>", "href=\"javascript"] {
            assert!(!html.contains(bad), "{bad}");
        }
    }
}
