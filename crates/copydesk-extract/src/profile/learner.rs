//! Learns a profile from pages that come by in any order, in bounded memory.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::Page;

use super::prints::Fnv;
use super::survey::address_hash;
use super::{Profile, Site, Survey, site_of};

/// So many pages of a site are kept, those whose addresses have the smallest hashes (bottom-k
/// sampling): what stands on one page in fifty is then found on five.
const MAX_PAGES: usize = 256;
/// So many pages of all sites together: some 160 MB, and 540 at most. Beyond, fewer of each are kept.
const MAX_ALL: usize = 1 << 17;
/// But no fewer than these; beyond, sites are left out, those with the largest hashes.
const LEAST_PAGES: usize = 8;

/// Fewer articles than these may have a text in common by chance, or since one quotes another.
const MIN_REPEATS: usize = 3;
/// A text must stand on one in so many of the site's articles: a section has its own furniture, and an
/// article may be printed whole on a few other pages.
const MIN_SHARE: usize = 10;

/// Learns what repeats across the pages of sites.
///
/// The order of the pages changes nothing. Of each site a sample of pages is kept, and of all sites
/// together no more than a named number.
#[derive(Debug)]
pub struct Learner {
    sites: BTreeMap<(u64, String), Sample>,
    /// How many pages are kept of a site.
    each: usize,
    /// How many are kept in all.
    all: usize,
    /// Sites whose hash is not below this one are left out.
    bound: Option<u64>,
    /// How many pages may be kept in all.
    most: usize,
}

/// The pages of a site, by the hash of their address.
type Sample = BTreeMap<u64, Survey>;

impl Default for Learner {
    fn default() -> Self {
        Self::with_most(MAX_ALL)
    }
}

impl Learner {
    fn with_most(most: usize) -> Self {
        Self {
            sites: BTreeMap::new(),
            each: MAX_PAGES,
            all: 0,
            bound: None,
            most,
        }
    }

    /// Whether a survey of this page could matter: false where its site's sample has no place for it.
    /// Asking spares the work and changes nothing else.
    #[must_use]
    pub fn wants(&self, page: &Page) -> bool {
        let Some(url) = page.url.as_deref() else {
            return true;
        };
        let key = key(site_of(Some(url)));
        let sample = self.sites.get(&key);
        !self.is_left_out(key.0)
            && sample.is_none_or(|sample| self.admits(sample, address_hash(page)))
    }

    /// Takes a page's survey in.
    pub fn add(&mut self, survey: Survey) {
        let key = key(survey.site.clone());
        if self.is_left_out(key.0) {
            return;
        }
        let each = self.each;
        let sample = self.sites.entry(key).or_default();
        self.all -= sample.len();
        let known = sample.entry(survey.address);
        // Of one address crawled twice one is kept, whatever the order.
        known
            .and_modify(|known| *known = survey.clone().min(known.clone()))
            .or_insert(survey);
        trim(sample, each);
        self.all += sample.len();
        self.make_room();
    }

    /// Whether sites were left out, since there were too many.
    #[must_use]
    pub fn has_left_out(&self) -> bool {
        self.bound.is_some()
    }

    /// The profile of the sites that have something in common.
    #[must_use]
    pub fn finish(self) -> Profile {
        let sites = self.sites.into_iter();
        let sites = sites.map(|((_, name), sample)| (name, learned(&sample)));
        Profile {
            sites: sites.filter(|(_, site)| !site.repeats.is_empty()).collect(),
        }
    }

    fn is_left_out(&self, hash: u64) -> bool {
        self.bound.is_some_and(|bound| hash >= bound)
    }

    fn admits(&self, sample: &Sample, address: u64) -> bool {
        let last = sample.last_key_value();
        sample.len() < self.each || last.is_some_and(|(&last, _)| address <= last)
    }

    fn make_room(&mut self) {
        while self.all > self.most && self.each > LEAST_PAGES {
            self.each /= 2;
            let each = self.each;
            self.sites
                .values_mut()
                .for_each(|sample| trim(sample, each));
            self.all = self.sites.values().map(BTreeMap::len).sum();
        }
        while self.all > self.most
            && let Some(((hash, _), sample)) = self.sites.pop_last()
        {
            self.all -= sample.len();
            self.bound = Some(hash);
        }
    }
}

/// A site's key: by its hash, so that those left out are any.
fn key(site: String) -> (u64, String) {
    (Fnv::default().and(site.as_bytes()).end(), site)
}

fn trim(sample: &mut Sample, each: usize) {
    while sample.len() > each {
        sample.pop_last();
    }
}

/// What repeats in a sample, an article that came more than once being counted once.
fn learned(sample: &Sample) -> Site {
    let mut articles = BTreeSet::new();
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    for page in sample.values() {
        if articles.insert(page.article) {
            for &print in &page.prints {
                *counts.entry(print).or_default() += 1;
            }
        }
    }
    let all = articles.len();
    counts.retain(|_, count| {
        let count = *count as usize;
        count >= MIN_REPEATS && count * MIN_SHARE >= all
    });
    Site {
        pages: all as u32,
        repeats: counts,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn survey(site: u8, address: u64, article: u64, prints: &[u64]) -> Survey {
        Survey {
            site: format!("{site}.example"),
            address,
            article,
            prints: prints.into(),
        }
    }

    fn learn(surveys: &[Survey]) -> Profile {
        let mut learner = Learner::default();
        surveys
            .iter()
            .cloned()
            .for_each(|survey| learner.add(survey));
        learner.finish()
    }

    fn found(profile: &Profile, print: u64) -> Option<(u32, u32)> {
        let repetition = profile.site("0.example")?.repetition(print)?;
        Some((repetition.pages, repetition.of))
    }

    #[test]
    fn what_stands_on_three_articles_repeats() {
        let pages: Vec<Survey> = (0..5)
            .map(|n| match n {
                0..3 => survey(0, n, n, &[1, 100 + n]),
                _ => survey(0, n, n, &[2, 100 + n]),
            })
            .collect();
        let profile = learn(&pages);
        assert_eq!(found(&profile, 1), Some((3, 5)));
        assert_eq!(found(&profile, 2), None);
        assert_eq!((profile.sites(), profile.repeats()), (1, 1));
    }

    #[test]
    fn an_article_that_came_twice_is_one() {
        let pages: Vec<Survey> = (0..6).map(|n| survey(0, n, n % 2, &[1])).collect();
        assert_eq!(learn(&pages), Profile::default());
    }

    #[test]
    fn what_few_of_many_have_does_not_repeat() {
        let page = |n| survey(0, n, n, if n < 4 { &[1, 2] } else { &[2] });
        let pages: Vec<Survey> = (0..41).map(page).collect();
        assert_eq!(found(&learn(&pages), 1), None);
        assert_eq!(found(&learn(&pages), 2), Some((41, 41)));
        assert_eq!(found(&learn(&pages[..40]), 1), Some((4, 40)));
    }

    #[test]
    fn sites_do_not_mix() {
        let pages: Vec<Survey> = (0..4).map(|n| survey(n as u8, n, n, &[1])).collect();
        assert_eq!(learn(&pages), Profile::default());
    }

    #[test]
    fn a_large_site_is_sampled() {
        let mut learner = Learner::default();
        for n in (0..10_000).rev() {
            learner.add(survey(0, n, n, &[1, 2 + n % 2]));
            assert!(learner.all <= MAX_PAGES);
        }
        let profile = learner.finish();
        assert_eq!(found(&profile, 1), Some((256, 256)));
        assert_eq!(found(&profile, 2), Some((128, 256)));
    }

    #[test]
    fn a_page_that_is_not_wanted_changes_nothing() {
        let page = |n: usize| Page {
            url: Some(format!("http://0.example/{n}")),
            ..Page::default()
        };
        let (mut all, mut wanted) = (Learner::default(), Learner::default());
        let mut asked = 0;
        for n in 0..5_000 {
            let survey = survey(0, address_hash(&page(n)), n as u64, &[1]);
            if wanted.wants(&page(n)) {
                asked += 1;
                wanted.add(survey.clone());
            }
            all.add(survey);
        }
        assert_eq!(all.finish(), wanted.finish());
        assert!((MAX_PAGES..2_000).contains(&asked), "{asked}");
    }

    proptest! {
        /// Whatever comes, and however little may be kept, the order changes nothing.
        #[test]
        fn the_order_changes_nothing(
            pages in proptest::collection::vec((0_u8..9, 0_u64..40, 0_u64..30, proptest::collection::vec(0_u64..6, 0..4)), 0..120),
            seed in any::<u64>(),
            most in 1_usize..100,
        ) {
            let surveys: Vec<Survey> = pages.iter().map(|(site, address, article, prints)| survey(*site, *address, *article, prints)).collect();
            let mut shuffled = surveys.clone();
            shuffled.sort_by_key(|survey| Fnv::default().and(format!("{seed}{survey:?}").as_bytes()).end());
            let learn = |surveys: &[Survey]| {
                let mut learner = Learner::with_most(most);
                for survey in surveys {
                    learner.add(survey.clone());
                    assert!(learner.all <= most);
                }
                learner.finish()
            };
            prop_assert_eq!(learn(&surveys), learn(&shuffled));
        }
    }
}
