//! Sets a field, and notes the evidence for it.

use copydesk_record::{Article, Candidate, Evidence};

use super::Desk;
use crate::metadata::Fact;

impl Desk<'_> {
    /// Sets a field from its candidates, the first being chosen, and notes the evidence.
    pub(super) fn set(
        &self,
        article: &mut Article,
        field: &str,
        facts: Vec<Fact>,
        put: impl FnOnce(&mut Article, String),
    ) {
        let Some(first) = facts.first() else { return };
        let value = first.value.clone();
        self.note(article, field, facts);
        put(article, value);
    }

    /// Sets a field that is a list, as [`Self::set`] does others.
    pub(super) fn set_list(
        &self,
        article: &mut Article,
        field: &str,
        facts: Vec<Fact<Vec<String>>>,
        put: impl FnOnce(&mut Article, Vec<String>),
    ) {
        let Some(first) = facts.first() else { return };
        put(article, first.value.clone());
        let joined =
            |fact: Fact<Vec<String>>| Fact::new(fact.from, fact.value.join("; "), fact.span);
        self.note(article, field, facts.into_iter().map(joined).collect());
    }

    pub(super) fn note(&self, article: &mut Article, field: &str, facts: Vec<Fact>) {
        let evidence = if self.options.proof {
            Evidence::Candidates(
                facts
                    .into_iter()
                    .map(|Fact { from, value, span }| Candidate { from, value, span })
                    .collect(),
            )
        } else {
            match facts.into_iter().next() {
                Some(fact) => Evidence::From(fact.from),
                None => return,
            }
        };
        article.evidence.insert(field.to_owned(), evidence);
    }
}
