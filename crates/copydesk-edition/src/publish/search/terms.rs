//! Which articles hold a term, and where in them.

use std::collections::BTreeMap;
use std::fmt::Write;

use copydesk_archive::{Archive, Summary};
use serde_json::json;

use super::super::{Files, PublishError};
use super::{BATCH, Numbered, summaries, write_data};

/// By how many of a term's first characters its shard is told. Both sides of the index count on it.
const KEY: usize = 3;

/// Where the places of the standfirst and the text begin, of authors' names, and of the title. What a text
/// has more than there is room for is at its last place.
const BASES: [u32; 4] = [0, 1_000_000, 1_001_000, u32::MAX];

/// Between two texts that do not follow each other, so that no phrase leads from one to the other.
const GAP: u32 = 9;

/// Writes a range of shards: the first, how many, and how many there are in all.
pub(super) fn write(
    archive: &Archive,
    articles: &Numbered,
    (first, count, shards): (usize, usize, usize),
    files: &mut Files,
) -> Result<(), PublishError> {
    let mut lists: Vec<BTreeMap<String, Postings>> = vec![BTreeMap::new(); count];
    for batch in articles.chunks(BATCH) {
        for (number, summary) in summaries(archive, batch)? {
            for (term, places) in places(archive, &summary)? {
                let shard = shard(&term, shards).checked_sub(first);
                if let Some(list) = shard.and_then(|shard| lists.get_mut(shard)) {
                    list.entry(term).or_default().push(number, &places);
                }
            }
        }
    }
    for (at, list) in lists.iter().enumerate() {
        let number = first + at;
        let terms = list
            .iter()
            .map(|(term, postings)| format!("{},[{}]", json!(term), postings.articles));
        write_lines(files, &format!("terms/{number}"), terms)?;
        let places = list
            .values()
            .map(|postings| json!(postings.places).to_string());
        write_lines(files, &format!("places/{number}"), places)?;
    }
    Ok(())
}

/// Writes a list, a line for each term.
fn write_lines(
    files: &mut Files,
    name: &str,
    lines: impl Iterator<Item = String>,
) -> Result<(), PublishError> {
    write_data(
        files,
        name,
        &format!("[{}]", lines.collect::<Vec<_>>().join(",\n")),
    )
}

/// Where a term occurs, as it is written.
#[derive(Clone, Default)]
struct Postings {
    /// For each article, in the order of their numbers, four times the distance from the last number, and
    /// the weight: 1 for several times in the article, 2 for the title.
    articles: String,
    /// For each article, a space between them, the distance of each place from the last one, by [`digits`].
    places: String,
    last: u64,
}

impl Postings {
    fn push(&mut self, number: u64, places: &[u32]) {
        let is_title = places.last().is_some_and(|last| *last >= BASES[2]);
        let weight = u64::from(is_title) * 2 + u64::from(places.len() > 2);
        let article = number.saturating_sub(self.last).saturating_mul(4) + weight;
        if !self.articles.is_empty() {
            self.articles.push(',');
            self.places.push(' ');
        }
        // Writing to a string cannot fail.
        let _ = write!(self.articles, "{article}");
        let before = std::iter::once(&0).chain(places);
        let distances = before
            .zip(places)
            .map(|(before, place)| place.saturating_sub(*before));
        distances.for_each(|distance| self.places.extend(digits(distance)));
        self.last = number;
    }
}

/// A number in few characters, none of which JSON would escape: the last digit is of 40, those before it
/// are of 33 and have other signs.
fn digits(number: u32) -> impl Iterator<Item = char> {
    let sign = |first: u8, digit: u32| {
        char::from(first.saturating_add(u8::try_from(digit).unwrap_or_default()))
    };
    let mut signs = vec![sign(b'#', number % 40)];
    let mut rest = number / 40;
    while rest > 0 {
        signs.push(sign(b']', rest % 33));
        rest /= 33;
    }
    signs.into_iter().rev()
}

/// The terms of an article, and the places of each.
fn places(
    archive: &Archive,
    article: &Summary,
) -> Result<BTreeMap<String, Vec<u32>>, PublishError> {
    let text = archive.text(&article.id)?.unwrap_or_default();
    let dek = article.dek.as_deref().unwrap_or_default();
    let authors: Vec<&str> = article.authors.iter().map(String::as_str).collect();
    let texts = [&[dek, &text][..], &authors, &[&article.title]];
    let mut places: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (texts, bases) in texts.into_iter().zip(BASES.windows(2)) {
        let [base, end] = *bases else { continue };
        let mut count = Count::from(base);
        for text in texts {
            copydesk_archive::terms(text, &mut |term| {
                let place = count.place(term).min(end - 1);
                match places.get_mut(term) {
                    Some(places) => places.push(place),
                    None => drop(places.insert(term.to_owned(), vec![place])),
                }
            });
            count.next = count.next.saturating_add(GAP);
        }
    }
    Ok(places)
}

/// Counts the places of terms. In a run of a script without spaces each character has one: first it stands
/// by itself, then its pair, then the other pairs, and the last character by itself.
struct Count {
    next: u32,
    run: Run,
}

/// What the last term was in a run.
#[derive(PartialEq)]
enum Run {
    Out,
    First,
    Pair,
}

impl Count {
    fn from(base: u32) -> Self {
        Self {
            next: base,
            run: Run::Out,
        }
    }

    fn place(&mut self, term: &str) -> u32 {
        let is_unspaced = term.starts_with(copydesk_link::is_unspaced);
        let run = match term.chars().nth(1) {
            _ if !is_unspaced => Run::Out,
            Some(_) => Run::Pair,
            None if self.run == Run::Pair => Run::Out,
            None => Run::First,
        };
        let is_again = run == Run::Pair && self.run == Run::First;
        let place = self.next.saturating_sub(u32::from(is_again));
        (self.next, self.run) = (place.saturating_add(1), run);
        place
    }
}

/// Which shard a term is in: FNV-1a over its key's UTF-16 code units, which is what scripts can count.
fn shard(term: &str, shards: usize) -> usize {
    let key: String = term.chars().take(KEY).collect();
    let hash = key.encode_utf16().fold(0x811c_9dc5_u32, |hash, unit| {
        (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193)
    });
    usize::try_from(hash).unwrap_or_default() % shards.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_in_one_shard() {
        let of = |term| shard(term, 4096);
        assert_eq!(of("маяк"), of("маяками"));
        assert_ne!(of("北京"), of("上海"));
        // As search.js counts it.
        assert_eq!((of("harbour"), of("北京")), (3664, 2382));
    }

    #[test]
    fn terms_have_the_places_of_their_first_characters() {
        let mut count = Count::from(7);
        let mut places = Vec::new();
        copydesk_archive::terms("At 京 北京市 x, 水", &mut |term| {
            places.push((term.to_owned(), count.place(term)));
        });
        let expected = [
            ("at", 7),
            ("京", 8),
            ("北", 9),
            ("北京", 9),
            ("京市", 10),
            ("市", 11),
            ("x", 12),
            ("水", 13),
        ];
        assert_eq!(
            places,
            expected.map(|(term, place)| (term.to_owned(), place))
        );
    }

    #[test]
    fn articles_and_places_are_distances() {
        let mut postings = Postings::default();
        postings.push(7, &[39]);
        postings.push(9, &[3, 43, 1_001_000]);
        assert_eq!(postings.articles, "28,11");
        // As search.js reads it: 39; 3, 40, 1,000,957.
        assert_eq!(postings.places, "J &^#s}fH");
    }
}
