use copydesk_record::{Article, Candidate, Evidence};

use super::Anchors;
use crate::views::imprint::{Bit, bits};
use crate::words;

/// Lines of each list that are shown; more would only make the page heavy.
const MAX_LINES: usize = 5_000;

/// The beginning of a list.
pub(super) struct Listed<T> {
    /// The lines shown.
    pub lines: Vec<T>,
    /// How many there are in all.
    pub total: usize,
}

impl<T> Listed<T> {
    fn new(lines: impl ExactSizeIterator<Item = T>) -> Self {
        Self {
            total: lines.len(),
            lines: lines.take(MAX_LINES).collect(),
        }
    }

    /// What is said when not all are shown.
    pub(super) fn note(&self) -> Option<String> {
        (self.total > self.lines.len()).then(|| {
            format!(
                "The first {} of {} are shown.",
                words::grouped(MAX_LINES),
                words::grouped(self.total)
            )
        })
    }
}

/// A field of the record and where its value came from.
pub(super) struct Field {
    /// Its name.
    pub name: String,
    /// The value and its place.
    pub chosen: Value,
    /// What else it could have been.
    pub others: Vec<Value>,
}

/// A value that a field has or could have had.
pub(super) struct Value {
    /// The value.
    pub text: String,
    /// Where it was found, in words.
    pub from: String,
    /// Its place in the source on this page.
    pub href: Option<String>,
}

/// A block of the article.
pub(super) struct Kept {
    /// Its index.
    pub index: usize,
    /// What it is.
    pub kind: &'static str,
    /// Its text.
    pub text: String,
    /// Its place in the source on this page.
    pub href: Option<String>,
}

/// A passage that was cut.
pub(super) struct Cut {
    /// Its index.
    pub index: usize,
    /// The reason's name.
    pub reason: String,
    /// The reason in a sentence.
    pub words: &'static str,
    /// What was cut.
    pub text: String,
    /// For a duplicate: the index of the block that it repeats.
    pub repeats: Option<usize>,
    /// Its place in the source on this page.
    pub href: Option<String>,
}

/// A repaired passage.
pub(super) struct Mended {
    /// Its index.
    pub index: usize,
    /// What the damage was.
    pub kind: &'static str,
    /// As the page has it.
    pub before: String,
    /// As it must have been.
    pub after: Vec<Bit>,
    /// What could not be restored, in words; empty when everything was.
    pub loss: String,
    /// Its place in the source on this page.
    pub href: Option<String>,
}

/// The fields that have evidence, by name.
pub(super) fn fields(article: &Article, anchors: &Anchors) -> Vec<Field> {
    let field = |(name, evidence): (&String, &Evidence)| {
        let (chosen, others) = match evidence {
            Evidence::From(from) => (from_alone(article, name, from), Vec::new()),
            Evidence::Candidates(all) => {
                let mut values = all.iter().map(|candidate| value(candidate, anchors));
                (values.next()?, values.collect())
            }
        };
        Some(Field {
            name: name.replace('_', " "),
            chosen,
            others,
        })
    };
    article
        .evidence
        .iter()
        .filter_map(field)
        .take(MAX_LINES)
        .collect()
}

fn value(candidate: &Candidate, anchors: &Anchors) -> Value {
    Value {
        text: candidate.value.clone(),
        from: words::evidence(&candidate.from),
        href: candidate.span.and_then(|span| anchors.find(span)),
    }
}

/// A value whose evidence names only where it came from.
fn from_alone(article: &Article, field: &str, from: &str) -> Value {
    let text = match field {
        "title" => article.title.clone(),
        "dek" => article.dek.clone(),
        "section" => article.section.clone(),
        "site" => article.site.clone(),
        "published" => article.published.clone(),
        "modified" => article.modified.clone(),
        "language" => article.language.clone(),
        "canonical_url" => article.canonical_url.clone(),
        "authors" => Some(article.authors.join(", ")),
        "tags" => Some(article.tags.join(", ")),
        "lead_image" => article.lead_image.as_ref().map(|image| image.url.clone()),
        _ => None,
    };
    Value {
        text: text.unwrap_or_default(),
        from: words::evidence(from),
        href: None,
    }
}

/// The article's blocks.
pub(super) fn kept(article: &Article, anchors: &Anchors) -> Listed<Kept> {
    let blocks = article.blocks.iter().enumerate();
    Listed::new(blocks.map(|(index, block)| Kept {
        index,
        kind: words::block(block.kind),
        text: block.text.clone(),
        href: anchors.find(block.span),
    }))
}

/// What was cut.
pub(super) fn cuts(article: &Article, anchors: &Anchors) -> Listed<Cut> {
    let removed = article.removed.as_deref().unwrap_or_default();
    Listed::new(removed.iter().enumerate().map(|(index, removal)| {
        Cut {
            index,
            reason: removal.reason.name().replace('_', " "),
            words: removal.reason.describe(),
            text: removal.text.clone(),
            repeats: removal
                .duplicate_of
                .filter(|block| *block < article.blocks.len()),
            href: anchors.find(removal.span),
        }
    }))
}

/// What was repaired.
pub(super) fn mended(article: &Article, anchors: &Anchors) -> Listed<Mended> {
    let repairs = article.repairs.as_deref().unwrap_or_default();
    Listed::new(repairs.iter().enumerate().map(|(index, repair)| Mended {
        index,
        kind: words::repair(repair.kind),
        before: repair.before.clone(),
        after: bits(&repair.after),
        loss: loss(repair.lost, repair.inferred),
        href: anchors.repair(index),
    }))
}

fn loss(lost: usize, inferred: usize) -> String {
    let say = |count, what: &str| {
        (count > 0).then(|| {
            format!(
                "{} {what}",
                words::counted(count, "character", "characters")
            )
        })
    };
    let said = [
        say(lost, "could not be recovered"),
        say(inferred, "restored from context"),
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
