use crate::addresses;
use crate::feeds::{Form, Topic};
use crate::words::Words;

/// How many articles a page of a listing holds: a front page's worth.
pub(crate) const PAGE_SIZE: usize = 25;

/// What every page has around it.
#[derive(Clone, Default)]
pub(crate) struct Frame {
    /// The language that the reader asked for.
    pub words: Words,
    /// The paper's name.
    pub paper: String,
    /// The page's own title; empty on the front page.
    pub title: String,
    /// What the search box holds.
    pub query: String,
    /// The sections that the masthead leads to.
    pub sections: Vec<Way>,
    /// What the page lists, when that has a feed besides the paper's own; a search's query says so itself.
    pub topic: Option<Topic>,
    /// Whether the edition goes without feeds.
    pub feedless: bool,
}

/// A feed that a page makes known.
pub(crate) struct FeedLink {
    /// What it holds, and in which form.
    pub title: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Where it is.
    pub href: String,
}

/// Whether a name is this paper's, or that of a part of it: the paper's name, a mark, the part's.
/// `The Times of India` is no part of `The Times`.
pub(crate) fn speaks_for(name: &str, paper: &str) -> bool {
    let part = name.strip_prefix(paper).map(str::trim_start);
    part.is_some_and(|part| !part.starts_with(char::is_alphanumeric))
}

impl Frame {
    /// Whether a story's source needs no naming, being this paper.
    pub(crate) fn is_own(&self, site: &str) -> bool {
        speaks_for(site, &self.paper)
    }

    /// The feeds of what the page lists, then those of the paper.
    pub(crate) fn feeds(&self) -> Vec<FeedLink> {
        if self.feedless {
            return Vec::new();
        }
        let query = self.query.trim();
        let search = (!query.is_empty()).then(|| Topic::search(query));
        let topics = self.topic.clone().or(search).into_iter();
        topics
            .chain([Topic::everything()])
            .flat_map(|topic| Form::ALL.map(|form| self.feed(&topic, form)))
            .collect()
    }

    fn feed(&self, topic: &Topic, form: Form) -> FeedLink {
        FeedLink {
            title: format!(
                "{} ({})",
                topic.title(&self.paper, &self.title),
                form.name()
            ),
            media_type: form.media_type(),
            href: topic.feed(form),
        }
    }

    /// A phrase in the reader's language.
    pub(crate) fn say(&self, english: &'static str) -> &'static str {
        self.words.say(english)
    }

    /// A phrase with a number in it.
    pub(crate) fn fill_number(&self, english: &'static str, number: usize) -> String {
        self.words.fill(english, &[&self.words.number(number)])
    }

    /// A phrase with another text in it.
    pub(crate) fn fill_one(&self, english: &'static str, value: &str) -> String {
        self.words.fill(english, &[value])
    }

    /// Where a reader is in a listing.
    pub(crate) fn page_of(&self, pager: &Pager) -> String {
        let number = |number| self.words.number(number);
        let (page, pages) = (number(pager.page), number(pager.pages));
        self.words.fill("Page {} of {}", &[&page, &pages])
    }
}

/// Words, and where they lead.
#[derive(Clone)]
pub(crate) struct Way {
    /// The words.
    pub text: String,
    /// Where they lead; words without an address are shown as words.
    pub href: Option<String>,
    /// Whether it leads out of the edition.
    pub web: bool,
}

impl Way {
    /// A way inside the edition.
    pub(crate) fn own(text: impl Into<String>, href: String) -> Self {
        Self {
            text: text.into(),
            href: Some(href),
            web: false,
        }
    }

    /// A way to a page of the web, as an archived page gives it.
    pub(crate) fn web(text: impl Into<String>, address: &str) -> Self {
        Self {
            text: text.into(),
            href: addresses::web(address),
            web: true,
        }
    }

    /// The way to a section.
    pub(crate) fn section(name: &str) -> Self {
        Self::own(name, addresses::section(name))
    }
}

/// The ways through a listing of several pages.
pub(crate) struct Pager {
    /// This page's number, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// The page before.
    pub newer: Option<String>,
    /// The page after.
    pub older: Option<String>,
}

impl Pager {
    /// Page `page` of `total` things; `None` when there is no such page. The first always exists.
    pub(crate) fn new(path: &str, query: Option<&str>, page: usize, total: usize) -> Option<Self> {
        let pages = total.div_ceil(PAGE_SIZE).max(1);
        let numbered = |page| addresses::numbered(path, query, page);
        (1..=pages).contains(&page).then(|| Self {
            page,
            pages,
            newer: (page > 1).then(|| numbered(page - 1)),
            older: (page < pages).then(|| numbered(page + 1)),
        })
    }
}

/// Where a page of a listing starts.
pub(crate) fn offset(page: usize) -> usize {
    page.saturating_sub(1).saturating_mul(PAGE_SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pager_leads_to_its_neighbours_only() {
        let pager = Pager::new("/", None, 2, PAGE_SIZE * 2 + 1).unwrap();
        assert_eq!((pager.page, pager.pages), (2, 3));
        assert_eq!(pager.newer.as_deref(), Some("/"));
        assert_eq!(pager.older.as_deref(), Some("/?page=3"));
        assert!(Pager::new("/", None, 1, 0).is_some());
        assert!(Pager::new("/", None, 2, PAGE_SIZE).is_none());
        assert!(Pager::new("/", None, usize::MAX, 5).is_none());
        assert_eq!(offset(usize::MAX), usize::MAX);
    }
}
