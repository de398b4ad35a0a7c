use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, Scorer};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, TERMINATED};

/// How much dearer it is to look a phrase up in a document than a word, for each of its terms: their
/// places are read. It is tantivy's guess, by which it chooses what to look up first.
const DEARER: u32 = 10;

/// A term of a phrase in one segment.
pub struct Part {
    /// How far it is from the phrase's last place.
    pub to_end: u32,
    pub postings: SegmentPostings,
    pub needed: Needed,
}

/// In which of the documents that have all terms a term's places are needed.
pub enum Needed {
    Always,
    /// Those that have another term too.
    Where(Box<SegmentPostings>),
    Never,
}

impl Needed {
    fn in_document(&mut self, document: DocId) -> bool {
        match self {
            Self::Always => true,
            Self::Where(postings) => seek(postings, document) == document,
            Self::Never => false,
        }
    }
}

/// Goes to a document or to the next one; stays where it is when that is behind it.
fn seek(postings: &mut SegmentPostings, document: DocId) -> DocId {
    let at = postings.doc();
    if at < document {
        postings.seek(document)
    } else {
        at
    }
}

/// The documents of a segment in which a phrase stands.
pub struct Standing {
    /// The rarest first.
    parts: Vec<Part>,
    document: DocId,
    /// The last places of the phrase in the document.
    places: Vec<u32>,
    /// Those of one term.
    read: Vec<u32>,
    lengths: FieldNormReader,
    score: Option<Bm25Weight>,
}

impl Standing {
    /// Those of a phrase with at least one part that is always needed.
    pub fn new(mut parts: Vec<Part>, lengths: FieldNormReader, score: Option<Bm25Weight>) -> Self {
        parts.sort_by_key(|part| part.postings.doc_freq());
        let mut standing = Self {
            parts,
            document: 0,
            places: Vec::new(),
            read: Vec::new(),
            lengths,
            score,
        };
        standing.go(0);
        standing
    }

    /// Goes to the first document from one on.
    fn go(&mut self, mut from: DocId) -> DocId {
        while from < TERMINATED {
            match self.seek_danger(from) {
                SeekDangerResult::Found => return from,
                SeekDangerResult::SeekLowerBound(next) => from = next,
            }
        }
        self.document = TERMINATED;
        TERMINATED
    }

    /// Finds the phrase's places in a document that has all its terms.
    fn stands(&mut self, document: DocId) -> bool {
        let mut first = true;
        for part in &mut self.parts {
            if !part.needed.in_document(document) {
                continue;
            }
            let read = if first {
                &mut self.places
            } else {
                &mut self.read
            };
            part.postings.positions_with_offset(part.to_end, read);
            if !first {
                keep_common(&mut self.places, &self.read);
            }
            if self.places.is_empty() {
                return false;
            }
            first = false;
        }
        !first
    }
}

/// Takes out the places that are not among others; both are ascending.
fn keep_common(places: &mut Vec<u32>, others: &[u32]) {
    let mut others = others.iter();
    let mut other = others.next();
    places.retain(|place| {
        while other.is_some_and(|other| other < place) {
            other = others.next();
        }
        other == Some(place)
    });
}

impl DocSet for Standing {
    fn advance(&mut self) -> DocId {
        self.go(self.document.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.document {
            return self.document;
        }
        self.go(target)
    }

    /// Looks at one document only.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        for part in &mut self.parts {
            let document = seek(&mut part.postings, target);
            if document > target {
                return SeekDangerResult::SeekLowerBound(document);
            }
        }
        if target >= TERMINATED || !self.stands(target) {
            return SeekDangerResult::SeekLowerBound(target.saturating_add(1).min(TERMINATED));
        }
        self.document = target;
        SeekDangerResult::Found
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.rarest() / (DEARER * self.length())
    }

    fn cost(&self) -> u64 {
        u64::from(self.rarest()) * u64::from(DEARER * self.length())
    }
}

impl Standing {
    fn rarest(&self) -> u32 {
        let first = self.parts.first();
        first.map_or(0, |part| part.postings.doc_freq())
    }

    fn length(&self) -> u32 {
        u32::try_from(self.parts.len()).unwrap_or(u32::MAX).max(1)
    }
}

impl Scorer for Standing {
    fn score(&mut self) -> Score {
        let Some(score) = &self.score else {
            return 1.0;
        };
        let times = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        score.score(self.lengths.fieldnorm_id(self.document), times)
    }
}
