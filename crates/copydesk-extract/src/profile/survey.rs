//! What a page has to say about its site.

use copydesk_record::{Article, Block, Kind, Page, PageError};

use super::prints::Fnv;
use crate::desk::Desk;
use crate::measure::{letters, mass};
use crate::{Options, described, on_desk};

/// So many fingerprints of a page are kept, the smallest: more blocks have long lists only.
const MAX_PRINTS: usize = 512;
/// Pages whose so many heaviest blocks are the same are one article, crawled or printed twice.
const HEAVIEST: usize = 3;

/// What a page has to say about its site: where it belongs, and the fingerprints of its texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Survey {
    /// The site's host, nothing where the page has no address.
    pub(super) site: String,
    /// A hash of the page's address, else of its source.
    pub(super) address: u64,
    /// A hash of the article's heaviest blocks.
    pub(super) article: u64,
    /// The fingerprints, each once.
    pub(super) prints: Box<[u64]>,
}

/// Surveys a page; `None` where it is no article, as pages that list articles repeat what is theirs.
///
/// # Errors
/// When the page cannot be used.
pub fn survey(page: &Page) -> Result<Option<Survey>, PageError> {
    let mut article = described(page);
    let work = |desk: Desk<'_>, article: &mut Article| desk.survey(article);
    let (site, prints) = on_desk(&mut article, page, Options::default(), work)?;
    let is_article = matches!(article.kind, Kind::Article | Kind::Live);
    let has_text = !article.text.is_empty();
    Ok((is_article && has_text).then(|| Survey {
        site,
        address: address_hash(page),
        article: heaviest(&article.blocks),
        prints: smallest(prints),
    }))
}

/// A hash of a page's address, else of its source.
pub(super) fn address_hash(page: &Page) -> u64 {
    let address = page.url.as_ref().unwrap_or(&page.source);
    Fnv::default().and(address.as_bytes()).end()
}

fn heaviest(blocks: &[Block]) -> u64 {
    let texts = blocks.iter().filter(|block| block.kind.is_text());
    let mut texts: Vec<(usize, String)> = texts
        .map(|block| (mass(&block.text), letters(&block.text)))
        .collect();
    texts.sort_unstable_by(|a, b| b.cmp(a));
    let heaviest = texts.iter().take(HEAVIEST);
    let hash = heaviest.fold(Fnv::default(), |hash, (_, text)| {
        hash.and(text.as_bytes()).and(b"\n")
    });
    hash.end()
}

fn smallest(mut prints: Vec<u64>) -> Box<[u64]> {
    prints.sort_unstable();
    prints.dedup();
    prints.truncate(MAX_PRINTS);
    prints.into_boxed_slice()
}
