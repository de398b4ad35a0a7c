use std::collections::BTreeSet;

use askama::Template;
use copydesk_archive::Filter;

use super::Frame;
use super::frame::{PAGE_SIZE, Pager};
use super::story::{Day, Story, stories};
use crate::Error;
use crate::dates::When;
use crate::edition::LocalEdition;

/// Among how many of the newest stories the lead is chosen: a picture is worth a story's place,
/// not a week's.
const LEAD_CHOICE: usize = 6;
/// Stories beside the lead, without pictures: about as tall together as the lead.
const RAIL: usize = 4;
/// Stories in a row of pictures.
const ROW: usize = 3;
/// Rows of pictures at most.
const ROWS: usize = 2;
/// Days at the foot of the page: two weeks.
const DAYS: usize = 14;

/// The front page.
#[derive(Template, Default)]
#[template(path = "front.html")]
pub(crate) struct FrontPage {
    frame: Frame,
    latest: Option<When>,
    plan: Plan,
    sections: Vec<(super::Way, usize)>,
    days: Vec<Day>,
    undated: usize,
    older: Option<String>,
}

impl FrontPage {
    /// The newest articles; older ones stand on a [`ListingPage`](super::ListingPage).
    pub(crate) fn load(edition: &LocalEdition) -> Result<Self, Error> {
        let (archive, words) = (&edition.archive, edition.words);
        let holdings = edition.holdings()?;
        let newest = archive.articles(&Filter {
            limit: PAGE_SIZE,
            ..Filter::default()
        })?;
        Ok(Self {
            frame: edition.frame("")?,
            latest: holdings.days.first().map(|(day, _)| When::new(day, words)),
            plan: Plan::new(stories(newest, words)),
            sections: holdings
                .sections
                .iter()
                .map(|(name, count)| (super::Way::section(name), *count))
                .collect(),
            days: holdings
                .days
                .iter()
                .take(DAYS)
                .map(|day| Day::new(day, words))
                .collect(),
            undated: holdings.undated,
            older: Pager::new("/", None, 1, holdings.articles).and_then(|pager| pager.older),
        })
    }
}

/// Which story stands where on the front page.
#[derive(Default)]
struct Plan {
    lead: Option<Story>,
    rail: Vec<Story>,
    pictured: Vec<Story>,
    rest: Vec<Story>,
}

impl Plan {
    /// Lays out stories that come newest first; each place keeps that order.
    fn new(mut stories: Vec<Story>) -> Self {
        if stories.is_empty() {
            return Self::default();
        }
        show_each_picture_once(&mut stories);
        let lead = stories
            .iter()
            .take(LEAD_CHOICE)
            .position(|story| story.picture.is_some());
        let lead = Some(stories.remove(lead.unwrap_or(0)));
        let rail = take(&mut stories, RAIL, |story| story.picture.is_none());
        let with_picture = stories
            .iter()
            .filter(|story| story.picture.is_some())
            .count();
        let whole_rows = (with_picture / ROW).min(ROWS) * ROW;
        let pictured = take(&mut stories, whole_rows, |story| story.picture.is_some());
        Self {
            lead,
            rail,
            pictured,
            rest: stories,
        }
    }
}

/// Leaves a picture that several stories share to the newest of them.
fn show_each_picture_once(stories: &mut [Story]) {
    let mut shown = BTreeSet::new();
    for story in stories {
        story.picture = story
            .picture
            .take()
            .filter(|photo| shown.insert(photo.src.clone()));
    }
}

/// Takes the first `count` stories of a kind out of the list.
fn take(stories: &mut Vec<Story>, count: usize, kind: fn(&Story) -> bool) -> Vec<Story> {
    let mut left = count;
    let wanted = |story: &mut Story| {
        let take = left > 0 && kind(story);
        left -= usize::from(take);
        take
    };
    stories.extract_if(.., wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::super::story::Photo;
    use super::*;

    fn story(name: usize, pictured: bool) -> Story {
        let picture = pictured.then(|| Photo {
            src: format!("/picture/{name}"),
            alt: String::new(),
        });
        Story {
            title: name.to_string(),
            picture,
            ..Story::default()
        }
    }

    fn titles(stories: &[Story]) -> Vec<&str> {
        stories.iter().map(|story| story.title.as_str()).collect()
    }

    #[test]
    fn every_story_has_one_place() {
        let pictured = [2, 4, 5, 6, 9];
        let plan = Plan::new((0..12).map(|n| story(n, pictured.contains(&n))).collect());
        assert_eq!(plan.lead.map(|lead| lead.title).as_deref(), Some("2"));
        assert_eq!(titles(&plan.rail), ["0", "1", "3", "7"]);
        assert_eq!(titles(&plan.pictured), ["4", "5", "6"]);
        assert_eq!(titles(&plan.rest), ["8", "9", "10", "11"]);
    }

    #[test]
    fn a_picture_is_shown_once() {
        let mut stories: Vec<Story> = (0..3).map(|n| story(n, true)).collect();
        for story in &mut stories[1..] {
            story.picture.as_mut().unwrap().src = "/picture/same".into();
        }
        let plan = Plan::new(stories);
        assert_eq!(titles(&plan.rail), ["2"]);
        assert_eq!(titles(&plan.rest), ["1"]);
    }

    #[test]
    fn without_pictures_the_newest_leads() {
        let plan = Plan::new((0..3).map(|n| story(n, false)).collect());
        assert_eq!(plan.lead.map(|lead| lead.title).as_deref(), Some("0"));
        assert!(Plan::new(Vec::new()).lead.is_none());
    }

    #[test]
    fn hostile_text_is_escaped() {
        let hostile = || Story {
            title: "<script>alert(1)</script>".into(),
            opening: "\"><img src=x onerror=alert(1)>".into(),
            byline: "<b>".into(),
            site: Some("<i>".into()),
            picture: Some(Photo {
                src: "/picture/0".into(),
                alt: "\"onload=\"x".into(),
            }),
            ..Story::default()
        };
        let page = FrontPage {
            plan: Plan::new((0..25).map(|_| hostile()).collect()),
            ..FrontPage::default()
        };
        let html = page.render().unwrap();
        for bad in ["<script>alert", "<img src=x", "<b>", "<i>", "\"onload"] {
            assert!(!html.contains(bad), "{bad}");
        }
        assert!(html.contains("&#60;script&#62;alert(1)"));
    }
}
