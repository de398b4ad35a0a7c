use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Account, Article, Evidence, Repair, Span};

use super::place::{Mark, mark};
use super::weight::{self, Budget, Limits, MARKUP, MARKUP_OF_MUCH, PASSAGE, html_bytes};
use crate::terms;
use crate::words::Words;

/// A stretch of the source: a text run, or what stands between two of them.
pub(super) struct Stretch<'a> {
    /// What became of it, for a run.
    pub run: Option<Run>,
    /// Its pieces.
    pub bits: Vec<Bit<'a>>,
}

/// A text run.
pub(super) struct Run {
    /// Where it stands.
    pub span: Span,
    /// What became of it.
    pub mark: Mark,
    /// Whether that is something else than what became of the run before, and to be said.
    pub is_new: bool,
}

/// A piece of a stretch.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Bit<'a> {
    /// The source as it is.
    Text(&'a str),
    /// So many bytes that are not shown.
    Elided(usize),
    /// A repaired passage, by its index among the repairs.
    Repaired {
        index: usize,
        before: &'a str,
        after: &'a str,
    },
    /// A value that a field was taken from, or could have been.
    Value {
        span: Span,
        fields: String,
        text: &'a str,
    },
}

impl<'a> Bit<'a> {
    /// Its text, if it may be shortened.
    fn text(&self) -> Option<&'a str> {
        match self {
            Self::Text(text) | Self::Value { text, .. } => Some(text),
            Self::Elided(_) | Self::Repaired { .. } => None,
        }
    }

    /// The same with another text.
    fn with(self, text: &'a str) -> Self {
        match self {
            Self::Value { span, fields, .. } => Self::Value { span, fields, text },
            _ => Self::Text(text),
        }
    }

    /// Its bytes of HTML.
    fn weight(&self) -> usize {
        match self {
            Self::Text(text) => html_bytes(text),
            Self::Elided(_) => RUN,
            Self::Repaired { before, after, .. } => {
                TOLD_RUN + html_bytes(before) + html_bytes(after)
            }
            Self::Value { fields, text, .. } => TOLD_RUN + fields.len() + html_bytes(text),
        }
    }
}

impl Stretch<'_> {
    /// Its bytes of HTML.
    fn weight(&self) -> usize {
        let told = self.run.as_ref().filter(|run| run.is_new);
        let frame = told.map_or(RUN, |run| TOLD_RUN + 2 * run.mark.words.len());
        frame + self.bits.iter().map(Bit::weight).sum::<usize>()
    }

    /// What is said at the run.
    fn label(&self) -> &str {
        self.run.as_ref().map_or("", |run| &run.mark.label)
    }

    /// The run and the values in it, which can be linked to.
    pub(super) fn places(&self) -> impl Iterator<Item = Span> {
        let values = self.bits.iter().filter_map(|bit| match bit {
            Bit::Value { span, .. } => Some(*span),
            _ => None,
        });
        self.run.iter().map(|run| run.span).chain(values)
    }

    /// The indexes of the repairs in it, which can be linked to.
    pub(super) fn repairs(&self) -> impl Iterator<Item = usize> {
        self.bits.iter().filter_map(|bit| match bit {
            Bit::Repaired { index, .. } => Some(*index),
            _ => None,
        })
    }
}

/// Bytes of HTML around a run, and around one that says what it is.
const RUN: usize = 90;
const TOLD_RUN: usize = 250;

/// Cuts the source at the text runs that the accounts name. Accounts that overlap the ones before
/// them or do not fit the source are passed over here; the books name them. Of a page that would be too
/// heavy the markup is shortened more, and then the last runs are left out.
pub(super) fn stretches<'a>(
    source: &'a str,
    article: &'a Article,
    words: Words,
) -> Vec<Stretch<'a>> {
    let cutter = |markup| Cutter {
        source,
        notes: notes(article, words),
        article,
        words,
        markup,
    };
    let (stretches, is_whole) = cutter(MARKUP).stretches();
    match is_whole {
        true => stretches,
        false => cutter(MARKUP_OF_MUCH).stretches().0,
    }
}

/// Something to be said about a place in the source.
struct Note<'a> {
    span: Span,
    kind: NoteKind<'a>,
}

enum NoteKind<'a> {
    /// A repair, by its index.
    Repair(usize, &'a Repair),
    /// A value, by the names of the fields that it could be of.
    Value(String),
}

/// The repairs and the fields' values, in source order.
fn notes(article: &Article, words: Words) -> Vec<Note<'_>> {
    let repairs = article.repairs.iter().flatten().enumerate();
    let repairs = repairs.map(|(at, repair)| Note {
        span: repair.span,
        kind: NoteKind::Repair(at, repair),
    });
    let mut notes: Vec<Note> = repairs.chain(values(article, words)).collect();
    notes.sort_by_key(|note| note.span.start);
    notes
}

/// The places that fields' values were found at. Several fields may share one, as in structured data.
fn values(article: &Article, words: Words) -> impl Iterator<Item = Note<'_>> {
    let mut fields: BTreeMap<Span, BTreeSet<&str>> = BTreeMap::new();
    for (field, evidence) in &article.evidence {
        let Evidence::Candidates(candidates) = evidence else {
            continue;
        };
        for span in candidates.iter().filter_map(|candidate| candidate.span) {
            fields.entry(span).or_default().insert(field);
        }
    }
    fields.into_iter().map(move |(span, fields)| Note {
        span,
        kind: NoteKind::Value(names(&fields, words)),
    })
}

/// The fields' names in a row.
fn names(fields: &BTreeSet<&str>, words: Words) -> String {
    let names = fields.iter().map(|field| terms::field(words, field));
    names.collect::<Vec<_>>().join(", ")
}

struct Cutter<'a> {
    words: Words,
    source: &'a str,
    notes: Vec<Note<'a>>,
    article: &'a Article,
    markup: Limits,
}

impl<'a> Cutter<'a> {
    /// The source's stretches as far as the budget goes, and whether that is all of them.
    fn stretches(&self) -> (Vec<Stretch<'a>>, bool) {
        let mut budget = Budget(weight::SOURCE);
        let mut stretches = Vec::new();
        let (mut at, mut label) = (0, String::new());
        let mut is_whole = true;
        for account in self.article.accounts.iter().flatten() {
            let Span { start, end } = account.span;
            if start < at || self.source.get(start..end).is_none() {
                continue;
            }
            let before = self.between(Span::new(at, start));
            let run = self.run(account, &label);
            is_whole = budget.spend(before.as_ref().map_or(0, Stretch::weight) + run.weight());
            if !is_whole {
                break;
            }
            label = run.label().to_owned();
            stretches.extend(before);
            stretches.push(run);
            at = end;
        }
        stretches.extend(self.between(Span::new(at, self.source.len())));
        (stretches, is_whole)
    }

    fn run(&self, account: &Account, label_before: &str) -> Stretch<'a> {
        let mark = mark(&account.to, self.article, self.words);
        let is_new = mark.label != label_before;
        let run = Run {
            span: account.span,
            mark,
            is_new,
        };
        Stretch {
            run: Some(run),
            bits: shortened(self.bits(account.span, true), PASSAGE),
        }
    }

    fn between(&self, span: Span) -> Option<Stretch<'a>> {
        let bits = shortened(self.bits(span, false), self.markup);
        (!bits.is_empty()).then_some(Stretch { run: None, bits })
    }

    /// The span cut at the notes that begin in it; a note that does not fit is passed over. In a run
    /// only repairs are shown: its mark says what it became.
    fn bits(&self, span: Span, is_run: bool) -> Vec<Bit<'a>> {
        let mut bits = Vec::new();
        let mut at = span.start;
        for note in self.notes_in(span) {
            let end = self.shown_end(note).min(span.end);
            let is_shown = !is_run || matches!(note.kind, NoteKind::Repair(..));
            if note.span.start < at || !is_shown {
                continue;
            }
            let Some(text) = self.text(note.span.start, end) else {
                continue;
            };
            bits.extend(self.text(at, note.span.start).map(Bit::Text));
            bits.push(bit(note, text));
            at = end;
        }
        bits.extend(self.text(at, span.end).map(Bit::Text));
        bits
    }

    /// Where a note ends on the page: a value's at the first repair in it, which has its own mark.
    fn shown_end(&self, note: &Note<'_>) -> usize {
        let is_repair = |note: &&Note| matches!(note.kind, NoteKind::Repair(..));
        let inside = || {
            self.notes_in(note.span)
                .filter(is_repair)
                .map(|repair| repair.span.start)
        };
        match note.kind {
            NoteKind::Repair(..) => note.span.end,
            NoteKind::Value(_) => inside()
                .find(|start| *start > note.span.start)
                .unwrap_or(note.span.end),
        }
    }

    fn notes_in(&self, span: Span) -> impl Iterator<Item = &Note<'a>> {
        let first = self
            .notes
            .partition_point(|note| note.span.start < span.start);
        let notes = self.notes.get(first..).unwrap_or_default().iter();
        notes.take_while(move |note| note.span.start < span.end)
    }

    fn text(&self, start: usize, end: usize) -> Option<&'a str> {
        self.source.get(start..end).filter(|text| !text.is_empty())
    }
}

/// Long pieces without their middle.
fn shortened(bits: Vec<Bit<'_>>, limits: Limits) -> Vec<Bit<'_>> {
    let mut short = Vec::with_capacity(bits.len());
    for bit in bits {
        match bit.text().and_then(|text| weight::ends(text, limits)) {
            None => short.push(bit),
            Some((head, middle, tail)) => {
                short.extend([bit.with(head), Bit::Elided(middle), Bit::Text(tail)]);
            }
        }
    }
    short
}

fn bit<'a>(note: &Note<'a>, text: &'a str) -> Bit<'a> {
    match &note.kind {
        NoteKind::Repair(index, repair) => Bit::Repaired {
            index: *index,
            before: text,
            after: &repair.after,
        },
        NoteKind::Value(fields) => Bit::Value {
            span: Span::new(note.span.start, note.span.start + text.len()),
            fields: fields.clone(),
            text,
        },
    }
}
