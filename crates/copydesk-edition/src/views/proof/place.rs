use copydesk_record::{Article, BlockKind, Place};

use crate::terms;
use crate::words::Words;

/// The fields that a text run may go to, as the record's `accounts` name them.
const FIELDS: &[&str] = &[
    "title",
    "dek",
    "section",
    "site",
    "authors",
    "byline",
    "tags",
    "published",
    "modified",
    "language",
    "lead_image",
];

/// What became of a text run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// It is in the article's text.
    Kept,
    /// It is a fact about the article: headline, author, date.
    Fact,
    /// It is a fact about the publisher.
    Imprint,
    /// It is one of the links that the page calls related.
    Related,
    /// It was cut, with a reason.
    Cut,
    /// The record names a place that it does not have.
    Unknown,
}

impl Fate {
    /// Its class in the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Fact => "fact",
            Self::Imprint => "imprint",
            Self::Related => "related",
            Self::Cut => "cut",
            Self::Unknown => "unknown",
        }
    }

    /// Its name in the books.
    pub(super) fn words(self, words: Words) -> &'static str {
        match self {
            Self::Kept => words.say("kept in the article"),
            Self::Fact => words.say("headline, author, date and the like"),
            Self::Imprint => words.say("imprint"),
            Self::Related => words.say("related links"),
            Self::Cut => words.say("cut, each with its reason"),
            Self::Unknown => words.say("sent to a place that the record does not have"),
        }
    }
}

/// What is said at a text run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub fate: Fate,
    /// A word or two, shown at the run.
    pub label: String,
    /// The same in a sentence.
    pub words: String,
    /// Where on the page the result stands.
    pub href: String,
}

/// What an account's place says, in a reader's words. Of several places the best comes first and counts.
pub(super) fn mark(place: &Place, article: &Article, words: Words) -> Mark {
    let places = match place {
        Place::One(place) => std::slice::from_ref(place),
        Place::Several(places) => places,
    };
    let mut marks: Vec<Mark> = places
        .iter()
        .map(|place| mark_one(place, article, words))
        .collect();
    marks.sort_by_key(|mark| mark.fate);
    marks
        .into_iter()
        .reduce(joined)
        .unwrap_or_else(|| unknown("", words))
}

fn joined(best: Mark, other: Mark) -> Mark {
    Mark {
        label: format!("{} + {}", best.label, other.label),
        words: format!("{} {}", best.words, other.words),
        ..best
    }
}

fn mark_one(place: &str, article: &Article, words: Words) -> Mark {
    let (list, index) = place.split_once('/').unwrap_or((place, ""));
    let index = index.parse::<usize>().ok();
    let known = match (list, index) {
        ("blocks", Some(index)) => block(index, article, words),
        ("removed", Some(index)) => removal(index, article, words),
        ("imprint", Some(index)) => {
            (index < article.imprint.len()).then(|| simple(Fate::Imprint, list, words))
        }
        ("related", Some(index)) => {
            (index < article.related.len()).then(|| simple(Fate::Related, list, words))
        }
        _ => FIELDS.contains(&list).then(|| field(list, words)),
    };
    known.unwrap_or_else(|| unknown(place, words))
}

fn block(index: usize, article: &Article, words: Words) -> Option<Mark> {
    let block = article.blocks.get(index)?;
    let kind = terms::block(words, block.kind);
    let label = match block.kind {
        BlockKind::Paragraph => format!("¶{}", index + 1),
        _ => format!("{kind} {}", index + 1),
    };
    let number = (index + 1).to_string();
    let words = words.fill("Kept: block {} of the article ({}).", &[&number, kind]);
    Some(Mark {
        fate: Fate::Kept,
        label,
        words,
        href: format!("#b{index}"),
    })
}

fn removal(index: usize, article: &Article, words: Words) -> Option<Mark> {
    let reason = article.removed.as_ref()?.get(index)?.reason;
    let label = words.fill("cut: {}", &[terms::reason(words, reason)]);
    let words = words.fill("Cut: {}", &[words.say(reason.describe())]);
    Some(Mark {
        fate: Fate::Cut,
        label,
        words,
        href: format!("#cut{index}"),
    })
}

fn field(name: &str, words: Words) -> Mark {
    let name = terms::field(words, name);
    let words = words.fill("Kept as a fact about the article: {}.", &[&name]);
    Mark {
        fate: Fate::Fact,
        label: name,
        words,
        href: "#fields".to_owned(),
    }
}

fn simple(fate: Fate, list: &str, words: Words) -> Mark {
    let name = fate.words(words);
    let words = words.fill("Kept: {}.", &[name]);
    Mark {
        fate,
        label: name.to_owned(),
        words,
        href: format!("#{list}"),
    }
}

fn unknown(place: &str, words: Words) -> Mark {
    Mark {
        fate: Fate::Unknown,
        label: words.say("unknown").to_owned(),
        words: words.fill(
            "The record sends this to “{}”, which it does not have.",
            &[place],
        ),
        href: "#books".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Block, Reason, Removal, Span};

    use super::*;

    fn article() -> Article {
        let removal = Removal {
            reason: Reason::EmptyHeading,
            text: "More".into(),
            span: Span::default(),
            duplicate_of: None,
            profile: None,
        };
        Article {
            blocks: vec![Block::new(BlockKind::Paragraph, "x", Span::default())],
            removed: Some(vec![removal]),
            ..Article::new("a", "a")
        }
    }

    fn one(place: &str) -> Mark {
        mark(&Place::One(place.to_owned()), &article(), Words::English)
    }

    #[test]
    fn places_are_named_and_linked() {
        for (place, fate, label, href) in [
            ("blocks/0", Fate::Kept, "¶1", "#b0"),
            ("removed/0", Fate::Cut, "cut: empty heading", "#cut0"),
            ("title", Fate::Fact, "title", "#fields"),
            ("authors/0", Fate::Fact, "authors", "#fields"),
        ] {
            let mark = one(place);
            assert_eq!(
                (mark.fate, mark.label.as_str(), mark.href.as_str()),
                (fate, label, href)
            );
        }
    }

    #[test]
    fn places_that_do_not_exist_are_unknown() {
        for place in [
            "blocks/1",
            "blocks/-1",
            "blocks",
            "removed/99999999999999999999",
            "imprint/0",
            "",
            "x",
        ] {
            assert_eq!(one(place).fate, Fate::Unknown, "{place}");
        }
        assert_eq!(
            mark(&Place::Several(vec![]), &article(), Words::English).fate,
            Fate::Unknown
        );
    }

    #[test]
    fn of_several_places_the_best_counts() {
        let places = ["removed/0", "title", "blocks/0"]
            .map(str::to_owned)
            .to_vec();
        let mark = mark(&Place::Several(places), &article(), Words::English);
        assert_eq!((mark.fate, mark.href.as_str()), (Fate::Kept, "#b0"));
        assert_eq!(mark.label, "¶1 + title + cut: empty heading");
    }
}
