use std::collections::BTreeSet;

use copydesk_link::is_unspaced;
use tantivy::query::{
    Bm25Weight, EmptyScorer, EnableScoring, Explanation, PhraseQuery, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, Score, SegmentReader, TantivyError, Term};

use super::standing::{Needed, Part, Standing};

/// A run of unspaced characters in a field: what tantivy's `PhraseQuery` of its pairs finds, with the same
/// score.
///
/// In a run every other pair has both its characters in its neighbours too, and is needed only to
/// tell that these follow each other without a gap. Where there is one, the index has the character
/// before it as a term, and the one behind it. So the places of such a pair are read only in articles
/// that have these: for a run of twelve characters the places of six pairs, not of eleven.
#[derive(Clone, Debug)]
pub struct Phrase {
    field: Field,
    terms: Vec<Placed>,
}

/// A term of a phrase.
#[derive(Clone, Debug)]
struct Placed {
    place: usize,
    term: Term,
    /// The characters of a pair that is covered by its neighbours.
    covered: Option<[Term; 2]>,
}

impl Phrase {
    /// The query of some terms with their places, ascending; tantivy's where no pair is covered.
    pub fn query(field: Field, terms: &[(usize, String)]) -> Box<dyn Query> {
        let covered = covered(terms);
        if covered.is_empty() {
            let term = |(at, term): &(usize, String)| (*at, Term::from_field_text(field, term));
            let terms = terms.iter().map(term).collect();
            return Box::new(PhraseQuery::new_with_offset(terms));
        }
        Box::new(Self::new(field, terms, &covered))
    }

    fn new(field: Field, terms: &[(usize, String)], covered: &BTreeSet<usize>) -> Self {
        let term = |text: &str| Term::from_field_text(field, text);
        let placed = |(at, (place, text)): (usize, &(usize, String))| Placed {
            place: *place,
            term: term(text),
            covered: pair(text)
                .filter(|_| covered.contains(&at))
                .map(|pair| pair.map(|character| term(&character.to_string()))),
        };
        Self {
            field,
            terms: terms.iter().enumerate().map(placed).collect(),
        }
    }

    /// The terms in one segment; `None` when it lacks one.
    fn parts(&self, segment: &SegmentReader) -> tantivy::Result<Option<Vec<Part>>> {
        let index = segment.inverted_index(self.field)?;
        let end = self.terms.last().map_or(0, |last| last.place);
        let mut parts = Vec::new();
        for placed in &self.terms {
            let places = IndexRecordOption::WithFreqsAndPositions;
            let Some(postings) = index.read_postings(&placed.term, places)? else {
                return Ok(None);
            };
            let covered = placed.covered.as_ref();
            parts.push(Part {
                to_end: u32::try_from(end.saturating_sub(placed.place)).unwrap_or(u32::MAX),
                postings,
                needed: covered.map_or(Ok(Needed::Always), |pair| at_gaps(&index, pair))?,
            });
        }
        Ok(Some(parts))
    }
}

/// Which terms are pairs that the ones before and behind cover.
fn covered(terms: &[(usize, String)]) -> BTreeSet<usize> {
    let mut covered = BTreeSet::new();
    for (before, three) in terms.windows(3).enumerate() {
        let pairs = three.iter().all(|(_, text)| pair(text).is_some());
        let places = three.windows(2);
        let follow =
            |two: &[(usize, String)]| matches!(two, [(one, _), (next, _)] if one + 1 == *next);
        if !covered.contains(&before) && pairs && places.into_iter().all(follow) {
            covered.insert(before + 1);
        }
    }
    covered
}

/// The characters of a pair.
fn pair(term: &str) -> Option<[char; 2]> {
    let mut characters = term.chars().filter(|c| is_unspaced(*c));
    let pair = [characters.next()?, characters.next()?];
    let length: usize = pair.iter().map(|c| c.len_utf8()).sum();
    (length == term.len()).then_some(pair)
}

/// Where a pair is needed: in articles with a gap behind its first character and before its second, and
/// of these the index tells the rarer.
fn at_gaps(index: &InvertedIndexReader, pair: &[Term; 2]) -> tantivy::Result<Needed> {
    let [before, behind] = pair;
    let ending = index.read_postings(before, IndexRecordOption::Basic)?;
    let beginning = index.read_postings(behind, IndexRecordOption::Basic)?;
    Ok(match ending.zip(beginning) {
        Some((one, other)) if one.doc_freq() < other.doc_freq() => Needed::Where(Box::new(one)),
        Some((_, other)) => Needed::Where(Box::new(other)),
        None => Needed::Never,
    })
}

impl Query for Phrase {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let score = match scoring {
            EnableScoring::Enabled {
                statistics_provider,
                ..
            } => {
                let terms = self.terms.iter().map(|placed| placed.term.clone());
                let terms: Vec<Term> = terms.collect();
                Some(Bm25Weight::for_terms(statistics_provider, &terms)?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(PhraseWeight {
            phrase: self.clone(),
            score,
        }))
    }
}

struct PhraseWeight {
    phrase: Phrase,
    score: Option<Bm25Weight>,
}

impl Weight for PhraseWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(parts) = self.phrase.parts(segment)? else {
            return Ok(Box::new(EmptyScorer));
        };
        let lengths = segment.get_fieldnorms_reader(self.phrase.field)?;
        let score = self.score.as_ref().map(|score| score.boost_by(boost));
        Ok(Box::new(Standing::new(parts, lengths, score)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        let error = "scores of phrases are not explained".to_owned();
        Err(TantivyError::InvalidArgument(error))
    }
}

#[cfg(test)]
mod tests {
    use tantivy::collector::{DocSetCollector, TopDocs};
    use tantivy::schema::{Schema, TextFieldIndexing, TextOptions};
    use tantivy::tokenizer::TextAnalyzer;
    use tantivy::{Index, doc};

    use super::*;
    use crate::query::build::cut;
    use crate::tokenizer::Words;

    #[test]
    fn every_other_pair_of_a_run_is_covered() {
        let cases: &[(&str, &[usize])] = &[
            ("北京", &[]),
            ("北京市", &[]),
            ("北京市人", &[1]),
            ("北京市人民", &[1]),
            ("北京市人民政", &[1, 3]),
            ("北京市 人民政府", &[3]),
            ("one two three four", &[]),
        ];
        for (text, places) in cases {
            assert_eq!(
                covered(&cut(text)),
                places.iter().copied().collect(),
                "{text}"
            );
        }
    }

    /// The same documents with the same scores as tantivy's, in texts of few characters and many gaps.
    #[test]
    fn finds_what_a_phrase_query_finds() {
        let texts = texts(400);
        let (index, field) = index(&texts);
        let searcher = index.reader().unwrap().searcher();
        let mut found = 0;
        for text in &texts {
            for length in 2..9 {
                let asked: String = text.chars().take(length).collect();
                let terms = cut(&asked);
                if terms.len() < 2 {
                    continue;
                }
                let of =
                    |(place, term): &(usize, String)| (*place, Term::from_field_text(field, term));
                let theirs = PhraseQuery::new_with_offset(terms.iter().map(of).collect());
                let ours = Phrase::new(field, &terms, &covered(&terms));
                let best = || TopDocs::with_limit(texts.len()).order_by_score();
                let theirs = searcher.search(&theirs, &best()).unwrap();
                assert_eq!(searcher.search(&ours, &best()).unwrap(), theirs, "{asked}");
                let unscored = searcher.search(&ours, &DocSetCollector).unwrap();
                assert_eq!(unscored.len(), theirs.len(), "{asked}");
                found += theirs.len();
            }
        }
        assert!(found > 10 * texts.len(), "{found}");
    }

    /// Texts of a linear congruential generator (Knuth's MMIX).
    fn texts(count: usize) -> Vec<String> {
        let mut state = 1_u64;
        let mut below = |bound: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((state >> 33) % bound).unwrap()
        };
        let pieces = ["北", "京", "市", "人", "北", "京", "，", " ", "a "];
        let mut text = |_| (0..40).map(|_| pieces[below(9)]).collect();
        (0..count).map(&mut text).collect()
    }

    fn index(texts: &[String]) -> (Index, Field) {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("words")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let mut schema = Schema::builder();
        let field = schema.add_text_field(
            "text",
            TextOptions::default().set_indexing_options(indexing),
        );
        let index = Index::create_in_ram(schema.build());
        index
            .tokenizers()
            .register("words", TextAnalyzer::from(Words::Indexed));
        let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for text in texts {
            writer.add_document(doc!(field => text.as_str())).unwrap();
        }
        writer.commit().unwrap();
        (index, field)
    }
}
