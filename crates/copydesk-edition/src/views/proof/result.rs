use std::collections::BTreeMap;

use copydesk_record::{Article, Candidate, Evidence, Repair};

use super::Anchors;
use crate::views::imprint::{Bit, bits};
use crate::words;

/// Lines of each list that are shown; more would only make the page heavy.
const MAX_LINES: usize = 5_000;

/// The beginning of a list.
pub(super) struct Listed<T> {
    /// The lines shown.
    pub lines: Vec<T>,
    /// How many things those stand for.
    shown: usize,
    /// How many there are in all.
    pub total: usize,
}

impl<T> Listed<T> {
    fn new(lines: impl ExactSizeIterator<Item = T>) -> Self {
        Self {
            total: lines.len(),
            shown: lines.len().min(MAX_LINES),
            lines: lines.take(MAX_LINES).collect(),
        }
    }

    /// What is said when not all are shown.
    pub(super) fn note(&self) -> Option<String> {
        (self.total > self.shown).then(|| {
            format!(
                "The first {} of {} are shown.",
                words::grouped(self.shown),
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
    /// What the site's profile says of it.
    pub site: Option<String>,
    /// Its place in the source on this page.
    pub href: Option<String>,
}

/// A repair, made in one or more places.
pub(super) struct Mended {
    /// What the damage was.
    pub kind: &'static str,
    /// As the page has it.
    pub before: String,
    /// As it must have been.
    pub after: Vec<Bit>,
    /// What could not be restored, in words; empty when everything was.
    pub loss: String,
    /// Where it was made.
    pub places: Vec<Place>,
}

/// Where a repair was made.
pub(super) struct Place {
    /// The index among the record's repairs.
    pub index: usize,
    /// The place in the source on this page.
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
            site: removal.profile.map(words::repetition),
            href: anchors.find(removal.span),
        }
    }))
}

/// What was repaired: the same repair in many places is one line, where it was first made.
pub(super) fn mended(article: &Article, anchors: &Anchors) -> Listed<Mended> {
    let repairs = article.repairs.as_deref().unwrap_or_default();
    let mut lines: Vec<Mended> = Vec::new();
    let mut line_of = BTreeMap::new();
    for (index, repair) in repairs.iter().enumerate().take(MAX_LINES) {
        let (same, href) = (sameness(repair), anchors.repair(index));
        let at = *line_of.entry(same).or_insert(lines.len());
        match lines.get_mut(at) {
            Some(line) => line.places.push(Place { index, href }),
            None => lines.push(mending(repair, Place { index, href })),
        }
    }
    Listed {
        lines,
        shown: repairs.len().min(MAX_LINES),
        total: repairs.len(),
    }
}

/// What two repairs have in common that look the same to a reader.
fn sameness(repair: &Repair) -> (&str, &str, &'static str, String) {
    let loss = loss(repair.lost, repair.inferred);
    let kind = words::repair(repair.kind);
    (&repair.before, &repair.after, kind, loss)
}

fn mending(repair: &Repair, place: Place) -> Mended {
    Mended {
        kind: words::repair(repair.kind),
        before: repair.before.clone(),
        after: bits(&repair.after),
        loss: loss(repair.lost, repair.inferred),
        places: vec![place],
    }
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
