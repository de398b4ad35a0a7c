//! What kind of page it is, and whether it holds all of its article.

mod listing;
mod pager;
mod paywall;
mod wall_phrases;

use copydesk_record::{Article, Kind, Reason, is_standing};

use crate::fate::Fate;
use crate::measure::mass;
use crate::metadata::Fact;
use crate::metadata::head::Head;
use crate::metadata::json_ld;
use crate::phrases;
use crate::tree::Tree;
use crate::unit::Unit;

/// A body lighter than this is no article.
const MIN_ARTICLE: usize = 150;
/// A consent text heavier than this is a page about consent, not a wall before another page.
const MAX_CONSENT: usize = 4_000;
/// So many words of consent texts together make one.
const CONSENT_WORDS: usize = 2;

/// schema.org's types for threads of many voices.
const THREAD_TYPES: &[&str] = &["QAPage", "DiscussionForumPosting"];
/// schema.org's types for what is offered; articles about such things have a date.
const OFFER_TYPES: &[&str] = &[
    "Product",
    "ProductGroup",
    "JobPosting",
    "SoftwareApplication",
    "MobileApplication",
    "WebApplication",
];

/// A page as its kind is told: the record so far, and what became of the units.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// The record, all but complete.
    pub article: &'a Article,
    /// What the page's head says.
    pub head: &'a Head,
    /// The page's tree.
    pub tree: &'a Tree,
    /// The page's units.
    pub units: &'a [Unit],
    /// What became of each.
    pub fates: &'a [Fate],
    /// Whether the body is made of timed posts.
    pub has_posts: bool,
}

impl View<'_> {
    /// The page's own address, as known from outside or as the page gives it.
    fn address(&self) -> Option<&str> {
        let known = self.article.url.as_deref();
        let stated = || self.head.meta("og:url").map(|(url, _)| url);
        known
            .or(self.article.canonical_url.as_deref())
            .or_else(stated)
    }

    /// The index of the last unit of text that is body.
    fn last_of_body(&self) -> Option<usize> {
        let is_text = |index: &usize| self.units[*index].kind.is_text();
        (0..self.units.len())
            .rev()
            .filter(|&index| self.fates[index] == Fate::Body)
            .find(is_text)
    }

    fn says_article(&self) -> bool {
        let mut objects = self.head.json_ld.iter();
        objects.any(|(object, _)| json_ld::is_article(object))
    }

    fn says(&self, test: fn(&str) -> bool) -> bool {
        let mut objects = self.head.json_ld.iter();
        objects.any(|(object, _)| json_ld::is_of_type(object, test))
    }
}

/// Why the page is known to hold only a part of its article, if it is.
pub(crate) fn truncation(view: View<'_>) -> Option<(Cause, Fact)> {
    let paywall = || paywall::evidence(view).map(|fact| (Cause::Paywall, fact));
    let pager = || pager::evidence(view).map(|fact| (Cause::Pages, fact));
    paywall().or_else(pager)
}

/// Why a page holds only a part of its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The rest is for subscribers.
    Paywall,
    /// The rest is on further pages.
    Pages,
}

/// Tells the kind, and what it was concluded from.
pub(crate) fn kind(view: View<'_>, cause: Option<Cause>) -> (Kind, &'static str) {
    let body = mass(&view.article.text);
    if is_consent_wall(view) {
        (Kind::Consent, "consent")
    } else if view.has_posts {
        (Kind::Live, "posts")
    } else if json_ld::is_live(&view.head.json_ld) {
        (Kind::Live, "json_ld")
    } else if listing::is_list(view) {
        (Kind::Index, "links")
    } else if says_other(view) {
        (Kind::Other, "json_ld")
    } else if is_standing_page(view) {
        (Kind::Other, "address")
    } else if cause == Some(Cause::Paywall) && body < paywall::MAX_STUB {
        (Kind::Stub, "paywall")
    } else if body >= MIN_ARTICLE {
        (Kind::Article, "text")
    } else if view.article.title.is_some() {
        (Kind::Stub, "text")
    } else {
        (Kind::Other, "text")
    }
}

/// Whether most of what the page shows is a consent text, and next to nothing of the rest is body.
fn is_consent_wall(view: View<'_>) -> bool {
    let has_hidden_body = view.last_of_body().is_none() && !view.article.text.is_empty();
    if has_hidden_body {
        return false;
    }
    let (mut all, mut consent, mut body) = (0, 0, 0);
    for (unit, fate) in view.units.iter().zip(view.fates) {
        let is_consent =
            *fate == Fate::Cut(Reason::Consent) || phrases::consent_words(unit) >= CONSENT_WORDS;
        all += unit.mass;
        if is_consent {
            consent += unit.mass;
        } else if *fate == Fate::Body {
            body += unit.mass;
        }
        if consent > MAX_CONSENT || body >= MIN_ARTICLE {
            return false;
        }
    }
    consent * 2 > all && consent >= MIN_ARTICLE
}

/// Whether the structured data names something that is no article, and no article beside it.
fn says_other(view: View<'_>) -> bool {
    let is_undated = view.article.published.is_none();
    let is_thread = || view.says(|kind| THREAD_TYPES.contains(&kind));
    let is_offer = || view.says(|kind| OFFER_TYPES.contains(&kind));
    !view.says_article() && (is_thread() || is_undated && is_offer())
}

/// Whether the page is what a site says of itself: written like an article, but its address and its title
/// tell. Articles about such things have an author, or say that they are articles.
fn is_standing_page(view: View<'_>) -> bool {
    let article = view.article;
    let (title, address) = (article.title.as_deref(), view.address());
    let is_named = title.zip(address);
    is_named.is_some_and(|(title, address)| is_standing(title, article.site.as_deref(), address))
        && article.authors.is_empty()
        && !view.says_article()
}
