use std::collections::BTreeMap;

use copydesk_record::{Article, Block, Candidate, Evidence, Removal, Repair};

use super::Anchors;
use super::weight::{self, Budget, html_bytes, passage};
use crate::terms;
use crate::views::imprint::{Bit, bits};
use crate::words::Words;

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
    /// The first lines, as many as are light enough together; `weight` is one's text in bytes of HTML.
    fn new(lines: impl ExactSizeIterator<Item = T>, weight: impl Fn(&T) -> usize) -> Self {
        let mut budget = Budget(weight::LIST);
        let total = lines.len();
        let lines: Vec<T> = lines
            .take_while(|line| budget.spend(weight::LINE + weight(line)))
            .collect();
        Self {
            shown: lines.len(),
            total,
            lines,
        }
    }

    /// What is said when not all are shown.
    pub(super) fn note(&self, words: Words) -> Option<String> {
        (self.total > self.shown).then(|| {
            let (shown, total) = (words.number(self.shown), words.number(self.total));
            words.fill("The first {} of {} are shown.", &[&shown, &total])
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
    pub reason: &'static str,
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
    pub kind: String,
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
pub(super) fn fields(article: &Article, anchors: &Anchors, words: Words) -> Vec<Field> {
    let field = |(name, evidence): (&String, &Evidence)| {
        let (chosen, others) = match evidence {
            Evidence::From(from) => (from_alone(article, name, from, words), Vec::new()),
            Evidence::Candidates(all) => {
                let mut values = all.iter().map(|candidate| value(candidate, anchors, words));
                (values.next()?, values.collect())
            }
        };
        Some(Field {
            name: terms::field(words, name),
            chosen,
            others,
        })
    };
    article.evidence.iter().filter_map(field).collect()
}

fn value(candidate: &Candidate, anchors: &Anchors, words: Words) -> Value {
    Value {
        text: passage(&candidate.value, words),
        from: terms::evidence(words, &candidate.from),
        href: candidate.span.and_then(|span| anchors.find(span)),
    }
}

/// A value whose evidence names only where it came from.
fn from_alone(article: &Article, field: &str, from: &str, words: Words) -> Value {
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
        text: passage(&text.unwrap_or_default(), words),
        from: terms::evidence(words, from),
        href: None,
    }
}

/// The article's blocks.
pub(super) fn kept(article: &Article, anchors: &Anchors, words: Words) -> Listed<Kept> {
    let blocks = article.blocks.iter().enumerate();
    let line = |(index, block): (usize, &Block)| Kept {
        index,
        kind: terms::block(words, block.kind),
        text: passage(&block.text, words),
        href: anchors.find(block.span),
    };
    Listed::new(blocks.map(line), |kept| html_bytes(&kept.text))
}

/// What was cut.
pub(super) fn cuts(article: &Article, anchors: &Anchors, words: Words) -> Listed<Cut> {
    let removed = article.removed.as_deref().unwrap_or_default();
    let line = |(index, removal): (usize, &Removal)| Cut {
        index,
        reason: terms::reason(words, removal.reason),
        words: words.say(removal.reason.describe()),
        text: passage(&removal.text, words),
        repeats: removal
            .duplicate_of
            .filter(|block| *block < article.blocks.len()),
        site: removal
            .profile
            .map(|repetition| terms::repetition(words, repetition)),
        href: anchors.find(removal.span),
    };
    Listed::new(removed.iter().enumerate().map(line), |cut| {
        html_bytes(&cut.text)
    })
}

/// What was repaired: the same repair in many places is one line, where it was first made.
pub(super) fn mended(article: &Article, anchors: &Anchors, words: Words) -> Listed<Mended> {
    let repairs = article.repairs.as_deref().unwrap_or_default();
    let mut lines: Vec<Mended> = Vec::new();
    let mut line_of = BTreeMap::new();
    let (mut budget, mut shown) = (Budget(weight::LIST), 0);
    for (index, repair) in repairs.iter().enumerate() {
        let bytes = html_bytes(&repair.before) + html_bytes(&repair.after);
        if !budget.spend(weight::LINE + bytes) {
            break;
        }
        shown += 1;
        let (same, href) = (sameness(repair, words), anchors.repair(index));
        let at = *line_of.entry(same).or_insert(lines.len());
        match lines.get_mut(at) {
            Some(line) => line.places.push(Place { index, href }),
            None => lines.push(mending(repair, Place { index, href }, words)),
        }
    }
    Listed {
        lines,
        shown,
        total: repairs.len(),
    }
}

/// What two repairs have in common that look the same to a reader.
fn sameness(repair: &Repair, words: Words) -> (&str, &str, String, String) {
    let loss = loss(repair.lost, repair.inferred, words);
    let kind = terms::repair(words, repair.kind);
    (&repair.before, &repair.after, kind, loss)
}

fn mending(repair: &Repair, place: Place, words: Words) -> Mended {
    Mended {
        kind: terms::repair(words, repair.kind),
        before: repair.before.clone(),
        after: bits(&repair.after),
        loss: loss(repair.lost, repair.inferred, words),
        places: vec![place],
    }
}

fn loss(lost: usize, inferred: usize, words: Words) -> String {
    let characters = |count| words.count(count, "character|characters");
    let lost = (lost > 0).then(|| words.fill("{} could not be recovered", &[&characters(lost)]));
    let inferred =
        (inferred > 0).then(|| words.fill("{} restored from context", &[&characters(inferred)]));
    lost.into_iter()
        .chain(inferred)
        .collect::<Vec<_>>()
        .join(", ")
}
