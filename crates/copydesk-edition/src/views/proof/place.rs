use copydesk_record::{Article, BlockKind, Place};

use crate::words;

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
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Kept => "kept in the article",
            Self::Fact => "headline, author, date and the like",
            Self::Imprint => "imprint",
            Self::Related => "related links",
            Self::Cut => "cut, each with its reason",
            Self::Unknown => "sent to a place that the record does not have",
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
pub(super) fn mark(place: &Place, article: &Article) -> Mark {
    let places = match place {
        Place::One(place) => std::slice::from_ref(place),
        Place::Several(places) => places,
    };
    let mut marks: Vec<Mark> = places
        .iter()
        .map(|place| mark_one(place, article))
        .collect();
    marks.sort_by_key(|mark| mark.fate);
    marks
        .into_iter()
        .reduce(joined)
        .unwrap_or_else(|| unknown("no place at all"))
}

fn joined(best: Mark, other: Mark) -> Mark {
    Mark {
        label: format!("{} + {}", best.label, other.label),
        words: format!("{} {}", best.words, other.words),
        ..best
    }
}

fn mark_one(place: &str, article: &Article) -> Mark {
    let (list, index) = place.split_once('/').unwrap_or((place, ""));
    let index = index.parse::<usize>().ok();
    let known = match (list, index) {
        ("blocks", Some(index)) => block(index, article),
        ("removed", Some(index)) => removal(index, article),
        ("imprint", Some(index)) => {
            (index < article.imprint.len()).then(|| simple(Fate::Imprint, list))
        }
        ("related", Some(index)) => {
            (index < article.related.len()).then(|| simple(Fate::Related, list))
        }
        _ => FIELDS.contains(&list).then(|| field(list)),
    };
    known.unwrap_or_else(|| unknown(place))
}

fn block(index: usize, article: &Article) -> Option<Mark> {
    let block = article.blocks.get(index)?;
    let kind = words::block(block.kind);
    let label = match block.kind {
        BlockKind::Paragraph => format!("¶{}", index + 1),
        _ => format!("{kind} {}", index + 1),
    };
    let words = format!("Kept: block {} of the article, a {kind}.", index + 1);
    Some(Mark {
        fate: Fate::Kept,
        label,
        words,
        href: format!("#b{index}"),
    })
}

fn removal(index: usize, article: &Article) -> Option<Mark> {
    let reason = article.removed.as_ref()?.get(index)?.reason;
    let label = format!("cut: {}", reason.name().replace('_', " "));
    let words = format!("Cut: {}", reason.describe());
    Some(Mark {
        fate: Fate::Cut,
        label,
        words,
        href: format!("#cut{index}"),
    })
}

fn field(name: &str) -> Mark {
    let name = name.replace('_', " ");
    let words = format!("Kept as the article's {name}.");
    Mark {
        fate: Fate::Fact,
        label: name,
        words,
        href: "#fields".to_owned(),
    }
}

fn simple(fate: Fate, list: &str) -> Mark {
    let words = format!("Kept under {}.", fate.words());
    Mark {
        fate,
        label: list.to_owned(),
        words,
        href: format!("#{list}"),
    }
}

fn unknown(place: &str) -> Mark {
    Mark {
        fate: Fate::Unknown,
        label: "unknown".to_owned(),
        words: format!("The record sends this to “{place}”, which it does not have."),
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
        mark(&Place::One(place.to_owned()), &article())
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
            mark(&Place::Several(vec![]), &article()).fate,
            Fate::Unknown
        );
    }

    #[test]
    fn of_several_places_the_best_counts() {
        let places = ["removed/0", "title", "blocks/0"]
            .map(str::to_owned)
            .to_vec();
        let mark = mark(&Place::Several(places), &article());
        assert_eq!((mark.fate, mark.href.as_str()), (Fate::Kept, "#b0"));
        assert_eq!(mark.label, "¶1 + title + cut: empty heading");
    }
}
