//! What kind of page it is.

use copydesk_record::{Article, Kind, Reason};

use crate::fate::Fate;
use crate::measure::mass;
use crate::metadata::head::Head;
use crate::metadata::json_ld;
use crate::unit::Unit;

/// A body lighter than this is no article.
const MIN_ARTICLE: usize = 150;
/// A page with more text than this is more than a consent wall.
const MAX_CONSENT: usize = 1_500;
/// A page whose links to articles weigh so many times what its body weighs is a list of them.
const INDEX_LINKS: usize = 3;

/// Tells the kind from what became of the page's units and what its structured data says.
pub(crate) fn kind(article: &Article, head: &Head, units: &[Unit], fates: &[Fate]) -> Kind {
    let body = mass(&article.text);
    let weigh = |wanted: fn(&Unit, Fate) -> bool| -> usize {
        units
            .iter()
            .zip(fates)
            .filter(|(unit, fate)| wanted(unit, **fate))
            .map(|(unit, _)| unit.mass)
            .sum()
    };
    let consent = weigh(|_, fate| fate == Fate::Cut(Reason::Consent));
    let consent_in_body = weigh(|unit, fate| fate == Fate::Body && unit.words().consent);
    let linked = weigh(|unit, fate| unit.is_linked() && fate != Fate::Body);
    let says = |wanted: fn(&str) -> bool| {
        head.json_ld
            .iter()
            .any(|(object, _)| json_ld::is_of_type(object, wanted))
    };
    let says_article = head
        .json_ld
        .iter()
        .any(|(object, _)| json_ld::is_article(object));
    if (body < MIN_ARTICLE && consent > body) || (body < MAX_CONSENT && consent_in_body * 2 > body)
    {
        Kind::Consent
    } else if says(|kind| kind == "LiveBlogPosting") {
        Kind::Live
    } else if body < 4 * MIN_ARTICLE && linked > INDEX_LINKS * body && !says_article {
        Kind::Index
    } else if body >= MIN_ARTICLE {
        Kind::Article
    } else if article.title.is_some() {
        Kind::Stub
    } else {
        Kind::Other
    }
}
