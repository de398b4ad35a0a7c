use std::collections::HashMap;

use copydesk_archive::{Archive, Member};
use copydesk_link::is_unspaced;
use copydesk_record::Article;

use super::story::Story;
use crate::words::Words;
use crate::{Error, addresses, terms};

/// So many variants say what they add and lack: a wire story may have run in hundreds of papers, and
/// each text must be read.
const COMPARED: usize = 12;

/// Another print of an article: in another paper, or as the agency sent it.
pub(crate) struct Variant {
    pub story: Story,
    /// What it is beside the print that it derives from.
    pub relation: &'static str,
    /// What it adds to the article and lacks of it, in words.
    pub difference: Option<String>,
    /// Where both stand side by side.
    pub compared: String,
}

impl Variant {
    /// The other members of an article's group.
    pub(crate) fn all(
        archive: &Archive,
        article: &Article,
        members: Vec<Member>,
        words: Words,
    ) -> Result<Vec<Self>, Error> {
        let is_other = |member: &Member| member.summary.id != article.id;
        let mut variants = Vec::new();
        for member in members.into_iter().filter(is_other) {
            let other = match variants.len() < COMPARED {
                true => archive.text(&member.summary.id)?,
                false => None,
            };
            let difference = other.map(|other| difference(&article.text, &other, words));
            variants.push(Self::new(article, member, difference, words));
        }
        Ok(variants)
    }

    fn new(article: &Article, member: Member, difference: Option<String>, words: Words) -> Self {
        Self {
            relation: if member.duplicate.of == member.summary.id {
                words.say("the version that the others are compared with")
            } else {
                terms::relation(words, member.duplicate.relation)
            },
            difference,
            compared: addresses::prints(&article.id, &member.summary.id),
            story: Story::new(member.summary, words),
        }
    }
}

/// What a text adds to another one and lacks of it: how many words stand in it more often, and less
/// often. Where they stand is told by the page that has both side by side, which takes longer to make.
fn difference(text: &str, other: &str, words: Words) -> String {
    let mut counts: HashMap<&str, i64> = HashMap::new();
    for word in each(text) {
        *counts.entry(word).or_default() -= 1;
    }
    for word in each(other) {
        *counts.entry(word).or_default() += 1;
    }
    let sum = |sign: i64| -> u64 {
        let surplus = counts.values().map(|count| (count * sign).max(0));
        surplus.map(i64::unsigned_abs).sum()
    };
    let added = usize::try_from(sum(1)).unwrap_or(usize::MAX);
    let lacking = usize::try_from(sum(-1)).unwrap_or(usize::MAX);
    let count = |count| words.count(count, "word|words");
    let adds = (added > 0).then(|| words.fill("adds {}", &[&count(added)]));
    let lacks = (lacking > 0).then(|| words.fill("lacks {}", &[&count(lacking)]));
    let said: Vec<String> = adds.into_iter().chain(lacks).collect();
    match said.as_slice() {
        [] => words.say("the same words").to_owned(),
        said => said.join(", "),
    }
}

/// A text's words; where a script does not part them, its characters.
fn each(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let pieces = parts.flat_map(|part| part.split_inclusive(is_unspaced));
    let words = pieces.flat_map(|piece| {
        let last = piece.char_indices().next_back();
        let unspaced = last.filter(|(_, c)| is_unspaced(*c));
        let (word, character) = piece.split_at(unspaced.map_or(piece.len(), |(at, _)| at));
        [word, character]
    });
    words.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_print_adds_and_lacks_is_counted() {
        for (text, other, said) in [
            (
                "The quay is closed.",
                "The quay is closed.",
                "the same words",
            ),
            (
                "The quay is closed.",
                "The old quay is open now.",
                "adds 3 words, lacks 1 word",
            ),
            ("The quay is closed.", "The quay.", "lacks 2 words"),
            ("渡轮停运。", "渡轮今天停运。", "adds 2 words"),
            ("用iPhone拍", "用iPhone拍照", "adds 1 word"),
        ] {
            assert_eq!(difference(text, other, Words::English), said);
        }
    }
}
