use askama::Template;
use copydesk_archive::{Archive, Summary};
use copydesk_link::{Change, changes};

use super::Frame;
use super::story::Story;
use crate::dates::When;
use crate::edition::LocalEdition;
use crate::words::{Words, direction};
use crate::{Error, addresses};

/// How two texts of an article differ: two versions of it, or two prints.
#[derive(Template)]
#[template(path = "changes.html")]
pub(crate) struct ChangesPage {
    frame: Frame,
    lang: String,
    dir: &'static str,
    before: Version,
    after: Version,
    /// Nothing in headline and text is different.
    none: bool,
    paragraphs: Vec<Vec<Passage>>,
}

/// A version of an article, or a print of it.
pub(crate) struct Version {
    pub story: Story,
    /// When it was captured, else where it came from, in words.
    pub captured: String,
    /// Where it says what it changed; the first version changed nothing.
    pub changes: Option<String>,
}

/// Text that both have, or one of them.
struct Passage {
    tag: &'static str,
    text: String,
}

impl ChangesPage {
    /// What the version with this id changed; `None` when there is none before it.
    pub(crate) fn load(edition: &LocalEdition, id: &str) -> Result<Option<Self>, Error> {
        let versions = edition.archive.versions(id)?;
        let place = versions.iter().position(|version| version.id == id);
        match place.and_then(|place| versions.get(place..place + 2)) {
            Some([after, before]) => {
                let title = edition.words.fill("What changed in: {}", &[&after.title]);
                Self::compared(edition, &title, before, after).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// How another print differs from an article; `None` when they are not of one group.
    pub(crate) fn prints(
        edition: &LocalEdition,
        id: &str,
        other: &str,
    ) -> Result<Option<Self>, Error> {
        let Some(article) = edition.archive.article(id)? else {
            return Ok(None);
        };
        let duplicates = article.links.and_then(|links| links.duplicates);
        let group = duplicates.map(|duplicate| edition.archive.group(&duplicate.group));
        let group = group.transpose()?.unwrap_or_default();
        let member = |id: &str| group.iter().find(|member| member.summary.id == id);
        match (member(id), member(other)) {
            (Some(before), Some(after)) => {
                let title = edition
                    .words
                    .fill("Two prints of: {}", &[&before.summary.title]);
                Self::compared(edition, &title, &before.summary, &after.summary).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn compared(
        edition: &LocalEdition,
        title: &str,
        before: &Summary,
        after: &Summary,
    ) -> Result<Self, Error> {
        let old = text(&edition.archive, &before.id)?;
        let new = text(&edition.archive, &after.id)?;
        let frame = edition.frame(title)?;
        Ok(Self::new(frame, before, after, &changes(&old, &new)))
    }

    fn new(frame: Frame, before: &Summary, after: &Summary, changes: &[Change<'_>]) -> Self {
        let words = frame.words;
        Self {
            frame,
            lang: after.language.clone().unwrap_or_default(),
            dir: direction(after.language.as_deref()),
            before: Version::new(before, None, words),
            after: Version::new(after, None, words),
            none: changes
                .iter()
                .all(|change| matches!(change, Change::Same(_))),
            paragraphs: paragraphs(changes),
        }
    }
}

impl Version {
    fn new(summary: &Summary, changes: Option<String>, words: Words) -> Self {
        let captured = summary.crawled.as_deref().map(|iso| When::new(iso, words));
        Self {
            story: Story::new(summary.clone(), words),
            captured: match captured {
                Some(when) => words.fill("captured on {}", &[&when.words]),
                None => words.fill("from {}", &[&summary.source]),
            },
            changes,
        }
    }

    /// The versions of an article when there are several, the newest first.
    pub(crate) fn all(archive: &Archive, id: &str, words: Words) -> Result<Vec<Self>, Error> {
        let versions = archive.versions(id)?;
        let last = versions.len().saturating_sub(1);
        let changes = |place: usize, id: &str| (place < last).then(|| addresses::changes(id));
        let version = |(place, summary): (usize, &Summary)| {
            Self::new(summary, changes(place, &summary.id), words)
        };
        Ok(match last {
            0 => Vec::new(),
            _ => versions.iter().enumerate().map(version).collect(),
        })
    }
}

/// Headline and text of a version.
fn text(archive: &Archive, id: &str) -> Result<String, Error> {
    let article = archive.article(id)?;
    Ok(article.map_or_else(String::new, |article| {
        let title = article.title.into_iter();
        title.chain([article.text]).collect::<Vec<_>>().join("\n\n")
    }))
}

/// The passages by paragraph, those of both versions in one row.
fn paragraphs(changes: &[Change<'_>]) -> Vec<Vec<Passage>> {
    let mut paragraphs = vec![Vec::new()];
    for change in changes {
        let tag = match change {
            Change::Same(_) => "span",
            Change::Removed(_) => "del",
            Change::Added(_) => "ins",
        };
        for (place, text) in change.text().split("\n\n").enumerate() {
            if place > 0 {
                paragraphs.push(Vec::new());
            }
            if let (Some(paragraph), false) = (paragraphs.last_mut(), text.is_empty()) {
                let text = text.to_owned();
                paragraph.push(Passage { tag, text });
            }
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_stand_in_their_paragraphs() {
        let changes = [
            Change::Same("One.\n\nTwo "),
            Change::Removed("old"),
            Change::Added("new\n\nThree"),
            Change::Same("."),
        ];
        let shown = |paragraph: &Vec<Passage>| -> String {
            paragraph
                .iter()
                .map(|passage| format!("<{}>{}", passage.tag, passage.text))
                .collect()
        };
        let paragraphs: Vec<String> = paragraphs(&changes).iter().map(shown).collect();
        assert_eq!(
            paragraphs,
            [
                "<span>One.",
                "<span>Two <del>old<ins>new",
                "<ins>Three<span>."
            ]
        );
    }
}
