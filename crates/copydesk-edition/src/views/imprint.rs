use copydesk_archive::Archive;
use copydesk_record::{Imprint, ImprintKind};

use crate::addresses;
use crate::words::Words;

/// A standing fact about a publisher, ready to be shown.
pub(crate) struct Fact {
    /// What the page calls it, else what it is, cut where characters were lost.
    pub label: Vec<Bit>,
    /// What it says, cut where characters were lost.
    pub value: Vec<Bit>,
    /// Where it leads: a telephone or a page of the web.
    pub href: Option<String>,
    /// Whether that is a page of the web.
    pub web: bool,
}

/// A stretch of text, or one lost character.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Bit {
    pub text: String,
    pub lost: bool,
}

/// Where a page with an address is read in the edition, if the archive has it.
pub(crate) type Adopted<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Where the archive's own pages are read, those that are no articles included.
pub(crate) fn adopted(archive: &Archive) -> impl Fn(&str) -> Option<String> {
    // An address that cannot be looked up is one that the archive does not have.
    |url| {
        let id = archive.page_by_address(url).ok().flatten();
        id.map(|id| addresses::article(&id))
    }
}

/// The facts of an imprint; one that says nothing is left out. A standing page that the archive has
/// is read there.
pub(crate) fn facts(imprint: &[Imprint], adopted: Adopted, words: Words) -> Vec<Fact> {
    imprint
        .iter()
        .filter_map(|imprint| fact(imprint, adopted, words))
        .collect()
}

/// The facts that are of use to a reader: without the links that lead nowhere from here.
pub(crate) fn useful_facts(imprint: &[Imprint], adopted: Adopted, words: Words) -> Vec<Fact> {
    let leads = |fact: &Fact| !fact.web || fact.href.is_some();
    facts(imprint, adopted, words)
        .into_iter()
        .filter(leads)
        .collect()
}

fn fact(imprint: &Imprint, adopted: Adopted, words: Words) -> Option<Fact> {
    let value = imprint.value.as_deref().unwrap_or_default();
    let label = imprint.label.clone().filter(|label| !label.is_empty());
    if value.is_empty() && label.is_none() {
        return None;
    }
    let is_link = imprint.kind == ImprintKind::Link;
    let own = is_link.then(|| adopted(value)).flatten();
    let href = match imprint.kind {
        ImprintKind::Telephone => addresses::telephone(value),
        ImprintKind::Link => own.clone().or_else(|| addresses::web(value)),
        ImprintKind::Copyright | ImprintKind::Licence => None,
    };
    let web = is_link && own.is_none();
    let label = bits(
        label
            .as_deref()
            .unwrap_or_else(|| kind(imprint.kind, words)),
    );
    Some(Fact {
        label,
        value: bits(value),
        href,
        web,
    })
}

fn kind(kind: ImprintKind, words: Words) -> &'static str {
    match kind {
        ImprintKind::Copyright => words.say("Copyright"),
        ImprintKind::Licence => words.say("Licence"),
        ImprintKind::Telephone => words.say("Telephone"),
        ImprintKind::Link => words.say("Link"),
    }
}

/// Cuts a text at each U+FFFD, so that a page can say what it stands for.
pub(crate) fn bits(text: &str) -> Vec<Bit> {
    text.split_inclusive('\u{FFFD}')
        .flat_map(at_the_loss)
        .collect()
}

fn at_the_loss(piece: &str) -> impl Iterator<Item = Bit> {
    let kept = piece.trim_end_matches('\u{FFFD}');
    let lost = (kept.len() < piece.len()).then(|| Bit {
        text: '\u{FFFD}'.into(),
        lost: true,
    });
    let kept = (!kept.is_empty()).then(|| Bit {
        text: kept.to_owned(),
        lost: false,
    });
    kept.into_iter().chain(lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imprint(kind: ImprintKind, value: &str) -> Imprint {
        Imprint {
            kind,
            label: None,
            value: Some(value.to_owned()),
        }
    }

    #[test]
    fn lost_characters_are_told_from_text() {
        let lost = || ('\u{FFFD}'.to_string(), true);
        let cut: Vec<_> = bits("a\u{FFFD}\u{FFFD}b")
            .into_iter()
            .map(|bit| (bit.text, bit.lost))
            .collect();
        assert_eq!(
            cut,
            [("a".into(), false), lost(), lost(), ("b".into(), false)]
        );
        assert_eq!(bits(""), []);
    }

    #[test]
    fn only_safe_addresses_lead_anywhere() {
        let facts = facts(
            &[
                imprint(ImprintKind::Link, "javascript:alert(1)"),
                imprint(ImprintKind::Telephone, "86-21-52920043"),
                imprint(ImprintKind::Licence, "https://example.org/"),
                imprint(ImprintKind::Copyright, ""),
            ],
            &|_| None,
            Words::English,
        );
        let hrefs: Vec<_> = facts.iter().map(|fact| fact.href.as_deref()).collect();
        assert_eq!(hrefs, [None, Some("tel:862152920043"), None]);
    }

    #[test]
    fn links_that_lead_nowhere_are_of_no_use() {
        let imprint = [
            imprint(ImprintKind::Link, "/about"),
            imprint(ImprintKind::Link, "https://example.org/about"),
            imprint(ImprintKind::Licence, "0909346"),
        ];
        assert_eq!(
            (
                facts(&imprint, &|_| None, Words::English).len(),
                useful_facts(&imprint, &|_| None, Words::English).len()
            ),
            (3, 2)
        );
    }
}
