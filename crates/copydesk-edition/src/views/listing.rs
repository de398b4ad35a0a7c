use askama::Template;
use copydesk_archive::Filter;

use super::frame::{PAGE_SIZE, Pager, offset};
use super::story::{Day, Story, stories};
use super::{Frame, Way};
use crate::dates::{self, When};
use crate::edition::LocalEdition;
use crate::feeds::Topic;
use crate::words::Words;
use crate::{Error, addresses};

/// A list of articles, newest first: a section, a day, the undated ones, or the front page's
/// older pages.
#[derive(Template)]
#[template(path = "listing.html")]
pub(crate) struct ListingPage {
    frame: Frame,
    count: String,
    stories: Vec<Story>,
    pager: Pager,
    earlier: Option<Way>,
    later: Option<Way>,
}

impl ListingPage {
    /// A later page of the front page's stories.
    pub(crate) fn older(edition: &LocalEdition, page: usize) -> Result<Option<Self>, Error> {
        Self::load(
            edition,
            edition.words.say("All stories"),
            "/",
            Filter::default(),
            page,
        )
    }

    /// A section's articles; `None` when there is no such section or page.
    pub(crate) fn section(
        edition: &LocalEdition,
        name: &str,
        page: usize,
    ) -> Result<Option<Self>, Error> {
        let filter = Filter {
            section: Some(name.to_owned()),
            ..Filter::default()
        };
        let mut listing = Self::load(edition, name, &addresses::section(name), filter, page)?;
        if let Some(listing) = &mut listing {
            listing.frame.topic = Some(Topic::section(name));
            // The page's title says it already.
            for story in &mut listing.stories {
                story.section = None;
            }
        }
        Ok(listing)
    }

    /// The articles without a date.
    pub(crate) fn undated(edition: &LocalEdition, page: usize) -> Result<Option<Self>, Error> {
        let filter = Filter {
            undated: true,
            ..Filter::default()
        };
        Self::load(
            edition,
            edition.words.say("Date unknown"),
            "/undated",
            filter,
            page,
        )
    }

    /// A day's articles, with the ways to the days around it.
    pub(crate) fn day(
        edition: &LocalEdition,
        day: &str,
        page: usize,
    ) -> Result<Option<Self>, Error> {
        let Some(day) = dates::civil_day(day).filter(|civil| civil == day) else {
            return Ok(None);
        };
        let filter = Filter {
            day: Some(day.clone()),
            ..Filter::default()
        };
        let title = When::new(&day, edition.words).words;
        let listing = Self::load(edition, &title, &addresses::day(&day), filter, page)?;
        let Some(listing) = listing else {
            return Ok(None);
        };
        let (earlier, later) = around(&edition.holdings()?.days, &day, edition.words);
        Ok(Some(Self {
            earlier,
            later,
            ..listing
        }))
    }

    fn load(
        edition: &LocalEdition,
        title: &str,
        path: &str,
        filter: Filter,
        page: usize,
    ) -> Result<Option<Self>, Error> {
        let mut filter = filter;
        let mut total = edition.holdings()?.listed(&filter);
        if total == 0 {
            // An article that is folded under another one may be the only one there, and leads there.
            filter.with_duplicates = true;
            total = edition.archive.count(&filter)?;
        }
        // That all articles have dates is no reason for a page that others lead to not to be there.
        let is_there = total > 0 || filter.undated;
        let Some(pager) = Pager::new(path, None, page, total).filter(|_| is_there) else {
            return Ok(None);
        };
        let filter = Filter {
            offset: offset(page),
            limit: PAGE_SIZE,
            ..filter
        };
        Ok(Some(Self {
            frame: edition.frame(title)?,
            count: edition.words.count(total, "story|stories"),
            stories: stories(edition.archive.articles(&filter)?, edition.words),
            pager,
            earlier: None,
            later: None,
        }))
    }
}

/// The ways to the nearest days before and after; `days` come newest first.
fn around(days: &[(String, usize)], day: &str, words: Words) -> (Option<Way>, Option<Way>) {
    let way = |entry: &(String, usize)| {
        let day = Day::new(entry, words);
        Way::own(day.date.words, day.href)
    };
    let earlier = days.iter().find(|(other, _)| other.as_str() < day).map(way);
    let later = days
        .iter()
        .rev()
        .find(|(other, _)| other.as_str() > day)
        .map(way);
    (earlier, later)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_neighbours() {
        let days = ["2012-09-20", "2012-09-17", "2012-09-03"].map(|day| (day.to_owned(), 1));
        let text = |way: Option<Way>| way.map(|way| way.text);
        let (earlier, later) = around(&days, "2012-09-17", Words::English);
        assert_eq!(text(earlier).as_deref(), Some("3 September 2012"));
        assert_eq!(text(later).as_deref(), Some("20 September 2012"));
        let (earlier, later) = around(&days, "2012-09-03", Words::English);
        assert!(earlier.is_none());
        assert_eq!(text(later).as_deref(), Some("17 September 2012"));
    }

    #[test]
    fn hostile_names_are_escaped() {
        let frame = Frame {
            title: "<script>alert(1)</script>".into(),
            paper: "\"><b>".into(),
            query: "\"><i>".into(),
            sections: vec![Way::section("</a><u>")],
            topic: Some(Topic::section("\"><em>")),
            ..Frame::default()
        };
        let stories = vec![Story {
            title: "<s>".into(),
            ..Story::default()
        }];
        let pager = Pager::new("/section/x", None, 1, 1).unwrap();
        let page = ListingPage {
            frame,
            count: "1 story".into(),
            stories,
            pager,
            earlier: None,
            later: None,
        };
        let html = page.render().unwrap();
        for bad in ["<script", "<b>", "<i>", "<u>", "<s>", "<em>"] {
            assert!(!html.contains(bad), "{bad}");
        }
    }
}
