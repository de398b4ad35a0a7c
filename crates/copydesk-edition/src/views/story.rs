use copydesk_archive::Summary;

use super::Way;
use crate::addresses;
use crate::dates::{self, When};
use crate::words::{self, Words};

/// An article as a listing shows it.
#[derive(Default)]
pub(crate) struct Story {
    /// Where it is read.
    pub href: String,
    /// The headline.
    pub title: String,
    /// The standfirst, else the text's beginning.
    pub opening: String,
    /// Its language, empty when unknown.
    pub lang: String,
    /// Its writing direction.
    pub dir: &'static str,
    /// Who wrote it.
    pub byline: String,
    /// When it was published, to the day.
    pub date: Option<When>,
    /// Where that is not known, when it was captured.
    pub captured: Option<When>,
    /// Its section.
    pub section: Option<Way>,
    /// The paper or site it was printed in.
    pub site: Option<String>,
    /// Its picture, when the archive has it.
    pub picture: Option<Photo>,
}

/// A picture of the archive.
pub(crate) struct Photo {
    /// Where its bytes are.
    pub src: String,
    /// The words that stand in for it.
    pub alt: String,
}

impl Story {
    /// What a listing shows of an article.
    pub(crate) fn new(summary: Summary, words: Words) -> Self {
        let captured = match summary.published {
            Some(_) => None,
            None => summary.crawled.clone(),
        };
        let alt = summary
            .lead_image
            .and_then(|image| image.alt)
            .unwrap_or_default();
        Self {
            href: addresses::article(&summary.id),
            dir: words::direction(summary.language.as_deref()),
            title: summary.title,
            opening: summary.dek.unwrap_or(summary.opening),
            lang: summary.language.unwrap_or_default(),
            byline: summary.authors.join(", "),
            captured: captured.map(|iso| When::day(&iso, words)),
            date: summary
                .published
                .as_deref()
                .map(|iso| When::day(iso, words)),
            section: summary.section.as_deref().map(Way::section),
            site: summary.site.filter(|site| !summary.authors.contains(site)),
            picture: summary.picture.map(|key| Photo {
                src: addresses::picture(&key),
                alt,
            }),
        }
    }
}

/// Articles as listings show them.
pub(crate) fn stories(summaries: Vec<Summary>, words: Words) -> Vec<Story> {
    let story = |summary| Story::new(summary, words);
    summaries.into_iter().map(story).collect()
}

/// A day of the edition and how many articles it has.
pub(crate) struct Day {
    /// Where they are listed.
    pub href: String,
    /// The day in words.
    pub date: When,
    /// How many there are.
    pub count: usize,
}

impl Day {
    pub(crate) fn new((day, count): &(String, usize), words: Words) -> Self {
        let day = dates::civil_day(day).unwrap_or_else(|| day.clone());
        Self {
            href: addresses::day(&day),
            date: When::new(&day, words),
            count: *count,
        }
    }
}
