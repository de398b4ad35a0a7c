//! The laws that every record obeys, whatever its page.

use std::collections::HashMap;

use copydesk_extract::tree::Tree;
use copydesk_extract::{Options, extract, text_runs};
use copydesk_record::{Account, Article, Block, BlockKind, Candidate, Evidence, Page, Place, Span};

use super::dom::Dom;
use super::free::{collapsed, decoded, freed, preformatted, squeezed};
use super::ours;

/// What of a record breaks which law.
pub fn all(page: &Page, article: &Article) -> Vec<(&'static str, String)> {
    let mut faults = Vec::new();
    if article.clone().without_proof() != extract(page, Options::default()) {
        faults.push(("proof", "the proof changes the record".to_owned()));
    }
    if article.error.is_some() {
        return faults;
    }
    let charset = article.charset.as_ref().unwrap();
    let source = copydesk_text::decode_as(&page.bytes, &charset.name).unwrap();
    let dom = Dom::parse(&source);
    let ours = ours::of(&Tree::parse(&*source).unwrap()).dump();
    let theirs = dom.dump();
    if ours != theirs {
        faults.push(("tree", differ(&ours, &theirs)));
    }
    let is_empty = |block: &&Block| block.kind.is_text() && block.text.is_empty();
    let empty = article.blocks.iter().find(is_empty);
    faults.extend(empty.map(|block| ("blocks", format!("an empty block {block:?}"))));
    let runs = runs_are_the_text(&source, article, &dom.shown());
    faults.extend(runs.err().map(|fault| ("runs", fault)));
    faults.extend(books(page, article).err().map(|fault| ("books", fault)));
    faults.extend(
        spans(&source, article)
            .into_iter()
            .map(|fault| ("spans", fault)),
    );
    faults.extend(
        evidence(&source, article)
            .into_iter()
            .map(|fault| ("evidence", fault)),
    );
    faults
}

/// The same for markup that nobody writes: where the tree moves text, the source tells neither its
/// order nor what parts it.
pub fn of_any_markup(page: &Page, article: &Article) -> Vec<(&'static str, String)> {
    let mut faults = all(page, article);
    faults.retain(|(_, fault)| !fault.starts_with("space of") && !fault.starts_with("order of"));
    faults
}

/// The places of the record that an account names.
pub fn places(account: &Account) -> &[String] {
    match &account.to {
        Place::One(place) => std::slice::from_ref(place),
        Place::Several(places) => places,
    }
}

/// The accounts are exactly the runs, and each leads to something.
pub fn books(page: &Page, article: &Article) -> Result<(), String> {
    let accounts = article.accounts.as_deref().unwrap_or_default();
    let spans: Vec<Span> = accounts.iter().map(|account| account.span).collect();
    if spans.windows(2).any(|pair| pair[0].end > pair[1].start) {
        return Err("spans overlap".to_owned());
    }
    if text_runs(page) != Ok(spans) {
        return Err("the accounts are not the runs".to_owned());
    }
    let record = serde_json::to_value(article).unwrap();
    let leads_nowhere = |place: &&String| {
        let found = record.pointer(&format!("/{place}"));
        found.is_none_or(serde_json::Value::is_null)
    };
    match accounts.iter().flat_map(places).find(leads_nowhere) {
        Some(place) => Err(format!("no place {place}")),
        None => Ok(()),
    }
}

/// The accounts' characters are those that another parser shows.
pub fn runs_are_the_text(source: &str, article: &Article, shown: &str) -> Result<(), String> {
    let accounts = article.accounts.as_deref().unwrap_or_default();
    let text: String = accounts
        .iter()
        .map(|account| squeezed(&decoded(source, account.span)))
        .collect();
    if text == shown {
        return Ok(());
    }
    // Markup that moves text makes two orders of it.
    if sorted(&text) == sorted(shown) {
        return Ok(());
    }
    Err(format!(
        "the runs say other than the page, {}",
        differ(&text, shown)
    ))
}

/// Each block, removal and standfirst is what its runs say.
pub fn spans(source: &str, article: &Article) -> Vec<String> {
    let mut runs: HashMap<&str, Vec<Span>> = HashMap::new();
    for account in article.accounts.iter().flatten() {
        for place in places(account) {
            runs.entry(place).or_default().push(account.span);
        }
    }
    let repairs = article.repairs.as_deref().unwrap_or_default();
    let check = |place: String, text: &str, span: Span, kind: Option<BlockKind>| {
        let own = runs.get(&*place).map_or(&[][..], |own| own);
        let hull = own.iter().copied().reduce(Span::hull);
        if hull != Some(span) {
            return Some(format!(
                "{place} {kind:?}: {span:?} is not its runs' {hull:?}"
            ));
        }
        let (text, freed) = if kind == Some(BlockKind::Preformatted) {
            let kept = preformatted(source, own, repairs);
            (text.to_owned(), kept.trim_end().to_owned())
        } else {
            (collapsed(text), collapsed(&freed(source, own, repairs)))
        };
        let (one, other) = (squeezed(&text), squeezed(&freed));
        let class = match () {
            () if one == other => "space",
            () if sorted(&one) == sorted(&other) => "order",
            () => "text",
        };
        let fault = || format!("{class} of {place} {kind:?}: {}", differ(&text, &freed));
        (text != freed).then(fault)
    };
    let blocks = article.blocks.iter().enumerate();
    let blocks = blocks
        .filter(|(_, block)| block.kind != BlockKind::Figure)
        .filter_map(|(index, block)| {
            check(
                format!("blocks/{index}"),
                &block.text,
                block.span,
                Some(block.kind),
            )
        });
    let removed = article.removed.iter().flatten().enumerate();
    let removed = removed.filter_map(|(index, removal)| {
        check(
            format!("removed/{index}"),
            &removal.text,
            removal.span,
            None,
        )
    });
    blocks.chain(removed).collect()
}

/// Blocks whose hull holds text of others, and all.
pub fn hulls(article: &Article) -> (usize, usize) {
    let accounts = article.accounts.as_deref().unwrap_or_default();
    let has_others = |(index, span): &(usize, Span)| {
        let place = format!("blocks/{index}");
        let start = accounts.partition_point(|account| account.span.start < span.start);
        accounts[start..]
            .iter()
            .take_while(|account| account.span.end <= span.end)
            .any(|account| !places(account).contains(&place))
    };
    let hulls = article.blocks.iter().map(|block| block.span).enumerate();
    (hulls.clone().filter(has_others).count(), hulls.count())
}

/// Every field names its evidence: all candidates, the chosen one first.
pub fn evidence(source: &str, article: &Article) -> Vec<String> {
    let text = |value: &Option<String>| value.clone();
    let list = |values: &[String], mark: &str| (!values.is_empty()).then(|| values.join(mark));
    let fields = [
        ("title", text(&article.title)),
        ("dek", text(&article.dek)),
        ("section", text(&article.section)),
        ("site", text(&article.site)),
        ("authors", list(&article.authors, "; ")),
        ("tags", list(&article.tags, "; ")),
        ("published", text(&article.published)),
        ("modified", text(&article.modified)),
        ("language", text(&article.language)),
        ("canonical_url", text(&article.canonical_url)),
        (
            "lead_image",
            article.lead_image.as_ref().map(|image| image.url.clone()),
        ),
        ("truncated", article.truncated.then(|| "true".to_owned())),
    ];
    let mut faults = Vec::new();
    for (field, value) in &fields {
        let fault = match (value, article.evidence.get(*field)) {
            (None, None) => None,
            (None, Some(_)) => Some("evidence without a value"),
            (Some(_), None) => Some("no evidence"),
            (Some(_), Some(Evidence::From(_))) => Some("no candidates"),
            (Some(value), Some(Evidence::Candidates(all))) => {
                let is_chosen = all.first().is_some_and(|first| first.value == *value);
                (!is_chosen).then_some("the first candidate is not the value")
            }
        };
        faults.extend(fault.map(|fault| format!("{field}: {fault}")));
    }
    let unknown = |name: &&String| fields.iter().all(|(field, _)| field != name);
    faults.extend(
        article
            .evidence
            .keys()
            .filter(unknown)
            .map(|name| format!("{name}: no field")),
    );
    let all = article
        .evidence
        .iter()
        .flat_map(|(field, evidence)| match evidence {
            Evidence::Candidates(all) => all.iter().map(|one| (field, one)).collect(),
            Evidence::From(_) => Vec::new(),
        });
    faults.extend(all.filter_map(|(field, one)| candidate(source, field, one)));
    faults
}

/// A candidate stands in the source; a standfirst says what stands there.
fn candidate(source: &str, field: &str, candidate: &Candidate) -> Option<String> {
    let span = candidate.span?;
    match source.get(span.start..span.end) {
        None | Some("") => Some(format!("{field}: {candidate:?} is outside the source")),
        Some(_) => None,
    }
}

fn sorted(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = text.chars().collect();
    characters.sort_unstable();
    characters
}

/// Where two texts part.
pub fn differ(one: &str, other: &str) -> String {
    let same = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let cut = |text: &str| {
        text.chars()
            .skip(same.saturating_sub(24))
            .take(72)
            .collect::<String>()
    };
    format!("{:?} against {:?}", cut(one), cut(other))
}
