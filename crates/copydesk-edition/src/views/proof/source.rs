use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Account, Article, Evidence, Repair, Span};

use super::place::{Mark, mark};
use crate::terms;
use crate::words::Words;

/// Markup between text runs that is longer than this is not shown whole: it is style, script or
/// data, and a page has megabytes of it.
const MARKUP_SHOWN: usize = 2_000;

/// What is shown of longer markup at either end.
const MARKUP_ENDS: usize = 300;

/// Text runs that are shown; a page with more of them is a table of data or an attack, and browsers
/// grow slow.
pub(super) const MAX_RUNS: usize = 10_000;

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

impl Stretch<'_> {
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

/// Cuts the source at the text runs that the accounts name. Accounts that overlap the ones before
/// them or do not fit the source are passed over here; the books name them.
pub(super) fn stretches<'a>(
    source: &'a str,
    article: &'a Article,
    words: Words,
) -> Vec<Stretch<'a>> {
    let cutter = Cutter {
        source,
        notes: notes(article, words),
        article,
        words,
    };
    let mut stretches = Vec::new();
    let mut at = 0;
    let mut label = String::new();
    for account in article.accounts.iter().flatten().take(MAX_RUNS) {
        if account.span.start < at || source.get(account.span.start..account.span.end).is_none() {
            continue;
        }
        stretches.extend(cutter.between(Span::new(at, account.span.start)));
        let run = cutter.run(account, &label);
        label = run
            .run
            .as_ref()
            .map(|run| run.mark.label.clone())
            .unwrap_or_default();
        stretches.push(run);
        at = account.span.end;
    }
    stretches.extend(cutter.between(Span::new(at, source.len())));
    stretches
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
}

impl<'a> Cutter<'a> {
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
            bits: self.bits(account.span, true),
        }
    }

    fn between(&self, span: Span) -> Option<Stretch<'a>> {
        let bits = self.bits(span, false);
        let bits: Vec<Bit> = bits.into_iter().flat_map(shortened).collect();
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

/// Long markup without its middle.
fn shortened(bit: Bit) -> Vec<Bit> {
    match bit {
        Bit::Text(text) if text.len() > MARKUP_SHOWN => {
            let (head, rest) = ends(text);
            vec![Bit::Text(head)].into_iter().chain(rest).collect()
        }
        Bit::Value { span, fields, text } if text.len() > MARKUP_SHOWN => {
            let (text, rest) = ends(text);
            vec![Bit::Value { span, fields, text }]
                .into_iter()
                .chain(rest)
                .collect()
        }
        bit => vec![bit],
    }
}

/// A long text's beginning, and what is shown of the rest.
fn ends(text: &str) -> (&str, [Bit<'_>; 2]) {
    let (head, rest) = text.split_at(boundary(text, MARKUP_ENDS));
    let (middle, tail) = rest.split_at(boundary(rest, rest.len().saturating_sub(MARKUP_ENDS)));
    (head, [Bit::Elided(middle.len()), Bit::Text(tail)])
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

/// The last character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
